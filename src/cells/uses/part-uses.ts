import type { TSESTree } from '@typescript-eslint/utils'

import { memberName } from '../../syntax/property-name.js'
import { wrapped } from '../../syntax/unwrap.js'
import { perKey, type FileFacts } from '../file-facts.js'
import { partsTaken } from './destinations.js'
import { nodesOfVariable, useOf, type Use } from './uses.js'
import type { CellUses, CellWrite } from './uses-of-cell.js'

/**
 * Answers what a file does with one member of the record that a cell holds, by what it does with the cell: who has the record has the
 * member, who reads another member of it has not, and who writes the record writes the member.
 */
export function usesOfPart(facts: FileFacts, ofRecord: CellUses, part: string): CellUses {
  const known = partsOfRecord(facts, ofRecord)
  const found = known.get(part) ?? gathered(facts, ofRecord, part)
  known.set(part, found)
  return found
}

const partsOfRecord = perKey((_facts: FileFacts, _ofRecord: CellUses) => new Map<string, CellUses>())

function gathered(facts: FileFacts, { uses, writes, isComplete }: CellUses, part: string): CellUses {
  const found: Use[] = []
  const written: CellWrite[] = [...writes]
  for (const use of uses) {
    for (const each of usesThrough(facts, use, part)) {
      if (each.kind !== 'assigned') found.push(each)
      else written.push({ target: each.node, value: each.value, operator: '=', at: parentOf(each.node) })
    }
  }
  return { uses: found, writes: written, isComplete }
}

function parentOf(node: TSESTree.Node): TSESTree.Node {
  return wrapped(node).parent ?? node
}

function usesThrough(facts: FileFacts, use: Use, part: string): readonly Use[] {
  switch (use.kind) {
    case 'property': {
      const name = memberName(use.member)
      return name === undefined || name === part ? withAlias(facts, useOf(facts, use.member)) : []
    }
    case 'receiver':
      // `this.entry.stop()`, where the member is the function that ends it.
      return use.method === part ? [{ kind: 'other', node: use.call.callee }] : [use]
    case 'stored':
      return use.target.type === 'ObjectPattern' ? usesTakenOut(facts, use, use.target, part) : [use]
    default:
      return [use]
  }
}

/** `const { socket } = this.session`: what is done with it under that name. */
function usesTakenOut(
  facts: FileFacts,
  use: Use,
  pattern: TSESTree.ObjectPattern,
  part: string,
): readonly Use[] {
  if (pattern.properties.some(({ type }) => type === 'RestElement'))
    return [{ kind: 'other', node: use.node }]
  return partsTaken(pattern).flatMap(({ name, target }) => {
    const variable =
      name === part && target.type === 'Identifier' ? facts.bindings.variableOf(target) : undefined
    if (!variable) return name === part ? [{ kind: 'other' as const, node: use.node }] : []
    return nodesOfVariable(variable)
      .filter((node) => node !== target)
      .map((node) => useOf(facts, node))
  })
}

/** `const socket = this.session.socket`: it, and what is done with it under that name. */
function withAlias(facts: FileFacts, use: Use): readonly Use[] {
  if (use.kind !== 'alias') return [use]
  const readers = nodesOfVariable(use.variable).filter((node) => node.parent?.type !== 'VariableDeclarator')
  return [use, ...readers.map((node) => useOf(facts, node))]
}
