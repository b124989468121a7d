import type { TSESTree } from '@typescript-eslint/utils'

import { perKey, type FileFacts } from '../../cells/file-facts.js'
import type { Grow } from '../../ledger/collections/access.js'

import {
  enclosingFunction,
  enclosingFunctions,
  functionName,
  type FunctionNode,
  runningFunction,
} from '../../syntax/functions.js'
import { calleeName } from '../../syntax/property-name.js'
import { multiplicityOf, runsOnce } from '../multiplicity.js'
import type { Run } from '../repetition/run.js'
import { isConstructor, runsOf } from '../repetition/runs.js'
import { isFiniteKey, isSurelyEndlessKey } from './growth-keys.js'

/** What is no code of this file and runs something again and again. */
type HostRun = Extract<Run, { by: 'host' }>

/**
 * How often an addition adds another entry.
 *
 * - `event`: for each event, request, message, tick or update
 * - `call`: for each call of a function that anybody may call, or that this file calls in more than one way
 * - `owner`: once, or for each element of a list, in the life of each owner: as it is made or begins; others may call it
 *   again, and nothing tells that they do
 */
export type AdditionTimes = 'event' | 'call' | 'owner'

/** Whether an addition runs again and again after the module has loaded, with another entry each time. */
export const growsPerCall = perKey((facts: FileFacts, grow: Grow): boolean => {
  if (runsOnce(facts, grow.node)) return false
  if (grow.key && isFiniteKey(facts, grow.key)) return false
  // Of what a program declares there is so much, unless each call has a key of its own.
  const isDeclared = isDeclarationFunction(grow.node) && !(grow.key && isSurelyEndlessKey(facts, grow.key))
  return !isDeclared && !isUnder(facts, grow.node, DEBUGGING)
})

/** Answers how often an addition runs, by the call graph; loops over what there is are no repetition of their own. */
export function timesOfAddition(facts: FileFacts, { node }: Grow): AdditionTimes {
  if (eventBehind(facts, node)) return 'event'
  const scope = runningFunction(node)
  if (!scope) return 'owner'
  return isRunByOwner(facts, scope) ? 'owner' : 'call'
}

/** Whether the making or the beginning of an instance runs a function; that others may call it as well says little. */
const isRunByOwner = perKey((facts: FileFacts, scope: FunctionNode): boolean => {
  if (isConstructor(scope) || multiplicityOf(facts, scope).times === 'perOwner') return true
  const runs = runsOf(facts, scope).filter((run) => run.by !== 'host' || run.at !== scope)
  return (
    runs.length > 0 &&
    runs.every((run) => {
      if (run.by !== 'code') return run.by === 'owner'
      const around = enclosingFunction(run.at)
      return around !== undefined && around !== scope && isRunByOwner(facts, around)
    })
  )
}, false)

/** Answers the event, request, tick or update that runs the code at a node, directly or through what is called. */
export function eventBehind(facts: FileFacts, node: TSESTree.Node): HostRun | undefined {
  for (const scope of enclosingFunctions(node)) {
    const found = eventOf(facts, scope)
    if (found) return found
    if (facts.places.memberOf(scope)) return undefined
  }
  return undefined
}

const eventOf = perKey((facts: FileFacts, scope: FunctionNode): HostRun | null => {
  const { parent } = scope
  if (parent.type === 'CallExpression' && SUBSCRIBING.has(calleeName(parent) ?? '')) {
    return { by: 'host', at: parent, times: 'many', because: 'each value runs it' }
  }
  for (const run of runsOf(facts, scope)) {
    if (run.by === 'host' && run.times === 'many') return run
    const around = run.by === 'code' ? enclosingFunction(run.at) : undefined
    const found = around && around !== scope ? eventOf(facts, around) : null
    if (found) return found
  }
  return null
}, null)

/** Calls whose callback runs for each value, beside those of events. */
const SUBSCRIBING: ReadonlySet<string> = new Set(['subscribe', 'watch', 'handle'])

/** `registerAction`, `defineType`: called once for each thing of that kind that the program has. */
function isDeclarationFunction(node: TSESTree.Node): boolean {
  const scope = enclosingFunction(node)
  const name = scope && functionName(scope)
  return name !== undefined && /^(?:register|define|declare|install)(?![a-z])/.test(name)
}

/** Whether code runs under a condition of a kind: `if (process.env.DEBUG) …`, `debug && …`. */
export function isUnder(facts: FileFacts, node: TSESTree.Node, kind: RegExp): boolean {
  let inner: TSESTree.Node = node
  for (let { parent } = node; parent; inner = parent, parent = parent.parent) {
    const isUnderTest =
      parent.type === 'IfStatement'
        ? parent.consequent === inner && parent.test
        : parent.type === 'LogicalExpression' &&
          parent.operator === '&&' &&
          parent.right === inner &&
          parent.left
    if (isUnderTest && kind.test(facts.sourceCode.getText(isUnderTest))) return true
  }
  return false
}

/** Conditions that hold while a program is looked into, and not where it serves. */
const DEBUGGING = /^(?!!).*(?:debug|__DEV__|\btrace|NODE_ENV\b.*(?:!==? *.production|=== *.(?:dev|test)))/i
