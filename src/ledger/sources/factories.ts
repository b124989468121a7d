import type { TSESTree } from '@typescript-eslint/utils'

import { functionsMeantBy } from '../../cells/call-targets.js'
import type { Cell } from '../../cells/cell.js'
import { perKey, type CallNode, type FileFacts } from '../../cells/file-facts.js'
import { useOf, type Use } from '../../cells/uses/uses.js'
import { usesOfCell } from '../../cells/uses/uses-of-cell.js'
import { asOpened, resource, type ResourceProtocol } from '../../protocols/resources/protocol.js'
import { isParameter, soleValue } from '../../syntax/bindings.js'
import {
  enclosingFunction,
  functionName,
  isExecutor,
  isWithin,
  type FunctionNode,
} from '../../syntax/functions.js'
import { isNothing } from '../../syntax/nothing.js'
import { keyName } from '../../syntax/property-name.js'
import { unwrap, unwrapAwait } from '../../syntax/unwrap.js'
import type { Arrival, Duty } from '../duty.js'
import { answererOf, answersOf } from '../answers.js'
import { cellsFilledBy } from './evidence-of-ends.js'
import type { Link, Sureness } from '../link.js'
import { givenInstead, parameterIndex, partsOfAnswer } from './given-instead.js'
import { makerName } from '../makers.js'
import { isReleaseOf } from '../releases.js'

/** What a function of this file hands to its callers, and how it gets to them. */
export interface HandedOut {
  readonly kind: ResourceProtocol
  readonly sure: Sureness
  /** Undefined for the argument of a callback, whose callers differ. */
  readonly arrival: Arrival | undefined
  /** For the argument of a callback: which parameter that is, and the position among its arguments. */
  readonly callback?: { readonly parameter: number; readonly index: number }
}

/**
 * Answers the calls of functions of this file that hand out a duty of the file to their callers, who have to end it
 * then: as their result, as a member of it, by a function that they answer, to a callback. What a function of this kind
 * hands out may be handed out again by another.
 */
export const dutiesOfFactories = perKey((facts: FileFacts, known: readonly Duty[]): readonly Duty[] => {
  // What is learned of a function is seen more surely in what it hands out.
  const sites = new Set<TSESTree.Node>(
    known.filter(({ source }) => source !== 'learned').map(({ site }) => site),
  )
  const found: Duty[] = []
  const pending = [...known]
  for (let duty = pending.pop(); duty; duty = pending.pop()) {
    for (const next of callsThatGet(facts, duty)) {
      if (sites.has(next.site)) continue
      sites.add(next.site)
      found.push(next)
      pending.push(next)
    }
  }
  return found
})

function callsThatGet(facts: FileFacts, duty: Duty): readonly Duty[] {
  if (duty.owed.sure === 'unknown' || (duty.arrival.as !== 'value' && !isReleaseItself(duty))) return []
  const scope = enclosingFunction(duty.site)
  const maker = scope && answererOf(facts, scope)
  const name = maker && functionName(maker)
  const calls = name === undefined ? undefined : facts.nodes.calls.get(name)
  if (!scope || !calls || scope.generator) return []
  const handedOut = handedOutBy(facts, duty, scope)
  if (!handedOut) return []
  return calls.flatMap((site) => {
    const [target, ...others] = functionsMeantBy(facts, site.callee)
    const isCall = target === maker && others.length === 0 && !isWithin(site, scope)
    const arrival = isCall ? arrivalAt(facts, site, handedOut) : undefined
    if (!arrival) return []
    const owed = owedAt(facts, site, duty, handedOut)
    const source = duty.source === 'row-of-registration' ? duty.source : 'factory'
    return [{ site, kind: handedOut.kind, source, arrival, owed, from: duty }]
  })
}

function owedAt(
  facts: FileFacts,
  site: CallNode,
  { site: made, owed: { doubt } }: Duty,
  { sure }: HandedOut,
): Link {
  const given = givenInstead(facts, site)
  return given
    ? {
        sure: 'likely',
        because: `${makerName(site)} makes one unless it is given one`,
        witness: given,
        doubt,
      }
    : { sure, because: `${makerName(site)} hands out what ${makerName(made)} makes`, witness: made, doubt }
}

function isReleaseItself({ arrival }: Duty): boolean {
  return arrival.as === 'member' && arrival.path.length === 0
}

function arrivalAt(facts: FileFacts, site: CallNode, { arrival, callback }: HandedOut): Arrival | undefined {
  if (!callback) return arrival
  const argument = site.arguments[callback.parameter]
  const [target] = argument ? functionsMeantBy(facts, argument) : []
  return target && { as: 'parameter', callback: target, index: callback.index }
}

/** Answers how a function hands a duty that it begins to its callers; undefined where it ends it, keeps it or answers something else. */
export function handedOutBy(facts: FileFacts, duty: Duty, scope: FunctionNode): HandedOut | undefined {
  const opensBy = openerOf(duty)
  const sure = doubted(duty.owed.sure)
  const use = useOf(facts, duty.site)
  if (isAnswer(facts, scope, use)) {
    if (!isAnsweredAlways(facts, scope, (value) => unwrapAwait(value) === duty.site)) return undefined
    // Whoever gets it opens it.
    const kind = opensBy === undefined ? asOpened(duty.kind) : duty.kind
    return { kind, sure, arrival: arrivalOfValue(duty) }
  }
  const member = memberOfResult(facts, use, scope)
  if (member !== undefined && opensBy === undefined) return partOfResult(duty, sure, member)
  const [cell, ...others] = cellsFilledBy(facts, duty.site)
  if (cell?.kind !== 'local' || cell.scope !== scope || others.length > 0) return undefined
  return handedOutFrom(facts, duty, scope, cell)
}

/** What a method answers opens itself with its first use at the latest, what is constructed does not. */
function openerOf({ kind: { acquire } }: Duty): string | undefined {
  return acquire.form === 'method' ? undefined : acquire.opensBy
}

function doubted(sure: Sureness): Sureness {
  return sure === 'yes' ? 'yes' : 'likely'
}

function arrivalOfValue(duty: Duty): Arrival {
  return duty.arrival.as === 'member' ? duty.arrival : { as: 'value' }
}

function partOfResult(duty: Duty, sure: Sureness, name: string): HandedOut {
  return { kind: asOpened(duty.kind), sure, arrival: { as: 'member', path: [name] } }
}

/** How a function hands out what it has put in a variable, where it neither ends it nor keeps it anywhere else. */
function handedOutFrom(facts: FileFacts, duty: Duty, scope: FunctionNode, cell: Cell): HandedOut | undefined {
  const opensBy = openerOf(duty)
  const sure = doubted(duty.owed.sure)
  let isOpened = opensBy === undefined
  let found: HandedOut | undefined
  for (const use of usesOfCell(facts, cell).uses) {
    if (isWithin(duty.site, use.node)) continue
    const inner = enclosingFunction(use.node)
    const settled = isExecutor(scope) ? handedBy(facts, duty, scope, use, sure) : undefined
    if (settled) {
      found ??= settled
      continue
    }
    const isRelease = isReleaseOf(facts, duty, use) !== 'no'
    if (use.kind === 'receiver' && use.method === opensBy) isOpened = true
    if (inner !== scope) {
      const release = isRelease && inner ? releaseAnswered(facts, scope, inner) : undefined
      if (release) found = closedByResult(duty, sure, release)
      // What another function does with it happens who knows when.
      else if (isRelease || !BORROWS.has(use.kind)) return undefined
      continue
    }
    if (isRelease) return undefined
    const handed = handedBy(facts, duty, scope, use, sure)
    // What answers a release as well is ended by that.
    if (handed) found ??= handed
    else if (!BORROWS.has(use.kind) || (listens(use) && !isExecutor(scope))) return undefined
  }
  return isOpened ? found : undefined
}

const BORROWS: ReadonlySet<Use['kind']> = new Set(['receiver', 'property', 'tested', 'assigned', 'alias'])

function listens(use: Use): boolean {
  return use.kind === 'receiver' && /^(?:on|once|add)/.test(use.method ?? '')
}

function handedBy(
  facts: FileFacts,
  duty: Duty,
  scope: FunctionNode,
  use: Use,
  sure: Sureness,
): HandedOut | undefined {
  if (isAnswer(facts, scope, use)) {
    const isAlways = isAnsweredAlways(facts, scope, (value) => isWithin(use.node, value))
    return isAlways ? { kind: asOpened(duty.kind), sure, arrival: arrivalOfValue(duty) } : undefined
  }
  const member = memberOfResult(facts, use, scope)
  if (member !== undefined) return partOfResult(duty, sure, member)
  return handedToCallback(facts, duty, scope, use, sure)
}

/** `callback(null, connection)`, where the callback is a parameter of the function. */
function handedToCallback(
  facts: FileFacts,
  duty: Duty,
  scope: FunctionNode,
  use: Use,
  sure: Sureness,
): HandedOut | undefined {
  if (use.kind !== 'argument') return undefined
  const callee = unwrap(use.call.callee)
  const variable = callee.type === 'Identifier' ? facts.bindings.variableOf(callee) : undefined
  if (!variable || !isParameter(variable)) return undefined
  const parameter = scope.params.findIndex(
    (each) => each.type === 'Identifier' && each.name === variable.name,
  )
  if (parameter < 0 || scope.async) return undefined
  return { kind: asOpened(duty.kind), sure, arrival: undefined, callback: { parameter, index: use.index } }
}

/** `return socket`; `resolve(socket)` in the executor of a promise. */
function isAnswer(facts: FileFacts, scope: FunctionNode, { kind, node }: Use): boolean {
  if (!isExecutor(scope)) return kind === 'returned'
  return kind === 'argument' && answersOf(facts, scope).some((value) => value === node)
}

/** `return { socket }`: the member of the result that a use puts a value into. */
function memberOfResult(facts: FileFacts, use: Use, scope: FunctionNode): string | undefined {
  if (use.kind !== 'stored' || use.target.type !== 'Property') return undefined
  const { target } = use
  if (target.parent.type !== 'ObjectExpression' || !resultObjects(facts, scope).includes(target.parent)) {
    return undefined
  }
  return keyName(target.key, target.computed)
}

/** Whether each way of a function that answers anything answers what is asked for, or what it was given. */
function isAnsweredAlways(
  facts: FileFacts,
  scope: FunctionNode,
  isIt: (value: TSESTree.Expression) => boolean,
): boolean {
  return answersOf(facts, scope).every(
    (value) =>
      isIt(value) ||
      partsOfAnswer(value).every(
        (part) =>
          isIt(part as TSESTree.Expression) || isNothing(part) || parameterIndex(facts, scope, part) >= 0,
      ),
  )
}

/** Answers the object literals that a function answers, in place or by the variable that they are the value of. */
function resultObjects(facts: FileFacts, scope: FunctionNode): readonly TSESTree.ObjectExpression[] {
  return answersOf(facts, scope).flatMap((value) => {
    const node = unwrapAwait(value)
    const variable = node.type === 'Identifier' ? facts.bindings.variableOf(node) : undefined
    const object = (variable && soleValue(variable)) ?? node
    return object.type === 'ObjectExpression' ? [object] : []
  })
}

/** The name under which a function is a member of the result of another; empty where it is that result. */
function releaseAnswered(
  facts: FileFacts,
  scope: FunctionNode,
  release: FunctionNode,
): { readonly method: string } | undefined {
  const answered = (value: TSESTree.Node): readonly FunctionNode[] =>
    functionsMeantBy(facts, unwrapAwait(value))
  const values = answersOf(facts, scope)
  // On some ways it may be another function, and nothing else: `return fetch(() => stop())` answers what that answers.
  if (values.some((value) => answered(value).includes(release))) {
    return isAnsweredAlways(facts, scope, (value) => answered(value).length > 0) ? { method: '' } : undefined
  }
  for (const { properties } of resultObjects(facts, scope)) {
    for (const property of properties) {
      if (property.type !== 'Property') continue
      const method = keyName(property.key, property.computed)
      if (method !== undefined && functionsMeantBy(facts, property.value).includes(release)) return { method }
    }
  }
  return undefined
}

/** `return () => worker.terminate()`, `return { close: () => server.close(), port }` */
function closedByResult({ kind }: Duty, sure: Sureness, { method }: { readonly method: string }): HandedOut {
  const { noun, awaits, exceptions, isLongLived, collected } = kind
  return {
    kind: resource({
      noun,
      acquire: { name: '', form: 'function' },
      methods: method === '' ? [] : [method],
      awaits,
      exceptions,
      isLongLived,
      collected,
      example: '',
    }),
    sure,
    arrival: method === '' ? { as: 'member', path: [] } : { as: 'value' },
  }
}
