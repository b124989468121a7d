import type { TSESTree } from '@typescript-eslint/utils'

import { LIFECYCLE_STARTS, LIFECYCLES } from '../protocols/frameworks.js'
import {
  INHERITED_TEARDOWNS,
  isTeardownName,
  MODULES_WITHOUT_TEARDOWN,
  TEARDOWNS_OF_MODULES,
  WITHOUT_TEARDOWN,
} from '../protocols/teardowns.js'
import { ADDS_TO_LIST, DISPOSABLE_STORE } from '../protocols/subscriptions.js'
import { isImported } from '../syntax/bindings.js'
import { isClass, isWithin, type ClassNode, type FunctionNode } from '../syntax/functions.js'
import { isModuleNamed, moduleOf } from '../syntax/module-origin.js'
import { keyName, memberName, receiverOf } from '../syntax/property-name.js'
import { unwrap } from '../syntax/unwrap.js'
import { walk } from '../syntax/walk.js'
import { inheritedMethod } from '../types/inherited-method.js'
import type { Answer } from '../types/type-queries.js'
import { link, type Link } from '../ledger/link.js'
import { doesRelease, isReleasingName } from '../ledger/closings.js'
import { basesAnywhere, parameterPropertyOf } from '../cells/definitions/class-of.js'
import { perFile, type CallNode, type FileFacts } from '../cells/file-facts.js'

/** A teardown that replaces the one of a base class without running it: the base's duties outlive their owner. */
export interface SuperNotCalled {
  readonly node: TSESTree.MethodDefinition
  readonly name: string
  /** What the class extends, as the code names it. */
  readonly base: string
  /** Does the base's teardown end anything, and how that is known. */
  readonly owed: Link
}

/** Answers the teardowns of a file that keep a base class from releasing what it holds. */
export const superNotCalled = perFile((facts): readonly SuperNotCalled[] =>
  facts.nodes.classes.flatMap((node) => {
    const { superClass } = node
    if (!superClass) return []
    const base = facts.sourceCode.getText(superClass)
    return node.body.body.flatMap((element): SuperNotCalled[] => {
      if (element.type !== 'MethodDefinition' || element.kind !== 'method' || element.static) return []
      const name = keyName(element.key, element.computed)
      if (name === undefined || !INHERITED_TEARDOWNS.has(name)) return []
      if (!isImplemented(element) || runsBase(facts, node, element, name)) return []
      const answer = doesBaseRelease(facts, node, element, name)
      if (answer === 'no') return []
      const owed =
        answer === 'yes'
          ? link('yes', `${name}() of ${base} ends what it holds`, superClass)
          : link('likely', `${name}() of ${base} may end what it holds`, superClass)
      return [{ node: element, name, base, owed }]
    })
  }),
)

/** Whether a method does anything: an empty one, or one that always throws, is there to switch the base's off. */
function isImplemented({ value }: TSESTree.MethodDefinition): boolean {
  const statements = value.body?.body ?? []
  return statements.length > 0 && !statements.some(({ type }) => type === 'ThrowStatement')
}

/**
 * Whether a class runs the teardown of its base after all: it calls or hands on the method of `super` or of a
 * prototype anywhere, or its own calls another teardown that it inherits, which may run this one's base.
 */
function runsBase(
  facts: FileFacts,
  node: ClassNode,
  element: TSESTree.MethodDefinition,
  name: string,
): boolean {
  const mentions = (facts.nodes.members.get(name) ?? []).some(
    (member) => member.type === 'MemberExpression' && isOfBase(member.object) && isWithin(member, node),
  )
  if (mentions) return true
  let found = false
  walk(element.value, facts.sourceCode.visitorKeys, (inner) => {
    if (inner.type !== 'MemberExpression') return !found
    const called = memberName(inner)
    found ||=
      called !== undefined &&
      isTeardownName(called, 0, facts.settings.teardowns) &&
      (isOfBase(inner.object) || (inner.object.type === 'ThisExpression' && isInherited(node, inner, called)))
    return !found
  })
  return found
}

/** `super` and `Base.prototype` */
function isOfBase(object: TSESTree.Node): boolean {
  return object.type === 'Super' || (object.type === 'MemberExpression' && memberName(object) === 'prototype')
}

/** `this.close()`, of a method that the class itself does not have. */
function isInherited({ body }: ClassNode, member: TSESTree.MemberExpression, name: string): boolean {
  const { parent } = member
  return (
    parent.type === 'CallExpression' &&
    parent.callee === member &&
    !body.body.some((element) => 'key' in element && keyName(element.key, element.computed) === name)
  )
}

/**
 * Whether the base class has a teardown of that name which releases something that the override does not. Unknown
 * for a class of another file without types, where the class shows that its base has more such methods.
 */
function doesBaseRelease(
  facts: FileFacts,
  node: ClassNode,
  element: TSESTree.MethodDefinition,
  name: string,
): Answer {
  const bases = basesAnywhere(facts, node)
  for (const each of bases) {
    const own = each.node.body.body.find(
      (other) => 'key' in other && keyName(other.key, other.computed) === name,
    )
    if (!own) continue
    if (own.type !== 'MethodDefinition' || own.static) return 'no'
    return releasesTheSame(fieldsIn(each.facts, own), fieldsIn(facts, element))
      ? 'no'
      : doesRelease(each.facts, own.value as FunctionNode)
  }
  const { node: last, facts: there } = bases.at(-1) ?? { node, facts }
  // What a class of another file extends, only that file can say.
  if (there !== facts) return last.superClass ? whatClassShows(facts, node) : 'no'
  const base = last.superClass && unwrap(last.superClass)
  if (!base) return 'no'
  const text = base.type === 'Identifier' ? base.name : memberNameOf(base)
  const module = moduleOf(base, facts.bindings)
  // `extends Mixin(LitElement)`: what the mixin holds is not to be seen, but what the class does with it is.
  if (base.type === 'CallExpression')
    return beginsBase(facts, node, name) ? 'yes' : whatClassShows(facts, node)
  if (text === undefined || WITHOUT_TEARDOWN.test(text)) return 'no'
  if (module !== undefined && MODULES_WITHOUT_TEARDOWN.has(module)) return 'no'
  if (module !== undefined && isModuleNamed(module, TEARDOWNS_OF_MODULES.get(name) ?? [])) {
    return hasControllers(facts, node) ? 'yes' : 'unknown'
  }
  if (facts.types) {
    const answer = inheritedMethod(facts.types, last, name, isReleasingName)
    if (answer !== 'unknown') return answer
  }
  const variable = base.type === 'Identifier' ? facts.bindings.variableOf(base) : undefined
  if (!variable || !isImported(variable)) return 'no'
  return whatClassShows(facts, node)
}

/** The base of a framework ends what hosts itself in the class: `this.addController(…)`, `new Clock(this)`. */
function hasControllers(facts: FileFacts, node: ClassNode): boolean {
  const isGiven = (call: CallNode): boolean => call.arguments.some(({ type }) => type === 'ThisExpression')
  const constructions = [...facts.nodes.constructions.values()].flat()
  return (
    (facts.nodes.calls.get('addController') ?? []).some((call) => isWithin(call, node)) ||
    constructions.some((call) => isWithin(call, node) && isGiven(call))
  )
}

function memberNameOf(node: TSESTree.Node): string | undefined {
  return node.type === 'MemberExpression' ? memberName(node) : undefined
}

/** Whether an override deals with every field that the method of the base deals with. */
function releasesTheSame(fields: ReadonlySet<string>, others: ReadonlySet<string>): boolean {
  return fields.size > 0 && [...fields].every((field) => others.has(field))
}

function fieldsIn(facts: FileFacts, node: TSESTree.MethodDefinition): ReadonlySet<string> {
  const names = new Set<string>()
  walk(node.value, facts.sourceCode.visitorKeys, (inner) => {
    if (inner.type === 'MemberExpression' && inner.object.type === 'ThisExpression') {
      names.add(memberName(inner) ?? '')
    }
    return undefined
  })
  return names
}

/**
 * What a class shows of a base that cannot be seen: "yes" where it hands it something to dispose of, unknown
 * where it calls the counterpart of the teardown, or one more teardown, through `super`.
 */
function whatClassShows(facts: FileFacts, node: ClassNode): Answer {
  const mentions = (name: string, of: 'ThisExpression' | 'Super'): readonly TSESTree.MemberExpression[] =>
    mentionsIn(facts, node, name, of)
  for (const name of REGISTERS) {
    if (mentions(name, 'ThisExpression').some((member) => isInherited(node, member, name))) return 'yes'
  }
  if (fillsInheritedList(facts, node)) return 'yes'
  return stepsIn(facts).some((name) => mentions(name, 'Super').length > 0) ? 'unknown' : 'no'
}

/** `this.cleanups.push(…)`, of a list that the class itself never makes: its base goes through that when it ends. */
function fillsInheritedList(facts: FileFacts, node: ClassNode): boolean {
  return [...ADDS_TO_LIST]
    .flatMap((method) => facts.nodes.calls.get(method) ?? [])
    .some((call) => {
      const list = receiverOf(call)
      const name = list?.type === 'MemberExpression' ? memberName(list) : undefined
      if (list?.type !== 'MemberExpression' || name === undefined) return false
      const isOwnList = list.object.type === 'ThisExpression' && isOfBody(call, node)
      return isOwnList && DISPOSABLE_STORE.test(name) && !isMadeHere(facts, node, name)
    })
}

function isMadeHere(facts: FileFacts, node: ClassNode, name: string): boolean {
  const isDeclared = node.body.body.some(
    (each) =>
      ('key' in each && keyName(each.key, each.computed) === name) ||
      parameterPropertyOf(each, name) !== undefined,
  )
  return (
    isDeclared ||
    mentionsIn(facts, node, name, 'ThisExpression').some(
      (member) => member.parent.type === 'AssignmentExpression' && member.parent.left === member,
    )
  )
}

/** A class that lets what is mixed in begin, by the counterpart of a teardown, has to let it end. */
function beginsBase(facts: FileFacts, node: ClassNode, teardown: string): boolean {
  return LIFECYCLES.some(
    ([start, end]) => end === teardown && mentionsIn(facts, node, start, 'Super').length > 0,
  )
}

function mentionsIn(
  facts: FileFacts,
  node: ClassNode,
  name: string,
  of: 'ThisExpression' | 'Super',
): readonly TSESTree.MemberExpression[] {
  return (facts.nodes.members.get(name) ?? []).filter(
    (member): member is TSESTree.MemberExpression =>
      member.type === 'MemberExpression' && member.object.type === of && isOfBody(member, node),
  )
}

/** Whether a node stands in the body of a class, and in that of no class within it. */
function isOfBody(node: TSESTree.Node, { body }: ClassNode): boolean {
  for (let current = node.parent; current && !isClass(current); current = current.parent) {
    if (current === body) return true
  }
  return false
}

/** The names in a file that are steps in a life, of which its base has others. */
const stepsIn = perFile((facts): readonly string[] =>
  [...facts.nodes.members.keys()].filter(
    (name) => LIFECYCLE_STARTS.has(name) || INHERITED_TEARDOWNS.has(name),
  ),
)

/** Methods by which a base class takes what its teardown is to dispose of. */
const REGISTERS: ReadonlySet<string> = new Set([
  '_register',
  'registerDisposable',
  'addDisposable',
  'addDisposables',
  'addDisposer',
  'addCleanup',
  'addTeardown',
])
