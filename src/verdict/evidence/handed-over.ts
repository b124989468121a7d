import type { TSESTree } from '@typescript-eslint/utils'

import { perFile, type FileFacts } from '../../cells/file-facts.js'
import { runsWithin } from '../../lives/ends/teardown.js'
import { isHiddenField } from '../../losses/fields/fate-of-field.js'
import type { Loss } from '../../losses/loss.js'
import { isImported } from '../../syntax/bindings.js'
import { isClass } from '../../syntax/functions.js'
import { calleeName, keyName } from '../../syntax/property-name.js'
import { rootOf, unwrap } from '../../syntax/unwrap.js'
import { shown, type Shown } from './shown.js'
import { remembered } from '../../syntax/remembered.js'

/**
 * `disconnect() { closeConnection(this) }`, `destroy() { this.abort() }` with an `abstract abort()`: what the end of an owner has other files do with it
 * may end what it has. A register that it is taken out of ends nothing.
 */
export function endsThroughOthers(facts: FileFacts, { kind, cell, owner }: Loss): Shown | undefined {
  if (kind !== 'outlived' || cell?.kind !== 'field' || !owner || owner.teardowns.length === 0)
    return undefined
  const given = givenItself(facts).find(
    (call) => facts.places.thisPlaceAt(call) === owner.home && runsWithin(facts, call, owner.teardowns),
  )
  if (given) return shown('the end of its owner hands that over to another file', given)
  const asked = abstractNames(owner.node)
    .flatMap((name) => facts.nodes.calls.get(name) ?? [])
    .find(
      (call) =>
        rootOf(call.callee).type === 'ThisExpression' &&
        facts.places.thisPlaceAt(call) === owner.home &&
        runsWithin(facts, call, owner.teardowns),
    )
  return asked && !isHiddenField(owner.node, cell.text)
    ? shown('the end of its owner runs what a class made from it says', asked)
    : undefined
}

/** The calls by which an instance gives itself to a function of another file. */
const givenItself = perFile((facts): readonly TSESTree.CallExpression[] =>
  [...facts.nodes.calls.values()].flat().filter((call) => {
    if (!call.arguments.some((each) => unwrap(each).type === 'ThisExpression')) return false
    const variable = facts.bindings.variableOf(rootOf(call.callee))
    return variable !== undefined && isImported(variable) && !TAKES_OUT.test(calleeName(call) ?? '')
  }),
)

const TAKES_OUT = /^(?:delete|remove|unregister|deregister|unsubscribe|off)(?![a-z])/

const abstractNames = remembered((node: TSESTree.Node): readonly string[] => {
  if (!isClass(node)) return []
  return node.body.body.flatMap((each) =>
    each.type === 'TSAbstractMethodDefinition' ? (keyName(each.key, each.computed) ?? []) : [],
  )
})
