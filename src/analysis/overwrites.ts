import type { TSESTree } from '@typescript-eslint/utils'

import type { ResourceProtocol } from '../protocols/resources/protocol.js'
import { beginsLife, REBUILDS } from '../protocols/teardowns.js'
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
import { acquisitions, type Acquisition } from '../ledger/acquisitions.js'
import { functionsMeantBy, functionsRunBy } from '../cells/call-targets.js'
import { closableOf } from '../ledger/closables.js'
import { perFile, type CallNode, type FileFacts } from '../cells/file-facts.js'
import type { Certainty } from './findings.js'
import { overwriteInLoop, reassignmentsOf } from './loop-overwrites.js'
import { memberWrites, type MemberWrite } from '../cells/member-writes.js'
import { callsOf } from '../lives/calls.js'
import { isConstructor } from '../lives/runs.js'
import { conditionBefore } from '../lives/condition-before.js'
import { runsEachTime } from '../lives/each-time.js'
import { multiplicityOf } from '../lives/multiplicity.js'
import { isUpdateMember } from '../lives/runs.js'
import { isLookedAtBefore, isRunByConstructor, isRunWhileFilled, runsOnEvent } from './looked-at-before.js'
import { runsWithin, teardownsOfHome } from '../lives/teardown.js'
import { nodesAtPlace } from '../cells/uses.js'
import { hasSetter, otherHolders } from './other-holders.js'
import { overwrittenProtocol, releasesOf } from './overwritten-protocol.js'

/** A field or variable that is given something new while it still holds what was opened before. */
export interface Overwrite {
  /** What makes the new one. */
  node: TSESTree.Node
  /** The field or variable, as the code names it. */
  name: string
  protocol: ResourceProtocol
  certainty: Certainty
  /**
   * - `again`: by another run of a method
   * - `loop`: by the next turn of a loop
   * - `assigned`: by a later statement
   * - `tooLate`: the release comes when the new one is there already, and ends that
   */
  cause: 'again' | 'loop' | 'assigned' | 'tooLate'
  /** The method that runs again. */
  method: string
  /** The statement before which the former one has to be released. */
  statement: TSESTree.Node | undefined
}

/** Answers the places of a file that lose what they hold to something new. */
export const overwrites = perFile((facts): readonly Overwrite[] => [
  ...overwritesOfMembers(facts),
  ...acquisitions(facts).flatMap((acquisition) => overwritesAfter(facts, acquisition)),
])

function overwritesAfter(facts: FileFacts, acquisition: Acquisition): Overwrite[] {
  const { node, protocol } = acquisition
  const inLoop = overwriteInLoop(facts, acquisition)
  const known = { protocol, method: '' }
  return [
    ...(inLoop ? [{ ...inLoop, ...known, node, cause: 'loop' as const, statement: undefined }] : []),
    ...reassignmentsOf(facts, acquisition).map(({ write, ...rest }) => {
      const statement = write.parent?.type === 'ExpressionStatement' ? write.parent : undefined
      return { ...rest, ...known, node: write, cause: 'assigned' as const, statement }
    }),
  ]
}

/** Of several writes in one method the first: what is released before that is released before all. */
function overwritesOfMembers(facts: FileFacts): Overwrite[] {
  const seen = new Map<FunctionNode, Map<string, Overwrite>>()
  for (const write of memberWrites(facts)) {
    const method = write.scope && methodAround(facts, write.scope)
    if (!write.scope || !method) continue
    const places = seen.get(method) ?? new Map<string, Overwrite>()
    seen.set(method, places)
    const first = places.get(write.place)
    if (first) {
      first.statement = undefined
      continue
    }
    const found = overwriteOf(facts, write, write.scope, method)
    if (found) places.set(write.place, found)
  }
  return [...seen.values()].flatMap((places) => [...places.values()])
}

function overwriteOf(
  facts: FileFacts,
  write: MemberWrite,
  scope: FunctionNode,
  method: FunctionNode,
): Overwrite | undefined {
  const { text, target, place } = write
  const protocol = overwrittenProtocol(facts, write)
  const holders = protocol && otherHolders(facts, write)
  if (!holders || holders === 'others' || hasSetter(facts, write)) return undefined
  if (isConditionOf(facts, write)) return undefined
  const isFilled = isRunWhileFilled(facts, place, method)
  if (isLookedAtBefore(facts, place, target, isFilled ? 'itself' : 'callers')) return undefined
  const late = releasesOf(facts, write, protocol).filter(
    (release) => release.range[0] > target.range[1] && isWithin(release, method),
  )
  const isTooLate = late.some((release) => isNextStatement(target, release))
  if (late.length > 0 && (!isTooLate || !isUsedElsewhere(facts, place, method))) return undefined
  if (endsByItself(facts, write.made, method)) return undefined
  const certainty = isFilled ? 'likely' : certaintyOf(facts, write, protocol, scope, method)
  if (!certainty) return undefined
  return {
    node: write.value,
    name: text,
    protocol,
    certainty: holders === 'itself' ? 'likely' : certainty,
    cause: isTooLate ? 'tooLate' : 'again',
    method: `${functionName(method) ?? 'the method'}()`,
    statement: statementOf(target),
  }
}

/** The member function that a function is or lies in, unless it makes the instance. */
function methodAround(facts: FileFacts, scope: FunctionNode): FunctionNode | undefined {
  const member = [scope, ...enclosingFunctions(scope)].find((each) => facts.places.memberOf(each))
  return member && !isConstructor(member) ? member : undefined
}

/** `if (!this.socket) this.socket = …`, `this.socket ??= …` */
function isConditionOf(facts: FileFacts, { place, target }: MemberWrite): boolean {
  if (target.parent.type === 'AssignmentExpression' && target.parent.operator !== '=') return true
  const own = nodesAtPlace(facts, place)
  for (let current: TSESTree.Node | undefined = target.parent; current; current = current.parent) {
    const test = 'test' in current ? (current.test as TSESTree.Node | null) : undefined
    if (test && own.some((node) => isWithin(node, test))) return true
  }
  return false
}

/** `this.socket = connect(); this.socket.destroy()`: nobody opens something only to end it. */
function isNextStatement(target: TSESTree.Node, release: TSESTree.Node): boolean {
  const statement = statementOf(target)
  if (statement?.parent?.type !== 'BlockStatement') return false
  const { body } = statement.parent
  const next = body[body.findIndex((each) => each === statement) + 1]
  return (
    next?.type === 'ExpressionStatement' &&
    isWithin(release, next) &&
    enclosingFunction(release) === enclosingFunction(next)
  )
}

/** Whether other members use the field: what a method opens and closes to try it out belongs to nobody else. */
function isUsedElsewhere(facts: FileFacts, place: string, method: FunctionNode): boolean {
  return nodesAtPlace(facts, place).some((node) => !isWithin(node, method))
}

/** A short timeout is over before long, and one that runs its own method was over when that began. */
function endsByItself(facts: FileFacts, made: CallNode, method: FunctionNode): boolean {
  if (calleeName(made) !== 'setTimeout') return false
  const [callback, delay] = made.arguments
  const ms = delay && delay.type !== 'SpreadElement' ? constantNumber(delay, facts.bindings) : undefined
  if (ms !== undefined && ms < SHORT_DELAY_MS) return true
  return (
    callback !== undefined &&
    functionsMeantBy(facts, callback).some((each) => functionsRunBy(facts, each).functions.has(method))
  )
}

/**
 * Known where the method certainly runs again while the former one is in use, and nothing turns it away; likely
 * where its name says neither that it begins a life nor what it is for.
 */
function certaintyOf(
  facts: FileFacts,
  write: MemberWrite,
  protocol: ResourceProtocol,
  scope: FunctionNode,
  method: FunctionNode,
): Certainty | undefined {
  const name = functionName(method) ?? ''
  const condition = conditionBefore(facts, write.target, method)
  if (condition === 'flag') return undefined
  // An update asks what has changed.
  const isGuarded = condition === 'state' && !isUpdateMember(facts, method)
  const found = releasesOf(facts, write, protocol).filter((node) => !isWithin(node, method))
  // What one event starts another one ends, in turns.
  if (found.some((node) => runsOnEvent(facts, node))) return undefined
  const repeats = [method, scope]
    .map((each) => multiplicityOf(facts, each))
    .filter((each) => each.times === 'many')
  const isRepeated = repeats.some(({ certain }) => certain)
  if (!isRepeated && isTurnedAwayByCallers(facts, method)) return undefined
  const isRebuild = REBUILDS.test(name)
  if (!isRebuild && repeats.length === 0) {
    return beginsLife(name) || isRunByConstructor(facts, method) ? undefined : 'likely'
  }
  const teardowns = teardownsOfHome(facts, write.home)
  const isReleasedAtEnd = found.length > 0 && found.every((node) => runsWithin(facts, node, teardowns))
  const isSure =
    isRebuild || (isRepeated && (isUpdateMember(facts, method) || runsEachTime(facts, write.target)))
  const isTimeout = calleeName(write.made) === 'setTimeout'
  return isSure && isReleasedAtEnd && !isGuarded && !isTimeout && !isMadeForArgument(facts, write, scope)
    ? 'known'
    : 'likely'
}

/** `if (!this.isHovered) this.hideSoon()`: a flag of those who call a method lets it run in turn with another one. */
function isTurnedAwayByCallers(facts: FileFacts, method: FunctionNode): boolean {
  return callsOf(facts, method).some((call) => {
    const scope = enclosingFunction(call)
    const caller = scope && methodAround(facts, scope)
    return caller !== undefined && conditionBefore(facts, call, caller) === 'flag'
  })
}

/** `new Gestures(element)`: what is made for something that the method is given may go with it. */
function isMadeForArgument(facts: FileFacts, { made }: MemberWrite, scope: FunctionNode): boolean {
  const [first] = made.arguments
  if (made.type !== 'NewExpression' || !first || closableOf(facts, made)?.basis === 'row') return false
  const root = rootOf(first)
  const variable = root.type === 'Identifier' ? facts.bindings.variableOf(root) : undefined
  return variable !== undefined && isParameter(variable) && isWithin(variable.identifiers[0] ?? scope, scope)
}

function statementOf(node: TSESTree.Node): TSESTree.Node | undefined {
  const { parent } = node
  return parent?.type === 'AssignmentExpression' && parent.parent.type === 'ExpressionStatement'
    ? parent.parent
    : undefined
}
