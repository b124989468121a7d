import type { TSESTree } from '@typescript-eslint/utils'

import { functionsRunBy, membersByHome } from '../cells/call-targets.js'
import { classHere, classNamed, type DefinedClass } from '../cells/definitions/class-of.js'
import { perFile, perKey, type CallNode, type FileFacts } from '../cells/file-facts.js'
import { memberWritesByHome, type MemberWrite } from '../cells/uses/member-writes.js'
import { CLOSES_A_CLASS, CLOSING_METHODS, isClosingVerb } from '../protocols/closing-verbs.js'
import type { ResourceProtocol } from '../protocols/resources/protocol.js'
import { RELEASING_NAME } from '../protocols/teardowns.js'
import type { ClassNode, FunctionNode } from '../syntax/functions.js'
import { addTo, groupedBy } from '../syntax/grouping.js'
import type { Place } from '../syntax/places.js'
import { calleeName, keyName, receiverOf } from '../syntax/property-name.js'
import { walk } from '../syntax/walk.js'
import type { Answer } from '../types/type-queries.js'
import type { Duty } from './duty.js'
import { kindOf } from './kinds-of-classes.js'
import type { Sureness } from './link.js'
import { dutiesOfHandles } from './sources/registered/handles.js'
import { observerProtocolOf } from './sources/registered/observers.js'
import { dutiesOfRows } from './sources/rows.js'

/** How a class is closed, and how sure it is that this ends something. */
export interface Closing {
  readonly method: string
  /** Undefined where another file has it. */
  readonly node: FunctionNode | undefined
  readonly sure: Sureness
  readonly because: string
  /** Whether what it ends is never collected, and so more than memory. */
  readonly collected?: ResourceProtocol['collected'] | undefined
  /** The methods that begin what it ends, where the construction does not: until one of them is called nothing is open. */
  readonly begunBy?: readonly string[] | undefined
}

const NOT_CLOSED = 'not closed'

/**
 * Answers the method without parameters by which a class is closed, its own or that of a base class, so far as its file shows;
 * undefined where none is seen to end anything.
 */
export function closingHere(facts: FileFacts, node: ClassNode): Closing | undefined {
  const closing = closings.here(facts, node)
  return closing === NOT_CLOSED ? undefined : closing
}

/** The same, also of other files of the project. Reads those for what the class makes and extends. */
export function closingAnywhere(facts: FileFacts, node: ClassNode): Closing | undefined {
  const closing = closings.anywhere(facts, node)
  return closing === NOT_CLOSED ? undefined : closing
}

type Where = 'here' | 'anywhere'

/** A class may own an instance of itself, which says nothing more of it. */
const closings = {
  here: perKey((facts: FileFacts, node: ClassNode) => closingIn(facts, node, 'here'), NOT_CLOSED),
  anywhere: perKey((facts: FileFacts, node: ClassNode) => closingIn(facts, node, 'anywhere'), NOT_CLOSED),
}

function closingIn(facts: FileFacts, node: ClassNode, where: Where): Closing | typeof NOT_CLOSED {
  let likely: Closing | undefined
  const named = groupedBy(node.body.body.filter(isMember), ({ key, computed }) => keyName(key, computed))
  for (const method of CLOSES_A_CLASS) {
    for (const element of named.get(method) ?? []) {
      const body = bodyOf(element)
      if (!body) continue
      const ended = whatEnds(facts, body, where)
      const text = `${node.id?.name ?? 'the class'}.${method}()`
      if (ended) {
        const { collected } = kindOwned(facts, ended.made, where) ?? {}
        const because = `${text} ends ${ended.text}`
        return { method, node: body, sure: 'yes', because, collected, begunBy: beginnersOf(facts, ended) }
      }
      const answer = doesRelease(facts, body)
      const isKnownName = CLOSING_METHODS.includes(method)
      if (answer === 'yes' || (answer === 'unknown' && isKnownName)) {
        likely ??= {
          method,
          node: body,
          sure: 'likely',
          because: `${text} ends something by the names it calls`,
          begunBy: beginnersOfReleased(facts, body),
        }
      }
    }
  }
  if (likely) return likely
  if (!node.superClass) return NOT_CLOSED
  const base = classIn(facts, node.superClass, where)
  if (!base || base.node === node) return NOT_CLOSED
  const closing = closings[where](base.facts, base.node)
  return closing === NOT_CLOSED || base.facts === facts ? closing : { ...closing, node: undefined }
}

function classIn(facts: FileFacts, name: TSESTree.Node, where: Where): ClosedClass | undefined {
  if (where === 'anywhere') return classNamed(facts, name, MENTIONS_END)
  const node = classHere(facts, name)
  return node && { facts, node }
}

type ClosedClass = Pick<DefinedClass, 'facts' | 'node'>

/** A file without any of these has no class that can be closed. */
export const MENTIONS_END = new RegExp(
  `(?:${CLOSES_A_CLASS.map((each) => each.replace('$', '\\$').replace('.', '\\.')).join('|')})\\]?\\s*[=(]`,
)

type Member = TSESTree.MethodDefinition | TSESTree.PropertyDefinition

function isMember(element: TSESTree.ClassElement): element is Member {
  const isMethod = element.type === 'MethodDefinition' || element.type === 'PropertyDefinition'
  return isMethod && !element.static
}

/** The function that a member is, if it can be called without arguments. */
function bodyOf({ value, accessibility, key }: Member): FunctionNode | undefined {
  // What only the class itself may call is no way to close it.
  if (accessibility === 'private' || key.type === 'PrivateIdentifier') return undefined
  if (value?.type !== 'FunctionExpression' && value?.type !== 'ArrowFunctionExpression') return undefined
  return value.params.every(({ type }) => type === 'AssignmentPattern' || type === 'RestElement')
    ? value
    : undefined
}

/** What a closing method, or one that it runs, certainly ends: a field that is a duty by a row or a class, a handle. */
function whatEnds(facts: FileFacts, method: FunctionNode, where: Where): MemberWrite | undefined {
  const home = facts.places.thisPlaceAt(method.body)
  const writes = home === undefined ? undefined : ownedFields(facts, home)
  if (!writes || writes.size === 0) return undefined
  let ended: MemberWrite | undefined
  for (const each of functionsRunBy(facts, method).functions) {
    if (!hasBody(each)) continue
    walk(each.body, facts.sourceCode.visitorKeys, (node) => {
      if (ended) return false
      if (node.type === 'CallExpression') ended = fieldEndedBy(facts, node, writes, where)
      return !ended
    })
    if (ended) return ended
  }
  return undefined
}

/** Answers the methods that fill a field; undefined where the construction does, and where no method is seen to. */
function beginnersOf(facts: FileFacts, { home, place }: MemberWrite): readonly string[] | undefined {
  const names = new Set<string>()
  for (const { scope } of ownedFields(facts, home).get(place) ?? []) {
    if (!scope) return undefined
    for (const name of membersThatRun(facts, home).get(scope) ?? []) names.add(name)
  }
  return names.size === 0 || names.has('constructor') ? undefined : [...names]
}

/** Answers the members of an instance by the functions that they are, or run. */
function membersThatRun(facts: FileFacts, home: Place): ReadonlyMap<FunctionNode, readonly string[]> {
  const known = membersByFunction(facts)
  const found = known.get(home) ?? new Map<FunctionNode, string[]>()
  if (known.has(home)) return found
  known.set(home, found)
  for (const { name, node } of membersByHome(facts).get(home) ?? []) {
    for (const each of functionsRunBy(facts, node).functions) addTo(found, each, name)
  }
  return found
}

const membersByFunction = perFile(() => new Map<Place, Map<FunctionNode, string[]>>())

/** Answers the methods that fill what a closing method releases by name; undefined where something of it may be there before. */
function beginnersOfReleased(facts: FileFacts, method: FunctionNode): readonly string[] | undefined {
  const home = facts.places.thisPlaceAt(method.body)
  if (home === undefined) return undefined
  const fields = ownedFields(facts, home)
  const names: string[] = []
  for (const call of releasingCalls(facts, method)) {
    const receiver = receiverOf(call)
    const place = receiver && facts.places.placeOf(receiver)
    const [write] = (place === undefined ? undefined : fields.get(place)) ?? []
    const begun = write && beginnersOf(facts, write)
    if (!begun) return undefined
    names.push(...begun)
  }
  return names.length > 0 ? names : undefined
}

function fieldEndedBy(
  facts: FileFacts,
  call: TSESTree.CallExpression,
  writes: ReadonlyMap<Place, readonly MemberWrite[]>,
  where: Where,
): MemberWrite | undefined {
  const name = calleeName(call) ?? ''
  const receiver = receiverOf(call)
  const ended = (place: Place | undefined, by: 'methods' | 'functions'): MemberWrite | undefined =>
    place === undefined
      ? undefined
      : writes
          .get(place)
          ?.find(
            ({ made }) =>
              kindOwned(facts, made, where)?.[by].includes(name) === true && !goesWithTarget(facts, made),
          )
  const ofReceiver = receiver && ended(facts.places.placeOf(receiver), 'methods')
  if (ofReceiver) return ofReceiver
  for (const argument of call.arguments) {
    const found = ended(facts.places.placeOf(argument), 'functions')
    if (found) return found
  }
  return undefined
}

/** An observer that nobody has any more is held by what it watches alone, and goes with that. */
function goesWithTarget(facts: FileFacts, made: CallNode): boolean {
  const known = certainDuties(facts).get(made)
  return known !== undefined && observerProtocolOf(known)?.heldBy === 'target'
}

/** The fields of an instance that are given something newly made, by their place. */
function ownedFields(facts: FileFacts, home: Place): ReadonlyMap<Place, readonly MemberWrite[]> {
  const fields = new Map<Place, MemberWrite[]>()
  for (const write of memberWritesByHome(facts).get(home) ?? []) {
    const known = fields.get(write.place)
    if (known) known.push(write)
    else fields.set(write.place, [write])
  }
  return fields
}

function kindOwned(facts: FileFacts, made: CallNode, where: Where): ResourceProtocol | undefined {
  const known = certainDuties(facts).get(made)
  if (known) return known.kind
  const found = made.type === 'NewExpression' ? classIn(facts, made.callee, where) : undefined
  const closing = found && closings[where](found.facts, found.node)
  return found && closing !== NOT_CLOSED && closing?.sure === 'yes'
    ? kindOf(found.facts, found.node, calleeName(made) ?? '', closing)
    : undefined
}

const certainDuties = perFile(
  (facts): ReadonlyMap<CallNode, Duty> =>
    new Map([...dutiesOfHandles(facts), ...dutiesOfRows(facts)].map((duty) => [duty.site, duty])),
)

/**
 * Whether a function, or one that it runs, releases something, by the names of what is called. "No" where it calls
 * nothing, or only empties collections and writes a log; unknown where the names do not tell.
 */
export function doesRelease(facts: FileFacts, node: FunctionNode): Answer {
  return calledIn(facts, node).answer
}

/** The calls by which a function, or one that it runs, releases something, by their names. */
function releasingCalls(facts: FileFacts, node: FunctionNode): readonly TSESTree.CallExpression[] {
  return calledIn(facts, node).releasing
}

interface CalledIn {
  readonly answer: Answer
  readonly releasing: readonly TSESTree.CallExpression[]
}

const calledIn = perKey((facts: FileFacts, node: FunctionNode): CalledIn => {
  let answer: Answer = 'no'
  const releasing: TSESTree.CallExpression[] = []
  for (const each of functionsRunBy(facts, node).functions) {
    if (!hasBody(each)) continue
    walk(each.body, facts.sourceCode.visitorKeys, (inner) => {
      if (inner.type !== 'CallExpression') return true
      const name = calleeName(inner) ?? ''
      const receiver = receiverOf(inner)
      if (receiver?.type === 'Identifier' && HARMLESS_RECEIVERS.has(receiver.name)) return true
      const isOwn = receiver?.type === 'ThisExpression' || receiver?.type === 'Super'
      if (isReleasingName(name) && !isOwn) {
        answer = 'yes'
        releasing.push(inner)
      } else if (answer === 'no' && !HARMLESS_CALLS.has(name)) answer = 'unknown'
      return true
    })
  }
  return { answer, releasing }
})

/** A signature of an overload, or an abstract method, has none. */
function hasBody({ body }: FunctionNode): boolean {
  return (body as FunctionNode['body'] | null) !== null
}

/** Whether a call of a name ends something rather than emptying a collection. */
export function isReleasingName(name: string): boolean {
  return (RELEASING_NAME.test(name) || isClosingVerb(name)) && !HARMLESS_CALLS.has(name)
}

const HARMLESS_CALLS: ReadonlySet<string> = new Set(['clear', 'delete', 'log', 'debug', 'resolve', 'super'])

const HARMLESS_RECEIVERS: ReadonlySet<string> = new Set(['console', 'Promise', 'logger', 'log'])
