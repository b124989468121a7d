import { requireListenerRemoval } from '../../src/rules/require-listener-removal.js'
import { certaintyTester } from '../certainty-tester.js'

const check = certaintyTester('require-listener-removal', requireListenerRemoval)

check('what an instance that ends was given', ['everywhere'], {
  silent: [
    {
      name: 'taken out at the end',
      code: `
        export class Log {
          constructor(bus) {
            this.bus = bus
            bus.on('line', this.write)
          }
          write = () => {}
          close() {
            this.bus.off('line', this.write)
          }
        }
      `,
    },
    {
      name: 'an element of its own, by its name',
      code: `
        import { Widget } from './widget.js'
        export class Card extends Widget {
          constructor() {
            super()
            this.node.addEventListener('click', () => this.flip())
            this.contentNode.addEventListener('scroll', () => this.flip())
          }
          flip() {}
        }
      `,
    },
    {
      name: 'a class of which nothing tells that it ends',
      code: `
        export class Log {
          constructor(bus) {
            bus.on('line', this.write)
          }
          write = () => {}
        }
      `,
    },
  ],
  likely: [
    {
      name: 'with a handler that others can name',
      code: `
        export class Log {
          constructor(bus) {
            this.bus = bus
          }
          open() {
            this.bus.on('line', this.write)
          }
          write = () => {}
          close() {}
        }
      `,
      errors: [
        {
          messageId: 'neverRemoved',
          at: "this.bus.on('line', this.write)",
          data: {
            target: 'this.bus',
            event: "'line'",
            until: 'as long as it lives',
            remove: 'off',
            arguments: 'function',
            where: 'close()',
          },
          suggestions: [
            {
              messageId: 'removeAtEnd',
              data: { remove: 'off', where: 'close()' },
              output: `
        export class Log {
          constructor(bus) {
            this.bus = bus
          }
          open() {
            this.bus.on('line', this.write)
          }
          write = () => {}
          close() {
            this.bus.off('line', this.write)
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

check('what a field got from another module', ['everywhere'], {
  silent: [
    {
      name: 'in a class of which nothing tells that it ends',
      code: `
        import { sessions } from './sessions.js'
        export class Status {
          open() {
            this.store = sessions.current()
            this.store.on('change', this.draw)
          }
          draw = () => {}
        }
      `,
    },
  ],
  likely: [
    {
      name: 'in a component made by createClass()',
      code: `
        import React from 'react'
        import { sessions } from './sessions.js'
        export default React.createClass({
          componentDidMount() {
            this.store = sessions.current()
            this.store.on('change', this.draw)
          },
          draw() {},
        })
      `,
      errors: [
        {
          messageId: 'neverRemoved',
          at: "this.store.on('change', this.draw)",
          data: {
            target: 'this.store',
            event: "'change'",
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

check('a method that listens for what each call is told', ['everywhere'], {
  silent: [
    {
      name: 'once',
      code: `
        export class Board {
          constructor(feed) { this.feed = feed }
          follow(id) { this.feed.once('update', (all) => this.show(all[id])) }
        }
      `,
    },
    {
      name: 'taken out by what it answers',
      code: `
        export class Board {
          constructor(feed) { this.feed = feed }
          follow(id) {
            const listener = (all) => this.show(all[id])
            this.feed.on('update', listener)
            return () => this.feed.off('update', listener)
          }
        }
      `,
    },
    {
      name: 'a method that begins a session, mostly once',
      code: `
        export class Board {
          constructor(feed) { this.feed = feed }
          start(id) { this.feed.on('update', (all) => this.show(all[id])) }
        }
      `,
    },
    {
      name: 'on what it is given each time',
      code: `
        export class Board {
          follow(feed, id) { feed.on('update', (all) => this.show(all[id])) }
        }
      `,
    },
    {
      name: 'for the end of what it is on',
      code: `
        export class Board {
          constructor(feed) { this.feed = feed }
          follow(id) { this.feed.on('close', () => this.hide(id)) }
        }
      `,
    },
  ],
  likely: [
    {
      name: 'on what the instance was given',
      code: `
        export class Board {
          constructor(feed) { this.feed = feed }
          follow(id) { this.feed.on('update', (all) => this.show(all[id])) }
        }
      `,
      errors: [
        {
          messageId: 'addedAgain',
          at: "this.feed.on('update', (all) => this.show(all[id]))",
          data: {
            target: 'this.feed',
            event: "'update'",
            until: 'as long as it lives',
            again: 'each call of follow()',
            instead: 'Call off() when done.',
          },
        },
      ],
    },
  ],
})

const LISTENS = "held.on('level', () => this.forceUpdate())"

const tile = (held: string): string => `
        import React from 'react'
        import { store } from './store.js'
        export class Tile extends React.Component {
          componentDidMount() {
            const held = ${held}
            held.on('level', () => this.forceUpdate())
          }
          componentWillUnmount() {
            this.forceUpdate()
          }
        }
      `

check('another name of what another module has', ['untyped'], {
  known: [{ name: 'itself', code: tile('store'), errors: [{ messageId: 'neverRemoved', at: LISTENS }] }],
  likely: [
    {
      name: 'a part of it, which may be another one by then',
      code: tile('store.activeRecording'),
      errors: [{ messageId: 'neverRemoved', at: LISTENS }],
    },
  ],
  silent: [{ name: 'what it starts for who asks', code: tile('store.startRecording()') }],
})
