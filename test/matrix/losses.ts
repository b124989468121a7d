import { capitalized, LASTING_CELLS, type CellName, type LastingCell, type Method } from './cells.js'
import {
  asyncOf,
  begun,
  block,
  exported,
  indented,
  MARK,
  parameters,
  tryFinally,
  unmarked,
  wellBehaved,
  type Lines,
} from './code.js'
import type { Kind } from './kinds.js'

/** A leak, and the same code without it. Lines of the leak that a report may be on have the mark. */
export interface Programs {
  readonly leak: Lines
  readonly twin: Lines
}

/** A way to lose something that was begun. */
export interface Loss {
  readonly name: string
  readonly cells: readonly CellName[]
  /** The programs of a kind in a cell; undefined where nothing like it can be written. */
  readonly programs: (kind: Kind, cell: CellName) => Programs | undefined
}

const SOURCE = { source: 'string' }
const SEND = "import { send } from './reports.js'"

const LASTING: readonly CellName[] = [...LASTING_CELLS.keys()]
const KEEPERS = LASTING.filter((name) => name !== 'entry of a Map')

function lasting(name: CellName): LastingCell {
  const cell = LASTING_CELLS.get(name)
  if (!cell) throw new Error(`${name} does not last`)
  return cell
}

/** One function that keeps what it begins in a constant. */
function inFunction(kind: Kind, types: Readonly<Record<string, string>>, rest: Lines): string[] {
  return exported(kind, 'convert', { ...SOURCE, ...types }, begun(kind, rest))
}

/** Begins what a cell is to hold, unless it holds one. */
function startOf(kind: Kind, cell: LastingCell, name = kind.noun): Method {
  const { read, write } = cell
  const begin = begun(kind, [], (value) => write(name, value), startable(cell, name))
  return {
    name: `start${name === kind.noun ? '' : capitalized(name)}`,
    takesSource: true,
    lines: [`if (${read(name)}) return`, ...begin],
  }
}

/** What a cell has just been filled with, for what has to be called on it: `Map#get` may answer nothing. */
function startable({ read, name: cellName }: LastingCell, name: string): string {
  return cellName === 'entry of a Map' ? `${read(name)}?` : read(name)
}

function endOf(kind: Kind, { endAll }: LastingCell, names: readonly string[] = [kind.noun]): Method {
  return { name: 'close', lines: names.flatMap((name) => endAll(kind, name)) }
}

/** Programs of an owner that differ in one method. */
function ownersWith(
  kind: Kind,
  cell: LastingCell,
  leak: readonly Method[],
  twin: readonly Method[],
  names: readonly string[] = [kind.noun],
): Programs {
  return { leak: cell.owner(kind, names, leak), twin: cell.owner(kind, names, twin) }
}

export const LOSSES: readonly Loss[] = [
  {
    name: 'dropped',
    cells: ['nowhere'],
    programs(kind) {
      const { begin, dropped = `${kind.isAsync ? 'await ' : ''}${begin}`, arrivesIn, noun, end } = kind
      const drop =
        arrivesIn === 'callback'
          ? [block(`${MARK}${begin}() =>`, ["console.log('opened')"], '})').join('\n')]
          : [`${MARK}${dropped}`]
      const other = wellBehaved(kind, 'convert')
      return {
        leak: [...exported(kind, 'warmUp', SOURCE, drop), ...other],
        twin: [...exported(kind, 'warmUp', SOURCE, begun(kind, [end(noun)])), ...other],
      }
    },
  },
  {
    name: 'early return before the release',
    cells: ['local'],
    programs(kind) {
      const { noun, use, end } = kind
      const leave = (lines: Lines): string[] => block('if (isEmpty)', [...lines, 'return'])
      const rest = tryFinally([use(noun)], [end(noun)])
      return {
        leak: inFunction(kind, { isEmpty: 'boolean' }, [...leave([]), ...rest]),
        twin: inFunction(kind, { isEmpty: 'boolean' }, [...leave([end(noun)]), ...rest]),
      }
    },
  },
  {
    name: 'awaited call may throw before the release',
    cells: ['local'],
    programs(kind) {
      const { noun, end } = kind
      const wait = 'await send(source)'
      return {
        leak: [SEND, ...inFunction(kind, {}, [wait, end(noun)])],
        twin: [SEND, ...inFunction(kind, {}, tryFinally([wait], [end(noun)]))],
      }
    },
  },
  {
    name: 'ended on one branch',
    cells: ['local'],
    programs(kind) {
      const { noun, use, end } = kind
      const branches = (last: Lines): string[] => [
        ...block("if (mode === 'draft')", ["console.log('draft')", ...last], '} else {'),
        ...indented([end(noun)]),
        '}',
      ]
      return {
        leak: inFunction(kind, { mode: 'string' }, tryFinally([use(noun)], branches([]))),
        twin: inFunction(kind, { mode: 'string' }, tryFinally([use(noun)], branches([end(noun)]))),
      }
    },
  },
  {
    name: 'ended on success only',
    cells: ['local'],
    programs(kind) {
      const { noun, use, end } = kind
      const attempt = (lines: Lines, tail: Lines): string[] => [
        ...block('try', lines, '} catch (error) {'),
        '  console.error(error)',
        ...tail,
      ]
      const work = [use(noun), 'await send(source)']
      return {
        leak: [SEND, ...inFunction(kind, {}, attempt([...work, end(noun)], ['}']))],
        twin: [SEND, ...inFunction(kind, {}, attempt(work, ['} finally {', ...indented([end(noun)]), '}']))],
      }
    },
  },
  {
    name: 'overwritten in a loop',
    cells: ['local'],
    programs(kind) {
      const { noun, use, end, language, type = '' } = kind
      const sources = language === 'ts' ? 'readonly string[]' : ''
      const each = 'for (const source of sources)'
      const put = (value: string): string => `${noun} = ${value}`
      const whole = (lines: Lines): string[] => exported(kind, 'convert', { sources }, lines)
      return {
        leak: whole([
          `let ${noun}${language === 'ts' ? `: ${type} | undefined` : ''}`,
          ...tryFinally(block(each, begun(kind, [use(noun)], put)), block(`if (${noun})`, [end(noun)])),
        ]),
        twin: whole(block(each, begun(kind, tryFinally([use(noun)], [end(noun)])))),
      }
    },
  },
  {
    name: 'never ended, a sibling method ends the same',
    cells: ['local'],
    programs(kind) {
      const { noun, use, end } = kind
      const method = (name: string, lines: Lines): string[] =>
        block(`${asyncOf(lines)}${name}(${parameters(kind, SOURCE)})`, lines)
      const good = unmarked(method('print', begun(kind, tryFinally([use(noun)], [end(noun)]))))
      const whole = (lines: Lines): string[] =>
        block('export class Reports', [...method('preview', begun(kind, lines)), ...good])
      return { leak: whole([use(noun)]), twin: whole(tryFinally([use(noun)], [end(noun)])) }
    },
  },
  {
    name: 'returned in a record whose member no caller reads',
    cells: ['member of a record'],
    programs(kind) {
      const { noun, end, arrivesIn } = kind
      if (arrivesIn === 'callback') return undefined
      const made = ['const title = source.trim()', ...begun(kind, [`return { title, ${noun} }`])]
      const wait = asyncOf(made) === '' ? '' : 'await '
      const maker = block(`${asyncOf(made)}function prepare(${parameters(kind, SOURCE)})`, made)
      const other = wellBehaved(kind, 'convert')
      const whole = (lines: Lines): string[] => [
        ...maker,
        ...exported(kind, 'showTitle', SOURCE, lines),
        ...other,
      ]
      return {
        leak: whole([`${MARK}const { title } = ${wait}prepare(source)`, 'console.log(title)']),
        twin: whole([
          `const { title, ${noun} } = ${wait}prepare(source)`,
          ...tryFinally(['console.log(title)'], [end(noun)]),
        ]),
      }
    },
  },
  {
    name: 'overwritten by each update',
    cells: LASTING,
    programs(kind, name) {
      const cell = lasting(name)
      const begin = begun(kind, [], (value) => cell.write(kind.noun, value), startable(cell, kind.noun))
      const update = (first: Lines): Method => ({
        name: 'update',
        takesSource: true,
        lines: [...first, ...begin],
      })
      const end = endOf(kind, cell)
      return ownersWith(kind, cell, [update([]), end], [update(cell.endOne(kind, kind.noun)), end])
    },
  },
  {
    name: 'overwritten by a second instance',
    cells: ['module variable', 'static'],
    programs(kind, name) {
      const { noun, language, type = '' } = kind
      const isStatic = name === 'static'
      const cell = isStatic ? 'Viewer.current' : 'current'
      const declaration = `current${language === 'ts' ? `: ${type} | undefined` : ''} = undefined`
      const end = block(`if (${cell})`, [kind.end(cell)])
      const begin = begun(kind, [], (value) => `${cell} = ${value}`, cell)
      const whole = (first: Lines): string[] => {
        const lines = [...first, ...begin]
        // What is waited for, at the beginning or before it, has no place in a constructor.
        const isInConstructor = asyncOf([...end, ...begin]) === ''
        const head = isInConstructor ? 'constructor' : `${asyncOf(lines)}open`
        return [
          ...(isStatic ? [] : [`let ${declaration}`]),
          ...block(`export class ${isStatic ? 'Viewer' : `${capitalized(noun)}View`}`, [
            ...(isStatic ? [`static ${declaration}`] : []),
            ...block(`${head}(${parameters(kind, SOURCE)})`, lines),
            ...block(`${asyncOf(end)}close()`, [...end, `${cell} = undefined`]),
          ]),
        ]
      }
      return { leak: whole([]), twin: whole(end) }
    },
  },
  {
    name: 'set to undefined, not ended',
    cells: KEEPERS,
    programs(kind, name) {
      const cell = lasting(name)
      const start = startOf(kind, cell)
      const pause = (lines: Lines, mark = ''): Method => ({
        name: 'pause',
        lines: [...lines, `${mark}${cell.clear(kind.noun)}`],
      })
      const end = endOf(kind, cell)
      return ownersWith(
        kind,
        cell,
        [start, pause([], MARK), end],
        [start, pause(cell.endOne(kind, kind.noun)), end],
      )
    },
  },
  {
    name: 'taken out of its Map, the end ends all that are in it',
    cells: ['entry of a Map'],
    programs(kind, name) {
      const cell = lasting(name)
      const start = startOf(kind, cell)
      const remove = (lines: Lines, mark = ''): Method => ({
        name: 'remove',
        lines: [...lines, `${mark}${cell.clear(kind.noun)}`],
      })
      const end = endOf(kind, cell)
      return ownersWith(
        kind,
        cell,
        [start, remove([], MARK), end],
        [start, remove(cell.endOne(kind, kind.noun)), end],
      )
    },
  },
  {
    name: 'one of two forgotten at the end',
    cells: LASTING,
    programs(kind, name) {
      const cell = lasting(name)
      const names = [`left${capitalized(kind.noun)}`, `right${capitalized(kind.noun)}`] as const
      const [left, right] = names
      const kept = startOf(kind, cell, left)
      const starts = [{ ...kept, lines: unmarked(kept.lines) }, startOf(kind, cell, right)]
      return ownersWith(
        kind,
        cell,
        [...starts, endOf(kind, cell, [left])],
        [...starts, endOf(kind, cell, names)],
        names,
      )
    },
  },
  {
    name: 'no teardown, a sibling class has one',
    cells: ['field'],
    programs(kind, name) {
      const cell = lasting(name)
      const start = startOf(kind, cell)
      const end = endOf(kind, cell)
      const sibling = unmarked(cell.owner(kind, [kind.noun], [start, end])).map((line) =>
        line.replace('class Viewer', 'class Editor'),
      )
      const whole = (methods: readonly Method[]): string[] => [
        ...cell.owner(kind, [kind.noun], methods),
        ...sibling,
      ]
      return { leak: whole([start]), twin: whole([start, end]) }
    },
  },
  {
    name: 'ended after the overwrite, which ends the new one',
    cells: LASTING,
    programs(kind, name) {
      const { noun } = kind
      const cell = lasting(name)
      const start = startOf(kind, cell)
      const ended = cell.endOne(kind, noun)
      const next = (lines: Lines): Method => ({ name: 'reload', takesSource: true, lines })
      const put = (rest: Lines): string[] =>
        begun(kind, rest, (value) => cell.write(noun, value), startable(cell, noun))
      const end = endOf(kind, cell)
      return ownersWith(
        kind,
        cell,
        [start, next(put(ended)), end],
        [start, next([...ended, ...put([])]), end],
      )
    },
  },
  {
    name: '`super.dispose()` not called',
    cells: ['field'],
    programs(kind, name) {
      const cell = lasting(name)
      const start = startOf(kind, cell)
      const dispose = { ...endOf(kind, cell), name: 'dispose' }
      const base = cell
        .owner(kind, [kind.noun], [start, dispose])
        .map((line) => line.replace('export class Viewer', 'class Base'))
      const wait = asyncOf(dispose.lines) === '' ? '' : 'await '
      const derived = (mark: string, lines: Lines): string[] =>
        block('export class Viewer extends Base', [
          'isClosed = false',
          ...block(`${mark}${asyncOf(lines)}dispose()`, ['this.isClosed = true', ...lines]),
        ])
      return {
        leak: [...base, ...derived(MARK, [])],
        twin: [...base, ...derived('', [`${wait}super.dispose()`])],
      }
    },
  },
]
