import { describe } from 'vitest'

import { preferWeakCollection, type MessageId } from '../../src/rules/prefer-weak-collection.js'
import { certaintyTester } from '../certainty-tester.js'
import { ruleTester, type ExpectedReport } from '../rule-tester.js'

const cases = certaintyTester('prefer-weak-collection', preferWeakCollection)

/** A report at the only place of a text. */
const at = (messageId: MessageId, text: string): ExpectedReport<MessageId>[] => [{ messageId, at: text }]

const weak = (
  messageId: MessageId,
  text: string,
  output: string,
  kind = 'WeakMap',
): ExpectedReport<MessageId>[] => [
  { messageId, at: text, suggestions: [{ messageId: 'useWeak', data: { weak: kind }, output }] },
]

cases('keys that are objects of others', ['everywhere'], {
  known: [
    {
      name: 'an element',
      code: `
const states = new Map()
export function stateOf(element) {
  if (!states.has(element)) {
    states.set(element, { open: false })
    element.addEventListener('click', toggle)
  }
  return states.get(element)
}`,
      errors: [
        {
          messageId: 'keepsKeys',
          at: 'states = new Map()',
          data: { name: 'states', key: '`element`', weak: 'WeakMap', values: ' and its value' },
          suggestions: [
            {
              messageId: 'useWeak',
              data: { weak: 'WeakMap' },
              output: `
const states = new WeakMap()
export function stateOf(element) {
  if (!states.has(element)) {
    states.set(element, { open: false })
    element.addEventListener('click', toggle)
  }
  return states.get(element)
}`,
            },
          ],
        },
      ],
    },
    {
      name: 'an element in a Set, with comments and odd spaces',
      code: `
const /* all */ bound = new /* a */ Set( )
export const bind = (el) => { if (bound . has(el)) return; bound
  .add(el); el.setAttribute('bound', '') }`,
      errors: weak(
        'keepsKeys',
        'bound = new /* a */ Set( )',
        `
const /* all */ bound = new /* a */ WeakSet( )
export const bind = (el) => { if (bound . has(el)) return; bound
  .add(el); el.setAttribute('bound', '') }`,
        'WeakSet',
      ),
    },
    {
      name: 'elements of a list',
      code: `
const seen = new Set()
export function scan(root) {
  for (const link of root.querySelectorAll('a')) if (!seen.has(link)) seen.add(link)
}`,
      errors: weak(
        'keepsKeys',
        'seen = new Set()',
        `
const seen = new WeakSet()
export function scan(root) {
  for (const link of root.querySelectorAll('a')) if (!seen.has(link)) seen.add(link)
}`,
        'WeakSet',
      ),
    },
    {
      name: 'the target of an event',
      code: `
const clicks = new Map()
export function count(event) {
  clicks.set(event.target, (clicks.get(event.target) ?? 0) + 1)
}`,
      errors: weak(
        'keepsKeys',
        'clicks = new Map()',
        `
const clicks = new WeakMap()
export function count(event) {
  clicks.set(event.target, (clicks.get(event.target) ?? 0) + 1)
}`,
      ),
    },
    {
      name: 'an emitter',
      code: `
const sockets = new Map()
export function follow(socket) {
  sockets.set(socket, Date.now())
  socket.on('data', () => report(sockets.get(socket)))
}`,
      errors: weak(
        'keepsKeys',
        'sockets = new Map()',
        `
const sockets = new WeakMap()
export function follow(socket) {
  sockets.set(socket, Date.now())
  socket.on('data', () => report(sockets.get(socket)))
}`,
      ),
    },
    {
      name: 'the instances of a class',
      code: `
const secrets = new Map()
export class Account {
  constructor(secret) { secrets.set(this, secret) }
  check(text) { return secrets.get(this) === text }
}`,
      errors: weak(
        'keepsKeys',
        'secrets = new Map()',
        `
const secrets = new WeakMap()
export class Account {
  constructor(secret) { secrets.set(this, secret) }
  check(text) { return secrets.get(this) === text }
}`,
      ),
    },
    {
      name: 'the instances of a class in its own static field',
      code: `
export class Row {
  static #open = new Set()
  open() { Row.#open.add(this) }
  get isOpen() { return Row.#open.has(this) }
}`,
      errors: weak(
        'keepsKeys',
        'static #open = new Set()',
        `
export class Row {
  static #open = new WeakSet()
  open() { Row.#open.add(this) }
  get isOpen() { return Row.#open.has(this) }
}`,
        'WeakSet',
      ),
    },
    {
      name: 'an object that is made for each call',
      code: `
const notes = new Map()
export function createJob(note) {
  const job = new Job()
  notes.set(job, note)
  return job
}
export const noteOf = (job) => notes.get(job)`,
      errors: weak(
        'keepsKeys',
        'notes = new Map()',
        `
const notes = new WeakMap()
export function createJob(note) {
  const job = new Job()
  notes.set(job, note)
  return job
}
export const noteOf = (job) => notes.get(job)`,
      ),
    },
    {
      name: 'a value that leads back to its key: a WeakMap lets both go',
      code: `
const wrappers = new Map()
export function wrap(element) {
  const known = wrappers.get(element)
  if (known) return known
  const wrapper = { element, width: element.offsetWidth }
  wrappers.set(element, wrapper)
  return wrapper
}`,
      errors: weak(
        'keepsKeys',
        'wrappers = new Map()',
        `
const wrappers = new WeakMap()
export function wrap(element) {
  const known = wrappers.get(element)
  if (known) return known
  const wrapper = { element, width: element.offsetWidth }
  wrappers.set(element, wrapper)
  return wrapper
}`,
      ),
    },
    {
      name: 'the only instance of a class',
      code: `
class Tips {
  #texts = new Map()
  show(element, text) { this.#texts.set(element, text); element.classList.add('tip') }
  textOf(element) { return this.#texts.get(element) }
}
export const tips = new Tips()`,
      errors: weak(
        'keepsKeys',
        '#texts = new Map()',
        `
class Tips {
  #texts = new WeakMap()
  show(element, text) { this.#texts.set(element, text); element.classList.add('tip') }
  textOf(element) { return this.#texts.get(element) }
}
export const tips = new Tips()`,
      ),
    },
  ],
  likely: [
    {
      name: 'exported: other files may go through it',
      code: `
export const states = new Map()
export function open(element) { states.set(element, states.has(element)); element.classList.add('open') }`,
      errors: at('keepsKeys', 'states = new Map()'),
    },
    {
      name: 'an object of an unknown kind',
      code: `
const totals = new Map()
export function total(order) {
  if (!totals.has(order)) totals.set(order, order.lines.length)
  return totals.get(order)
}`,
      errors: weak(
        'keepsKeys',
        'totals = new Map()',
        `
const totals = new WeakMap()
export function total(order) {
  if (!totals.has(order)) totals.set(order, order.lines.length)
  return totals.get(order)
}`,
      ),
    },
    {
      name: 'a removal that somebody has to call',
      code: `
const tips = new Map()
export function addTip(element, text) { tips.set(element, text); element.classList.add('tip') }
export function tipOf(element) { return tips.get(element) }
export function removeTip(element) { tips.delete(element) }`,
      errors: [
        {
          messageId: 'keepsUntilRemoved',
          at: 'tips = new Map()',
          data: {
            name: 'tips',
            key: '`element`',
            weak: 'WeakMap',
            values: ' and its value',
            removal: '`tips.delete(element)`',
          },
          suggestions: [
            {
              messageId: 'useWeak',
              data: { weak: 'WeakMap' },
              output: `
const tips = new WeakMap()
export function addTip(element, text) { tips.set(element, text); element.classList.add('tip') }
export function tipOf(element) { return tips.get(element) }
export function removeTip(element) { tips.delete(element) }`,
            },
          ],
        },
      ],
    },
    {
      name: 'emptied now and then, which no weak collection can be',
      code: `
const tips = new Map()
export function addTip(element, text) { tips.set(element, text); element.classList.add('tip') }
export function tipOf(element) { return tips.get(element) }
export function forget() { tips.clear() }`,
      errors: at('keepsUntilRemoved', 'tips = new Map()'),
    },
    {
      name: 'a class of which there is one, by its name',
      code: `
const options = new Map()
export class ThemeService {
  constructor(value) { options.set(this, value) }
  read() { return options.get(this) }
}`,
      errors: weak(
        'keepsKeys',
        'options = new Map()',
        `
const options = new WeakMap()
export class ThemeService {
  constructor(value) { options.set(this, value) }
  read() { return options.get(this) }
}`,
      ),
    },
  ],
  silent: [
    {
      name: 'a WeakMap',
      code: 'const m = new WeakMap(); export function f(el) { m.set(el, m.get(el)); el.closest("a") }',
    },
    {
      name: 'gone through',
      code: `
const open = new Set()
export function show(el) { if (!open.has(el)) open.add(el); el.classList.add('open') }
export function hideAll() { for (const el of open) el.classList.remove('open') }`,
    },
    {
      name: 'gone through by forEach',
      code: `
const open = new Map()
export function show(el) { if (!open.has(el)) open.set(el, 1); el.classList.add('open') }
export function hideAll() { open.forEach((_, el) => el.classList.remove('open')) }`,
    },
    {
      name: 'spread',
      code: `
const open = new Set()
export function show(el) { if (!open.has(el)) open.add(el); el.classList.add('open') }
export const all = () => [...open]`,
    },
    {
      name: 'counted',
      code: `
const open = new Set()
export function show(el) { if (!open.has(el)) open.add(el); el.classList.add('open') }
export const count = () => open.size`,
    },
    {
      name: 'handed on',
      code: `
const open = new Set()
export function show(el) { if (!open.has(el)) open.add(el); el.classList.add('open'); publish(open) }`,
    },
    {
      name: 'returned by what adds to it',
      code: `
const open = new Set()
export function show(el) { el.classList.add('open'); open.has(el); return open.add(el) }`,
    },
    {
      name: 'never looked up: it is there to keep them',
      code: `
const alive = new Set()
export function play(el) { alive.add(el); el.addEventListener('ended', stop) }`,
    },
    {
      name: 'taken out again by the function that adds',
      code: `
const busy = new Set()
export function visit(el) {
  if (busy.has(el)) return
  busy.add(el)
  try { el.querySelectorAll('a').forEach(visit) } finally { busy.delete(el) }
}`,
    },
    {
      name: 'taken out when the key closes',
      code: `
const users = new Map()
export function join(socket, user) {
  users.set(socket, user)
  socket.on('close', () => users.delete(socket))
}
export const userOf = (socket) => users.get(socket)`,
    },
    {
      name: 'taken out in a listener elsewhere',
      code: `
const users = new Map()
export function join(socket, user) { users.set(socket, user); socket.on('data', read) }
server.on('disconnect', (socket) => { users.delete(socket) })
export const userOf = (socket) => users.get(socket)`,
    },
    {
      name: 'taken out by a timer of the entry',
      code: `
const recent = new Set()
export function touch(el) {
  if (recent.has(el)) return
  el.classList.add('on')
  recent.add(el)
  setTimeout(() => recent.delete(el), 100)
}`,
    },
    {
      name: 'taken out by the teardown of the instance',
      code: `
const hosts = new Map()
export class Popup {
  constructor(el) { this.el = el; hosts.set(this, el) }
  host() { return hosts.get(this) }
  destroy() { hosts.delete(this) }
}`,
    },
    {
      name: 'callbacks as keys',
      code: `
const wrapped = new Map()
export function wrap(handler) {
  if (!wrapped.has(handler)) wrapped.set(handler, (event) => handler(event))
  return wrapped.get(handler)
}`,
    },
    {
      name: 'classes as keys',
      code: `
const made = new Map()
export function get(Service) {
  if (!made.has(Service)) made.set(Service, new Service())
  return made.get(Service)
}`,
    },
    {
      name: 'the constructor of an object as the key',
      code: `
const fields = new Map()
export function fieldsOf(row) {
  if (!fields.has(row.constructor)) fields.set(row.constructor, Object.keys(row))
  return fields.get(row.constructor)
}`,
    },
    {
      name: 'prototypes as keys',
      code: `
const fields = new Map()
export function fieldsOf(row) {
  const base = Object.getPrototypeOf(row)
  if (!fields.has(base)) fields.set(base, Object.keys(row))
  return fields.get(base)
}`,
    },
    {
      name: 'the target of a decorator',
      code: `
const names = new Map()
export function field(target, name) { if (!names.has(target)) names.set(target, name); target.fields.push(name) }`,
    },
    {
      name: 'objects of the module as keys',
      code: `
const red = { name: 'red' }
const uses = new Map()
export function useRed() { uses.set(red, (uses.get(red) ?? 0) + 1) }`,
    },
    {
      name: 'imports as keys',
      code: `
import { palette } from './palette.js'
const uses = new Map()
export function use() { uses.set(palette, (uses.get(palette) ?? 0) + 1) }`,
    },
    {
      name: 'the window as the key',
      code: `
const uses = new Map()
export function use() { uses.set(window, (uses.get(window) ?? 0) + 1) }`,
    },
    {
      name: 'strings as keys',
      code: `
const pages = new Map()
export function page(url) { if (!pages.has(url)) pages.set(url, url.length); return pages.get(url) }`,
    },
    {
      name: 'strings and objects as keys',
      code: `
const sizes = new Map()
export function size(part) {
  if (typeof part === 'string') return part.length
  if (!sizes.has(part)) sizes.set(part, part.offsetWidth)
  return sizes.get(part)
}
export function preset(name) { sizes.set('preset', name) }`,
    },
    {
      name: 'a key with a default that is a string',
      code: `
const sizes = new Map()
export function size(part = 'all') { if (!sizes.has(part)) sizes.set(part, part.lines); return sizes.get(part) }`,
    },
    {
      name: 'nothing tells what the keys are',
      code: `
const sizes = new Map()
export function size(part) { if (!sizes.has(part)) sizes.set(part, measure(part)); return sizes.get(part) }`,
    },
    {
      name: 'the only instance as the key',
      code: `
const owned = new Map()
class Shell { constructor() { owned.set(this, 1) } has() { return owned.has(this) } }
export const shell = new Shell()`,
    },
    {
      name: 'static code, whose `this` is the class',
      code: `
const owned = new Map()
export class Shell { static add() { owned.set(this, 1) } static has() { return owned.has(this) } }`,
    },
    {
      name: 'filled while the module loads',
      code: `
const order = new Map()
document.querySelectorAll('a').forEach((el, index) => { order.set(el, index); el.classList.add('x') })
export const orderOf = (el) => order.get(el)`,
    },
    {
      name: 'filled by a function that runs once',
      code: `
const order = new Map()
function fill() { for (const el of document.querySelectorAll('a')) order.set(el, 1) }
fill()
export const orderOf = (el) => order.get(el)`,
    },
    {
      name: 'one of a call',
      code: `
export function unique(list) {
  const seen = new Set()
  return list.filter((el) => !seen.has(el) && el.closest('a') && seen.add(el))
}`,
    },
    {
      name: 'one of an instance',
      code: `
export class Tips { #texts = new Map(); show(el, text) { this.#texts.set(el, text); el.closest('a'); return this.#texts.get(el) } }`,
    },
    {
      name: 'filled from the beginning',
      code: `
const order = new Map(entries)
export function add(el) { order.set(el, order.get(el)); el.classList.add('x') }`,
    },
    {
      name: 'replaced now and then',
      code: `
let order = new Map()
export function add(el) { order.set(el, order.get(el)); el.classList.add('x') }
export function reset() { order = new Map() }`,
    },
    {
      name: 'a class of the same name',
      code: `
import { Map } from 'immutable'
const order = new Map()
export function add(el) { order.set(el, order.get(el)); el.classList.add('x') }`,
    },
    {
      name: 'a test',
      code: `
import { test } from 'vitest'
const order = new Map()
export function add(el) { order.set(el, order.get(el)); el.classList.add('x') }`,
    },
    {
      name: 'objects that refer to each other: they are collected together',
      code: `
export function pair(name) {
  const a = { name }
  const b = { name, a }
  a.b = b
  return a.name
}`,
    },
  ],
})

cases('types that are written', ['untypedTs', 'typedDom'], {
  known: [
    {
      name: 'at the construction',
      code: `
const sizes = new Map<HTMLElement, number>()
export function sizeOf(el: HTMLElement): number | undefined { sizes.set(el, 1); return sizes.get(el) }`,
      errors: weak(
        'keepsKeys',
        'sizes = new Map<HTMLElement, number>()',
        `
const sizes = new WeakMap<HTMLElement, number>()
export function sizeOf(el: HTMLElement): number | undefined { sizes.set(el, 1); return sizes.get(el) }`,
      ),
    },
    {
      name: 'at the variable',
      code: `
const seen: Set<Element | SVGPathElement> = new Set()
export function isNew(el: Element): boolean { const is = !seen.has(el); seen.add(el); return is }`,
      errors: weak(
        'keepsKeys',
        'seen: Set<Element | SVGPathElement> = new Set()',
        `
const seen: WeakSet<Element | SVGPathElement> = new WeakSet()
export function isNew(el: Element): boolean { const is = !seen.has(el); seen.add(el); return is }`,
        'WeakSet',
      ),
    },
    {
      name: 'at the parameter',
      code: `
const sizes = new Map()
export function sizeOf(el: Element): number { sizes.set(el, 1); return sizes.get(el) as number }`,
      errors: weak(
        'keepsKeys',
        'sizes = new Map()',
        `
const sizes = new WeakMap()
export function sizeOf(el: Element): number { sizes.set(el, 1); return sizes.get(el) as number }`,
      ),
    },
    {
      name: 'a class of the file, in a private static field',
      code: `
class Job { id = 1 }
export class Queue {
  private static readonly started = new Map<Job, number>()
  static start(job: Job): void { if (!Queue.started.has(job)) Queue.started.set(job, Date.now()) }
}`,
      errors: weak(
        'keepsKeys',
        'private static readonly started = new Map<Job, number>()',
        `
class Job { id = 1 }
export class Queue {
  private static readonly started = new WeakMap<Job, number>()
  static start(job: Job): void { if (!Queue.started.has(job)) Queue.started.set(job, Date.now()) }
}`,
      ),
    },
    {
      name: 'any object',
      code: `
const ids = new Map<object, number>()
export function idOf(value: object): number { if (!ids.has(value)) ids.set(value, Math.random()); return ids.get(value)! }`,
      errors: weak(
        'keepsKeys',
        'ids = new Map<object, number>()',
        `
const ids = new WeakMap<object, number>()
export function idOf(value: object): number { if (!ids.has(value)) ids.set(value, Math.random()); return ids.get(value)! }`,
      ),
    },
  ],
  likely: [
    {
      name: 'an interface: it may describe a fixed number of objects',
      code: `
interface Order { lines: string[] }
const totals = new Map<Order, number>()
export function total(order: Order): number { totals.set(order, 1); return totals.get(order)! }`,
      errors: weak(
        'keepsKeys',
        'totals = new Map<Order, number>()',
        `
interface Order { lines: string[] }
const totals = new WeakMap<Order, number>()
export function total(order: Order): number { totals.set(order, 1); return totals.get(order)! }`,
      ),
    },
    {
      name: 'keys that may be null, which a WeakMap does not take',
      code: `
const sizes = new Map<Element | null, number>()
export function sizeOf(el: Element): number | undefined { sizes.set(el, 1); return sizes.get(el) }
export function forget(el: Element): void { sizes.delete(el) }`,
      errors: at('keepsUntilRemoved', 'sizes = new Map<Element | null, number>()'),
    },
  ],
  silent: [
    {
      name: 'strings',
      code: `
type Id = string
const totals = new Map<Id, number>()
export function total(id: Id): number { totals.set(id, 1); return totals.get(id)! }`,
    },
    {
      name: 'strings or elements',
      code: `
const totals = new Map<string | Element, number>()
export function total(el: Element): number { totals.set(el, 1); return totals.get(el)! }`,
    },
    {
      name: 'an enumeration',
      code: `
enum Kind { A, B }
const totals = new Map<Kind, number>()
export function total(kind: Kind): number { totals.set(kind, 1); return totals.get(kind)! }`,
    },
    {
      name: 'functions',
      code: `
const totals = new Map<() => void, number>()
export function total(run: () => void): number { totals.set(run, 1); return totals.get(run)! }`,
    },
    {
      name: 'classes, by an interface',
      code: `
interface Made<T> { new (): T }
const totals = new Map<Made<object>, object>()
export function total(made: Made<object>): object { totals.set(made, {}); return totals.get(made)! }`,
    },
    {
      name: 'classes, by typeof',
      code: `
class A {}
const totals = new Map<typeof A, number>()
export function total(a: typeof A): number { totals.set(a, 1); return totals.get(a)! }`,
    },
    {
      name: 'symbols',
      code: `
const totals = new Map<symbol, number>()
export function total(key: symbol): number { totals.set(key, 1); return totals.get(key)! }`,
    },
    {
      name: 'the targets of decorators',
      code: `
const names = new Map<object, string>()
export function field(target: object, name: string): void { if (!names.has(target)) names.set(target, name) }`,
    },
  ],
})

cases('types that are known', ['typed'], {
  known: [
    {
      name: 'instances of a class',
      code: `
class Job { id = 1 }
type Work = Job
const started = new Map<Work, number>()
export function start(work: Work): void { if (!started.has(work)) started.set(work, 1) }`,
      errors: weak(
        'keepsKeys',
        'started = new Map<Work, number>()',
        `
class Job { id = 1 }
type Work = Job
const started = new WeakMap<Work, number>()
export function start(work: Work): void { if (!started.has(work)) started.set(work, 1) }`,
      ),
    },
    {
      name: 'what a function answers',
      code: `
class Job { id = 1 }
declare function current(): Job
const started = new Set()
export function start(): void { if (!started.has(current())) started.add(current()) }`,
      errors: weak(
        'keepsKeys',
        'started = new Set()',
        `
class Job { id = 1 }
declare function current(): Job
const started = new WeakSet()
export function start(): void { if (!started.has(current())) started.add(current()) }`,
        'WeakSet',
      ),
    },
    {
      name: 'a key that may be missing where it is looked up: the type of a WeakMap does not take it',
      code: `
class Job { id = 1 }
const started = new Map()
export function start(job: Job): void { started.set(job, 1) }
export function isStarted(job?: Job): boolean { return started.has(job) }`,
      errors: at('keepsKeys', 'started = new Map()'),
    },
  ],
  likely: [
    {
      name: 'objects of some kind',
      code: `
declare function current(): { lines: string[] }
const started = new Set()
export function start(): void { if (!started.has(current())) started.add(current()) }`,
      errors: weak(
        'keepsKeys',
        'started = new Set()',
        `
declare function current(): { lines: string[] }
const started = new WeakSet()
export function start(): void { if (!started.has(current())) started.add(current()) }`,
        'WeakSet',
      ),
    },
  ],
  silent: [
    {
      name: 'strings, whatever the file does with them',
      code: `
declare function current(): string
const started = new Set()
export function start(): void { if (!started.has(current())) started.add(current()) }`,
    },
    {
      name: 'branded strings',
      code: `
type Id = string & { brand: 'id' }
declare function current(): Id
const started = new Set()
export function start(): void { if (!started.has(current())) started.add(current()) }`,
    },
    {
      name: 'components, which are functions',
      code: `
declare function current(): (() => void) & { title: string }
const started = new Set()
export function start(): void { if (!started.has(current())) started.add(current()) }`,
    },
    {
      name: 'what may be anything',
      code: `
declare function current(): any
const started = new Set()
export function start(): void { if (!started.has(current())) started.add(current()) }`,
    },
  ],
})

cases('ids written on objects', ['everywhere'], {
  known: [
    {
      name: 'under a name of its own, exported, with a removal that somebody has to call',
      code: `
import { nextId } from './ids.js'
const mark = 'mark' + Date.now()
export const records = {}
export function recordOf(node) {
  let id = node[mark]
  if (!id) { id = node[mark] = nextId() }
  if (!records[id]) { records[id] = {} }
  return records[id]
}
export function hasRecord(node) {
  const id = node[mark]
  return id ? Boolean(Object.keys(records[id]).length) : false
}
export function forget(node) {
  const id = node[mark]
  if (!id) return
  delete records[id]
  node[mark] = null
}`,
      errors: [
        {
          messageId: 'keepsById',
          at: 'records = {}',
          data: { name: 'records', key: '`node[mark]`', unless: ', unless `delete records[id]` runs' },
        },
      ],
    },
    {
      name: 'a counter and a hidden property',
      code: `
let count = 0
const cache = {}
export function measure(shape) {
  if (!shape.__uid) shape.__uid = ++count
  cache[shape.__uid] = cache[shape.__uid] || shape.area()
  return cache[shape.__uid]
}`,
      errors: at('keepsById', 'cache = {}'),
    },
    {
      name: 'a Map and the dataset of an element',
      code: `
let count = 0
const tips = new Map()
export function addTip(el, text) {
  const id = (el.dataset.tip ||= \`tip-\${++count}\`)
  tips.set(id, text)
}
export const tipOf = (el) => tips.get(el.dataset.tip)`,
      errors: at('keepsById', 'tips = new Map()'),
    },
    {
      name: 'through a function that answers the id',
      code: `
let count = 0
const cache = Object.create(null)
function idOf(node) { return node.$id || (node.$id = count++) }
export function store(node, value) { cache[idOf(node)] = value }
export function load(node) { return cache[idOf(node)] }`,
      errors: at('keepsById', 'cache = Object.create(null)'),
    },
    {
      name: 'a variable that is written first, in one expression',
      code: `
var uuid = 0
var cache = {}
export function data(elem, expando) {
  var id = elem[expando]
  if (!id) elem[expando] = id = ++uuid
  return cache[id] || (cache[id] = {})
}`,
      errors: at('keepsById', 'cache = {}'),
    },
    {
      name: 'a variable that is written to the object afterwards',
      code: `
const cache = {}
export function store(node, value) {
  const id = crypto.randomUUID()
  node._key = id
  cache[id] = value
}
export function load(node) { return cache[node._key] }`,
      errors: at('keepsById', 'cache = {}'),
    },
  ],
  likely: [
    {
      name: 'a property that may be more than a mark',
      code: `
let count = 0
const cache = {}
export function measure(shape) {
  if (!shape.uid) shape.uid = ++count
  return (cache[shape.uid] = shape.area())
}`,
      errors: at('keepsById', 'cache = {}'),
    },
  ],
  silent: [
    {
      name: 'an id by which an answer is found again',
      code: `
let count = 0
const pending = {}
export function send(message, done) {
  message.id = ++count
  pending[message.id] = done
  port.postMessage(message)
}
port.onmessage = ({ data }) => pending[data.id](data)`,
    },
    {
      name: 'looked up by an id from elsewhere',
      code: `
let count = 0
const rows = {}
export function add(row) { row.__id = ++count; rows[row.__id] = row }
export const find = (id) => rows[id]`,
    },
    {
      name: 'gone through',
      code: `
let count = 0
const rows = {}
export function add(row) { row.__id = ++count; rows[row.__id] = row }
export const all = () => Object.values(rows)`,
    },
    {
      name: 'gone through by for-in',
      code: `
let count = 0
const rows = {}
export function add(row) { row.__id = ++count; rows[row.__id] = row }
export function each(f) { for (const id in rows) f(rows[id]) }`,
    },
    {
      name: 'taken out when the object closes',
      code: `
let count = 0
const names = {}
export function join(socket, name) {
  socket.__id = ++count
  names[socket.__id] = name
  socket.on('close', () => { delete names[socket.__id] })
}
export const nameOf = (socket) => names[socket.__id]`,
    },
    {
      name: 'taken out by the end of the instance that adds',
      code: `
let count = 0
const names = {}
export class Row {
  constructor(el) { this.el = el }
  open(el) { el.__id = ++count; names[el.__id] = 1 }
  destroy() { delete names[this.el.__id] }
}`,
    },
    {
      name: 'an id that the object brings',
      code: `
const cache = {}
export function measure(shape) {
  shape.__uid = shape.name
  return (cache[shape.__uid] = shape.area())
}`,
    },
    {
      name: 'an id of an object of the module',
      code: `
let count = 0
const shape = {}
const cache = {}
export function measure(size) {
  shape.__uid = ++count
  return (cache[shape.__uid] = size)
}`,
    },
    {
      name: 'a table of the call',
      code: `
let count = 0
export function number(nodes) {
  const table = {}
  nodes.forEach((node) => { node.__id = ++count; table[node.__id] = 1 })
  return nodes.map((node) => table[node.__id])
}`,
    },
    {
      name: 'a WeakMap keyed by the object',
      code: `
const records = new WeakMap()
export function recordOf(node) {
  if (!records.has(node)) records.set(node, {})
  return records.get(node)
}`,
    },
    {
      name: 'variables made of each other',
      code: 'const t = {}; export function f(o) { let a = b, b = a; o.__id = a; t[a] = 1 }',
    },
  ],
})

describe('JSX', () => {
  ruleTester('untypedTs', 'typedDom').run('prefer-weak-collection', preferWeakCollection, {
    valid: [
      {
        name: 'components as keys',
        filename: 'react.tsx',
        code: `
const wrapped = new Map()
export function wrap(Part) {
  if (!wrapped.has(Part)) wrapped.set(Part, () => <Part.Inner />)
  return wrapped.get(Part)
}
export function show(Part) { wrapped.set(Part, <Part />) }`,
      },
    ],
    invalid: [
      {
        name: 'an element in a ref callback',
        filename: 'react.tsx',
        code: `
const seen = new Set<Element>()
export const Item = () => <li ref={(el: HTMLLIElement) => { if (!seen.has(el)) seen.add(el) }} />`,
        errors: weak(
          'keepsKeys',
          'seen = new Set<Element>()',
          `
const seen = new WeakSet<Element>()
export const Item = () => <li ref={(el: HTMLLIElement) => { if (!seen.has(el)) seen.add(el) }} />`,
          'WeakSet',
        ),
      },
    ],
  })
})
