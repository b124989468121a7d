import { describeMeasured, type MeasuredProgram } from '../lint-measured.js'

const keeping = (imports: string, body: string): string => `import { ${imports} } from 'node:fs'
const kept = []
export const takeAll = () => kept.splice(0)
${body}`

const bytes = (view: string): string =>
  keeping('readFileSync', `export function add(path) { const data = readFileSync(path); kept.push(${view}) }`)
const text = (part: string): string =>
  keeping(
    'readFileSync',
    `export function add(path) { const data = readFileSync(path, 'utf8'); kept.push(${part}) }`,
  )
const leaks = (code: string, name: string): MeasuredProgram => ({ name, code, rule: 'no-retained-slice' })
const silent = (code: string, name: string): MeasuredProgram => ({ name, code })

describeMeasured('a view that is kept', [
  ...['data.subarray(0, 10)', 'data.slice(0, 10)', 'structuredClone(data.subarray(0, 10))'].map((view) =>
    leaks(bytes(view), view),
  ),
  ...[
    'Buffer.from(data.subarray(0, 10))',
    'new Uint8Array(data.subarray(0, 10))',
    'Uint8Array.prototype.slice.call(data, 0, 10)',
    'data.length',
    'data[0]',
  ].map((copy) => silent(bytes(copy), copy)),
  leaks(
    `const kept = []
export const takeAll = () => kept.splice(0)
export function add() { const data = new Uint8Array(1e6); kept.push(data.subarray(0, 10)) }`,
    'of a typed array',
  ),
  silent(
    `const kept = []
export const takeAll = () => kept.splice(0)
export function add() { const data = new Uint8Array(1e6); kept.push(data.slice(0, 10)) }`,
    'is a copy, as slice of a typed array is',
  ),
  leaks(
    `const kept = []
export const takeAll = () => kept.splice(0)
export function add() { const data = new ArrayBuffer(1e6); kept.push(new DataView(data, 0, 10)) }`,
    'as a DataView',
  ),
  silent(
    `const kept = []
export const takeAll = () => kept.splice(0)
export function add() { const data = new ArrayBuffer(1e6); kept.push(data.slice(0, 10)) }`,
    'is a copy, as slice of an ArrayBuffer is',
  ),
])

describeMeasured('a small buffer of the pool', [
  silent(
    `const kept = []
export const takeAll = () => kept.splice(0)
export function add(name) { kept.push(Buffer.from(name)) }`,
    'is not worth a report',
  ),
])

describeMeasured('a part of a string that is kept', [
  ...[
    'data.slice(0, 20)',
    'data.substring(0, 20)',
    'data.slice(0, 13)',
    '`${data.slice(0, 20)}`',
    'String(data.slice(0, 20))',
    'data.slice(0, 20).normalize()',
    'data.slice(0, 20).repeat(1)',
    'data.slice(0, 20).trim()',
    'data.split("\\n")[0]',
    '/^name: (.*)$/m.exec(data)?.[1]',
    '/^name: (.*)$/m.exec(data)',
    'data.match(/^name: (.*)$/m)[1]',
    "new URLSearchParams(data).get('name')",
  ].map((part) => leaks(text(part), part)),
  ...[
    'data.slice(0, 12)',
    'data.startsWith("name")',
    'data.length',
    'JSON.parse(data).name',
    '`name: ${data.slice(0, 20)}`',
    "(' ' + data.slice(0, 20)).slice(1)",
    'Buffer.from(data.slice(0, 20)).toString()',
    'JSON.parse(JSON.stringify(data.slice(0, 20)))',
    'structuredClone(data.slice(0, 20))',
    "data.slice(0, 20).split('').join('')",
  ].map((part) => silent(text(part), part)),
  leaks(
    keeping('readFileSync', '').replace('const kept = []\nexport const takeAll = () => kept.splice(0)', '') +
      `const counts = new Map()
export const forget = () => counts.clear()
export function count(path) { const data = readFileSync(path, 'utf8'); counts.set(data.slice(0, 20), 1) }`,
    'as the key of a Map',
  ),
  silent(
    keeping('readFileSync', '').replace('const kept = []\nexport const takeAll = () => kept.splice(0)', '') +
      `let counts = {}
export const forget = () => { counts = {} }
export function count(path) { const data = readFileSync(path, 'utf8'); counts[data.slice(0, 20)] = 1 }`,
    'as the key of an object, which is a copy',
  ),
])
