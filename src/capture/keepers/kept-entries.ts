import type { TSESTree } from '@typescript-eslint/utils'

import { ARRAY } from '../../protocols/collections.js'
import { enclosingFunction, isWithin, type FunctionNode } from '../../syntax/functions.js'
import { groupedBy } from '../../syntax/grouping.js'
import { calleeName } from '../../syntax/property-name.js'
import { unwrap } from '../../syntax/unwrap.js'
import { functionsRunBy } from '../../cells/call-targets.js'
import type { Grow, Shrink } from '../../ledger/collections/access.js'
import {
  isSameKey,
  usesOfCollection,
  withAliases,
  type CollectionUses,
} from '../../ledger/collections/uses.js'
import { moduleCollections, ownedCollections } from '../../lives/collections/collections.js'
import { mayLiveLong } from '../../lives/collections/lasting.js'
import { PROGRAM_ENDS, WHILE_IT_LIVES, type Escape } from './escape.js'
import type { FileFacts } from '../../cells/file-facts.js'
import { isFiniteKey } from '../../lives/collections/growth-keys.js'
import { isNamedByProgram } from '../../lives/collections/key-names.js'
import { growsPerCall } from '../../lives/collections/additions.js'
import { runsEachTime } from '../../lives/repetition/each-time.js'
import { isTestCode } from '../../lives/test-code.js'

/** Answers what is put into collections that outlive the call, and not surely taken out again by the code that did. */
export function keptEntries(facts: FileFacts): Escape[] {
  const owned = isTestCode(facts) ? [] : ownedCollections(facts).filter((each) => mayLiveLong(facts, each))
  return [...moduleCollections(facts), ...owned].flatMap((collection) => {
    const uses = usesOfCollection(facts, withAliases(facts, collection))
    const removals = groupedBy(uses.shrinks, ({ node }) => enclosingFunction(node))
    const emptying = uses.shrinks.filter(({ extent }) => extent === 'all')
    const mayLeave = isEmptiedElsewhere(uses)
    return uses.grows
      .filter((grow) => {
        const scope = enclosingFunction(grow.node)
        return (
          scope === undefined ||
          !(
            removals.get(scope)?.some((shrink) => takesOutAgain(facts, grow, shrink)) === true ||
            emptying.some((shrink) => emptiesAround(facts, scope, shrink))
          )
        )
      })
      .flatMap((grow) => escapesOf(facts, uses, grow, mayLeave))
  })
}

function escapesOf(
  facts: FileFacts,
  { collection }: CollectionUses,
  grow: Grow,
  mayLeave: boolean,
): Escape[] {
  const { noun } = collection.protocol
  if (noun === 'string') return []
  const isOfModule = collection.lifetime === 'module'
  const entry = {
    keeper: `\`${collection.name}\``,
    instance: isOfModule ? undefined : collection.home,
    until: isOfModule ? PROGRAM_ENDS : WHILE_IT_LIVES,
    stay: stayOf(facts, grow, mayLeave),
    certainty: isOfModule ? ('known' as const) : ('likely' as const),
  }
  const values = valuesAdded(facts, grow).map((value): Escape => ({ ...entry, value, as: 'entry' }))
  const key = noun === 'Map' && grow.key ? [{ ...entry, value: grow.key, as: 'key' as const }] : []
  return [...key, ...values]
}

/** What an addition puts in: `list.push(a, ...b)`, `list = [...list, a]`, `list = list.concat(a)`. */
function valuesAdded(facts: FileFacts, { node, value }: Grow): readonly TSESTree.Node[] {
  if (node.type === 'CallExpression') {
    return ARRAY.grow.has(calleeName(node) ?? '') ? node.arguments.map(spreadArgument) : value ? [value] : []
  }
  if (value || node.type !== 'AssignmentExpression') return value ? [value] : []
  const made = unwrap(node.right)
  const text = facts.sourceCode.getText(node.left)
  const parts =
    made.type === 'ArrayExpression' ? made.elements : made.type === 'CallExpression' ? made.arguments : []
  return parts.flatMap((part) => {
    const added = part && spreadArgument(part)
    return added && facts.sourceCode.getText(added) !== text ? [added] : []
  })
}

function spreadArgument(node: TSESTree.Node): TSESTree.Node {
  return node.type === 'SpreadElement' ? node.argument : node
}

function stayOf(facts: FileFacts, grow: Grow, mayLeave: boolean): Escape['stay'] {
  if (grow.key && (isNamedByProgram(grow.key) || isFiniteKey(facts, grow.key))) return 'last'
  if (!growsPerCall(facts, grow)) return 'last'
  return mayLeave ? 'passing' : 'each'
}

/**
 * Whether entries may be taken out at another time than that of the next: by another function or by other code. Code
 * that adds and removes keeps to a limit: `if (cache.size > 100) cache.delete(oldest)`.
 */
function isEmptiedElsewhere({ collection, grows, shrinks, isHandedOn }: CollectionUses): boolean {
  if (isHandedOn || (collection.reachable && collection.lifetime === 'module')) return true
  const adding = new Set(grows.map(({ node }) => enclosingFunction(node)))
  return shrinks.some(({ node }) => !adding.has(enclosingFunction(node)))
}

/** Whether a function surely takes out again what it adds: `stack.push(x); …; stack.pop()`. */
function takesOutAgain(facts: FileFacts, grow: Grow, shrink: Shrink): boolean {
  return (
    shrink.node.range[0] >= grow.node.range[1] && takesThis(facts, grow, shrink) && isOnTheWay(grow, shrink)
  )
}

/** Whether a removal empties a collection each time a function around it runs the one that fills it. */
function emptiesAround(facts: FileFacts, scope: FunctionNode, { node }: Shrink): boolean {
  const remover = enclosingFunction(node)
  if (!remover || remover === scope || !runsEachTime(facts, node)) return false
  const { functions, isComplete } = functionsRunBy(facts, remover)
  return isComplete && functions.has(scope)
}

function takesThis(facts: FileFacts, grow: Grow, { node, extent, key }: Shrink): boolean {
  if (extent === 'all') return true
  if (extent === 'entry') return isSameKey(facts, key, grow.key)
  return node.type === 'CallExpression' && calleeName(node) === 'pop'
}

/** Whether a removal stands in no branch or loop that the addition is not in as well. */
function isOnTheWay(grow: Grow, { node }: Shrink): boolean {
  for (let current = node.parent; current && !isWithin(grow.node, current); current = current.parent) {
    if (/^(?:If|Conditional|Logical|Switch|Catch|For|While|DoWhile)/.test(current.type)) return false
  }
  return true
}
