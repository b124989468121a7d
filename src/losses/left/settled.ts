import type { TSESTree } from '@typescript-eslint/utils'

import type { Cell } from '../../cells/cell.js'
import { functionsMeantBy, functionsRunByAll } from '../../cells/call-targets.js'
import type { FileFacts } from '../../cells/file-facts.js'
import { usesOfCell } from '../../cells/uses/uses-of-cell.js'
import { useOf } from '../../cells/uses/uses.js'
import { effectsOfCell } from '../../flow/cell-effects.js'
import { openExits } from '../../flow/exits.js'
import { OPEN } from '../../flow/states.js'
import { effectOnAnything } from '../../flow/throwing.js'
import type { Effect } from '../../flow/walk-questions.js'
import type { Duty } from '../../ledger/duty.js'
import { link } from '../../ledger/link.js'
import { registrationByHandler } from '../../ledger/registrations/registrations.js'
import { isReleaseOf } from '../../ledger/releases.js'
import { isTestCode } from '../../lives/test-code.js'
import { OPENS_ITSELF } from '../../protocols/ownership.js'
import { FAILURE_EVENTS, SETTLING_EVENTS } from '../../protocols/listeners.js'
import {
  enclosingFunction,
  enclosingFunctions,
  isExecutor,
  isFunction,
  isWithin,
  type FunctionNode,
} from '../../syntax/functions.js'
import { mayFollow } from '../../syntax/may-follow.js'
import { calleeName } from '../../syntax/property-name.js'
import type { Loss } from '../loss.js'
import { existenceOf } from './left-in-region.js'

/**
 * `new Promise((resolve, reject) => { const socket = connect(); setTimeout(() => reject(error), 1000); … })`: answers the loss of
 * what a promise is to bring, or is made with, where it is settled without that and leaves it open: who waits for it never gets
 * it. Undefined where some other way ends it when the promise fails.
 */
export function leftWhereSettled(facts: FileFacts, duty: Duty, cell: Cell): Loss | undefined {
  const executor = enclosingFunctions(duty.site).find(isExecutor)
  if (!executor || cell.kind !== 'local' || !cell.scope || !isWithin(cell.scope, executor)) return undefined
  const [resolve, reject] = executor.params
  const releases = releasesOf(facts, duty, cell)
  if (releases.some((node) => isInFailure(node, executor))) return undefined
  const resolving = callsOf(facts, resolve)
  const brings = resolving.filter((call) => isGiven(facts, call, cell))
  const settling = [...callsOf(facts, reject), ...resolving.filter((call) => !brings.includes(call))]
  const isEnded = [...resolving, ...settling].some((call) => isEndedBeside(call, releases))
  const isGivenUp = duty.kind.endsByItself === true
  if (brings.length === 0 && !isEnded && !isGivenUp) return undefined
  const failing = handedOn(facts, reject).find((node) => isLeftBy(facts, cell, node, releases))
  if (failing) return lossAt(facts, duty, cell, failing, releases, isEnded)
  for (const call of settling) {
    const handler = enclosingFunction(call)
    if (!handler || handler === executor || !isWithin(handler, cell.scope)) continue
    if (isOfOtherBranch(call, duty) || (isGivenUp && !isOutOfTime(call))) continue
    if (
      endsByItself(facts, duty, cell, handler, call) ||
      !isOpenAfter(facts, duty, cell, handler, call, resolving, releases)
    )
      continue
    return lossAt(facts, duty, cell, call, releases, isEnded)
  }
  return undefined
}

/** `if (limit) setTimeout(() => reject(error), limit); else signal = listen()`: what one branch sets off knows nothing of the other. */
function isOfOtherBranch(call: TSESTree.Node, { site }: Duty): boolean {
  const setOff = enclosingFunctions(call).find((each) => enclosingFunction(each) === enclosingFunction(site))
  return setOff !== undefined && !mayFollow(setOff, site)
}

const isEndedBeside = (call: TSESTree.Node, releases: readonly TSESTree.Node[]): boolean =>
  releases.some((node) => enclosingFunction(node) === enclosingFunction(call))

function lossAt(
  facts: FileFacts,
  duty: Duty,
  cell: Cell,
  at: TSESTree.Node,
  ended: readonly TSESTree.Node[],
  isEnded: boolean,
): Loss {
  const { kind } = duty
  const matters = isTestCode(facts)
    ? link('no', 'a test that fails is over')
    : kind.exceptions || isEnded
      ? undefined
      : link('likely', `nobody has an open ${kind.noun} then`, at)
  return {
    kind: 'left',
    form: 'openWhereSettled',
    duty,
    cell,
    node: duty.site,
    at,
    owner: undefined,
    ended,
    links: {
      open: isOutOfTime(at)
        ? link('yes', 'it is still waited for when the time is up', at)
        : link('likely', 'it may not be open yet, or be over, when this runs', at),
      ...(kind.endsByItself && {
        owed: link('yes', `nobody waits any longer for the ${kind.noun} to end`, at),
      }),
      ...(matters && { matters }),
    },
  }
}

/** `request.on('error', reject)`: where the function that fails a promise is itself what is told of something. */
function handedOn(facts: FileFacts, reject: TSESTree.Parameter | undefined): TSESTree.Node[] {
  const variable = reject?.type === 'Identifier' ? facts.bindings.variableOf(reject) : undefined
  return (variable?.references ?? [])
    .map(({ identifier }) => identifier as TSESTree.Node)
    .filter((node) => registrationByHandler(facts).has(node))
}

/** Whether a failure of something else than the thing fails the promise, and nothing that is told of that, or of its end, ends the thing. */
function isLeftBy(
  facts: FileFacts,
  cell: Cell,
  node: TSESTree.Node,
  releases: readonly TSESTree.Node[],
): boolean {
  const registration = registrationByHandler(facts).get(node)
  if (!registration || !FAILURE_EVENTS.has(registration.event.name ?? '')) return false
  const { target } = registration
  if (isOfCell(facts, cell, target.node) || target.place === undefined) return false
  return releases.every((release) =>
    enclosingFunctions(release).every((scope) => {
      const other = nodesThatMean(facts, scope)
        .map((each) => registrationByHandler(facts).get(each))
        .find((each) => each !== undefined)
      return (
        other?.target.place !== target.place ||
        !OVER.has(other?.event.name ?? '') ||
        other?.event.name === 'end'
      )
    }),
  )
}

/** Whether a handler is run by a timer: what would have settled the promise before has not come. */
function isOutOfTime(call: TSESTree.Node): boolean {
  const handler = enclosingFunction(call)
  const { parent } = handler ?? {}
  return parent?.type === 'CallExpression' && calleeName(parent) === 'setTimeout'
}

/** Where anything in the file ends what is in the cell. */
function releasesOf(facts: FileFacts, duty: Duty, cell: Cell): TSESTree.Node[] {
  return usesOfCell(facts, cell).uses.flatMap((use) =>
    isReleaseOf(facts, duty, use) === 'no' ? [] : [use.node],
  )
}

/** The calls of a parameter that is a function. */
function callsOf(facts: FileFacts, parameter: TSESTree.Parameter | undefined): TSESTree.CallExpression[] {
  const variable = parameter?.type === 'Identifier' ? facts.bindings.variableOf(parameter) : undefined
  return (variable?.references ?? []).flatMap(({ identifier }) => {
    const { parent } = identifier as TSESTree.Node
    return parent?.type === 'CallExpression' && parent.callee === identifier ? [parent] : []
  })
}

/** `resolve(socket)`, `resolve({ socket })` */
function isGiven(facts: FileFacts, call: TSESTree.CallExpression, cell: Cell): boolean {
  return usesOfCell(facts, cell).uses.some((use) => {
    if (use.kind === 'argument') return use.call === call
    return (
      use.kind === 'stored' &&
      isWithin(use.node, call) &&
      useOf(facts, use.target.parent ?? use.target).kind === 'argument'
    )
  })
}

/** Ended where anything fails that is waited for: `catch`, `finally`, or a callback of these. */
function isInFailure(node: TSESTree.Node, executor: FunctionNode): boolean {
  if (!isWithin(node, executor)) return true
  for (const scope of enclosingFunctions(node)) {
    if (scope === executor) return false
    const { parent } = scope
    if (parent.type === 'CallExpression' && /^(?:catch|finally)$/.test(calleeName(parent) ?? '')) return true
  }
  return false
}

/**
 * Whether a handler runs where there is nothing to end: a failure or the end of the thing itself, told by an event of it or by the
 * callback of what opens it.
 */
function endsByItself(
  facts: FileFacts,
  { site }: Duty,
  cell: Cell,
  handler: FunctionNode,
  call: TSESTree.CallExpression,
): boolean {
  return nodesThatMean(facts, handler).some((node) => {
    const registration = registrationByHandler(facts).get(node)
    if (registration) {
      const { event, target } = registration
      if (!isOfCell(facts, cell, target.node)) return false
      return event.name === undefined || OVER.has(event.name) || tellsOfFailure(facts, handler, call)
    }
    const { parent } = node
    if (parent?.type === 'AssignmentExpression') {
      const { left } = parent
      return left.type === 'MemberExpression' && isOfCell(facts, cell, left.object)
    }
    if (parent?.type === 'NewExpression') return parent === site
    if (parent?.type !== 'CallExpression') return false
    return parent === site || OPENS_ITSELF.test(calleeName(parent) ?? '')
  })
}

/** `socket.once('connect', (error) => { if (error) return reject(error); … })`: what fails the promise is what its own event tells. */
function tellsOfFailure(
  facts: FileFacts,
  { params: [first] }: FunctionNode,
  call: TSESTree.CallExpression,
): boolean {
  const told = first?.type === 'Identifier' ? facts.bindings.variableOf(first) : undefined
  return call.arguments.some(
    (each) => each.type === 'Identifier' && told !== undefined && facts.bindings.variableOf(each) === told,
  )
}

const OVER: ReadonlySet<string> = new Set([...SETTLING_EVENTS, 'exit', 'disconnect', 'messageerror'])

/** The function where it stands, and the names that stand for it. */
function nodesThatMean(facts: FileFacts, handler: FunctionNode): TSESTree.Node[] {
  const { parent } = handler
  const name =
    parent.type === 'VariableDeclarator'
      ? parent.id
      : handler.type === 'FunctionDeclaration'
        ? handler.id
        : null
  const variable = name?.type === 'Identifier' ? facts.bindings.variableOf(name) : undefined
  return [handler, ...(variable?.references ?? []).map(({ identifier }) => identifier as TSESTree.Node)]
}

/** Whether an expression is what is in a cell, or a call of a fluent method of it. */
function isOfCell(facts: FileFacts, cell: Cell, node: TSESTree.Node): boolean {
  return usesOfCell(facts, cell).uses.some((use) => isWithin(use.node, node)) || isWithin(cell.target, node)
}

/** Whether a way through a handler comes to a call with the thing open, and leaves it so. */
function isOpenAfter(
  facts: FileFacts,
  duty: Duty,
  cell: Cell,
  handler: FunctionNode,
  call: TSESTree.CallExpression,
  brings: readonly TSESTree.CallExpression[],
  releases: readonly TSESTree.Node[],
): boolean {
  // What is around it may have ended it before, or does so right after.
  const around = enclosingFunctions(handler).filter(
    (scope) => cell.scope && scope !== cell.scope && isWithin(scope, cell.scope),
  )
  if (releases.some((node) => around.some((scope) => enclosingFunction(node) === scope))) return false
  const kept = { duty, cell, region: handler.body, start: undefined }
  const found = effectsOfCell(facts, duty, cell, handler.body)
  // Who is given it by the promise has it on another way; of anybody else that cannot be told.
  if (found.takers.some(({ node }) => !brings.includes(node as TSESTree.CallExpression))) return false
  const ending = new Set(
    releases.flatMap((node) => enclosingFunctions(node)).filter((scope) => scope !== cell.scope),
  )
  const effectOf = (node: TSESTree.Node): Effect => {
    const effect = found.effects.get(node)
    if (effect) return effect
    if (node === call) return 'none'
    if (node.type === 'CallExpression' && runsAny(facts, node, ending)) return 'release'
    return effectOnAnything(facts, node)
  }
  const reached: TSESTree.Node[] = []
  const existsWhen = existenceOf(facts, kept, found)
  const observe = (node: TSESTree.Node, states: number): void => {
    if (node === call && (states & OPEN) !== 0) reached.push(node)
  }
  openExits(handler.body, { acquisition: undefined, effectOf, existsWhen, observe })
  if (reached.length === 0) return false
  const exits = openExits(handler.body, { acquisition: call, effectOf, existsWhen })
  return exits?.some(({ kind, open }) => open === 'yes' && (kind === 'end' || kind === 'return')) ?? false
}

/** Whether a call runs a function of this file that ends it. */
function runsAny(
  facts: FileFacts,
  call: TSESTree.CallExpression,
  ending: ReadonlySet<FunctionNode>,
): boolean {
  const given = call.arguments.flatMap((each) => (isFunction(each) ? [] : functionsMeantBy(facts, each)))
  const meant = [...functionsMeantBy(facts, call.callee), ...given]
  if (meant.length === 0) return false
  return [...functionsRunByAll(facts, meant).functions].some((scope) => ending.has(scope))
}
