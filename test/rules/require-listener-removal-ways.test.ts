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
  ],
  likely: [
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
            until: 'for as long as it lives itself',
            again: 'each promise made here',
            instead: 'Call off() with the same function once the promise is settled.',
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
            until: 'for as long as it lives itself',
            again: 'each run of componentDidUpdate()',
            line: '7',
            instead:
              'Register it once, outside of componentDidUpdate(), or call off() with the same function before.',
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
            until: 'for as long as it lives itself',
            again: 'each request that gets this socket from its agent',
            instead: 'Call off() with the same function when the request is closed.',
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
              data: { remove: 'off', line: '9' },
              output: `
        export class Feed {
          constructor(private bus: Bus) {}
          start() {
            this.bus.on(Events.Opened, this.onOpen)
            this.bus.on(Events.Closed, this.onClose)
          }
          stop() {
            this.bus.off(Events.Closed, this.onClose);
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
