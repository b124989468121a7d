import { noOverwrittenResource } from '../../src/rules/no-overwritten-resource.js'
import { certaintyTester } from '../certainty-tester.js'

const check = certaintyTester('no-overwritten-resource', noOverwrittenResource)

/** A class that listens to something for as long as it lives, and closes its socket at its end. */
const feed = (members: string): string => `
export class Feed {
  constructor(source) {
    source.on('change', () => this.follow(source.url))
  }
  ${members}
  dispose() {
    this.socket?.close()
  }
}`

/** A custom element, whose callback runs for each change of an attribute. */
const element = (members: string): string => `
export class Clock extends HTMLElement {
  ${members}
  disconnectedCallback() { clearInterval(this.timer) }
}`

const START = 'this.timer = setInterval(this.tick, this.delay)'

const AGAIN = {
  method: 'follow()',
  name: 'this.socket',
  noun: 'WebSocket',
  release: 'this.socket.close()',
}

check('a method that runs again', ['everywhere'], {
  known: [
    {
      name: 'for each event',
      code: feed('follow(url) {\n    this.socket = new WebSocket(url)\n  }'),
      errors: [
        {
          messageId: 'overwrittenAgain',
          at: 'new WebSocket(url)',
          data: AGAIN,
          suggestions: [
            {
              messageId: 'releaseFirst',
              output: feed(
                'follow(url) {\n    this.socket?.close()\n    this.socket = new WebSocket(url)\n  }',
              ),
            },
          ],
        },
      ],
    },
    {
      name: 'on one line, with comments and odd formatting',
      code: feed('follow ( url ) { /* a */ this . socket /* b */ = // c\n new WebSocket ( url ) }'),
      errors: [
        {
          messageId: 'overwrittenAgain',
          at: 'new WebSocket ( url )',
          data: { ...AGAIN, name: 'this.socket', release: 'this.socket.close()' },
          suggestions: [
            {
              messageId: 'releaseFirst',
              output: feed(
                'follow ( url ) { /* a */ this.socket?.close(); this . socket /* b */ = // c\n new WebSocket ( url ) }',
              ),
            },
          ],
        },
      ],
    },
    {
      name: 'each time an attribute changes, under a condition that asks what has changed',
      code: element(`attributeChangedCallback(name) {
    if (name === 'delay') {
      ${START}
    }
  }`),
      errors: [
        {
          messageId: 'overwrittenAgain',
          at: 'setInterval(this.tick, this.delay)',
          data: {
            method: 'attributeChangedCallback()',
            name: 'this.timer',
            noun: 'interval',
            release: 'clearInterval(this.timer)',
          },
          suggestions: [
            {
              messageId: 'releaseFirst',
              output: element(`attributeChangedCallback(name) {
    if (name === 'delay') {
      clearInterval(this.timer)
      ${START}
    }
  }`),
            },
          ],
        },
      ],
    },
    {
      name: 'by its name, of a class that only its release tells to be one to close',
      code: `
import { Chart } from './chart.js'
export class Panel {
  rebuild() { this.chart = new Chart(this.root) }
  dispose() { this.chart.destroy() }
}`,
      errors: [
        {
          messageId: 'overwrittenAgain',
          at: 'new Chart(this.root)',
          data: { method: 'rebuild()', name: 'this.chart', noun: 'Chart', release: 'this.chart.destroy()' },
          suggestions: [
            {
              messageId: 'releaseFirst',
              output: `
import { Chart } from './chart.js'
export class Panel {
  rebuild() { this.chart?.destroy(); this.chart = new Chart(this.root) }
  dispose() { this.chart.destroy() }
}`,
            },
          ],
        },
      ],
    },
    {
      name: 'in two branches: told once, without a suggestion',
      code: `
export class Feed {
  reload(url) {
    if (url) this.socket = new WebSocket(url)
    else this.socket = new WebSocket('/')
  }
  dispose() { this.socket?.close() }
}`,
      errors: [{ messageId: 'overwrittenAgain', at: 'new WebSocket(url)', suggestions: [] }],
    },
    {
      name: 'by way of a helper that the event runs each time',
      code: feed('follow(url) { this.attachTo(url) } attachTo(url) { this.socket = new WebSocket(url) }'),
      errors: [
        {
          messageId: 'overwrittenAgain',
          at: 'new WebSocket(url)',
          data: { ...AGAIN, method: 'attachTo()' },
          suggestions: [
            {
              messageId: 'releaseFirst',
              output: feed(
                'follow(url) { this.attachTo(url) } attachTo(url) { this.socket?.close(); this.socket = new WebSocket(url) }',
              ),
            },
          ],
        },
      ],
    },
    {
      name: 'in a private method',
      code: `
export class Feed {
  #socket
  constructor(source) { source.on('change', () => this.#follow(source.url)) }
  #follow(url) { this.#socket = new WebSocket(url) }
  dispose() { this.#socket?.close() }
}`,
      errors: [
        {
          messageId: 'overwrittenAgain',
          at: 'new WebSocket(url)',
          data: { ...AGAIN, method: '#follow()', name: 'this.#socket', release: 'this.#socket.close()' },
          suggestions: [
            {
              messageId: 'releaseFirst',
              output: `
export class Feed {
  #socket
  constructor(source) { source.on('change', () => this.#follow(source.url)) }
  #follow(url) { this.#socket?.close(); this.#socket = new WebSocket(url) }
  dispose() { this.#socket?.close() }
}`,
            },
          ],
        },
      ],
    },
    {
      name: 'released after it is overwritten',
      code: `
export class Panel {
  refresh() {
    this.worker = new Worker('./worker.js')
    this.worker.terminate()
  }
  post(data) { this.worker.postMessage(data) }
  dispose() { this.worker.terminate() }
}`,
      errors: [
        {
          messageId: 'releasedTooLate',
          at: "new Worker('./worker.js')",
          data: { name: 'this.worker', noun: 'worker', release: 'this.worker.terminate()' },
          suggestions: [],
        },
      ],
    },
  ],
  likely: [
    {
      name: 'by an event, under a condition that may hold once only',
      code: feed('follow(url) { if (url) { this.socket = new WebSocket(url) } }'),
      errors: [
        {
          messageId: 'overwrittenAgain',
          at: 'new WebSocket(url)',
          data: AGAIN,
          suggestions: [
            {
              messageId: 'releaseFirst',
              output: feed(
                'follow(url) { if (url) { this.socket?.close(); this.socket = new WebSocket(url) } }',
              ),
            },
          ],
        },
      ],
    },
    {
      name: 'a method whose name says neither that it begins something nor how often it runs',
      code: `
export class Feed {
  follow(url) { this.socket = new WebSocket(url); this.count = 0 }
  dispose() { this.socket?.close() }
}`,
      errors: [
        {
          messageId: 'overwrittenAgain',
          at: 'new WebSocket(url)',
          data: AGAIN,
          suggestions: [
            {
              messageId: 'releaseFirst',
              output: `
export class Feed {
  follow(url) { this.socket?.close(); this.socket = new WebSocket(url); this.count = 0 }
  dispose() { this.socket?.close() }
}`,
            },
          ],
        },
      ],
    },
    {
      name: 'a long timeout',
      code: element('attributeChangedCallback() { this.timer = setTimeout(this.tick, 60_000) }'),
      errors: [
        {
          messageId: 'overwrittenAgain',
          at: 'setTimeout(this.tick, 60_000)',
          data: {
            method: 'attributeChangedCallback()',
            name: 'this.timer',
            noun: 'timeout',
            release: 'clearTimeout(this.timer)',
          },
          suggestions: [
            {
              messageId: 'releaseFirst',
              output: element(
                'attributeChangedCallback() { clearTimeout(this.timer); this.timer = setTimeout(this.tick, 60_000) }',
              ),
            },
          ],
        },
      ],
    },
    {
      name: 'what is made for an element that may go with it',
      code: `
import { Gestures } from './gestures.js'
export class Reader {
  constructor(book) { book.on('page', (page) => this.follow(page)) }
  follow(page) { this.gestures = new Gestures(page.root) }
  dispose() { this.gestures.destroy() }
}`,
      errors: [
        {
          messageId: 'overwrittenAgain',
          at: 'new Gestures(page.root)',
          suggestions: [
            {
              messageId: 'releaseFirst',
              output: `
import { Gestures } from './gestures.js'
export class Reader {
  constructor(book) { book.on('page', (page) => this.follow(page)) }
  follow(page) { this.gestures?.destroy(); this.gestures = new Gestures(page.root) }
  dispose() { this.gestures.destroy() }
}`,
            },
          ],
        },
      ],
    },
    {
      name: 'a condition that asks something of the instance that never changes',
      code: feed('follow(url) { if (!this.options.live) return; this.socket = new WebSocket(url) }'),
      errors: [
        {
          messageId: 'overwrittenAgain',
          at: 'new WebSocket(url)',
          suggestions: [
            {
              messageId: 'releaseFirst',
              output: feed(
                'follow(url) { if (!this.options.live) return; this.socket?.close(); this.socket = new WebSocket(url) }',
              ),
            },
          ],
        },
      ],
    },
  ],
})

/** Bodies of a method that runs for each event, none of which loses a socket. */
const NOT_LOST = {
  'made when there is none': 'follow(url) { if (!this.socket) this.socket = new WebSocket(url) }',
  'made when there is none, on two lines':
    'follow(url) { if (this.socket) return; this.socket = new WebSocket(url) }',
  'filled with ??=': 'follow(url) { this.socket ??= new WebSocket(url) }',
  'filled with ||=': 'follow(url) { this.socket ||= new WebSocket(url) }',
  'released before': 'follow(url) { this.socket.close(); this.socket = new WebSocket(url) }',
  'released before, if there is one':
    'follow(url) { this.socket?.close(); this.socket = new WebSocket(url) }',
  'released before, after destructuring':
    'follow(url) { const { socket } = this; socket?.close(); this.socket = new WebSocket(url) }',
  'released before by way of a variable':
    'follow(url) { const former = this.socket; this.socket = new WebSocket(url); former?.close() }',
  'released by a helper':
    'follow(url) { this.leave(); this.socket = new WebSocket(url) } leave() { this.socket?.close() }',
  'released by the teardown': 'follow(url) { this.dispose(); this.socket = new WebSocket(url) }',
  'released by an inherited method': 'follow(url) { this.stop(); this.socket = new WebSocket(url) }',
  'released by the base class': 'follow(url) { super.close(); this.socket = new WebSocket(url) }',
  'released by a function of another file':
    'follow(url) { closeAll(this); this.socket = new WebSocket(url) }',
  'released by an awaited helper':
    'async follow(url) { await this.leave(); this.socket = new WebSocket(url) } async leave() { this.socket?.close() }',
  'released when the promise of a helper is done':
    'follow(url) { this.leave().then(() => { this.socket = new WebSocket(url) }) } async leave() { this.socket?.close() }',
  'released by who calls it':
    'follow(url) { this.socket?.close(); this.attachTo(url) } attachTo(url) { this.socket = new WebSocket(url) }',
  'released by who calls who calls it':
    'follow(url) { this.leave(); this.a(url) } a(url) { this.b(url) } b(url) { this.socket = new WebSocket(url) } leave() { this.socket.close() }',
  'released in another branch of the same method':
    'follow(url) { if (url) this.socket = new WebSocket(url); else this.socket.close() }',
  'released at the end of the same method':
    'follow(url) { this.socket = new WebSocket(url); this.socket.send(url); this.socket.close() }',
  'a flag lets it through once':
    'follow(url) { if (this.isOpen) return; this.isOpen = true; this.socket = new WebSocket(url) }',
  'a flag around it':
    'follow(url) { if (!this.isOpen) { this.isOpen = true; this.socket = new WebSocket(url) } }',
  'a flag that another method sets':
    'follow(url) { if (this.isOpen) return; this.socket = new WebSocket(url) } opened() { this.isOpen = true }',
  'a counter as a flag':
    'follow(url) { if (this.runs > 0) return; this.runs++; this.socket = new WebSocket(url) }',
  'handed to a collector': 'follow(url) { this._register((this.socket = new WebSocket(url))) }',
  'handed to a list': 'follow(url) { this.socket = new WebSocket(url); this.sockets.push(this.socket) }',
  'handed to a list before':
    'follow(url) { const socket = new WebSocket(url); this.sockets.push(socket); this.socket = socket }',
  'handed to a constructor':
    'follow(url) { this.socket = new WebSocket(url); this.wire = new Wire(this.socket) }',
  'kept in a collection, too': 'follow(url) { this.sockets[url] = this.socket = new WebSocket(url) }',
  'given to whoever calls': 'follow(url) { return (this.socket = new WebSocket(url)) }',
  'what was there before': 'follow(url) { this.socket = this.sockets[url] }',
  'a setter takes it':
    'follow(url) { this.socket = new WebSocket(url) } set socket(next) { this.held?.close(); this.held = next }',
  'a holder that ends the former one itself': 'follow(url) { this.socket.value = new WebSocket(url) }',
}

/** Classes in which the method does not run again, as far as the file tells. */
const NOT_AGAIN = {
  'the constructor': 'constructor() { this.socket = new WebSocket("/") }',
  'a listener in the constructor':
    'constructor(bus) { bus.on("x", () => { this.socket = new WebSocket("/") }) }',
  'a field': 'socket = new WebSocket("/")',
  'a method that the constructor runs':
    'constructor() { this.follow() } follow() { this.socket = new WebSocket("/") }',
  'a method that begins a life': 'start() { this.socket = new WebSocket("/") }',
  'one that begins a life, with a prefix': '_doConnect() { this.socket = new WebSocket("/") }',
  'one that the framework calls at the start': 'attachedCallback() { this.socket = new WebSocket("/") }',
  'an event that comes once':
    'constructor(page) { page.addEventListener("load", () => this.follow()); this.follow() } follow() { this.socket = new WebSocket("/") }',
  'a listener that runs once':
    'constructor(bus) { bus.once("change", () => this.follow()); this.follow() } follow() { this.socket = new WebSocket("/") }',
  'connected again when the former one has ended':
    'connect() { const socket = new WebSocket("/"); socket.addEventListener("close", () => this.connect()); this.socket = socket }',
  'connected again by the property for its end':
    'open() { this.socket = new WebSocket("/"); this.socket.onclose = () => this.open() }',
  'a flag of those who call it':
    'over() { this.isOver = true; this.socket.close() } out() { this.isOver = false; if (!this.isHeld) this.follow() } drop() { this.isHeld = false } follow() { this.socket = new WebSocket("/") }',
  'the other half of a pair ends and empties it':
    'join(url) { this.socket = new WebSocket(url) } leave() { this.socket?.close(); this.socket = undefined }',
  'one event starts it, another one ends it':
    'constructor(view) { view.on("focus", () => this.follow()); view.on("blur", () => this.leave()) } follow() { this.socket = new WebSocket("/") } leave() { this.socket.close() }',
}

const TIMERS = {
  'a short timeout': 'attributeChangedCallback() { this.timer = setTimeout(this.tick, 50) }',
  'a timeout that starts itself again':
    'poll() { this.timer = setTimeout(() => this.poll(), 5000) } attributeChangedCallback() { clearTimeout(this.timer); this.poll() }',
  'a handle that nothing ever clears':
    'attributeChangedCallback() { this.other = setInterval(this.tick, 9000) }',
  'a handle that is only unreferenced':
    'attributeChangedCallback() { this.other = setInterval(this.tick, 9000); this.other.unref() }',
}

const inClass = (body: string, members: string): string => `class Feed extends Base { ${members} ${body} }`

const named = (cases: Record<string, string>, codeOf: (body: string) => string) =>
  Object.entries(cases).map(([name, body]) => ({ name, code: codeOf(body) }))

check('a method that loses nothing', ['everywhere'], {
  silent: [
    ...named(NOT_LOST, (body) =>
      inClass(
        body,
        'constructor(source) { super(); source.on("change", () => this.follow(source.url)) } dispose() { this.socket?.close() }',
      ),
    ),
    ...named(NOT_AGAIN, (body) =>
      inClass(body, 'dispose() { this.socket?.close() }').replace(' extends Base', ''),
    ),
    ...named(TIMERS, element),
    {
      name: 'a word of farewell to somebody else is no release',
      code: 'class A { handle(link) { this.sender = new Sender(link) } close(code) { this.sender.close(code, "bye") } }',
    },
    {
      name: 'a message that a method sends: its end begins it',
      code: 'class A { refresh() { this.query = new Query(); this.query.end() } dispose() { this.query.end() } }',
    },
    {
      name: 'opened to try it out only',
      code: 'class A { refresh() { this.worker = new Worker("w.js"); this.worker.terminate() } }',
    },
    {
      name: 'opened again in a listener for data',
      code: `class A {
        watch() {
          this.timer = setTimeout(() => this.fail(), 9000)
          this.input.once('data', () => { clearTimeout(this.timer); this.watch() })
        }
        dispose() { clearTimeout(this.timer) }
      }`,
    },
  ],
})

check('typed code', ['untypedTs', 'typedDom'], {
  known: [
    {
      name: 'private fields, assertions and definite assignments',
      code: `
export class Clock {
  private timer!: number | undefined
  public refresh(): void {
    this.timer = setInterval(() => {}, 1000) as unknown as number
  }
  public dispose(): void { clearInterval(this.timer!) }
}`,
      errors: [
        {
          messageId: 'overwrittenAgain',
          at: 'setInterval(() => {}, 1000) as unknown as number',
          suggestions: [
            {
              messageId: 'releaseFirst',
              output: `
export class Clock {
  private timer!: number | undefined
  public refresh(): void {
    clearInterval(this.timer)
    this.timer = setInterval(() => {}, 1000) as unknown as number
  }
  public dispose(): void { clearInterval(this.timer!) }
}`,
            },
          ],
        },
      ],
    },
  ],
  silent: [
    {
      name: 'cleared before, with assertions',
      code: 'class A { private timer?: number; refresh() { clearInterval(this.timer!); this.timer = setInterval(f, 1) as any } dispose() { clearInterval(this.timer) } }',
    },
  ],
})

check('disposables that types tell', ['typedDom'], {
  known: [
    {
      name: 'a field',
      code: `
declare class Editor { dispose(): void }
export class Page {
  editor?: Editor
  rebuild() { this.editor = new Editor() }
  dispose() { this.editor?.dispose() }
}`,
      errors: [
        {
          messageId: 'overwrittenAgain',
          at: 'new Editor()',
          data: {
            method: 'rebuild()',
            name: 'this.editor',
            noun: 'Editor',
            release: 'this.editor.dispose()',
          },
          suggestions: [
            {
              messageId: 'releaseFirst',
              output: `
declare class Editor { dispose(): void }
export class Page {
  editor?: Editor
  rebuild() { this.editor?.dispose(); this.editor = new Editor() }
  dispose() { this.editor?.dispose() }
}`,
            },
          ],
        },
      ],
    },
  ],
})

check('components', ['untypedJs', 'untypedTs', 'typedDom'], {
  known: [
    {
      name: 'in each update, with JSX',
      filename: 'react.jsx',
      code: `
export class Chat extends Component {
  componentDidUpdate(before) {
    if (before.url !== this.props.url) { this.socket = new WebSocket(this.props.url) }
  }
  componentWillUnmount() { this.socket?.close() }
  render() { return <p>{this.props.url}</p> }
}`,
      errors: [
        {
          messageId: 'overwrittenAgain',
          at: 'new WebSocket(this.props.url)',
          suggestions: [
            {
              messageId: 'releaseFirst',
              output: `
export class Chat extends Component {
  componentDidUpdate(before) {
    if (before.url !== this.props.url) { this.socket?.close(); this.socket = new WebSocket(this.props.url) }
  }
  componentWillUnmount() { this.socket?.close() }
  render() { return <p>{this.props.url}</p> }
}`,
            },
          ],
        },
      ],
    },
  ],
})

const openTwice = (first: string, between = '', after = 'await file.close()'): string => `
import { open } from 'node:fs/promises'
export async function copy(from, to) {
  let file = ${first}
  ${between}
  file = await open(to)
  ${after}
}`

check('a variable that is assigned again', ['node'], {
  known: [
    {
      name: 'while it holds an open file',
      code: openTwice('await open(from)', 'await file.read()'),
      errors: [
        {
          messageId: 'overwritten',
          at: 'file = await open(to)',
          line: 6,
          data: { name: 'file', noun: 'file handle', release: 'file.close()' },
          suggestions: [
            {
              messageId: 'releaseFirst',
              output: openTwice('await open(from)', 'await file.read()').replace(
                'file = await open(to)',
                'await file.close()\n  file = await open(to)',
              ),
            },
          ],
        },
      ],
    },
    {
      name: 'in the middle of a line: without a suggestion',
      code: "import { open } from 'node:fs/promises'; export async function f(a, b) { let file = await open(a); if (b) file = await open(b); await file.close() }",
      errors: [{ messageId: 'overwritten', at: 'file = await open(b)', suggestions: [] }],
    },
  ],
  silent: [
    { name: 'after its release', code: openTwice('await open(from)', 'await file.close()') },
    {
      name: 'after its release, if there is one',
      code: openTwice('await open(from)', 'await file?.close()'),
    },
    { name: 'kept under another name', code: openTwice('await open(from)', 'files.push(file)') },
    { name: 'handed to somebody else', code: openTwice('await open(from)', 'adopt(file)') },
    { name: 'nothing in it', code: openTwice('undefined') },
    { name: 'something else in it', code: openTwice('from') },
    {
      name: 'returned before',
      code: openTwice('await open(from)', 'if (to) return file; await file.close()'),
    },
    {
      name: 'never released: that is more than an overwritten one',
      code: openTwice('await open(from)', '', ''),
    },
    {
      name: 'one for each branch',
      code: "import { open } from 'node:fs/promises'; export async function f(a) { let file; if (a) { file = await open(a) } else { file = await open('b') } await file.close() }",
    },
    {
      name: 'one for each case',
      code: "import { open } from 'node:fs/promises'; export async function f(a) { let file; switch (a) { case 1: file = await open('a'); break; default: file = await open('b') } await file.close() }",
    },
    {
      name: 'the second try when the first failed',
      code: "import { open } from 'node:fs/promises'; export async function f(a) { let file; try { file = await open(a) } catch { file = await open('b') } await file.close() }",
    },
    {
      name: 'released in finally by way of an outer variable',
      code: "import { open } from 'node:fs/promises'; export async function f(a) { let file; try { file = await open(a); await file.read() } finally { await file?.close(); file = undefined } }",
    },
  ],
})

const loop = (head: string, body: string, after = 'await file.close()'): string => `
import { open } from 'node:fs/promises'
export async function f(paths, path) {
  let file
  ${head} { ${body} }
  ${after}
}`

check('a variable in a loop', ['node'], {
  known: [
    {
      name: 'for each element',
      code: loop('for (const path of paths)', 'file = await open(path); await file.read()'),
      errors: [
        {
          messageId: 'overwrittenInLoop',
          at: 'open(path)',
          data: { name: 'file', noun: 'file handle', release: 'file.close()' },
          suggestions: [],
        },
      ],
    },
    {
      name: 'by a counter',
      code: loop(
        'for (let i = 0; i < paths.length; i++)',
        'file = await open(paths[i])',
        'await file?.close()',
      ),
      errors: [{ messageId: 'overwrittenInLoop', at: 'open(paths[i])', suggestions: [] }],
    },
  ],
  likely: [
    {
      name: 'under a condition that may hold once',
      code: loop('for (const path of paths)', 'if (path) file = await open(path)'),
      errors: [{ messageId: 'overwrittenInLoop', at: 'open(path)', suggestions: [] }],
    },
  ],
  silent: [
    {
      name: 'released in each turn',
      code: loop('for (const p of paths)', 'file = await open(p); await file.close()'),
    },
    {
      name: 'released before the next one',
      code: loop('for (const p of paths)', 'await file?.close(); file = await open(p)'),
    },
    { name: 'opened once', code: loop('for (const p of paths)', 'file ??= await open(p)') },
    {
      name: 'opened if there is none',
      code: loop('for (const p of paths)', 'if (!file) file = await open(p)'),
    },
    { name: 'left with the first', code: loop('for (const p of paths)', 'file = await open(p); break') },
    {
      name: 'left with the first that will do',
      code: loop('for (const p of paths)', 'file = await open(p); if (file.fd > 2) break'),
    },
    { name: 'returned', code: loop('for (const p of paths)', 'file = await open(p); return file') },
    {
      name: 'tried until it succeeds',
      code: loop('while (!file)', 'try { file = await open(path) } catch {}'),
    },
    { name: 'tried for ever', code: loop('for (;;)', 'try { file = await open(path); break } catch {}') },
    {
      name: 'tried at most so often',
      code: loop('for (let i = 0; i < 3; i++)', 'try { file = await open(path); break } catch {}'),
    },
    {
      name: 'kept in a list',
      code: loop('for (const p of paths)', 'file = await open(p); files.push(file)'),
    },
    { name: 'under another name, too', code: loop('for (const p of paths)', 'last = file = await open(p)') },
    {
      name: 'handed to a stream',
      code: loop('for (const p of paths)', 'file = await open(p); file.createReadStream().pipe(out)'),
    },
    {
      name: 'released by a callback',
      code: loop('for (const p of paths)', 'file = await open(p); later(() => file.close())'),
    },
    {
      name: 'released only within',
      code: loop('for (const p of paths)', 'let file = await open(p); await file.read()', ''),
    },
    { name: 'never released', code: loop('for (const p of paths)', 'file = await open(p)', '') },
  ],
})

check('what only its release makes a resource', ['everywhere'], {
  likely: [
    {
      name: 'assigned again',
      code: 'async function f(a, b) { let session = await openSession(a); await session.ping(); session = await openSession(b); await session.close() }',
      errors: [
        {
          messageId: 'overwritten',
          at: 'session = await openSession(b)',
          data: { name: 'session', noun: 'resource', release: 'session.close()' },
          suggestions: [
            {
              messageId: 'releaseFirst',
              output:
                'async function f(a, b) { let session = await openSession(a); await session.ping(); await session.close(); session = await openSession(b); await session.close() }',
            },
          ],
        },
      ],
    },
  ],
})

check('a method that runs only while the field is filled', ['everywhere'], {
  silent: [
    {
      name: 'released by who runs it',
      code: `export class Feed {
  constructor(bus) { bus.on('leave', () => { if (!this.socket) return; this.socket.close(); this.select() }) }
  select() { this.socket = new WebSocket('/') }
  dispose() { this.socket?.close() }
}`,
    },
    {
      name: 'run only where it is empty',
      code: `export class Feed {
  constructor(bus) { bus.on('join', () => { if (this.socket) return; this.select() }) }
  select() { this.socket = new WebSocket('/') }
  dispose() { this.socket?.close() }
}`,
    },
  ],
  likely: [
    {
      name: 'among other conditions',
      code: `export class Feed {
  constructor(bus) { bus.on('leave', (url) => { if (!this.started || !this.socket) return; if (this.socket.url === url) this.select() }) }
  select() { this.socket = new WebSocket('/') }
  dispose() { this.socket?.close() }
}`,
      errors: [
        {
          messageId: 'overwrittenAgain',
          at: "new WebSocket('/')",
          data: { ...AGAIN, method: 'select()' },
          suggestions: [
            {
              messageId: 'releaseFirst',
              output: `export class Feed {
  constructor(bus) { bus.on('leave', (url) => { if (!this.started || !this.socket) return; if (this.socket.url === url) this.select() }) }
  select() { this.socket?.close(); this.socket = new WebSocket('/') }
  dispose() { this.socket?.close() }
}`,
            },
          ],
        },
      ],
    },
  ],
})

check('runs that no condition turns away', ['everywhere'], {
  known: [
    {
      name: 'an interval runs it, which passes the condition around it once and for all',
      code: `
export class Feed {
  begin() { if (this.timer) return; this.timer = setInterval(() => this.follow(), 5000) }
  follow() { this.socket = new WebSocket('/') }
  dispose() { clearInterval(this.timer); this.socket?.close() }
}`,
      errors: [
        {
          messageId: 'overwrittenAgain',
          at: "new WebSocket('/')",
          data: AGAIN,
          suggestions: [
            {
              messageId: 'releaseFirst',
              output: `
export class Feed {
  begin() { if (this.timer) return; this.timer = setInterval(() => this.follow(), 5000) }
  follow() { this.socket?.close(); this.socket = new WebSocket('/') }
  dispose() { clearInterval(this.timer); this.socket?.close() }
}`,
            },
          ],
        },
      ],
    },
    {
      name: 'the same argument is turned away, the next one is not',
      code: `
export class Feed {
  follow(url) { if (url === this.url) return; this.url = url; this.socket = new WebSocket(url) }
  dispose() { this.socket?.close() }
}`,
      errors: [
        {
          messageId: 'overwrittenAgain',
          at: 'new WebSocket(url)',
          data: AGAIN,
          suggestions: [
            {
              messageId: 'releaseFirst',
              output: `
export class Feed {
  follow(url) { if (url === this.url) return; this.url = url; this.socket?.close(); this.socket = new WebSocket(url) }
  dispose() { this.socket?.close() }
}`,
            },
          ],
        },
      ],
    },
  ],
  likely: [
    {
      name: 'a member of another field is given it as well',
      code: `
export class Feed {
  follow(url) { this.socket = new WebSocket(url); this.view.source = this.socket }
  dispose() { this.socket?.close() }
}`,
      errors: [
        {
          messageId: 'overwrittenAgain',
          at: 'new WebSocket(url)',
          data: AGAIN,
          suggestions: [
            {
              messageId: 'releaseFirst',
              output: `
export class Feed {
  follow(url) { this.socket?.close(); this.socket = new WebSocket(url); this.view.source = this.socket }
  dispose() { this.socket?.close() }
}`,
            },
          ],
        },
      ],
    },
    {
      name: 'the constructor gives it its first text, and others the next ones',
      code: `
export class Feed {
  constructor(url) { this.follow(url) }
  follow(url) { this.socket = new WebSocket(url) }
  dispose() { this.socket?.close() }
}`,
      errors: [
        {
          messageId: 'overwrittenAgain',
          at: 'new WebSocket(url)',
          data: AGAIN,
          suggestions: [
            {
              messageId: 'releaseFirst',
              output: `
export class Feed {
  constructor(url) { this.follow(url) }
  follow(url) { this.socket?.close(); this.socket = new WebSocket(url) }
  dispose() { this.socket?.close() }
}`,
            },
          ],
        },
      ],
    },
  ],
})

/** A table of sockets whose owner ends all that are in it. */
const table = (members: string): string => `
export class Peers {
  sockets = new Map()
  ${members}
  dispose() { for (const socket of this.sockets.values()) socket.close() }
}`

check('keys under which something may be already', ['everywhere'], {
  silent: Object.entries({
    'a key of its own': 'join(url) { this.sockets.set(this.count++, new WebSocket(url)) }',
    'a key that is made for it': 'join(url) { this.sockets.set(crypto.randomUUID(), new WebSocket(url)) }',
    'a key that a method of the instance makes':
      'join(url) { this.sockets.set(this.nextId(), new WebSocket(url)) }',
    'asked for before':
      'join(url) { const key = url.toLowerCase(); if (this.sockets.has(key)) return; this.sockets.set(key, new WebSocket(url)) }',
    'got or made':
      'join(url) { let socket = this.sockets.get(url); if (socket) return socket; socket = new WebSocket(url); this.sockets.set(url, socket); return socket }',
  }).map(([name, members]) => ({ name, code: table(members) })),
  likely: [
    {
      name: 'got or made, and taken out as it is',
      code: table(
        'join(url) { let socket = this.sockets.get(url); if (socket) return socket; socket = new WebSocket(url); this.sockets.set(url, socket); return socket }\n  leave(url) { this.sockets.delete(url) }',
      ),
      errors: [
        {
          messageId: 'removed',
          at: 'this.sockets.delete(url)',
          data: { name: 'this.sockets', release: 'close()' },
          suggestions: [],
        },
      ],
    },
    {
      name: 'made of what the method is given',
      code: table(
        'join(name) { const key = name.toLowerCase(); this.sockets.set(key, new WebSocket(name)) }',
      ),
      errors: [
        {
          messageId: 'overwrittenAgain',
          at: 'new WebSocket(name)',
          data: {
            ...AGAIN,
            method: 'join()',
            name: 'this.sockets.get(key)',
            release: 'this.sockets.get(key).close()',
          },
          suggestions: [
            {
              messageId: 'releaseFirst',
              output: table(
                'join(name) { const key = name.toLowerCase(); this.sockets.get(key)?.close(); this.sockets.set(key, new WebSocket(name)) }',
              ),
            },
          ],
        },
      ],
    },
    {
      name: 'of each element of a list that is given',
      code: table(
        'join(names) { for (const name of names) { this.sockets.set(`${name}!`, new WebSocket(name)) } }',
      ),
      errors: [
        {
          messageId: 'overwrittenAgain',
          at: 'new WebSocket(name)',
          suggestions: [
            {
              messageId: 'releaseFirst',
              output: table(
                'join(names) { for (const name of names) { this.sockets.get(`${name}!`)?.close(); this.sockets.set(`${name}!`, new WebSocket(name)) } }',
              ),
            },
          ],
        },
      ],
    },
  ],
})

check('what its owner ends', ['everywhere'], {
  known: [
    {
      name: 'a function that ends what a function of no known name begins',
      code: `
import { followNews } from './news.js'
class Menu extends HTMLElement {
  attributeChangedCallback() { this.follow() }
  follow() { this.stopNews = followNews(this.source) }
  disconnectedCallback() { this.stopNews() }
}`,
      errors: [
        {
          messageId: 'overwrittenAgain',
          at: 'followNews(this.source)',
          data: { method: 'follow()', name: 'this.stopNews', noun: 'resource', release: 'this.stopNews()' },
          suggestions: [
            {
              messageId: 'releaseFirst',
              output: `
import { followNews } from './news.js'
class Menu extends HTMLElement {
  attributeChangedCallback() { this.follow() }
  follow() { this.stopNews?.(); this.stopNews = followNews(this.source) }
  disconnectedCallback() { this.stopNews() }
}`,
            },
          ],
        },
      ],
    },
    {
      name: 'a timeout that starts itself again is thrown away',
      code: `
export class Queue {
  reset() { this.timer = undefined; this.items = [] }
  start() {
    const next = () => { this.timer = setTimeout(tick, 50000) }
    const tick = () => { this.flush(); next() }
    next()
  }
  stop() { clearTimeout(this.timer) }
}`,
      errors: [
        {
          messageId: 'voided',
          at: 'this.timer = undefined',
          data: { name: 'this.timer', noun: 'timeout', release: 'clearTimeout(this.timer)' },
          suggestions: [
            {
              messageId: 'releaseFirst',
              output: `
export class Queue {
  reset() { clearTimeout(this.timer); this.timer = undefined; this.items = [] }
  start() {
    const next = () => { this.timer = setTimeout(tick, 50000) }
    const tick = () => { this.flush(); next() }
    next()
  }
  stop() { clearTimeout(this.timer) }
}`,
            },
          ],
        },
      ],
    },
    {
      name: 'put in the place of the former one before that is ended, and lent to others',
      code: `
import { Scene, Renderer } from './scene.js'
export class App {
  constructor() { this.scene = new Scene(); this.renderer = new Renderer(this.scene) }
  componentWillUnmount() {
    this.scene = new Scene(null)
    this.renderer = new Renderer(this.scene)
    this.scene.destroy()
  }
}`,
      errors: [
        {
          messageId: 'releasedTooLate',
          at: 'new Scene(null)',
          data: { name: 'this.scene', noun: 'Scene', release: 'this.scene.destroy()' },
        },
      ],
    },
  ],
  silentByDefault: [
    {
      name: 'a timeout that ends by itself is thrown away',
      code: `
export class Queue {
  reset() { this.timer = undefined; this.items = [] }
  start() { this.timer = setTimeout(() => this.flush(), 50000) }
  stop() { clearTimeout(this.timer) }
}`,
    },
    {
      name: 'what has been waited for is over',
      code: `
import { Dialog } from './dialog.js'
export class Panel {
  async fail(text) {
    const dialog = (this.dialog = new Dialog(text))
    await dialog.launch()
    this.dialog = null
  }
  dispose() { this.dialog?.dispose() }
}`,
    },
    {
      name: 'under a key that the function is given',
      code: `
export class Sweepers {
  constructor(names) { for (const name of names) this.begin(name) }
  begin(name) { this.intervals[name] = setInterval(this.sweep, 5000) }
  destroy() { for (const name of this.names) clearInterval(this.intervals[name]) }
}`,
    },
  ],
  silent: [
    {
      name: 'ended by the name of the variable that fills the field',
      code: `
export class Shell {
  async run(terminal) {
    const listener = terminal.onDidClose(this.stop)
    this.listener = listener
    await terminal.read()
    listener.dispose()
    this.listener = undefined
  }
  cancel() { this.listener?.dispose() }
}`,
    },
    {
      name: 'what fails to connect is emptied',
      code: `
import { Session } from 'node:inspector'
export class Profile {
  start() {
    try { this.session = new Session(); this.session.connect() } catch { this.session = undefined }
  }
  stop() { this.session?.disconnect() }
}`,
    },
    {
      name: 'behind a condition of which a part says that there is none',
      code: `
export class Watch {
  begin(isOff) {
    if (this.observer != null || isOff) return
    try {
      const observer = new PerformanceObserver(this.add)
      observer.observe({ entryTypes: ['longtask'] })
      this.observer = observer
    } catch { this.observer = undefined }
  }
  end() { this.observer?.disconnect() }
}`,
    },
  ],
})
