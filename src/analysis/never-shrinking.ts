import type { TSESTree } from '@typescript-eslint/utils'

import { SHORT_LIVED_CLASS, REPEATING_CALLS } from '../protocols/collections.js'
import {
  enclosingFunction,
  enclosingFunctions,
  functionName,
  runsAtModuleLoad,
  type FunctionNode,
} from '../syntax/functions.js'
import { calleeName } from '../syntax/property-name.js'
import type { Grow } from './collection-access.js'
import type { Collection } from './collection.js'
import type { CollectionUses } from './collection-uses.js'
import type { FileFacts } from './file-facts.js'
import type { Growth } from './growth.js'
import { isEndlessKey, isFiniteKey } from './growth-keys.js'
import { isNamedByProgram } from './key-names.js'
import { isConstructor } from './repeated-functions.js'
import { runsOnce } from './repetition.js'

/** Answers how a collection grows from which nothing is ever taken out. */
export function neverShrinks(facts: FileFacts, uses: CollectionUses): Growth | undefined {
  const { collection, shrinks } = uses
  if (shrinks.length > 0) return undefined
  const grows = uses.grows.filter(
    (grow) => growsPerCall(facts, grow) && !(grow.key && isNamedByProgram(grow.key)),
  )
  const [first] = grows
  if (!first) return undefined
  const certain = grows.find((grow) => isCertain(facts, collection, grow))
  if (collection.lifetime !== 'module' && !(certain && mayLiveLong(uses, certain))) return undefined
  const { node, key } = certain ?? first
  return {
    collection,
    node,
    certainty: certain && collection.lifetime === 'module' ? 'known' : 'likely',
    problem: 'neverShrinks',
    key,
  }
}

/** Whether instances of a class may live long, for all that their name says, and gain entries for as long. */
function mayLiveLong({ collection: { lifetime, className } }: CollectionUses, { node }: Grow): boolean {
  if (lifetime !== 'instance' || (className !== undefined && SHORT_LIVED_CLASS.test(className))) return false
  return !enclosingFunctions(node).some(isConstructor)
}

/** Whether an addition runs again and again after the module has loaded, with another entry each time. */
export function growsPerCall(facts: FileFacts, grow: Grow): boolean {
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
function isCertain(facts: FileFacts, collection: Collection, grow: Grow): boolean {
  const isShared = collection.reachable && collection.lifetime === 'module'
  if (isShared || isForDebugging(facts, grow.node)) return false
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
