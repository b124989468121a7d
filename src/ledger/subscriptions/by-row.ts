import type { TSESTree } from '@typescript-eslint/utils'

import { SUBSCRIPTION_ROWS } from '../../protocols/subscriptions.js'
import type { SubscriptionRow } from '../../protocols/subscriptions/row.js'
import { importSource, isImported, isModuleVariable, soleValue } from '../../syntax/bindings.js'
import { addTo } from '../../syntax/grouping.js'
import { isModuleNamed, moduleOf } from '../../syntax/module-origin.js'
import { calleeName, keyName, memberName, receiverOf } from '../../syntax/property-name.js'
import { unwrap, unwrapAwait } from '../../syntax/unwrap.js'
import { perFile, type FileFacts } from '../../cells/file-facts.js'
import { localNamesOf, moduleNames } from '../../cells/definitions/imported-names.js'
import type { Subscription } from './subscription.js'

/** Answers the calls of a file that a row of the protocols knows. */
export const subscriptionsByRow = perFile((facts): readonly Subscription[] => {
  const found = new Map<TSESTree.Node, Subscription>()
  for (const row of rowsImportedIn(facts)) {
    if (isEndedOtherwise(facts, row)) continue
    for (const call of callsOf(facts, row)) {
      if (found.has(call)) continue
      const subscription = subscriptionOf(facts, call, row)
      if (subscription) found.set(call, subscription)
    }
  }
  return [...found.values()]
})

/** The rows of which a file imports a module, in their order: most files import none. */
function rowsImportedIn(facts: FileFacts): readonly SubscriptionRow[] {
  const imported = new Set<SubscriptionRow>()
  for (const module of moduleNames(facts)) {
    for (const row of ROWS_BY_MODULE.get(module) ?? []) imported.add(row)
  }
  return imported.size === 0 ? [] : SUBSCRIPTION_ROWS.filter((row) => imported.has(row))
}

const ROWS_BY_MODULE = indexRows()

function indexRows(): ReadonlyMap<string, readonly SubscriptionRow[]> {
  const rows = new Map<string, SubscriptionRow[]>()
  for (const row of SUBSCRIPTION_ROWS) {
    for (const module of row.modules) addTo(rows, module, row)
  }
  return rows
}

function isEndedOtherwise(facts: FileFacts, { endedBy = [] }: SubscriptionRow): boolean {
  return endedBy.some((name) => facts.nodes.calls.has(name))
}

/** The calls of the names that a row may go by in a file: its own, one of its pattern, one it is imported under. */
function callsOf(facts: FileFacts, row: SubscriptionRow): readonly TSESTree.CallExpression[] {
  const { calls } = facts.nodes
  const { call } = row
  if (typeof call !== 'string') {
    return [...calls].flatMap(([name, nodes]) => (call.test(name) ? nodes : []))
  }
  const aliases = row.on === 'module' ? localNamesOf(facts, call, row.modules) : []
  return [...new Set([call, ...aliases])].flatMap((name) => calls.get(name) ?? [])
}

function subscriptionOf(
  facts: FileFacts,
  node: TSESTree.CallExpression,
  row: SubscriptionRow,
): Subscription | undefined {
  if (node.arguments.length === 0 || endsByOption(node, row) || !endsInSink(node, row)) return undefined
  const receiver = receiverOf(node)
  const found: Subscription = {
    node,
    source: receiver ?? firstSource(row, node),
    ending: row.ending,
    noun: row.noun,
    until: row.until,
    basis: 'row',
    ...(row.isUnique === true && { isUnique: true }),
  }
  if (row.on === 'module') {
    const source = moduleOf(node.callee, facts.bindings)
    if (source === undefined || !isModuleNamed(source, row.modules)) return undefined
    if (row.through && !row.through.test(lastName(receiver) ?? '')) return undefined
    return {
      ...found,
      reach: row.observes === true ? 'observes' : row.mustBeKept === true ? 'host' : 'module',
    }
  }
  if (row.on === 'chain')
    return leadsFromModule(facts, node.callee, row) ? { ...found, reach: 'module' } : undefined
  const reach = receiver && reachOf(facts, receiver, row)
  return reach && { ...found, reach }
}

/** Whether an expression is reached by members and calls from what a module exports, also by way of a constant. */
function leadsFromModule(facts: FileFacts, node: TSESTree.Node, row: SubscriptionRow): boolean {
  let root = rootOfChain(node)
  const variable = facts.bindings.variableOf(root)
  const value = variable && importSource(variable) === undefined ? soleValue(variable) : undefined
  if (value) root = rootOfChain(value)
  const source = moduleOf(root, facts.bindings)
  return source !== undefined && isModuleNamed(source, row.modules)
}

function rootOfChain(node: TSESTree.Node): TSESTree.Node {
  let root = unwrapAwait(node)
  while (
    root.type === 'MemberExpression' ||
    root.type === 'CallExpression' ||
    root.type === 'NewExpression'
  ) {
    root = unwrapAwait(root.type === 'MemberExpression' ? root.object : root.callee)
  }
  return root
}

function lastName(receiver: TSESTree.Node | undefined): string | undefined {
  const node = receiver && unwrap(receiver)
  return node?.type === 'MemberExpression'
    ? memberName(node)
    : node?.type === 'Identifier'
      ? node.name
      : undefined
}

/** A function that takes what it subscribes to first: `onValue(reference, listener)`. */
function firstSource(row: SubscriptionRow, node: TSESTree.CallExpression): TSESTree.Node | undefined {
  const [first, second] = node.arguments
  return second && row.observes !== true && first?.type !== 'Literal' ? first : undefined
}

/**
 * How long an instance lives that a module's export made. Undefined where it is not made by one, and where it is
 * made here: then it dies here as well.
 */
function reachOf(
  facts: FileFacts,
  receiver: TSESTree.Node,
  row: SubscriptionRow,
): Subscription['reach'] | undefined {
  const root = rootOfChain(receiver)
  const variable = root.type === 'Identifier' ? facts.bindings.variableOf(root) : undefined
  const definition = variable?.defs[0]?.node as TSESTree.Node | undefined
  if (!variable || isImported(variable) || importSource(variable) !== undefined) return undefined
  if (definition?.type !== 'VariableDeclarator' || !definition.init) return undefined
  let made = unwrapAwait(definition.init)
  // A curried maker: `create<State>()(initial)`.
  if (made.type === 'CallExpression' && made.callee.type === 'CallExpression') made = made.callee
  if (made.type !== 'CallExpression' && made.type !== 'NewExpression') return undefined
  const source = moduleOf(made.callee, facts.bindings)
  if (source === undefined || !isModuleNamed(source, row.modules)) return undefined
  const name = calleeName(made) ?? ''
  if (row.makers && !row.makers.some((maker) => isMaker(facts, name, maker, row.modules))) return undefined
  return isModuleVariable(variable) || /^use[A-Z]/.test(name) ? 'outlives' : undefined
}

function isMaker(facts: FileFacts, name: string, maker: string, modules: readonly string[]): boolean {
  return name === maker || localNamesOf(facts, maker, modules).includes(name)
}

function endsByOption(
  { arguments: given }: TSESTree.CallExpression,
  { onceOption }: SubscriptionRow,
): boolean {
  return (
    onceOption !== undefined &&
    given.some(
      (argument) =>
        argument.type === 'ObjectExpression' &&
        argument.properties.some(
          (each) => each.type === 'Property' && keyName(each.key, each.computed) === onceOption,
        ),
    )
  )
}

function endsInSink({ arguments: given }: TSESTree.CallExpression, { sink }: SubscriptionRow): boolean {
  const last = given.at(-1)
  return sink === undefined || (last?.type === 'CallExpression' && calleeName(last) === sink)
}
