import type { TSESTree } from '@typescript-eslint/utils'

import { COLLECTOR, COLLECTOR_CLASS } from '../../protocols/collections.js'
import { perFile, type FileFacts } from '../../cells/file-facts.js'
import { nodesAtPlace, useOf } from '../../cells/uses/uses.js'
import { valuesByPlace } from '../../cells/values/written-values.js'
import type { Collection } from '../../ledger/collections/collection.js'
import { soleValue } from '../../syntax/bindings.js'
import { classAround } from '../../syntax/functions.js'
import { calleeName } from '../../syntax/property-name.js'
import { unwrap } from '../../syntax/unwrap.js'

/**
 * Answers the fields that gather what is to be ended with their instance: `this.toDispose = new DisposableCollection()`. What
 * they are is known by the name of the class that makes them, since it is no class of this file.
 */
export const collectors = perFile((facts): readonly Collection[] => {
  const found: Collection[] = []
  for (const [place, values] of valuesByPlace(facts)) {
    const [, home] = FIELD.exec(place) ?? []
    const [value] = values
    if (home === undefined || value === undefined || value === 'parameter' || !isCollector(facts, value))
      continue
    const nodes = nodesAtPlace(facts, place)
    const [first] = nodes
    if (!first) continue
    const className = classAround(first)?.id?.name
    found.push({
      name: facts.sourceCode.getText(first),
      lifetime: 'instance',
      home,
      className,
      protocol: COLLECTOR,
      node: first,
      made: unwrap(value),
      nodes: nodes.filter((each) => useOf(facts, each).kind !== 'assigned'),
      reachable: false,
      keeper: className === undefined ? 'the object' : `the instance of ${className}`,
    })
  }
  return found
})

const FIELD = /^(this:?\w+)\.[^.()[]+$/

/** `new DisposableStore()`, also by the name of a variable; not `new Subscription()`, which is one thing to be ended. */
function isCollector(facts: FileFacts, value: TSESTree.Node): boolean {
  const node = unwrap(value)
  const variable = node.type === 'Identifier' ? facts.bindings.variableOf(node) : undefined
  const made = variable ? soleValue(variable) : node
  return made?.type === 'NewExpression' && COLLECTOR_CLASS.test(calleeName(made) ?? '')
}
