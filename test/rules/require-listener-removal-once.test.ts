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
