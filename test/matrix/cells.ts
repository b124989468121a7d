import { asyncOf, block, indented, parameters, unmarked, type Lines } from './code.js'
import type { Kind } from './kinds.js'

export type CellName =
  | 'nowhere'
  | 'local'
  | 'field'
  | 'module variable'
  | 'static'
  | 'ref'
  | 'member of a record'
  | 'entry of a Map'

/** What does something with the cells of an owner. */
export interface Method {
  readonly name: string
  /** Whether it is given a `source` to begin something with. */
  readonly takesSource?: boolean
  readonly lines: Lines
}

/** A place that is there before and after the call that fills it: how it is declared, written, read and emptied. */
export interface LastingCell {
  readonly name: CellName
  readonly read: (name: string) => string
  readonly write: (name: string, value: string) => string
  readonly clear: (name: string) => string
  /** Ends what the cell holds, if it holds something. */
  readonly endOne: (kind: Kind, name: string) => string[]
  /** The same where everything is over: of a collection, all its entries. */
  readonly endAll: (kind: Kind, name: string) => string[]
  /** All of what has these cells and methods, the last of which runs when it ends. */
  readonly owner: (kind: Kind, names: readonly string[], methods: readonly Method[]) => string[]
}

const endWhereFull = (kind: Kind, read: string): string[] => block(`if (${read})`, [kind.end(read)])

function cell(
  name: CellName,
  read: LastingCell['read'],
  owner: LastingCell['owner'],
  nothing = 'undefined',
): LastingCell {
  const endOne: LastingCell['endOne'] = (kind, of) => endWhereFull(kind, read(of))
  return {
    name,
    read,
    write: (of, value) => `${read(of)} = ${value}`,
    clear: (of) => `${read(of)} = ${nothing}`,
    endOne,
    endAll: endOne,
    owner,
  }
}

function declared({ language, type = '' }: Kind, name: string): string {
  return language === 'ts' ? `${name}: ${type} | undefined = undefined` : `${name} = undefined`
}

function given(kind: Kind, { takesSource = false }: Method, others: Readonly<Record<string, string>> = {}) {
  return parameters(kind, { ...others, ...(takesSource ? { source: 'string' } : {}) })
}

/** The methods as `head` begins them: in a class, in a record, as functions of the module. */
function methods(
  kind: Kind,
  all: readonly Method[],
  head: (asyncWord: string) => string = (asyncWord) => asyncWord,
  tail = '}',
): string[] {
  return all.flatMap((method) =>
    block(`${head(asyncOf(method.lines))}${method.name}(${given(kind, method)})`, method.lines, tail),
  )
}

export const capitalized = (name: string): string => `${name.charAt(0).toUpperCase()}${name.slice(1)}`

const plural = (name: string): string => `${name.replace(/s$/, '')}s`

const FIELD = cell(
  'field',
  (name) => `this.${name}`,
  (kind, names, all) =>
    block('export class Viewer', [...names.map((name) => declared(kind, name)), ...methods(kind, all)]),
)

const MODULE = cell(
  'module variable',
  (name) => name,
  (kind, names, all) => [
    ...names.map((name) => `let ${declared(kind, name)}`),
    ...methods(kind, all, (asyncWord) => `export ${asyncWord}function `),
  ],
)

const STATIC = cell(
  'static',
  (name) => `Viewer.${name}`,
  (kind, names, all) =>
    block('export class Viewer', [
      ...names.map((name) => `static ${declared(kind, name)}`),
      ...methods(kind, all, (asyncWord) => `static ${asyncWord}`),
    ]),
)

const REF = cell(
  'ref',
  (name) => `${name}Ref.current`,
  (kind, names, all) => {
    const { language, type = '' } = kind
    const last = all.at(-1)?.lines ?? []
    const rest = all.slice(0, -1)
    return [
      "import { useEffect, useRef } from 'react'",
      ...block('export function useViewer()', [
        ...names.map(
          (name) => `const ${name}Ref = useRef${language === 'ts' ? `<${type} | null>` : ''}(null)`,
        ),
        ...rest.flatMap((method) =>
          block(`const ${method.name} = ${asyncOf(method.lines)}(${given(kind, method)}) =>`, method.lines),
        ),
        'useEffect(() => {',
        // Who unmounts something does not wait for it.
        ...indented(
          block(
            'return () =>',
            last.map((line) => line.replace('await ', 'void ')),
          ),
        ),
        '}, [])',
        `return { ${rest.map(({ name }) => name).join(', ')} }`,
      ]),
    ]
  },
  'null',
)

const MEMBER = cell(
  'member of a record',
  (name) => `state.${name}`,
  (kind, names, all) =>
    block('export function createViewer()', [
      `const state${kind.language === 'ts' ? `: Record<'${names.join("' | '")}', ${kind.type ?? ''} | undefined>` : ''} = {`,
      ...indented(names.map((name) => `${name}: undefined,`)),
      '}',
      ...block('return', methods(kind, all, undefined, '},')),
    ]),
)

const ENTRY: LastingCell = {
  name: 'entry of a Map',
  read: (name) => `this.${plural(name)}.get(id)`,
  write: (name, value) => `this.${plural(name)}.set(id, ${value})`,
  clear: (name) => `this.${plural(name)}.delete(id)`,
  endOne(kind, name) {
    const former = `former${capitalized(name)}`
    return [`const ${former} = ${this.read(name)}`, ...endWhereFull(kind, former)]
  },
  endAll: (kind, name) => [
    ...block(`for (const each of this.${plural(name)}.values())`, [kind.end('each')]),
    `this.${plural(name)}.clear()`,
  ],
  owner(kind, names, all) {
    const { language, type = '' } = kind
    const parts = all.flatMap((method, index) => {
      const others = index < all.length - 1 ? { id: 'string' } : {}
      return block(`${asyncOf(method.lines)}${method.name}(${given(kind, method, others)})`, method.lines)
    })
    // What else a table of its own needs, so that it does not grow.
    const remove = unmarked(names.flatMap((name) => [...this.endOne(kind, name), this.clear(name)]))
    const isRemovable = !all.some(({ name }) => name === 'remove')
    return block('export class Viewer', [
      ...names.map((name) => `${plural(name)} = new Map${language === 'ts' ? `<string, ${type}>` : ''}()`),
      ...(isRemovable
        ? block(`${asyncOf(remove)}remove(${parameters(kind, { id: 'string' })})`, remove)
        : []),
      ...parts,
    ])
  },
}

/** The cells that last, by their names. */
export const LASTING_CELLS: ReadonlyMap<CellName, LastingCell> = new Map(
  [FIELD, MODULE, STATIC, REF, MEMBER, ENTRY].map((each) => [each.name, each]),
)
