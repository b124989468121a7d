import type { TSESTree } from '@typescript-eslint/utils'

import { unwrap } from '../syntax/unwrap.js'
import type { EventName } from '../ledger/registrations.js'

/**
 * Whether two events are the same. "no" for two constant names and for two members of one object of constants;
 * "unknown" where one may stand for the other: several names in one, a namespace, a wildcard.
 */
export function compareEvents(
  a: EventName,
  b: EventName,
  nodes: readonly (TSESTree.Node | undefined)[],
): 'yes' | 'no' | 'unknown' {
  if (a.name !== undefined && b.name !== undefined) {
    if (a.name === b.name) return 'yes'
    return namesInCommon(a.name, b.name) ? 'unknown' : 'no'
  }
  if (a.text === b.text) return 'yes'
  const [left, right] = nodes.map((node) => node && unwrap(node))
  return left && right && areDifferentConstants(left, right) ? 'no' : 'unknown'
}

function namesInCommon(a: string, b: string): boolean {
  if (/[*#]/.test(a + b)) return true
  const [left, right] = [a, b].map((names) => names.toLowerCase().split(/\s+/))
  return (left ?? []).some((one) =>
    (right ?? []).some(
      (other) => one === other || baseOf(one) === baseOf(other) || !baseOf(one) || !baseOf(other),
    ),
  )
}

/** `click.menu`: jQuery takes it out as `click` and as `.menu`. */
function baseOf(name: string): string {
  return name.split('.')[0] ?? ''
}

/** `Events.A` and `Events.B`, where the object is written like a constant or an enumeration. */
function areDifferentConstants(a: TSESTree.Node, b: TSESTree.Node): boolean {
  if (a.type !== 'MemberExpression' || b.type !== 'MemberExpression' || a.computed || b.computed) return false
  if (a.property.type !== 'Identifier' || b.property.type !== 'Identifier') return false
  if (a.property.name === b.property.name) return false
  const [left, right] = [constantPath(a.object), constantPath(b.object)]
  return left !== undefined && left === right
}

function constantPath(node: TSESTree.Node): string | undefined {
  const object = unwrap(node)
  if (object.type === 'Identifier') return /^[A-Z]/.test(object.name) ? object.name : undefined
  if (object.type !== 'MemberExpression' || object.computed || object.property.type !== 'Identifier')
    return undefined
  const outer = constantPath(object.object)
  return outer === undefined ? undefined : `${outer}.${object.property.name}`
}
