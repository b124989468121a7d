import { describeMeasured } from '../lint-measured.js'

const STORAGE = `import { AsyncLocalStorage } from 'node:async_hooks'
const storage = new AsyncLocalStorage()`

describeMeasured('a store of AsyncLocalStorage', [
  {
    name: 'that is entered escapes to the caller',
    rule: 'no-leaked-async-context',
    code: `${STORAGE}
export function handle(request, next) { storage.enterWith({ request }); next() }`,
  },
  {
    name: 'that is given to run ends with it',
    code: `${STORAGE}
export function handle(request, next) { storage.run({ request }, next) }`,
  },
  {
    name: 'of a storage per call that is entered stays',
    rule: 'no-leaked-async-context',
    code: `import { AsyncLocalStorage } from 'node:async_hooks'
export function handle(request, next) { const own = new AsyncLocalStorage(); own.enterWith({ request }); next() }`,
  },
  {
    name: 'of a storage per call that is run ends with it',
    code: `import { AsyncLocalStorage } from 'node:async_hooks'
export function handle(request, next) { const own = new AsyncLocalStorage(); own.run({ request }, next) }`,
  },
  {
    name: 'goes with a snapshot that is kept',
    rule: 'no-leaked-async-context',
    code: `import { AsyncLocalStorage } from 'node:async_hooks'
const kept = []
export function later() { kept.push(AsyncLocalStorage.snapshot()); if (kept.length > 100) kept.shift() }`,
  },
  {
    name: 'goes with an interval that is started in it',
    rule: 'require-timer-cleanup',
    code: `${STORAGE}
export function handle(request) { storage.run({ request }, () => { setInterval(() => console.log('alive'), 1000) }) }`,
  },
])

describeMeasured('a table of async_hooks', [
  {
    name: 'without destroy',
    rule: 'no-leaked-async-context',
    code: `import { createHook } from 'node:async_hooks'
const types = new Map()
createHook({ init(id, type) { types.set(id, type) } }).enable()
export const typeOf = (id) => types.get(id)`,
  },
  {
    name: 'with promiseResolve alone',
    rule: 'no-leaked-async-context',
    code: `import { createHook } from 'node:async_hooks'
const types = new Map()
createHook({ init(id, type) { types.set(id, type) }, promiseResolve(id) { types.delete(id) } }).enable()
export const typeOf = (id) => types.get(id)`,
  },
  {
    name: 'with destroy',
    code: `import { createHook } from 'node:async_hooks'
const types = new Map()
createHook({ init(id, type) { types.set(id, type) }, destroy(id) { types.delete(id) } }).enable()
export const typeOf = (id) => types.get(id)`,
  },
  {
    name: 'an AsyncResource that is never destroyed by hand keeps nothing',
    code: `import { AsyncResource } from 'node:async_hooks'
export function handle(work) { const resource = new AsyncResource('work'); return resource.runInAsyncScope(work) }`,
  },
])
