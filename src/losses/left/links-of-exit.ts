import type { TSESTree } from '@typescript-eslint/utils'

import type { Cell } from '../../cells/cell.js'
import { cellOfTarget } from '../../cells/cell-of.js'
import type { FileFacts } from '../../cells/file-facts.js'
import { useOf } from '../../cells/uses/uses.js'
import { usesOfCell } from '../../cells/uses/uses-of-cell.js'
import { isExpectedToReject, throwOfAnswer } from '../../flow/throwing.js'
import type { OpenExit } from '../../flow/walk-questions.js'
import { dutyAt } from '../../ledger/duties.js'
import type { Duty } from '../../ledger/duty.js'
import { link, type Link, type LinkName } from '../../ledger/link.js'
import { isReleaseOf } from '../../ledger/releases.js'
import { isTestCode } from '../../lives/test-code.js'
import { isModuleVariable, isParameter, soleValue } from '../../syntax/bindings.js'
import { CLOSING_METHODS } from '../../protocols/closing-verbs.js'
import { BEGINS } from '../../protocols/makers.js'
import { OPENS_ITSELF, TELLS_OF_END, WORKS_BY_PART } from '../../protocols/ownership.js'
import type { ResourceProtocol } from '../../protocols/resources/protocol.js'
import { WAITS } from '../../protocols/throwing.js'
import { enclosingFunction, isFunction, isWithin } from '../../syntax/functions.js'
import { calleeName, memberName, receiverOf } from '../../syntax/property-name.js'
import { rootOf, unwrap, unwrapAwait, wrapped } from '../../syntax/unwrap.js'
import { isPlainCall } from './failing-calls.js'
import type { Kept } from './kept.js'

/** Answers what a way out on which a duty is open says of the links: is it open for certain, may another end it, does anybody care? */
export function linksOfExit(facts: FileFacts, kept: Kept, exit: OpenExit): Partial<Record<LinkName, Link>> {
  const { duty, cell } = kept
  const { kind } = duty
  const links: Partial<Record<LinkName, Link>> = { open: opennessOf(facts, kept, exit) }
  const isOfRow = kind.acquire.name !== ''
  // What is lent stays lent, whatever fails with it.
  const isLent = GIVEN_BACK.has(kind.methods[0] ?? '')
  if (exit.kind === 'throw' && !isOfRow && !isLent && isFailureOfItself(facts, cell, exit.node)) {
    links.alone = link('likely', 'what fails may have ended itself', exit.node)
  }
  const shared = aloneOnExit(facts, kept, exit)
  if (shared) links.alone ??= shared
  if (exit.kind === 'throw' && isTestCode(facts)) links.matters = link('no', 'a test that fails is over')
  else if (exit.kind === 'throw' && !kind.exceptions) links.matters = mattersWhereItFails(kind, exit)
  return links
}

/** Programs that outlive a rejection keep what no collector closes; that a plain call throws, few of them expect. */
function mattersWhereItFails(
  { staysAfterFailure, collected, noun }: ResourceProtocol,
  { node }: OpenExit,
): Link {
  const isExpected = node.type === 'AwaitExpression' || node.type === 'ThrowStatement'
  return (staysAfterFailure === true || collected === 'never') && isExpected
    ? link('likely', `where something fails, an open ${noun} stays for good`, node)
    : link('unknown', `where something fails, few programs mind an open ${noun}`)
}

/** Where a part of it is handed to the caller, or what made it is ended by the same function, it may go along. */
function aloneOnExit(
  facts: FileFacts,
  { duty: { site, source }, cell }: Kept,
  { kind, node }: OpenExit,
): Link | undefined {
  const part =
    kind === 'return' &&
    usesOfCell(facts, cell).uses.find(
      (use) =>
        use.kind === 'property' && isWithin(use.member, node) && useOf(facts, use.member).kind === 'returned',
    )
  if (part) {
    const name = (part.kind === 'property' && memberName(part.member)) || ''
    if (TELLS_OF_END.test(name))
      return link('unknown', 'who gets what tells of its end waits for that', part.node)
    return WORKS_BY_PART.test(name)
      ? link('unknown', `who gets its ${name} has it at work`, part.node)
      : link('likely', 'who gets a part of it may end it', part.node)
  }
  const answered = kind === 'return' && source === 'learned' ? answeredByItself(facts, cell, node) : undefined
  if (answered) return link('likely', 'what it answers there may be a part of it', answered)
  const within = source === 'row' ? undefined : madeAround(facts, site)
  if (within)
    return link('likely', 'it is made around what has an end of its own, and may end with that', within)
  const receiver = site.type === 'CallExpression' ? receiverOf(site) : undefined
  const maker = receiver && rootOf(receiver).type === 'Identifier' ? cellOfTarget(facts, receiver) : undefined
  const scope = enclosingFunction(site)
  if (!maker || maker.kind === 'module') return undefined
  const end = usesOfCell(facts, maker).uses.find(
    (use) =>
      use.kind === 'receiver' &&
      CLOSING_METHODS.includes(use.method ?? '') &&
      use.call.arguments.length === 0 &&
      enclosingFunction(use.node) === scope,
  )
  return end && link('likely', 'what has made it is ended, and may end it', end.node)
}

/** `return reader.rest()`: answers what the caller gets of a thing of which nobody knows what its methods answer. */
function answeredByItself(facts: FileFacts, cell: Cell, exit: TSESTree.Node): TSESTree.Node | undefined {
  const use = usesOfCell(facts, cell).uses.find(
    (each) =>
      each.kind === 'receiver' &&
      each.call.arguments.length === 0 &&
      isWithin(each.node, exit) &&
      useOf(facts, each.call).kind === 'returned',
  )
  return use?.node
}

/**
 * `const server = createServer(); const tracker = new Tracker(server)`: answers what a thing is made around that has an end of its
 * own, told by itself: a local that has to be ended, or what something given has made, as in `session.openStream()`. What a row
 * describes holds something of its own.
 */
function madeAround(facts: FileFacts, site: Duty['site']): TSESTree.Node | undefined {
  if (site.type !== 'NewExpression') return undefined
  const given = site.arguments.flatMap((each): readonly TSESTree.Node[] =>
    each.type === 'ObjectExpression'
      ? each.properties.flatMap((property) => (property.type === 'Property' ? [property.value] : []))
      : [each],
  )
  return given.find((each) => {
    const variable = each.type === 'Identifier' ? facts.bindings.variableOf(each) : undefined
    const value = variable && !isModuleVariable(variable) ? soleValue(variable) : undefined
    const made = value && unwrapAwait(value)
    if (made?.type !== 'CallExpression') return false
    if (dutyAt(facts, made)) return true
    const maker = receiverOf(made)
    const owner = maker?.type === 'Identifier' ? facts.bindings.variableOf(maker) : undefined
    return owner !== undefined && isParameter(owner)
  })
}

function opennessOf(facts: FileFacts, { duty, start, cell }: Kept, exit: OpenExit): Link {
  const { site, kind, source } = duty
  const later = opensLater(facts, duty, cell, exit)
  if (later) return link('unknown', 'it is opened only after that', later)
  const answered = exit.node.type === 'AwaitExpression' ? throwOfAnswer(facts, exit.node) : undefined
  if (answered) return link('unknown', 'what is waited for there answers how it has failed', answered)
  const lacking = source === 'row' ? undefined : lacksMember(facts, cell, exit)
  if (lacking) return link('likely', 'without what is asked of it there it may not be open', lacking)
  if (exit.node.type === 'YieldExpression') {
    return link('likely', 'who reads what it yields may stop there', exit.node)
  }
  if (exit.open === 'unknown') {
    // `given ?? open()`, released where it was not given: the two conditions say the same.
    return isConditional(site)
      ? link('unknown', 'it is opened under a condition, and released under one', exit.node)
      : link('likely', 'it is released under a condition', exit.node)
  }
  if (exit.kind === 'throw' && isPlainCall(facts, exit.node, site)) {
    if (hardlyThrows(duty)) return link('unknown', 'what is called there may throw', exit.node)
    // What is used by awaiting it fails by rejecting: that anything else throws is only possible.
    // A callback hears of failures by its first parameter: that anything else throws there, few expect.
    if (kind.awaits || source !== 'row' || start === undefined)
      return link('likely', 'what is called there may throw', exit.node)
  }
  if (exit.kind === 'throw' && source === 'row-of-registration' && !isEndedInFunction(facts, duty, cell))
    return link('unknown', 'what is waited for there may fail, before it is kept', exit.node)
  const hardly = exit.kind === 'throw' ? hardlyFails(facts, duty, exit.node) : undefined
  return hardly
    ? link('unknown', hardly, exit.node)
    : link('yes', 'nothing releases it on this way', exit.node)
}

/**
 * Whether nobody expects a plain call to throw while that is open: a timer, a subscription, and what only this file says to be ended,
 * unless its name says that it opens or lends something.
 */
export function hardlyThrows({ source, kind, site }: Duty): boolean {
  if (source === 'row-of-registration') return true
  return (
    source === 'learned' && !GIVEN_BACK.has(kind.methods[0] ?? '') && !BEGINS.test(calleeName(site) ?? '')
  )
}

/**
 * Answers why what is waited for is hardly ever rejected: it only waits, or it is a function of this file that waits for nothing which
 * is; undefined where it may well be.
 */
export function hardlyFails(facts: FileFacts, { source }: Duty, node: TSESTree.Node): string | undefined {
  // A timer around a wait is there since the wait may fail.
  if (source === 'row-of-registration') return undefined
  if (throwOfAnswer(facts, node)) return 'it answers how it has failed'
  const call = node.type === 'AwaitExpression' ? unwrap(node.argument) : undefined
  if (call?.type !== 'CallExpression') return undefined
  const name = calleeName(call) ?? ''
  if (WAITS.test(name)) return `${name}() only waits`
  return isExpectedToReject(facts, call) ? undefined : `what ${name}() calls may throw`
}

/** Whether the function that begins a timer or subscription ends it as well, rather than keeping it for later. */
function isEndedInFunction(facts: FileFacts, duty: Duty, cell: Cell): boolean {
  const scope = cell.kind === 'local' ? cell.scope : enclosingFunction(duty.site)
  return usesOfCell(facts, cell).uses.some(
    (use) => enclosingFunction(use.node) === scope && isReleaseOf(facts, duty, use) === 'yes',
  )
}

/** How what is lent of a stock is given back. */
const GIVEN_BACK: ReadonlySet<string> = new Set(['release', 'unlock', 'detach', 'free'])

/** `await session.run()`: what is waited for is the work of the thing itself. */
function isFailureOfItself(facts: FileFacts, cell: Cell, node: TSESTree.Node): boolean {
  const call = node.type === 'AwaitExpression' ? unwrap(node.argument) : undefined
  const receiver = call?.type === 'CallExpression' ? receiverOf(call) : undefined
  if (!receiver) return false
  const { uses } = usesOfCell(facts, cell)
  // What has been connected stays so when one of its commands fails.
  const isConnected = uses.some(
    (use) => use.kind === 'receiver' && OPENS_ITSELF.test(use.method ?? '') && use.node !== receiver,
  )
  return !isConnected && uses.some((use) => use.node === receiver)
}

/** Whether an expression is evaluated under a condition of the expression around it. */
function isConditional(node: TSESTree.Node): boolean {
  const type = wrapped(node).parent?.type
  return type === 'LogicalExpression' || type === 'ConditionalExpression'
}

/** `const client = new Client(); const host = await find(); client.connect(host)`: answers what opens it, where that comes after a way out. */
function opensLater(
  facts: FileFacts,
  { site }: Duty,
  cell: Cell,
  { node }: OpenExit,
): TSESTree.Node | undefined {
  // What is waited for has been opened by whoever made it.
  if (site.type !== 'NewExpression' && wrapped(site).parent?.type === 'AwaitExpression') return undefined
  const openings = usesOfCell(facts, cell).uses.filter(
    (use) =>
      use.kind === 'receiver' && chainOn(use.call).some((call) => OPENS_ITSELF.test(calleeName(call) ?? '')),
  )
  const [first] = openings
  return first && first.node.range[0] > node.range[1] ? first.node : undefined
}

/** A call and those that are made on what it answers: `client.on('error', fail).connect()`. */
function chainOn(call: TSESTree.CallExpression): readonly TSESTree.CallExpression[] {
  const member = wrapped(call).parent
  const next = member?.type === 'MemberExpression' ? wrapped(member).parent : undefined
  const isOn =
    next?.type === 'CallExpression' && receiverOf(next) !== undefined && isWithin(call, next.callee)
  return isOn ? [call, ...chainOn(next)] : [call]
}

/** `session.isValid`: what is there, and of no use. */
const ASKS_FOR_STATE = /^_*(?:is|has|can|was|should)(?=[A-Z])/

/** `if (!server.url) throw …`: a part that is missing says that it did not open. */
function lacksMember(facts: FileFacts, { variable }: Cell, { node }: OpenExit): TSESTree.Node | undefined {
  for (let current = node.parent; current && !isFunction(current); current = current.parent) {
    const test =
      current.type === 'IfStatement' && isWithin(node, current.consequent) ? current.test : undefined
    if (test?.type !== 'UnaryExpression' || test.operator !== '!') continue
    const member = unwrap(test.argument)
    if (member.type !== 'MemberExpression' || !variable) continue
    if (facts.bindings.variableOf(unwrap(member.object)) !== variable) continue
    if (!ASKS_FOR_STATE.test(memberName(member) ?? '')) return test
  }
  return undefined
}
