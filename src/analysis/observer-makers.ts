import type { TSESTree } from '@typescript-eslint/utils'

import { FACTORY_NAME } from '../protocols/holders.js'
import {
  namesObserver,
  OBSERVER_PROTOCOLS,
  protocolNamed,
  type ObserverProtocol,
} from '../protocols/observers.js'
import { constructs } from '../ledger/protocol-rows/observer-rows.js'
import { soleValue, type Variable } from '../syntax/bindings.js'
import { calleeName, memberName } from '../syntax/property-name.js'
import { unwrap } from '../syntax/unwrap.js'
import { hasTypeName } from '../types/disposable.js'
import type { CallNode, FileFacts } from '../cells/file-facts.js'
import { functionsMeantBy } from '../cells/call-targets.js'
import { valuesByPlace } from '../cells/values/written-values.js'
import { callThatMakes } from '../cells/member-writes.js'

/** The call or construction that makes an observer, and what it makes. */
export interface MadeObserver {
  node: CallNode
  protocol: ObserverProtocol
}

/** Longer chains of names than anyone writes by hand. */
const MAX_DEPTH = 5

/** Answers what makes the observers that an expression may stand for, as far as the file shows it. */
export function observersMeantBy(facts: FileFacts, expression: TSESTree.Node): readonly MadeObserver[] {
  const names = namesOf(expression)
  return [...new Set(makersOf(facts, expression, 0))].flatMap((node) => {
    const protocol = protocolOf(facts, node, expression, names)
    return protocol ? [{ node, protocol }] : []
  })
}

function makersOf(facts: FileFacts, expression: TSESTree.Node, depth: number): readonly CallNode[] {
  if (depth > MAX_DEPTH) return []
  const node = unwrap(expression)
  const next = (inner: TSESTree.Node): readonly CallNode[] => makersOf(facts, inner, depth + 1)
  switch (node.type) {
    case 'NewExpression':
      return [node]
    case 'CallExpression': {
      const kept = keptByHook(facts, node)
      if (kept) return next(kept)
      const made = callThatMakes(facts, node)
      return made ? [made] : []
    }
    case 'AssignmentExpression':
      return next(node.right)
    case 'LogicalExpression':
      return [...next(node.left), ...next(node.right)]
    case 'ConditionalExpression':
      return [...next(node.consequent), ...next(node.alternate)]
    case 'Identifier':
      return valuesOf(facts, node).flatMap(next)
    case 'MemberExpression':
      return valuesOfMember(facts, node).flatMap(next)
    default:
      return []
  }
}

/** Hooks that keep what they are given, or what the function makes that they are given. */
const KEEPERS = new Set(['useRef', 'useMemo', 'useState', 'ref', 'shallowRef', 'markRaw'])

function keptByHook(facts: FileFacts, node: TSESTree.CallExpression): TSESTree.Node | undefined {
  const [first] = node.arguments
  if (!first || !KEEPERS.has(calleeName(node) ?? '')) return undefined
  const [maker] = functionsMeantBy(facts, first)
  return maker ? facts.nodes.returns.get(maker)?.[0] : first
}

function valuesOf(facts: FileFacts, node: TSESTree.Identifier): readonly TSESTree.Node[] {
  const variable = facts.bindings.variableOf(node)
  if (!variable) return []
  const value = soleValue(variable)
  if (value) return [value]
  // `const [observer] = useState(() => …)`, `const { observer } = this`
  const definition = variable.defs[0]?.node as TSESTree.Node | undefined
  if (definition?.type === 'VariableDeclarator' && definition.id.type === 'ObjectPattern') {
    const place = facts.places.placeOf(node)
    return place === undefined ? [] : valuesAt(facts, place)
  }
  return writesOf(variable)
}

function writesOf(variable: Variable): readonly TSESTree.Node[] {
  return variable.references.flatMap(({ writeExpr }) => writeExpr ?? [])
}

function valuesOfMember(facts: FileFacts, node: TSESTree.MemberExpression): readonly TSESTree.Node[] {
  const place = facts.places.placeOf(node)
  const values = place === undefined ? [] : valuesAt(facts, place)
  const root = unwrap(node.object)
  const name = memberName(node)
  const variable = root.type === 'Identifier' ? facts.bindings.variableOf(root) : undefined
  const initial = name === 'current' || name === 'value' ? variable && soleValue(variable) : undefined
  return initial?.type === 'CallExpression' ? [...values, initial] : values
}

/** What a field is given; nothing where it is given something from outside, which others answer for. */
function valuesAt(facts: FileFacts, place: string): readonly TSESTree.Node[] {
  const values = valuesByPlace(facts).get(place) ?? []
  const own = values.filter((value) => value !== 'parameter')
  return own.length === values.length ? own : []
}

function protocolOf(
  facts: FileFacts,
  made: CallNode,
  receiver: TSESTree.Node,
  names: readonly string[],
): ObserverProtocol | undefined {
  if (made.type === 'NewExpression') {
    return OBSERVER_PROTOCOLS.find((row) => constructs(facts, made, row))
  }
  const factory = calleeName(made)
  if (factory === undefined || !FACTORY_NAME.test(factory)) return undefined
  const byType = OBSERVER_PROTOCOLS.find((row) => isTyped(facts, receiver, row))
  if (byType) return byType
  if (![factory, ...names].some(namesObserver)) return undefined
  const kinds = made.arguments.flatMap((argument) =>
    argument.type === 'Literal' && typeof argument.value === 'string' ? [argument.value] : [],
  )
  return protocolNamed([factory, ...kinds, ...names])
}

function isTyped({ types }: FileFacts, receiver: TSESTree.Node, row: ObserverProtocol): boolean {
  return types !== undefined && hasTypeName(types, types.typeOf(receiver), new Set([row.name])) === 'yes'
}

/** The last name of an expression: `observer` of `this.observer` and of `observer`. */
function namesOf(expression: TSESTree.Node): readonly string[] {
  const node = unwrap(expression)
  if (node.type === 'Identifier') return [node.name]
  if (node.type !== 'MemberExpression') return []
  const name = memberName(node)
  if (name === undefined) return []
  return name === 'current' || name === 'value' ? [...namesOf(node.object), name] : [name]
}
