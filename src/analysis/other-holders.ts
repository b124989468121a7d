import type { TSESTree } from '@typescript-eslint/utils'

import { TAKES_OVER } from '../protocols/ownership.js'
import { COLLECTORS } from '../protocols/teardowns.js'
import { isWithin } from '../syntax/functions.js'
import { calleeName, memberName } from '../syntax/property-name.js'
import { unwrap } from '../syntax/unwrap.js'
import { membersByHome } from '../cells/call-targets.js'
import type { FileFacts } from '../cells/file-facts.js'
import { usesOfHandle } from './handle.js'
import type { MemberWrite } from '../cells/member-writes.js'
import { nodesOfVariable, useOf, type Use } from '../cells/uses.js'

/**
 * Whether something else holds what is in a field, and may release it: another field of the instance itself, or
 * others.
 */
export function otherHolders(facts: FileFacts, write: MemberWrite): 'none' | 'itself' | 'others' {
  const { place, text, target, made } = write
  let holders: 'none' | 'itself' = 'none'
  for (const use of [
    ...usesOfHandle(facts, { kind: 'member', place, text, node: target }, made),
    ...usesAtWrite(facts, write),
  ]) {
    if (use.kind === 'stored' && isFieldOf(facts, use.target, write.home)) {
      if (facts.places.placeOf(use.target) !== place) holders = 'itself'
    } else if (use.kind === 'stored' || use.kind === 'other') return 'others'
    else if (use.kind === 'argument') {
      const name = calleeName(use.call) ?? ''
      const isMade = use.call.type === 'NewExpression'
      if (isMade || TAKES_OVER.test(name) || COLLECTORS.has(name)) return 'others'
    }
  }
  return holders
}

function isFieldOf(facts: FileFacts, target: TSESTree.Node, home: string): boolean {
  return target.type === 'MemberExpression' && facts.places.placeOf(target.object) === home
}

/** What becomes of the value where it is written: `this.add((this.x = new X()))`, and of the variable it comes from. */
function usesAtWrite(facts: FileFacts, { target, value, made }: MemberWrite): Use[] {
  const uses: Use[] = []
  const add = (node: TSESTree.Node): void => {
    const use = useOf(facts, node)
    if (use.kind === 'assigned' || use.kind === 'tested') return
    uses.push(use.kind === 'returned' ? { kind: 'other', node } : use)
    if (use.kind === 'alias')
      nodesOfVariable(use.variable)
        .filter((each) => each !== node)
        .forEach(addReader)
  }
  const addReader = (node: TSESTree.Node): void => {
    if (node.parent?.type !== 'VariableDeclarator' && useOf(facts, node).kind !== 'alias') add(node)
  }
  if (target.type === 'MemberExpression') add(target.parent)
  const source = unwrap(value)
  const variable = source.type === 'Identifier' ? facts.bindings.variableOf(source) : undefined
  if (variable)
    nodesOfVariable(variable)
      .filter((each) => !isWithin(made, each))
      .forEach(addReader)
  return uses
}

/** A setter of the same name may release what was there. */
export function hasSetter(facts: FileFacts, { home, target }: MemberWrite): boolean {
  if (target.type !== 'MemberExpression') return false
  const name = memberName(target)
  return (membersByHome(facts).get(home) ?? []).some(
    ({ name: each, node }) =>
      each === name && 'kind' in node.parent && (node.parent.kind === 'set' || node.parent.kind === 'get'),
  )
}
