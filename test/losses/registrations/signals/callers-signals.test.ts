import { expect, test } from 'vitest'

import { isAbortListenerLeft } from '../../../../src/losses/registrations/signals/callers-signals.js'
import { registrations } from '../../../../src/ledger/registrations/registrations.js'
import { parseFile } from '../../../parse-file.js'
import { programOf } from '../../../program-of.js'

function answerIn(code: string, typed = false): string {
  const { facts } = parseFile(code, { language: 'ts', ...(typed && { program: programOf(code) }) })
  const [registration] = registrations(facts)
  if (!registration) throw new Error(`Nothing is registered in ${code}`)
  return isAbortListenerLeft(facts, registration)
}

const sleep = (parameters: string, target = 'signal'): string => `
  function sleep(ms, ${parameters}) {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(resolve, ms)
      ${target}.addEventListener('abort', () => { clearTimeout(timer); reject(new Error('aborted')) }, { once: true })
    })
  }`

test.each([
  sleep('signal'),
  sleep('signal?: AbortSignal', 'signal?'),
  sleep('{ signal }'),
  sleep('{ signal = undefined } = {}'),
  sleep('options', 'options.signal'),
  sleep('requestInit', 'requestInit.signal'),
  'export const wait = (work, signal) => new Promise((resolve, reject) => { work.then(resolve); signal.addEventListener("abort", reject) })',
  `class Queue { run(work, { signal }) {
    return new Promise((resolve, reject) => {
      const onAbort = () => reject(new Error('aborted'))
      signal.addEventListener('abort', onAbort)
      work().then(resolve, reject)
    })
  } }`,
  `function run(options) {
    const { signal } = options
    return new Promise((resolve) => { child.on('exit', resolve); signal.addEventListener('abort', () => child.kill()) })
  }`,
  `function run(signal) {
    return new Promise((resolve) => {
      const finish = (value) => resolve(value)
      child.on('exit', finish)
      signal.addEventListener('abort', () => finish('aborted'))
    })
  }`,
  // Only waits, but for a race that something else may win.
  `function load(url, signal) {
    return Promise.race([fetch(url), new Promise((_, reject) => signal.addEventListener('abort', reject))])
  }`,
  `function whenAborted(signal) { return new Promise((_, reject) => { signal.addEventListener('abort', () => reject(signal.reason)) }) }
   export const load = (url, signal) => Promise.race([fetch(url), whenAborted(signal)])`,
  // Handed on to a controller of this call.
  `async function load(url, { signal }) {
    const controller = new AbortController()
    signal.addEventListener('abort', () => controller.abort())
    const timer = setTimeout(() => controller.abort(), 1000)
    const response = await fetch(url, { signal: controller.signal })
    clearTimeout(timer)
    return response
  }`,
  `async function load(url, signal) {
    const inner = new AbortController()
    signal.addEventListener('abort', inner.abort.bind(inner), { once: true })
    await fetch(url, { signal: inner.signal })
  }`,
  `function load(url, signal) {
    const inner = new AbortController()
    signal.addEventListener('abort', () => { inner.abort() })
    return fetch(url, { signal: inner.signal }).then((response) => response.json())
  }`,
])('stays: %s', (code) => {
  expect(answerIn(code)).toBe('yes')
})

test.each([
  "function f(target) { return new Promise((resolve) => { load().then(resolve); target.addEventListener('abort', resolve) }) }",
  "function f(signal) { return new Promise((resolve) => { load().then(resolve); signal.addEventListener('change', resolve) }) }",
  "function f(signal) { return new Promise((resolve) => { load().then(resolve); signal.on('abort', resolve) }) }",
  sleep('request', 'request.signal'),
  sleep('event', 'event.signal'),
  sleep('signal', 'signal.inner'),
  // The way this function ends.
  "function whenAborted(signal) { return new Promise((resolve) => signal.addEventListener('abort', resolve)) }",
  `function whenAborted(signal) {
    return new Promise((_, reject) => {
      if (signal.aborted) reject(signal.reason)
      else signal.addEventListener('abort', () => reject(signal.reason))
    })
  }`,
  `function whenAborted(signal) {
    return new Promise((resolve) => {
      const finish = () => resolve()
      signal.addEventListener('abort', () => finish())
    })
  }`,
  // The socket is handed out, and the signal may be meant for its whole life.
  `function connect(url, signal) {
    return new Promise((resolve) => {
      const socket = new WebSocket(url)
      socket.onopen = () => resolve(socket)
      signal.addEventListener('abort', () => socket.close())
    })
  }`,
  // A callback gets a signal that is made for its one run.
  `client.handle((request, { signal }) => new Promise((resolve) => { work().then(resolve); signal.addEventListener('abort', resolve) }))`,
  `useQuery({ queryFn: ({ signal }) => new Promise((resolve) => { work().then(resolve); signal.addEventListener('abort', resolve) }) })`,
  // As long as the signal, perhaps.
  `class Client { constructor(signal) { this.inner = new AbortController(); signal.addEventListener('abort', () => this.inner.abort()) } }`,
  `class Client { constructor({ signal }) { this.ready = new Promise((resolve) => { open().then(resolve); signal.addEventListener('abort', resolve) }) } }`,
  `function combine(signal) {
    const inner = new AbortController()
    signal.addEventListener('abort', () => inner.abort())
    return inner.signal
  }`,
  `async function start(signal) {
    const inner = new AbortController()
    signal.addEventListener('abort', () => inner.abort())
    return inner.signal
  }`,
  `async function start(signal) {
    const inner = new AbortController()
    signal.addEventListener('abort', () => inner.abort())
    running.add(inner)
  }`,
  `async function serve(signal) {
    const server = await listen()
    signal.addEventListener('abort', () => server.close())
  }`,
  `async function* read(signal) {
    const inner = new AbortController()
    signal.addEventListener('abort', () => inner.abort())
    yield* load(inner.signal)
  }`,
  `async function load(url, signal) { signal.addEventListener('abort', () => log('aborted')); await fetch(url) }`,
  "const controller = new AbortController(); function f() { return new Promise((resolve) => { load().then(resolve); controller.signal.addEventListener('abort', resolve) }) }",
])('unknown: %s', (code) => {
  expect(answerIn(code)).toBe('unknown')
})

test('a signal by its type', () => {
  const code = `export function wait(work: Promise<void>, cancellation: AbortSignal) {
    return new Promise<void>((resolve) => { void work.then(resolve); cancellation.addEventListener('abort', () => resolve()) })
  }`
  expect(answerIn(code)).toBe('unknown')
  expect(answerIn(code, true)).toBe('yes')
})
