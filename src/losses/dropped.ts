import type { TSESTree } from '@typescript-eslint/utils'

import type { Destination } from '../cells/uses/destinations.js'
import { perFile, type FileFacts } from '../cells/file-facts.js'
import { usesOfCell } from '../cells/uses/uses-of-cell.js'
import { transferOf } from '../cells/transfer-of.js'
import { useOf } from '../cells/uses/uses.js'
import { callEffect } from '../flow/cell-effects.js'
import { duties } from '../ledger/duties.js'
import { isOfRegistration, originalOf, type Duty } from '../ledger/duty.js'
import { doubted, link, type Link, type LinkName } from '../ledger/link.js'
import { makesByName } from '../ledger/makers.js'
import { consumedBy, releasedBy } from '../ledger/releases.js'
import { SETTLING_METHODS } from '../protocols/promises.js'
import type { FunctionNode } from '../syntax/functions.js'
import { calleeName, keyName, memberName } from '../syntax/property-name.js'
import { wrapped } from '../syntax/unwrap.js'
import { linksOfDuty, owedElsewhere } from './common-links.js'
import type { Loss } from './loss.js'
import { arrivals, type Arrived } from './left/opening.js'

type Links = Partial<Record<LinkName, Link>>

/** Answers the duties of a file whose handle nobody keeps: the result is thrown away, or used once and lost. */
export const droppedLosses = perFile((facts): readonly Loss[] =>
  duties(facts).flatMap((duty) => {
    // What goes on by itself, dropped or not, is asked when its owner ends.
    if (isOfRegistration(duty) && !isPartOfHandedOut(duty)) return []
    const links = linksOfLoss(facts, duty)
    return links
      ? [droppedLoss(duty, { ...linksOfDuty(facts, duty), ...owedWhereDropped(duty), ...links })]
      : []
  }),
)

/** `const { title } = prepare()`, which answers how to end something as well: nobody has that. */
function isPartOfHandedOut({ from, arrival }: Duty): boolean {
  return from !== undefined && arrival.as === 'member' && arrival.path.length > 0
}

/** What the loss says of the links; undefined where somebody has the handle. */
function linksOfLoss(facts: FileFacts, duty: Duty): Links | undefined {
  const { arrival } = duty
  if (arrival.as === 'parameter') return isNotTaken(arrival.callback, arrival.index) ? {} : undefined
  if (arrival.as !== 'value' && arrival.as !== 'member') return undefined
  const [arrived, ...others] = arrivals(facts, duty)
  // What also goes elsewhere is kept there.
  if (!arrived || others.length > 0) return undefined
  return arrival.as === 'value'
    ? lossTo(facts, duty, arrived)
    : ofMember(facts, arrived.destination, arrival.path)
}

/** `list.removeAt(0)`: what a call answers that makes nothing by its name is there for others as well, whoever ends it elsewhere. */
function owedWhereDropped(duty: Duty): Links {
  const { source, owed, site, arrival, kind } = originalOf(duty)
  const isDisposable = kind.methods.some((each) => each.startsWith('Symbol.'))
  const isMade = source !== 'learned' || owed.sure === 'yes' || arrival.as !== 'value' || makesByName(site)
  return isMade || isDisposable ? owedElsewhere(duty) : { owed: link('unknown', owed.because, owed.witness) }
}

/** `request(name, () => …)`: a callback that does not take what it is given. */
function isNotTaken({ params, type }: FunctionNode, index: number): boolean {
  // `arguments` and a rest have all of them.
  return params.length <= index && type === 'ArrowFunctionExpression' && params.at(-1)?.type !== 'RestElement'
}

/** A member of a result is lost with all of it, and where the others alone are taken: `const { title } = prepare()`. */
function ofMember(facts: FileFacts, destination: Destination, path: readonly string[]): Links | undefined {
  switch (destination.to) {
    case 'nowhere':
      return isDiscarded(destination.node) ? {} : undefined
    case 'part':
      return path.length === 1 && !mayTakePart(destination.pattern, path[0]) ? {} : undefined
    case 'cell': {
      const { cell } = destination
      const { uses, isComplete } = usesOfCell(facts, cell)
      if (cell.kind !== 'local' || path.length !== 1 || !isComplete || uses.length === 0) return undefined
      return uses.every((use) => use.kind === 'property' && !mayTakePart(use.member, path[0]))
        ? {}
        : undefined
    }
    default:
      return undefined
  }
}

/** Whether a pattern, or a member expression, may have a member of a name in it. */
function mayTakePart(pattern: TSESTree.Node, name: string | undefined): boolean {
  if (pattern.type === 'MemberExpression')
    return memberName(pattern) === undefined || memberName(pattern) === name
  if (pattern.type !== 'ObjectPattern') return true
  return pattern.properties.some(
    (property) =>
      property.type !== 'Property' ||
      keyName(property.key, property.computed) === undefined ||
      keyName(property.key, property.computed) === name,
  )
}

function droppedLoss(duty: Duty, links: Links): Loss {
  return {
    kind: 'dropped',
    form: 'dropped',
    duty,
    cell: undefined,
    node: duty.site,
    at: undefined,
    owner: undefined,
    ended: [],
    links,
  }
}

/** What the loss says of the links; undefined where the value has gone to somebody. */
function lossTo(
  facts: FileFacts,
  duty: Duty,
  { destination, methods, isUsedUp }: Arrived,
): Links | undefined {
  if (isUsedUp) return undefined
  switch (destination.to) {
    case 'nowhere':
      return isDiscarded(destination.node) ? ofDiscarded(duty, methods) : undefined
    case 'receiver':
      return ofChain(facts, duty, destination, methods)
    case 'argument':
      return ofArgument(facts, duty, destination)
    case 'part':
      return ofPart(facts, duty, destination, methods)
    default:
      return undefined
  }
}

/** `open();`, `await open();`: the result goes nowhere. A comparison or a `typeof` is some other code's puzzle. */
function isDiscarded(node: TSESTree.Node): boolean {
  return wrapped(node).parent?.type === 'ExpressionStatement'
}

function ofDiscarded(duty: Duty, methods: readonly string[]): Links | undefined {
  const { kind, site } = duty
  const links: Links = {}
  if (methods.length === 0) return links
  const { opensBy } = kind.acquire
  // What is only made opens nothing, and a stream is closed by whoever reads it to its end.
  if (site.type === 'NewExpression' && opensBy !== undefined && !methods.includes(opensBy)) return undefined
  if (kind.noun.endsWith('stream'))
    links.open = link('unknown', 'a stream closes once it is read or written to its end')
  return links
}

/** The one method that is called may release it, or hand it on; what it certainly does is known for rows only. */
function ofChain(
  facts: FileFacts,
  duty: Duty,
  { call, node }: Extract<Destination, { to: 'receiver' }>,
  methods: readonly string[],
): Links | undefined {
  const { kind, site } = duty
  const method = calleeName(call)
  if (method === 'then') return undefined
  const links = ofDiscarded(duty, [...methods, method ?? ''])
  if (!links || consumedBy(kind, call)) return undefined
  const use = { kind: 'receiver', node, call, method } as const
  if (releasedBy(facts, kind, use) !== 'no') return undefined
  if (site.type === 'NewExpression' && kind.acquire.opensBy !== undefined && method !== kind.acquire.opensBy)
    return undefined
  // Rows and generators name all that ends them.
  if (method === undefined || (duty.source !== 'row' && duty.source !== 'generator')) {
    const sure = method !== undefined && (duty.source === 'learned' || isOfRow(duty)) ? 'likely' : 'unknown'
    links.alone = link(sure, `what ${method ?? 'the method'}() does with it is not known`, call)
  }
  return links
}

/** `source.createQueryRunner().manager.find(id)`: what a part of it leads to is used, and the whole is lost. */
function ofPart(
  facts: FileFacts,
  duty: Duty,
  { pattern }: Extract<Destination, { to: 'part' }>,
  methods: readonly string[],
): Links | undefined {
  if (pattern.type !== 'MemberExpression' || !isOfRow(duty)) return undefined
  const links = ofDiscarded(duty, methods)
  const use = { kind: 'property', node: duty.site, member: pattern } as const
  if (!links || releasedBy(facts, duty.kind, use) !== 'no') return undefined
  const part = useOf(facts, pattern)
  // `getDocument(url).promise` answers it in another form.
  if (part.kind !== 'receiver' || SETTLING_METHODS.has(part.method ?? '')) return undefined
  const name = memberName(pattern) ?? 'a part of it'
  return { ...links, alone: link('likely', `what ${name} leads to may end it`, pattern) }
}

/** Whether a row says all that ends it, of what a function of this file hands out as well. */
function isOfRow({ source, kind }: Duty): boolean {
  return source === 'row' || (source === 'factory' && kind.acquire.name !== '')
}

/** `read(open(path))`: whoever borrows it for a call leaves it to nobody. */
function ofArgument(
  facts: FileFacts,
  duty: Duty,
  { call, index, node }: Extract<Destination, { to: 'argument' }>,
): Links | undefined {
  const use = { kind: 'argument', node, call, index } as const
  if (releasedBy(facts, duty.kind, use) !== 'no') return undefined
  const called = callEffect(facts, duty, call, index)
  if (called === 'borrows') return {}
  if (called !== 'unknown' && called !== 'mayTake' && called !== 'mayEnd') return undefined
  const { effect, reason } = transferOf(facts, use, duty.kind)
  if (effect === 'takes') return undefined
  return effect === 'borrows' && called === 'unknown'
    ? {}
    : { alone: doubted('lent', 'unknown', reason, call) }
}
