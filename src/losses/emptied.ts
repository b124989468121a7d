import type { TSESTree } from '@typescript-eslint/utils'

import type { Cell } from '../cells/cell.js'
import type { FileFacts } from '../cells/file-facts.js'
import { cellOfTarget } from '../cells/cell-of.js'
import { heldIn } from '../cells/uses/held.js'
import { usesOfCell } from '../cells/uses/uses-of-cell.js'
import { nodesOfVariable, useOf } from '../cells/uses/uses.js'
import { enteredWith } from '../flow/entered.js'
import { isEnd, usesOfSources } from '../flow/kept-cell-uses.js'
import { walkKeptCell } from '../flow/kept-cell-walk.js'
import type { KeptDuty } from '../ledger/kept-duty.js'
import { doubted, isNeverYes, link, type Link } from '../ledger/link.js'
import { phaseOf } from '../lives/ends/phase.js'
import { isToldOfErrors, runsOnEvent } from '../lives/repetition/reached-from.js'
import { isConstructor, isConstructorFunction } from '../lives/repetition/runs.js'
import { LIFECYCLE_STARTS } from '../protocols/frameworks.js'
import { beginsSession, isHandlerOfEnd } from '../protocols/teardowns.js'
import { isModuleVariable } from '../syntax/bindings.js'
import {
  declaredName,
  enclosingFunction,
  enclosingFunctions,
  functionName,
  isFunction,
  type FunctionNode,
} from '../syntax/functions.js'
import { memberName } from '../syntax/property-name.js'
import { outermost, unwrap } from '../syntax/unwrap.js'
import { keptBesides } from './fields/kept-besides.js'
import type { Loss } from './loss.js'
import { callbackThatRuns, endsInTime } from './over-by-then.js'

/**
 * Answers the losses at what empties a cell, or takes an entry out, while it holds something open that the file ends elsewhere: the first
 * in each function.
 */
export function lossesAt(
  facts: FileFacts,
  kept: KeptDuty,
  kind: 'voided' | 'removed',
  emptied: readonly TSESTree.Node[],
  ended: readonly TSESTree.Node[],
): readonly Loss[] {
  if (ended.length === 0 || emptied.length === 0) return []
  if (facts.onlyKnown && (isNeverYes(aloneLink(facts, kept)) || isNeverYes(mattersLink(facts, kept))))
    return []
  const seen = new Set<FunctionNode>()
  return emptied.flatMap((at) => {
    const [region] = enclosingFunctions(at)
    if (!region || seen.has(region) || isConstructor(region)) return []
    if (isConstructorFunction(facts, region)) return []
    const isOnly = emptied.every((each) => each === at || enclosingFunctions(each)[0] !== region)
    // The walk over its paths is asked last.
    if (isOnly && facts.onlyKnown && isNeverYes(openLink(facts, kept, region, at))) return []
    const loss = lossAt(facts, kept, kind, at, region, ended)
    if (loss) seen.add(region)
    return loss ?? []
  })
}

function lossAt(
  facts: FileFacts,
  kept: KeptDuty,
  kind: 'voided' | 'removed',
  at: TSESTree.Node,
  region: FunctionNode,
  ended: readonly TSESTree.Node[],
): Loss | undefined {
  const { cell, duty } = kept
  const { states, seenTo } = enteredWith(facts, cell, duty.kind, region)
  const exit = walkKeptCell(facts, cell, duty.kind, region, states)?.lost.find(({ node }) => node === at)
  if (exit?.open !== 'yes') return undefined
  const over = callbackThatRuns(facts, kept, region)
  return {
    kind,
    form: kind,
    duty,
    cell,
    node: at,
    at,
    owner: undefined,
    ended,
    links: {
      open: over
        ? link('no', 'its own callback runs that, and it is over by then', over)
        : seenTo
          ? link('unknown', 'one of its callers ends it first', seenTo)
          : openLink(facts, kept, region, at),
      alone: aloneLink(facts, kept),
      matters: mattersLink(facts, kept),
    },
  }
}

function aloneLink(facts: FileFacts, kept: KeptDuty): Link {
  return endedByMaker(facts, kept) ?? keptBesides(facts, kept)
}

function mattersLink(facts: FileFacts, kept: KeptDuty): Link {
  return endsInTime(facts, kept) ?? doubted('over', 'likely', 'it may have ended by itself')
}

/**
 * `const job = new Job(); this.jobs.set(id, job); …; job.dispose()`: the function that has filled the cell has the handle by another
 * name, and ends that: who empties the cell may leave it to it.
 */
function endedByMaker(facts: FileFacts, { cell, duty, value }: KeptDuty): Link | undefined {
  const source = unwrap(value)
  const variable = source.type === 'Identifier' ? facts.bindings.variableOf(source) : undefined
  if (!variable || isModuleVariable(variable)) return undefined
  const end = nodesOfVariable(variable).find((node) => isEnd(facts, duty.kind, useOf(facts, node)))
  return end && link('unknown', `what has filled ${cell.text} has it as well, and ends it`, end)
}

/** What runs when something has ended finds it ended: a handler of its end, a callback, the owner's own reset. */
function openLink(facts: FileFacts, kept: KeptDuty, region: FunctionNode, at: TSESTree.Node): Link {
  const { cell, duty } = kept
  const moved = movedBefore(facts, kept, at)
  if (moved) return link('no', `${moved.text} has it by then, and is ended`, moved.target)
  if (duty.kind.outlivesErrors === true && isToldOfErrors(facts, cell, region))
    return link('likely', 'an error of it seldom ends it', region)
  const isStart = LIFECYCLE_STARTS.has(functionName(region) ?? '') && phaseOf(facts, region) === 'start'
  if (isStart || phaseOf(facts, region) === 'make')
    return link('unknown', 'nothing is there when it is made', region)
  if (isCallback(region) || isGivenToOthers(facts, region))
    return link('unknown', 'a callback may run when it has ended by itself', region)
  const name = functionName(region) ?? ''
  if (isHandlerOfEnd(name) || runsOnEvent(facts, region.body)) {
    return link('unknown', `${name}() may run when it has ended by itself`, region)
  }
  const waited = waitedForBefore(facts, cell, at)
  if (waited) return link('unknown', 'it may be over when that has been waited for', waited)
  if (FOR_TESTS.test(name)) return link('unknown', 'by its name only tests run it', region)
  if (beginsSession(name)) return link('likely', `${name}() may come first, when nothing is there`, region)
  return link('yes', 'nothing has ended it before', region)
}

/** `this.paused = this.watcher; this.watcher = null`: answers the cell that it is moved to, where the file ends what is there. */
function movedBefore(facts: FileFacts, { cell, duty }: KeptDuty, at: TSESTree.Node): Cell | undefined {
  const scope = enclosingFunction(at)
  for (const use of heldIn(facts, cell).uses) {
    if (use.kind !== 'stored' || use.node.range[1] > at.range[0] || enclosingFunction(use.node) !== scope)
      continue
    const other = cellOfTarget(facts, use.target)
    if (other && usesOfCell(facts, other).uses.some((each) => isEnd(facts, duty.kind, each))) return other
  }
  return undefined
}

const FOR_TESTS = /_?for_?test(?:s|ing)?$/i

/** `await dialog.launch()`: what is waited for of the thing itself may be its end. */
function waitedForBefore(facts: FileFacts, cell: Cell, at: TSESTree.Node): TSESTree.Node | undefined {
  const scope = enclosingFunction(at)
  const { uses, writes } = heldIn(facts, cell)
  return [...uses, ...usesOfSources(facts, writes)].find(
    (use) =>
      use.kind === 'receiver' &&
      use.node.range[1] < at.range[0] &&
      enclosingFunction(use.node) === scope &&
      outermost(use.call).parent?.type === 'AwaitExpression',
  )?.node
}

/** `drag.start().then(cleanup)`: a function that is given by its name is a callback as well. */
function isGivenToOthers(facts: FileFacts, region: FunctionNode): boolean {
  const name = declaredName(region)
  const variable = name && facts.bindings.variableOf(name)
  return (variable ? nodesOfVariable(variable) : []).some((node) => useOf(facts, node).kind === 'argument')
}

/** `watch(path, function () { … }.bind(this))` is one as well. */
function isCallback(region: FunctionNode): boolean {
  const { parent } = region
  if (parent.type === 'CallExpression' || parent.type === 'NewExpression') return parent.callee !== region
  if (parent.type === 'MemberExpression' && memberName(parent) === 'bind')
    return outermost(parent).parent?.parent?.type === 'CallExpression'
  return (
    parent.type === 'AssignmentExpression' && parent.left.type === 'MemberExpression' && isFunction(region)
  )
}
