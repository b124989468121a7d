import fc from 'fast-check'

/** A program as a tree, small enough to read where it fails. */
export interface Program {
  readonly owners: readonly Owner[]
}

type Owner =
  | { readonly as: 'function'; readonly isAsync: boolean; readonly body: Block }
  | { readonly as: 'generator'; readonly isAsync: boolean; readonly body: Block }
  | { readonly as: 'class'; readonly base: string; readonly methods: readonly Method[] }
  | { readonly as: 'effect'; readonly body: Block; readonly cleanup: Block | null }
  | { readonly as: 'module'; readonly body: Block }

interface Method {
  readonly name: string
  readonly isAsync: boolean
  readonly body: Block
}

type Block = readonly Statement[]

type Statement =
  | { readonly as: 'begin'; readonly kind: number; readonly cell: number }
  | { readonly as: 'end'; readonly kind: number; readonly cell: number }
  | { readonly as: 'plain'; readonly text: string }
  | { readonly as: 'if'; readonly test: string; readonly then: Block; readonly otherwise: Block }
  | { readonly as: 'try'; readonly body: Block; readonly caught: Block | null; readonly last: Block | null }
  | { readonly as: 'loop'; readonly head: string; readonly body: Block }
  | { readonly as: 'switch'; readonly first: Block; readonly second: Block }
  | { readonly as: 'labelled'; readonly body: Block }
  | { readonly as: 'callback'; readonly call: string; readonly isAsync: boolean; readonly body: Block }

/** What a program begins, and what ends it; `?` is the cell that it is kept in. */
const KINDS: readonly (readonly [begin: string, end: string])[] = [
  ['setInterval(tick, 1000)', 'clearInterval(?)'],
  ['setTimeout(tick, delay)', 'clearTimeout(?)'],
  ['requestAnimationFrame(tick)', 'cancelAnimationFrame(?)'],
  ['await open(path)', 'await ?.close()'],
  ['openSync(path)', 'closeSync(?)'],
  ['createReadStream(path)', '?.destroy()'],
  ['new WebSocket(url)', '?.close()'],
  ['new Worker(url)', '?.terminate()'],
  ['new MutationObserver(tick)', '?.disconnect()'],
  ["window.addEventListener('resize', tick)", "window.removeEventListener('resize', tick)"],
  ["bus.on('data', tick)", "bus.off('data', tick)"],
  ["process.on('SIGHUP', () => tick(id))", "process.removeAllListeners('SIGHUP')"],
  ['source.subscribe(tick)', '?.unsubscribe()'],
  ['interval(1000).subscribe(tick)', '?.unsubscribe()'],
  ['editor.onDidChange(tick)', '?.dispose()'],
  ['await fetch(url)', 'await ?.json()'],
  ['URL.createObjectURL(blob)', 'URL.revokeObjectURL(?)'],
  ['await pool.connect()', '?.release()'],
  ['make()', '?.stop()'],
  ['new AbortController()', '?.abort()'],
  ['Buffer.alloc(1e8).subarray(0, 8)', '?.fill(0)'],
  ['Promise.race([work(), new Promise((done) => bus.once("end", done))])', 'await ?'],
]

/** Where a program keeps it; the first drops it, and `null` in `keep` stands for what has no name of its own. */
const CELLS: readonly { readonly keep: string; readonly read: string }[] = [
  { keep: '!', read: 'local' },
  { keep: 'const fresh = !', read: 'fresh' },
  { keep: 'local = !', read: 'local' },
  { keep: 'shared = !', read: 'shared' },
  { keep: 'this.field = !', read: 'this.field' },
  { keep: 'this.#own = !', read: 'this.#own' },
  { keep: 'ref.current = !', read: 'ref.current' },
  { keep: 'table.set(id, !)', read: 'table.get(id)' },
  { keep: 'record[id] = !', read: 'record[id]' },
  { keep: 'list.push(!)', read: 'list.pop()' },
  { keep: 'state.part = { held: ! }', read: 'state.part.held' },
  { keep: 'const { part } = !', read: 'part' },
  { keep: 'return !', read: 'local' },
  { keep: 'use(!)', read: 'local' },
]

const PLAIN = [
  'work()',
  'await work()',
  'return',
  'return local',
  'throw new Error(id)',
  'local = null',
  'shared = undefined',
  'this.field = null',
  'table.delete(id)',
  'delete record[id]',
  'list.length = 0',
  'table.set(id, work())',
  'local ??= work()',
  'local?.close()',
  'use(local, shared)',
  'local.pipe(shared)',
  'await local.then(() => shared.close())',
  'for (const each of list) each.close()',
  'table.forEach((each) => each.stop())',
  'window.dispatchEvent(local)',
  ';',
  'debugger',
] as const

const TESTS = [
  'local',
  '!local',
  'shared !== null',
  'id === 0',
  'this?.field',
  'done',
  'true',
  'await work()',
] as const

const LOOPS = [
  'for (;;)',
  'while (work())',
  'for (const id of list)',
  'for (const id in record)',
  'do',
] as const

const CALLS = [
  'queue.push(!)',
  'list.forEach(!)',
  'new Promise(!)',
  'work().then(!, tick)',
  'window.addEventListener("click", !, { once: true })',
  'bus.once("end", !)',
  'setTimeout(!, 10)',
  'const later = !',
  'return !',
  'queueMicrotask(!)',
] as const

const METHODS = [
  'constructor',
  'start',
  'stop',
  'dispose',
  'close',
  'update',
  'connectedCallback',
  'disconnectedCallback',
  'ngOnInit',
  'ngOnDestroy',
  'render',
  '[Symbol.dispose]',
] as const

const BASES = ['', 'EventEmitter', 'Component', 'HTMLElement', 'Base'] as const

const { block } = fc.letrec<{ block: Block; statement: Statement }>((tie) => ({
  block: fc.array(tie('statement'), { maxLength: 4, depthIdentifier: 'block' }),
  statement: fc.oneof(
    { depthIdentifier: 'block', depthSize: 'small', maxDepth: 4 },
    fc.record({
      as: fc.constant('begin' as const),
      kind: fc.nat(KINDS.length - 1),
      cell: fc.nat(CELLS.length - 1),
    }),
    fc.record({
      as: fc.constant('end' as const),
      kind: fc.nat(KINDS.length - 1),
      cell: fc.nat(CELLS.length - 1),
    }),
    fc.record({ as: fc.constant('plain' as const), text: fc.constantFrom(...PLAIN) }),
    fc.record({
      as: fc.constant('if' as const),
      test: fc.constantFrom(...TESTS),
      then: tie('block'),
      otherwise: tie('block'),
    }),
    fc.record({
      as: fc.constant('try' as const),
      body: tie('block'),
      caught: fc.option(tie('block')),
      last: fc.option(tie('block')),
    }),
    fc.record({ as: fc.constant('loop' as const), head: fc.constantFrom(...LOOPS), body: tie('block') }),
    fc.record({ as: fc.constant('switch' as const), first: tie('block'), second: tie('block') }),
    fc.record({ as: fc.constant('labelled' as const), body: tie('block') }),
    fc.record({
      as: fc.constant('callback' as const),
      call: fc.constantFrom(...CALLS),
      isAsync: fc.boolean(),
      body: tie('block'),
    }),
  ),
}))

const method: fc.Arbitrary<Method> = fc.record({
  name: fc.constantFrom(...METHODS),
  isAsync: fc.boolean(),
  body: block,
})

const owner: fc.Arbitrary<Owner> = fc.oneof(
  fc.record({ as: fc.constant('function' as const), isAsync: fc.boolean(), body: block }),
  fc.record({ as: fc.constant('generator' as const), isAsync: fc.boolean(), body: block }),
  fc.record({
    as: fc.constant('class' as const),
    base: fc.constantFrom(...BASES),
    methods: fc.uniqueArray(method, { minLength: 1, maxLength: 5, selector: ({ name }) => name }),
  }),
  fc.record({ as: fc.constant('effect' as const), body: block, cleanup: fc.option(block) }),
  fc.record({ as: fc.constant('module' as const), body: block }),
)

/** Answers programs that mix what begins and what ends with odd control flow, each of which parses. */
export const program: fc.Arbitrary<Program> = fc.record({
  owners: fc.array(owner, { minLength: 1, maxLength: 3 }),
})

/** Where a statement stands: what it may say there and still parse. */
interface Position {
  readonly isAsync: boolean
  /** Whether `return` may stand there. */
  readonly isFunction: boolean
  /** Whether `this.#own` is declared. */
  readonly isClass: boolean
  readonly indent: string
}

/** Answers the program as text. */
export function textOf({ owners }: Program): string {
  return `${HEAD}\n${owners.map(ownerText).join('\n\n')}\n`
}

const HEAD = `import { closeSync, createReadStream, openSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { useEffect } from 'react'
import { interval } from 'rxjs'

const table = new Map()
const record = {}
const list = []
let shared
`

function ownerText(owner: Owner, index: number): string {
  const inFunction = { isFunction: true, isClass: false, indent: '  ' }
  switch (owner.as) {
    case 'function':
    case 'generator': {
      const { isAsync, body } = owner
      const star = owner.as === 'generator' ? '*' : ''
      const text = blockText(body, { ...inFunction, isAsync })
      return `export ${isAsync ? 'async ' : ''}function${star} f${index}(id, path, url) {\n  let local\n${text}}`
    }
    case 'class': {
      const { base, methods } = owner
      const head = `export class C${index}${base === '' ? '' : ` extends ${base}`} {\n  field\n  #own\n`
      return `${head}${methods.map((each) => methodText(each, base !== '')).join('')}}`
    }
    case 'effect': {
      const { body, cleanup } = owner
      const within = { ...inFunction, isAsync: false, indent: '    ' }
      const end = cleanup
        ? `    return () => {\n${blockText(cleanup, { ...within, indent: '      ' })}    }\n`
        : ''
      return `export function View${index}({ id, url }) {\n  let local\n  useEffect(() => {\n${blockText(body, within)}${end}  }, [id])\n}`
    }
    case 'module':
      return `{\n  let local\n${blockText(owner.body, { ...inFunction, isAsync: true, isFunction: false })}}`
  }
}

function methodText({ name, isAsync, body }: Method, hasBase: boolean): string {
  const isConstructor = name === 'constructor'
  const mayWait = isAsync && !isConstructor && name !== '[Symbol.dispose]'
  const first = isConstructor && hasBase ? '    super()\n' : ''
  const text = blockText(body, { isAsync: mayWait, isFunction: true, isClass: true, indent: '    ' })
  return `\n  ${mayWait ? 'async ' : ''}${name}(id, url) {\n${first}    let local\n${text}  }\n`
}

function blockText(block: Block, position: Position): string {
  return block.map((each) => statementText(each, position)).join('')
}

function statementText(statement: Statement, position: Position): string {
  const { indent } = position
  const inner = (block: Block): string => blockText(block, { ...position, indent: `${indent}  ` })
  const line = (text: string): string => `${indent}${fitting(text, position)}\n`
  switch (statement.as) {
    case 'begin': {
      const [begin = ''] = KINDS[statement.kind] ?? []
      const { keep = '!' } = CELLS[statement.cell] ?? {}
      const text = line(keep.replace('!', begin))
      // A name is declared once in a block.
      return keep.startsWith('const') ? `${indent}{\n  ${text}${indent}}\n` : text
    }
    case 'end': {
      const [, end = ''] = KINDS[statement.kind] ?? []
      const { read = 'local' } = CELLS[statement.cell] ?? {}
      return line(end.replace('?', read))
    }
    case 'plain':
      return line(statement.text)
    case 'if': {
      const otherwise =
        statement.otherwise.length > 0 ? ` else {\n${inner(statement.otherwise)}${indent}}` : ''
      return `${indent}if (${fitting(statement.test, position)}) {\n${inner(statement.then)}${indent}}${otherwise}\n`
    }
    case 'try': {
      const { body, caught, last } = statement
      const handler = caught || !last ? ` catch (error) {\n${inner(caught ?? [])}${indent}}` : ''
      const finalizer = last ? ` finally {\n${inner(last)}${indent}}` : ''
      return `${indent}try {\n${inner(body)}${indent}}${handler}${finalizer}\n`
    }
    case 'loop': {
      const { head, body } = statement
      return `${indent}${head} {\n${inner(body)}${indent}}${head === 'do' ? ' while (work())' : ''}\n`
    }
    case 'switch':
      return `${indent}switch (id) {\n${indent}case 1: {\n${inner(statement.first)}${indent}}\n${indent}default: {\n${inner(statement.second)}${indent}  break\n${indent}}\n${indent}}\n`
    case 'labelled':
      // A label is declared once for all that is below it.
      return `${indent}out${indent.length}: {\n${inner(statement.body)}${indent}  if (done) break out${indent.length}\n${indent}}\n`
    case 'callback': {
      const { call, isAsync, body } = statement
      const text = blockText(body, { ...position, isAsync, isFunction: true, indent: `${indent}  ` })
      const arrow = `${isAsync ? 'async ' : ''}(id) => {\n${text}${indent}}`
      const whole = fitting(call, position).replace('!', arrow)
      return call.startsWith('const') ? `${indent}{\n${indent}${whole}\n${indent}}\n` : `${indent}${whole}\n`
    }
  }
}

/** A statement as it may stand there: no `await` where nothing may wait, no `return` outside functions, no undeclared name. */
function fitting(text: string, { isAsync, isFunction, isClass }: Position): string {
  let fit = isAsync ? text : text.replaceAll('await ', '')
  if (!isClass) fit = fit.replaceAll('this.#own', 'this.own')
  return isFunction ? fit : fit.replace(/^return\b ?(.*)$/, 'use($1)')
}
