import type { TSESTree } from '@typescript-eslint/utils'

import { perFile, type FileFacts } from '../../../cells/file-facts.js'
import { importsOneOf } from '../../../cells/definitions/imported-names.js'
import { DELAYED_FUNCTIONS, type DelayedFunctionRow } from '../../../protocols/delayed-functions.js'
import { resource, type ResourceProtocol } from '../../../protocols/resources/protocol.js'
import { importSource } from '../../../syntax/bindings.js'
import { calleeName } from '../../../syntax/property-name.js'
import { unwrap } from '../../../syntax/unwrap.js'
import type { Duty } from '../../duty.js'
import { link } from '../../link.js'

/** Answers the debounced and throttled functions of a file: a call of one may come long after it was made. */
export const dutiesOfDelayedFunctions = perFile((facts): readonly Duty[] => {
  if (!importsOneOf(facts, MODULES)) return []
  const rows = DELAYED_FUNCTIONS.filter(({ modules }) => importsOneOf(facts, modules))
  return [...facts.nodes.calls.values()].flat().flatMap((site) => {
    const source = sourceOf(facts, site)
    const row = source && rows.find((each) => each.modules.includes(source.module) && isMeant(each, source))
    const kind = row && KINDS.get(row)
    if (!kind) return []
    const owed = link('yes', `a call of it that waits comes unless ${row.cancel}() is called`, site)
    return [{ site, kind, source: 'row-of-registration' as const, arrival: { as: 'value' as const }, owed }]
  })
})

const MODULES = DELAYED_FUNCTIONS.flatMap(({ modules }) => modules)

const KINDS: ReadonlyMap<DelayedFunctionRow, ResourceProtocol> = new Map(
  DELAYED_FUNCTIONS.map((row) => [
    row,
    resource({
      noun: 'delayed call',
      acquire: { name: row.name, form: 'function', modules: row.modules },
      methods: [row.cancel, 'flush'],
      runBy:
        /^(?:on|once|off|listen|unlisten|(?:add|remove|prepend)\w*Listener|(?:un)?observe|(?:un)?subscribe)$/,
      example: '',
    }),
  ]),
)

const DELAYED: ReadonlySet<ResourceProtocol> = new Set(KINDS.values())

/** Whether a duty is of a debounced or throttled function. */
export function isDelayedFunction({ kind }: Duty): boolean {
  return DELAYED.has(kind)
}

/** What a call is of: a module, and the name in it; undefined for the module itself or its default. */
interface Source {
  readonly module: string
  readonly name: string | undefined
}

function isMeant(row: DelayedFunctionRow, { module, name }: Source): boolean {
  return name === undefined ? module.includes(row.name) : name === row.name
}

/** Answers what is called, where it is imported. */
function sourceOf(facts: FileFacts, node: TSESTree.CallExpression): Source | undefined {
  const callee = unwrap(node.callee)
  const root = callee.type === 'MemberExpression' ? unwrap(callee.object) : callee
  const variable = facts.bindings.variableOf(root)
  const module = variable && importSource(variable)
  if (module === undefined) return undefined
  if (callee.type === 'MemberExpression') return { module, name: calleeName(node) }
  const definition = variable?.defs[0]?.node as TSESTree.Node | undefined
  if (definition?.type === 'ImportSpecifier') {
    const { imported } = definition
    return { module, name: imported.type === 'Identifier' ? imported.name : imported.value }
  }
  const isDestructured = definition?.type === 'VariableDeclarator' && definition.id.type === 'ObjectPattern'
  return { module, name: isDestructured ? variable?.name : undefined }
}
