import type { TSESTree } from '@typescript-eslint/utils'

import { cellOfTarget } from '../../cells/cell-of.js'
import { entriesOf as entriesInCell } from '../../cells/entries.js'
import { perFile, perKey, type FileFacts } from '../../cells/file-facts.js'
import { nodesOfVariable, useOf } from '../../cells/uses/uses.js'
import { usesOfCell } from '../../cells/uses/uses-of-cell.js'
import type { Collection } from '../../ledger/collections/collection.js'
import { isSameKey, usesOfCollection } from '../../ledger/collections/uses.js'
import { eventBehind } from '../../lives/collections/additions.js'
import { moduleCollections, ownedCollections } from '../../lives/collections/collections.js'
import { endOfInstanceAt } from '../../lives/collections/ends-of-entries.js'
import { isEndlessKey, isSurelyEndlessKey } from '../../lives/collections/growth-keys.js'
import { isEndlessName } from '../../lives/collections/key-names.js'
import { isRemembrance } from '../../losses/growth/remembrance.js'
import { isCountedKey } from '../../losses/growth/counted-keys.js'
import type { EntryLoss } from '../../losses/growth/entry-loss.js'
import { HELD_FOR_LATER } from '../../protocols/collections.js'
import { ENDS_A_HANDLE } from '../../protocols/ownership.js'
import { TIMER_PROTOCOLS } from '../../protocols/timers.js'
import { soleValue } from '../../syntax/bindings.js'
import {
  enclosingFunction,
  enclosingFunctions,
  isExecutor,
  isFunction,
  isWithin,
  type FunctionNode,
  runningFunction,
} from '../../syntax/functions.js'
import { callsIn } from '../../lives/repetition/calls.js'
import { groupedBy } from '../../syntax/grouping.js'
import { calleeName, memberName } from '../../syntax/property-name.js'
import { rootOf, unwrap, unwrapAwait } from '../../syntax/unwrap.js'
import { shown, type Shown } from './shown.js'

/** `map.set(nextId++, …)`, `map.set(request.id, …)`: there is always another key. */
export function keyIsFresh(facts: FileFacts, { grow: { key } }: EntryLoss): Shown | undefined {
  return key && isSurelyEndlessKey(facts, key) ? shown('there is always another key', key) : undefined
}

/** `const session = new Session(); map.set(session.id, session)`: what each call makes has another key. */
export function keyIsOfMade(facts: FileFacts, { grow: { key, node } }: EntryLoss): Shown | undefined {
  const scope = runningFunction(node)
  const made = key && scope && madeIn(facts, key, scope)
  return made && shown('the key is that of what each call makes', made)
}

function madeIn(
  facts: FileFacts,
  key: TSESTree.Node,
  scope: TSESTree.Node,
  depth = 0,
): TSESTree.Node | undefined {
  const root = rootOf(unwrap(key))
  const variable = facts.bindings.variableOf(root)
  const value = variable && soleValue(variable)
  if (!value || !isWithin(value, scope) || depth > MAX_NAMES) return undefined
  const made = unwrapAwait(value)
  if (made.type === 'NewExpression') return made
  return made.type === 'MemberExpression' || made.type === 'Identifier'
    ? madeIn(facts, made, scope, depth + 1)
    : undefined
}

/** Names may be made of each other: `const { guid } = request`. */
const MAX_NAMES = 4

/** A key that is called an id, a url or the like: of a few plugins, or of all that come and go. */
export function keyIsNamedFresh(facts: FileFacts, { grow: { key } }: EntryLoss): Shown | undefined {
  return key && isEndlessKey(facts, key)
    ? shown('its name says that there is always another key', key)
    : undefined
}

/** Without a key each event adds an entry of its own. */
export function eventAddsOne(facts: FileFacts, { grow: { key, node } }: EntryLoss): Shown | undefined {
  const run = key ? undefined : eventBehind(facts, node)
  return run && shown(run.because, run.at)
}

/** The same in the very function that something runs for each event. */
export function eventAddsOneAtOnce(facts: FileFacts, loss: EntryLoss): Shown | undefined {
  const { key, node } = loss.grow
  const run = key ? undefined : eventBehind(facts, node)
  return run && isWithin(node, run.at) && isOfNamedEvent(run.at) ? shown(run.because, run.at) : undefined
}

/** `server.on('connection', …)`, `setInterval(…)`, `app.post('/path', …)`, `createServer(…)` */
function isOfNamedEvent(call: TSESTree.Node): boolean {
  if (call.type !== 'CallExpression') return true
  const [first] = call.arguments
  return first?.type === 'Literal' || isFunction(first)
}

/** How many keys the events have between them is not known: it may be three kinds or all there ever were. */
export function eventAddsKey(facts: FileFacts, { uses, grow }: EntryLoss): Shown | undefined {
  const { key, node } = grow
  const run = key && !isRemembrance(facts, uses, grow) ? eventBehind(facts, node) : undefined
  return run && shown(run.because, run.at)
}

/** `new Promise((resolve) => { table.set(id, resolve) })`, or a timer: the entry is of this one call. */
export function valueIsOfCall(facts: FileFacts, { grow: { node, value } }: EntryLoss): Shown | undefined {
  if (!value) return undefined
  const executor = enclosingFunction(node)
  const settlers = executor && isExecutor(executor) ? executor.params : []
  const names = settlers.flatMap((each) => (each.type === 'Identifier' ? [each.name] : []))
  if (names.length > 0 && mentions(facts, value, names))
    return shown('it settles the promise of one call', value)
  const inner = unwrap(value)
  const variable = inner.type === 'Identifier' ? facts.bindings.variableOf(inner) : undefined
  const made = variable ? soleValue(variable) : inner
  const isTimer = made?.type === 'CallExpression' && TIMERS.has(calleeName(made) ?? '')
  return isTimer ? shown('it is a timer, which is over when it has fired', value) : undefined
}

const TIMERS: ReadonlySet<string> = new Set(
  TIMER_PROTOCOLS.filter(({ kind }) => kind !== 'interval').map(({ start }) => start),
)

function mentions(facts: FileFacts, value: TSESTree.Node, names: readonly string[]): boolean {
  const text = facts.sourceCode.getText(value)
  return names.some((name) => new RegExp(`\\b${name}\\b`).test(text))
}

/** What is put in has an end of its own, which the end of the owner brings about for all at once. */
export function ownerEndsEntries(facts: FileFacts, { uses }: EntryLoss): Shown | undefined {
  const end = endedEntries(facts, uses.collection).find(
    (node) => endOfInstanceAt(facts, node, uses.collection.home) !== undefined,
  )
  return end && shown('each has an end of its own, and only that of the owner comes', end)
}

/** What is put in is ended one by one, and stays. */
export function entriesAreEnded(facts: FileFacts, { uses }: EntryLoss): Shown | undefined {
  const end = endedEntries(facts, uses.collection).find(
    (node) => endOfInstanceAt(facts, node, uses.collection.home) === undefined,
  )
  return end && shown('its entries are ended one by one', end)
}

const endedEntries = perKey((facts: FileFacts, { nodes }: Collection): readonly TSESTree.Node[] => {
  const [first] = nodes
  const cell = first && cellOfTarget(facts, first)
  if (!cell || !usesOfCell(facts, cell).isComplete) return []
  return entriesInCell(facts, cell).uses.flatMap((use) =>
    use.kind === 'receiver' && ENDS_A_HANDLE.test(use.method ?? '') ? [use.call] : [],
  )
})

/** Another collection of the same owner loses the entry of a key while this one keeps all. */
export function anotherLosesEntries(facts: FileFacts, { uses, grow }: EntryLoss): Shown | undefined {
  const { collection } = uses
  if (!grow.key || collection.home === undefined || isRemembrance(facts, uses, grow)) return undefined
  const other = removalsByHome(facts)
    .get(collection.home)
    ?.find((each) => each.collection.node !== collection.node)
  return other && shown(`\`${other.collection.name}\` loses its entries one by one`, other.node)
}

/** What takes single entries out, before the end of the instance. */
const removalsByHome = perFile((facts) =>
  groupedBy(
    [...moduleCollections(facts), ...ownedCollections(facts)].flatMap((collection) => {
      const { shrinks } = usesOfCollection(facts, collection)
      const removal = shrinks.find(
        ({ extent, node }) =>
          extent === 'entry' && endOfInstanceAt(facts, node, collection.home) === undefined,
      )
      return removal ? [{ collection, node: removal.node }] : []
    }),
    ({ collection: { home } }) => home,
  ),
)

/** What the file itself calls a cache, or pending: a name is one item of evidence, and no more. */
export function isNamedPassing(
  _facts: FileFacts,
  { uses: { collection }, grow }: EntryLoss,
): Shown | undefined {
  return grow.key && HELD_FOR_LATER.test(collection.name)
    ? shown(`it is called \`${collection.name}\``, collection.node)
    : undefined
}

/** Another one is that what is called so is filled where it is looked up: whoever asks decides how many there are. */
export function isFilledForAsking(facts: FileFacts, loss: EntryLoss): Shown | undefined {
  const { uses, grow } = loss
  if (uses.collection.lifetime === 'module') return undefined
  const scope = enclosingFunction(grow.node)
  const read = uses.reads.find(
    (each) => enclosingFunction(each.node) === scope && isSameKey(facts, each.key, grow.key),
  )
  return read && isNamedPassing(facts, loss)
}

/** A closure whose factory counts the keys itself is there for all that it counts. */
export function closureCounts(facts: FileFacts, { uses, grow }: EntryLoss): Shown | undefined {
  if (uses.collection.lifetime !== 'closure') return undefined
  const isInner = enclosingFunctions(grow.node).length > enclosingFunctions(uses.collection.node).length
  if (!isInner) return undefined
  return grow.key && isCountedKey(facts, grow.key) ? shown('its functions count on', grow.key) : undefined
}

/** `this.toDispose.push(create(() => this.drop(id)))`: what is gathered is for one key of those that come and go. */
export function valueIsForKey(
  facts: FileFacts,
  { uses, grow: { key, value, node } }: EntryLoss,
): Shown | undefined {
  const scope = key ? undefined : enclosingFunction(node)
  if (!value || !scope || uses.collection.protocol.noun !== 'collector') return undefined
  const keys = scope.params.flatMap((each) =>
    each.type === 'Identifier' && isEndlessName(each.name) ? [each.name] : [],
  )
  if (!mentions(facts, value, keys) || isAskedFor(facts, scope, keys)) return undefined
  return shown('it is for one key of many', value)
}

/** `if (this.known.has(id)) return`: the function asks whether there is one already. */
function isAskedFor(facts: FileFacts, scope: FunctionNode, keys: readonly string[]): boolean {
  return callsIn(facts, scope).some(({ callee, arguments: [first] }) => {
    const isQuestion = callee.type === 'MemberExpression' && /^(?:has|get)$/.test(memberName(callee) ?? '')
    return isQuestion && first?.type === 'Identifier' && keys.includes(first.name)
  })
}

/** Where its end empties a collection, or something ends what is in it, an instance is there for as long as others have use for it. */
export function ownerHasEnd(facts: FileFacts, { form, related, uses }: EntryLoss): Shown | undefined {
  if (form === 'endOnly') return shown('its owner is ended by somebody', related)
  return shown('what is in it is ended', endedEntries(facts, uses.collection)[0])
}

/** `return () => subscription.unsubscribe()`: whoever is given that ends the entry, and leaves it where it is. */
export function disposerEndsIt(
  facts: FileFacts,
  { uses, grow: { value, node } }: EntryLoss,
): Shown | undefined {
  if (uses.collection.lifetime === 'module') return undefined
  const variable = value && facts.bindings.variableOf(unwrap(value))
  const scope = enclosingFunction(node)
  if (!variable || !scope) return undefined
  const end = nodesOfVariable(variable).find((each) => {
    const use = useOf(facts, each)
    if (use.kind !== 'receiver' || !ENDS_A_HANDLE.test(use.method ?? '')) return false
    const inner = enclosingFunction(each)
    return inner !== undefined && inner !== scope && inner.parent.type === 'ReturnStatement'
  })
  return shown('what is handed out ends it, and leaves it there', end)
}
