import { requireListenerRemoval } from '../../src/rules/require-listener-removal.js'
import { certaintyTester } from '../certainty-tester.js'

const check = certaintyTester('require-listener-removal', requireListenerRemoval)

check('one more with each promise', ['everywhere'], {
  silent: [
    {
      name: 'taken out when the promise is settled',
      code: `
        import driver from 'driver'
        export const query = (text) =>
          new Promise((resolve, reject) => {
            driver.on('error', reject)
            driver.query(text).then(resolve).finally(() => driver.off('error', reject))
          })
      `,
    },
    {
      name: 'target that this promise has made',
      code: `
        import { open } from 'driver'
        export const query = (text) =>
          new Promise((resolve, reject) => {
            const client = open()
            client.on('error', (error) => reject(error))
            client.query(text).then(resolve)
          })
      `,
    },
    {
      name: 'promise that is made once, while the module loads',
      code: `
        import driver from 'driver'
        export const ready = new Promise((resolve) => {
          driver.on('state', (state) => state === 'ready' && resolve())
        })
      `,
    },
  ],
  known: [
    {
      name: 'imported emitter, closed and opened again',
      code: `
        const driver = require('driver')
        exports.query = function (text) {
          return new Promise((resolve, reject) => {
            driver.on('error', (error) => reject(error))
            driver.connect().then((pool) => pool.query(text)).then(resolve).finally(() => driver.close())
          })
        }
      `,
      errors: [
        {
          messageId: 'addedAgain',
          at: "driver.on('error', (error) => reject(error))",
          data: {
            target: 'driver',
            event: "'error'",
            until: 'as long as it lives',
            again: 'each promise made here',
            instead: 'Call off() once the promise is settled.',
          },
        },
      ],
    },
    {
      name: 'emitter of this module, handler with a name',
      code: `
        import { EventEmitter } from 'node:events'
        const bus = new EventEmitter()
        export async function ask(id) {
          return new Promise((resolve) => {
            const onAnswer = (answer) => {
              if (answer.id === id) resolve(answer.text)
            }
            bus.on('answer', onAnswer) // nothing takes it out
          })
        }
      `,
      errors: [{ messageId: 'addedAgain', at: "bus.on('answer', onAnswer)" }],
    },
  ],
})

check('one more with each call', ['everywhere'], {
  silent: [
    {
      name: 'signal of the process, which one function waits for about once',
      code: `
        export const interrupted = () => new Promise((resolve) => process.on('SIGINT', () => resolve()))
      `,
    },
    {
      name: 'guarded by a flag of the module',
      code: `
        import tool from 'tool'
        let isListening = false
        function withTool(run) {
          if (!isListening) {
            isListening = true
            tool.on('log', (text) => console.log(text))
          }
          return run()
        }
        export const install = () => withTool(() => tool.install())
        export const remove = () => withTool(() => tool.remove())
      `,
    },
  ],
  silentByDefault: [
    {
      name: 'run from the callbacks of a program, one of which comes',
      code: `
        import driver from 'driver'
        function flash() {
          driver.on('progress', (done) => console.log(done))
        }
        driver.once('ready', () => flash())
        driver.once('fallback', () => flash())
      `,
    },
    {
      name: 'helper that listens for what its callers bring',
      code: `
        import bus from 'bus'
        function listen(run) {
          bus.on('change', (value) => run(value))
        }
        export const draw = (canvas) => listen((value) => canvas.draw(value))
        export const print = (page) => listen((value) => page.print(value))
      `,
    },
  ],
  known: [
    {
      name: 'function that several exported functions run',
      code: `
        var tool = require('tool')
        var withTool = function (run) {
          tool.load({}, function (error) {
            if (error) return
            tool.on('log', function (text) {
              console.log(text)
            })
            run()
          })
        }
        exports.install = function (name) { withTool(function () { tool.install(name) }) }
        exports.remove = function (name) { withTool(function () { tool.remove(name) }) }
      `,
      errors: [
        {
          messageId: 'addedAgain',
          at: `tool.on('log', function (text) {
              console.log(text)
            })`,
          data: {
            target: 'tool',
            event: "'log'",
            until: 'as long as it lives',
            again: 'each call of withTool()',
            instead: 'Call off() when done.',
          },
        },
      ],
    },
    {
      name: 'within a listener that runs again and again, on what was there before',
      code: `
        export function attach(view, el) {
          view.on('update', () => {
            el.addEventListener('mouseup', () => view.select())
          })
        }
      `,
      errors: [
        {
          messageId: 'addedAgain',
          at: "el.addEventListener('mouseup', () => view.select())",
          data: {
            target: 'el',
            event: "'mouseup'",
            until: 'as long as it lives',
            again: 'each run of this function',
            instead: 'Register it once, outside of this function.',
          },
        },
      ],
    },
  ],
})

check('within a listener', ['everywhere'], {
  silent: [
    {
      name: 'on what the event brings',
      code: `
        export function attach(view) {
          view.on('item', (item) => {
            item.on('change', () => view.draw(item))
          })
        }
      `,
    },
    {
      name: 'on what is made anew',
      code: `
        export function attach(view, document) {
          view.on('update', () => {
            const el = document.createElement('div')
            el.addEventListener('mouseup', () => view.select())
          })
        }
      `,
    },
    {
      name: 'taken out when the gesture ends',
      code: `
        export function drag(el) {
          el.addEventListener('mousedown', () => {
            const move = () => el.classList.add('moving')
            const up = () => {
              document.removeEventListener('mousemove', move)
              document.removeEventListener('mouseup', up)
            }
            document.addEventListener('mousemove', move)
            document.addEventListener('mouseup', up)
          })
        }
      `,
    },
    {
      name: 'variable that holds another target each time',
      code: `
        export function attach(view) {
          let el
          view.on('update', () => {
            el = view.render()
            el.addEventListener('mouseup', () => view.select())
          })
        }
      `,
    },
  ],
})

check('looked up or made', ['everywhere'], {
  silent: [
    {
      name: 'registered where it is made',
      code: `
        export class Leases {
          leases = new Map()
          renew(id) {
            let lease = this.leases.get(id)
            if (!lease) {
              lease = createLease(id)
              lease.signal.addEventListener('abort', () => this.leases.delete(id))
              this.leases.set(id, lease)
            }
            return lease
          }
        }
      `,
    },
    {
      name: 'made anew each time',
      code: `
        export class Leases {
          leases = new Map()
          renew(id) {
            const lease = createLease(id)
            lease.on('end', () => this.leases.delete(id))
            this.leases.set(id, lease)
          }
        }
      `,
    },
  ],
  known: [
    {
      name: 'registered in either case',
      code: `
        export class Leases {
          leases = new Map()
          renew(id) {
            let lease = this.leases.get(id)
            if (lease == null) {
              lease = createLease(id)
              this.leases.set(id, lease)
            } else {
              lease.extend()
            }
            lease.signal.addEventListener('abort', () => this.leases.delete(id))
            return lease
          }
        }
      `,
      errors: [
        {
          messageId: 'addedAgain',
          at: "lease.signal.addEventListener('abort', () => this.leases.delete(id))",
          data: {
            target: 'lease.signal',
            event: "'abort'",
            until: 'as long as it lives',
            again: 'each call that finds it there',
            instead: 'Register it where `lease.signal` is made.',
          },
        },
      ],
    },
  ],
})

check('requests and connections', ['everywhere'], {
  silent: [
    {
      name: 'taken out when the response is closed',
      code: `
        import bus from './bus.js'
        app.get('/updates', (req, res) => {
          const send = (text) => res.write(text)
          bus.on('update', send)
          res.on('close', () => bus.off('update', send))
        })
      `,
    },
    {
      name: 'on the request and the response themselves',
      code: `
        export function handle(req, res) {
          req.on('data', (chunk) => res.write(chunk))
          req.on('error', () => res.end())
          res.on('finish', () => console.log('done'))
        }
      `,
    },
    {
      name: 'socket of the connection that is served',
      code: `
        import { WebSocketServer } from 'ws'
        const server = new WebSocketServer({ port: 80 })
        server.on('connection', (socket) => {
          socket.on('message', (data) => socket.send(data))
        })
      `,
    },
    {
      name: 'map that has a get() of its own',
      code: `
        import registry from './registry.js'
        registry.get('name', (entry) => entry.on('change', () => entry.draw()))
      `,
    },
  ],
  known: [
    {
      name: 'route that listens to a bus',
      code: `
        import bus from './bus.js'
        app.get('/updates', (req, res) => {
          bus.on('update', (text) => res.write(text))
        })
      `,
      errors: [
        {
          messageId: 'addedAgain',
          at: "bus.on('update', (text) => res.write(text))",
          data: {
            target: 'bus',
            event: "'update'",
            until: 'as long as it lives',
            again: 'each request or connection',
            instead: 'Call off() when `res` is closed.',
          },
        },
      ],
    },
    {
      name: 'connection that listens to an emitter of the module',
      code: `
        import { EventEmitter } from 'node:events'
        import { Server } from 'socket.io'
        const rooms = new EventEmitter()
        const io = new Server()
        io.of('/chat').on('connection', (socket) => {
          rooms.on('message', (text) => socket.emit('message', text))
        })
      `,
      errors: [
        { messageId: 'addedAgain', at: "rooms.on('message', (text) => socket.emit('message', text))" },
      ],
    },
    {
      name: 'connection that is kept alive',
      code: `
        export function log(req, res, next) {
          req.socket.on('close', () => res.end())
          next()
        }
      `,
      errors: [
        {
          messageId: 'addedAgain',
          at: "req.socket.on('close', () => res.end())",
          data: {
            target: 'req.socket',
            event: "'close'",
            until: 'as long as it lives',
            again: 'each request on this connection',
            instead: 'Call off() when the response is closed.',
          },
        },
      ],
    },
  ],
})

check('beside listeners on other targets', ['everywhere'], {
  silent: [
    {
      name: 'both are removed',
      code: `
        import player from 'player'
        export default function (view) {
          view.addEventListener('viewshow', () => {
            player.on('stop', refresh)
            window.addEventListener('resize', layout)
          })
          view.addEventListener('viewhide', () => {
            player.off('stop', refresh)
            window.removeEventListener('resize', layout)
          })
        }
        function refresh() {}
        function layout() {}
      `,
    },
    {
      name: 'target of its own',
      code: `
        export class Panel {
          open() {
            const socket = new WebSocket('wss://example.com')
            socket.on('message', () => this.layout())
            window.addEventListener('resize', this.layout)
          }
          layout = () => {}
          close() {
            window.removeEventListener('resize', this.layout)
          }
        }
      `,
    },
  ],
  known: [
    {
      name: 'imported emitter in the page of an application',
      code: `
        import player from 'player'
        export default function (view) {
          view.addEventListener('viewshow', () => {
            player.on('stop', refresh)
            window.addEventListener('resize', layout)
          })
          view.addEventListener('viewhide', () => {
            window.removeEventListener('resize', layout)
          })
        }
        function refresh() {}
        function layout() {}
      `,
      errors: [
        {
          messageId: 'siblingRemoved',
          at: "player.on('stop', refresh)",
          data: {
            target: 'player',
            event: "'stop'",
            until: 'as long as it lives',
            sibling: "'resize' listener of `window`",
            place: 'by `window.removeEventListener(…)`',
          },
          suggestions: [
            {
              messageId: 'removeBeside',
              output: `
        import player from 'player'
        export default function (view) {
          view.addEventListener('viewshow', () => {
            player.on('stop', refresh)
            window.addEventListener('resize', layout)
          })
          view.addEventListener('viewhide', () => {
            player.off('stop', refresh)
            window.removeEventListener('resize', layout)
          })
        }
        function refresh() {}
        function layout() {}
      `,
            },
          ],
        },
      ],
    },
  ],
  likely: [
    {
      name: 'element that may be its own',
      code: `
        export class Panel {
          constructor(button) {
            this.button = button
            button.addEventListener('click', () => this.layout())
            window.addEventListener('resize', this.layout)
          }
          layout = () => {}
          destroy() {
            window.removeEventListener('resize', this.layout)
          }
        }
      `,
      errors: [
        {
          messageId: 'siblingRemoved',
          at: "button.addEventListener('click', () => this.layout())",
          data: {
            target: 'button',
            event: "'click'",
            until: 'as long as it lives',
            sibling: "'resize' listener of `window`",
            place: 'in destroy()',
          },
        },
      ],
    },
  ],
})

check('beside collected subscriptions', ['everywhere'], {
  silent: [
    {
      name: 'collected as well',
      code: `
        export class Panel extends Disposable {
          constructor(area, theme) {
            super()
            this._register(theme.onChange(() => this.draw()))
            this._register(addDisposableListener(area, 'focus', () => this.draw()))
          }
          draw() {}
        }
      `,
    },
    {
      name: 'element that it makes itself',
      code: `
        export class Panel extends Disposable {
          constructor(document, theme) {
            super()
            this._register(theme.onChange(() => this.draw()))
            const area = document.createElement('textarea')
            area.addEventListener('focus', () => this.draw())
          }
          draw() {}
        }
      `,
    },
  ],
  known: [
    {
      name: 'inline listener on what it was given',
      code: `
        export class Panel extends Disposable {
          constructor(area, theme) {
            super()
            this._register(theme.onChange(() => this.draw()))
            area.addEventListener('focus', () => this.draw())
          }
          draw() {}
        }
      `,
      errors: [
        {
          messageId: 'siblingCollected',
          at: "area.addEventListener('focus', () => this.draw())",
          data: {
            target: 'area',
            event: "'focus'",
            until: 'as long as it lives',
            collector: '_register',
            remove: 'removeEventListener',
          },
        },
      ],
    },
  ],
})

check('several listeners of one promise that waits for what happens again', ['everywhere'], {
  known: [
    {
      name: 'on this',
      code: `
        import { EventEmitter } from 'node:events'
        export class Jobs extends EventEmitter {
          next() {
            return new Promise((resolve) => {
              this.once('added', resolve)
              this.once('resumed', resolve)
            })
          }
        }
      `,
      errors: [{ messageId: 'losersStay', at: "this.once('added', resolve)", data: { target: 'this' } }],
    },
  ],
  likely: [
    {
      name: 'for a beginning',
      code: `
        import { EventEmitter } from 'node:events'
        export class Shard extends EventEmitter {
          connect() {
            return new Promise((resolve) => {
              this.once('added', resolve)
              this.once('resumed', resolve)
            })
          }
        }
      `,
      errors: [{ messageId: 'losersStay', at: "this.once('added', resolve)" }],
    },
  ],
})
