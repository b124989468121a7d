import { noOverwrittenResource } from '../../src/rules/no-overwritten-resource.js'
import { certaintyTester } from '../certainty-tester.js'

const check = certaintyTester('no-overwritten-resource', noOverwrittenResource)

/** A case in which one write is reported, with a suggestion to release first what is there. */
const again = (name: string, code: string, at: string, release: string) => {
  const start = code.lastIndexOf('\n', code.indexOf(at)) + 1
  const indent = /^ */.exec(code.slice(start))?.[0] ?? ''
  const output = `${code.slice(0, start)}${indent}${release}\n${code.slice(start)}`
  return {
    name,
    code,
    errors: [
      {
        messageId: 'overwrittenAgain' as const,
        at,
        suggestions: [{ messageId: 'releaseFirst' as const, output }],
      },
    ],
  }
}

check('a method that is told what to do', ['everywhere'], {
  likely: [
    again(
      'for one image after another',
      `export class Preview {
  show(image, blob) {
    this.url = new Worker(blob)
    image.draw(this.url)
  }
  destroy() { this.url?.terminate() }
}`,
      'new Worker(blob)',
      'this.url?.terminate()',
    ),
    again(
      'a mode, for which another one is made',
      `export class Display {
  constructor(mode) { this.setMode(mode) }
  setMode(mode) {
    this.screen = new Worker(mode.url)
  }
  powerOff() {
    this.screen.terminate()
    this.screen = null
  }
}`,
      'new Worker(mode.url)',
      'this.screen?.terminate()',
    ),
    again(
      'whenever somebody wants it',
      `export function createPlayer() {
  let context = null
  function play() {
    context = new AudioContext()
    context.resume()
  }
  function destroy() { context?.close() }
  return { play, destroy }
}`,
      'new AudioContext()',
      'context?.close()',
    ),
    again(
      'by what begins anew, and nobody else ends it',
      `export class Link {
  connect() {
    this.socket = new WebSocket(this.url)
  }
  reconnect() { setTimeout(() => this.connect(), 1000) }
  close() { this.socket?.close() }
}`,
      'new WebSocket(this.url)',
      'this.socket?.close()',
    ),
    again(
      'by what is done again and again, within a callback',
      `export class Link {
  connect() {
    this.socket = new WebSocket(this.url)
  }
  query(text) { return new Promise((resolve) => { this.connect(); this.socket.send(text); resolve() }) }
  close() { this.socket?.close() }
}`,
      'new WebSocket(this.url)',
      'this.socket?.close()',
    ),
  ],
  silent: [
    {
      name: 'ended first',
      code: `export class Preview {
        show(image, blob) {
          this.url?.terminate()
          this.url = new Worker(blob)
          image.draw(this.url)
        }
        destroy() { this.url?.terminate() }
      }`,
    },
    {
      name: 'set where nothing is there',
      code: `export class Display {
        setMode(mode) {
          if (this.screen) return
          this.screen = new Worker(mode.url)
        }
        powerOff() {
          this.screen.terminate()
          this.screen = null
        }
      }`,
    },
    {
      name: 'set once, by its own construction',
      code: `class Display {
        constructor(mode) { this.setMode(mode) }
        setMode(mode) { this.screen = new Worker(mode.url) }
        frame() { this.screen.postMessage(1) }
        powerOff() { this.screen.terminate(); this.screen = null }
      }
      const display = new Display(MODES[0])
      display.frame()`,
    },
    {
      name: 'a session, begun once or after its end',
      code: `export class Link {
        connect(url) { this.socket = new WebSocket(url) }
        close() { this.socket?.close() }
      }`,
    },
    {
      name: 'begun anew where it has ended by itself',
      code: `export class Link {
        connect() {
          this.socket = new WebSocket(this.url)
          this.socket.onclose = () => this.reconnect()
        }
        reconnect() { setTimeout(() => this.connect(), 1000) }
        close() { this.socket?.close() }
      }`,
    },
  ],
})

check('what ends it when it is called by what was begun', ['untyped'], {
  known: [
    again(
      'a handler that is given to the maker',
      `export class Saver {
  constructor(source) { source.on('change', (file) => this.follow(file)) }
  follow(file) {
    const handler = () => { this.saved?.dispose() }
    this.saved = file.onSave(handler)
  }
  dispose() { this.saved?.dispose() }
}`,
      'file.onSave(handler)',
      'this.saved?.dispose()',
    ),
  ],
  silent: [
    {
      name: 'ended before, by a function that is called there',
      code: `export class Saver {
        constructor(source) { source.on('change', (file) => this.follow(file)) }
        follow(file) {
          const end = () => { this.saved?.dispose() }
          end()
          this.saved = file.onSave(() => {})
        }
        dispose() { this.saved?.dispose() }
      }`,
    },
  ],
})

check('what is done to a thing last of all', ['untyped'], {
  likely: [
    again(
      'before it is thrown away',
      `export class Station {
  tune(wave) {
    this.receiver = new this.driver.Receiver(wave)
  }
  close() {
    if (this.receiver) this.receiver.detach()
    this.receiver = null
  }
}`,
      'new this.driver.Receiver(wave)',
      'this.receiver?.detach()',
    ),
  ],
  silent: [
    {
      name: 'and then goes on with it',
      code: `export class Station {
        tune(wave) { this.receiver = new this.driver.Receiver(wave) }
        pause() { this.receiver.detach() }
      }`,
    },
  ],
})

check('what is taken out of a list', ['everywhere'], {
  silent: [
    {
      name: 'found by its position, and ended',
      code: `export class Hub {
        subscriptions = []
        add(source) {
          const subscription = source.subscribe(() => {})
          this.subscriptions.push(subscription)
          return () => {
            const at = this.subscriptions.indexOf(subscription)
            if (at >= 0) this.subscriptions.splice(at, 1)
            subscription.unsubscribe()
          }
        }
        close() { this.subscriptions.forEach((each) => each.unsubscribe()); this.subscriptions = [] }
      }`,
    },
    {
      name: 'the list that a constructor function begins with',
      code: `function Server() { this.clients = [] }
        Server.prototype.add = function (port) { this.clients.push(net.connect(port)) }
        Server.prototype.close = function () { for (let i = 0; i < this.clients.length; i++) this.clients[i].close() }
        new Server()`,
    },
  ],
})

/** Two effects of a component: one that fills a ref whenever the data changes, and one that ends. */
const chart = (fill: string, dependencies: string) => `import { useEffect, useRef } from 'react'
import Chart from 'chart.js/auto'
export function useBars(canvas, data) {
  const chart = useRef(null)
  useEffect(() => {
    ${fill}
  }, ${dependencies})
  useEffect(() => () => chart.current?.destroy(), [])
}`

check('an effect that runs on each change', ['untyped'], {
  known: [
    again(
      'and its last one is ended by one that runs once',
      chart('chart.current = new Chart(canvas, data)', '[data]'),
      'new Chart(canvas, data)',
      'chart.current?.destroy()',
    ),
    again(
      'and its own end is not all that runs it',
      `import { onUnmounted, watch } from 'vue'
export function useSocket(url) {
  let socket = null
  function open() {
    socket = new WebSocket(url.value)
    socket.onclose = () => setTimeout(open, 1000)
  }
  open()
  watch(url, () => open())
  onUnmounted(() => socket.close())
}`,
      'new WebSocket(url.value)',
      'socket?.close()',
    ),
  ],
  silent: [
    { name: 'of which one runs once', code: chart('chart.current = new Chart(canvas, data)', '[]') },
    {
      name: 'and ends the former one',
      code: chart('chart.current?.destroy(); chart.current = new Chart(canvas, data)', '[data]'),
    },
    {
      name: 'and has a cleanup of its own',
      code: chart('chart.current = new Chart(canvas, data); return () => chart.current.destroy()', '[data]'),
    },
  ],
})

check('many conditions', ['untyped'], {
  silent: [
    {
      name: 'each asked once',
      code: `export class Link {
        open() {
          if (${Array.from({ length: 60 }, (_, index) => `this.off${String(index)}`).join(' || ')}) return
          this.socket = new WebSocket(this.url)
        }
        close() { this.socket?.close() }
      }`,
    },
  ],
})

const withPreview = (
  pick: string,
  rest = '',
): string => `import { createElement, useCallback, useEffect, useRef } from 'react'
export function Portrait({ onPick }) {
  const shown = useRef(null)
  useEffect(() => () => { if (shown.current) URL.revokeObjectURL(shown.current) }, [])
  const pick = useCallback((file) => {
    ${pick}
    onPick(file)
  }, [onPick])
  ${rest}
  return createElement(Picker, { onPick: pick })
}`

check('a ref that a handler fills whenever it is called', ['untyped'], {
  likely: [
    {
      name: 'though the end of the component ends the last one',
      code: withPreview('shown.current = URL.createObjectURL(file)'),
      errors: [{ messageId: 'overwrittenAgain', at: 'URL.createObjectURL(file)' }],
    },
  ],
  silent: [
    {
      name: 'ended first',
      code: withPreview(
        'if (shown.current) URL.revokeObjectURL(shown.current); shown.current = URL.createObjectURL(file)',
      ),
    },
    {
      name: 'filled by an effect that runs once',
      code: `import { createElement, useEffect, useRef } from 'react'
export function Portrait({ file }) {
  const shown = useRef(null)
  useEffect(() => { shown.current = URL.createObjectURL(file) }, [])
  useEffect(() => () => { if (shown.current) URL.revokeObjectURL(shown.current) }, [])
  return createElement(Picker)
}`,
    },
  ],
})
