import { noMismatchedRemoval } from '../../src/rules/no-mismatched-removal.js'
import { certaintyTester } from '../certainty-tester.js'

const check = certaintyTester('no-mismatched-removal', noMismatchedRemoval)

check('function made where it is removed', ['everywhere'], {
  silent: [
    {
      name: 'probe for what the platform supports',
      code: `
        export function supports(options) {
          window.addEventListener('probe', () => {}, options)
          window.removeEventListener('probe', () => {}, options)
        }
      `,
    },
    {
      name: 'callback of an API that adds by another shape',
      code: 'export function leave(room, done) { room.off("guest", (error) => done(error)) }',
    },
    {
      name: 'bound once',
      code: `
        export class Pad {
          constructor(element) {
            this.element = element
            this.move = this.move.bind(this)
            element.addEventListener('pointermove', this.move)
          }
          move() {}
          close() {
            this.element.removeEventListener('pointermove', this.move)
          }
        }
      `,
    },
    {
      name: 'factory that remembers what it makes',
      code: `
        const known = new Map()
        function handlerOf(id) {
          if (!known.has(id)) known.set(id, () => id)
          return known.get(id)
        }
        export const add = (el, id) => el.addEventListener('click', handlerOf(id))
        export const remove = (el, id) => el.removeEventListener('click', handlerOf(id))
      `,
    },
    {
      name: 'everything is taken out beside it',
      code: `
        export function stop(emitter) {
          emitter.on('data', () => emitter.emit('x'))
          emitter.removeListener('data', () => emitter.emit('x'))
          emitter.removeAllListeners('data')
        }
      `,
    },
    {
      name: 'emitter of this file with its own way to compare',
      code: `
        export class Bus {
          on(event, f) { this.list.push([event, f]) }
          off(event, f) { this.list = this.list.filter(([, g]) => String(f) !== String(g)) }
          watch() {
            this.on('x', () => this.go())
            this.off('x', () => this.go())
          }
          go() {}
        }
      `,
    },
  ],
  known: [
    {
      name: 'bound again',
      code: `
        export class Pad {
          constructor(element) {
            this.element = element
            this.element.addEventListener('pointermove', this.move.bind(this))
          }
          move() {}
          close() {
            this.element.removeEventListener('pointermove', this.move.bind(this))
          }
        }
      `,
      errors: [
        {
          messageId: 'freshFunction',
          at: "this.element.removeEventListener('pointermove', this.move.bind(this))",
          data: {
            target: 'this.element',
            event: "'pointermove'",
            until: 'as long as it lives',
          },
        },
      ],
    },
    {
      name: 'the function itself was added: a removal of that one is offered',
      code: `
        export function watch(onKey) {
          document.addEventListener('keydown', onKey)
          return () => document.removeEventListener('keydown', (event) => onKey(event))
        }
      `,
      errors: [
        {
          messageId: 'freshFunction',
          at: "document.removeEventListener('keydown', (event) => onKey(event))",
          data: {
            target: 'document',
            event: "'keydown'",
            until: 'until the page is left',
          },
          suggestions: [
            {
              messageId: 'useHandler',
              data: { handler: 'onKey' },
              output: `
        export function watch(onKey) {
          document.addEventListener('keydown', onKey)
          return () => document.removeEventListener('keydown', onKey)
        }
      `,
            },
          ],
        },
      ],
    },
    {
      name: 'debounced again',
      code: `
        import { debounce } from './debounce.js'
        export const open = (layout) => window.addEventListener('resize', debounce(layout, 50))
        export const close = (layout) => window?.removeEventListener('resize', debounce(layout, 50))
      `,
      errors: [
        { messageId: 'freshFunction', at: "window?.removeEventListener('resize', debounce(layout, 50))" },
      ],
    },
    {
      name: 'factory of this file, on both sides',
      code: `
        export class Grid {
          onCell(index) {
            return (event) => this.select(index, event)
          }
          select() {}
          show(cell, i) {
            cell.on('tap', this.onCell(i))
          }
          hide(cell, i) {
            cell.off('tap', this.onCell(i))
          }
        }
      `,
      errors: [{ messageId: 'freshFunction', at: "cell.off('tap', this.onCell(i))" }],
    },
    {
      name: 'nothing of this file was added, yet it cannot match either',
      code: 'export function close(socket) { socket.removeListener("data", () => socket.resume()) }',
      errors: [
        {
          messageId: 'freshFunctionAlone',
          at: 'socket.removeListener("data", () => socket.resume())',
          data: { target: 'socket' },
        },
      ],
    },
  ],
  likely: [
    {
      name: "a library's bind, which may mark what it makes",
      code: `
        import * as Fn from './fn.js'
        export class Menu {
          open(bus) { bus.on('close', Fn.bind(this, this.hide)) }
          shut(bus) { bus.off('close', Fn.bind(this, this.hide)) }
          hide() {}
        }
      `,
      errors: [{ messageId: 'freshFunction', at: "bus.off('close', Fn.bind(this, this.hide))" }],
    },
  ],
})

check('made from the function that is removed', ['everywhere'], {
  silent: [
    {
      name: 'both were added',
      code: `
        export function watch(bus) {
          const onData = () => bus.emit('x')
          bus.on('data', () => onData())
          bus.on('data', onData)
          return () => bus.off('data', onData)
        }
      `,
    },
    {
      name: 'the removal tells it by a mark',
      code: `
        export class Clock {
          later(f, id) {
            const stop = () => f()
            stop.guid = id
            this.bus.on('end', stop)
          }
          never(id) {
            const stop = function () {}
            stop.guid = id
            this.bus.off('end', stop)
          }
        }
      `,
    },
  ],
  known: [
    {
      name: 'bound on one side',
      code: `
        export class Pad {
          open() { window.addEventListener('blur', this.stop.bind(this)) }
          stop() {}
          close() { window.removeEventListener('blur', this.stop) }
        }
      `,
      errors: [
        {
          messageId: 'wrappedHandler',
          at: "window.removeEventListener('blur', this.stop)",
          data: {
            handler: 'this.stop',
            target: 'window',
            event: "'blur'",
            until: 'until the page is left',
            at: '`window.addEventListener(…)`',
          },
        },
      ],
    },
    {
      name: 'arrow that calls it, and a debounced one in a variable',
      code: `
        export function useless(emitter, debounce) {
          const onData = () => emitter.emit('x')
          const slowly = debounce(onData, 10)
          emitter.on('data', (chunk) => { onData(chunk) })
          emitter.on('end', slowly)
          return () => {
            emitter.off('data', onData)
            emitter.off('end', onData)
          }
        }
      `,
      errors: [
        { messageId: 'wrappedHandler', at: "emitter.off('data', onData)" },
        { messageId: 'wrappedHandler', at: "emitter.off('end', onData)" },
      ],
    },
  ],
})

check('another function, another event', ['everywhere'], {
  silent: [
    {
      name: 'function that takes itself out by its name',
      code: `
        export function once(bus) {
          bus.on('x', function handle() { bus.off('x', handle) })
          bus.on('y', this.h = () => bus.off('y', this.h))
        }
      `,
    },
    {
      name: 'events in a list',
      code: `
        export function listen(el, onMove) {
          for (const name of ['mousemove', 'touchmove']) el.addEventListener(name, onMove)
          el.addEventListener('pointermove', onMove)
          return () => el.removeEventListener('touchmove', onMove)
        }
        export function both(el) {
          const onMove = () => el.focus()
          for (const name of ['mousemove', 'touchmove']) el.addEventListener(name, onMove)
          el.addEventListener('pointermove', onMove)
          return () => el.removeEventListener('touchmove', onMove)
        }
      `,
    },
    {
      name: 'registered by a helper as well',
      code: `
        import { listen } from './listen.js'
        export function open(el) {
          const onMove = () => el.focus()
          el.addEventListener('pointermove', onMove)
          listen(el, 'mousemove', onMove)
          return () => el.removeEventListener('mousemove', onMove)
        }
      `,
    },
    {
      name: 'the right one is taken out beside it',
      code: `
        export function open(el) {
          const onWheel = () => el.focus()
          el.addEventListener('wheel', onWheel)
          return () => {
            el.removeEventListener('mousewheel', onWheel)
            el.removeEventListener('wheel', onWheel)
          }
        }
      `,
    },
    {
      name: 'several names in one, and namespaces',
      code: `
        export function open($) {
          const go = () => $('p').show()
          $('a').on('click.menu focus', go)
          return () => { $('a').off('click', go); $('a').off('.menu', go) }
        }
      `,
    },
    {
      name: 'constants that may be equal',
      code: `
        import { names, others } from './names.js'
        export function open(bus) {
          const go = () => bus.emit('z')
          bus.on(names.open, go)
          return () => { bus.off(others.shut, go); bus.off('open', go) }
        }
      `,
    },
    {
      name: 'exported, so other files may register it',
      code: `
        export const onKey = () => {}
        document.addEventListener('keydown', onKey)
        export function stop() { document.removeEventListener('keyup', onKey) }
      `,
    },
    {
      name: 'a function from outside',
      code: `
        export function open(bus, f, g) {
          bus.on('a', f)
          bus.on('b', g)
          return () => { bus.off('b', f); bus.off('a', g) }
        }
      `,
    },
  ],
  known: [
    {
      name: 'the other function',
      code: `
        export function connected(client) {
          return new Promise((resolve, reject) => {
            const onOpen = () => {
              client.removeListener('error', onError)
              resolve()
            }
            const onError = (error) => {
              client.removeListener('open', onError)
              reject(error)
            }
            client.once('open', onOpen)
            client.prependOnceListener('error', onError)
          })
        }
      `,
      errors: [
        {
          messageId: 'otherHandler',
          at: "client.removeListener('open', onError)",
          data: {
            handler: 'onError',
            event: "'open'",
            added: '`onOpen`',
            target: 'client',
            until: 'as long as it lives',
          },
          suggestions: [
            {
              messageId: 'useHandler',
              data: { handler: 'onOpen' },
              output: `
        export function connected(client) {
          return new Promise((resolve, reject) => {
            const onOpen = () => {
              client.removeListener('error', onError)
              resolve()
            }
            const onError = (error) => {
              client.removeListener('open', onOpen)
              reject(error)
            }
            client.once('open', onOpen)
            client.prependOnceListener('error', onError)
          })
        }
      `,
            },
          ],
        },
      ],
    },
    {
      name: 'a function of the same name',
      code: `
        export class Pad {
          open() {
            const onKey = () => this.close()
            document.addEventListener('keydown', onKey)
          }
          close() {
            const onKey = () => this.close()
            document.removeEventListener('keydown', onKey)
          }
        }
      `,
      errors: [
        {
          messageId: 'otherHandler',
          at: "document.removeEventListener('keydown', onKey)",
          data: {
            handler: 'onKey',
            event: "'keydown'",
            added: 'another function of that name',
            target: 'document',
            until: 'until the page is left',
          },
        },
      ],
    },
    {
      name: 'the names before a change of the others',
      code: `
        export class Drag {
          start() {
            document.addEventListener('pointermove', this.move)
            document.addEventListener('pointerup', this.end)
          }
          move = () => {}
          end = () => {
            document.removeEventListener('mousemove', this.move)
            document.removeEventListener('pointerup', this.end)
          }
        }
      `,
      errors: [
        {
          messageId: 'otherEvent',
          at: "document.removeEventListener('mousemove', this.move)",
          data: {
            handler: 'this.move',
            removedEvent: "'mousemove'",
            events: "'pointermove'",
            target: 'document',
            until: 'until the page is left',
          },
          suggestions: [
            {
              messageId: 'useEvent',
              data: { event: "'pointermove'" },
              output: `
        export class Drag {
          start() {
            document.addEventListener('pointermove', this.move)
            document.addEventListener('pointerup', this.end)
          }
          move = () => {}
          end = () => {
            document.removeEventListener('pointermove', this.move)
            document.removeEventListener('pointerup', this.end)
          }
        }
      `,
            },
          ],
        },
      ],
    },
    {
      name: 'two constants of one object, on one path only',
      code: `
        import { Events } from './events.js'
        export function first(bus, request) {
          const onAdd = () => bus.off(Events.ADDED, onAdd)
          bus.on(Events.ADDED, onAdd)
          request().catch(() => bus.off(Events.REMOVED, onAdd))
        }
      `,
      errors: [
        {
          messageId: 'otherEvent',
          at: 'bus.off(Events.REMOVED, onAdd)',
          data: {
            handler: 'onAdd',
            removedEvent: '`Events.REMOVED`',
            events: '`Events.ADDED`',
            target: 'bus',
            until: 'as long as it lives',
          },
          suggestions: [
            {
              messageId: 'useEvent',
              data: { event: 'Events.ADDED' },
              output: `
        import { Events } from './events.js'
        export function first(bus, request) {
          const onAdd = () => bus.off(Events.ADDED, onAdd)
          bus.on(Events.ADDED, onAdd)
          request().catch(() => bus.off(Events.ADDED, onAdd))
        }
      `,
            },
          ],
        },
      ],
    },
    {
      name: 'the nearest registration is the one that was meant',
      code: `
        import { Events } from './events.js'
        export class Guild {
          add(request) {
            const listener = () => request.done()
            this.client.on(Events.ADDED, listener)
            request.fail(() => this.client.removeListener(Events.REMOVED, listener))
          }
          remove(request) {
            const listener = () => request.done()
            this.client.on(Events.REMOVED, listener)
          }
        }
      `,
      errors: [
        {
          messageId: 'otherEvent',
          at: 'this.client.removeListener(Events.REMOVED, listener)',
          suggestions: [
            {
              messageId: 'useEvent',
              data: { event: 'Events.ADDED' },
              output: `
        import { Events } from './events.js'
        export class Guild {
          add(request) {
            const listener = () => request.done()
            this.client.on(Events.ADDED, listener)
            request.fail(() => this.client.removeListener(Events.ADDED, listener))
          }
          remove(request) {
            const listener = () => request.done()
            this.client.on(Events.REMOVED, listener)
          }
        }
      `,
            },
          ],
        },
      ],
    },
    {
      name: 'both may be meant: both are offered',
      code: `
        export function open(el) {
          const onFocus = () => el.show()
          const onBlur = () => el.hide()
          el.addEventListener('focus', onFocus)
          el.addEventListener('blur', onBlur)
          return () => el.removeEventListener('focus', onBlur)
        }
      `,
      errors: [
        {
          messageId: 'otherHandler',
          at: "el.removeEventListener('focus', onBlur)",
          suggestions: [
            {
              messageId: 'useHandler',
              data: { handler: 'onFocus' },
              output: `
        export function open(el) {
          const onFocus = () => el.show()
          const onBlur = () => el.hide()
          el.addEventListener('focus', onFocus)
          el.addEventListener('blur', onBlur)
          return () => el.removeEventListener('focus', onFocus)
        }
      `,
            },
            {
              messageId: 'useEvent',
              data: { event: "'blur'" },
              output: `
        export function open(el) {
          const onFocus = () => el.show()
          const onBlur = () => el.hide()
          el.addEventListener('focus', onFocus)
          el.addEventListener('blur', onBlur)
          return () => el.removeEventListener('blur', onBlur)
        }
      `,
            },
          ],
        },
      ],
    },
    {
      name: 'prototype, comments and odd formatting',
      code: `
        function Box(bus) { this.bus = bus }
        Box.prototype.onTick = function () {}
        Box.prototype.start = function () { this . bus /* of all */ .on ( 'tick' , this.onTick ) }
        Box.prototype.stop = function () { this.bus.removeListener('tock' /* ! */, this.onTick) }
      `,
      errors: [
        {
          messageId: 'otherEvent',
          at: "this.bus.removeListener('tock' /* ! */, this.onTick)",
          suggestions: [
            {
              messageId: 'useEvent',
              data: { event: "'tick'" },
              output: `
        function Box(bus) { this.bus = bus }
        Box.prototype.onTick = function () {}
        Box.prototype.start = function () { this . bus /* of all */ .on ( 'tick' , this.onTick ) }
        Box.prototype.stop = function () { this.bus.removeListener('tick' /* ! */, this.onTick) }
      `,
            },
          ],
        },
      ],
    },
  ],
})

check('event left out', ['everywhere'], {
  silent: [
    {
      name: 'media query list, by both of its interfaces',
      code: `
        const wide = window.matchMedia('(min-width: 60em)')
        const onWide = () => document.body.classList.toggle('wide', wide.matches)
        if (wide.addEventListener) wide.addEventListener('change', onWide)
        else wide.addListener(onWide)
        export function stop() { wide.removeListener(onWide) }
      `,
    },
    {
      name: 'bus that takes functions only',
      code: 'export function open(bus, f) { bus.on(f); return () => bus.off(f) }',
    },
    {
      name: 'all listeners of an event in a variable',
      code: 'export function open(bus, name, f) { bus.on(name, f); return () => bus.off(name) }',
    },
  ],
  known: [
    {
      name: 'Node emitter',
      code: `
        export class Reader {
          next() {
            return new Promise((resolve) => {
              const onLine = (line) => {
                this.source.removeListener(onLine)
                resolve(line)
              }
              this.source.on('line', onLine)
            })
          }
        }
      `,
      errors: [
        {
          messageId: 'noEvent',
          at: 'this.source.removeListener(onLine)',
          data: {
            target: 'this.source',
            events: "'line'",
            until: 'as long as it lives',
          },
          suggestions: [
            {
              messageId: 'nameEvent',
              data: { event: "'line'" },
              output: `
        export class Reader {
          next() {
            return new Promise((resolve) => {
              const onLine = (line) => {
                this.source.removeListener('line', onLine)
                resolve(line)
              }
              this.source.on('line', onLine)
            })
          }
        }
      `,
            },
          ],
        },
      ],
    },
    {
      name: 'two events: which one is to be said twice',
      code: `
        export function open(el, f) {
          el.addEventListener('focus', f)
          el.addEventListener('blur', f)
          return () => el.removeEventListener(f)
        }
      `,
      errors: [
        {
          messageId: 'noEvent',
          at: 'el.removeEventListener(f)',
          data: {
            target: 'el',
            events: "'focus' and 'blur'",
            until: 'as long as it lives',
          },
        },
      ],
    },
  ],
})

check('capture flag, target, media query', ['everywhere'], {
  silent: [
    {
      name: 'the same flag in other forms; passive does not matter',
      code: `
        const options = { capture: true, passive: true }
        export function open(f) {
          window.addEventListener('scroll', f, options)
          window.addEventListener('wheel', f, { passive: true })
          return () => {
            window.removeEventListener('scroll', f, true)
            window.removeEventListener('wheel', f)
          }
        }
      `,
    },
    {
      name: 'options that are not known, or change',
      code: `
        const options = {}
        options.capture = true
        export function open(f, given) {
          window.addEventListener('scroll', f, given)
          window.addEventListener('wheel', f, options)
          return () => {
            window.removeEventListener('scroll', f)
            window.removeEventListener('wheel', f, true)
          }
        }
      `,
    },
    {
      name: 'one list of media queries',
      code: `
        export function open(f) {
          const dark = matchMedia('(prefers-color-scheme: dark)')
          dark.addEventListener('change', f)
          return () => dark.removeEventListener('change', f)
        }
      `,
    },
    {
      name: 'window by other names',
      code: `
        export function open(f) {
          addEventListener('online', f)
          globalThis.addEventListener('offline', f)
          return () => {
            window.removeEventListener('online', f)
            self.removeEventListener('offline', f)
          }
        }
      `,
    },
  ],
  known: [
    {
      name: 'added to capture',
      code: `
        export function open(f) {
          document.addEventListener('click', f, true)
          return () => document.removeEventListener('click', f)
        }
      `,
      errors: [
        {
          messageId: 'otherCapture',
          at: "document.removeEventListener('click', f)",
          data: {
            capture: 'true',
            target: 'document',
            event: "'click'",
            until: 'until the page is left',
          },
          suggestions: [
            {
              messageId: 'useCapture',
              data: { capture: 'true' },
              output: `
        export function open(f) {
          document.addEventListener('click', f, true)
          return () => document.removeEventListener('click', f, true)
        }
      `,
            },
          ],
        },
      ],
    },
    {
      name: 'added to capture, by options that a constant holds',
      code: `
        const options = { passive: true, capture: true }
        export function open(f) {
          document.addEventListener('click', f, options)
          return () => document.removeEventListener('click', f)
        }
      `,
      errors: [
        {
          messageId: 'otherCapture',
          at: "document.removeEventListener('click', f)",
          suggestions: [
            {
              messageId: 'useCapture',
              data: { capture: 'true' },
              output: `
        const options = { passive: true, capture: true }
        export function open(f) {
          document.addEventListener('click', f, options)
          return () => document.removeEventListener('click', f, true)
        }
      `,
            },
          ],
        },
      ],
    },
    {
      name: 'removed with it',
      code: `
        export function open(f) {
          document.addEventListener('click', f, { passive: true })
          return () => document.removeEventListener('click', f, { capture: true })
        }
      `,
      errors: [
        {
          messageId: 'otherCapture',
          at: "document.removeEventListener('click', f, { capture: true })",
          suggestions: [
            {
              messageId: 'useCapture',
              data: { capture: 'false' },
              output: `
        export function open(f) {
          document.addEventListener('click', f, { passive: true })
          return () => document.removeEventListener('click', f, { capture: false })
        }
      `,
            },
          ],
        },
      ],
    },
    {
      name: 'window and document',
      code: `
        export function open(f) {
          window.addEventListener('keydown', f)
          return () => document.removeEventListener('keydown', f)
        }
      `,
      errors: [
        {
          messageId: 'otherTarget',
          at: "document.removeEventListener('keydown', f)",
          data: { event: "'keydown'", target: 'window', until: 'until the page is left' },
          suggestions: [
            {
              messageId: 'useTarget',
              data: { remove: 'removeEventListener', target: 'window' },
              output: `
        export function open(f) {
          window.addEventListener('keydown', f)
          return () => window.removeEventListener('keydown', f)
        }
      `,
            },
          ],
        },
      ],
    },
    {
      name: 'two lists of media queries',
      code: `
        export function open(f) {
          window.matchMedia('print').addEventListener('change', f)
          return () => window.matchMedia('print').removeEventListener('change', f)
        }
      `,
      errors: [
        {
          messageId: 'otherMediaQuery',
          at: "window.matchMedia('print').removeEventListener('change', f)",
          data: { until: 'until the page is left' },
        },
      ],
    },
  ],
})

check('context left out', ['everywhere'], {
  silent: [
    {
      name: 'emitters that do not compare it, or know none',
      code: `
        import { EventEmitter } from 'node:events'
        const bus = new EventEmitter()
        export class Box {
          open() { bus.on('x', this.go, this) }
          go() {}
          close() { bus.off('x', this.go) }
        }
      `,
    },
    {
      name: 'the emitter is the context',
      code: `
        import L from 'leaflet'
        export const Box = L.Layer.extend({
          open() { this.on('x', this.go, this) },
          go() {},
          close() { this.off('x', this.go) },
        })
      `,
    },
    {
      name: 'another removal names it',
      code: `
        import L from 'leaflet'
        export class Box {
          open(map) { map.on('x', this.go, this) }
          go() {}
          close(map) { map.off('x', this.go) }
          end(map) { map.off('x', this.go, this) }
        }
      `,
    },
  ],
  known: [
    {
      name: 'chain, of a library that compares it',
      code: `
        import { DomUtil } from 'leaflet'
        export class Handle {
          add() { this.drag.on('start', this.go, this).on('end', this.stop, this) }
          go() {}
          stop() {}
          remove() { this.drag.resume().off('none').off('start', this.go) }
        }
      `,
      errors: [
        {
          messageId: 'noContext',
          at: "off('start', this.go)",
          data: {
            context: 'this',
            target: 'this.drag',
            event: "'start'",
            until: 'as long as it lives',
          },
          suggestions: [
            {
              messageId: 'giveContext',
              data: { context: 'this' },
              output: `
        import { DomUtil } from 'leaflet'
        export class Handle {
          add() { this.drag.on('start', this.go, this).on('end', this.stop, this) }
          go() {}
          stop() {}
          remove() { this.drag.resume().off('none').off('start', this.go, this) }
        }
      `,
            },
          ],
        },
      ],
    },
    {
      name: 'target as an argument',
      code: `
        import * as DomEvent from './dom-event.js'
        export class Zoom {
          start() { DomEvent.on(document, 'touchend', this.stop, this) }
          stop() { DomEvent.off(document, 'touchend', this.stop) }
        }
      `,
      errors: [
        {
          messageId: 'noContext',
          at: "DomEvent.off(document, 'touchend', this.stop)",
          suggestions: [
            {
              messageId: 'giveContext',
              data: { context: 'this' },
              output: `
        import * as DomEvent from './dom-event.js'
        export class Zoom {
          start() { DomEvent.on(document, 'touchend', this.stop, this) }
          stop() { DomEvent.off(document, 'touchend', this.stop, this) }
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
      name: 'emitter of an unknown library',
      code: `
        export class Box {
          open() { this.bus.on('x', this.go, this) }
          go() {}
          close() { this.bus.off('x', this.go) }
        }
      `,
      errors: [
        {
          messageId: 'noContext',
          at: "this.bus.off('x', this.go)",
          suggestions: [
            {
              messageId: 'giveContext',
              data: { context: 'this' },
              output: `
        export class Box {
          open() { this.bus.on('x', this.go, this) }
          go() {}
          close() { this.bus.off('x', this.go, this) }
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
      name: 'another listener in the teardown',
      code: `
        export class Log {
          constructor(bus) {
            this.bus = bus
          }
          open() {
            this.bus.once('line', this.write)
          }
          write = () => {}
          close() {
            this.bus.once('flushed', this.write)
          }
        }
      `,
    },
    {
      name: 'taken out where the other state begins',
      code: `
        export class Log {
          constructor(bus) {
            this.bus = bus
            this.bus.on('line', this.idle)
          }
          start() {
            this.bus.off('line', this.idle)
          }
          idle = () => {}
          stop() {
            this.bus.on('line', this.idle)
          }
        }
      `,
    },
    {
      name: 'two ends that add and none that starts',
      code: `
        import { commands } from './commands.js'
        const onKey = () => {}
        commands.register(() => { document.addEventListener('keyup', onKey) })
        commands.register(() => { document.addEventListener('keyup', onKey) })
      `,
    },
  ],
  known: [
    {
      name: 'emitter of unknown life',
      code: `
        export class Log {
          constructor(bus) {
            this.bus = bus
          }
          open() {
            this.bus.on('line', this.write)
          }
          write() {}
          close() {
            this.bus.on('line', this.write)
          }
        }
      `,
      errors: [
        {
          messageId: 'addedAtEnd',
          at: "this.bus.on('line', this.write)",
          line: 11,
          data: {
            target: 'this.bus',
            event: "'line'",
            until: 'as long as it lives',
            where: 'close()',
            remove: 'off',
          },
          suggestions: [
            {
              messageId: 'removeInstead',
              data: { remove: 'off' },
              output: `
        export class Log {
          constructor(bus) {
            this.bus = bus
          }
          open() {
            this.bus.on('line', this.write)
          }
          write() {}
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
    {
      name: 'member whose name says that it undoes another one',
      code: `
        export class Port {
          constructor(lines) { this.lines = lines }
          on(event, listener) { this.lines.on(event, listener) }
          off(event, listener) { this.lines.on(event, listener) }
        }
      `,
      errors: [
        {
          messageId: 'addedAtEnd',
          at: 'this.lines.on(event, listener)',
          line: 5,
          data: {
            target: 'this.lines',
            event: '`event`',
            until: 'as long as it lives',
            where: 'off()',
            remove: 'off',
          },
          suggestions: [
            {
              messageId: 'removeInstead',
              data: { remove: 'off' },
              output: `
        export class Port {
          constructor(lines) { this.lines = lines }
          on(event, listener) { this.lines.on(event, listener) }
          off(event, listener) { this.lines.off(event, listener) }
        }
      `,
            },
          ],
        },
      ],
    },
    {
      name: 'function whose name says that it takes listeners out',
      code: `
        function onKey() {}
        export function addListeners() { document.addEventListener('keydown', onKey) }
        export function removeListeners() { document.addEventListener('keydown', onKey) }
      `,
      errors: [
        {
          messageId: 'addedAtEnd',
          at: "document.addEventListener('keydown', onKey)",
          line: 4,
          suggestions: [
            {
              messageId: 'removeInstead',
              data: { remove: 'removeEventListener' },
              output: `
        function onKey() {}
        export function addListeners() { document.addEventListener('keydown', onKey) }
        export function removeListeners() { document.removeEventListener('keydown', onKey) }
      `,
            },
          ],
        },
      ],
    },
    {
      name: 'cleanup of an effect',
      code: `
        import { useEffect } from 'react'
        export function useKeys(map, set) {
          useEffect(() => {
            const onKey = () => set(true)
            map.addListener('key', onKey)
            return () => {
              map.addListener('key', onKey)
            }
          }, [map, set])
        }
      `,
      errors: [
        {
          messageId: 'addedAtEnd',
          at: "map.addListener('key', onKey)",
          line: 8,
          suggestions: [
            {
              messageId: 'removeInstead',
              data: { remove: 'removeListener' },
              output: `
        import { useEffect } from 'react'
        export function useKeys(map, set) {
          useEffect(() => {
            const onKey = () => set(true)
            map.addListener('key', onKey)
            return () => {
              map.removeListener('key', onKey)
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
})

check('variable of another render', ['everywhere'], {
  silent: [
    {
      name: 'a ref, the module, the effect itself, its cleanup',
      code: `
        import { useEffect, useRef } from 'react'
        let ofModule
        export function Clock({ id, button }) {
          const kept = useRef(null)
          let ofRun = null
          useEffect(() => {
            let ofEffect
            clearTimeout(kept.current)
            clearTimeout(ofModule)
            clearTimeout(ofEffect)
            clearTimeout(ofRun)
            kept.current = ofModule = ofEffect = setTimeout(id, 10)
            ofRun = setTimeout(id, 20)
            return () => clearTimeout(ofRun)
          }, [id])
        }
      `,
    },
    {
      name: 'an effect that runs once, a function that is called again, no component',
      code: `
        import { useEffect } from 'react'
        export function Clock({ id }) {
          let timer
          useEffect(() => {
            clearTimeout(timer)
            timer = setTimeout(id, 20)
          }, [])
        }
        export function Search({ find }) {
          let timer
          useEffect(() => {
            const onInput = () => {
              clearTimeout(timer)
              timer = setTimeout(find, 20)
            }
            onInput()
          })
        }
        export function debounced(f) {
          let timer
          return () => {
            clearTimeout(timer)
            timer = setTimeout(f, 20)
          }
        }
      `,
    },
    {
      name: 'a composable of another framework, which runs once',
      code: `
        import { watchEffect, useSlots } from 'vue'
        import { useEffect } from './effects.js'
        export function useClock(id) {
          let timer
          useSlots()
          useEffect(() => {
            clearTimeout(timer)
            timer = setTimeout(id, 20)
          })
        }
      `,
    },
  ],
  known: [
    {
      name: 'the one before, in the same effect',
      code: `
        import { useEffect } from 'react'
        export const Form = ({ page, send }) => {
          let onSend = null
          useEffect(() => {
            if (onSend) page.removeEventListener('submit', onSend)
            onSend = () => send()
            page.addEventListener('submit', onSend)
          }, [page, send])
          return null
        }
      `,
      errors: [
        {
          messageId: 'lostVariable',
          at: "page.removeEventListener('submit', onSend)",
          data: {
            variable: 'onSend',
            component: 'Form',
            at: '`onSend = () => send()`',
          },
        },
      ],
    },
    {
      name: 'a timer, in a remembered component',
      code: `
        import { memo, useEffect } from 'react'
        export const Clock = memo(({ tick }) => {
          let timer
          useEffect(() => {
            clearInterval(timer)
            timer = setInterval(tick, 1000)
          }, [tick])
          return null
        })
      `,
      errors: [
        {
          messageId: 'lostVariable',
          at: 'clearInterval(timer)',
          data: {
            variable: 'timer',
            component: 'Clock',
            at: '`timer = setInterval(tick, 1000)`',
          },
        },
      ],
    },
  ],
  likely: [
    {
      name: 'assigned once, stopped by a later render',
      code: `
        import { useEffect, useState } from 'react'
        export function useClock() {
          const [now, set] = useState(0)
          let timer
          useEffect(() => {
            timer = setInterval(() => set(Date.now()), 1000)
          }, [])
          const stop = () => clearInterval(timer)
          return { now, stop }
        }
      `,
      errors: [
        {
          messageId: 'lostVariable',
          at: 'clearInterval(timer)',
          data: {
            variable: 'timer',
            component: 'useClock',
            at: '`timer = setInterval(() => set(Date.now(…`',
          },
        },
      ],
    },
  ],
})

check('misspelled end', ['everywhere'], {
  silent: [
    {
      name: 'another class, the right name beside it, a name that is called, nothing released',
      code: `
        import { Component } from 'react'
        export class Store {
          componentWillUmount() { clearInterval(this.timer) }
        }
        export class Both extends Component {
          componentWillUnmount() { this.componentWillUnmont() }
          componentWillUnmont() { clearInterval(this.timer) }
        }
        export class Called extends HTMLElement {
          disconectedCallback() { clearInterval(this.timer) }
          stop() { this.disconectedCallback() }
        }
        export class Empty extends Component {
          componentWillUmount() { this.done = true }
        }
      `,
    },
  ],
  known: [
    {
      name: 'React and custom element',
      code: `
        import React from 'react'
        export class Clock extends React.Component {
          componentWillUmount() { clearInterval(this.timer) }
        }
        export class Tick extends HTMLElement {
          disconnectCallback() { clearInterval(this.timer) }
        }
      `,
      errors: [
        {
          messageId: 'misspelledTeardown',
          at: 'componentWillUmount',
          data: { name: 'componentWillUmount', right: 'componentWillUnmount', className: 'Clock' },
          suggestions: [
            {
              messageId: 'rename',
              data: { right: 'componentWillUnmount' },
              output: `
        import React from 'react'
        export class Clock extends React.Component {
          componentWillUnmount() { clearInterval(this.timer) }
        }
        export class Tick extends HTMLElement {
          disconnectCallback() { clearInterval(this.timer) }
        }
      `,
            },
          ],
        },
        {
          messageId: 'misspelledTeardown',
          at: 'disconnectCallback',
          data: { name: 'disconnectCallback', right: 'disconnectedCallback', className: 'Tick' },
          suggestions: [
            {
              messageId: 'rename',
              data: { right: 'disconnectedCallback' },
              output: `
        import React from 'react'
        export class Clock extends React.Component {
          componentWillUmount() { clearInterval(this.timer) }
        }
        export class Tick extends HTMLElement {
          disconnectedCallback() { clearInterval(this.timer) }
        }
      `,
            },
          ],
        },
      ],
    },
  ],
})

check('TypeScript', ['untypedTs', 'typedDom'], {
  silent: [
    {
      name: 'assertions around the function',
      code: `
        export function open(f: (event: Event) => void) {
          document.addEventListener('x', f as EventListener)
          return () => document.removeEventListener('x', f as unknown as EventListener)
        }
      `,
    },
  ],
  known: [
    {
      name: 'decorated class',
      code: `
        declare function Component(options: object): (target: unknown) => void
        @Component({})
        export class Clock {
          #timer = 0
          #tick = (): void => {}
          ngOnInit(): void {
            window.addEventListener('focus', this.#tick as EventListener)
          }
          ngOnDestory(): void {
            window!.removeEventListener('focus', this.#tick)
          }
        }
      `,
      errors: [
        {
          messageId: 'misspelledTeardown',
          at: 'ngOnDestory',
          data: { name: 'ngOnDestory', right: 'ngOnDestroy', className: 'Clock' },
          suggestions: [
            {
              messageId: 'rename',
              data: { right: 'ngOnDestroy' },
              output: `
        declare function Component(options: object): (target: unknown) => void
        @Component({})
        export class Clock {
          #timer = 0
          #tick = (): void => {}
          ngOnInit(): void {
            window.addEventListener('focus', this.#tick as EventListener)
          }
          ngOnDestroy(): void {
            window!.removeEventListener('focus', this.#tick)
          }
        }
      `,
            },
          ],
        },
      ],
    },
    {
      name: 'private member, assertion',
      code: `
        export class Clock {
          #tick = (): void => {}
          ngOnInit(): void {
            window.addEventListener('focus', this.#tick as EventListener)
          }
          ngOnDestroy(): void {
            window!.removeEventListener('blur', this.#tick)
          }
        }
      `,
      errors: [
        {
          messageId: 'otherEvent',
          at: "window!.removeEventListener('blur', this.#tick)",
          suggestions: [
            {
              messageId: 'useEvent',
              data: { event: "'focus'" },
              output: `
        export class Clock {
          #tick = (): void => {}
          ngOnInit(): void {
            window.addEventListener('focus', this.#tick as EventListener)
          }
          ngOnDestroy(): void {
            window!.removeEventListener('focus', this.#tick)
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

check('what is added in another way than it is taken out', ['everywhere'], {
  silent: [
    {
      name: 'an object that handles events, with its flag',
      code: `
        export class Menu {
          attach(node) {
            node.ownerDocument.addEventListener('pointerdown', this, true)
          }
          detach(node) {
            node.ownerDocument.removeEventListener('pointerdown', this, true)
          }
          handleEvent() {}
        }
      `,
    },
    {
      name: 'one of two by the same condition',
      code: `
        export function watch(element, early, onEarly, onLate) {
          element.addEventListener('scroll', early ? onEarly : onLate)
          return () => element.removeEventListener('scroll', early ? onEarly : onLate)
        }
      `,
    },
  ],
  known: [
    {
      name: 'an object that handles events, without its flag',
      code: `
        export class Menu {
          constructor(node) {
            this.node = node
          }
          attach() {
            this.node.ownerDocument.addEventListener('pointerdown', this, true)
          }
          detach() {
            this.node.ownerDocument.removeEventListener('pointerdown', this)
          }
          handleEvent() {}
        }
      `,
      errors: [
        {
          messageId: 'otherCapture',
          at: "this.node.ownerDocument.removeEventListener('pointerdown', this)",
          data: {
            capture: 'true',
            target: 'this.node.ownerDocument',
            event: "'pointerdown'",
            until: 'until the page is left',
          },
          suggestions: [
            {
              messageId: 'useCapture',
              data: { capture: 'true' },
              output: `
        export class Menu {
          constructor(node) {
            this.node = node
          }
          attach() {
            this.node.ownerDocument.addEventListener('pointerdown', this, true)
          }
          detach() {
            this.node.ownerDocument.removeEventListener('pointerdown', this, true)
          }
          handleEvent() {}
        }
      `,
            },
          ],
        },
      ],
    },
    {
      name: 'the handler of another event, beside one that is chosen',
      code: `
        export function watch(element, early, name) {
          const start = () => element.focus()
          const end = () => element.blur()
          const onEarly = () => {}
          const onLate = () => {}
          element.addEventListener('compositionstart', start)
          element.addEventListener('compositionend', end)
          element.addEventListener(name, early ? onEarly : onLate)
          return () => {
            element.removeEventListener('compositionstart', end)
            element.removeEventListener('compositionend', end)
            element.removeEventListener(name, early ? onEarly : onLate)
          }
        }
      `,
      errors: [
        {
          messageId: 'otherHandler',
          at: "element.removeEventListener('compositionstart', end)",
          suggestions: [
            {
              messageId: 'useHandler',
              data: { handler: 'start' },
              output: `
        export function watch(element, early, name) {
          const start = () => element.focus()
          const end = () => element.blur()
          const onEarly = () => {}
          const onLate = () => {}
          element.addEventListener('compositionstart', start)
          element.addEventListener('compositionend', end)
          element.addEventListener(name, early ? onEarly : onLate)
          return () => {
            element.removeEventListener('compositionstart', start)
            element.removeEventListener('compositionend', end)
            element.removeEventListener(name, early ? onEarly : onLate)
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
      name: 'a method that the listener calls',
      code: `
        export async function load(url, signal) {
          const controller = new AbortController()
          signal.addEventListener('abort', () => controller.abort())
          try {
            return await fetch(url, { signal: controller.signal })
          } finally {
            signal.removeEventListener('abort', controller.abort)
          }
        }
      `,
      errors: [{ messageId: 'wrappedHandler', at: "signal.removeEventListener('abort', controller.abort)" }],
    },
  ],
})
