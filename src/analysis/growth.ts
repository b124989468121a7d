import type { TSESTree } from '@typescript-eslint/utils'

import { accessOf, type Access } from './collection-access.js'
import { isEndlessKey, isFiniteKey } from './growth-keys.js'
import { REPEATING_CALLS } from '../protocols/collections.js'
import {
  functionName,
  enclosingFunction,
  enclosingFunctions,
  runsAtModuleLoad,
  type FunctionNode,
} from '../syntax/functions.js'
import { calleeName } from '../syntax/property-name.js'
import { moduleCollections, type Collection } from './collections.js'
import type { OpenExit } from './exit-walk.js'
import { openExits } from './exits.js'
import { perFile, type FileFacts } from './file-facts.js'
import type { Certainty } from './findings.js'
import { runsOnce } from './repetition.js'

/** A collection of module lifetime that gains entries and that nothing bounds. */
export interface Growth {
  collection: Collection
  /** Where it grows. */
  node: TSESTree.Node
  certainty: Certainty
  /** `neverShrinks`: nothing takes entries out; `skippedRemoval`: an exception skips what does. */
  problem: 'neverShrinks' | 'skippedRemoval'
  /** What makes an entry a new one, in the words of the code; undefined where every call adds one. */
  key: string | undefined
  exit: OpenExit | undefined
}

/** Answers the collections of a file that grow without bound, each at most once. */
export const unboundedGrowth = perFile((facts): readonly Growth[] =>
  moduleCollections(facts).flatMap((collection) => growthOf(facts, collection) ?? []),
)

function growthOf(facts: FileFacts, collection: Collection): Growth | undefined {
  const accesses = collection.nodes.map((node) => accessOf(facts, collection, node))
  if (accesses.some((access) => access.kind === 'bound' || access.kind === 'escape')) return undefined
  const grows = accesses.filter((access) => access.kind === 'grow' && growsPerCall(facts, access)) as Extract<
    Access,
    { kind: 'grow' }
  >[]
  const [first] = grows
  if (!first) return undefined
  const shrinks = accesses.filter((access) => access.kind === 'shrink')
  if (shrinks.length > 0) return skippedRemoval(facts, collection, grows, shrinks)
  const certain = grows.find((grow) => isCertain(facts, collection, grow))
  const node = (certain ?? first).node
  return {
    collection,
    node,
    certainty: certain ? 'known' : 'likely',
    problem: 'neverShrinks',
    key: keyText(facts, certain ?? first),
    exit: undefined,
  }
}

const MAX_QUOTED = 40

/** The key in the words of the code, where it is short enough to stand in a message. */
function keyText(facts: FileFacts, grow: Extract<Access, { kind: 'grow' }>): string | undefined {
  const text = grow.key && facts.sourceCode.getText(grow.key)
  return text !== undefined && text.length <= MAX_QUOTED && !text.includes('`') ? text : undefined
}

/** Whether an addition runs again and again after the module has loaded, with another entry each time. */
function growsPerCall(facts: FileFacts, grow: Extract<Access, { kind: 'grow' }>): boolean {
  if (runsAtModuleLoad(grow.node) || runsOnce(facts, grow.node)) return false
  if (grow.key && isFiniteKey(facts, grow.key)) return false
  if (isDeclarationFunction(grow.node)) return false
  return true
}

/** `registerAction`, `defineType`: called once for each thing of that kind that the program has. */
function isDeclarationFunction(node: TSESTree.Node): boolean {
  const scope = enclosingFunction(node)
  const name = scope && functionName(scope)
  return name !== undefined && /^(?:register|define|declare|install)(?![a-z])/.test(name)
}

/**
 * Whether an addition certainly goes on for as long as the program runs: its key names something of which
 * there is always another one, or it needs no key and runs for each event or request.
 */
function isCertain(
  facts: FileFacts,
  collection: Collection,
  grow: Extract<Access, { kind: 'grow' }>,
): boolean {
  if (collection.reachable || isForDebugging(facts, grow.node)) return false
  // How many keys the events have between them is not known: it may be three kinds or status codes.
  if (grow.key) return isEndlessKey(facts, grow.key)
  return enclosingFunctions(grow.node).some(isRepeatingCallback)
}

/** `if (process.env.DEBUG) …`: it may never run where it would matter. */
function isForDebugging(facts: FileFacts, node: TSESTree.Node): boolean {
  for (let current = node.parent; current; current = current.parent) {
    if (
      current.type === 'IfStatement' &&
      /process\.env|\bdebug/i.test(facts.sourceCode.getText(current.test))
    )
      return true
  }
  return false
}

function isRepeatingCallback(scope: FunctionNode): boolean {
  const { parent } = scope
  if (parent.type !== 'CallExpression' || parent.callee === scope) return false
  const name = calleeName(parent)
  if (name === undefined || !REPEATING_CALLS.has(name)) return false
  const [first] = parent.arguments
  // `app.get('/path', handler)`, `server.on('connection', handler)`; not `cache.get(() => …)`.
  return (
    name === 'setInterval' || first?.type === 'Literal' || name === 'createServer' || name === 'subscribe'
  )
}

/**
 * A pending table: the only function that removes the entry is the one that added it, and an exception on
 * the way skips the removal.
 */
function skippedRemoval(
  facts: FileFacts,
  collection: Collection,
  grows: readonly Extract<Access, { kind: 'grow' }>[],
  shrinks: readonly Access[],
): Growth | undefined {
  const [grow] = grows
  const scope = grow && enclosingFunction(grow.node)
  if (!grow || grows.length > 1 || !scope || collection.reachable) return undefined
  if (!shrinks.every((shrink) => enclosingFunction(shrink.node) === scope)) return undefined
  const removals = new Set(shrinks.map((shrink) => shrink.node))
  const exits = openExits(scope.body, {
    acquisition: grow.node,
    effectOf: (node) =>
      removals.has(node) ? 'release' : node.type === 'AwaitExpression' && mayReject(node) ? 'throws' : 'none',
    existsWhen: () => 'either',
  })
  const exit = exits?.find((candidate) => candidate.kind === 'throw' && candidate.open === 'yes')
  if (!exit) return undefined
  return {
    collection,
    node: grow.node,
    certainty: 'known',
    problem: 'skippedRemoval',
    key: keyText(facts, grow),
    exit,
  }
}

/** `await work().catch(handle)` waits for the handler, which is there to not throw. */
function mayReject({ argument }: TSESTree.AwaitExpression): boolean {
  return !(argument.type === 'CallExpression' && calleeName(argument) === 'catch')
}
