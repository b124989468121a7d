import type { TSESTree } from '@typescript-eslint/utils'

import { perFile, type FileFacts } from '../cells/file-facts.js'
import { heldIn } from '../cells/held.js'
import type { CellWrite } from '../cells/uses-of-cell.js'
import { nodesOfVariable, useOf } from '../cells/uses.js'
import { enteredWith } from '../flow/entered.js'
import { endsOf, walkKeptCell } from '../flow/kept-cell-walk.js'
import { keptDutiesByCell } from '../ledger/kept-duties.js'
import type { KeptDuty } from '../ledger/kept-duty.js'
import { doubted, link, type Link } from '../ledger/link.js'
import { runsOnEvent } from '../lives/repetition/reached-from.js'
import { phaseOf } from '../lives/phase.js'
import { isConstructor } from '../lives/repetition/runs.js'
import { isHandlerOfEnd } from '../protocols/teardowns.js'
import {
  declaredName,
  enclosingFunctions,
  functionName,
  isFunction,
  type FunctionNode,
} from '../syntax/functions.js'
import { isNothing } from '../syntax/nothing.js'
import { calleeName } from '../syntax/property-name.js'
import { keptBesides } from './fields/kept-besides.js'
import type { Loss } from './loss.js'

/**
 * Answers the cells whose handle is thrown away, and nothing was ended: `this.socket = undefined` where the file ends
 * what is in the cell elsewhere. The first of them in each function.
 */
export const voidedLosses = perFile((facts): readonly Loss[] =>
  [...keptDutiesByCell(facts).values()].flatMap((duties) => {
    const [kept] = duties
    if (!kept) return []
    const ended = endsOf(facts, kept)
    if (ended.length === 0) return []
    const seen = new Set<FunctionNode>()
    if (kept.cell.kind === 'entry') return []
    return heldIn(facts, kept.cell)
      .writes.filter((write) => isVoiding(write))
      .flatMap((write) => {
        const region = regionOf(facts, write.target)
        if (!region || seen.has(region) || isConstructor(region)) return []
        const loss = lossOf(facts, kept, write, region, ended)
        if (loss) seen.add(region)
        return loss ?? []
      })
  }),
)

function isVoiding({ value, operator }: CellWrite): boolean {
  return operator === 'delete' || (operator === '=' && value !== undefined && isNothing(value))
}

/** The function whose walk meets the write: the innermost one. */
function regionOf(_facts: FileFacts, target: TSESTree.Node): FunctionNode | undefined {
  return enclosingFunctions(target)[0]
}

function lossOf(
  facts: FileFacts,
  kept: KeptDuty,
  { at }: CellWrite,
  region: FunctionNode,
  ended: readonly TSESTree.Node[],
): Loss | undefined {
  const { cell, duty } = kept
  const { states, seenTo } = enteredWith(facts, cell, duty.kind, region)
  const exit = walkKeptCell(facts, cell, duty.kind, region, states)?.lost.find(({ node }) => node === at)
  if (exit?.open !== 'yes') return undefined
  return {
    kind: 'voided',
    form: 'voided',
    duty,
    cell,
    node: at,
    at,
    owner: undefined,
    ended,
    links: {
      open: seenTo ? link('unknown', 'one of its callers ends it first', seenTo) : openLink(facts, region),
      alone: keptBesides(facts, kept),
      matters:
        calleeName(kept.made) === 'setTimeout'
          ? link('likely', 'a timeout ends by itself, in time', ended[0])
          : doubted('over', 'likely', 'it may have ended by itself'),
    },
  }
}

/** What runs when something has ended finds it ended: a handler of its end, a callback, the owner's own reset. */
function openLink(facts: FileFacts, region: FunctionNode): Link {
  if (phaseOf(facts, region) === 'make') return link('unknown', 'nothing is there when it is made', region)
  if (isCallback(region) || isGivenToOthers(facts, region))
    return link('unknown', 'a callback may run when it has ended by itself', region)
  const name = functionName(region) ?? ''
  if (isHandlerOfEnd(name) || runsOnEvent(facts, region.body)) {
    return link('unknown', `${name}() may run when it has ended by itself`, region)
  }
  return link('yes', 'nothing has ended it before', region)
}

/** `drag.start().then(cleanup)`: a function that is given by its name is a callback as well. */
function isGivenToOthers(facts: FileFacts, region: FunctionNode): boolean {
  const name = declaredName(region)
  const variable = name && facts.bindings.variableOf(name)
  return (variable ? nodesOfVariable(variable) : []).some((node) => useOf(facts, node).kind === 'argument')
}

function isCallback(region: FunctionNode): boolean {
  const { parent } = region
  if (parent.type === 'CallExpression' || parent.type === 'NewExpression') return parent.callee !== region
  return (
    parent.type === 'AssignmentExpression' && parent.left.type === 'MemberExpression' && isFunction(region)
  )
}
