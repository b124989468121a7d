import { requireListenerRemoval } from '../../src/rules/require-listener-removal.js'
import { certaintyTester } from '../certainty-tester.js'

const check = certaintyTester('require-listener-removal', requireListenerRemoval)

check('class with a teardown', ['everywhere'], {
  silent: [
    {
      name: 'each run puts it on another one',
      code: `
let keys
onmessage = (event) => {
  if (event.data.kind === 'init') {
    keys = new KeyHandler(event.data)
    keys.on('ratcheted', () => postMessage(event.data.id))
  }
}`,
    },
    {
      name: 'a parameter of the constructor that is ended by the field that keeps it',
      code: `
        export class Session {
          constructor(socket, onLine) {
            this.socket = socket
            socket.on('data', (chunk) => onLine(String(chunk)))
          }
          close() {
            this.socket.destroy()
          }
        }
      `,
    },
    {
      name: 'a parameter of the constructor that is taken out of by the field that keeps it',
      code: `
        export class Chart {
          constructor(source) {
            this.source = source
            source.on('change', this.draw)
          }
          draw = () => {}
          destroy() {
            this.source.off('change', this.draw)
          }
        }
      `,
    },
    {
      name: 'target that the owner ends, under another name',
      code: `
        export class Player {
          constructor(engine) {
            this.engine = engine
          }
          start() {
            this.engine.on('frame', this.draw)
            this.engine.on('resize', () => this.layout())
          }
          destroy() {
            const engine = this.engine
            engine.off('frame', this.draw)
            engine.destroy()
          }
        }
      `,
    },
    {
      name: 'removed',
      code: `
        export class Panel {
          open() {
            document.addEventListener('keydown', this.onKey)
          }
          onKey = () => {}
          destroy() {
            document.removeEventListener('keydown', this.onKey)
          }
        }
      `,
    },
    {
      name: 'bound once, removed',
      code: `
        export class Panel {
          constructor() {
            this.onKey = this.onKey.bind(this)
          }
          open() {
            document.addEventListener('keydown', this.onKey)
          }
          onKey() {}
          [Symbol.dispose]() {
            document.removeEventListener('keydown', this.onKey)
          }
        }
      `,
    },
    {
      name: 'removed by a helper of the teardown',
      code: `
        export class Panel {
          open() {
            window.addEventListener('resize', this.layout)
          }
          layout = () => {}
          #unlisten() {
            window.removeEventListener('resize', this.layout)
          }
          dispose() {
            this.#unlisten()
          }
        }
      `,
    },
    {
      name: 'bare, and by other names of the same targets',
      code: `
        export class Panel {
          open() {
            addEventListener('resize', this.layout)
            document.addEventListener('keydown', this.layout)
            globalThis.addEventListener('online', this.layout)
          }
          layout = () => {}
          destroy() {
            window.removeEventListener('resize', this.layout)
            window.document.removeEventListener('keydown', this.layout)
            removeEventListener('online', this.layout)
          }
        }
      `,
    },
    {
      name: 'event that comes once, and early',
      code: `
        export class Panel {
          open() {
            window.addEventListener('load', () => {})
            document.addEventListener('DOMContentLoaded', this.layout)
          }
          layout = () => {}
          destroy() {}
        }
      `,
    },
    {
      name: 'object with handleEvent(), removed',
      code: `
        export class Panel {
          open() {
            window.addEventListener('resize', this)
          }
          handleEvent() {}
          close() {
            window.removeEventListener('resize', this)
          }
        }
      `,
    },
  ],
  known: [
    {
      name: 'inline handler on window',
      code: `
        export class Panel {
          open() {
            window.addEventListener('resize', () => this.layout())
          }
          layout() {}
          destroy() {
            this.el = null
          }
        }
      `,
      errors: [
        {
          messageId: 'neverRemoved',
          at: "window.addEventListener('resize', () => this.layout())",
          data: {
            target: 'window',
            event: "'resize'",
            until: 'until the page is left',
            remove: 'removeEventListener',
            arguments: 'function',
            where: 'destroy()',
          },
          suggestions: [
            {
              messageId: 'nameAndRemove',
              output: `
        export class Panel {
          onResize = () => this.layout()

          open() {
            window.addEventListener('resize', this.onResize)
          }
          layout() {}
          destroy() {
            window.removeEventListener('resize', this.onResize)
            this.el = null
          }
        }
      `,
            },
          ],
        },
      ],
    },
    {
      name: 'handler in a field',
      code: `
        export class Panel {
          open() {
            document.addEventListener('keydown', this.onKey)
          }
          onKey = () => {}
          destroy() {
            this.el = null
          }
        }
      `,
      errors: [
        {
          messageId: 'neverRemoved',
          at: "document.addEventListener('keydown', this.onKey)",
          data: {
            target: 'document',
            event: "'keydown'",
            until: 'until the page is left',
            remove: 'removeEventListener',
            arguments: 'function',
            where: 'destroy()',
          },
          suggestions: [
            {
              messageId: 'removeAtEnd',
              data: { remove: 'removeEventListener', where: 'destroy()' },
              output: `
        export class Panel {
          open() {
            document.addEventListener('keydown', this.onKey)
          }
          onKey = () => {}
          destroy() {
            document.removeEventListener('keydown', this.onKey)
            this.el = null
          }
        }
      `,
            },
          ],
        },
      ],
    },
    {
      name: 'part of the window by its full name',
      code: `
        export class Panel {
          open() {
            window.document.body.addEventListener('click', this.onClick)
          }
          onClick = () => {}
          close() {
            this.el = null
          }
        }
      `,
      errors: [
        {
          messageId: 'neverRemoved',
          at: "window.document.body.addEventListener('click', this.onClick)",
          suggestions: [
            {
              messageId: 'removeAtEnd',
              output: `
        export class Panel {
          open() {
            window.document.body.addEventListener('click', this.onClick)
          }
          onClick = () => {}
          close() {
            window.document.body.removeEventListener('click', this.onClick)
            this.el = null
          }
        }
      `,
            },
          ],
        },
      ],
    },
    {
      name: 'object with handleEvent()',
      code: `
        export class Panel {
          open() {
            window.addEventListener('resize', this)
          }
          handleEvent() {}
          close() {
            this.el = null
          }
        }
      `,
      errors: [
        {
          messageId: 'neverRemoved',
          at: "window.addEventListener('resize', this)",
          suggestions: [
            {
              messageId: 'removeAtEnd',
              output: `
        export class Panel {
          open() {
            window.addEventListener('resize', this)
          }
          handleEvent() {}
          close() {
            window.removeEventListener('resize', this)
            this.el = null
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
      name: 'no teardown and no known end',
      code: `
        export class Panel {
          constructor() {
            window.addEventListener('resize', () => this.layout())
          }
          layout() {}
        }
      `,
      errors: [
        {
          messageId: 'neverRemoved',
          at: "window.addEventListener('resize', () => this.layout())",
          data: {
            target: 'window',
            event: "'resize'",
            until: 'until the page is left',
            remove: 'removeEventListener',
            arguments: 'function',
            where: 'a teardown of Panel',
          },
        },
      ],
    },
  ],
})

check('class with a teardown', ['typed'], {
  known: [
    {
      name: 'in JavaScript with types',
      filename: 'file.js',
      code: `
        export class Panel {
          open() {
            window.addEventListener('resize', () => this.layout())
          }
          layout() {}
          destroy() {
            this.el = null
          }
        }
      `,
      errors: [
        {
          messageId: 'neverRemoved',
          at: "window.addEventListener('resize', () => this.layout())",
          suggestions: [
            {
              messageId: 'nameAndRemove',
              output: `
        export class Panel {
          onResize = () => this.layout()

          open() {
            window.addEventListener('resize', this.onResize)
          }
          layout() {}
          destroy() {
            window.removeEventListener('resize', this.onResize)
            this.el = null
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

check('class with a teardown', ['dom'], {
  known: [
    {
      name: 'bare addEventListener',
      code: `
        export class Panel {
          open() {
            addEventListener('resize', this.layout)
          }
          layout = () => {}
          destroy() {
            this.el = null
          }
        }
      `,
      errors: [
        {
          messageId: 'neverRemoved',
          at: "addEventListener('resize', this.layout)",
          data: {
            target: 'window',
            event: "'resize'",
            until: 'until the page is left',
            remove: 'removeEventListener',
            arguments: 'function',
            where: 'destroy()',
          },
          suggestions: [
            {
              messageId: 'removeAtEnd',
              data: { remove: 'removeEventListener', where: 'destroy()' },
              output: `
        export class Panel {
          open() {
            addEventListener('resize', this.layout)
          }
          layout = () => {}
          destroy() {
            removeEventListener('resize', this.layout)
            this.el = null
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

check('options', ['everywhere'], {
  silent: [
    {
      name: 'signal',
      code: `
        export class Panel {
          #controller = new AbortController()
          open() {
            const { signal } = this.#controller
            window.addEventListener('resize', () => this.layout(), { signal })
            window.addEventListener('scroll', () => this.layout(), { passive: true, signal: this.#controller.signal })
          }
          layout() {}
          destroy() {
            this.#controller.abort()
          }
        }
      `,
    },
    {
      name: 'options that may hold a signal',
      code: `
        export class Panel {
          open(options) {
            window.addEventListener('resize', () => this.layout(), options)
            window.addEventListener('scroll', () => this.layout(), { ...options, passive: true })
          }
          layout() {}
          destroy() {}
        }
      `,
    },
    {
      name: 'once',
      code: `
        export class Panel {
          drag() {
            window.addEventListener('pointerup', () => this.drop(), { once: true })
          }
          drop() {}
          destroy() {}
        }
      `,
    },
    {
      name: 'removed with the same flag, written differently',
      code: `
        export class Panel {
          open() {
            document.addEventListener('focus', this.onFocus, true)
            document.addEventListener('blur', this.onFocus, { passive: true })
            document.addEventListener('click', this.onFocus, { capture: true })
          }
          onFocus = () => {}
          destroy() {
            document.removeEventListener('focus', this.onFocus, { capture: true })
            document.removeEventListener('blur', this.onFocus)
            document.removeEventListener('click', this.onFocus, true)
          }
        }
      `,
    },
    {
      name: 'flag that cannot be told',
      code: `
        export class Panel {
          open(options) {
            document.addEventListener('focus', this.onFocus, { capture: this.early })
            document.addEventListener('blur', this.onFocus, true)
          }
          onFocus = () => {}
          destroy(early) {
            document.removeEventListener('focus', this.onFocus)
            document.removeEventListener('blur', this.onFocus, early)
          }
        }
      `,
    },
  ],
  known: [
    {
      name: 'once that is off',
      code: `
        export class Panel {
          drag() {
            window.addEventListener('pointerup', () => this.drop(), { once: false })
          }
          drop() {}
          destroy() {}
        }
      `,
      errors: [
        {
          messageId: 'neverRemoved',
          at: "window.addEventListener('pointerup', () => this.drop(), { once: false })",
          suggestions: [
            {
              messageId: 'nameAndRemove',
              output: `
        export class Panel {
          onPointerup = () => this.drop()

          drag() {
            window.addEventListener('pointerup', this.onPointerup, { once: false })
          }
          drop() {}
          destroy() {
            window.removeEventListener('pointerup', this.onPointerup)
          }
        }
      `,
            },
          ],
        },
      ],
    },
    {
      name: 'removal needs no other option',
      code: `
        export class Panel {
          open() {
            document.addEventListener('wheel', this.onWheel, { passive: true })
          }
          onWheel = () => {}
          destroy() {
            this.el = null
          }
        }
      `,
      errors: [
        {
          messageId: 'neverRemoved',
          at: "document.addEventListener('wheel', this.onWheel, { passive: true })",
          suggestions: [
            {
              messageId: 'removeAtEnd',
              output: `
        export class Panel {
          open() {
            document.addEventListener('wheel', this.onWheel, { passive: true })
          }
          onWheel = () => {}
          destroy() {
            document.removeEventListener('wheel', this.onWheel)
            this.el = null
          }
        }
      `,
            },
          ],
        },
      ],
    },
    {
      name: 'boolean capture flag',
      code: `
        export class Panel {
          open() {
            document.addEventListener('focus', this.onFocus, true)
          }
          onFocus = () => {}
          destroy() {
            this.el = null
          }
        }
      `,
      errors: [
        {
          messageId: 'neverRemoved',
          at: "document.addEventListener('focus', this.onFocus, true)",
          suggestions: [
            {
              messageId: 'removeAtEnd',
              output: `
        export class Panel {
          open() {
            document.addEventListener('focus', this.onFocus, true)
          }
          onFocus = () => {}
          destroy() {
            document.removeEventListener('focus', this.onFocus, true)
            this.el = null
          }
        }
      `,
            },
          ],
        },
      ],
    },
    {
      name: 'flag that means nothing in the teardown',
      code: `
        export class Panel {
          open(capture) {
            document.addEventListener('focus', this.onFocus, { capture })
          }
          onFocus = () => {}
          destroy() {
            this.el = null
          }
        }
      `,
      errors: [
        { messageId: 'neverRemoved', at: "document.addEventListener('focus', this.onFocus, { capture })" },
      ],
    },
    {
      name: 'removed with another capture flag',
      code: `
        export class Panel {
          open() {
            document.addEventListener('focus', this.onFocus, true)
          }
          onFocus = () => {}
          destroy() {
            document.removeEventListener('focus', this.onFocus)
          }
        }
      `,
      errors: [
        {
          messageId: 'neverRemoved',
          at: "document.addEventListener('focus', this.onFocus, true)",
          data: {
            target: 'document',
            event: "'focus'",
            until: 'until the page is left',
            remove: 'removeEventListener',
            arguments: 'function and capture flag',
            where: 'destroy()',
          },
        },
      ],
    },
    {
      name: 'removed with another capture flag, in options',
      code: `
        export class Panel {
          open() {
            document.addEventListener('focus', this.onFocus, { capture: true })
          }
          onFocus = () => {}
          destroy() {
            document.removeEventListener('focus', this.onFocus, { capture: false })
          }
        }
      `,
      errors: [
        {
          messageId: 'neverRemoved',
          at: "document.addEventListener('focus', this.onFocus, { capture: true })",
        },
      ],
    },
  ],
})

check('options', ['dom'], {
  known: [
    {
      name: 'removal needs the capture flag alone',
      code: `
        export class Panel {
          open() {
            document.addEventListener('focus', this.onFocus, { capture: true, passive: true })
          }
          onFocus = () => {}
          destroy() {
            this.el = null
          }
        }
      `,
      errors: [
        {
          messageId: 'neverRemoved',
          at: "document.addEventListener('focus', this.onFocus, { capture: true, passive: true })",
          data: {
            target: 'document',
            event: "'focus'",
            until: 'until the page is left',
            remove: 'removeEventListener',
            arguments: 'function and capture flag',
            where: 'destroy()',
          },
          suggestions: [
            {
              messageId: 'removeAtEnd',
              data: { remove: 'removeEventListener', where: 'destroy()' },
              output: `
        export class Panel {
          open() {
            document.addEventListener('focus', this.onFocus, { capture: true, passive: true })
          }
          onFocus = () => {}
          destroy() {
            document.removeEventListener('focus', this.onFocus, { capture: true })
            this.el = null
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

check('removal that does not match', ['everywhere'], {
  silent: [
    {
      name: 'handler that may be the same',
      code: `
        export class Panel {
          open() {
            document.addEventListener('keydown', this.handlers.key)
            document.addEventListener('keyup', this.current)
          }
          destroy() {
            document.removeEventListener('keydown', this.bound)
            document.removeEventListener('keyup', this.handlers.current)
          }
        }
      `,
    },
  ],
  known: [
    {
      name: 'arrow function made anew',
      code: `
        export class Panel {
          open() {
            document.addEventListener('keydown', (event) => this.onKey(event))
          }
          onKey() {}
          destroy() {
            document.removeEventListener('keydown', (event) => this.onKey(event))
          }
        }
      `,
      errors: [
        {
          messageId: 'neverRemoved',
          at: "document.addEventListener('keydown', (event) => this.onKey(event))",
          data: {
            target: 'document',
            event: "'keydown'",
            until: 'until the page is left',
            remove: 'removeEventListener',
            arguments: 'function',
            where: 'destroy()',
          },
        },
      ],
    },
    {
      name: 'bound anew on both sides',
      code: `
        export class Panel {
          open() {
            document.addEventListener('keydown', this.onKey.bind(this))
          }
          onKey() {}
          destroy() {
            document.removeEventListener('keydown', this.onKey.bind(this))
          }
        }
      `,
      errors: [
        { messageId: 'neverRemoved', at: "document.addEventListener('keydown', this.onKey.bind(this))" },
      ],
    },
    {
      name: 'bound where it is added',
      code: `
        export class Panel {
          open() {
            document.addEventListener('keydown', this.onKey.bind(this))
          }
          onKey() {}
          destroy() {
            document.removeEventListener('keydown', this.onKey)
          }
        }
      `,
      errors: [
        { messageId: 'neverRemoved', at: "document.addEventListener('keydown', this.onKey.bind(this))" },
      ],
    },
    {
      name: 'bound where it is removed',
      code: `
        export class Panel {
          open() {
            document.addEventListener('keydown', this.onKey)
          }
          onKey = () => {}
          destroy() {
            document.removeEventListener('keydown', this.onKey.bind(this))
          }
        }
      `,
      errors: [
        {
          messageId: 'neverRemoved',
          at: "document.addEventListener('keydown', this.onKey)",
        },
      ],
    },
    {
      name: 'another method',
      code: `
        export class Panel {
          open() {
            document.addEventListener('keydown', this.onKey)
          }
          onKey = () => {}
          onClick = () => {}
          destroy() {
            document.removeEventListener('keydown', this.onClick)
          }
        }
      `,
      errors: [
        {
          messageId: 'neverRemoved',
          at: "document.addEventListener('keydown', this.onKey)",
          suggestions: [
            {
              messageId: 'removeAtEnd',
              output: `
        export class Panel {
          open() {
            document.addEventListener('keydown', this.onKey)
          }
          onKey = () => {}
          onClick = () => {}
          destroy() {
            document.removeEventListener('keydown', this.onKey)
            document.removeEventListener('keydown', this.onClick)
          }
        }
      `,
            },
          ],
        },
      ],
    },
    {
      name: 'another function',
      code: `
        function onKey() {}
        const onClick = () => {}
        export class Panel {
          open() {
            document.addEventListener('keydown', onKey)
          }
          destroy() {
            document.removeEventListener('keydown', onClick)
          }
        }
      `,
      errors: [
        {
          messageId: 'neverRemoved',
          at: "document.addEventListener('keydown', onKey)",
        },
      ],
    },
    {
      name: 'another event',
      code: `
        export class Panel {
          open() {
            document.addEventListener('keydown', this.onKey)
          }
          onKey = () => {}
          destroy() {
            document.removeEventListener('keyup', this.onKey)
          }
        }
      `,
      errors: [
        {
          messageId: 'neverRemoved',
          at: "document.addEventListener('keydown', this.onKey)",
        },
      ],
    },
    {
      name: 'another target',
      code: `
        export class Panel {
          open() {
            window.addEventListener('keydown', this.onKey)
          }
          onKey = () => {}
          destroy() {
            document.removeEventListener('keydown', this.onKey)
          }
        }
      `,
      errors: [
        {
          messageId: 'neverRemoved',
          at: "window.addEventListener('keydown', this.onKey)",
        },
      ],
    },
  ],
})

check('removal that does not match', ['node'], {
  known: [
    {
      name: 'all listeners of another event',
      code: `
        export class Server {
          start() {
            process.on('SIGHUP', this.reload)
          }
          reload = () => {}
          close() {
            process.removeAllListeners('SIGUSR2')
          }
        }
      `,
      errors: [
        {
          messageId: 'neverRemoved',
          at: "process.on('SIGHUP', this.reload)",
          data: {
            target: 'process',
            event: "'SIGHUP'",
            until: 'until the process ends',
            remove: 'off',
            arguments: 'function',
            where: 'close()',
          },
          suggestions: [
            {
              messageId: 'removeAtEnd',
              data: { remove: 'off', where: 'close()' },
              output: `
        export class Server {
          start() {
            process.on('SIGHUP', this.reload)
          }
          reload = () => {}
          close() {
            process.off('SIGHUP', this.reload)
            process.removeAllListeners('SIGUSR2')
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

check('handlers that take themselves out', ['everywhere'], {
  silent: [
    {
      name: 'arrow function by its variable',
      code: `
        export class Panel {
          drag() {
            const drop = () => {
              document.removeEventListener('pointerup', drop)
            }
            document.addEventListener('pointerup', drop)
          }
          destroy() {}
        }
      `,
    },
    {
      name: 'function expression by its own name',
      code: `
        export class Panel {
          drag() {
            document.addEventListener('pointerup', function drop() {
              document.removeEventListener('pointerup', drop)
            })
          }
          destroy() {}
        }
      `,
    },
    {
      name: 'the last of a drag takes out all',
      code: `
        export class Panel {
          drag() {
            const move = () => {}
            const drop = () => {
              document.removeEventListener('pointermove', move)
              document.removeEventListener('pointerup', drop)
            }
            document.addEventListener('pointermove', move)
            document.addEventListener('pointerup', drop)
          }
          destroy() {}
        }
      `,
    },
  ],
})

check('handlers that take themselves out', ['untypedTs', 'typedDom'], {
  silent: [
    {
      name: 'arguments.callee',
      code: `
        export const Panel = Base.extend({
          drag() {
            document.addEventListener('pointerup', function () {
              document.removeEventListener('pointerup', arguments.callee)
            })
          },
          destroy() {},
        })
      `,
    },
  ],
})

check('handlers from the caller', ['everywhere'], {
  silent: [
    {
      name: 'handed on as it is',
      code: `
        export class Hotkeys {
          listen(handler) {
            document.addEventListener('keydown', handler)
          }
          destroy() {}
        }
      `,
    },
  ],
  known: [
    {
      name: 'wrapped in a function that nobody can name',
      code: `
        export class Hotkeys {
          listen(handler) {
            document.addEventListener('keydown', (event) => handler(event))
          }
          destroy() {}
        }
      `,
      errors: [
        { messageId: 'neverRemoved', at: "document.addEventListener('keydown', (event) => handler(event))" },
      ],
    },
    {
      name: 'beside a sibling that is removed',
      code: `
        import { useEffect } from 'react'
        export function useDrag({ map, onMove, onDrop }) {
          useEffect(() => {
            map.on('move', onMove)
            map.on('drop', onDrop)
            return () => {
              map.off('move', onMove)
            }
          }, [map, onMove, onDrop])
        }
      `,
      errors: [
        {
          messageId: 'siblingRemoved',
          at: "map.on('drop', onDrop)",
          data: {
            target: 'map',
            event: "'drop'",
            until: 'as long as it lives',
            sibling: "'move' listener",
            place: 'in useDrag()',
          },
          suggestions: [
            {
              messageId: 'removeBeside',
              data: { remove: 'off', sibling: "'move' listener" },
              output: `
        import { useEffect } from 'react'
        export function useDrag({ map, onMove, onDrop }) {
          useEffect(() => {
            map.on('move', onMove)
            map.on('drop', onDrop)
            return () => {
              map.off('drop', onDrop)
              map.off('move', onMove)
            }
          }, [map, onMove, onDrop])
        }
      `,
            },
          ],
        },
      ],
    },
  ],
})

check('media queries', ['everywhere'], {
  silent: [
    {
      name: 'added to and removed from one list',
      code: `
        export class Theme {
          list = matchMedia('(prefers-color-scheme: dark)')
          start() {
            this.list.addEventListener('change', this.update)
          }
          update = () => {}
          dispose() {
            this.list.removeEventListener('change', this.update)
          }
        }
      `,
    },
    {
      name: 'addListener() and removeListener()',
      code: `
        export class Theme {
          constructor() {
            this.list = window.matchMedia('(prefers-color-scheme: dark)')
          }
          start() {
            this.list.addListener(this.update)
          }
          update = () => {}
          dispose() {
            this.list.removeListener(this.update)
          }
        }
      `,
    },
    {
      name: 'both ways mixed, which are equal',
      code: `
        export class Theme {
          constructor() {
            this.list = window.matchMedia('(prefers-color-scheme: dark)')
            this.print = window.matchMedia('print')
          }
          start() {
            this.list.addEventListener('change', this.update)
            this.print.addListener(this.update)
          }
          update = () => {}
          dispose() {
            this.list.removeListener(this.update)
            this.print.removeEventListener('change', this.update)
          }
        }
      `,
    },
  ],
  known: [
    {
      name: 'list dropped',
      code: `
        export class Theme {
          start() {
            window.matchMedia('print').addEventListener('change', () => this.update())
          }
          update() {}
          dispose() {
            this.gone = true
          }
        }
      `,
      errors: [
        {
          messageId: 'neverRemoved',
          at: "window.matchMedia('print').addEventListener('change', () => this.update())",
          data: {
            target: "window.matchMedia('print')",
            event: "'change'",
            until: 'until the page is left',
            remove: 'removeEventListener',
            arguments: 'function',
            where: 'dispose()',
          },
        },
      ],
    },
    {
      name: 'removed from a second list',
      code: `
        export class Theme {
          start() {
            matchMedia('print').addEventListener('change', this.update)
          }
          update = () => {}
          dispose() {
            matchMedia('print').removeEventListener('change', this.update)
          }
        }
      `,
      errors: [
        { messageId: 'neverRemoved', at: "matchMedia('print').addEventListener('change', this.update)" },
      ],
    },
    {
      name: 'removed from a second list of the same name',
      code: `
        import { useEffect } from 'react'
        export function usePrint(set) {
          useEffect(() => {
            const update = () => set(true)
            const list = matchMedia('print')
            list.addEventListener('change', update)
            return () => {
              const list = matchMedia('print')
              list.removeEventListener('change', update)
            }
          }, [set])
        }
      `,
      errors: [{ messageId: 'neverRemoved', at: "list.addEventListener('change', update)" }],
    },
    {
      name: 'addListener() alone',
      code: `
        export class Theme {
          constructor() {
            this.list = window.matchMedia('print')
          }
          start() {
            this.list.addListener(this.update)
          }
          update = () => {}
          dispose() {
            this.gone = true
          }
        }
      `,
      errors: [
        {
          messageId: 'neverRemoved',
          at: 'this.list.addListener(this.update)',
          data: {
            target: 'this.list',
            event: "'change'",
            until: 'until the page is left',
            remove: 'removeListener',
            arguments: 'function',
            where: 'dispose()',
          },
          suggestions: [
            {
              messageId: 'removeAtEnd',
              data: { remove: 'removeListener', where: 'dispose()' },
              output: `
        export class Theme {
          constructor() {
            this.list = window.matchMedia('print')
          }
          start() {
            this.list.addListener(this.update)
          }
          update = () => {}
          dispose() {
            this.list.removeListener(this.update)
            this.gone = true
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

check('process', ['everywhere'], {
  silent: [
    {
      name: 'signal, which a function that nothing tells more of waits for about once',
      code: `
        export function install(log) {
          process.on('SIGTERM', () => log.write('bye'))
        }
      `,
    },
    {
      name: 'event, which set-up code hears about once',
      code: `
        export function install(log) {
          process.on('warning', (warning) => log.write(warning.message))
        }
      `,
    },
    {
      name: 'signal that an emitter passes on',
      code: `
        import { signals } from './signals.js'
        export function openPool(size) {
          const pool = new Pool(size)
          signals.on('SIGINT', () => pool.shutdown())
          return pool
        }
      `,
    },
    {
      name: 'module level',
      code: `
        process.on('SIGINT', () => process.exit(0))
        process.on('uncaughtException', function (error) {
          console.error(error)
        })
      `,
    },
    {
      name: 'function that the module calls once',
      code: `
        function main() {
          process.on('SIGTERM', () => console.log('bye'))
        }
        main()
      `,
    },
    {
      name: 'event of the very end',
      code: `
        export class Server {
          start() {
            process.on('exit', this.onExit)
          }
          onExit = () => {}
          close() {}
        }
      `,
    },
    {
      name: 'off()',
      code: `
        export class Prompt {
          open() {
            process.stdin.on('data', this.read)
            process.stdin.prependListener('end', this.finish)
          }
          read = () => {}
          finish = () => {}
          close() {
            process.stdin.off('data', this.read)
            process.stdin.removeListener('end', this.finish)
          }
        }
      `,
    },
    {
      name: 'removeAllListeners() of the event',
      code: `
        export class Server {
          start() {
            process.on('SIGHUP', () => this.reload())
          }
          reload() {}
          close() {
            process.removeAllListeners('SIGHUP')
          }
        }
      `,
    },
  ],
  known: [
    {
      name: 'class that closes',
      code: `
        export class Server {
          start() {
            process.on('SIGHUP', () => this.reload())
          }
          reload() {}
          close() {
            this.closed = true
          }
        }
      `,
      errors: [
        {
          messageId: 'neverRemoved',
          at: "process.on('SIGHUP', () => this.reload())",
          data: {
            target: 'process',
            event: "'SIGHUP'",
            until: 'until the process ends',
            remove: 'off',
            arguments: 'function',
            where: 'close()',
          },
          suggestions: [
            {
              messageId: 'nameAndRemove',
              output: `
        export class Server {
          onSIGHUP = () => this.reload()

          start() {
            process.on('SIGHUP', this.onSIGHUP)
          }
          reload() {}
          close() {
            process.off('SIGHUP', this.onSIGHUP)
            this.closed = true
          }
        }
      `,
            },
          ],
        },
      ],
    },
    {
      name: 'once, for a signal that may never come',
      code: `
        export class Server {
          start() {
            process.once('SIGTERM', this.onSignal)
          }
          onSignal = () => {}
          close() {
            this.closed = true
          }
        }
      `,
      errors: [
        {
          messageId: 'neverRemoved',
          at: "process.once('SIGTERM', this.onSignal)",
          suggestions: [
            {
              messageId: 'removeAtEnd',
              output: `
        export class Server {
          start() {
            process.once('SIGTERM', this.onSignal)
          }
          onSignal = () => {}
          close() {
            process.off('SIGTERM', this.onSignal)
            this.closed = true
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
      name: 'plain function',
      code: `
        export function install(log) {
          process.on('warning', (warning) => log(warning.message))
        }
      `,
      errors: [
        {
          messageId: 'neverRemoved',
          at: "process.on('warning', (warning) => log(warning.message))",
          data: {
            target: 'process',
            event: "'warning'",
            until: 'until the process ends',
            remove: 'off',
            arguments: 'function',
            where: 'a function that ends this work',
          },
        },
      ],
    },
  ],
})

check('process', ['node'], {
  known: [
    {
      name: 'imported process, standard input',
      code: `
        import process from 'node:process'
        export class Prompt {
          open() {
            process.stdin.on('data', this.read)
          }
          read = () => {}
          close() {
            this.closed = true
          }
        }
      `,
      errors: [
        {
          messageId: 'neverRemoved',
          at: "process.stdin.on('data', this.read)",
          data: {
            target: 'process.stdin',
            event: "'data'",
            until: 'until the process ends',
            remove: 'off',
            arguments: 'function',
            where: 'close()',
          },
          suggestions: [
            {
              messageId: 'removeAtEnd',
              data: { remove: 'off', where: 'close()' },
              output: `
        import process from 'node:process'
        export class Prompt {
          open() {
            process.stdin.on('data', this.read)
          }
          read = () => {}
          close() {
            process.stdin.off('data', this.read)
            this.closed = true
          }
        }
      `,
            },
          ],
        },
      ],
    },
    {
      name: 'chain of calls',
      code: `
        export class Server {
          start() {
            process.setMaxListeners(20).on('SIGHUP', this.reload)
          }
          reload = () => {}
          close() {
            this.closed = true
          }
        }
      `,
      errors: [
        {
          messageId: 'neverRemoved',
          at: "process.setMaxListeners(20).on('SIGHUP', this.reload)",
          data: {
            target: 'process',
            event: "'SIGHUP'",
            until: 'until the process ends',
            remove: 'off',
            arguments: 'function',
            where: 'close()',
          },
          suggestions: [
            {
              messageId: 'removeAtEnd',
              output: `
        export class Server {
          start() {
            process.setMaxListeners(20).on('SIGHUP', this.reload)
          }
          reload = () => {}
          close() {
            process.off('SIGHUP', this.reload)
            this.closed = true
          }
        }
      `,
            },
          ],
        },
      ],
    },
    {
      name: 'chain of registrations',
      code: `
        export class Server {
          start() {
            process.on('SIGHUP', this.reload).on('SIGUSR2', this.dump)
          }
          reload = () => {}
          dump = () => {}
          close() {
            this.closed = true
          }
        }
      `,
      errors: [
        {
          messageId: 'neverRemoved',
          at: "process.on('SIGHUP', this.reload).on('SIGUSR2', this.dump)",
          suggestions: [
            {
              messageId: 'removeAtEnd',
              output: `
        export class Server {
          start() {
            process.on('SIGHUP', this.reload).on('SIGUSR2', this.dump)
          }
          reload = () => {}
          dump = () => {}
          close() {
            process.off('SIGUSR2', this.dump)
            this.closed = true
          }
        }
      `,
            },
          ],
        },
        {
          messageId: 'neverRemoved',
          at: "process.on('SIGHUP', this.reload)",
          suggestions: [
            {
              messageId: 'removeAtEnd',
              output: `
        export class Server {
          start() {
            process.on('SIGHUP', this.reload).on('SIGUSR2', this.dump)
          }
          reload = () => {}
          dump = () => {}
          close() {
            process.off('SIGHUP', this.reload)
            this.closed = true
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

check('targets that die with their owner', ['everywhere'], {
  silent: [
    {
      name: 'made in the call',
      code: `
        import { EventEmitter } from 'node:events'
        import { spawn } from 'node:child_process'
        export class Job {
          run() {
            const bus = new EventEmitter()
            bus.on('done', () => {})
            const link = document.createElement('a')
            link.addEventListener('click', () => this.close())
            const child = spawn('ls')
            child.stdout.on('data', () => this.close())
            const { signal } = new AbortController()
            signal.addEventListener('abort', () => this.close())
          }
          close() {}
        }
      `,
    },
    {
      name: 'made by the owner, or the owner itself',
      code: `
        import { EventEmitter } from 'node:events'
        export class Job extends EventEmitter {
          bus = new EventEmitter()
          constructor() {
            super()
            this.link = document.createElement('a')
          }
          run() {
            this.bus.on('done', () => {})
            this.link.addEventListener('click', () => {})
            this.on('end', () => {})
          }
          close() {}
        }
      `,
    },
    {
      name: 'own shadow root and element',
      code: `
        export class Toggle extends HTMLElement {
          connectedCallback() {
            this.addEventListener('click', () => {})
            this.shadowRoot.addEventListener('slotchange', () => {})
          }
          disconnectedCallback() {}
        }
      `,
    },
    {
      name: 'element of a ref',
      code: `
        import { useEffect, useRef } from 'react'
        export function Box() {
          const box = useRef(null)
          useEffect(() => {
            box.current.addEventListener('click', () => {})
          }, [])
        }
      `,
    },
    {
      name: 'signal of a local listener lives longer',
      code: `
        export function open(signal) {
          const target = new EventTarget()
          target.addEventListener('open', () => {}, { signal })
        }
      `,
    },
  ],
})

check('targets from outside', ['everywhere'], {
  silent: [
    {
      name: 'all listeners of the target, or of the event, go',
      code: `
        export class Log {
          constructor(bus, socket) {
            this.bus = bus
            this.socket = socket
          }
          open() {
            this.bus.on('line', () => {})
            this.socket.on('data', () => {})
          }
          close() {
            this.bus.removeAllListeners()
            this.socket.off('data')
          }
        }
      `,
    },
    {
      name: 'imported emitter, function that the module calls once',
      code: `
        import { bus } from './bus.js'
        function connect() {
          bus.on('line', () => {})
        }
        connect()
      `,
    },
    {
      name: 'abort listener removed in finally',
      code: `
        export async function load(url, signal) {
          const onAbort = () => console.log('aborted')
          signal.addEventListener('abort', onAbort)
          try {
            await fetch(url)
          } finally {
            signal.removeEventListener('abort', onAbort)
          }
        }
      `,
    },
    {
      name: 'signal handed on',
      code: `
        export async function load(url, signal) {
          await fetch(url, { signal })
        }
      `,
    },
  ],
  likely: [
    {
      name: 'injected emitter, inline handler',
      code: `
        export class Log {
          constructor(bus) {
            this.bus = bus
          }
          open() {
            this.bus.on('line', () => this.write())
          }
          write() {}
          close() {}
        }
      `,
      errors: [
        {
          messageId: 'neverRemoved',
          at: "this.bus.on('line', () => this.write())",
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
              messageId: 'nameAndRemove',
              output: `
        export class Log {
          constructor(bus) {
            this.bus = bus
          }
          onLine = () => this.write()

          open() {
            this.bus.on('line', this.onLine)
          }
          write() {}
          close() {
            this.bus.off('line', this.onLine)
          }
        }
      `,
            },
          ],
        },
      ],
    },
    {
      name: 'imported emitter',
      code: `
        import { bus } from './bus.js'
        export function connect(id) {
          bus.on('line', () => console.log(id))
        }
      `,
      errors: [
        {
          messageId: 'neverRemoved',
          at: "bus.on('line', () => console.log(id))",
          data: {
            target: 'bus',
            event: "'line'",
            until: 'as long as it lives',
            remove: 'off',
            arguments: 'function',
            where: 'a function that ends this work',
          },
        },
      ],
    },
    {
      name: 'emitter of the module',
      code: `
        import { EventEmitter } from 'node:events'
        const bus = new EventEmitter()
        export class Log {
          open() {
            bus.on('line', this.write)
          }
          write = () => {}
          close() {
            this.closed = true
          }
        }
      `,
      errors: [
        {
          messageId: 'neverRemoved',
          at: "bus.on('line', this.write)",
          data: {
            target: 'bus',
            event: "'line'",
            until: 'as long as this module is loaded',
            remove: 'off',
            arguments: 'function',
            where: 'close()',
          },
          suggestions: [
            {
              messageId: 'removeAtEnd',
              data: { remove: 'off', where: 'close()' },
              output: `
        import { EventEmitter } from 'node:events'
        const bus = new EventEmitter()
        export class Log {
          open() {
            bus.on('line', this.write)
          }
          write = () => {}
          close() {
            bus.off('line', this.write)
            this.closed = true
          }
        }
      `,
            },
          ],
        },
      ],
    },
    {
      name: 'abort listener that stays when the work is done',
      code: `
        export async function load(url, signal) {
          signal.addEventListener('abort', () => console.log('aborted'))
          await fetch(url)
        }
      `,
      errors: [
        {
          messageId: 'abortLeft',
          at: "signal.addEventListener('abort', () => console.log('aborted'))",
          data: {
            target: 'signal',
            remove: 'removeEventListener',
          },
        },
      ],
    },
    {
      name: 'abort listener with once, which it never reaches',
      code: `
        export async function load(url, signal) {
          signal.addEventListener('abort', () => console.log('aborted'), { once: true })
          await fetch(url)
        }
      `,
      errors: [
        {
          messageId: 'abortLeft',
          at: "signal.addEventListener('abort', () => console.log('aborted'), { once: true })",
        },
      ],
    },
  ],
})

check('targets from outside', ['untypedTs', 'typedDom', 'typedNode'], {
  likely: [
    {
      name: 'parameter property',
      code: `
        interface Bus {
          on(name: string, handler: () => void): void
        }
        export class Log {
          constructor(private readonly bus: Bus) {}
          open(): void {
            this.bus.on('line', (): void => this.write())
          }
          private write(): void {}
          close(): void {}
        }
      `,
      errors: [
        {
          messageId: 'neverRemoved',
          at: "this.bus.on('line', (): void => this.write())",
          suggestions: [
            {
              messageId: 'nameAndRemove',
              output: `
        interface Bus {
          on(name: string, handler: () => void): void
        }
        export class Log {
          constructor(private readonly bus: Bus) {}
          private onLine = (): void => this.write()

          open(): void {
            this.bus.on('line', this.onLine)
          }
          private write(): void {}
          close(): void {
            this.bus.off('line', this.onLine)
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

check('registrations that answer a disposer', ['everywhere'], {
  silent: [
    {
      name: 'registered with the owner',
      code: `
        export class View extends Disposable {
          constructor() {
            super()
            this._register(addDisposableListener(window, 'resize', () => this.layout()))
            this.register(process.on('reload', () => this.layout()))
          }
          layout() {}
        }
      `,
    },
    {
      name: 'kept, answered',
      code: `
        export class View {
          open() {
            this.stop = window.app.on('theme', () => {})
            const stop = process.on('theme', () => {})
            return stop
          }
          close() {
            this.stop()
          }
        }
      `,
    },
  ],
  known: [
    {
      name: 'addEventListener() answers nothing',
      code: `
        export class View {
          open = () => window.addEventListener('resize', this.layout)
          layout = () => {}
          close() {
            this.closed = true
          }
        }
      `,
      errors: [
        {
          messageId: 'neverRemoved',
          at: "window.addEventListener('resize', this.layout)",
          suggestions: [
            {
              messageId: 'removeAtEnd',
              output: `
        export class View {
          open = () => window.addEventListener('resize', this.layout)
          layout = () => {}
          close() {
            window.removeEventListener('resize', this.layout)
            this.closed = true
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

check('an "add" where a "remove" was meant', ['everywhere'], {
  silent: [
    {
      name: 'another mistake than a missing removal',
      code: `
        export class Toggle extends HTMLElement {
          connectedCallback() {
            window.addEventListener('resize', this.layout)
          }
          disconnectedCallback() {
            window.addEventListener('resize', this.layout)
          }
          layout = () => {}
        }
      `,
    },
  ],
})

check('partial cleanup', ['everywhere'], {
  silent: [
    {
      name: 'neither is taken out, since the removals forget the capture flag: those are what is wrong',
      code: `
        export function watch(pane, stop) {
          pane.addEventListener('keyup', stop, true)
          pane.addEventListener('keydown', stop, true)
          return () => {
            pane.removeEventListener('keyup', stop)
            pane.removeEventListener('keydown', stop)
          }
        }
      `,
    },
    {
      name: "both removed, by the other's handler too",
      code: `
        export class Feed {
          constructor(socket) {
            this.socket = socket
          }
          open() {
            this.socket.on('data', this.onData)
            this.socket.once('ready', this.onData)
          }
          onData = () => {}
          close() {
            this.socket.off('data', this.onData).off('ready', this.onData)
          }
        }
      `,
    },
  ],
  known: [
    {
      name: 'injected target',
      code: `
        export class Feed {
          constructor(socket) {
            this.socket = socket
          }
          open() {
            this.socket.on('data', this.onData)
            this.socket.on('drain', this.onDrain)
          }
          onData = () => {}
          onDrain = () => {}
          close() {
            this.socket.off('data', this.onData)
          }
        }
      `,
      errors: [
        {
          messageId: 'siblingRemoved',
          at: "this.socket.on('drain', this.onDrain)",
          data: {
            target: 'this.socket',
            event: "'drain'",
            until: 'as long as it lives',
            sibling: "'data' listener",
            place: 'in close()',
          },
          suggestions: [
            {
              messageId: 'removeBeside',
              data: { remove: 'off', sibling: "'data' listener" },
              output: `
        export class Feed {
          constructor(socket) {
            this.socket = socket
          }
          open() {
            this.socket.on('data', this.onData)
            this.socket.on('drain', this.onDrain)
          }
          onData = () => {}
          onDrain = () => {}
          close() {
            this.socket.off('drain', this.onDrain)
            this.socket.off('data', this.onData)
          }
        }
      `,
            },
          ],
        },
      ],
    },
    {
      name: 'global target',
      code: `
        export class Feed {
          open() {
            document.addEventListener('keydown', this.onDown)
            document.addEventListener('keyup', this.onUp)
          }
          onDown = () => {}
          onUp = () => {}
          close() {
            document.removeEventListener('keydown', this.onDown)
          }
        }
      `,
      errors: [
        {
          messageId: 'siblingRemoved',
          at: "document.addEventListener('keyup', this.onUp)",
          suggestions: [
            {
              messageId: 'removeBeside',
              output: `
        export class Feed {
          open() {
            document.addEventListener('keydown', this.onDown)
            document.addEventListener('keyup', this.onUp)
          }
          onDown = () => {}
          onUp = () => {}
          close() {
            document.removeEventListener('keyup', this.onUp)
            document.removeEventListener('keydown', this.onDown)
          }
        }
      `,
            },
          ],
        },
      ],
    },
    {
      name: 'sibling removed by a helper',
      code: `
        export class Feed {
          constructor(socket) {
            this.socket = socket
          }
          open() {
            this.socket.on('data', this.onData)
            this.socket.on('drain', this.onDrain)
          }
          onData = () => {}
          onDrain = () => {}
          close() {
            this.unlisten()
          }
          unlisten() {
            this.socket.off('data', this.onData)
          }
        }
      `,
      errors: [
        {
          messageId: 'siblingRemoved',
          at: "this.socket.on('drain', this.onDrain)",
          suggestions: [
            {
              messageId: 'removeBeside',
              output: `
        export class Feed {
          constructor(socket) {
            this.socket = socket
          }
          open() {
            this.socket.on('data', this.onData)
            this.socket.on('drain', this.onDrain)
          }
          onData = () => {}
          onDrain = () => {}
          close() {
            this.unlisten()
          }
          unlisten() {
            this.socket.off('drain', this.onDrain)
            this.socket.off('data', this.onData)
          }
        }
      `,
            },
          ],
        },
      ],
    },
    {
      name: 'cleanup that is an expression',
      code: `
        import { useEffect } from 'react'
        export function useMap(map, set) {
          useEffect(() => {
            const onMove = () => set('move')
            const onZoom = () => set('zoom')
            map.on('move', onMove)
            map.on('zoom', onZoom)
            return () => map.off('move', onMove)
          }, [map, set])
        }
      `,
      errors: [
        {
          messageId: 'siblingRemoved',
          at: "map.on('zoom', onZoom)",
          suggestions: [
            {
              messageId: 'removeBeside',
              output: `
        import { useEffect } from 'react'
        export function useMap(map, set) {
          useEffect(() => {
            const onMove = () => set('move')
            const onZoom = () => set('zoom')
            map.on('move', onMove)
            map.on('zoom', onZoom)
            return () => {
              map.off('zoom', onZoom)
              map.off('move', onMove)
            }
          }, [map, set])
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
      name: 'error handler, which may be meant to stay',
      code: `
        export class Feed {
          constructor(socket) {
            this.socket = socket
          }
          open() {
            this.socket.on('data', this.onData)
            this.socket.on('error', this.onError)
          }
          onData = () => {}
          onError = () => {}
          close() {
            this.socket.off('data', this.onData)
          }
        }
      `,
      errors: [
        {
          messageId: 'siblingRemoved',
          at: "this.socket.on('error', this.onError)",
          data: {
            target: 'this.socket',
            event: "'error'",
            until: 'as long as it lives',
            sibling: "'data' listener",
            place: 'in close()',
          },
          suggestions: [
            {
              messageId: 'removeBeside',
              data: { remove: 'off', sibling: "'data' listener" },
              output: `
        export class Feed {
          constructor(socket) {
            this.socket = socket
          }
          open() {
            this.socket.on('data', this.onData)
            this.socket.on('error', this.onError)
          }
          onData = () => {}
          onError = () => {}
          close() {
            this.socket.off('error', this.onError)
            this.socket.off('data', this.onData)
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

check('partial cleanup', ['untypedTs', 'typedDom', 'typedNode'], {
  known: [
    {
      name: 'optional and asserted targets',
      code: `
        interface Socket {
          on(name: string, handler: () => void): void
          off(name: string, handler: () => void): void
        }
        export class Feed {
          constructor(private readonly socket: Socket | null) {}
          open(): void {
            this.socket?.on('data', this.onData)
            this.socket?.on('drain', this.onDrain)
          }
          private readonly onData = (): void => {}
          private readonly onDrain = (): void => {}
          close(): void {
            this.socket?.off('data', this.onData)
          }
        }
      `,
      errors: [
        {
          messageId: 'siblingRemoved',
          at: "this.socket?.on('drain', this.onDrain)",
          suggestions: [
            {
              messageId: 'removeBeside',
              output: `
        interface Socket {
          on(name: string, handler: () => void): void
          off(name: string, handler: () => void): void
        }
        export class Feed {
          constructor(private readonly socket: Socket | null) {}
          open(): void {
            this.socket?.on('data', this.onData)
            this.socket?.on('drain', this.onDrain)
          }
          private readonly onData = (): void => {}
          private readonly onDrain = (): void => {}
          close(): void {
            this.socket?.off('drain', this.onDrain)
            this.socket?.off('data', this.onData)
          }
        }
      `,
            },
          ],
        },
      ],
    },
    {
      name: 'asserted target',
      code: `
        interface Socket {
          on(name: string, handler: () => void): void
          off(name: string, handler: () => void): void
        }
        export class Feed {
          constructor(private readonly socket?: Socket) {}
          open(): void {
            this.socket!.on('data', this.onData)
            this.socket!.on('drain', this.onDrain)
          }
          private readonly onData = (): void => {}
          private readonly onDrain = (): void => {}
          close(): void {
            this.socket!.off('data', this.onData)
          }
        }
      `,
      errors: [
        {
          messageId: 'siblingRemoved',
          at: "this.socket!.on('drain', this.onDrain)",
          suggestions: [
            {
              messageId: 'removeBeside',
              output: `
        interface Socket {
          on(name: string, handler: () => void): void
          off(name: string, handler: () => void): void
        }
        export class Feed {
          constructor(private readonly socket?: Socket) {}
          open(): void {
            this.socket!.on('data', this.onData)
            this.socket!.on('drain', this.onDrain)
          }
          private readonly onData = (): void => {}
          private readonly onDrain = (): void => {}
          close(): void {
            this.socket!.off('drain', this.onDrain)
            this.socket!.off('data', this.onData)
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

check('several listeners of one promise', ['everywhere'], {
  silent: [
    {
      name: 'emitter of this call',
      code: `
        import { spawn } from 'node:child_process'
        export const run = (command) =>
          new Promise((resolve, reject) => {
            const child = spawn(command)
            child.once('exit', resolve)
            child.once('error', reject)
          })
      `,
    },
    {
      name: 'each takes the other out',
      code: `
        export const ready = (socket) =>
          new Promise((resolve, reject) => {
            const onOpen = () => {
              socket.off('error', onError)
              resolve()
            }
            const onError = (error) => {
              socket.off('open', onOpen)
              reject(error)
            }
            socket.once('open', onOpen)
            socket.once('error', onError)
          })
      `,
    },
  ],
  likely: [
    {
      name: 'once on a reused emitter',
      code: `
        export class Connection {
          constructor(socket) {
            this.socket = socket
          }
          ready() {
            return new Promise((resolve, reject) => {
              this.socket.once('open', resolve)
              this.socket.once('error', reject)
            })
          }
        }
      `,
      errors: [
        { messageId: 'losersStay', at: "this.socket.once('open', resolve)", data: { target: 'this.socket' } },
      ],
    },
    {
      name: 'emitter of the caller',
      code: `
        export const ready = (socket) =>
          new Promise((resolve, reject) => {
            socket.once('open', resolve)
            socket.once('error', reject)
          })
      `,
      errors: [{ messageId: 'losersStay', at: "socket.once('open', resolve)" }],
    },
  ],
})

check('names of events', ['everywhere'], {
  silent: [
    {
      name: 'constant, template without expressions',
      code: `
        const RESIZE = 'resize'
        export class Panel {
          open() {
            window.addEventListener(RESIZE, this.layout)
            window.addEventListener(\`scroll\`, this.layout)
          }
          layout = () => {}
          close() {
            window.removeEventListener('resize', this.layout)
            window.removeEventListener('scroll', this.layout)
          }
        }
      `,
    },
    {
      name: 'the same template',
      code: `
        export class Panel {
          open(id) {
            process.on(\`reload:\${id}\`, this.layout)
          }
          layout = () => {}
          close(id) {
            process.off(\`reload:\${id}\`, this.layout)
          }
        }
      `,
    },
    {
      name: 'names that may be the same',
      code: `
        export class Panel {
          open(id) {
            process.on(\`reload:\${id}\`, this.layout)
          }
          layout = () => {}
          close() {
            for (const name of this.names) process.off(name, this.layout)
          }
        }
      `,
    },
    {
      name: 'table of handlers',
      code: `
        export class Panel {
          open() {
            for (const [name, handler] of Object.entries(this.handlers)) window.addEventListener(name, handler)
          }
          close() {
            for (const [name, handler] of Object.entries(this.handlers)) window.removeEventListener(name, handler)
          }
        }
      `,
    },
    {
      name: 'name of the method chosen by a flag',
      code: `
        export class Panel {
          toggle(on) {
            window[on ? 'addEventListener' : 'removeEventListener']('resize', this.layout)
          }
          layout = () => {}
          dispose() {}
        }
      `,
    },
  ],
  known: [
    {
      name: 'constant',
      code: `
        const RESIZE = 'resize'
        export class Panel {
          open() {
            window.addEventListener(RESIZE, this.layout)
          }
          layout = () => {}
          close() {
            this.closed = true
          }
        }
      `,
      errors: [
        {
          messageId: 'neverRemoved',
          at: 'window.addEventListener(RESIZE, this.layout)',
          data: {
            target: 'window',
            event: "'resize'",
            until: 'until the page is left',
            remove: 'removeEventListener',
            arguments: 'function',
            where: 'close()',
          },
          suggestions: [
            {
              messageId: 'removeAtEnd',
              data: { remove: 'removeEventListener', where: 'close()' },
              output: `
        const RESIZE = 'resize'
        export class Panel {
          open() {
            window.addEventListener(RESIZE, this.layout)
          }
          layout = () => {}
          close() {
            window.removeEventListener(RESIZE, this.layout)
            this.closed = true
          }
        }
      `,
            },
          ],
        },
      ],
    },
    {
      name: 'member of an import',
      code: `
        import { Events } from './events.js'
        export class Panel {
          open() {
            process.on(Events.Reload, this.layout)
          }
          layout = () => {}
          close() {
            this.closed = true
          }
        }
      `,
      errors: [
        {
          messageId: 'neverRemoved',
          at: 'process.on(Events.Reload, this.layout)',
          data: {
            target: 'process',
            event: '`Events.Reload`',
            until: 'until the process ends',
            remove: 'off',
            arguments: 'function',
            where: 'close()',
          },
          suggestions: [
            {
              messageId: 'removeAtEnd',
              data: { remove: 'off', where: 'close()' },
              output: `
        import { Events } from './events.js'
        export class Panel {
          open() {
            process.on(Events.Reload, this.layout)
          }
          layout = () => {}
          close() {
            process.off(Events.Reload, this.layout)
            this.closed = true
          }
        }
      `,
            },
          ],
        },
      ],
    },
    {
      name: 'template',
      code: `
        export class Panel {
          open(id) {
            process.on(\`reload:\${id}\`, this.layout)
          }
          layout = () => {}
          close() {
            this.closed = true
          }
        }
      `,
      errors: [
        {
          messageId: 'neverRemoved',
          at: 'process.on(`reload:${id}`, this.layout)',
          data: {
            target: 'process',
            event: '`reload:${id}`',
            until: 'until the process ends',
            remove: 'off',
            arguments: 'function',
            where: 'close()',
          },
        },
      ],
    },
  ],
})

check('names of events', ['untypedTs', 'typedDom', 'typedNode'], {
  known: [
    {
      name: 'enum',
      code: `
        enum Signal {
          Reload = 'SIGHUP',
        }
        export class Panel {
          open(): void {
            process.on(Signal.Reload, this.layout)
          }
          private readonly layout = (): void => {}
          close(): void {
            this.layout()
          }
        }
      `,
      errors: [
        {
          messageId: 'neverRemoved',
          at: 'process.on(Signal.Reload, this.layout)',
          suggestions: [
            {
              messageId: 'removeAtEnd',
              output: `
        enum Signal {
          Reload = 'SIGHUP',
        }
        export class Panel {
          open(): void {
            process.on(Signal.Reload, this.layout)
          }
          private readonly layout = (): void => {}
          close(): void {
            process.off(Signal.Reload, this.layout)
            this.layout()
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

check('effects and lifecycles', ['everywhere'], {
  silent: [
    {
      name: 'effect with cleanup',
      filename: 'react.jsx',
      code: `
        import { useEffect, useState } from 'react'
        export function Width() {
          const [width, set] = useState(0)
          useEffect(() => {
            const update = () => set(window.innerWidth)
            window.addEventListener('resize', update)
            return () => window.removeEventListener('resize', update)
          }, [])
          return <span>{width}</span>
        }
      `,
    },
    {
      name: 'class component',
      code: `
        import { PureComponent } from 'react'
        export class Width extends PureComponent {
          componentDidMount() {
            window.addEventListener('resize', this.update)
          }
          componentWillUnmount() {
            window.removeEventListener('resize', this.update)
          }
          update = () => {}
        }
      `,
    },
    {
      name: 'composable',
      code: `
        import { onMounted, onUnmounted } from 'vue'
        export function useWidth(width) {
          const update = () => (width.value = window.innerWidth)
          onMounted(() => window.addEventListener('resize', update))
          onUnmounted(() => window.removeEventListener('resize', update))
        }
      `,
    },
    {
      name: 'factory that answers an object which closes',
      code: `
        export function drag() {
          const move = () => {}
          window.addEventListener('pointermove', move)
          return {
            close() {
              window.removeEventListener('pointermove', move)
            },
          }
        }
      `,
    },
  ],
  known: [
    {
      name: 'effect without cleanup',
      code: `
        import { useEffect } from 'react'
        export function useWidth(set) {
          useEffect(() => {
            window.addEventListener('resize', () => set(innerWidth))
          }, [set])
        }
      `,
      errors: [
        {
          messageId: 'neverRemoved',
          at: "window.addEventListener('resize', () => set(innerWidth))",
          data: {
            target: 'window',
            event: "'resize'",
            until: 'until the page is left',
            remove: 'removeEventListener',
            arguments: 'function',
            where: 'a cleanup of this effect',
          },
          suggestions: [
            {
              messageId: 'returnCleanup',
              output: `
        import { useEffect } from 'react'
        export function useWidth(set) {
          useEffect(() => {
            const onResize = () => set(innerWidth)
            window.addEventListener('resize', onResize)
            return () => window.removeEventListener('resize', onResize)
          }, [set])
        }
      `,
            },
          ],
        },
      ],
    },
    {
      name: 'class component without teardown',
      code: `
        import React from 'react'
        export class Width extends React.Component {
          componentDidMount() {
            window.addEventListener('resize', this.update)
          }
          update = () => {}
          render() {
            return null
          }
        }
      `,
      errors: [
        {
          messageId: 'neverRemoved',
          at: "window.addEventListener('resize', this.update)",
          data: {
            target: 'window',
            event: "'resize'",
            until: 'until the page is left',
            remove: 'removeEventListener',
            arguments: 'function',
            where: 'componentWillUnmount()',
          },
        },
      ],
    },
    {
      name: 'Angular',
      code: `
        export class WidthComponent {
          ngOnInit() {
            window.addEventListener('resize', this.update)
          }
          update = () => {}
          ngOnDestroy() {
            this.gone = true
          }
        }
      `,
      errors: [
        {
          messageId: 'neverRemoved',
          at: "window.addEventListener('resize', this.update)",
          suggestions: [
            {
              messageId: 'removeAtEnd',
              output: `
        export class WidthComponent {
          ngOnInit() {
            window.addEventListener('resize', this.update)
          }
          update = () => {}
          ngOnDestroy() {
            window.removeEventListener('resize', this.update)
            this.gone = true
          }
        }
      `,
            },
          ],
        },
      ],
    },
    {
      name: 'composable that forgets',
      code: `
        import { onMounted, onScopeDispose } from 'vue'
        export function useWidth(width) {
          const update = () => (width.value = window.innerWidth)
          onMounted(() => {
            window.addEventListener('resize', update)
          })
          onScopeDispose(() => {
            width.value = 0
          })
        }
      `,
      errors: [
        {
          messageId: 'neverRemoved',
          at: "window.addEventListener('resize', update)",
          data: {
            target: 'window',
            event: "'resize'",
            until: 'until the page is left',
            remove: 'removeEventListener',
            arguments: 'function',
            where: 'the callback given to onScopeDispose()',
          },
          suggestions: [
            {
              messageId: 'removeAtEnd',
              data: {
                remove: 'removeEventListener',
                where: 'the callback given to onScopeDispose()',
              },
              output: `
        import { onMounted, onScopeDispose } from 'vue'
        export function useWidth(width) {
          const update = () => (width.value = window.innerWidth)
          onMounted(() => {
            window.addEventListener('resize', update)
          })
          onScopeDispose(() => {
            window.removeEventListener('resize', update)
            width.value = 0
          })
        }
      `,
            },
          ],
        },
      ],
    },
    {
      name: 'factory whose disposer forgets',
      code: `
        export function drag(element) {
          const move = () => {}
          window.addEventListener('pointermove', move)
          element.addEventListener('pointerdown', move)
          return () => {
            element.removeEventListener('pointerdown', move)
          }
        }
      `,
      errors: [
        {
          messageId: 'neverRemoved',
          at: "window.addEventListener('pointermove', move)",
          data: {
            target: 'window',
            event: "'pointermove'",
            until: 'until the page is left',
            remove: 'removeEventListener',
            arguments: 'function',
            where: 'the function it returns',
          },
          suggestions: [
            {
              messageId: 'removeAtEnd',
              data: { remove: 'removeEventListener', where: 'the function it returns' },
              output: `
        export function drag(element) {
          const move = () => {}
          window.addEventListener('pointermove', move)
          element.addEventListener('pointerdown', move)
          return () => {
            window.removeEventListener('pointermove', move)
            element.removeEventListener('pointerdown', move)
          }
        }
      `,
            },
          ],
        },
      ],
    },
    {
      name: 'object handed to extend()',
      code: `
        export const View = Base.extend({
          initialize() {
            window.addEventListener('resize', this.layout)
          },
          layout() {},
          destroy() {
            this.el = null
          },
        })
      `,
      errors: [
        {
          messageId: 'neverRemoved',
          at: "window.addEventListener('resize', this.layout)",
          suggestions: [
            {
              messageId: 'removeAtEnd',
              output: `
        export const View = Base.extend({
          initialize() {
            window.addEventListener('resize', this.layout)
          },
          layout() {},
          destroy() {
            window.removeEventListener('resize', this.layout)
            this.el = null
          },
        })
      `,
            },
          ],
        },
      ],
    },
    {
      name: 'component options',
      code: `
        import { defineComponent } from 'vue'
        export default defineComponent({
          mounted() {
            window.addEventListener('resize', this.layout)
          },
          unmounted() {
            this.gone = true
          },
          methods: { layout() {} },
        })
      `,
      errors: [
        {
          messageId: 'neverRemoved',
          at: "window.addEventListener('resize', this.layout)",
          suggestions: [
            {
              messageId: 'removeAtEnd',
              output: `
        import { defineComponent } from 'vue'
        export default defineComponent({
          mounted() {
            window.addEventListener('resize', this.layout)
          },
          unmounted() {
            window.removeEventListener('resize', this.layout)
            this.gone = true
          },
          methods: { layout() {} },
        })
      `,
            },
          ],
        },
      ],
    },
    {
      name: 'methods of a prototype',
      code: `
        export function View() {
          window.addEventListener('resize', this.layout)
        }
        View.prototype.layout = function () {}
        View.prototype.destroy = function () {
          this.el = null
        }
      `,
      errors: [
        {
          messageId: 'neverRemoved',
          at: "window.addEventListener('resize', this.layout)",
          suggestions: [
            {
              messageId: 'removeAtEnd',
              output: `
        export function View() {
          window.addEventListener('resize', this.layout)
        }
        View.prototype.layout = function () {}
        View.prototype.destroy = function () {
          window.removeEventListener('resize', this.layout)
          this.el = null
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
      name: 'while a component renders',
      filename: 'react.tsx',
      code: `
        export function Width({ set }) {
          window.addEventListener('resize', () => set(window.innerWidth))
          return <span />
        }
      `,
      errors: [
        { messageId: 'neverRemoved', at: "window.addEventListener('resize', () => set(window.innerWidth))" },
      ],
    },
  ],
})

check('effects and lifecycles', ['untypedTs', 'typedDom', 'typedNode'], {
  known: [
    {
      name: 'cleanup that forgets',
      filename: 'react.tsx',
      code: `
        import { useEffect } from 'react'
        export const Keys = ({ onKey, log }: { onKey: () => void; log: (text: string) => void }) => {
          useEffect(() => {
            const handle = (): void => onKey()
            document.addEventListener('keydown', handle)
            return () => {
              log('gone')
            }
          }, [onKey, log])
          return <kbd>?</kbd>
        }
      `,
      errors: [
        {
          messageId: 'neverRemoved',
          at: "document.addEventListener('keydown', handle)",
          data: {
            target: 'document',
            event: "'keydown'",
            until: 'until the page is left',
            remove: 'removeEventListener',
            arguments: 'function',
            where: 'the cleanup of useEffect',
          },
          suggestions: [
            {
              messageId: 'removeAtEnd',
              data: { remove: 'removeEventListener', where: 'the cleanup of useEffect' },
              output: `
        import { useEffect } from 'react'
        export const Keys = ({ onKey, log }: { onKey: () => void; log: (text: string) => void }) => {
          useEffect(() => {
            const handle = (): void => onKey()
            document.addEventListener('keydown', handle)
            return () => {
              document.removeEventListener('keydown', handle)
              log('gone')
            }
          }, [onKey, log])
          return <kbd>?</kbd>
        }
      `,
            },
          ],
        },
      ],
    },
  ],
})

check('comments and formatting', ['everywhere'], {
  silent: [
    {
      name: 'mentioned in comments and strings only',
      code: `
        // window.addEventListener('resize', () => {})
        export const text = "window.addEventListener('resize', () => {})"
      `,
    },
  ],
  known: [
    {
      name: 'everything on one line',
      code: "export class A { open() { window.addEventListener('online', this.go) } go = () => {}; close() { this.go() } }",
      errors: [
        {
          messageId: 'neverRemoved',
          at: "window.addEventListener('online', this.go)",
          suggestions: [
            {
              messageId: 'removeAtEnd',
              output:
                "export class A { open() { window.addEventListener('online', this.go) } go = () => {}; close() { window.removeEventListener('online', this.go); this.go() } }",
            },
          ],
        },
      ],
    },
    {
      name: 'comments within the call',
      code: `
        export class Panel {
          open() {
            window /* page */ .addEventListener( 'online' /* again */ , this.go ) // go
          }
          go = () => {}
          close() {
            // The element goes too.
            this.el = null
          }
        }
      `,
      errors: [
        {
          messageId: 'neverRemoved',
          at: "window /* page */ .addEventListener( 'online' /* again */ , this.go )",
          suggestions: [
            {
              messageId: 'removeAtEnd',
              output: `
        export class Panel {
          open() {
            window /* page */ .addEventListener( 'online' /* again */ , this.go ) // go
          }
          go = () => {}
          close() {
            window.removeEventListener('online', this.go)
            // The element goes too.
            this.el = null
          }
        }
      `,
            },
          ],
        },
      ],
    },
    {
      name: 'call over several lines',
      code: `
        export class Panel {
          open() {
            window.addEventListener(
              'online',
              // no name for it
              () => this.go(),
            )
          }
          go() {}
          close() {}
        }
      `,
      errors: [
        {
          messageId: 'neverRemoved',
          line: 4,
          column: 13,
          endLine: 8,
          endColumn: 14,
          suggestions: [
            {
              messageId: 'nameAndRemove',
              output: `
        export class Panel {
          onOnline = () => this.go()

          open() {
            window.addEventListener(
              'online',
              // no name for it
              this.onOnline,
            )
          }
          go() {}
          close() {
            window.removeEventListener('online', this.onOnline)
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
