import { ENDS_A_HANDLE, STARTS } from '../protocols/ownership.js'
import { isNothing } from '../syntax/nothing.js'
import type { TSESTree } from '@typescript-eslint/utils'

import { CLOSING_METHODS, COLLECTORS, undoesStart } from '../protocols/teardowns.js'
import { resource, type ResourceProtocol } from '../protocols/resources/protocol.js'
import { enclosingFunction, functionName, isClass, runsAtModuleLoad } from '../syntax/functions.js'
import type { Place } from '../syntax/places.js'
import { calleeName, keyName, memberName } from '../syntax/property-name.js'
import { closableOf } from '../ledger/closables.js'
import { perFile, type CallNode, type FileFacts } from '../cells/file-facts.js'
import type { Certainty } from './findings.js'
import { isInherited } from '../cells/inherited-fields.js'
import { isDoubtful } from './member-doubts.js'
import { fateOf, releasesInBulk, type MemberFate } from './member-releases.js'
import { isSharedWhenMade, memberWritesByHome, type MemberWrite } from '../cells/member-writes.js'
import { mainTeardown, ownersOf, type Owner } from '../lives/owner.js'
import type { Teardown } from '../lives/teardown.js'

/** A field whose content stays open when the instance that owns it ends. */
export interface MemberLeak {
  write: MemberWrite
  certainty: Certainty
  /**
   * - `missed`: the instance has a teardown, which misses this field
   * - `releasedElsewhere`: the field is released, though not when the instance ends
   * - `noTeardown`: the instance has no teardown, and nothing else releases the field
   */
  problem: 'missed' | 'releasedElsewhere' | 'noTeardown'
  protocol: ResourceProtocol
  owner: Owner
  /** The teardown that should release it. */
  teardown: Teardown | undefined
  /** Another field of the same kind that is released at the end. */
  sibling: MemberWrite | undefined
  releasedAt: TSESTree.Node | undefined
}

/** Answers the fields of a file that their owners do not release, each once. */
export const memberLeaks = perFile((facts): readonly MemberLeak[] =>
  [...memberWritesByHome(facts).values()].flatMap((writes) => {
    const seen = new Set<Place>()
    return writes.flatMap((write) => {
      if (seen.has(write.place)) return []
      const leak = leakOf(facts, write, writes)
      if (leak) seen.add(write.place)
      return leak ?? []
    })
  }),
)

function leakOf(
  facts: FileFacts,
  write: MemberWrite,
  siblings: readonly MemberWrite[],
): MemberLeak | undefined {
  const owner = ownersOf(facts, write.value).find(({ home }) => home === write.home)
  if (!owner || releasesInBulk(facts, write.home)) return undefined
  const fate = fateOf(facts, write)
  if (fate.isReleasedAtEnd || fate.mayBeTaken || isSharedWhenMade(facts, write)) return undefined
  const inherited = isInherited(facts, owner.node, write)
  if (inherited === 'yes') return undefined
  const found = findLeak(facts, write, withOwnTeardowns(owner), fate, siblings)
  if (!found) return undefined
  if (inherited === 'no' && !isDoubtful(facts, write, owner, found.releasedAt)) return found
  return found.certainty === 'known' ? { ...found, certainty: 'likely' } : undefined
}

/** A static method of the class does not end an instance. */
function withOwnTeardowns(owner: Owner): Owner {
  const teardowns = owner.teardowns.filter(
    ({ node: { parent } }) =>
      (parent.type !== 'MethodDefinition' && parent.type !== 'PropertyDefinition') || !parent.static,
  )
  return teardowns.length === owner.teardowns.length ? owner : { ...owner, teardowns, ends: 'unknown' }
}

function findLeak(
  facts: FileFacts,
  write: MemberWrite,
  owner: Owner,
  fate: MemberFate,
  siblings: readonly MemberWrite[],
): MemberLeak | undefined {
  const teardown = mainTeardown(owner)
  const sibling = fate.releases.length === 0 ? releasedSibling(facts, write, siblings) : undefined
  const closable = closableOf(facts, write.made)
  const protocol = closable?.protocol ?? (sibling && protocolOfSibling(facts, write, sibling))
  const [releasedAt] = fate.releases
  const found = { write, owner, teardown, sibling, releasedAt }
  if (releasedAt) {
    if (!ENDS_A_HANDLE.test(methodAt(releasedAt) ?? '')) return undefined
    const certainty = certaintyOfReplaced(facts, write, owner, fate)
    return (
      certainty && {
        ...found,
        certainty,
        problem: 'releasedElsewhere',
        protocol: protocol ?? protocolOfRelease(write, releasedAt),
      }
    )
  }
  if (!protocol) return undefined
  if (!teardown && !sibling) {
    if (closable?.basis !== 'row') return undefined
    const certainty = certaintyWithoutTeardown(facts, write, owner, fate, protocol)
    return certainty && { ...found, certainty, problem: 'noTeardown', protocol }
  }
  // What a type or a class says is closed may be nothing but memory, which whoever is handed it may use on.
  if (!sibling && closable?.basis !== 'row' && fate.isHandedOut) return undefined
  const isIntended =
    sibling !== undefined ||
    closable?.basis === 'row' ||
    ((closable?.basis === 'class' || isHidden(owner.node, write.text)) &&
      releasesAnother(facts, write, siblings))
  const ends =
    sibling !== undefined || (owner.ends === 'yes' && teardown !== undefined && undoes(teardown, write))
  const certainty = isIntended && ends && !fate.isHandedOut ? 'known' : 'likely'
  return { ...found, certainty, problem: 'missed', protocol }
}

/** Whether a teardown ends what has been done before it: `stop` what `start` did, `dispose` everything. */
function undoes({ name }: Teardown, { scope }: MemberWrite): boolean {
  if (!undoesStart(name)) return true
  const member = scope && functionName(scope)
  return member !== undefined && STARTS.some(([start, stop]) => start.test(member) && stop.test(name))
}

/** A field of the same constructor that the instance releases at its end, or hands to a collector. */
function releasedSibling(
  facts: FileFacts,
  write: MemberWrite,
  siblings: readonly MemberWrite[],
): MemberWrite | undefined {
  if (write.made.type !== 'NewExpression' || isBuiltIn(facts, write.made)) return undefined
  const name = facts.sourceCode.getText(write.made.callee)
  return siblings.find((other) => {
    if (other.place === write.place) return false
    const collected = collectedConstruction(other.made)
    const made = collected ?? other.made
    return (
      made.type === 'NewExpression' &&
      facts.sourceCode.getText(made.callee) === name &&
      (collected !== undefined || isClosedAtEnd(facts, other))
    )
  })
}

/** Maps, dates and the like: what their methods empty needs no release. */
function isBuiltIn(facts: FileFacts, { callee }: TSESTree.NewExpression): boolean {
  return callee.type === 'Identifier' && facts.bindings.isGlobal(callee)
}

/** Whether a field is released at the end, and by a method that closes for good. */
function isClosedAtEnd(facts: FileFacts, write: MemberWrite): boolean {
  const { isReleasedAtEnd, releases } = fateOf(facts, write)
  return isReleasedAtEnd && releases.some((release) => CLOSING_METHODS.includes(methodAt(release) ?? ''))
}

/** `this._register(new Emitter())`: what a collector is given, and answers. */
function collectedConstruction(call: CallNode): TSESTree.NewExpression | undefined {
  const [first] = call.arguments
  return COLLECTORS.has(calleeName(call) ?? '') && first?.type === 'NewExpression' ? first : undefined
}

function releasesAnother(facts: FileFacts, write: MemberWrite, siblings: readonly MemberWrite[]): boolean {
  return siblings.some((other) => other.place !== write.place && fateOf(facts, other).isReleasedAtEnd)
}

function protocolOfSibling(facts: FileFacts, { made }: MemberWrite, sibling: MemberWrite): ResourceProtocol {
  const [release] = fateOf(facts, sibling).releases
  return protocolNamed(calleeName(made) ?? 'object', (release && methodAt(release)) ?? 'dispose')
}

function protocolOfRelease({ made }: MemberWrite, release: TSESTree.Node): ResourceProtocol {
  const noun = made.type === 'NewExpression' ? calleeName(made) : undefined
  return protocolNamed(noun ?? 'handle', methodAt(release) ?? 'dispose')
}

function protocolNamed(noun: string, method: string): ResourceProtocol {
  return resource({ noun, acquire: { name: '', form: 'constructor' }, methods: [method], example: '' })
}

function methodAt(node: TSESTree.Node): string | undefined {
  let { parent } = node
  while (parent?.type === 'TSNonNullExpression') parent = parent.parent
  return parent?.type === 'MemberExpression' ? memberName(parent) : undefined
}

/**
 * A field that is released only to be filled again always holds one, and the last one stays: known, where the
 * instance has an end. One that is released by some event may be empty by then.
 */
function certaintyOfReplaced(
  facts: FileFacts,
  { place }: MemberWrite,
  owner: Owner,
  { releases }: MemberFate,
): Certainty | undefined {
  if (owner.ends !== 'yes') return undefined
  const isRefilled = releases.every((release) => {
    const scope = enclosingFunction(release)
    return facts.nodes.assignments.some(
      ({ left, right }) =>
        left.range[0] > release.range[0] &&
        enclosingFunction(left) === scope &&
        !isNothing(right) &&
        facts.places.placeOf(left) === place,
    )
  })
  return isRefilled ? 'known' : undefined
}

/**
 * Without a teardown it takes instances that certainly come and go, or a resource that nothing collects.
 */
function certaintyWithoutTeardown(
  facts: FileFacts,
  write: MemberWrite,
  owner: Owner,
  fate: MemberFate,
  protocol: ResourceProtocol,
): Certainty | undefined {
  if (fate.isHandedOut || owner.kind !== 'instance') return undefined
  // A component that its framework unmounts ends, though it says nothing of it.
  if (owner.ends === 'yes') return 'known'
  if (protocol.collected !== 'never' || protocol.isLongLived) return undefined
  return isHidden(owner.node, write.text) && isMadeRepeatedly(facts, owner.node) ? 'known' : 'likely'
}

/** Whether only its own class reaches a field: by `#`, by `private`, or by the underscore of old. */
function isHidden(node: TSESTree.Node, text: string): boolean {
  const name = text.replace(/^.*\./, '')
  if (/^[#_]/.test(name)) return true
  return (
    isClass(node) &&
    node.body.body.some(
      (element) =>
        element.type === 'PropertyDefinition' &&
        element.accessibility === 'private' &&
        keyName(element.key, element.computed) === name,
    )
  )
}

/** Whether the code of this file makes instances of a class in a function. */
function isMadeRepeatedly(facts: FileFacts, node: TSESTree.Node): boolean {
  const name = isClass(node) ? node.id?.name : undefined
  const constructions = name === undefined ? [] : (facts.nodes.constructions.get(name) ?? [])
  return constructions.length > 0 && constructions.every((call) => !runsAtModuleLoad(call))
}
