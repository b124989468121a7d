import type { TSESTree } from '@typescript-eslint/utils'

import type { FileFacts } from '../../cells/file-facts.js'
import { usesOfCell } from '../../cells/uses/uses-of-cell.js'
import type { KeptDuty } from '../../ledger/kept-duty.js'
import { link, type Link } from '../../ledger/link.js'
import type { Owner } from '../../lives/owner.js'
import { isParameter } from '../../syntax/bindings.js'
import { isExport, isExported } from '../../syntax/exported.js'
import {
  enclosingFunction,
  isClass,
  type ClassNode,
  isWithin,
  runsAtModuleLoad,
} from '../../syntax/functions.js'
import { isNothing } from '../../syntax/nothing.js'
import { unwrap } from '../../syntax/unwrap.js'

/** Does it matter that an instance leaves what is in a field open: the link `matters`. */
export function mattersToInstance(facts: FileFacts, kept: KeptDuty, owner: Owner): Link {
  if (isSingleton(facts, owner.node)) {
    const isAll = isClass(owner.node) && !isExportedClass(facts, owner.node)
    return link(
      isAll ? 'no' : 'likely',
      `the file makes one ${owner.name} only, which has no end to miss`,
      owner.node,
    )
  }
  const emptied = emptiedInCallback(facts, kept)
  if (emptied) return link('likely', 'a callback empties the field: it may end by itself', emptied)
  const given = alsoGiven(facts, kept)
  if (given) return link('likely', 'the field is also filled with what its owner is given', given)
  return link('yes', 'each instance leaves one')
}

/** Whether only a class itself makes its instance, or the module while it loads. */
function isSingleton(facts: FileFacts, node: TSESTree.Node): boolean {
  const made = constructionsOf(facts, node)
  return made.length > 0 && made.every((call) => isWithin(call, node) || runsAtModuleLoad(call))
}

function isExportedClass(facts: FileFacts, { id, parent }: ClassNode): boolean {
  const variable = id && facts.bindings.variableOf(id)
  return isExport(parent) || (variable ? isExported(variable) : true)
}

/** Whether the code of this file makes instances of a class in a function. */
export function isMadeRepeatedly(facts: FileFacts, node: TSESTree.Node): boolean {
  const made = constructionsOf(facts, node)
  return made.length > 0 && made.every((call) => !runsAtModuleLoad(call))
}

function constructionsOf(facts: FileFacts, node: TSESTree.Node): readonly TSESTree.NewExpression[] {
  const name = isClass(node) ? node.id?.name : undefined
  return name === undefined ? [] : (facts.nodes.constructions.get(name) ?? [])
}

/** A callback empties the field: what it holds has come to its end then, and often does by itself. */
function emptiedInCallback(facts: FileFacts, { cell }: KeptDuty): TSESTree.Node | undefined {
  return usesOfCell(facts, cell).writes.find(
    ({ target, value }) =>
      value && isNothing(value) && enclosingFunction(target)?.parent.type === 'CallExpression',
  )?.target
}

/** `set(socket) { this.socket = socket }` */
function alsoGiven(facts: FileFacts, { cell }: KeptDuty): TSESTree.Node | undefined {
  return usesOfCell(facts, cell).writes.find(({ value }) => {
    const given = value && unwrap(value)
    const variable = given?.type === 'Identifier' ? facts.bindings.variableOf(given) : undefined
    return variable !== undefined && isParameter(variable)
  })?.target
}
