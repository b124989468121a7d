import { requireListenerRemoval } from '../../src/rules/require-listener-removal.js'
import { certaintyTester } from '../certainty-tester.js'

const check = certaintyTester('require-listener-removal', requireListenerRemoval)

const constructorFunction = (end: string): string => `
  function Dial(root) {
    var dial = this
    window.addEventListener('mousemove', onMove, false)
    document.addEventListener('mouseleave', onLeave, false)
    function onMove(event) { dial.x = event.clientX }
    function onLeave() { dial.x = 0 }
    this.destroy = function () {
      window.removeEventListener('mousemove', onMove, false)
      ${end}
      root.remove()
    }
  }
  module.exports = function (root) { return new Dial(root) }
`

check('a function that makes instances with members of their own', ['untypedJs'], {
  silent: [
    {
      name: 'its end takes out all',
      code: constructorFunction("document.removeEventListener('mouseleave', onLeave, false)"),
    },
  ],
  known: [
    {
      name: 'its end forgets one',
      code: constructorFunction(''),
      errors: [
        {
          messageId: 'neverRemoved',
          at: "document.addEventListener('mouseleave', onLeave, false)",
          data: {
            target: 'document',
            event: "'mouseleave'",
            until: 'until the page is left',
            remove: 'removeEventListener',
            where: 'destroy()',
            arguments: 'function',
          },
          suggestions: [
            {
              messageId: 'removeAtEnd',
              output: constructorFunction('').replace(
                "window.removeEventListener('mousemove'",
                "document.removeEventListener('mouseleave', onLeave, false)\n      window.removeEventListener('mousemove'",
              ),
            },
          ],
        },
      ],
    },
  ],
})

const hook = (body: string): string => `
  import { useState } from 'react'
  import { Emitter } from './emitter'
  const changes = new Emitter()
  export function useFlags(pick) {
    const [flags, setFlags] = useState(pick)
    ${body}
    return flags
  }
`

check('what a render adds', ['untyped'], {
  silent: [
    {
      name: 'kept, to take it out',
      code: hook("const stop = changes.on('flags', () => setFlags(pick()))\n print(stop)"),
    },
  ],
  silentByDefault: [
    {
      name: 'the same function each time, to what keeps it once',
      code: hook("window.addEventListener('resize', print)"),
    },
    {
      name: 'behind a condition',
      code: hook("if (!pick.isOn) { pick.isOn = true; changes.on('flags', () => setFlags(pick())) }"),
    },
  ],
  known: [
    {
      name: 'to an emitter of the module',
      code: hook("changes.on('flags', () => setFlags(pick()))"),
      errors: [{ messageId: 'neverRemoved', at: "changes.on('flags', () => setFlags(pick()))" }],
    },
  ],
})

const plugin = (third: string): string => `
  import { Plugin } from 'editor'
  export default class Strip extends Plugin {
    onload() {
      this.registerEvent(this.app.workspace.on('leaf', () => this.render()))
      ${third}
    }
    onunload() { this.clear() }
  }
`

check('beside others whose answer the owner is given', ['untyped'], {
  silent: [
    {
      name: 'given as well',
      code: plugin("this.registerEvent(this.app.workspace.on('layout', () => this.render()))"),
    },
    {
      name: 'the owner has it under a name',
      code: plugin("this.layout = this.app.workspace.on('layout', () => this.render())"),
    },
  ],
  silentByDefault: [
    { name: 'on something else', code: plugin("this.app.view.on('layout', () => this.render())") },
  ],
  known: [
    {
      name: 'on the same, and given to nobody',
      code: plugin("this.app.workspace.on('layout', () => this.render())"),
      errors: [{ messageId: 'siblingCollected', at: "this.app.workspace.on('layout', () => this.render())" }],
    },
  ],
})

const joined = (abort: string, rest = ''): string => `
  export function anySignal(signals) {
    const inner = new AbortController()
    for (const signal of signals) {
      if (signal.aborted) { inner.abort(signal.reason); break }
      signal.addEventListener('abort', ${abort}, { signal: inner.signal })
    }
    ${rest}
    return inner.signal
  }
`

check('a signal that only the abort of another one aborts', ['untyped'], {
  silent: [
    {
      name: 'aborted by a timer as well',
      code: joined('() => inner.abort(signal.reason)', 'setTimeout(() => inner.abort(), 5000)'),
    },
    {
      name: 'of an event that comes',
      code: `
        export function drag(move) {
          const c = new AbortController()
          document.addEventListener('pointerup', () => c.abort(), { signal: c.signal })
        }
      `,
    },
  ],
  likely: [
    {
      name: 'which may never come',
      code: joined('() => inner.abort(signal.reason)'),
      errors: [
        {
          messageId: 'abortForwarded',
          at: "signal.addEventListener('abort', () => inner.abort(signal.reason), { signal: inner.signal })",
        },
      ],
    },
  ],
})

const client = (maker: string, body: string, event = 'connect'): string => `
  ${maker}
  socket.on('${event}', () => { ${body} })
  export const say = (text) => socket.emit('say', text)
`
const SOCKET_IO = "import { io } from 'socket.io-client'\n const socket = io('/rooms')"

check('each connection of one client', ['untyped'], {
  silent: [
    { name: 'what is heard of once', code: client(SOCKET_IO, "socket.once('room', (room) => show(room))") },
    {
      name: 'taken out first',
      code: client(SOCKET_IO, "socket.off('room'); socket.on('room', (room) => show(room))"),
    },
    {
      name: 'one that connects once',
      code: client(
        "import net from 'net'\n const socket = net.connect(80)",
        "socket.on('data', (data) => show(data))",
      ),
    },
    {
      name: 'a client of a server, each of which is another one',
      code: "import { io } from './io'\n io.on('connection', (socket) => { socket.on('room', (room) => show(room)) })",
    },
  ],
  known: [
    {
      name: 'it connects again by itself',
      code: client(SOCKET_IO, "socket.on('room', (room) => show(room))"),
      errors: [{ messageId: 'addedAgain', at: "socket.on('room', (room) => show(room))" }],
    },
    {
      name: 'the file listens for its attempts',
      code: client(
        "import { socket } from './socket'\n socket.on('reconnect_attempt', (n) => show(n))",
        "socket.on('room', (room) => show(room))",
      ),
      errors: [{ messageId: 'neverRemoved', at: "socket.on('room', (room) => show(room))" }],
    },
    {
      name: 'made anew by each call, and kept by the module',
      code: `
        import mqtt from 'mqtt'
        let link = null
        export function open(url) {
          link = mqtt.connect(url)
          link.on('connect', () => { link.on('message', (topic, text) => show(topic, text)) })
        }
        export function leave() { link.end(); link = null }
      `,
      errors: [{ messageId: 'addedAgain', at: "link.on('message', (topic, text) => show(topic, text))" }],
    },
  ],
})

const wait = (body: string): string => `
  export function makeBridge() {
    const ends = []
    function ask(question) {
      return new Promise((resolve) => {
        const onAnswer = ({ detail }) => {
          if (detail.id !== question.id) return
          ${body}
          resolve(detail.answer)
        }
        ends.push(() => window.removeEventListener('answer', onAnswer))
        window.addEventListener('answer', onAnswer)
        window.dispatchEvent(question)
      })
    }
    return { ask, close() { ends.splice(0).forEach((end) => end()) } }
  }
`

check('a promise that leaves its listener to the end of its maker', ['untyped'], {
  silent: [{ name: 'taken out by the answer', code: wait("window.removeEventListener('answer', onAnswer)") }],
  known: [
    {
      name: 'on the page',
      code: wait(''),
      errors: [{ messageId: 'addedAgain', at: "window.addEventListener('answer', onAnswer)" }],
    },
  ],
})

const pool = (pick: string, done = ''): string => `
  class Pool {
    constructor(make, size) { this.workers = Array.from({ length: size }, make) }
    pick() { ${pick} }
    render(file) {
      const worker = this.pick()
      return new Promise((resolve) => {
        const onMessage = (message) => {
          if (message.file !== file) return
          ${done}
          resolve(message.data)
        }
        worker.on('message', onMessage)
        worker.postMessage({ file })
      })
    }
  }
  const pool = new Pool(start, 4)
  export const render = (file) => pool.render(file)
`

check('what a function of the file finds in its instance', ['untyped'], {
  silent: [
    {
      name: 'taken out by the answer',
      code: pool('return this.workers[0]', "worker.off('message', onMessage)"),
    },
  ],
  silentByDefault: [
    { name: 'made each time', code: pool('return start()') },
    {
      name: 'made by the function where it is not there',
      code: pool('this.worker = start(); return this.worker'),
    },
  ],
  known: [
    {
      name: 'an element',
      code: pool('return this.workers[0]'),
      errors: [{ messageId: 'addedAgain', at: "worker.on('message', onMessage)" }],
    },
    {
      name: 'the best of them',
      code: pool(
        'let best = this.workers[0]; for (const each of this.workers) if (each.load < best.load) best = each; return best',
      ),
      errors: [{ messageId: 'addedAgain', at: "worker.on('message', onMessage)" }],
    },
  ],
})
