import type { FileFacts } from '../../cells/file-facts.js'
import { keyOfEntry } from '../../cells/uses/held.js'
import { walkKeptCell } from '../../flow/kept-cell-walk.js'
import { EMPTY } from '../../flow/states.js'
import { callsOf } from '../../lives/repetition/calls.js'
import { isTurnedAwayByCallers } from '../../lives/repetition/callers.js'
import { changeTestBefore, conditionBefore } from '../../lives/repetition/condition-before.js'
import { runsEachTime } from '../../lives/repetition/each-time.js'
import { multiplicityOf } from '../../lives/multiplicity.js'
import { isConstructor, isUpdateMember } from '../../lives/repetition/runs.js'
import type { Loss } from '../../losses/loss.js'
import { regionOf } from '../../losses/overwritten.js'
import { RUNS_EACH } from '../../protocols/ownership.js'
import { beginsLife, REBUILDS, RELEASING_NAME } from '../../protocols/teardowns.js'
import {
  enclosingFunction,
  enclosingFunctions,
  functionName,
  isFunction,
  isWithin,
  type FunctionNode,
} from '../../syntax/functions.js'
import { comesRoundByFailure, isLoop } from '../../syntax/loops.js'
import { calleeName } from '../../syntax/property-name.js'
import type { TSESTree } from '@typescript-eslint/utils'
import { shown, type Shown } from './shown.js'
import { toldWhat } from '../../cells/uses/told.js'

/** What writes a cell, and how often that is known to run. */
interface Rerun {
  readonly at: TSESTree.Node
  readonly region: FunctionNode
  readonly name: string
  /** How sure it is that some function around it runs many times. */
  readonly many: 'yes' | 'perhaps' | 'no'
}

function rerunOf(facts: FileFacts, { cell, node, at }: Loss): Rerun | undefined {
  const scope = enclosingFunction(node)
  const region = cell && scope && regionOf(facts, cell, scope)
  if (!scope || !region || !at) return undefined
  const repeats = [region, scope]
    .map((each) => multiplicityOf(facts, each))
    .filter(({ times }) => times === 'many')
  const isCertain = repeats.some(({ certain }) => certain)
  if (!isCertain && isTurnedAwayByCallers(facts, region)) return undefined
  const many = isCertain ? 'yes' : repeats.length > 0 ? 'perhaps' : 'no'
  return { at, region, name: functionName(region) ?? 'the function', many }
}

/** It runs in each turn of a loop, on each update, or by its name to build everything anew; no state turns it away. */
export function isRepeatedForCertain(facts: FileFacts, loss: Loss): Shown | undefined {
  const rerun = rerunOf(facts, loss)
  if (!rerun) return undefined
  const { at, region, name, many } = rerun
  if (endedInTurn(facts, loss, [at, ...callsOf(facts, region)])) return undefined
  // Another run may be for another key, unless it is for what is there.
  const key = loss.cell && keyOfEntry(loss.cell)
  if (key?.type === 'Identifier' && !REBUILDS.test(name) && !UPDATES.test(name)) return undefined
  const changed = changeTestBefore(facts, at, region)
  if (changed) return shown(`${name}() asks whether what it is given has changed`, changed)
  const looped = callsOf(facts, region).find((call) => loopOf(call) && !isRetried(call))
  if (looped) return shown(`${name}() is called in each turn of a loop`, looped)
  const retried = callsOf(facts, region).find(isRetried)
  if (retried && staysWhereItFails(facts, loss, region))
    return shown(`${name}() is called again where it has failed`, retried)
  const isUpdate = isUpdateMember(facts, region)
  const isSure = many === 'yes' && (isUpdate || runsEachTime(facts, at))
  if (!isSure && !REBUILDS.test(name)) return undefined
  return conditionBefore(facts, at, region) !== 'state' || isUpdate
    ? shown(`${name}() runs again and again`, region)
    : undefined
}

/** `if (isShown) this.open(); else this.panel.close()`: one branch begins it and the other ends it, in turn. */
function endedInTurn(facts: FileFacts, { cell, ended }: Loss, begun: readonly TSESTree.Node[]): boolean {
  const ends = cell ? ended : []
  return begun.some((each) => {
    for (let node = each; node.parent && !isFunction(node); node = node.parent) {
      const { parent } = node
      const other = parent.type === 'IfStatement' && node !== parent.test && otherBranch(parent, node)
      if (other && ends.some((end) => isWithin(end, other))) return true
    }
    return false
  })
}

function otherBranch(
  { consequent, alternate }: TSESTree.IfStatement,
  branch: TSESTree.Node,
): TSESTree.Node | null {
  return branch === consequent ? alternate : consequent
}

const UPDATES = /^_*(?:update|set|change)(?![a-z])/

/** It runs again, unless a condition turns it away. */
export function isRepeatedPerhaps(facts: FileFacts, loss: Loss): Shown | undefined {
  const rerun = rerunOf(facts, loss)
  if (!rerun || (rerun.many === 'no' && !REBUILDS.test(rerun.name))) return undefined
  return shown(`${rerun.name}() runs again, unless a condition turns it away`, rerun.region)
}

/** The loop that a call stands in, or what runs a function for each element of an array. */
function loopOf(call: TSESTree.Node): TSESTree.Node | undefined {
  for (let current = call.parent; current; current = current.parent) {
    if (isLoop(current)) return current
    if (isFunction(current)) {
      const { parent } = current
      return parent.type === 'CallExpression' && RUNS_EACH.has(calleeName(parent) ?? '') ? parent : undefined
    }
  }
  return undefined
}

function isRetried(call: TSESTree.Node): boolean {
  const loop = loopOf(call)
  return loop !== undefined && isLoop(loop) && comesRoundByFailure(call, loop)
}

/** Whether a function that fails leaves what it has put into the cell there. */
function staysWhereItFails(facts: FileFacts, { cell, duty }: Loss, region: FunctionNode): boolean {
  const walk = cell && walkKeptCell(facts, cell, duty.kind, region, EMPTY)
  return walk?.thrown.some(({ open }) => open === 'yes') === true
}

/** `show(image)`: what is done with what it is given is done with another one next. Not what begins a session. */
export function isToldWhat(facts: FileFacts, loss: Loss): Shown | undefined {
  const rerun = rerunOf(facts, loss)
  if (!rerun || loss.kind !== 'overwritten' || !DOES_ONE.test(rerun.name)) return undefined
  const { region, name } = rerun
  const condition = conditionBefore(facts, rerun.at, region)
  if (condition !== undefined || ONCE.has(multiplicityOf(facts, region).times)) return undefined
  if (SHOWS.test(name)) return shown(`${name}() is for whenever somebody wants it`, region)
  const told = toldWhat(facts, region)
  return shown(`each call of ${name}() is told another ${told?.name ?? ''}`, told?.identifiers[0])
}

/** How often runs what finds nothing there. */
const ONCE: ReadonlySet<string> = new Set(['once', 'perOwner'])

/** What people ask for, as often as they like. */
const SHOWS = /^_*(?:show|play|display|preview|speak)(?![a-z])/

/** Names of what is done with one thing after another. */
const DOES_ONE = /^_*(?:set|show|run|load|render|play|display|preview|speak|animate|scan)(?![a-z])/

/** `reconnect() { this.connect() }`: it begins once more what was begun, and nothing on the way ends that. */
export function isBegunAnew(facts: FileFacts, { cell, node, kind }: Loss): Shown | undefined {
  const scope = enclosingFunction(node)
  const region = cell && kind === 'overwritten' && scope ? regionOf(facts, cell, scope) : undefined
  const caller = region && callsOf(facts, region).find((call) => isWithinRestart(facts, call, region))
  return shown('it is begun anew, and nothing ends the former one', caller)
}

function isWithinRestart(facts: FileFacts, call: TSESTree.Node, region: FunctionNode): boolean {
  const member = enclosingFunctions(call).find((each) => facts.places.memberOf(each))
  // What nobody calls here is called by others, whenever they like; what an end of the thing itself runs finds it over.
  if (!member || member === region || isConstructor(member) || callsOf(facts, member).length > 0) return false
  const name = functionName(member) ?? ''
  if (BEGINS_ANEW.test(name)) return true
  const isWork = !beginsLife(name) && !RELEASING_NAME.test(name)
  return isWork && conditionBefore(facts, call, member) === undefined
}

const BEGINS_ANEW =
  /^_*(?:re(?:connect|start|open|start|init|load|boot|subscribe|new|create|build|fresh))(?![a-z])/
