import { requireListenerRemoval } from '../../src/rules/require-listener-removal.js'
import { certaintyTester } from '../certainty-tester.js'

const check = certaintyTester('require-listener-removal', requireListenerRemoval)

check('a listener that ends what one call has begun', ['untyped'], {
  silent: [
    {
      name: 'taken out when the work is over',
      code: `
        export class Part extends Base {
          later(task, delay) {
            const stop = () => clearTimeout(id)
            const id = setTimeout(() => { this.off('dispose', stop); task() }, delay)
            this.on('dispose', stop)
            return id
          }
        }
      `,
    },
    {
      name: 'of what an instance begins once',
      code: `
        export class Part extends Base {
          constructor(bus) {
            super()
            const id = setInterval(() => this.tick(), 1000)
            this.on('dispose', () => clearInterval(id))
          }
        }
      `,
    },
    {
      name: 'taken out with each connection',
      code: `
        export class Gateway {
          attach(server) {
            server.on('connection', (socket) => {
              const session = new Session(socket)
              const end = () => session.end()
              this.bus.on('close', end)
              socket.on('close', () => this.bus.off('close', end))
            })
          }
        }
      `,
    },
    {
      name: 'of an element that goes with its view',
      code: `
        export function enable(view) {
          import('./touch.js').then(({ Touch }) => {
            const touch = new Touch(view.parentNode)
            view.addEventListener('viewdestroy', () => touch.destroy())
          })
        }
      `,
    },
  ],
  likely: [
    {
      name: 'on the instance, by a method that is told what to do',
      code: `
        export class Part extends Base {
          later(task, delay) {
            const id = setTimeout(run(this, task), delay)
            const stop = () => this.cancel(id)
            this.on('dispose', stop)
            return id
          }
        }
      `,
      errors: [
        {
          messageId: 'addedAgain',
          at: "this.on('dispose', stop)",
          data: {
            target: 'this',
            event: "'dispose'",
            until: 'as long as it lives',
            again: 'each call of later()',
            instead: 'Call off() when done.',
          },
        },
      ],
    },
  ],
  known: [
    {
      name: 'on what is there for each connection',
      code: `
        export class Gateway {
          attach(server) {
            server.on('connection', (socket) => {
              this.bus.on('tick', (time) => socket.write(time))
            })
          }
        }
      `,
      errors: [
        {
          messageId: 'neverRemoved',
          at: "this.bus.on('tick', (time) => socket.write(time))",
          data: {
            target: 'this.bus',
            event: "'tick'",
            until: 'as long as it lives',
            remove: 'off',
            arguments: 'function',
            where: "a 'close' handler of `socket`",
          },
        },
      ],
    },
  ],
})

check('two events of which one comes', ['untyped'], {
  silent: [
    {
      name: 'each takes the other one out',
      code: `
        export class Cursor {
          none() { this.con.off('rows', this.rows) }
          rows() { this.con.off('none', this.none) }
          submit(con) {
            this.con = con
            con.once('none', this.none)
            con.once('rows', this.rows)
          }
        }
      `,
    },
    {
      name: 'one of them is the end of what is listened to',
      code: `
        export class Cursor {
          rows() { this.con.off('close', this.closed) }
          closed() {}
          submit(con) {
            this.con = con
            con.once('close', this.closed)
            con.once('rows', this.rows)
          }
        }
      `,
    },
  ],
  likely: [
    {
      name: 'one of them leaves the other',
      code: `
        export class Cursor {
          none() { this.next() }
          rows() { this.con.off('none', this.none) }
          submit(con) {
            this.con = con
            con.once('none', this.none)
            con.once('rows', this.rows)
          }
        }
      `,
      errors: [
        {
          messageId: 'addedAgain',
          at: "con.once('rows', this.rows)",
          data: {
            target: 'con',
            event: "'rows'",
            until: 'as long as it lives',
            again: 'each call of submit()',
            instead: 'Call off() when done.',
          },
        },
      ],
    },
  ],
})

check('a wait that something else may end', ['untyped'], {
  silent: [
    {
      name: 'a timer takes the listener of the own signal out',
      code: `
        export class Queue {
          stopper = new AbortController()
          async run() {
            while (this.open) {
              await new Promise((resolve, reject) => {
                const stop = () => { clearTimeout(timer); reject(new Error('stopped')) }
                const timer = setTimeout(() => {
                  this.stopper.signal.removeEventListener('abort', stop)
                  resolve()
                }, 500)
                this.stopper.signal.addEventListener('abort', stop, { once: true })
              })
            }
          }
        }
      `,
    },
    {
      name: 'a step before fails',
      code: `
        export class Methods {
          create(options) {
            return new Promise((resolve, reject) => {
              this.rest.post(options).then((data) => {
                const done = (item) => { this.client.off('item', done); resolve(item) }
                this.client.on('item', done)
              }).catch(reject)
            })
          }
        }
      `,
    },
  ],
  likely: [
    {
      name: 'a timer in a later step leaves it',
      code: `
        export class Methods {
          create(options) {
            return new Promise((resolve, reject) => {
              this.rest.post(options).then((data) => {
                setTimeout(() => reject(new Error('too long')), 60000)
                const done = (item) => { this.client.off('item', done); resolve(item) }
                this.client.on('item', done)
              }).catch(reject)
            })
          }
        }
      `,
      errors: [
        {
          messageId: 'addedAgain',
          at: "this.client.on('item', done)",
          data: {
            target: 'this.client',
            event: "'item'",
            until: 'as long as it lives',
            again: 'each promise made here',
            instead: 'Call off() once the promise is settled.',
          },
        },
      ],
    },
  ],
  known: [
    {
      name: 'a timer leaves the listener of the own signal in each turn',
      code: `
        export class Queue {
          stopper = new AbortController()
          async run() {
            while (this.open) {
              await new Promise((resolve, reject) => {
                const timer = setTimeout(resolve, 500)
                this.stopper.signal.addEventListener('abort', () => {
                  clearTimeout(timer)
                  reject(new Error('stopped'))
                }, { once: true })
              })
            }
          }
        }
      `,
      errors: [
        {
          messageId: 'addedAgain',
          at: `this.stopper.signal.addEventListener('abort', () => {
                  clearTimeout(timer)
                  reject(new Error('stopped'))
                }, { once: true })`,
          data: {
            target: 'this.stopper.signal',
            event: "'abort'",
            until: 'as long as it lives',
            again: 'each promise made here',
            instead: 'Call removeEventListener() once the promise is settled.',
          },
        },
      ],
    },
  ],
})

check('a removal that is none', ['untyped'], {
  silent: [
    {
      name: 'swapped at each update, and taken out at the end',
      code: `
        import React from 'react'
        export class Box extends React.Component {
          componentDidMount() { document.addEventListener('keydown', this.props.onKey) }
          componentDidUpdate(before) {
            document.removeEventListener('keydown', before.onKey)
            document.addEventListener('keydown', this.props.onKey)
          }
          componentWillUnmount() { document.removeEventListener('keydown', this.props.onKey) }
        }
      `,
    },
    {
      name: 'the signal of a controller that the end aborts',
      code: `
        export class Room {
          stopper = new AbortController()
          constructor() {
            document.addEventListener('visibilitychange', () => this.update(), { signal: this.stopper.signal })
            Room.registry.register(this, () => this.stopper.abort())
          }
          destroy() { this.stopper.abort() }
          static registry = typeof FinalizationRegistry !== 'undefined' && new FinalizationRegistry((f) => f())
        }
      `,
    },
  ],
  known: [
    {
      name: 'swapped at each update, and left at the end',
      code: `
        import React from 'react'
        export class Box extends React.Component {
          componentDidMount() { document.addEventListener('keydown', this.props.onKey) }
          componentDidUpdate(before) {
            document.removeEventListener('keydown', before.onKey)
            document.addEventListener('keydown', this.props.onKey)
          }
        }
      `,
      errors: [
        { messageId: 'neverRemoved', line: 4, column: 33, endLine: 4, endColumn: 87 },
        { messageId: 'neverRemoved', line: 7, column: 13, endLine: 7, endColumn: 67 },
      ],
    },
    {
      name: 'without the function',
      code: `
        import React from 'react'
        export class Zone extends React.Component {
          componentDidMount() { window.addEventListener('drop', this.onDrop) }
          componentWillUnmount() { window.removeEventListener('drop') }
          onDrop = () => {}
        }
      `,
      errors: [
        {
          messageId: 'neverRemoved',
          at: "window.addEventListener('drop', this.onDrop)",
          data: {
            target: 'window',
            event: "'drop'",
            until: 'until the page is left',
            remove: 'removeEventListener',
            arguments: 'function',
            where: 'componentWillUnmount()',
          },
          suggestions: [
            {
              messageId: 'removeAtEnd',
              data: { remove: 'removeEventListener', where: 'componentWillUnmount()' },
              output: `
        import React from 'react'
        export class Zone extends React.Component {
          componentDidMount() { window.addEventListener('drop', this.onDrop) }
          componentWillUnmount() { window.removeEventListener('drop', this.onDrop); window.removeEventListener('drop') }
          onDrop = () => {}
        }
      `,
            },
          ],
        },
      ],
    },
  ],
})

check('what the end of an instance tells of a target', ['untyped'], {
  silent: [
    {
      name: 'taken out at the end',
      code: `
        export const Marker = Layer.extend({
          onAdd(map) { map.on('zoom', this.move, this) },
          onRemove(map) { map.off('zoom', this.move, this) },
          move() {},
        })
      `,
    },
  ],
  likely: [
    {
      name: 'given to each beginning',
      code: `
        export const Marker = Layer.extend({
          onAdd(map) { map.on('zoom', this.move, this) },
          onRemove() { this.icon.remove() },
          move() {},
        })
      `,
      errors: [
        {
          messageId: 'neverRemoved',
          at: "map.on('zoom', this.move, this)",
          data: {
            target: 'map',
            event: "'zoom'",
            until: 'as long as it lives',
            remove: 'off',
            arguments: 'function',
            where: 'onRemove()',
          },
        },
      ],
    },
    {
      name: 'another listener of the same owner is taken out of it',
      code: `
        export class Panel {
          open() { this.model.on('change', this.update) }
          ask() { this.model.on('answer', this.answer) }
          destroy() { this.model.off('change', this.update) }
          update = () => {}
          answer = () => {}
        }
      `,
      errors: [
        {
          messageId: 'siblingRemoved',
          at: "this.model.on('answer', this.answer)",
          data: {
            target: 'this.model',
            event: "'answer'",
            until: 'as long as it lives',
            sibling: "'change' listener",
            place: 'in destroy()',
          },
          suggestions: [
            {
              messageId: 'removeBeside',
              data: { remove: 'off', sibling: "'change' listener" },
              output: `
        export class Panel {
          open() { this.model.on('change', this.update) }
          ask() { this.model.on('answer', this.answer) }
          destroy() { this.model.off('answer', this.answer); this.model.off('change', this.update) }
          update = () => {}
          answer = () => {}
        }
      `,
            },
          ],
        },
      ],
    },
  ],
})

const ABORT_LEFT = {
  messageId: 'abortLeft',
  data: { target: 'signal', remove: 'removeEventListener' },
} as const

check('a listener of one piece of work', ['untyped'], {
  silent: [
    {
      name: 'taken out when the work is over',
      code: `
        export async function query(connection, text) {
          const notices = []
          const gather = (notice) => notices.push(notice)
          connection.on('notice', gather)
          try {
            return { rows: await connection.send(text), notices }
          } finally {
            connection.off('notice', gather)
          }
        }
      `,
    },
    {
      name: 'that ends what is handed out',
      code: `
        export async function serve(signal) {
          const server = await listen()
          signal.addEventListener('abort', () => server.close())
          await server.ready()
          return server
        }
      `,
    },
    {
      name: 'that tells others, for as long as they care',
      code: `
        export async function follow(connection, tell) {
          connection.on('notice', (notice) => tell(notice))
          await connection.ready()
        }
      `,
    },
    {
      name: 'of what the work has made',
      code: `
        export async function load(url) {
          const parts = []
          const feed = new Feed(url)
          feed.on('part', (part) => parts.push(part))
          await feed.end()
          return parts
        }
      `,
    },
    {
      name: 'of a wait for the abort itself',
      code: `
        export class Clock {
          constructor(signal) { this.signal = signal }
          async stopped() {
            return new Promise((resolve) => this.signal.addEventListener('abort', () => resolve()))
          }
        }
      `,
    },
    {
      name: 'of a part that ends with the whole, where that is what comes instead',
      code: `
        export class Uplink extends Emitter {
          channels = new Map()
          drained(kind) {
            return new Promise((resolve, reject) => {
              const channel = this.channels.get(kind)
              const closing = () => reject(new Error('closed'))
              this.once('closing', closing)
              channel.addEventListener('low', () => { this.off('closing', closing); resolve() }, { once: true })
            })
          }
        }
      `,
    },
    {
      name: 'taken out where the promise goes on, or put there in the other branch',
      code: `
        export class Reader {
          next() {
            const { signal } = this
            return new Promise((resolve, reject) => {
              if (signal) {
                const stop = () => reject(signal.reason)
                signal.addEventListener('abort', stop, { once: true })
                this.reader.read().then(resolve, reject).finally(() => signal.removeEventListener('abort', stop))
              } else {
                this.reader.read().then(resolve, reject)
              }
            })
          }
        }
      `,
    },
  ],
  likely: [
    {
      name: 'that fills what the work reads at its end',
      code: `
        export async function query(connection, text) {
          const notices = []
          connection.on('notice', (notice) => notices.push(notice))
          return { rows: await connection.send(text), notices }
        }
      `,
      errors: [
        {
          messageId: 'addedAgain',
          at: "connection.on('notice', (notice) => notices.push(notice))",
          data: {
            target: 'connection',
            event: "'notice'",
            until: 'as long as it lives',
            again: 'each call of query()',
            instead: 'Call off() when done.',
          },
        },
      ],
    },
    {
      name: 'that gives up what the work ends itself',
      code: `
        export class Queue {
          async take(key, signal) {
            const client = this.client.duplicate()
            const stop = signal ? () => client.disconnect() : null
            try {
              if (signal) signal.addEventListener('abort', stop, { once: true })
              return await client.take(key)
            } finally {
              await client.quit()
            }
          }
        }
      `,
      errors: [{ ...ABORT_LEFT, at: "signal.addEventListener('abort', stop, { once: true })" }],
    },
    {
      name: 'that is a method of what the work has made',
      code: `
        export async function download(url, signal) {
          const transfer = new Transfer(url)
          signal.addEventListener('abort', transfer.cancel)
          await transfer.run()
        }
      `,
      errors: [{ ...ABORT_LEFT, at: "signal.addEventListener('abort', transfer.cancel)" }],
    },
    {
      name: 'of a wait that another event ends, on the signal of an instance',
      code: `
        export class Clock {
          constructor(signal, source) {
            this.signal = signal
            this.source = source
          }
          async tick() {
            return new Promise((resolve, reject) => {
              const onTick = () => {
                this.source.removeEventListener('tick', onTick)
                resolve()
              }
              const onAbort = () => {
                this.source.removeEventListener('tick', onTick)
                reject(new Error('aborted'))
              }
              this.source.addEventListener('tick', onTick)
              this.signal.addEventListener('abort', onAbort, { once: true })
            })
          }
        }
      `,
      errors: [
        {
          messageId: 'addedAgain',
          at: "this.signal.addEventListener('abort', onAbort, { once: true })",
          data: {
            target: 'this.signal',
            event: "'abort'",
            until: 'as long as it lives',
            again: 'each promise made here',
            instead: 'Call removeEventListener() once the promise is settled.',
          },
        },
      ],
    },
  ],
})

check('what an effect looks up, or writes to a variable', ['untyped'], {
  silent: [
    {
      name: 'taken out by the cleanup',
      code: `
        import { useEffect } from 'react'
        export function useTheme(enabled, set) {
          useEffect(() => {
            if (!enabled) return
            let query = null
            const change = () => set('x')
            if (window.matchMedia) {
              query = window.matchMedia('(prefers-color-scheme: dark)')
              query.addEventListener('change', change)
            }
            return () => query?.removeEventListener('change', change)
          }, [enabled])
        }
      `,
    },
  ],
  likely: [
    {
      name: 'of a form that was there before',
      code: `
        import { useEffect } from 'react'
        export function useReset(control, form, set) {
          useEffect(() => {
            const owner = form ? document.getElementById(form) : control.closest('form')
            owner.addEventListener('reset', () => set(''))
          }, [control, form, set])
        }
      `,
      errors: [
        {
          messageId: 'neverRemoved',
          at: "owner.addEventListener('reset', () => set(''))",
          data: {
            target: 'owner',
            event: "'reset'",
            until: 'as long as it lives',
            remove: 'removeEventListener',
            arguments: 'function',
            where: 'a cleanup of this effect',
          },
          suggestions: [
            {
              messageId: 'returnCleanup',
              output: `
        import { useEffect } from 'react'
        export function useReset(control, form, set) {
          useEffect(() => {
            const owner = form ? document.getElementById(form) : control.closest('form')
            const onReset = () => set('')
            owner.addEventListener('reset', onReset)
            return () => owner.removeEventListener('reset', onReset)
          }, [control, form, set])
        }
      `,
            },
          ],
        },
      ],
    },
  ],
  known: [
    {
      name: 'of a query that a variable is given later on',
      code: `
        import { useEffect } from 'react'
        export function useTheme(enabled, set) {
          useEffect(() => {
            if (!enabled) return
            let query = null
            if (window.matchMedia) {
              query = window.matchMedia('(prefers-color-scheme: dark)')
              query.addEventListener('change', () => set('x'))
            }
          }, [enabled])
        }
      `,
      errors: [
        {
          messageId: 'neverRemoved',
          at: "query.addEventListener('change', () => set('x'))",
          data: {
            target: 'query',
            event: "'change'",
            until: 'until the page is left',
            remove: 'removeEventListener',
            arguments: 'function',
            where: 'a cleanup of this effect',
          },
        },
      ],
    },
  ],
})
