import { requireUnsubscribe } from '../../src/rules/require-unsubscribe.js'
import { certaintyTester } from '../certainty-tester.js'
import { ruleTester } from '../rule-tester.js'

const check = certaintyTester('require-unsubscribe', requireUnsubscribe)

check('rows: an editor and its extensions', ['untyped'], {
  silent: [
    {
      name: 'kept in the list of the context',
      code: `
        import * as vscode from 'vscode'
        export function activate(context) {
          context.subscriptions.push(vscode.commands.registerCommand('a', run))
        }
      `,
    },
    {
      name: 'returned',
      code: `
        import { commands } from 'vscode'
        export function register() { return commands.registerCommand('a', run) }
      `,
    },
    {
      name: 'while the module loads',
      code: `
        import { workspace } from 'vscode'
        workspace.onDidChangeConfiguration(reload)
      `,
    },
    {
      name: 'collected by an argument',
      code: `
        import { workspace } from 'vscode'
        export function watch(disposables) {
          workspace.onDidChangeConfiguration(reload, undefined, disposables)
        }
      `,
    },
    {
      name: 'once, by a flag of the module',
      code: `
        import { workspace } from 'vscode'
        let started = false
        export function start() {
          if (started) return
          started = true
          workspace.onDidChangeConfiguration(reload)
        }
      `,
    },
    {
      name: 'another library that is called the same',
      code: `
        import { commands } from './own'
        export function register() { commands.registerCommand('a', run) }
      `,
    },
    {
      name: 'a registry whose result is not known',
      code: `
        import { forks } from 'vscode'
        export function register() { forks.registerServer({ name: 'a' }) }
      `,
    },
    {
      name: 'a test',
      code: `
        import { commands } from 'vscode'
        import { expect } from 'vitest'
        describe('a', () => it('b', () => { commands.registerCommand('a', run); expect(1).toBe(1) }))
      `,
    },
  ],
  known: [
    {
      name: 'dropped in a function',
      code: `
        import * as vscode from 'vscode'
        export function activateCommands() {
          vscode.languages.registerHoverProvider('text', hover)
        }
      `,
      errors: [
        {
          messageId: 'dropped',
          at: "vscode.languages.registerHoverProvider('text', hover)",
          data: {
            noun: 'provider',
            holder: '`vscode.languages`',
            until: 'until the extension host ends',
            end: 'call its dispose()',
            where: 'a function that ends this work',
          },
        },
      ],
    },
    {
      name: 'void, required, with comments',
      code: `
        const { workspace } = require('vscode')
        exports.start = function () {
          void /* for good */ workspace.onDidSaveTextDocument(function (document) { index(document) })
        }
      `,
      errors: [
        {
          messageId: 'dropped',
          at: 'workspace.onDidSaveTextDocument(function (document) { index(document) })',
        },
      ],
    },
    {
      name: 'kept in a variable that nothing reads',
      code: `
        import { languages } from 'vscode'
        export function start() {
          const provider = languages.registerHoverProvider('text', { provideHover })
        }
      `,
      errors: [
        {
          messageId: 'neverUsed',
          at: "languages.registerHoverProvider('text', { provideHover })",
          data: {
            noun: 'provider',
            handle: 'provider',
            holder: '`languages`',
            until: 'until the extension host ends',
            where: 'a function that ends this work',
            endHandle: 'Call provider.dispose()',
          },
        },
      ],
    },
  ],
  likely: [
    {
      name: 'of which a second one of its name is refused',
      code: `
        import * as vscode from 'vscode'
        export function activateCommands() {
          vscode.commands.registerCommand('app.pick', pick)
        }
      `,
      errors: [
        {
          messageId: 'dropped',
          at: "vscode.commands.registerCommand('app.pick', pick)",
          data: {
            noun: 'command',
            holder: '`vscode.commands`',
            until: 'until the extension host ends',
            end: 'call its dispose()',
            where: 'a function that ends this work',
          },
        },
      ],
    },
    {
      name: 'the only provider of a view',
      code: `
        import * as vscode from 'vscode'
        export function activateCommands() {
          vscode.window.registerTreeDataProvider('app.tree', tree)
        }
      `,
      errors: [
        {
          messageId: 'dropped',
          at: "vscode.window.registerTreeDataProvider('app.tree', tree)",
          data: {
            noun: 'provider',
            holder: '`vscode.window`',
            until: 'until the extension host ends',
            end: 'call its dispose()',
            where: 'a function that ends this work',
          },
        },
      ],
    },
    {
      name: 'constructor of a class without an end',
      code: `
        import { window } from 'vscode'
        export class Terminals {
          constructor() { window.onDidOpenTerminal((terminal) => this.add(terminal)) }
          add() {}
        }
      `,
      errors: [{ messageId: 'dropped', at: 'window.onDidOpenTerminal((terminal) => this.add(terminal))' }],
    },
  ],
})

check('rows: stores, services, apps', ['untyped'], {
  silent: [
    {
      name: 'a store of the function itself',
      code: `
        import { createStore } from 'redux'
        export function run() { const store = createStore(reduce); store.subscribe(print) }
      `,
    },
    {
      name: 'reads its own instance only',
      code: `
        import { autorun } from 'mobx'
        export class Model {
          constructor() { autorun(() => save(this.name)) }
          dispose() { this.name = '' }
        }
      `,
    },
    {
      name: 'waits for one value',
      code: `
        import { when } from 'mobx'
        import { useEffect } from 'react'
        export function useReady(state) { useEffect(() => { when(() => state.ready, done) }, []) }
      `,
    },
    {
      name: 'ends itself by an option',
      code: `
        import { onValue } from 'firebase/database'
        export class View {
          load(reference) { onValue(reference, show, { onlyOnce: true }) }
          dispose() { clear() }
        }
      `,
    },
    {
      name: 'returned from the effect',
      code: `
        import { useEffect } from 'react'
        import { onSnapshot } from 'firebase/firestore'
        export function useDocument(reference, show) {
          useEffect(() => onSnapshot(reference, show), [reference])
        }
      `,
    },
    {
      name: 'taken out by its function, as in older versions',
      code: `
        import { AppState } from 'react-native'
        import { useEffect } from 'react'
        export function useState(show) {
          useEffect(() => {
            AppState.addEventListener('change', show)
            return () => AppState.removeEventListener('change', show)
          }, [])
        }
      `,
    },
    {
      name: 'a pipe of another library, and one without a subscription at its end',
      code: `
        import { pipe } from 'fp-ts/function'
        import { pipe as join, forEach, subscribe } from 'wonka'
        export function a(source) { pipe(source, subscribe(show)); join(source, forEach(show)) }
      `,
    },
  ],
  known: [
    {
      name: 'an effect without a cleanup',
      code: `
import { useEffect } from 'react'
import { onSnapshot } from 'firebase/firestore'
export function useDocument(reference, show) {
  useEffect(() => {
    onSnapshot(reference, show)
  }, [reference])
}
      `,
      errors: [
        {
          messageId: 'dropped',
          at: 'onSnapshot(reference, show)',
          data: {
            noun: 'listener',
            holder: '`reference`',
            until: 'until the program ends',
            end: 'call it',
            where: 'a cleanup of this effect',
          },
          suggestions: [
            {
              messageId: 'returnHandle',
              output: `
import { useEffect } from 'react'
import { onSnapshot } from 'firebase/firestore'
export function useDocument(reference, show) {
  useEffect(() => {
    return onSnapshot(reference, show)
  }, [reference])
}
      `,
            },
          ],
        },
      ],
    },
    {
      name: "a module's store, in an effect that keeps the function and does not use it",
      code: `
        import { create } from 'zustand'
        import { useEffect } from 'react'
        const useCount = create((set) => ({ count: 0 }))
        export function useTitle() {
          useEffect(() => { const stop = useCount.subscribe((state) => { document.title = state.count }) }, [])
        }
      `,
      errors: [
        {
          suggestions: [
            {
              messageId: 'returnCleanup',
              output: `
        import { create } from 'zustand'
        import { useEffect } from 'react'
        const useCount = create((set) => ({ count: 0 }))
        export function useTitle() {
          useEffect(() => { const stop = useCount.subscribe((state) => { document.title = state.count }); return stop }, [])
        }
      `,
            },
          ],
          messageId: 'neverUsed',
          at: 'useCount.subscribe((state) => { document.title = state.count })',
          data: {
            noun: 'listener',
            handle: 'stop',
            holder: '`useCount`',
            until: 'as long as it lives',
            where: 'a cleanup of this effect',
            endHandle: 'Call stop()',
          },
        },
      ],
    },
    {
      name: 'an editor from the context',
      code: `
        import { useLexicalComposerContext } from '@lexical/react/LexicalComposerContext'
        import { useEffect } from 'react'
        export function Plugin() {
          const [editor] = useLexicalComposerContext()
          useEffect(() => { log(); editor.registerUpdateListener(log); log() }, [editor])
        }
      `,
      errors: [
        {
          suggestions: [
            {
              messageId: 'returnCleanup',
              output: `
        import { useLexicalComposerContext } from '@lexical/react/LexicalComposerContext'
        import { useEffect } from 'react'
        export function Plugin() {
          const [editor] = useLexicalComposerContext()
          useEffect(() => { log(); const unsubscribe = editor.registerUpdateListener(log); log(); return unsubscribe }, [editor])
        }
      `,
            },
          ],
          messageId: 'dropped',
          at: 'editor.registerUpdateListener(log)',
        },
      ],
    },
    {
      name: 'a private field that nothing uses, of a class that ends',
      code: `
        import { Keyboard } from 'react-native'
        export class Panel {
          #shown = null
          componentDidMount() { this.#shown = Keyboard.addListener('keyboardDidShow', grow) }
          componentWillUnmount() { shrink() }
        }
      `,
      errors: [
        {
          suggestions: [
            {
              messageId: 'endAtEnd',
              output: `
        import { Keyboard } from 'react-native'
        export class Panel {
          #shown = null
          componentDidMount() { this.#shown = Keyboard.addListener('keyboardDidShow', grow) }
          componentWillUnmount() { this.#shown?.remove(); shrink() }
        }
      `,
            },
          ],
          messageId: 'neverUsed',
          at: "Keyboard.addListener('keyboardDidShow', grow)",
        },
      ],
    },
  ],
  likely: [
    {
      name: 'a pipe, imported under another name, in a function',
      code: `
        import { pipe as join, subscribe } from 'wonka'
        export function run(client) { join(client.query(), subscribe(show)); return client }
      `,
      errors: [{ messageId: 'dropped', at: 'join(client.query(), subscribe(show))' }],
    },
  ],
})

check('siblings that are collected', ['untyped'], {
  silent: [
    {
      name: 'its own emitter, its own part, the end of the source, itself',
      code: `
        export class View extends Disposable {
          constructor(host) {
            super()
            this._emitter = this._register(new Emitter())
            this._part = new Part()
            this._register(host.onDidChange(() => this.draw()))
            this._emitter.onChange(() => this.draw())
            this._part.onChange(() => this.draw())
            host.onDidDispose(() => this.draw())
            this.onChange(() => this.draw())
          }
          draw() {}
        }
      `,
    },
    {
      name: 'a part that the class disposes of',
      code: `
        export class View {
          constructor(host) {
            this.part = host.part
            this.disposables.push(host.onDidChange(() => {}))
            this.part.onChange(() => {})
          }
          dispose() { this.part.dispose(); this.disposables.forEach((each) => each.dispose()) }
        }
      `,
    },
    {
      name: 'what a callback is given',
      code: `
        export class View extends Disposable {
          constructor(host) {
            super()
            this._register(host.onDidOpen(() => {}))
            run((item) => { item.onDidChange(() => {}) })
          }
        }
      `,
    },
    {
      name: 'no listener',
      code: `
        export class View extends Disposable {
          constructor(host) {
            super()
            this._register(host.onDidOpen(() => {}))
            host.onResize(80, 24)
          }
        }
      `,
    },
  ],
  known: [
    {
      name: 'an event of what it is given, in a class that collects what it makes',
      code: `
export class Names extends Disposable {
  constructor(host) {
    super()
    this._host = host
    this._change = this._register(new Emitter())
    this._host.buffers.onSwitch(() => this._change.fire())
  }
}
      `,
      errors: [
        {
          messageId: 'siblingKept',
          at: 'this._host.buffers.onSwitch(() => this._change.fire())',
          data: {
            noun: 'listener',
            holder: '`this._host.buffers`',
            until: 'as long as it lives',
            collector: 'this._register',
          },
          suggestions: [
            {
              messageId: 'collectToo',
              data: { collector: 'this._register' },
              output: `
export class Names extends Disposable {
  constructor(host) {
    super()
    this._host = host
    this._change = this._register(new Emitter())
    this._register(this._host.buffers.onSwitch(() => this._change.fire()))
  }
}
      `,
            },
          ],
        },
      ],
    },
    {
      name: 'on the same parameter of the same function',
      code: `
function attach(client) {
  this.disposables.push(client.onNotice(() => show()))
  client.onRequest('a', () => answer()) // forgotten
}
export class Proxy { start(client) { attach.call(this, client) } }
      `,
      errors: [
        {
          messageId: 'siblingKept',
          at: "client.onRequest('a', () => answer())",
          suggestions: [
            {
              messageId: 'collectToo',
              output: `
function attach(client) {
  this.disposables.push(client.onNotice(() => show()))
  this.disposables.push(client.onRequest('a', () => answer())) // forgotten
}
export class Proxy { start(client) { attach.call(this, client) } }
      `,
            },
          ],
        },
      ],
    },
  ],
  likely: [
    {
      name: 'what a method is given',
      code: `
        export class Service {
          open(input) { this.disposables.push(input.onDidHide(() => {}), input.onDidAccept(() => {})) }
          run(task) { task.token.onCancellationRequested(() => {}); return 1 }
        }
      `,
      errors: [
        {
          messageId: 'siblingKept',
          at: 'task.token.onCancellationRequested(() => {})',
          suggestions: [
            {
              messageId: 'collectToo',
              output: `
        export class Service {
          open(input) { this.disposables.push(input.onDidHide(() => {}), input.onDidAccept(() => {})) }
          run(task) { this.disposables.push(task.token.onCancellationRequested(() => {})); return 1 }
        }
      `,
            },
          ],
        },
      ],
    },
  ],
})

check('the same method, kept elsewhere in the file', ['untyped'], {
  silent: [
    {
      name: 'taken out by its function',
      code: `
        import bus from './bus'
        export class View {
          mount() { this.off = bus.on('a', show); bus.on('b', show) }
          destroy() { this.off(); bus.off('b', show) }
        }
      `,
    },
    {
      name: 'another receiver, a result that is no end, one that ends itself',
      code: `
        import bus from './bus'
        export class View {
          mount() {
            this.off = bus.listen(show)
            this.other.listen(show)
            const first = bus.visit(show)
            first.print()
            bus.visit(show)
            const stop = bus.wait(() => stop())
            bus.wait(show)
          }
          destroy() { this.off() }
        }
      `,
    },
    {
      name: 'observables',
      code: `
        import { interval } from 'rxjs'
        import { source } from './source'
        export class View {
          mount() { this.sub = source.subscribe(show); source.subscribe(show) }
          destroy() { this.sub.unsubscribe() }
        }
      `,
    },
  ],
  known: [
    {
      name: 'a bus of its own',
      filename: 'file.js',
      code: `
        import bus from './bus'
        export class View {
          mount() {
            this.off = bus.listen('a', show)
            bus.listen('b', () => this.draw())
          }
          draw() {}
          destroy() { this.off() }
        }
      `,
      errors: [
        {
          suggestions: [
            {
              messageId: 'keepAndEnd',
              output: `
        import bus from './bus'
        export class View {
          mount() {
            this.off = bus.listen('a', show)
            this.unsubscribe = bus.listen('b', () => this.draw())
          }
          draw() {}
          destroy() { this.unsubscribe?.(); this.off() }
        }
      `,
            },
          ],
          messageId: 'dropped',
          at: "bus.listen('b', () => this.draw())",
          data: {
            noun: 'listener',
            holder: '`bus`',
            until: 'as long as it lives',
            end: 'call it',
            where: 'destroy()',
          },
        },
      ],
    },
  ],
})

check('kept and not used', ['untyped'], {
  silent: [
    {
      name: 'ended, handed on, or read in a way that may end it',
      code: `
        import bus from './bus'
        export class View {
          start() {
            this.unsubscribe = bus.subscribe(show)
            const off = bus.subscribe(show)
            keep(off)
            const sub = bus.subscribe(show)
            this.ends = sub.unsubscribe
          }
          dispose() { this.unsubscribe() }
        }
      `,
    },
  ],
  known: [
    {
      name: 'a private field by that name',
      code: `
        import bus from './bus'
        export class View {
          start() { this._unsubscribe = bus.subscribe(() => show()) }
          dispose() { hide() }
        }
      `,
      errors: [
        {
          suggestions: [
            {
              messageId: 'endAtEnd',
              output: `
        import bus from './bus'
        export class View {
          start() { this._unsubscribe = bus.subscribe(() => show()) }
          dispose() { this._unsubscribe?.(); hide() }
        }
      `,
            },
          ],
          messageId: 'neverUsed',
          at: 'bus.subscribe(() => show())',
          data: {
            noun: 'listener',
            handle: 'this._unsubscribe',
            holder: '`bus`',
            until: 'as long as it lives',
            where: 'dispose()',
            endHandle: 'Call this._unsubscribe()',
          },
        },
      ],
    },
    {
      name: 'ended where it is replaced, though not at the end',
      code: `
        import bus from './bus'
        export class View {
          show(name) {
            if (this.off) this.off()
            this.off = bus.listen(name, () => this.draw())
          }
          draw() {}
          dispose() { hide() }
        }
      `,
      errors: [
        {
          suggestions: [
            {
              messageId: 'endAtEnd',
              output: `
        import bus from './bus'
        export class View {
          show(name) {
            if (this.off) this.off()
            this.off = bus.listen(name, () => this.draw())
          }
          draw() {}
          dispose() { this.off?.(); hide() }
        }
      `,
            },
          ],
          messageId: 'notEndedAtEnd',
          at: 'bus.listen(name, () => this.draw())',
        },
      ],
    },
  ],
})

check('watchers that no component owns', ['untyped'], {
  silent: [
    {
      name: 'set up by a component or composable, in a scope, once',
      code: `
        import { watch, onMounted, effectScope } from 'vue'
        export function useName(a, b) {
          watch(a, () => { log() })
          onMounted(() => { watch(b, log) })
          const scope = effectScope()
          watch(a, () => { scope.run(() => { watch(b, log) }) })
          watch(a, () => { watch(b, log) }, { once: true })
          watch(a, () => { watch(b, log, { once: true }) })
          watch(() => read(a), () => { const stop = watch(b, () => stop()) })
        }
      `,
    },
    {
      name: 'another function of that name',
      code: `
        import { watch } from 'chokidar'
        export function start(a, b) { watch(a, () => { watch(b, log) }) }
      `,
    },
  ],
  known: [
    {
      name: 'one more at each run',
      code: `
        import { watch as observe, watchEffect } from 'vue'
        export function useName(a, b) {
          observe(a, () => {
            list.forEach((each) => { observe(each, log) })
          }, { immediate: true })
          watchEffect(() => { watchEffect(log) })
        }
      `,
      errors: [
        {
          messageId: 'oneMorePerRun',
          at: 'observe(each, log)',
          data: { sibling: 'observe' },
        },
        { messageId: 'oneMorePerRun', at: 'watchEffect(log)' },
      ],
    },
  ],
  likely: [
    {
      name: 'after a wait',
      code: `
        import { onMounted, watch } from 'vue'
        export function useName(a) {
          onMounted(async () => { await load(); watch(a, log) })
          setTimeout(() => { watch(a, show) }, 10)
        }
      `,
      errors: [
        { messageId: 'ownedByNone', at: 'watch(a, log)' },
        { messageId: 'ownedByNone', at: 'watch(a, show)' },
      ],
    },
  ],
})

check('promises', ['untyped'], {
  silent: [
    {
      name: 'disposed of, of a source of the call, at the end of the source',
      code: `
        export function open(host, token) {
          return new Promise((resolve, reject) => {
            const subscription = token.onCancellationRequested(() => { subscription.dispose(); reject(1) })
            const panel = host.createPanel()
            panel.onDidAccept(() => resolve(1))
            host.onDidDispose(() => resolve(1))
          })
        }
      `,
    },
  ],
  known: [
    {
      name: 'beside a timer that is cleared',
      code: `
        export function wait(work, token) {
          return new Promise((resolve, reject) => {
            const timer = setTimeout(() => reject(new Error('late')), 100)
            token.onCancellationRequested(() => reject(new Error('cancelled')))
            work.then((value) => { clearTimeout(timer); resolve(value) }, reject)
          })
        }
      `,
      errors: [
        {
          messageId: 'staysAfterSettling',
          at: "token.onCancellationRequested(() => reject(new Error('cancelled')))",
          data: { holder: '`token`' },
        },
      ],
    },
  ],
  likely: [
    {
      name: 'with nothing else to release',
      code: `
        export function wait(work, token) {
          return new Promise((resolve, reject) => {
            token.onCancellationRequested(() => reject(new Error('cancelled')))
            work.then(resolve, reject)
          })
        }
      `,
      errors: [
        {
          messageId: 'staysAfterSettling',
          at: "token.onCancellationRequested(() => reject(new Error('cancelled')))",
        },
      ],
    },
  ],
})

check('one more for each call', ['untyped'], {
  silent: [
    {
      name: 'in a beginning, of the instance itself, of what the call is given, into a list of the call',
      code: `
        export class Finder {
          constructor(engine, names) {
            this.engine = engine
            this.disposables.push(this.engine.onFound((name) => names.push(name)))
          }
          start(names) { this.disposables.push(this.engine.onFound((name) => names.push(name))) }
          list() { this.disposables.push(this.engine.onFound((name) => this.add(name))) }
          track(item) { this.disposables.push(item.onChange(() => item.draw())) }
          all() {
            const names = []
            const disposables = []
            disposables.push(this.engine.onFound((name) => names.push(name)))
            this.find(names)
            disposables.forEach((each) => each.dispose())
          }
          renew(names) {
            this.disposables.forEach((each) => each.dispose())
            this.disposables.push(this.engine.onFound((name) => names.push(name)))
          }
          add() {}
          dispose() { this.disposables.forEach((each) => each.dispose()) }
        }
      `,
    },
  ],
  likely: [
    {
      name: 'results of one call',
      code: `
        export class Finder {
          constructor(engine) { this.engine = engine }
          names() {
            const names = []
            this.disposables.push(this.engine.onFound((name) => names.push(name)))
            return names
          }
          dispose() { this.disposables.forEach((each) => each.dispose()) }
        }
      `,
      errors: [
        {
          messageId: 'pilesUp',
          at: 'this.engine.onFound((name) => names.push(name))',
          data: {
            method: 'names',
            holder: '`this.engine`',
            captured: 'names',
          },
        },
      ],
    },
  ],
})

const TYPES = `
  interface Disposable { dispose(): void }
  interface Model { onChange(listener: () => void): Disposable; onPaint(listener: () => void): void; onLoad(listener: () => void): this }
`

check('types', ['typed'], {
  silent: [
    {
      name: 'an event that answers nothing, and one that answers its source',
      code: `${TYPES}
        export class View {
          private readonly disposables: Disposable[] = []
          constructor(private readonly model: Model) {
            this.disposables.push(model.onChange(() => {}))
            this.model.onPaint(() => {})
            this.model.onLoad(() => {})
          }
          dispose() { for (const each of this.disposables) each.dispose() }
        }
      `,
    },
    {
      name: 'what a collector answers',
      code: `${TYPES}
        export class View {
          private _register<T extends Disposable>(it: T): T { return it }
          constructor(private readonly model: Model) { this._register(model.onChange(() => {})) }
          dispose() {}
        }
      `,
    },
  ],
  known: [
    {
      name: 'a disposable of what the class is given',
      code: `${TYPES}
        export class View {
          constructor(private readonly model: Model) {}
          show() { this.model.onChange(() => this.draw()) }
          draw() {}
          dispose() {}
        }
      `,
      errors: [{ messageId: 'dropped', at: 'this.model.onChange(() => this.draw())' }],
    },
  ],
})

ruleTester('typed').run('require-unsubscribe', requireUnsubscribe, {
  valid: [
    {
      name: 'a type that nobody disposes of',
      code: `${TYPES}
        export class View {
          constructor(private readonly model: Model) {}
          show() { this.model.onChange(() => {}) }
          dispose() {}
        }
      `,
      settings: { leaks: { ignoreTypes: ['Disposable'] } },
    },
  ],
  invalid: [],
})
