import type { TSESTree } from '@typescript-eslint/utils'

import { HELD_FOR_LATER, REPEATING_CALLS, SHORT_LIVED_CLASS } from '../../protocols/collections.js'
import {
  enclosingFunction,
  enclosingFunctions,
  functionName,
  type FunctionNode,
} from '../../syntax/functions.js'
import { calleeName } from '../../syntax/property-name.js'
import type { Grow } from '../../ledger/collections/access.js'
import type { Collection } from '../../ledger/collections/collection.js'
import { isSameKey, type CollectionUses } from '../../ledger/collections/uses.js'
import { componentOfHome } from '../../frameworks/component-homes.js'
import { perKey, type FileFacts } from '../../cells/file-facts.js'
import type { Growth } from './growth.js'
import { isEndlessKey, isFiniteKey, isSurelyEndlessKey } from '../../lives/collections/growth-keys.js'
import { isNamedByProgram } from '../../lives/collections/key-names.js'
import { callsIn } from '../../lives/repetition/calls.js'
import { isConstructor } from '../../lives/repetition/runs.js'
import { runsOnce } from '../../lives/multiplicity.js'

/** Answers how a collection grows from which nothing is ever taken out. */
export function neverShrinks(facts: FileFacts, uses: CollectionUses): Growth | undefined {
  const { collection, shrinks } = uses
  if (shrinks.length > 0) return undefined
  const grows = uses.grows.filter(
    (grow) =>
      growsPerCall(facts, grow) &&
      !(grow.key && isNamedByProgram(grow.key)) &&
      !isWarnedOf(facts, uses, grow),
  )
  const [first] = grows
  if (!first) return undefined
  const certain = grows.find((grow) => isCertain(facts, collection, grow))
  const endless = grows.find((grow) => grow.key && isEndlessKey(facts, grow.key))
  const chosen = certain ?? endless ?? first
  if (collection.lifetime !== 'module') {
    if (!mayLiveLong(facts, uses, chosen)) return undefined
    const isLasting = certain ?? endless ?? (first.key && HELD_FOR_LATER.test(collection.name))
    if (!isLasting) return undefined
  }
  const { node, key } = chosen
  return {
    collection,
    node,
    certainty: certain && collection.lifetime === 'module' ? 'known' : 'likely',
    problem: 'neverShrinks',
    key,
  }
}

/** Whether instances of a class may live long, for all that their name says, and gain entries for as long. */
export function mayLiveLong(
  facts: FileFacts,
  { collection: { lifetime, className, home } }: CollectionUses,
  { node }: Grow,
): boolean {
  if (lifetime !== 'instance' || (className !== undefined && SHORT_LIVED_CLASS.test(className))) return false
  if (home !== undefined && componentOfHome(facts, home)?.ends === true) return false
  return !enclosingFunctions(node).some(isConstructor)
}

/** Whether an addition runs again and again after the module has loaded, with another entry each time. */
export const growsPerCall = perKey((facts: FileFacts, grow: Grow): boolean => {
  if (runsOnce(facts, grow.node)) return false
  if (grow.key && isFiniteKey(facts, grow.key)) return false
  return !isDeclarationFunction(grow.node) && !isUnder(facts, grow.node, DEBUGGING)
})

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
function isCertain(facts: FileFacts, collection: Collection, grow: Grow): boolean {
  const isShared = collection.reachable && collection.lifetime === 'module'
  if (isShared || isUnder(facts, grow.node, SWITCHES)) return false
  // How many keys the events have between them is not known: it may be three kinds or status codes.
  if (grow.key) return isSurelyEndlessKey(facts, grow.key)
  return enclosingFunctions(grow.node).some(isRepeatingCallback)
}

/** Whether code runs under a condition of a kind: `if (process.env.DEBUG) …`, `debug && …`. */
function isUnder(facts: FileFacts, node: TSESTree.Node, kind: RegExp): boolean {
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

/** Conditions that may hold nowhere that matters. */
const SWITCHES = /process\.env/

/** Whether an entry says that a warning has been given, of which a program has so many: `if (seen.has(code)) return`. */
function isWarnedOf(
  facts: FileFacts,
  { collection, reads }: CollectionUses,
  { node, key, value }: Grow,
): boolean {
  if (!key || isEndlessKey(facts, key)) return false
  const saysOnlyThat = collection.protocol.noun === 'Set' || value?.type === 'Literal'
  const scope = enclosingFunction(node)
  const isAsked = reads.some(
    (read) => enclosingFunction(read.node) === scope && isSameKey(facts, read.key, key),
  )
  return saysOnlyThat && isAsked && callsIn(facts, scope).some((call) => WARNINGS.has(calleeName(call) ?? ''))
}

const WARNINGS: ReadonlySet<string> = new Set(['warn', 'emitWarning', 'deprecate', 'warnOnce'])

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
