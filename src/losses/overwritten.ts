import type { TSESTree } from '@typescript-eslint/utils'

import { identityOf, type Cell } from '../cells/cell.js'
import { functionsMeantBy, functionsRunBy } from '../cells/call-targets.js'
import { perFile, type FileFacts } from '../cells/file-facts.js'
import { heldIn, holderOf, keyOfEntry } from '../cells/uses/held.js'
import type { Use } from '../cells/uses/uses.js'
import type { Duty } from '../ledger/duty.js'
import { outermostValue } from '../cells/uses/destinations.js'
import { enteredWith } from '../flow/entered.js'
import { endsOf, isEnd, isMadeWith } from '../flow/kept-cell-uses.js'
import { functionsNaming, walkKeptCell } from '../flow/kept-cell-walk.js'
import { soleRunWithin } from '../flow/sole-calls.js'
import { keptDuties, keptDutiesByCell } from '../ledger/kept-duties.js'
import { writeOf, type KeptDuty } from '../ledger/kept-duty.js'
import { doubted, isNeverYes, link, type Link } from '../ledger/link.js'
import { phaseOf } from '../lives/ends/phase.js'
import { callsIn } from '../lives/repetition/calls.js'
import {
  calledLater,
  isRunByConstructionAlone,
  isToldOfChanges,
  isTurnedAwayByCallers,
} from '../lives/repetition/callers.js'
import { conditionBefore } from '../lives/repetition/condition-before.js'
import { runByEventsOfItself, runByItsEnd, runsOnEvent } from '../lives/repetition/reached-from.js'
import { isConstructor, isConstructorFunction } from '../lives/repetition/runs.js'
import { teardownsOfHome } from '../lives/ends/teardown.js'
import { beginsLife } from '../protocols/teardowns.js'
import { SHORT_DELAY_MS } from '../protocols/timers.js'
import { isParameter } from '../syntax/bindings.js'
import { constantNumber } from '../syntax/constants.js'
import {
  enclosingFunction,
  enclosingFunctions,
  functionName,
  isWithin,
  type FunctionNode,
} from '../syntax/functions.js'
import { isNothing } from '../syntax/nothing.js'
import { calleeName } from '../syntax/property-name.js'
import { rootOf } from '../syntax/unwrap.js'
import { endedByCallback, endedInTurn } from './fields/ended-in-turn.js'
import { keptBesides } from './fields/kept-besides.js'
import type { Loss } from './loss.js'
import { callbackThatRuns, endsInTime } from './over-by-then.js'
import { mayMeetFormer } from './same-key.js'

/**
 * Answers the cells that outlive a call and are given something new while they hold what was opened before: in another run
 * of a method, by a second instance, by a release that comes when the new one is there already. Of several writes in one
 * function the first: what is ended before that is ended before all.
 */
export const overwrittenLosses = perFile((facts): readonly Loss[] => {
  const seen = new Map<FunctionNode, Set<string>>()
  return keptDuties(facts).flatMap((kept) => {
    const region = kept.scope && regionOf(facts, kept.cell, kept.scope)
    if (!region || endsByItself(facts, kept, region)) return []
    const places = seen.get(region) ?? new Set<string>()
    seen.set(region, places)
    if (places.has(identityOf(kept.cell)) || !mayMeetFormer(facts, kept.cell)) return []
    const isOnly = keptDutiesByCell(facts).get(identityOf(kept.cell))?.length === 1
    const loss = lossOf(facts, kept, region, isOnly)
    if (loss) places.add(identityOf(kept.cell))
    return loss ?? []
  })
})

/**
 * The function that may run again while the cell is filled: the member that the write stands in. A constructor fills the
 * fields of its own instance once; what a module, a class or a component keeps it meets filled.
 */
export function regionOf(facts: FileFacts, cell: Cell, scope: FunctionNode): FunctionNode | undefined {
  const holder = holderOf(facts, cell)
  const all = [scope, ...enclosingFunctions(scope)]
  const around = holder?.of === 'call' ? all.slice(0, all.indexOf(holder.scope)) : all
  const member = around.find((each) => facts.places.memberOf(each))
  if (holder?.of !== 'instance') return member ?? around.at(-1)
  return member && !isConstructor(member) && !isConstructorFunction(facts, member) ? member : undefined
}

function lossOf(facts: FileFacts, kept: KeptDuty, region: FunctionNode, isOnly: boolean): Loss | undefined {
  const { cell, duty, value } = kept
  const follows = releaseAfter(facts, kept)
  const isAtEnd = endsNewOne(facts, kept, region)
  const late = follows !== undefined || isAtEnd
  const ended = endsOf(facts, kept)
  // What costs little is asked first: the rest walks the function, and those that call it.
  if (ended.length === 0 && !late && duty.source !== 'row' && duty.source !== 'class') return undefined
  if (late && !isUsedElsewhere(facts, cell, region)) return undefined
  const own = (): Link =>
    isAtEnd && isFilledElsewhere(facts, cell, region)
      ? link('yes', 'the end of its owner finds the former one there', region)
      : openLink(facts, kept, region, late ? [] : ended)
  const matters =
    endsInTime(facts, kept) ?? doubted('over', 'likely', 'nothing in the file ends the last one')
  // So do the other links: paths are not walked for what is never known, where no rule asks for more.
  if (isOnly && facts.onlyKnown) {
    if (follows === 'later' || isNeverYes(matters)) return undefined
    if (isNeverYes(own()) || isNeverYes(aloneLink(facts, kept))) return undefined
  }
  const walked = kept.scope ?? region
  const { states, seenTo, filledBy } = enteredWith(facts, cell, duty.kind, walked)
  const walk = walkKeptCell(facts, cell, duty.kind, walked, states)
  const exit = walk?.lost.find(({ node }) => node === writeOf(kept))
  if (!exit || (exit.open !== 'yes' && !late)) return undefined
  return {
    kind: late ? 'misplaced' : 'overwritten',
    form: late ? 'releasedTooLate' : 'overwrittenAgain',
    duty,
    cell,
    node: value,
    at: writeOf(kept),
    owner: undefined,
    ended,
    links: {
      open: filledBy
        ? link('likely', 'it is called where the former one is there', filledBy)
        : seenTo
          ? link('unknown', 'one of its callers ends it first', seenTo)
          : follows === 'later'
            ? link('likely', 'what runs between may need the new one', writeOf(kept))
            : own(),
      alone: aloneLink(facts, kept),
      matters,
    },
  }
}

/**
 * `this.socket = connect(); report(); this.socket.destroy()`: nobody opens something only to end it. The first that is done with the
 * new one, other than to ask for it, is its end.
 */
function releaseAfter(facts: FileFacts, kept: KeptDuty): 'next' | 'later' | undefined {
  const { cell, duty } = kept
  const statement = outermostValue(writeOf(kept)).parent
  if (statement?.type !== 'ExpressionStatement' || statement.parent.type !== 'BlockStatement')
    return undefined
  const { parent: block } = statement
  const scope = enclosingFunction(statement)
  // Of a long block each statement is compared with what follows in it, not with all of the file.
  const follows = (node: TSESTree.Node): boolean =>
    node.range[0] >= statement.range[1] && isWithin(node, block)
  const uses = heldIn(facts, cell).uses.filter(({ node }) => follows(node))
  const touching = functionsNaming(facts, cell)
  const calls = touching.size === 0 ? [] : callsIn(facts, scope).filter(follows)
  if (uses.length === 0 && calls.length === 0) return undefined
  let isNext = true
  for (const next of block.body.slice(block.body.indexOf(statement) + 1)) {
    const within = uses.filter(({ node }) => isWithin(node, next))
    const others = within.filter((use) => !asksFor(use) && !opens(duty, use))
    if (others.length === 0) {
      if (calls.some((call) => isWithin(call, next) && runsOneOf(facts, call, touching))) return undefined
      if (within.length === 0) isNext = false
      continue
    }
    const isEnded = others.every(
      (use) => enclosingFunction(use.node) === scope && isEnd(facts, duty.kind, use),
    )
    return isEnded ? (isNext ? 'next' : 'later') : undefined
  }
  return undefined
}

function asksFor({ kind }: Use): boolean {
  return kind === 'tested' || kind === 'alias'
}

/** `this.observer.observe(element)`: what is made only begins with it. */
function opens({ kind: { acquire } }: Duty, use: Use): boolean {
  return use.kind === 'receiver' && use.method !== undefined && use.method === acquire.opensBy
}

/** Whether a call runs one of some functions of this file. */
function runsOneOf(
  facts: FileFacts,
  { callee }: TSESTree.CallExpression | TSESTree.NewExpression,
  functions: ReadonlySet<TSESTree.Node>,
): boolean {
  return functionsMeantBy(facts, callee).some((target) =>
    [...functionsRunBy(facts, target).functions].some((each) => functions.has(each)),
  )
}

/** The end of an owner that ends a field only after it has put another one there: the former one stays. */
function endsNewOne(facts: FileFacts, kept: KeptDuty, region: FunctionNode): boolean {
  const { cell, target } = kept
  if (cell.home === undefined || !teardownsOfHome(facts, cell.home).some(({ node }) => node === region)) {
    return false
  }
  const own = endsOf(facts, kept).filter((node) => isWithin(node, region))
  return own.length > 0 && own.every((node) => node.range[0] > target.range[1])
}

/** Whether other functions use the cell: what a function opens and closes to try it out belongs to nobody else. */
function isUsedElsewhere(facts: FileFacts, cell: Cell, region: FunctionNode): boolean {
  const { uses, writes } = heldIn(facts, cell)
  return [...uses.map(({ node }) => node), ...writes.map(({ target }) => target)].some(
    (node) => !isWithin(node, region),
  )
}

function isFilledElsewhere(facts: FileFacts, cell: Cell, region: FunctionNode): boolean {
  return heldIn(facts, cell).writes.some(
    ({ target, value }) => value && !isNothing(value) && !isWithin(target, region),
  )
}

function aloneLink(facts: FileFacts, kept: KeptDuty): Link {
  return madeForArgument(facts, kept) ?? keptBesides(facts, kept)
}

/** `new Gestures(element)`: what is made for something that the function is given may go with it. */
function madeForArgument(facts: FileFacts, { cell, made, duty, scope }: KeptDuty): Link | undefined {
  const [first] = made.arguments
  if (made.type !== 'NewExpression' || !first || duty.source === 'row' || !scope) return undefined
  const root = rootOf(first)
  const variable = root.type === 'Identifier' ? facts.bindings.variableOf(root) : undefined
  const isGiven = variable && isParameter(variable) && isWithin(variable.identifiers[0] ?? scope, scope)
  // `items.set(widget, new Item(widget))`: who has one of its own is met once, as a rule.
  const key = keyOfEntry(cell)
  if (isGiven && key?.type === 'Identifier' && facts.bindings.variableOf(key) === variable)
    return link('unknown', `there is one for each ${variable.name}`, key)
  return isGiven ? link('likely', `it is made for ${variable.name}, with which it may go`, first) : undefined
}

/** A short timeout is over before long, and one that runs its own function was over when that began. */
function endsByItself(facts: FileFacts, kept: KeptDuty, region: FunctionNode): boolean {
  if (callbackThatRuns(facts, kept, region)) return true
  const [, delay] = kept.made.arguments
  if (calleeName(kept.made) !== 'setTimeout' || !delay || delay.type === 'SpreadElement') return false
  const ms = constantNumber(delay, facts.bindings)
  return ms !== undefined && ms < SHORT_DELAY_MS
}

/** Does the function run again while the former one is there? */
function openLink(
  facts: FileFacts,
  { cell, target, duty }: KeptDuty,
  region: FunctionNode,
  ended: readonly TSESTree.Node[],
): Link {
  const name = functionName(region) ?? 'the function'
  const condition = conditionBefore(facts, target, region, cell.kind === 'field' ? cell.place : undefined)
  if (condition === 'flag' || condition === 'elsewhere') {
    return link('unknown', 'a flag that is written elsewhere may let it through once')
  }
  const over = runByItsEnd(facts, cell, region, duty.kind.outlivesErrors)
  if (over) return link('unknown', 'its own end runs it', over)
  const again = runByEventsOfItself(facts, region)
  const within = ended.filter((node) => isWithin(node, region))
  const own = within.find((node) => !isEndedByItsOwn(facts, cell, node, region))
  if (own) return link('unknown', `${name}() itself ends it on another way, perhaps in turn`, own)
  const others = ended.filter((node) => !isWithin(node, region))
  const onEvent = within[0] ?? others.find((node) => runsOnEvent(facts, node))
  if (onEvent) {
    // One event may begin it and another end it, in turn.
    const because = 'an event ends the former one, perhaps before'
    const isInTurn = within.length === 0 && runsOnEvent(facts, region.body)
    return isInTurn ? link('unknown', because, onEvent) : doubted('again', 'unknown', because, onEvent)
  }
  const inTurn = endedByCallback(facts, region, others)
  if (inTurn) return link('unknown', 'another callback ends the former one, perhaps in turn', inTurn)
  if (isTurnedAwayByCallers(facts, region)) {
    return doubted('again', 'unknown', 'its callers may turn it away by a flag')
  }
  const holder = holderOf(facts, cell)
  const only = holder?.of === 'call' ? soleRunWithin(facts, region, holder.scope) : undefined
  if (only) return link('no', `${name}() runs once for each ${cell.text}`, only)
  const of = holder?.of
  const isChange = phaseOf(facts, region) === 'update'
  if (of === 'call' && functionName(region) === undefined && !isChange && !runsOnEvent(facts, region.body)) {
    return link('unknown', 'nothing tells when the callback runs, and how often', region)
  }
  if (of === 'module') {
    return doubted('again', 'likely', `${name}() may run again while the module lives`, region)
  }
  const left = endedInTurn(facts, cell, others)
  if (left)
    return doubted(
      'again',
      'unknown',
      `${functionName(left) ?? 'another member'}() ends it, and comes before it runs again`,
      left,
    )
  const later = calledLater(facts, region)
  if (later) return doubted('again', 'unknown', `another method runs ${name}() whenever it is called`, later)
  if (again) return doubted('again', 'likely', `an event runs ${name}() again`, again)
  const mayRunOnce = beginsLife(name) || isRunByConstructionAlone(facts, region)
  return mayRunOnce && !isToldOfChanges(facts, region, cell)
    ? doubted('again', 'unknown', `${name}() may run once only`, region)
    : doubted('again', 'likely', `${name}() may run again`, region)
}

/** Whether what a thing was made with ends it, when that is called. */
function isEndedByItsOwn(facts: FileFacts, cell: Cell, node: TSESTree.Node, region: FunctionNode): boolean {
  const around = enclosingFunctions(node)
  const inner = around[around.indexOf(region) - 1]
  return inner !== undefined && isMadeWith(facts, heldIn(facts, cell).writes, inner)
}
