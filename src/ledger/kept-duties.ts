import type { TSESTree } from '@typescript-eslint/utils'

import { identityOf, type Cell } from '../cells/cell.js'
import { isEmptyCollection } from '../cells/entries.js'
import { heldIn, outlivesCall } from '../cells/uses/held.js'
import { perFile, type CallNode, type FileFacts } from '../cells/file-facts.js'
import { callThatMakes } from '../cells/uses/member-writes.js'
import { declarations, mayBeMade, storeOf, storesInPlaces, type Store } from '../cells/uses/stores.js'
import { valuesByPlace } from '../cells/values/written-values.js'
import { RUNS_SOON } from '../protocols/ownership.js'
import { resource, type ResourceProtocol } from '../protocols/resources/protocol.js'
import { TIMER_PROTOCOLS } from '../protocols/timers.js'
import { isParameter, type Variable } from '../syntax/bindings.js'
import { enclosingFunction, isClass } from '../syntax/functions.js'
import { groupedBy } from '../syntax/grouping.js'
import { calleeName, receiverOf } from '../syntax/property-name.js'
import { unwrap, unwrapAwait } from '../syntax/unwrap.js'
import { dutyAt } from './duties.js'
import { isOfRegistration, isWhole, type Duty } from './duty.js'
import { kindEndedIn } from './ended-cells.js'
import type { KeptDuty } from './kept-duty.js'
import { doubted, link } from './link.js'
import { giverOf } from './makers.js'
import { partsOf } from './parts-of-records.js'

/** Answers the duties whose handle a file keeps in a cell that outlives the call. */
export const keptDuties = perFile((facts): readonly KeptDuty[] => {
  // A constant is never given another one, and most variables are constants.
  const declared = declarations(facts).flatMap((each) =>
    each.isConstant ? [] : (storeOf(facts, each) ?? []),
  )
  return [...storesInPlaces(facts), ...declared].flatMap(
    (store) =>
      keptDutyOf(facts, store) ?? partsOf(facts, store).flatMap((part) => keptPartOf(facts, part) ?? []),
  )
})

/** What is kept as a member of a record: what the ledger knows of it, since who has the record has the member. */
function keptPartOf(facts: FileFacts, store: Store): KeptDuty | undefined {
  const { cell, target, value } = store
  if (!isLasting(facts, store)) return undefined
  const made = siteOf(facts, value)
  const known = made && dutyAt(facts, made)
  if (!known || !isWhole(known) || known.owed.sure === 'unknown') return undefined
  // Timers and subscriptions are spoken of by rules of their own.
  if (isOfRegistration(known)) return undefined
  const duty = { ...known, kind: { ...known.kind, methods: usedFirst(facts, cell, known.kind) } }
  return { duty, cell, target, value, made, scope: enclosingFunction(target) }
}

/** The methods that end a member of a record, the one that the file calls first. */
function usedFirst(facts: FileFacts, cell: Cell, { methods }: ResourceProtocol): readonly string[] {
  for (const use of heldIn(facts, cell).uses) {
    const method = use.kind === 'receiver' ? use.method : undefined
    if (method !== undefined && methods.includes(method))
      return [method, ...methods.filter((each) => each !== method)]
  }
  return methods
}

/** A class field and a variable of the module are there before any call. */
function isLasting(facts: FileFacts, { cell, target }: Store): boolean {
  if (target.type === 'PropertyDefinition') return true
  if (target.parent?.type === 'VariableDeclarator') return cell.kind === 'module'
  return isPutIn(facts, cell, target)
}

/** An assignment to what outlives the call, or a call that puts something into such a collection. */
function isPutIn(facts: FileFacts, cell: Cell, target: TSESTree.Node): boolean {
  const isOfCollection = target.type !== 'CallExpression' || isCollection(facts, cell)
  return isOfCollection && outlivesCall(facts, cell, enclosingFunction(target))
}

/** Answers them by the cell that they are kept in. */
export const keptDutiesByCell = perFile((facts): ReadonlyMap<string, readonly KeptDuty[]> =>
  groupedBy(keptDuties(facts), ({ cell }) => identityOf(cell)),
)

/** Answers what a file puts into collections that outlive the call: `sockets.set(id, connect())`, `stops.push(watch())`. */
export const entriesPut = perFile((facts): readonly Store[] =>
  storesInPlaces(facts).filter(
    ({ cell, target }) => target.type === 'CallExpression' && isPutIn(facts, cell, target),
  ),
)

/** Whether what an entry is put into is a collection of the language, by what the file makes it of. */
function isCollection(facts: FileFacts, { place, target }: Cell): boolean {
  const written = valuesByPlace(facts).get(place)
  if (written) return written.some((value) => value !== 'parameter' && isEmptyCollection(value))
  const collection = target.type === 'CallExpression' ? receiverOf(target) : undefined
  const variable = collection?.type === 'Identifier' ? facts.bindings.variableOf(collection) : undefined
  return (variable?.references ?? []).some(({ writeExpr }) => writeExpr && isEmptyCollection(writeExpr))
}

function keptDutyOf(facts: FileFacts, store: Store): KeptDuty | undefined {
  const { cell, target, value } = store
  if (!mayBeMade(value) || !isLasting(facts, store)) return undefined
  const made = siteOf(facts, value)
  const duty = made && dutyOfMade(facts, cell, made)
  return made && duty && { duty, cell, target, value, made, scope: enclosingFunction(target) }
}

/** The call that begins what a value is: one that the ledger knows, or one that makes it; also by way of a callback. */
function siteOf(facts: FileFacts, value: TSESTree.Node): CallNode | undefined {
  const node = unwrapAwait(value)
  if (isCall(node) && dutyAt(facts, node)) return node
  const variable = node.type === 'Identifier' ? facts.bindings.variableOf(node) : undefined
  const given = variable && isParameter(variable) ? sourceOf(variable) : undefined
  return given ?? callThatMakes(facts, value)
}

function isCall(node: TSESTree.Node): node is CallNode {
  return node.type === 'CallExpression' || node.type === 'NewExpression'
}

/** `requestChannel(name, (channel) => …)`, `open(path).then((file) => …)`: what makes the thing that a callback is given. */
function sourceOf(parameter: Variable): CallNode | undefined {
  const call = giverOf(parameter)?.call
  if (call?.type !== 'CallExpression') return undefined
  const name = calleeName(call) ?? ''
  if (name !== 'then') return HANDS_ON.test(name) || RUNS_SOON.has(name) ? undefined : call
  const source = receiverOf(call)
  return source && isCall(source) ? source : undefined
}

/** Calls whose callback is run for what is there already, or belongs to whoever sends it. */
const HANDS_ON =
  /^(?:on|once|then|catch|finally|subscribe|add|bind|listen|remove|off|watch|use|describe|it|test|before|after|each|tap|pipe|get|set)(?![a-z])/

/** What a call makes is a duty by itself, by its class or type, or since the file ends what is in the cell. */
function dutyOfMade(facts: FileFacts, cell: Cell, made: CallNode): Duty | undefined {
  const known = dutyAt(facts, made)
  const isOfRow = known?.source === 'row' && known.kind.endsByItself !== true
  const kind = isOfRow ? undefined : kindEndedIn(facts, cell)
  if (known && known.owed.sure !== 'unknown') {
    // A timer that nothing stops is spoken of by the rule of timers.
    const isOfOthers = known.source === 'row-of-registration' && (!kind || isFrame(made))
    return isWhole(known) && !isOfOthers ? known : undefined
  }
  // Whether what another file of the project makes has to be ended, that file says: likely at most.
  if (known && !kind) return isWhole(known) && !facts.onlyKnown ? known : undefined
  if (!kind || !isMaker(facts, made, kind)) return undefined
  // What is called may be any callback: only what a call answers is a release, and nobody says that it is one.
  const isSure = made.type === 'NewExpression' || kind.functions.length > 0
  const because = `the file ends what is in ${cell.text}`
  const owed = isSure ? link('yes', because) : doubted('meant', 'likely', because)
  const isFunction = kind.methods.length === 0 && kind.functions.length === 0
  const arrival: Duty['arrival'] = isFunction ? { as: 'member', path: [] } : { as: 'value' }
  return { site: made, kind: named(kind, made), source: 'learned', arrival, owed }
}

function named(kind: ResourceProtocol, made: CallNode): ResourceProtocol {
  const timer = TIMER_PROTOCOLS.find(({ start }) => start === calleeName(made))
  const name = timer?.noun ?? (made.type === 'NewExpression' ? calleeName(made) : undefined)
  if (name === undefined) return kind
  return resource({ ...kind, noun: name, ...(timer && { methods: [], functions: timer.stop }) })
}

/** Whether a call makes what is ended rather than looking it up: `new X()`, a timer, what is not named after a search. */
function isMaker(facts: FileFacts, made: CallNode, kind: ResourceProtocol): boolean {
  const callee = unwrap(made.callee)
  if (isFrame(made)) return false
  if (made.type === 'NewExpression') return !isBuiltIn(facts, callee) && !isClass(callee)
  return kind.functions.length > 0 || !LOOKS_UP.test(calleeName(made) ?? 'get')
}

/** A frame is over with the next one. */
function isFrame(made: CallNode): boolean {
  return TIMER_PROTOCOLS.some(({ start, kind }) => kind === 'frame' && start === calleeName(made))
}

/** Maps, dates and the like: what their methods empty needs no end. */
function isBuiltIn(facts: FileFacts, callee: TSESTree.Node): boolean {
  return callee.type === 'Identifier' && facts.bindings.isGlobal(callee) && BUILT_IN.has(callee.name)
}

const BUILT_IN: ReadonlySet<string> = new Set(
  'Map Set WeakMap WeakSet Array Object Date Promise Error URL RegExp AbortController'.split(' '),
)

/** Calls that answer what is there rather than make something, by their name. */
export const LOOKS_UP =
  /^(?:get|find|query|select|lookup|peek|pop|shift|current|use|resolve|read|parse|to|data)(?![a-z])/
