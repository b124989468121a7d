import { requireListenerRemoval } from '../../src/rules/require-listener-removal.js'
import { certaintyTester } from '../certainty-tester.js'

const check = certaintyTester('require-listener-removal', requireListenerRemoval)

check('one of two events calls back', ['everywhere'], {
  silent: [
    {
      name: 'each takes out the other',
      code: `
        export class Link {
          whenReady(done) {
            if (this.isReady) return done()
            const failed = (error) => {
              this.off('ready', ready)
              done(error)
            }
            const ready = () => {
              this.off('error', failed)
              done()
            }
            this.once('error', failed)
            this.once('ready', ready)
          }
        }
      `,
    },
    {
      name: 'on what each call makes',
      code: `
        export function whenReady(port, done) {
          const server = listen(port)
          server.once('error', done)
          server.once('listening', () => done(null, server))
        }
      `,
    },
    {
      name: 'of what is begun once',
      code: `
        export class Link {
          start(done) {
            this.once('error', done)
            this.once('ready', () => done())
          }
        }
      `,
    },
  ],
  likely: [
    {
      name: 'and the other stays',
      code: `
        export class Link {
          whenReady(done) {
            if (this.isReady) return done()
            this.once('error', done)
            this.once('ready', () => done())
          }
        }
      `,
      errors: [
        {
          messageId: 'addedAgain',
          at: "this.once('error', done)",
          data: {
            target: 'this',
            event: "'error'",
            until: 'as long as it lives',
            again: 'each call of whenReady()',
            instead: 'Call off() when done.',
          },
        },
      ],
    },
    {
      name: 'made by a function of the call',
      code: `
        export class Link {
          connect(done) {
            if (this.isReady) return done()
            let isCalled = false
            function answer(isError) {
              return (value) => {
                if (!isCalled) done(isError ? value : null)
                isCalled = true
              }
            }
            this.once('error', answer(true))
            this.once('ready', answer(false))
          }
        }
      `,
      errors: [
        {
          messageId: 'addedAgain',
          at: "this.once('error', answer(true))",
          data: {
            target: 'this',
            event: "'error'",
            until: 'as long as it lives',
            again: 'each call of connect()',
            instead: 'Call off() when done.',
          },
        },
      ],
    },
  ],
})

check('an event that takes its listener out, and may never come', ['everywhere'], {
  silent: [
    {
      name: 'of what comes soon',
      code: `
        import { Component } from 'react'
        export class Panel extends Component {
          show = () => this.setState({})
          componentDidMount() {
            this.props.request.on('change', this.show)
            this.props.request.player.once('ready', this.show)
          }
          componentWillUnmount() {
            this.props.request.off('change', this.show)
          }
        }
      `,
    },
    {
      name: 'of an owner that takes nothing out',
      code: `
        import { Component } from 'react'
        export class Panel extends Component {
          show = () => this.setState({})
          changed = () => {
            const { request } = this.props
            request.player.once('shown', this.show)
          }
          componentWillUnmount() {
            this.setState({})
          }
        }
      `,
    },
  ],
  likely: [
    {
      name: 'while the end takes out another one',
      code: `
        import { Component } from 'react'
        export class Panel extends Component {
          show = () => this.setState({})
          changed = () => {
            const { request } = this.props
            request.player.once('shown', this.show)
          }
          componentDidMount() {
            this.props.request.on('change', this.changed)
          }
          componentWillUnmount() {
            this.props.request.off('change', this.changed)
          }
        }
      `,
      errors: [
        {
          messageId: 'neverRemoved',
          at: "request.player.once('shown', this.show)",
          data: {
            target: 'request.player',
            event: "'shown'",
            until: 'as long as it lives',
            remove: 'off',
            arguments: 'function',
            where: 'componentWillUnmount()',
          },
        },
      ],
    },
  ],
})

check('what the instance is given, under a name of its own', ['everywhere'], {
  likely: [
    {
      name: 'while the end takes out another one',
      code: `
        import { Component } from 'react'
        export class Panel extends Component {
          drawn = () => this.setState({})
          componentDidMount() {
            this.props.room.on('name', this.drawn)
          }
          follow = () => {
            const { client } = this.props
            client.on('sync', this.drawn)
          }
          componentWillUnmount() {
            this.props.room.off('name', this.drawn)
          }
        }
      `,
      errors: [
        {
          messageId: 'neverRemoved',
          at: "client.on('sync', this.drawn)",
          data: {
            target: 'client',
            event: "'sync'",
            until: 'as long as it lives',
            remove: 'off',
            arguments: 'function',
            where: 'componentWillUnmount()',
          },
        },
      ],
    },
  ],
})

check('the body of a module', ['everywhere', 'dom'], {
  silentByDefault: [
    {
      name: 'that a loader of modules is given answers one object for good',
      code: `
        define(['./display'], function (Display) {
          return {
            init() {
              this.display = new Display()
              window.addEventListener('timeUpdated', () => this.display.update())
            },
            close() {
              this.display.hide()
            },
          }
        })
      `,
    },
    {
      name: 'that is a function which is called at once',
      code: `
        App.keys = (function () {
          function listen() {
            document.addEventListener('keyup', (event) => App.press(event.key))
          }
          function close() {
            App.hide()
          }
          return { listen, close }
        })()
      `,
    },
    {
      name: 'that a function which is called at once is given',
      code: `
        (function (factory) {
          window.keys = factory()
        })(function () {
          return {
            listen() {
              document.addEventListener('keyup', (event) => this.press(event.key))
            },
            press(key) {
              this.last = key
            },
            close() {
              this.last = undefined
            },
          }
        })
      `,
    },
  ],
  known: [
    {
      name: 'unlike a function that answers one object for each call',
      code: `
        export function createKeys() {
          return {
            listen() {
              document.addEventListener('keyup', (event) => this.press(event.key))
            },
            press(key) {
              this.last = key
            },
            close() {
              this.last = undefined
            },
          }
        }
      `,
      errors: [
        {
          messageId: 'neverRemoved',
          at: "document.addEventListener('keyup', (event) => this.press(event.key))",
        },
      ],
    },
  ],
})

check('an end that is told what to end', ['everywhere'], {
  silentByDefault: [
    {
      name: 'is none of what is answered',
      code: `
        export function createTopics(bus) {
          const topics = new Map()
          function subscribe(topic, callback) {
            process.on('message', (message) => topics.get(topic)?.(message))
            topics.set(topic, callback)
          }
          function unsubscribe(topic) {
            topics.delete(topic)
          }
          return { subscribe, unsubscribe }
        }
      `,
    },
    {
      name: 'nor is what runs before the program ends',
      code: `
        export function attach(runner, file) {
          const results = []
          process.on('uncaughtException', () => runner.write(file, results))
          runner.use({ beforeExit: (done) => { runner.write(file, results); done() } })
          return { beforeExit: (done) => runner.write(file, results, done) }
        }
      `,
    },
  ],
})

check('what its owner begins as it ends', ['everywhere'], {
  silentByDefault: [
    {
      name: 'and which runs once',
      code: `
        export function Api(agent) {
          this.agent = agent
        }
        Api.prototype.shutdown = function (options) {
          const agent = this.agent
          if (options.isPending) agent.on('started', () => agent.stop())
          else agent.stop()
        }
      `,
    },
  ],
})

check('what is ended by another name', ['everywhere'], {
  silent: [
    {
      name: 'in another field',
      code: `
        export class Transport {
          constructor(response) {
            this.given = response
          }
          start() {
            this.response = this.given
            this.given.on('close', () => { this.response = undefined })
          }
          close() {
            this.response?.end()
          }
        }
      `,
    },
  ],
})

check('what a method is given', ['everywhere'], {
  likely: [
    {
      name: 'tells of its own end, and is gone then',
      code: `
        export class Server {
          constructor(hub) {
            this.hub = hub
          }
          serve(request) {
            const onAbort = () => this.hub.off('abort', onAbort)
            this.hub.on('abort', onAbort)
            request.on('close', () => this.hub.off('abort', onAbort))
            request.on('data', () => this.hub.touch())
          }
          close() {
            this.hub.close()
          }
        }
      `,
      errors: [{ messageId: 'siblingRemoved', at: "request.on('data', () => this.hub.touch())" }],
    },
  ],
})

const scheduler = (event: string): string => `
  import { signals } from './signals.js'
  export class Scheduler {
    constructor(limit) {
      this.limit = limit
      signals.on('${event}', () => this.shutdown())
    }
    shutdown() {
      clearInterval(this.timer)
    }
  }
`

check('what ends its owner', ['everywhere'], {
  silentByDefault: [
    { name: 'as the program ends, by a signal that others pass on', code: scheduler('SIGTERM') },
  ],
  known: [
    {
      name: 'unlike by any other event',
      code: scheduler('idle'),
      errors: [
        {
          messageId: 'neverRemoved',
          at: "signals.on('idle', () => this.shutdown())",
          suggestions: [
            {
              messageId: 'nameAndRemove',
              output: `
  import { signals } from './signals.js'
  export class Scheduler {
    onIdle = () => this.shutdown()

    constructor(limit) {
      this.limit = limit
      signals.on('idle', this.onIdle)
    }
    shutdown() {
      signals.off('idle', this.onIdle)
      clearInterval(this.timer)
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

const twice = (cleanup: string): string => `
  import { useEffect } from 'react'
  export function View({ id }) {
    useEffect(() => {
      return () => {${cleanup}
        queue.push(() => {
          window.addEventListener('resize', tick)
          window.addEventListener('resize', tick )
        })
      }
    }, [id])
  }
  export function restart() {
    window.removeEventListener('resize', tick)
    window.removeEventListener('resize', tick)
    window.addEventListener('resize', tick  )
  }
`

const removal = `
        window.removeEventListener('resize', tick)`

check('the same listener twice', ['everywhere'], {
  likely: [
    {
      name: 'is no sibling of itself, whose removal would do for the other',
      code: twice(''),
      errors: ["window.addEventListener('resize', tick)", "window.addEventListener('resize', tick )"].map(
        (at) => ({
          messageId: 'neverRemoved' as const,
          at,
          suggestions: [{ messageId: 'removeAtEnd' as const, output: twice(removal) }],
        }),
      ),
    },
  ],
})
