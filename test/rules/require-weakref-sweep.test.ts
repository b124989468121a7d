import { requireWeakrefSweep, type MessageId } from '../../src/rules/require-weakref-sweep.js'
import { certaintyTester } from '../certainty-tester.js'
import type { ExpectedReport } from '../rule-tester.js'

const cases = certaintyTester('require-weakref-sweep', requireWeakrefSweep)

/** A report at the only place of a text. */
const at = (text: string): ExpectedReport<MessageId>[] => [{ messageId: 'neverSwept', at: text }]

cases('what keeps empty WeakRefs', ['everywhere'], {
  known: [
    {
      name: 'a Map of the module',
      code: `
const images = new Map()
export function imageAt(url) {
  const known = images.get(url)?.deref()
  if (known) return known
  const image = load(url)
  images.set(url, new WeakRef(image))
  return image
}`,
      errors: [
        {
          messageId: 'neverSwept',
          at: 'images.set(url, new WeakRef(image))',
          data: {
            name: 'images',
            what: 'the key and empty WeakRef',
            until: 'until the program ends',
          },
        },
      ],
    },
    {
      name: 'a Set of the module',
      code: `
const views = new Set()
export function track(view) { views.add(new WeakRef(view)) }
export function redraw() { for (const ref of views) ref.deref()?.draw() }`,
      errors: [
        {
          messageId: 'neverSwept',
          at: 'views.add(new WeakRef(view))',
          data: {
            name: 'views',
            what: 'the empty WeakRef',
            until: 'until the program ends',
          },
        },
      ],
    },
    {
      name: 'a list of the module, through a variable',
      code: `
const views = []
export function track(view) { const ref = new WeakRef(view); views.push(ref); return ref }`,
      errors: at('views.push(ref)'),
    },
    {
      name: 'an object of the module, in an object',
      code: `
const byId = {}
export const add = (view) => { byId[view.id] = { at: Date.now(), ref: new WeakRef(view) } }`,
      errors: at('byId[view.id] = { at: Date.now(), ref: new WeakRef(view) }'),
    },
    {
      name: 'a private static field',
      code: `
export class View {
  static #all = new Map()
  constructor(id) { View.#all.set(id, new WeakRef(this)) }
}`,
      errors: at('View.#all.set(id, new WeakRef(this))'),
    },
    {
      name: 'a registry that deletes from something else',
      code: `
const images = new Map()
const sizes = new Map()
const registry = new FinalizationRegistry((url) => { sizes.delete(url) })
export function keep(url, image) {
  images.set(url, new WeakRef(image))
  registry.register(image, url)
}`,
      errors: at('images.set(url, new WeakRef(image))'),
    },
  ],
  likely: [
    {
      name: 'a field of an instance',
      code: `
export class Cache {
  #refs = new Map()
  put(key, value) { this.#refs.set(key, new WeakRef(value)) }
  get(key) { return this.#refs.get(key)?.deref() }
}`,
      errors: [
        {
          messageId: 'neverSwept',
          at: 'this.#refs.set(key, new WeakRef(value))',
          data: {
            name: 'this.#refs',
            what: 'the key and empty WeakRef',
            until: 'as long as it lives',
          },
        },
      ],
    },
    {
      name: 'a field that the constructor makes',
      code: `
export class Cache {
  constructor() { this.refs = [] }
  put(value) { this.refs.push(new WeakRef(value)) }
}`,
      errors: at('this.refs.push(new WeakRef(value))'),
    },
    {
      name: 'exported: another file may go through it',
      code: `
export const refs = new Map()
export function put(key, value) { refs.set(key, new WeakRef(value)) }`,
      errors: at('refs.set(key, new WeakRef(value))'),
    },
  ],
  silent: [
    {
      name: 'a registry that deletes the key',
      code: `
const images = new Map()
const registry = new FinalizationRegistry((url) => {
  if (!images.get(url)?.deref()) images.delete(url)
})
export function keep(url, image) {
  images.set(url, new WeakRef(image))
  registry.register(image, url)
}`,
    },
    {
      name: 'a registry that is given the collection',
      code: `
const images = new Map()
const registry = new FinalizationRegistry(({ map, url }) => map.delete(url))
export function keep(url, image) {
  images.set(url, new WeakRef(image))
  registry.register(image, { map: images, url })
}`,
    },
    {
      name: 'a sweep',
      code: `
const images = new Map()
export function keep(url, image) { images.set(url, new WeakRef(image)) }
setInterval(() => {
  for (const [url, ref] of images) if (!ref.deref()) images.delete(url)
}, 60_000).unref()`,
    },
    {
      name: 'a list that is filtered',
      code: `
let views = []
export function track(view) { views.push(new WeakRef(view)) }
export function redraw() { views = views.filter((ref) => ref.deref()); views.forEach((ref) => ref.deref()?.draw()) }`,
    },
    {
      name: 'a field that is filtered',
      code: `
export class Views {
  refs = []
  track(view) { this.refs.push(new WeakRef(view)) }
  sweep() { this.refs = this.refs.filter((ref) => ref.deref()) }
}`,
    },
    {
      name: 'one that has a limit',
      code: `
const views = []
export function track(view) { if (views.length > 99) views.shift(); views.push(new WeakRef(view)) }`,
    },
    {
      name: 'handed to code that may go through it',
      code: `
const views = []
export function track(view) { views.push(new WeakRef(view)); sweepSometimes(views) }`,
    },
    { name: 'a variable', code: 'let last; export function track(view) { last = new WeakRef(view) }' },
    { name: 'a field', code: 'export class A { constructor(b) { this.parent = new WeakRef(b) } }' },
    {
      name: 'keys that the program names',
      code: `
const views = {}
export function track(view) { views['main'] = new WeakRef(view); views.other = new WeakRef(view) }`,
    },
    {
      name: 'keys that come to two',
      code: `
const views = new Map()
export function track(view, isMain) { views.set(isMain ? 'main' : 'other', new WeakRef(view)) }`,
    },
    {
      name: 'filled while the module loads',
      code: 'const views = []; for (const view of makeViews()) views.push(new WeakRef(view))',
    },
    {
      name: 'a collection of the call',
      code: 'export function refs(views) { const all = []; for (const view of views) all.push(new WeakRef(view)); return all.length }',
    },
    {
      name: 'a WeakMap',
      code: 'const parents = new WeakMap(); export function link(a, b) { parents.set(a, new WeakRef(b)) }',
    },
    {
      name: 'objects rather than WeakRefs',
      code: 'const views = []; export function track(view) { views.push(view); return new WeakRef(view) }',
    },
    {
      name: 'a test',
      code: "import test from 'node:test'; const all = []; test('x', () => { for (const o of make()) all.push(new WeakRef(o)) })",
    },
  ],
})

cases('TypeScript', ['untypedTs', 'typed'], {
  known: [
    {
      name: 'with types and odd spaces',
      code: `
const images: Map<string, WeakRef<object>> = new Map()
export const keep = (url: string, image: object) => void images
  /* by url */ . set(url, new WeakRef(image) as WeakRef<object>)`,
      errors: at('images\n  /* by url */ . set(url, new WeakRef(image) as WeakRef<object>)'),
    },
  ],
  silent: [
    {
      name: 'keys of a declared kind',
      code: `
const views = new Map<'a' | 'b', WeakRef<object>>()
export function track(key: 'a' | 'b', view: object): void { views.set(key, new WeakRef(view)) }`,
    },
  ],
})
