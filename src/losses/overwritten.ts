import type { TSESTree } from '@typescript-eslint/utils'

import type { Cell } from '../cells/cell.js'
import { functionsMeantBy, functionsRunBy } from '../cells/call-targets.js'
import { perFile, type FileFacts } from '../cells/file-facts.js'
import { usesOfCell } from '../cells/uses-of-cell.js'
import { enteredWith } from '../flow/entered.js'
import { endsOf, isEnd, walkKeptCell } from '../flow/kept-cell-walk.js'
import { keptDuties } from '../ledger/kept-duties.js'
import type { KeptDuty } from '../ledger/kept-duty.js'
import { doubted, link, type Link } from '../ledger/link.js'
import { callsOf } from '../lives/repetition/calls.js'
import { conditionBefore } from '../lives/repetition/condition-before.js'
import { isRunByConstructor, runsOnEvent } from '../lives/repetition/reached-from.js'
import { isConstructor } from '../lives/repetition/runs.js'
import { teardownsOfHome } from '../lives/teardown.js'
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
import { calleeName } from '../syntax/property-name.js'
import { rootOf } from '../syntax/unwrap.js'
import { keptBesides } from './fields/kept-besides.js'
import type { Loss } from './loss.js'

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
    if (places.has(kept.cell.place)) return []
    const loss = lossOf(facts, kept, region)
    if (loss) places.add(kept.cell.place)
    return loss ?? []
  })
})

/**
 * The function that may run again while the cell is filled: the member that the write stands in. A constructor fills the
 * fields of its own instance once; what a module, a class or a component keeps it meets filled.
 */
export function regionOf(
  facts: FileFacts,
  { kind }: Pick<Cell, 'kind'>,
  scope: FunctionNode,
): FunctionNode | undefined {
  const around = [scope, ...enclosingFunctions(scope)]
  const member = around.find((each) => facts.places.memberOf(each))
  if (kind !== 'field') return member ?? around.at(-1)
  return member && !isConstructor(member) && !isConstructorFunction(facts, member) ? member : undefined
}

/** `function Clock() { this.timer = … }`: a function of old that makes instances. */
function isConstructorFunction(facts: FileFacts, { type, parent, id }: FunctionNode): boolean {
  if (type === 'ArrowFunctionExpression' || parent.type === 'Property') return false
  const name = id?.name ?? ''
  return type === 'FunctionDeclaration' && (/^[A-Z]/.test(name) || facts.nodes.constructions.has(name))
}

function lossOf(facts: FileFacts, kept: KeptDuty, region: FunctionNode): Loss | undefined {
  const { cell, duty, target, value } = kept
  const late = releaseAfter(facts, kept, region) || endsNewOne(facts, kept, region)
  const walked = kept.scope ?? region
  const { states, seenTo, filledBy } = enteredWith(facts, cell, duty.kind, walked)
  const walk = walkKeptCell(facts, cell, duty.kind, walked, states)
  const exit = walk?.lost.find(({ node }) => node === target.parent)
  if (!exit || (exit.open !== 'yes' && !late)) return undefined
  if (late && !isUsedElsewhere(facts, cell, region)) return undefined
  const ended = endsOf(facts, kept)
  if (ended.length === 0 && !late && duty.source !== 'row' && duty.source !== 'class') return undefined
  return {
    kind: late ? 'misplaced' : 'overwritten',
    form: late ? 'releasedTooLate' : 'overwrittenAgain',
    duty,
    cell,
    node: value,
    at: target.parent,
    owner: undefined,
    ended,
    links: {
      open: filledBy
        ? link('likely', 'it is called where the former one is there', filledBy)
        : seenTo
          ? link('unknown', 'one of its callers ends it first', seenTo)
          : openLink(facts, kept, region, late ? [] : ended),
      alone: madeForArgument(facts, kept) ?? keptBesides(facts, kept),
      matters:
        calleeName(kept.made) === 'setTimeout'
          ? link('likely', 'a timeout ends by itself, in time')
          : doubted('over', 'likely', 'nothing in the file ends the last one'),
    },
  }
}

/** `this.socket = connect(); this.socket.destroy()`: nobody opens something only to end it. */
function releaseAfter(facts: FileFacts, { cell, duty, target }: KeptDuty, region: FunctionNode): boolean {
  const statement = target.parent?.parent
  if (statement?.type !== 'ExpressionStatement' || statement.parent.type !== 'BlockStatement') return false
  const { body } = statement.parent
  const next = body[body.findIndex((each) => each === statement) + 1]
  if (next?.type !== 'ExpressionStatement') return false
  return usesOfCell(facts, cell).uses.some(
    (use) =>
      isWithin(use.node, next) &&
      isWithin(use.node, region) &&
      enclosingFunction(use.node) === enclosingFunction(next) &&
      isEnd(facts, duty.kind, use),
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
  const { uses, writes } = usesOfCell(facts, cell)
  return [...uses.map(({ node }) => node), ...writes.map(({ target }) => target)].some(
    (node) => !isWithin(node, region),
  )
}

/** `new Gestures(element)`: what is made for something that the function is given may go with it. */
function madeForArgument(facts: FileFacts, { made, duty, scope }: KeptDuty): Link | undefined {
  const [first] = made.arguments
  if (made.type !== 'NewExpression' || !first || duty.source === 'row' || !scope) return undefined
  const root = rootOf(first)
  const variable = root.type === 'Identifier' ? facts.bindings.variableOf(root) : undefined
  const isGiven = variable && isParameter(variable) && isWithin(variable.identifiers[0] ?? scope, scope)
  return isGiven ? link('likely', `it is made for ${variable.name}, with which it may go`, first) : undefined
}

/** A short timeout is over before long, and one that runs its own function was over when that began. */
function endsByItself(facts: FileFacts, { made }: KeptDuty, region: FunctionNode): boolean {
  if (calleeName(made) !== 'setTimeout') return false
  const [callback, delay] = made.arguments
  const ms = delay && delay.type !== 'SpreadElement' ? constantNumber(delay, facts.bindings) : undefined
  if (ms !== undefined && ms < SHORT_DELAY_MS) return true
  return (
    callback !== undefined &&
    functionsMeantBy(facts, callback).some((each) => functionsRunBy(facts, each).functions.has(region))
  )
}

/** Does the function run again while the former one is there? */
function openLink(
  facts: FileFacts,
  { cell, target }: KeptDuty,
  region: FunctionNode,
  ended: readonly TSESTree.Node[],
): Link {
  const name = functionName(region) ?? 'the function'
  const condition = conditionBefore(facts, target, region)
  if (condition === 'flag') return link('unknown', 'a flag that is written elsewhere may let it through once')
  const own = ended.find((node) => isWithin(node, region))
  if (own) return link('unknown', `${name}() itself ends it on another way, perhaps in turn`, own)
  const others = ended.filter((node) => !isWithin(node, region))
  if (others.some((node) => runsOnEvent(facts, node))) {
    return link('unknown', 'an event ends the former one, perhaps before', others[0])
  }
  if (isTurnedAwayByCallers(facts, region)) {
    return doubted('again', 'unknown', 'its callers may turn it away by a flag')
  }
  if (cell.kind !== 'field') {
    return doubted('again', 'likely', `${name}() may run again while the module lives`, region)
  }
  return beginsLife(name) || isRunByConstructor(facts, region)
    ? doubted('again', 'unknown', `${name}() may run once only`, region)
    : doubted('again', 'likely', `${name}() may run again`, region)
}

/** `if (!this.isHovered) this.hideSoon()`: a flag of those who call a method lets it run in turn with another one. */
export function isTurnedAwayByCallers(facts: FileFacts, region: FunctionNode): boolean {
  return callsOf(facts, region).some((call) => {
    const around = enclosingFunctions(call)
    const caller = around.find((each) => facts.places.memberOf(each)) ?? around[0]
    return caller !== undefined && conditionBefore(facts, call, caller) === 'flag'
  })
}
