import { noFinalizerRetention, type MessageId } from '../../src/rules/no-finalizer-retention.js'
import { certaintyTester } from '../certainty-tester.js'
import type { ExpectedReport } from '../rule-tester.js'

const cases = certaintyTester('no-finalizer-retention', noFinalizerRetention)

const REGISTRY = 'const registry = new FinalizationRegistry((held) => release(held))'

const at = (messageId: MessageId, text: string, line?: number): ExpectedReport<MessageId>[] => [
  { messageId, at: text, ...(line === undefined ? {} : { line }) },
]

cases('held values that lead to their target', ['everywhere'], {
  known: [
    {
      name: 'the target itself',
      code: `${REGISTRY}
export function track(file) { registry.register(file, file) }`,
      errors: [
        {
          messageId: 'heldIsTarget',
          line: 2,
          column: 55,
          endLine: 2,
          endColumn: 59,
          data: { target: 'file' },
        },
      ],
    },
    {
      name: 'the instance itself',
      code: `${REGISTRY}
export class File { constructor() { registry.register(this, this) } }`,
      errors: [{ messageId: 'heldIsTarget', line: 2, column: 61, endLine: 2, endColumn: 65 }],
    },
    {
      name: 'the instance under another name',
      code: `${REGISTRY}
export class File { constructor() { const self = this; registry.register(this, self) } }`,
      errors: [{ messageId: 'heldIsTarget', line: 2, column: 80, endLine: 2, endColumn: 84 }],
    },
    {
      name: 'an object with the target in it',
      code: `${REGISTRY}
export function track(file) { registry.register(file, { id: 1, parts: [file] }) }`,
      errors: [{ messageId: 'heldReachesTarget', at: '{ id: 1, parts: [file] }', data: { target: 'file' } }],
    },
    {
      name: 'a list with the instance in it',
      code: `${REGISTRY}
export class File { constructor(id) { registry.register(this, [id, this]) } }`,
      errors: at('heldReachesTarget', '[id, this]'),
    },
    {
      name: 'a variable with such an object',
      code: `${REGISTRY}
export function track(file) { const entry = { file }; registry.register(file, entry) }`,
      errors: [{ messageId: 'heldReachesTarget', line: 2, column: 79, endLine: 2, endColumn: 84 }],
    },
    {
      name: 'an object that is given the target',
      code: `${REGISTRY}
export function track(file) { const entry = make(); entry.file = file; registry.register(file, entry) }`,
      errors: [{ messageId: 'heldReachesTarget', line: 2, column: 96, endLine: 2, endColumn: 101 }],
    },
    {
      name: 'a property that leads back',
      code: `${REGISTRY}
export class File { constructor() { this.inner = { owner: this }; registry.register(this, this.inner) } }`,
      errors: [{ messageId: 'heldReachesTarget', line: 2, column: 91, endLine: 2, endColumn: 101 }],
    },
    {
      name: 'a function that uses the target',
      code: `${REGISTRY}
export function track(file) { registry.register(file, () => file.handle.close()) }`,
      errors: [{ messageId: 'heldUsesTarget', at: '() => file.handle.close()', data: { target: 'file' } }],
    },
    {
      name: 'an arrow function that uses the instance',
      code: `${REGISTRY}
export class File { constructor() { registry.register(this, () => { this.close() }) } }`,
      errors: at('heldUsesTarget', '() => { this.close() }'),
    },
    {
      name: 'a bound method',
      code: `${REGISTRY}
export class File { constructor() { registry.register(this, this.close.bind(this)) } close() {} }`,
      errors: at('heldUsesTarget', 'this.close.bind(this)'),
    },
    {
      name: 'a function of the call that uses the target',
      code: `${REGISTRY}
export function track(file) {
  function close() { file.close() }
  registry.register(file, close)
}`,
      errors: at('heldUsesTarget', 'close', 4),
    },
    {
      name: 'a registry in a static field',
      code: `
export class File {
  static #registry = new FinalizationRegistry((f) => f())
  constructor() { File.#registry.register(this, () => this.close()) }
}`,
      errors: at('heldUsesTarget', '() => this.close()'),
    },
    {
      name: 'a registry that is a stand-in where there is none',
      code: `
const registry = typeof FinalizationRegistry === 'undefined' ? { register() {} } : new FinalizationRegistry((f) => f())
export function track(file) { registry.register(file, { file }, file) }`,
      errors: at('heldReachesTarget', '{ file }'),
    },
  ],
  silent: [
    {
      name: 'an id, with the target as the token',
      code: `${REGISTRY}
export function track(file) { registry.register(file, file.id, file) }`,
    },
    {
      name: 'an inner resource',
      code: `${REGISTRY}
export class File { constructor() { this.handle = open(); registry.register(this, this.handle, this) } }`,
    },
    {
      name: 'a list of parts',
      code: `${REGISTRY}
export function track(file) { registry.register(file, [file.fd, { path: file.path }]) }`,
    },
    {
      name: 'a function of the inner resource',
      code: `${REGISTRY}
export function track(file) { const { handle } = file; registry.register(file, () => handle.close()) }`,
    },
    {
      name: 'what is built from the target: nobody knows what it keeps',
      code: `${REGISTRY}
export function track(file) { registry.register(file, new Closer(file)) }`,
    },
    {
      name: 'a copy of its properties',
      code: `${REGISTRY}
export function track(file) { registry.register(file, { ...file }) }`,
    },
    {
      name: 'a function with a `this` of its own',
      code: `${REGISTRY}
export class File { constructor() { registry.register(this, function () { this.close() }) } }`,
    },
    {
      name: 'a function with a parameter of the same name',
      code: `${REGISTRY}
export function track(file) { registry.register(file, (file) => file.close()) }`,
    },
    {
      name: 'an inner object as the target, and what wraps it as the held value',
      code: `${REGISTRY}
export function track(file) { const proxy = new Proxy(file, {}); registry.register(proxy, file); return proxy }`,
    },
    {
      name: 'another registry',
      code: 'const registry = makeRegistry(); export function track(file) { registry.register(file, file) }',
    },
    {
      name: 'a class of that name',
      code: `
import { FinalizationRegistry } from './shim.js'
const registry = new FinalizationRegistry(() => {})
export function track(file) { registry.register(file, file) }`,
    },
    { name: 'nothing registered', code: `${REGISTRY}; registry.register(); registry.register(...pairs)` },
    {
      name: 'variables made of each other',
      code: `${REGISTRY}; export function f(o) { const a = [b]; const b = [a]; registry.register(o, a) }`,
    },
    {
      name: 'a test',
      code: `import { test } from 'vitest'; ${REGISTRY}; test('x', () => { registry.register(a, () => a); })`,
    },
  ],
})

cases('callbacks that use the target', ['everywhere'], {
  known: [
    {
      name: 'of a registry that others keep',
      code: `
export function track(file, registries) {
  const registry = new FinalizationRegistry(() => file.close())
  registry.register(file, 0)
  registries.push(registry)
}`,
      errors: [{ messageId: 'callbackUsesTarget', at: '() => file.close()', data: { target: 'file' } }],
    },
    {
      name: 'of a registry in a field of another object',
      code: `
export class Pool {
  watch(file) {
    this.registry = new FinalizationRegistry(() => { this.drop(file) })
    this.registry.register(file, 0)
  }
}`,
      errors: [
        {
          messageId: 'callbackUsesTarget',
          at: '() => { this.drop(file) }',
          data: { target: 'file' },
        },
      ],
    },
  ],
  silent: [
    {
      name: 'of what is held',
      code: `
export function track(file, registries) {
  const registry = new FinalizationRegistry((handle) => handle.close())
  registry.register(file, file.handle)
  registries.push(registry)
}`,
    },
    {
      name: 'a static callback, whose `this` is the class',
      code: `
export class File {
  static open = 0
  static registry = new FinalizationRegistry(() => { this.open-- })
  constructor(id) { File.registry.register(this, id) }
}`,
    },
  ],
})

cases('registries that nobody keeps', ['everywhere'], {
  known: [
    {
      name: 'under no name',
      code: 'export function track(file) { new FinalizationRegistry(release).register(file, file.id) }',
      errors: [
        { messageId: 'nobodyKeeps', at: 'new FinalizationRegistry(release)', data: { target: 'file' } },
      ],
    },
    {
      name: 'in a variable of the call',
      code: `
export function track(file) {
  const registry = new FinalizationRegistry(release)
  registry.register(file, file.id)
  return file
}`,
      errors: [
        {
          messageId: 'keptByCall',
          at: 'new FinalizationRegistry(release)',
          data: { target: 'file', function: 'track()' },
        },
      ],
    },
    {
      name: 'in a variable of the call, with a callback that uses the target: it goes all the same',
      code: `
export const track = (file) => {
  const registry = new FinalizationRegistry(() => { file.close() })
  registry.register(file, file.id)
}`,
      errors: at('keptByCall', 'new FinalizationRegistry(() => { file.close() })'),
    },
    {
      name: 'in a field of what is registered',
      code: `
export class File {
  #registry = new FinalizationRegistry(release)
  constructor(id) { this.#registry.register(this, id) }
}`,
      errors: [
        { messageId: 'keptByTarget', at: 'new FinalizationRegistry(release)', data: { target: 'this' } },
      ],
    },
    {
      name: 'in a field that the constructor makes',
      code: `
export class File {
  constructor(id) {
    this.registry = new FinalizationRegistry(() => this.close())
    this.registry.register(this, id)
  }
}`,
      errors: at('keptByTarget', 'new FinalizationRegistry(() => this.close())'),
    },
  ],
  silent: [
    {
      name: 'in a variable of the module',
      code: `${REGISTRY}; export function track(file) { registry.register(file, file.id) }`,
    },
    {
      name: 'in a variable of the module that is filled later',
      code: `
let registry
export function track(file) {
  registry ??= new FinalizationRegistry(release)
  registry.register(file, file.id)
}`,
    },
    {
      name: 'in a variable of a call that is used later',
      code: `
export function makeTracker() {
  const registry = new FinalizationRegistry(release)
  return (file) => registry.register(file, file.id)
}`,
    },
    {
      name: 'handed back',
      code: `
export function track(file) {
  const registry = new FinalizationRegistry(release)
  registry.register(file, file.id)
  return registry
}`,
    },
    {
      name: 'in a call that waits, and keeps its variables for as long',
      code: `
export async function serve(file) {
  const registry = new FinalizationRegistry(release)
  registry.register(file, file.id)
  await closed
}`,
    },
    {
      name: 'in a static field',
      code: `
export class File {
  static #registry = new FinalizationRegistry(release)
  constructor(id) { File.#registry.register(this, id) }
}`,
    },
    {
      name: 'in a field of what registers others',
      code: `
export class Pool {
  #registry = new FinalizationRegistry(release)
  add(file) { this.#registry.register(file, file.id) }
}`,
    },
    {
      name: 'in a field of what is registered, that others are given',
      code: `
export class File {
  constructor(id) { this.registry = new FinalizationRegistry(release); this.registry.register(this, id); keep(this.registry) }
}`,
    },
    { name: 'never used', code: 'export function probe() { new FinalizationRegistry(release) }' },
    {
      name: 'while the module loads',
      code: '{ const registry = new FinalizationRegistry(release); registry.register(globalThis.app, 1) }',
    },
  ],
})

cases('targets that stay', ['everywhere'], {
  likely: [
    {
      name: 'an object of the module',
      code: `${REGISTRY}
const app = makeApp()
export function use(plugin) { registry.register(app, plugin) }`,
      errors: [
        { messageId: 'registeredAgain', at: 'registry.register(app, plugin)', data: { target: 'app' } },
      ],
    },
    {
      name: 'the document',
      code: `${REGISTRY}
export function use(plugin) { registry.register(document, plugin) }`,
      errors: at('registeredAgain', 'registry.register(document, plugin)'),
    },
  ],
  silent: [
    {
      name: 'once, while the module loads',
      code: `${REGISTRY}; const app = makeApp(); registry.register(app, 1)`,
    },
    {
      name: 'once, by a flag',
      code: `${REGISTRY}
const app = makeApp()
let done = false
export function use() { if (done) return; done = true; registry.register(app, 1) }`,
    },
    {
      name: 'a variable of the module that changes',
      code: `${REGISTRY}
let app
export function restart() { app = makeApp(); registry.register(app, 1) }
export function stop() { app = undefined }`,
    },
  ],
})

cases('TypeScript', ['untypedTs', 'typed'], {
  known: [
    {
      name: 'with types and odd spaces',
      code: `
const registry: FinalizationRegistry<() => void> = new FinalizationRegistry<() => void>((close) => { close() })
export function track(file: { close(): void }): void {
  registry /* later */ . register(file as object, (() => { file!.close() }) satisfies () => void)
}`,
      errors: at('heldUsesTarget', '(() => { file!.close() }) satisfies () => void'),
    },
  ],
  silent: [
    {
      name: 'the target in a type only',
      code: `
const registry = new FinalizationRegistry<() => void>((close) => { close() })
export function track(file: { fd: number }, close: (fd: number) => void): void {
  const { fd } = file
  registry.register(file, () => { close(fd as typeof file.fd) })
}`,
    },
  ],
})
