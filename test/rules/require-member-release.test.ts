import { requireMemberRelease } from '../../src/rules/require-member-release.js'
import { ruleTester } from '../rule-tester.js'

const likely = [{ likely: true }] as const

const UNCOLLECTED = 'no garbage collection closes it'

ruleTester('dom').run('require-member-release: what a class opens', requireMemberRelease, {
  valid: [
    'export class A { w = new Worker("a.js"); dispose() { this.w.terminate() } }',
    'export class A { #w = new Worker("a.js"); dispose() { this.#w.terminate() } }',
    'export class A { open() { this.w = new Worker("a.js") } dispose() { this.w?.terminate?.() } }',
    'export class A { w = new Worker("a.js"); close() { this["w"]["terminate"]() } }',
    'export class A { w = new Worker("a.js"); close() { this.#end() } #end() { this.w.terminate() } }',
    'export class A { w = new Worker("a.js"); dispose = () => { this.w.terminate() } }',
    'export class A { constructor() { this.w = new Worker("a.js"); this.dispose = () => { this.w.terminate() } } }',
    'export class A { constructor() { this.w = new Worker("a.js"); this.dispose = this.end.bind(this) } end() { this.w.terminate() } }',
    'export class A { w = new Worker("a.js"); close() { dispose(this.w) } }',
    'export class A { w = new Worker("a.js"); close() { tryEnd(this.w) } }',
    {
      name: 'a method of the name of a part of something else, and times that are noted',
      code: `
export class Stream {
  closeRead() {
    this.timeline.closeRead = mark()
    if (this.timeline.closeWrite != null) this.timeline.close = mark()
    this.timeline.abort = Date.now()
  }
  close() { this.closeRead() }
}`,
      options: likely,
    },
    {
      name: 'released under another name of it',
      code: 'export class A { w = new Worker("a.js"); close() { const w = this.w; this.w = null; w.terminate() } }',
    },
    'export class A { w = new Worker("a.js"); close() { const { w } = this; w.terminate() } }',
    'export class A { w = new Worker("a.js"); close() { const { w: worker = null } = this; worker?.terminate() } }',
    'export class A { w = new Worker("a.js"); close() { let w; ({ w } = this); w.terminate() } }',
    'export class A { w = new Worker("a.js"); close({ w } = this) { w.terminate() } }',
    {
      name: 'released among others',
      code: 'export class A { a = new Worker("a.js"); b = new Worker("b.js"); async close() { await Promise.all([this.a.terminate(), this.b.terminate()]) } }',
    },
    'export class A { a = new Worker("a.js"); b = new Worker("b.js"); close() { for (const w of [this.a, this.b]) w.terminate() } }',
    'export class A { constructor() { this.a = new Worker("a.js"); this.all = [this.a] } close() { for (const w of this.all) w.terminate() } }',
    'export class A { constructor() { this.a = new Worker("a.js"); this.all = Group.from(this.a) } close() { this.all.dispose() } }',
    'export class A { constructor() { all.push((this.a = new Worker("a.js"))) } close() { this.closed = true } }',
    'export class A { constructor() { const a = (this.a = new Worker("a.js")); all.push(a) } close() { this.closed = true } }',
    'export class A { constructor() { this.a = this.make() } make() { const w = new Worker("a.js"); all.push(w); return w } close() { this.closed = true } }',
    'export class A { w = new Worker("a.js"); close() { Object.values(this).forEach((each) => each.terminate?.()) } }',
    'export class A { w = new Worker("a.js"); close() { for (const key in this) this[key].terminate?.() } }',
    'export class A { w = new Worker("a.js"); close() { const { ...all } = this; stop(all) } }',
    'export class A { w = new Worker("a.js"); close() { disposeFields(this) } }',
    'export class A { w = new Worker("a.js"); close() { free(this, "w") } }',
    {
      name: 'asked to end itself',
      code: 'export class A { w = new Worker("a.js"); close() { this.w.postMessage("exit") } }',
    },
    {
      name: 'owned by what wraps it',
      code: 'export class A { constructor() { this.ws = new WebSocket("a"); this.rpc = new Rpc(this.ws) } dispose() { this.rpc.dispose() } }',
    },
    {
      name: 'given by others, or perhaps',
      code: 'export class A { constructor(worker) { this.w = worker } dispose() { this.b = 1 } }',
    },
    'export class A { constructor({ worker } = {}) { this.w = worker ?? new Worker("a.js") } dispose() { this.b = 1 } }',
    'export class A { constructor(w = new Worker("a.js")) { this.w = w } dispose() { this.b = 1 } }',
    'export class A { w = new Worker("a.js"); use(w) { this.w = w } dispose() { this.b = 1 } }',
    {
      name: 'a setter does with it what it likes',
      code: 'export class A { open() { this.w = new Worker("a.js") } set w(w) { this.all.add(w) } dispose() { this.w = undefined } }',
    },
    {
      name: 'a reset that the teardown runs',
      code: 'export class A { w = new Worker("a.js"); reset() { this.w.terminate(); this.w = new Worker("a.js") } dispose() { this.reset() } }',
    },
    {
      name: 'released by a class that extends it, by one that it extends, by a function of the same file',
      code: 'class B { w = new Worker("a.js"); dispose() { this.b = 1 } }\nexport class A extends B { dispose() { super.dispose(); this.w.terminate() } }',
    },
    'class B { dispose() { this.w.terminate() } }\nexport class A extends B { constructor() { super(); this.w = new Worker("a.js") } dispose() { super.dispose(); this.x = 1 } }',
    'export class A { w = new Worker("a.js"); dispose() { this.b = 1 } }\nexport function end(a) { a.w.terminate(); a.dispose() }',
    {
      name: 'the one instance of the program',
      code: 'class A { w = new Worker("a.js"); dispose() { this.b = 1 } }\nexport const a = new A()',
    },
    'export class A { static #one; static get() { return (A.#one ??= new A()) } w = new Worker("a.js"); dispose() { this.b = 1 } }',
    'export class A { static w = new Worker("a.js"); dispose() { this.b = 1 } }',
    {
      name: 'stop undoes a start, not the constructor',
      code: 'export class A { constructor() { this.w = new Worker("a.js") } stop() { this.running = false } }',
    },
    {
      name: 'only a static method has the name',
      code: 'export class A { w = new Worker("a.js"); static dispose() { A.all.clear() } }',
    },
    'function A() { this.w = new Worker("a.js") }\nA.prototype.close = function () { this.w.terminate() }',
    'export default { mounted() { this.ws = new WebSocket("a") }, beforeUnmount() { this.ws.close() } }',
    'export class A { open() { this.w = new Worker("a.js"); return this.w } dispose() { this.b = 1 } }',
    'export class A { open() { return (this.w ??= new Worker("a.js")) } dispose() { this.b = 1 } }',
    {
      name: 'two maps, one of them emptied',
      code: 'export class A { a = new Map(); b = new Map(); dispose() { this.a.clear() } }',
    },
    {
      name: 'without a class',
      code: 'const w = new Worker("a.js"); export function dispose() { w.onmessage = null }',
    },
  ],
  invalid: [
    {
      code: 'export class A { w = new Worker("a.js"); dispose() { this.b = 1 } }',
      errors: [
        {
          messageId: 'missed',
          at: 'new Worker("a.js")',
          data: {
            member: 'this.w',
            noun: 'a worker',
            owner: 'A',
            release: 'this.w.terminate()',
            end: 'dispose()',
            consequence: UNCOLLECTED,
          },
          suggestions: [
            {
              messageId: 'endAtEnd',
              output:
                'export class A { w = new Worker("a.js"); dispose() { this.w.terminate(); this.b = 1 } }',
            },
          ],
        },
      ],
    },
    {
      name: 'what a condition fills may be empty, comments stay',
      code: `
        export class A {
          constructor(url) {
            if (url) this.#w /* the worker */ = new Worker(url)
          }
          #w
          destroy() {
            // gone
            this.gone = true
          }
        }`,
      errors: [
        {
          messageId: 'missed',
          at: 'new Worker(url)',
          suggestions: [
            {
              messageId: 'endAtEnd',
              output: `
        export class A {
          constructor(url) {
            if (url) this.#w /* the worker */ = new Worker(url)
          }
          #w
          destroy() {
            this.#w?.terminate()
            // gone
            this.gone = true
          }
        }`,
            },
          ],
        },
      ],
    },
    {
      name: 'emptied before it is released, under an alias of this',
      code: 'export class A { open() { const self = this; self.w = new Worker("a.js") } close() { this.w = null } }',
      errors: [
        {
          messageId: 'missed',
          at: 'new Worker("a.js")',
          suggestions: [
            {
              messageId: 'endAtEnd',
              output:
                'export class A { open() { const self = this; self.w = new Worker("a.js") } close() { this.w?.terminate(); this.w = null } }',
            },
          ],
        },
      ],
    },
    {
      name: 'started by one method, and the one that stops it, an arrow function, forgets it',
      code: 'export class A { start() { this.w = new Worker("a.js") } stop = () => { this.running = false } }',
      errors: [
        {
          suggestions: [
            {
              messageId: 'endAtEnd',
              output: `export class A { start() { this.w = new Worker("a.js") } stop = () => { this.w?.terminate(); this.running = false } }`,
            },
          ],
          messageId: 'missed',
          at: 'new Worker("a.js")',
        },
      ],
    },
    {
      name: 'a custom element',
      code: 'export class A extends HTMLElement { connectedCallback() { this.ws = new WebSocket("a") } disconnectedCallback() {} }',
      errors: [
        {
          messageId: 'missed',
          at: 'new WebSocket("a")',
          suggestions: [
            {
              messageId: 'endAtEnd',
              output:
                'export class A extends HTMLElement { connectedCallback() { this.ws = new WebSocket("a") } disconnectedCallback() { this.ws?.close() } }',
            },
          ],
        },
      ],
    },
    {
      name: 'the options of a component',
      code: 'export default { mounted() { this.ws = new WebSocket("a") }, beforeUnmount() { this.gone = true } }',
      errors: [
        {
          messageId: 'missed',
          at: 'new WebSocket("a")',
          suggestions: [
            {
              messageId: 'endAtEnd',
              output:
                'export default { mounted() { this.ws = new WebSocket("a") }, beforeUnmount() { this.ws?.close(); this.gone = true } }',
            },
          ],
        },
      ],
    },
    {
      name: 'a prototype',
      code: 'export function A() { this.a = new Worker("a.js"); this.b = new Worker("b.js") }\nA.prototype.close = function () { this.a.terminate() }',
      errors: [
        {
          messageId: 'missed',
          at: 'new Worker("b.js")',
          suggestions: [
            {
              messageId: 'endAtEnd',
              output:
                'export function A() { this.a = new Worker("a.js"); this.b = new Worker("b.js") }\nA.prototype.close = function () { this.b?.terminate(); this.a.terminate() }',
            },
          ],
        },
      ],
    },
    {
      name: 'released only to be made anew',
      code: 'export class A {\n  #w = new Worker("a.js")\n  reset() {\n    this.#w.terminate()\n    this.#w = new Worker("b.js")\n  }\n  dispose() { this.gone = true }\n}',
      errors: [
        {
          messageId: 'releasedElsewhere',
          at: 'new Worker("b.js")',
          data: {
            member: 'this.#w',
            owner: 'A',
            release: 'this.#w.terminate()',
            end: 'dispose()',
            place: 'in reset()',
          },
          suggestions: [
            {
              messageId: 'endAtEnd',
              output:
                'export class A {\n  #w = new Worker("a.js")\n  reset() {\n    this.#w.terminate()\n    this.#w = new Worker("b.js")\n  }\n  dispose() { this.#w?.terminate(); this.gone = true }\n}',
            },
          ],
        },
      ],
    },
    {
      name: 'a sibling shows that the class is to release it',
      code: 'import { Emitter } from "./emitter"\nexport class A {\n  a = new Emitter()\n  b = new Emitter()\n  dispose() { this.a.dispose() }\n}',
      errors: [
        {
          messageId: 'missedSibling',
          at: 'new Emitter()',
          line: 4,
          data: { member: 'this.b', noun: 'an Emitter', owner: 'A', sibling: 'this.a' },
          suggestions: [
            {
              messageId: 'endAtEnd',
              output:
                'import { Emitter } from "./emitter"\nexport class A {\n  a = new Emitter()\n  b = new Emitter()\n  dispose() { this.b.dispose(); this.a.dispose() }\n}',
            },
          ],
        },
      ],
    },
    {
      name: 'a class of the same file',
      code: 'class Inner { #w = new Worker("a.js"); dispose() { this.#w.terminate() } }\nexport class A { inner = new Inner(); w = new Worker("b.js"); dispose() { this.w.terminate() } }',
      errors: [
        {
          messageId: 'missed',
          at: 'new Inner()',
          suggestions: [
            {
              messageId: 'endAtEnd',
              output:
                'class Inner { #w = new Worker("a.js"); dispose() { this.#w.terminate() } }\nexport class A { inner = new Inner(); w = new Worker("b.js"); dispose() { this.inner.dispose(); this.w.terminate() } }',
            },
          ],
        },
      ],
    },
  ],
})

const silentWhenLikely = (codes: readonly string[]) => codes.map((code) => ({ code, options: likely }))

ruleTester('dom').run('require-member-release: with `likely`', requireMemberRelease, {
  valid: silentWhenLikely([
    'export class A { w = new Worker("a.js"); close() { const { w: worker = null } = this; worker?.terminate() } }',
    'export class A { constructor() { all.push((this.a = new Worker("a.js"))) } close() { this.closed = true } }',
    'export class A { open() { this.w = new Worker("a.js") } set w(w) { this.all.add(w) } dispose() { this.w = undefined } }',
    'class A { w = new Worker("a.js"); stop() { this.b = 1 } }\nexport const a = new A()',
    // A class of this file that only empties what is its own.
    'class Inner { dispose() { this.map.clear(); console.log("gone") } }\nexport class A { #inner = new Inner(); w = new Worker("b.js"); dispose() { this.w.terminate() } }',
  ]),
  invalid: [
    {
      name: 'handed out',
      code: 'export class A { #ws = new WebSocket("a"); get ws() { return this.#ws } dispose() { this.gone = true } }',
      options: likely,
      errors: [
        {
          messageId: 'missed',
          at: 'new WebSocket("a")',
          suggestions: [
            {
              messageId: 'endAtEnd',
              output:
                'export class A { #ws = new WebSocket("a"); get ws() { return this.#ws } dispose() { this.#ws.close(); this.gone = true } }',
            },
          ],
        },
      ],
    },
    {
      name: 'stop does not undo what the constructor did',
      code: 'export class A { w = new Worker("a.js"); stop() {} }',
      options: likely,
      errors: [
        {
          messageId: 'missed',
          at: 'new Worker("a.js")',
          suggestions: [
            {
              messageId: 'endAtEnd',
              output: 'export class A { w = new Worker("a.js"); stop() { this.w.terminate() } }',
            },
          ],
        },
      ],
    },
  ],
})

const FILE = `class Log { #fd = openSync('log', 'a'); add(line) { writeSync(this.#fd, line) } }`

ruleTester('node').run('require-member-release: a class without a teardown', requireMemberRelease, {
  valid: [
    {
      name: 'what is opened for long may be meant to stay',
      code: `import { watch } from 'node:fs'\nexport class Log { #watcher = watch('log'); add() {} }`,
      options: likely,
    },
    {
      name: 'nobody knows whether instances come and go',
      code: `import { openSync, writeSync } from 'node:fs'\nexport ${FILE}`,
    },
    {
      name: 'the one instance of the program',
      code: `import { openSync, writeSync } from 'node:fs'\n${FILE}\nexport const log = new Log()`,
    },
  ],
  invalid: [
    {
      name: 'the file makes instances in a function',
      code: `import { openSync, writeSync } from 'node:fs'\n${FILE}\nexport function add(line) { new Log().add(line) }`,
      errors: [
        {
          messageId: 'noTeardown',
          at: `openSync('log', 'a')`,
          data: {
            member: 'this.#fd',
            noun: 'a file descriptor',
            owner: 'Log',
            release: 'closeSync(this.#fd)',
          },
        },
      ],
    },
    {
      name: 'with `likely`: exported',
      code: `import { openSync, writeSync } from 'node:fs'\nexport ${FILE}`,
      options: likely,
      errors: [{ messageId: 'noTeardown', at: `openSync('log', 'a')` }],
    },
  ],
})

const WORKER = 'w = new Worker("a.js"); dispose() { this.w.terminate() }'

ruleTester('dom').run('require-member-release: a teardown without super', requireMemberRelease, {
  valid: [
    `class B { ${WORKER} }\nexport class A extends B { dispose() { this.gone = true; super.dispose() } }`,
    `class B { ${WORKER} }\nexport class A extends B { dispose() { super.dispose?.() } }`,
    `class B { ${WORKER} }\nexport class A extends B { dispose() { super["dispose"]() } }`,
    `class B { ${WORKER} }\nexport class A extends B { dispose() { queueMicrotask(() => super.dispose()) } }`,
    `class B { ${WORKER} }\nexport class A extends B { dispose() { this.end() } end() { super.dispose() } }`,
    `class B { ${WORKER} }\nexport class A extends B { dispose() { B.prototype.dispose.call(this) } }`,
    {
      name: 'another teardown of the base, which the one of this name runs',
      code: 'class B { w = new Worker("a.js"); close() { this.w.terminate() } dispose() { this.close() } }\nexport class A extends B { dispose() { super.close() } }',
    },
    'class B { w = new Worker("a.js"); close() { this.w.terminate() } [Symbol.dispose]() { this.close() } }\nexport class A extends B { [Symbol.dispose]() { this.close() } }',
    {
      name: 'releases the same by itself',
      code: `class B { ${WORKER} }\nexport class A extends B { dispose() { this.gone = true; this.w.terminate() } }`,
    },
    {
      name: 'switched off on purpose',
      code: `class B { ${WORKER} }\nexport class A extends B { dispose() {} }`,
    },
    `class B { ${WORKER} }\nexport class A extends B { dispose() { throw new Error("shared") } }`,
    {
      name: 'the base does nothing that matters',
      code: 'class B { dispose() {} }\nexport class A extends B { dispose() { this.gone = true } }',
    },
    'class B { dispose() { throw new Error("to be overridden") } }\nexport class A extends B { dispose() { this.gone = true } }',
    'class B { dispose() { console.log("gone"); this.gone = true } }\nexport class A extends B { dispose() { this.x = 1 } }',
    'class B { dispose() { return Promise.resolve() } }\nexport class A extends B { dispose() { this.x = 1 } }',
    'class B { dispose() { this.map.clear() } }\nexport class A extends B { dispose() { this.x = 1 } }',
    'class B {}\nexport class A extends B { dispose() { this.x = 1 } }',
    'class B { static dispose() { stop() } }\nexport class A extends B { dispose() { this.x = 1 } }',
    `class B { ${WORKER} }\nexport class A extends B { static dispose() { this.x = 1 } }`,
    'import { Component } from "react"\nexport class A extends Component { componentWillUnmount() { this.x = 1 } }',
    'import { Readable } from "stream"\nexport class A extends Readable { destroy() { this.x = 1 } }',
    'export class A extends HTMLElement { disconnectedCallback() { this.x = 1 } }',
    'import { EventEmitter } from "events"\nexport class A extends EventEmitter { dispose() { this.x = 1 } }',
    'import { Base } from "./base"\nexport class A extends Base { dispose() { this.x = 1 } }',
    'import { Base } from "./base"\nexport class A extends Base { connect() { super.connect(1) } dispose() { this.x = 1 } }',
    'export class A extends mixed(Base) { dispose() { this.x = 1 } }',
    'import { Base } from "./base"\nexport class A extends Base { cleanups = []; follow(off) { this.cleanups.push(off) } dispose() { this.x = 1 } }',
    'import { Base } from "./base"\nexport class A extends Base { follow(off) { this.rows.push(off) } dispose() { this.x = 1 } }',
    'import { Base } from "./base"\nexport class A extends Base { follow(off) { this.cleanups.push(off) } dispose() { super.dispose() } }',
  ],
  invalid: [
    {
      name: 'a class that fills a list of its base',
      code: 'import { Base } from "./base"\nexport class A extends Base {\n  follow(off) { this.cleanups.push(off) }\n  dispose() {\n    this.gone = true\n  }\n}',
      errors: [
        {
          messageId: 'missingSuper',
          line: 4,
          column: 3,
          endLine: 4,
          endColumn: 10,
          data: { method: 'dispose()', base: 'Base', call: 'super.dispose()' },
          suggestions: [
            {
              messageId: 'callSuper',
              data: { call: 'super.dispose()' },
              output:
                'import { Base } from "./base"\nexport class A extends Base {\n  follow(off) { this.cleanups.push(off) }\n  dispose() {\n    this.gone = true\n    super.dispose()\n  }\n}',
            },
          ],
        },
      ],
    },
    {
      code: `class B { ${WORKER} }\nexport class A extends B {\n  dispose() {\n    this.gone = true\n    // all done\n  }\n}`,
      errors: [
        {
          messageId: 'missingSuper',
          at: 'dispose',
          line: 3,
          data: { method: 'dispose()', base: 'B', call: 'super.dispose()' },
          suggestions: [
            {
              messageId: 'callSuper',
              data: { call: 'super.dispose()' },
              output: `class B { ${WORKER} }\nexport class A extends B {\n  dispose() {\n    this.gone = true\n    // all done\n    super.dispose()\n  }\n}`,
            },
          ],
        },
      ],
    },
    {
      name: 'after a comment on the last line',
      code: `class B { ${WORKER} }\nexport class A extends B {\n  dispose() {\n    this.gone = true // for good\n  }\n}`,
      errors: [
        {
          messageId: 'missingSuper',
          at: 'dispose',
          line: 3,
          suggestions: [
            {
              messageId: 'callSuper',
              output: `class B { ${WORKER} }\nexport class A extends B {\n  dispose() {\n    this.gone = true // for good\n    super.dispose()\n  }\n}`,
            },
          ],
        },
      ],
    },
    {
      name: 'before a return, awaited where the method is async',
      code: `class C { ${WORKER} }\nclass B extends C {}\nexport class A extends B {\n  async dispose() {\n    return this.#end()\n  }\n  #end() {}\n}`,
      errors: [
        {
          messageId: 'missingSuper',
          at: 'dispose',
          line: 4,
          suggestions: [
            {
              messageId: 'callSuper',
              output: `class C { ${WORKER} }\nclass B extends C {}\nexport class A extends B {\n  async dispose() {\n    await super.dispose()\n    return this.#end()\n  }\n  #end() {}\n}`,
            },
          ],
        },
      ],
    },
    {
      name: 'a symbol',
      code: 'class B { w = new Worker("a.js"); [Symbol.dispose]() { this.w.terminate() } }\nexport class A extends B {\n  [Symbol.dispose]() { this.gone = true }\n}',
      errors: [
        {
          messageId: 'missingSuper',
          at: 'Symbol.dispose',
          line: 3,
          data: { method: '[Symbol.dispose]()', base: 'B', call: 'super[Symbol.dispose]()' },
          suggestions: [
            {
              messageId: 'callSuper',
              output:
                'class B { w = new Worker("a.js"); [Symbol.dispose]() { this.w.terminate() } }\nexport class A extends B {\n  [Symbol.dispose]() { this.gone = true; super[Symbol.dispose]() }\n}',
            },
          ],
        },
      ],
    },
    {
      name: 'an element of Lit that hosts a controller',
      code: 'import { LitElement } from "lit"\nexport class A extends LitElement { clock = new Clock(this); disconnectedCallback() { this.gone = true } }',
      errors: [
        {
          messageId: 'missingSuper',
          at: 'disconnectedCallback',
          suggestions: [
            {
              messageId: 'callSuper',
              output:
                'import { LitElement } from "lit"\nexport class A extends LitElement { clock = new Clock(this); disconnectedCallback() { this.gone = true; super.disconnectedCallback() } }',
            },
          ],
        },
      ],
    },
    {
      name: 'a base of another file that takes what it is to dispose of',
      code: 'import { Disposable } from "./disposable"\nexport class A extends Disposable { constructor(x) { super(); this._register(x) } dispose() { this.gone = true } }',
      errors: [
        {
          messageId: 'missingSuper',
          at: 'dispose',
          suggestions: [
            {
              messageId: 'callSuper',
              output:
                'import { Disposable } from "./disposable"\nexport class A extends Disposable { constructor(x) { super(); this._register(x) } dispose() { this.gone = true; super.dispose() } }',
            },
          ],
        },
      ],
    },
    {
      name: 'with `likely`: the counterpart calls super',
      code: 'import { Base } from "./base"\nexport class A extends Base { ngOnInit() { super.ngOnInit() } ngOnDestroy() { this.gone = true } }',
      options: likely,
      errors: [
        {
          messageId: 'missingSuper',
          at: 'ngOnDestroy',
          suggestions: [
            {
              messageId: 'callSuper',
              output:
                'import { Base } from "./base"\nexport class A extends Base { ngOnInit() { super.ngOnInit() } ngOnDestroy() { this.gone = true; super.ngOnDestroy() } }',
            },
          ],
        },
      ],
    },
  ],
})

ruleTester('typedDom').run('require-member-release: by type', requireMemberRelease, {
  valid: [
    {
      name: 'a type whose teardown is to be seen, and empty',
      code: 'export class A { #p = create(); w = new Worker("a.js"); dispose() { this.w.terminate() } }\nclass P { dispose() {} }\ndeclare function create(): P',
      options: likely,
    },
    {
      name: 'handed out',
      code: 'interface P { dispose(): void }\ndeclare function create(): P\nexport class A { #p = create(); get p() { return this.#p } w = new Worker("a.js"); dispose() { this.w.terminate() } }',
      options: likely,
    },
    {
      name: 'not new',
      code: 'interface P { dispose(): void }\ndeclare function find(): P\nexport class A { #p = find(); w = new Worker("a.js"); dispose() { this.w.terminate() } }',
      options: likely,
    },
    {
      name: 'abstract',
      code: 'declare abstract class B { abstract dispose(): void }\nexport class A extends B { dispose() { (this as { x?: number }).x = 1 } }',
      options: likely,
    },
  ],
  invalid: [
    {
      code: 'interface P { dispose(): void }\ndeclare function create(): P\nexport class A { #p = create(); w = new Worker("a.js"); dispose() { this.w.terminate() } }',
      errors: [
        {
          messageId: 'missed',
          at: 'create()',
          line: 3,
          suggestions: [
            {
              messageId: 'endAtEnd',
              output:
                'interface P { dispose(): void }\ndeclare function create(): P\nexport class A { #p = create(); w = new Worker("a.js"); dispose() { this.#p.dispose(); this.w.terminate() } }',
            },
          ],
        },
      ],
    },
  ],
})

ruleTester('untypedTs', 'typedDom').run('require-member-release: in TypeScript', requireMemberRelease, {
  valid: [
    'export class A { constructor(private readonly w: Worker) {} dispose(): void { this.w.onmessage = null } }',
    'export class A { private w!: Worker; open(): void { this.w = new Worker("a.js") } dispose(): void { (this.w as Worker)!.terminate() } }',
    'abstract class B { abstract dispose(): void }\nexport class A extends B { dispose(): void { this.x = 1 } x = 0 }',
    'declare const Base: new () => { w: Worker; dispose(): void }\nexport class A extends Base { x = 0; constructor() { super(); this.w = new Worker("a.js") } override dispose(): void { super.dispose() } }',
    {
      name: 'an overload has no body',
      code: 'class B { w = new Worker("a.js"); dispose(): void; dispose(a?: number): void { this.w.terminate() } }\nexport class A extends B { override dispose(): void; override dispose(a?: number): void { super.dispose() } }',
    },
  ],
  invalid: [
    {
      code: 'export class A { private w?: Worker; open(): void { this.w = new Worker("a.js") } dispose(): void { delete this.w } }',
      errors: [
        {
          messageId: 'missed',
          at: 'new Worker("a.js")',
          suggestions: [
            {
              messageId: 'endAtEnd',
              output:
                'export class A { private w?: Worker; open(): void { this.w = new Worker("a.js") } dispose(): void { this.w?.terminate(); delete this.w } }',
            },
          ],
        },
      ],
    },
    {
      name: 'a React component',
      code: 'import { Component } from "react"\nexport class A extends Component { w?: Worker; componentDidMount() { this.w = new Worker("a.js") } componentWillUnmount() { this.w = undefined } render() { return <p /> } }',
      filename: 'react.tsx',
      errors: [
        {
          messageId: 'missed',
          at: 'new Worker("a.js")',
          suggestions: [
            {
              messageId: 'endAtEnd',
              output:
                'import { Component } from "react"\nexport class A extends Component { w?: Worker; componentDidMount() { this.w = new Worker("a.js") } componentWillUnmount() { this.w?.terminate(); this.w = undefined } render() { return <p /> } }',
            },
          ],
        },
      ],
    },
  ],
})

const PLOT = `
import { Component } from 'react'
import Chart from 'chart.js/auto'
export class Plot extends Component {
  componentDidMount() { this.chart = new Chart(this.canvas, this.props.data) }
`

ruleTester('dom').run('require-member-release: components, and what only borrows', requireMemberRelease, {
  valid: [
    `${PLOT}  componentWillUnmount() { this.chart.destroy() }\n}`,
    `${PLOT}  get plot() { return this.chart }\n}`,
    {
      name: 'what it is combined into is released',
      code: 'export class A { constructor() { this.w = new Worker("a.js"); this.pool = poolOf(this.w) } dispose() { this.pool.close() } }',
    },
  ],
  invalid: [
    {
      name: 'a component that is unmounted without a word',
      code: `${PLOT}  componentDidUpdate() { const { data } = this.chart; data.labels.sort() }\n}`,
      errors: [
        {
          messageId: 'noTeardown',
          at: 'new Chart(this.canvas, this.props.data)',
          data: { member: 'this.chart', noun: 'a chart', owner: 'Plot', release: 'this.chart.destroy()' },
          suggestions: [],
        },
      ],
    },
    {
      name: 'in the options of a call',
      code: `${PLOT}  commands() { return commandsOf({ chart: this.chart }) }\n  componentWillUnmount() { off(this) }\n}`,
      errors: [
        {
          messageId: 'missed',
          at: 'new Chart(this.canvas, this.props.data)',
          suggestions: [
            {
              messageId: 'endAtEnd',
              output: `${PLOT}  commands() { return commandsOf({ chart: this.chart }) }\n  componentWillUnmount() { this.chart?.destroy(); off(this) }\n}`,
            },
          ],
        },
      ],
    },
    {
      name: 'what is made of it is released by nobody',
      code: 'export class A { constructor() { this.w = new Worker("a.js"); this.store = storeOf(this.w) } dispose() { this.b = 1 } }',
      errors: [
        {
          messageId: 'missed',
          at: 'new Worker("a.js")',
          suggestions: [
            {
              messageId: 'endAtEnd',
              output:
                'export class A { constructor() { this.w = new Worker("a.js"); this.store = storeOf(this.w) } dispose() { this.w.terminate(); this.b = 1 } }',
            },
          ],
        },
      ],
    },
  ],
})

ruleTester('dom').run('require-member-release: what a component is given', requireMemberRelease, {
  valid: [
    {
      code: 'export class A { w = new Worker("a.js"); view() { return <Log worker={this.w} /> } close() { this.w.terminate() } }',
      filename: 'react.jsx',
    },
  ],
  invalid: [
    {
      code: 'export class A { w = new Worker("a.js"); view() { return <Log worker={this.w} /> } close() { this.b = 1 } }',
      filename: 'react.jsx',
      errors: [
        {
          messageId: 'missed',
          at: 'new Worker("a.js")',
          suggestions: [
            {
              messageId: 'endAtEnd',
              output:
                'export class A { w = new Worker("a.js"); view() { return <Log worker={this.w} /> } close() { this.w.terminate(); this.b = 1 } }',
            },
          ],
        },
      ],
    },
  ],
})
