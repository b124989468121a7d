import { requireListenerRemoval } from '../../src/rules/require-listener-removal.js'
import { certaintyTester } from '../certainty-tester.js'

const check = certaintyTester('require-listener-removal', requireListenerRemoval)

check('a wait that leaves its listener', ['untyped'], {
  silent: [
    {
      name: 'taken out once the promise is settled',
      code: `
        export class Queue {
          waitForItem(ms) {
            return new Promise((resolve) => {
              const timer = setTimeout(() => { this.bus.off('item', done); resolve(null) }, ms)
              const done = (item) => { clearTimeout(timer); this.bus.off('item', done); resolve(item) }
              this.bus.on('item', done)
            })
          }
        }
      `,
    },
    {
      name: 'that goes with its event, and nothing else comes first',
      code: `
        export class Sink {
          drained() {
            return new Promise((resolve) => {
              this.pipe.once('drain', resolve)
            })
          }
        }
      `,
    },
    {
      name: 'until the end of what it listens to',
      code: `
        export class Sink {
          text() {
            return new Promise((resolve, reject) => {
              this.body.on('data', (chunk) => chunk.length > 9 && reject(chunk))
              this.body.on('end', resolve)
            })
          }
        }
      `,
    },
    {
      name: 'on what the same function makes',
      code: `
        export class Link {
          async send(data) {
            this.socket = connect(data.port)
            await new Promise((resolve, reject) => this.socket.on('ready', resolve).on('message', reject))
          }
        }
      `,
    },
  ],
  known: [
    {
      name: 'on a field, when the time is up',
      code: `
        export class Queue {
          waitForItem(id, ms) {
            return new Promise((resolve) => {
              setTimeout(() => resolve(null), ms)
              this.bus.on('item', (item) => {
                if (item.id === id) resolve(item)
              })
            })
          }
        }
      `,
      errors: [
        {
          messageId: 'addedAgain',
          at: `this.bus.on('item', (item) => {
                if (item.id === id) resolve(item)
              })`,
          data: {
            target: 'this.bus',
            event: "'item'",
            until: 'as long as it lives',
            again: 'each promise made here',
            instead: 'Call off() once the promise is settled.',
          },
        },
      ],
    },
    {
      name: 'on what an outer function has',
      code: `
        export function service({ hub }) {
          function waitForReply(id) {
            return new Promise((resolve) => {
              hub.on('reply', (reply) => { if (reply.id === id) resolve(reply) })
            })
          }
          return { waitForReply }
        }
      `,
      errors: [
        {
          messageId: 'addedAgain',
          at: "hub.on('reply', (reply) => { if (reply.id === id) resolve(reply) })",
        },
      ],
    },
    {
      name: 'taken out by its own event, and left by the timeout',
      code: `
        export class Gateway {
          fetchMembers(guild) {
            return new Promise((resolve, reject) => {
              const timer = setTimeout(() => reject(new Error('late')), 9000)
              const listener = (message) => {
                if (message.guild !== guild) return
                clearTimeout(timer)
                this.events.off('message', listener)
                resolve(message)
              }
              this.events.on('message', listener)
            })
          }
        }
      `,
      errors: [{ messageId: 'addedAgain', at: "this.events.on('message', listener)" }],
    },
    {
      name: 'for a failure, where an event that comes again settles it',
      code: `
        export class Lines {
          async write(line) {
            if (this.out.write(line)) return
            await new Promise((resolve, reject) => {
              this.out.on('drain', resolve)
              this.out.on('error', reject)
            })
          }
        }
      `,
      errors: [
        { messageId: 'addedAgain', at: "this.out.on('drain', resolve)" },
        { messageId: 'addedAgain', at: "this.out.on('error', reject)" },
      ],
    },
  ],
  likely: [
    {
      name: 'of work that is told nothing',
      code: `
        export class Queue {
          waitForItem(timeout) {
            return new Promise((resolve) => {
              setTimeout(() => resolve(null), timeout)
              this.bus.on('item', (item) => resolve(item))
            })
          }
        }
      `,
      errors: [{ messageId: 'addedAgain', at: "this.bus.on('item', (item) => resolve(item))" }],
    },
  ],
})

check('one function, added at each update', ['untypedTs'], {
  silent: [
    {
      name: 'taken out before, or a target that knows it again',
      code: `
        export class Panel extends React.Component {
          componentDidUpdate() {
            this.hub.off('change', this.onChange)
            this.hub.on('change', this.onChange)
            document.addEventListener('keydown', this.onKey)
          }
          componentWillUnmount() {
            this.hub.off('change', this.onChange)
            document.removeEventListener('keydown', this.onKey)
          }
          onChange = () => {}
          onKey = () => {}
        }
      `,
    },
  ],
  known: [
    {
      name: 'and taken out once',
      code: `
        export class Panel extends React.Component {
          componentDidUpdate() {
            this.hub.on('change', this.onChange)
          }
          componentWillUnmount() {
            this.hub.off('change', this.onChange)
          }
          onChange = () => {}
        }
      `,
      errors: [
        {
          messageId: 'addedMoreOften',
          at: "this.hub.on('change', this.onChange)",
          data: {
            target: 'this.hub',
            event: "'change'",
            until: 'as long as it lives',
            again: 'each run of componentDidUpdate()',
            instead: 'Register it once, outside of componentDidUpdate().',
            at: "`this.hub.off('change', this.onChange)`",
          },
        },
      ],
    },
  ],
})

check('a socket that an agent may use again', ['untyped'], {
  silent: [
    {
      name: 'taken out with the request',
      code: `
        export function measure(request, times) {
          request.on('socket', (socket) => {
            const onLookup = () => { times.lookup = Date.now() }
            socket.on('lookup', onLookup)
            request.on('close', () => socket.off('lookup', onLookup))
          })
        }
      `,
    },
  ],
  likely: [
    {
      name: 'with a function for each request',
      code: `
        export function measure(request, times) {
          request.on('socket', (socket) => {
            socket.on('lookup', () => { times.lookup = Date.now() })
          })
        }
      `,
      errors: [
        {
          messageId: 'addedAgain',
          at: "socket.on('lookup', () => { times.lookup = Date.now() })",
          data: {
            target: 'socket',
            event: "'lookup'",
            until: 'as long as it lives',
            again: 'each request on this socket',
            instead: 'Call off() when the request is closed.',
          },
        },
      ],
    },
  ],
})

check('events by a member of an enumeration', ['untypedTs'], {
  known: [
    {
      name: 'another one is taken out, and this one is not',
      code: `
        export class Feed {
          constructor(private bus: Bus) {}
          start() {
            this.bus.on(Events.Opened, this.onOpen)
            this.bus.on(Events.Closed, this.onClose)
          }
          stop() {
            this.bus.off(Events.Opened, this.onOpen)
          }
          onOpen = () => {}
          onClose = () => {}
        }
      `,
      errors: [
        {
          messageId: 'siblingRemoved',
          at: 'this.bus.on(Events.Closed, this.onClose)',
          suggestions: [
            {
              messageId: 'removeBeside',
              data: { remove: 'off', sibling: 'Events.Opened listener' },
              output: `
        export class Feed {
          constructor(private bus: Bus) {}
          start() {
            this.bus.on(Events.Opened, this.onOpen)
            this.bus.on(Events.Closed, this.onClose)
          }
          stop() {
            this.bus.off(Events.Closed, this.onClose)
            this.bus.off(Events.Opened, this.onOpen)
          }
          onOpen = () => {}
          onClose = () => {}
        }
      `,
            },
          ],
        },
      ],
    },
  ],
})

check('what is there before an effect and after it', ['untypedJs'], {
  silent: [
    {
      name: 'an element of the component, once',
      code: `
        import { useEffect, useRef } from 'react'
        export function List({ onScroll }) {
          const ref = useRef(null)
          useEffect(() => { ref.current.addEventListener('scroll', onScroll) }, [])
          return ref
        }
      `,
    },
    {
      name: 'another target each time',
      code: `
        import { useEffect, useRef } from 'react'
        export function Player({ src }) {
          const video = useVideo(src)
          useEffect(() => { video.addEventListener('play', () => log()) }, [video])
          return null
        }
      `,
    },
  ],
  known: [
    {
      name: 'an effect that runs again for something else',
      code: `
        import { useContext, useEffect } from 'react'
        export function Chat({ room }) {
          const socket = useContext(SocketContext)
          useEffect(() => {
            socket.on('message', (message) => add(room, message))
          }, [room, socket])
          return null
        }
      `,
      errors: [
        {
          messageId: 'neverRemoved',
          at: "socket.on('message', (message) => add(room, message))",
          suggestions: [
            {
              messageId: 'returnCleanup',
              output: `
        import { useContext, useEffect } from 'react'
        export function Chat({ room }) {
          const socket = useContext(SocketContext)
          useEffect(() => {
            const onMessage = (message) => add(room, message)
            socket.on('message', onMessage)
            return () => {
              socket.off('message', onMessage)
            }
          }, [room, socket])
          return null
        }
      `,
            },
          ],
        },
      ],
    },
  ],
  likely: [
    {
      name: 'what others have as well',
      code: `
        import { useContext, useEffect } from 'react'
        export function Chat() {
          const socket = useContext(SocketContext)
          useEffect(() => {
            socket.on('message', (message) => add(message))
          }, [])
          return null
        }
      `,
      errors: [
        {
          messageId: 'neverRemoved',
          at: "socket.on('message', (message) => add(message))",
          suggestions: [
            {
              messageId: 'returnCleanup',
              output: `
        import { useContext, useEffect } from 'react'
        export function Chat() {
          const socket = useContext(SocketContext)
          useEffect(() => {
            const onMessage = (message) => add(message)
            socket.on('message', onMessage)
            return () => {
              socket.off('message', onMessage)
            }
          }, [])
          return null
        }
      `,
            },
          ],
        },
      ],
    },
  ],
})

check('an owner that leaves what holds its listener', ['untyped'], {
  silent: [
    {
      name: 'that ends it',
      code: `
        export class Session {
          constructor(server) { this.server = server; this.server.on('message', this.onMessage) }
          onMessage = () => {}
          close() {
            this.server.close()
          }
        }
      `,
    },
  ],
  known: [
    {
      name: 'by taking itself out',
      code: `
        export class Session {
          constructor(server) { this.server = server; this.server.on('message', this.onMessage) }
          onMessage = () => {}
          close() {
            this.server.sessions.delete(this.id)
          }
        }
      `,
      errors: [
        {
          messageId: 'neverRemoved',
          at: "this.server.on('message', this.onMessage)",
          suggestions: [
            {
              messageId: 'removeAtEnd',
              output: `
        export class Session {
          constructor(server) { this.server = server; this.server.on('message', this.onMessage) }
          onMessage = () => {}
          close() {
            this.server.off('message', this.onMessage)
            this.server.sessions.delete(this.id)
          }
        }
      `,
            },
          ],
        },
      ],
    },
  ],
  likely: [
    {
      name: 'by using it',
      code: `
        export class Session {
          constructor(server) { this.server = server; this.server.on('message', this.onMessage) }
          onMessage = () => {}
          close() {
            this.server.log('closed')
          }
        }
      `,
      errors: [
        {
          messageId: 'neverRemoved',
          at: "this.server.on('message', this.onMessage)",
          suggestions: [
            {
              messageId: 'removeAtEnd',
              output: `
        export class Session {
          constructor(server) { this.server = server; this.server.on('message', this.onMessage) }
          onMessage = () => {}
          close() {
            this.server.off('message', this.onMessage)
            this.server.log('closed')
          }
        }
      `,
            },
          ],
        },
      ],
    },
  ],
})

check('what two targets share', ['untyped'], {
  likely: [
    {
      name: 'and one of them loses',
      code: `
        import { connect } from 'node:http2'
        export function attach(client, socket) {
          const session = connect(client.url, { createConnection: () => socket })
          session.on('error', onError)
          session.on('goaway', onAway)
          session.on('close', onClose)
          client.session = session
          socket.on('error', onError)
          socket.on('close', onClose)
        }
        export function upgrade(socket) {
          socket.off('error', onError)
          socket.off('close', onClose)
        }
        function onError() {}
        function onAway() {}
        function onClose() {}
      `,
      errors: [
        {
          messageId: 'siblingRemoved',
          at: "session.on('goaway', onAway)",
          data: {
            target: 'session',
            event: "'goaway'",
            until: 'as long as it lives',
            sibling: "'error' listener of `socket`",
            place: 'in upgrade()',
          },
        },
      ],
    },
  ],
})
