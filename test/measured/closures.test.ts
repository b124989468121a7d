import { describeMeasured, type MeasuredProgram } from '../lint-measured.js'

/** A program whose module keeps a function. */
const keeping = (body: string): string => `let kept
export const run = () => kept?.()
${body}`

const leaks = (name: string, body: string): MeasuredProgram => ({
  name,
  rule: 'no-large-capture',
  code: keeping(body),
})
const silent = (name: string, body: string): MeasuredProgram => ({ name, code: keeping(body) })

describeMeasured('a kept closure', [
  leaks(
    'uses a large value',
    'export function add() { const data = Buffer.alloc(1e6); kept = (() => data.toString()) }',
  ),
  leaks(
    'uses its length',
    'export function add() { const data = Buffer.alloc(1e6); kept = (() => data.length) }',
  ),
  silent(
    'uses a length that was read before',
    'export function add() { const data = Buffer.alloc(1e6); const size = data.length; kept = (() => size) }',
  ),
  silent(
    'uses a length that was destructured',
    'export function add() { const { length } = Buffer.alloc(1e6); kept = (() => length) }',
  ),
  silent(
    'stands beside a value that no closure uses',
    'export function add(name) { const data = Buffer.alloc(1e6); kept = (() => name); return data.length }',
  ),
])

describeMeasured('a closure that is kept beside one that uses a large value', [
  leaks(
    'which is never called',
    `export function add(name) {
  const data = Buffer.alloc(1e6)
  const unused = () => data
  kept = (() => name)
}`,
  ),
  leaks(
    'as a method of a class',
    `export function add(name) {
  const data = Buffer.alloc(1e6)
  class Reader { read() { return data } }
  kept = (() => name)
  return Reader.name
}`,
  ),
  leaks(
    'with a var in a block',
    `export function add(name) {
  {
    var data = Buffer.alloc(1e6)
    var read = () => data
  }
  kept = (() => name)
  return read()
}`,
  ),
  leaks(
    'in the cases of a switch',
    `export function add(kind, name) {
  switch (kind) {
    case 1:
      const data = Buffer.alloc(1e6)
      const read = () => data
      kept = (() => name)
      return read()
  }
}`,
  ),
  leaks(
    'within a function of its own',
    `export function add(name) {
  const data = Buffer.alloc(1e6)
  function outer() { return () => data }
  kept = (() => name)
  return outer()
}`,
  ),
  leaks(
    'in the body of a loop',
    `export function addAll(names) {
  for (const name of names) {
    const data = Buffer.alloc(1e6)
    const read = () => data
    kept = (() => name)
    read()
  }
}`,
  ),
  silent(
    'in a block of its own',
    `export function add(name) {
  {
    const data = Buffer.alloc(1e6)
    const read = () => data
    read()
  }
  kept = (() => name)
}`,
  ),
  silent(
    'in a block of if',
    `export function add(name, wanted) {
  if (wanted) {
    const data = Buffer.alloc(1e6)
    const read = () => data
    read()
  }
  kept = (() => name)
}`,
  ),
  silent(
    'in a block of try',
    `export function add(name) {
  try {
    const data = Buffer.alloc(1e6)
    const read = () => data
    read()
  } catch { console.log('unread') }
  kept = (() => name)
}`,
  ),
  silent(
    'in a function that is called at once',
    `export function add(name) {
  (() => {
    const data = Buffer.alloc(1e6)
    const read = () => data
    read()
  })()
  kept = (() => name)
}`,
  ),
  silent(
    'in a function of its own',
    `function use() {
  const data = Buffer.alloc(1e6)
  const read = () => data
  return read().length
}
export function add(name) { use(); kept = (() => name) }`,
  ),
  silent(
    'that is set to null',
    `export function add(name) {
  let data = Buffer.alloc(1e6)
  const read = () => data
  read()
  data = null
  kept = (() => name)
}`,
  ),
  silent(
    'while the one that is kept is made at the top',
    `const report = () => 'done'
export function add() {
  const data = Buffer.alloc(1e6)
  const read = () => data
  kept = (report)
  return read()
}`,
  ),
])

describeMeasured('eval', [
  leaks(
    'in the function that is kept',
    'export function add(text) { const data = Buffer.alloc(1e6); kept = (() => eval(text)); return data.length }',
  ),
  leaks(
    'in a function around it',
    `export function add(text) {
  const data = Buffer.alloc(1e6)
  eval(text)
  kept = (() => text)
  return data.length
}`,
  ),
  silent(
    'that is indirect',
    'export function add(text) { const data = Buffer.alloc(1e6); kept = (() => (0, eval)(text)); return data.length }',
  ),
  silent(
    'as new Function',
    'export function add(text) { const data = Buffer.alloc(1e6); kept = (() => new Function(text)); return data.length }',
  ),
  silent(
    'replaced by debugger',
    'export function add() { const data = Buffer.alloc(1e6); kept = (() => { debugger }); return data.length }',
  ),
])

describeMeasured('a value that reaches the former one through a closure', [
  {
    name: 'which nothing calls',
    rule: 'no-large-capture',
    code: `let current = null
export function replace() {
  const former = current
  const unused = () => { if (former) console.log('hi') }
  current = { text: 'x'.repeat(1e6), method() { console.log('it') } }
}`,
  },
  {
    name: 'which is set to null',
    code: `let current = null
export function replace() {
  let former = current
  const use = () => { if (former) console.log('hi') }
  use()
  current = { text: 'x'.repeat(1e6), method() { console.log('it') } }
  former = null
}`,
  },
  {
    name: 'in a block of its own',
    code: `let current = null
export function replace() {
  {
    const former = current
    const use = () => { if (former) console.log('hi') }
    use()
  }
  current = { text: 'x'.repeat(1e6), method() { console.log('it') } }
}`,
  },
  {
    name: 'without a closure that uses it',
    code: `let current = null
export function replace() {
  const former = current
  if (former) console.log('hi')
  current = { text: 'x'.repeat(1e6), method() { console.log('it') } }
}`,
  },
])
