import type { TSESTree } from '@typescript-eslint/utils'

import {
  ENDS_ANYTHING,
  ENDS_BEGINNING,
  ENDS_MODULE,
  GATE_NAME,
  ITERATOR_ENDS,
  LATE_ENDS,
  PROGRAM_ENDS,
} from '../../protocols/promises.js'
import { RUNS_AT_END, SIGNAL_CLASS } from '../../protocols/signals.js'
import { ENDING_NAME, FAILURE_EVENT, isTeardownName } from '../../protocols/teardowns.js'
import { soleValue } from '../../syntax/bindings.js'
import { constantString } from '../../syntax/constants.js'
import { isExported } from '../../syntax/exported.js'
import { declaredName, enclosingFunction, functionName, type FunctionNode } from '../../syntax/functions.js'
import { calleeName, keyName, memberName } from '../../syntax/property-name.js'
import { unwrap, outermost } from '../../syntax/unwrap.js'
import { controllerAt } from '../../lives/signals/controllers.js'
import { perKey, type FileFacts } from '../../cells/file-facts.js'
import type { KeptPromise } from './kept-promises.js'
import { holderOf } from '../../lives/lifetime.js'
import { constantStrings } from './looped-strings.js'
import { registrationByHandler } from '../../ledger/registrations/registrations.js'
import type { Registration } from '../../ledger/registrations/registration.js'
import { nodesAtPlace } from '../../cells/uses/uses.js'

/**
 * When a promise settles that is there for long.
 *
 * - `never`: nothing can settle it
 * - `program`: when the process or the page ends
 * - `teardown`: in a function that ends what the file began
 * - `event`: when something else ends, which may be soon or late
 */
export interface PromiseEnding {
  kind: 'never' | 'program' | 'teardown' | 'event'
  /** How a message names what settles it, and where that is. */
  by: string
  at: TSESTree.Node | undefined
}

/** What comes first decides. */
const ORDER = ['event', 'teardown', 'program'] as const

const MAX_DEPTH = 4

/**
 * Answers when a kept promise settles, if only an end does it. Undefined where anything else may: work that was begun, a
 * timer, an event that comes while all goes well, code of other files.
 */
export const endingOfPromise = perKey((facts: FileFacts, promise: KeptPromise): PromiseEnding | undefined => {
  const { settledBy, node } = promise
  if (GATE_NAME.test(promise.name.replace(/\.promise$/, ''))) return undefined
  if ('emitter' in settledBy) {
    const name = constantString(settledBy.event, facts.bindings)
    return name === undefined ? undefined : endingByEvent(facts, settledBy.emitter, name, node)
  }
  const { names } = settledBy
  if (names.length === 0) return { kind: 'never', by: 'nothing', at: undefined }
  const occasions = names.map((name) => occasionOf(facts, promise, name, 0))
  if (occasions.includes('unknown')) return undefined
  const endings = occasions.filter((each) => typeof each === 'object')
  return ORDER.map((kind) => endings.find((ending) => ending.kind === kind)).find((ending) => ending)
})

/** `failure` says nothing by itself: what fails settles its promise, and so does what ends. */
type Occasion = PromiseEnding | 'failure' | 'unknown'

/** When what a name stands for is called: a function that settles the promise. */
function occasionOf(facts: FileFacts, promise: KeptPromise, name: TSESTree.Node, depth: number): Occasion {
  if (depth > MAX_DEPTH) return 'unknown'
  const node = outermost(name)
  const { parent } = node
  switch (parent?.type) {
    case 'CallExpression': {
      if (parent.callee === node) return occasionOfRun(facts, promise, parent, depth)
      const registration = registrationByHandler(facts).get(node)
      if (registration) return occasionOfEvent(facts, registration)
      return RUNS_AT_END.has(calleeName(parent) ?? '')
        ? teardown(parent, `${calleeName(parent) ?? ''}()`)
        : 'unknown'
    }
    case 'AssignmentExpression':
      if (parent.left === node || parent.operator !== '=') return 'unknown'
      return occasionOfTarget(facts, promise, parent.left, depth)
    case 'VariableDeclarator':
      return occasionOfTarget(facts, promise, parent.id, depth)
    case 'Property': {
      const key = parent.parent.type === 'ObjectExpression' ? keyName(parent.key, parent.computed) : undefined
      return key !== undefined && isEndName(facts, key) ? teardown(parent, `${key}()`) : 'unknown'
    }
    default:
      return 'unknown'
  }
}

/** `stop = resolve`, `this.#stop = resolve`, `signal.onabort = reject` */
function occasionOfTarget(
  facts: FileFacts,
  promise: KeptPromise,
  target: TSESTree.Node,
  depth: number,
): Occasion {
  if (target.type === 'Identifier') {
    const variable = facts.bindings.variableOf(target)
    if (!variable) return 'unknown'
    if (isExported(variable)) {
      return isEndName(facts, variable.name) ? teardown(target, `${variable.name}()`) : 'unknown'
    }
    const reads = variable.references.flatMap((reference) =>
      reference.isRead() ? [reference.identifier] : [],
    )
    return together(reads.map((read) => occasionOf(facts, promise, read as TSESTree.Node, depth + 1)))
  }
  if (target.type !== 'MemberExpression') return 'unknown'
  const name = memberName(target)
  if (name?.startsWith('on') === true && LATE_ENDS.has(name.slice(2))) {
    return endingByEvent(facts, target.object, name.slice(2), target) ?? 'unknown'
  }
  const place = facts.places.placeOf(target)
  const calls = place === undefined ? [] : nodesAtPlace(facts, place).filter((node) => !isWritten(node))
  if (calls.length > 0) {
    return together(calls.map((call) => occasionOf(facts, promise, call, depth + 1)))
  }
  return name !== undefined && isEndName(facts, name) ? teardown(target, `${name}()`) : 'unknown'
}

/** Reads and writes of a place: what empties it, and the test of whether it is filled, say nothing. */
function isWritten({ parent, range }: TSESTree.Node): boolean {
  if (parent?.type === 'AssignmentExpression')
    return parent.left.range[0] === range[0] && parent.left.range[1] === range[1]
  return (
    parent?.type === 'IfStatement' ||
    (parent?.type === 'LogicalExpression' && parent.left.range[0] === range[0])
  )
}

function together(occasions: readonly Occasion[]): Occasion {
  if (occasions.length === 0 || occasions.includes('unknown')) return 'unknown'
  return occasions.find((each) => typeof each === 'object') ?? 'failure'
}

/** When a call runs: with the function around it, which is a handler, a teardown, or called by one. */
function occasionOfRun(facts: FileFacts, promise: KeptPromise, call: TSESTree.Node, depth: number): Occasion {
  for (let scope = enclosingFunction(call); scope; scope = enclosingFunction(scope)) {
    if (scope === promise.executor) return 'unknown'
    const occasion = occasionOfFunction(facts, promise, scope, depth)
    if (occasion) return occasion
  }
  return 'unknown'
}

function occasionOfFunction(
  facts: FileFacts,
  promise: KeptPromise,
  scope: FunctionNode,
  depth: number,
): Occasion | undefined {
  const registration = registrationByHandler(facts).get(scope)
  if (registration) return occasionOfEvent(facts, registration)
  const { parent } = scope
  if (parent.type === 'CallExpression' && RUNS_AT_END.has(calleeName(parent) ?? '')) {
    return teardown(parent, `${calleeName(parent) ?? ''}()`)
  }
  if (parent.type === 'AssignmentExpression' && parent.right === scope) {
    return occasionOfTarget(facts, promise, parent.left, depth)
  }
  const name = functionName(scope)
  if (name === undefined) return undefined
  if (isEndName(facts, name)) return teardown(scope, `${name}()`)
  const member = facts.places.memberOf(scope)
  if (member) {
    const reads = nodesAtPlace(facts, `${member.home}.${member.name}`)
    return together(reads.map((read) => occasionOf(facts, promise, read, depth + 1)))
  }
  const declared = declaredName(scope)
  return declared ? occasionOfTarget(facts, promise, declared, depth) : 'unknown'
}

function isEndName(facts: FileFacts, name: string): boolean {
  if (ENDS_BEGINNING.test(name) && !facts.settings.teardowns.has(name)) return false
  return (
    isTeardownName(name, 0, facts.settings.teardowns) ||
    ENDS_MODULE.test(name) ||
    ENDING_NAME.test(name) ||
    ITERATOR_ENDS.has(name)
  )
}

function teardown(at: TSESTree.Node, by: string): PromiseEnding {
  return { kind: ENDS_ANYTHING.test(by.replace('()', '')) ? 'event' : 'teardown', by, at }
}

function occasionOfEvent(facts: FileFacts, { event, target, node }: Registration): Occasion {
  const [first] = node.arguments
  const names = event.name === undefined ? first && constantStrings(facts, first) : [event.name]
  if (!names || names.length === 0) return 'unknown'
  return together(
    names.map((name) =>
      FAILURE_EVENT.test(name) ? 'failure' : (endingByEvent(facts, target.node, name, node) ?? 'unknown'),
    ),
  )
}

function endingByEvent(
  facts: FileFacts,
  emitter: TSESTree.Node,
  name: string,
  at: TSESTree.Node,
): PromiseEnding | undefined {
  if (!LATE_ENDS.has(name)) return undefined
  const by = `'${name}'`
  if (name === 'abort') return endingBySignal(facts, emitter, at)
  const isOfProgram = PROGRAM_ENDS.has(name) && holderOf(facts, emitter).ownModule === false
  return { kind: isOfProgram ? 'program' : 'event', by, at }
}

/** A signal of the file's own ends in its teardown; that of a timeout soon, and all others nobody knows when. */
function endingBySignal(
  facts: FileFacts,
  signal: TSESTree.Node,
  at: TSESTree.Node,
): PromiseEnding | undefined {
  const node = unwrap(signal)
  const variable = node.type === 'Identifier' ? facts.bindings.variableOf(node) : undefined
  const made = variable ? soleValue(variable) : node
  const callee = made?.type === 'CallExpression' ? facts.places.placeOf(made.callee) : undefined
  if (callee === `g:${SIGNAL_CLASS}.timeout` || callee === `g:${SIGNAL_CLASS}.abort`) return undefined
  const place = facts.places.placeOf(node)
  const controller =
    place?.endsWith('.signal') === true ? controllerAt(facts, place.slice(0, -'.signal'.length)) : undefined
  const isOwn =
    controller !== undefined &&
    controller.reachable !== 'yes' &&
    controller.aborts.every((abort) => {
      const scope = enclosingFunction(abort)
      const name = scope && functionName(scope)
      return name !== undefined && isEndName(facts, name)
    })
  return { kind: isOwn ? 'teardown' : 'event', by: "'abort'", at }
}
