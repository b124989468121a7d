import type { TSESTree } from '@typescript-eslint/utils'

import { functionsMeantBy } from '../../../cells/call-targets.js'
import { perFile, type CallNode, type FileFacts } from '../../../cells/file-facts.js'
import { FACTORY_NAME } from '../../../protocols/holders.js'
import {
  namesObserver,
  NEUTRAL_METHODS,
  OBSERVER_PROTOCOLS,
  protocolNamed,
  SOME_OBSERVER,
  type ObserverProtocol,
} from '../../../protocols/observers.js'
import { resource, type ResourceProtocol } from '../../../protocols/resources/protocol.js'
import { calleeName } from '../../../syntax/property-name.js'
import { hasTypeName } from '../../../types/disposable.js'
import type { Duty } from '../../duty.js'
import { link } from '../../link.js'
import { constructs } from '../../protocol-rows/observer-rows.js'
import { cellsFilledBy } from '../evidence-of-ends.js'

/** Answers the observers that a file makes, by the platform's classes or by what is called a factory of observers. */
export const dutiesOfObservers = perFile((facts): readonly Duty[] => {
  if (!facts.nodes.calls.has('observe')) return []
  const found: Duty[] = []
  const add = (site: CallNode, protocol: ObserverProtocol | undefined): void => {
    const kind = protocol && OBSERVER_KINDS.get(protocol)
    if (!kind) return
    const owed = link('yes', `a ${kind.noun} observes until it is disconnected`, site)
    found.push({ site, kind, source: 'row-of-registration', arrival: { as: 'value' }, owed })
  }
  for (const sites of facts.nodes.constructions.values())
    for (const site of sites)
      add(
        site,
        OBSERVER_PROTOCOLS.find((each) => constructs(facts, site, each)),
      )
  for (const [name, sites] of facts.nodes.calls)
    if (FACTORY_NAME.test(name)) for (const site of sites) add(site, madeBy(facts, site))
  return found
})

/** `createResizeObserver(update)`, `const observer = create('resize', update)`: by its type, or by all of its names. */
function madeBy(facts: FileFacts, site: TSESTree.CallExpression): ObserverProtocol | undefined {
  const { types } = facts
  const byType =
    types &&
    OBSERVER_PROTOCOLS.find((row) => hasTypeName(types, types.typeOf(site), new Set([row.name])) === 'yes')
  if (byType) return functionsMeantBy(facts, site.callee).length === 0 ? byType : undefined
  const factory = calleeName(site) ?? ''
  const names = cellsFilledBy(facts, site).flatMap(
    ({ text }) =>
      text
        .replace(/\.(?:current|value)$/, '')
        .split('.')
        .at(-1) ?? [],
  )
  if (![factory, ...names].some(namesObserver) || functionsMeantBy(facts, site.callee).length > 0)
    return undefined
  const kinds = site.arguments.flatMap((argument) =>
    argument.type === 'Literal' && typeof argument.value === 'string' ? [argument.value] : [],
  )
  return protocolNamed([factory, ...kinds, ...names])
}

/** Methods of an observer that neither end it nor hand it on. */
const HARMLESS: ReadonlySet<string> = new Set([...NEUTRAL_METHODS, 'observe'])

/** It begins with its first target: one that is made and not started is nothing to end. */
const OBSERVER_KINDS: ReadonlyMap<ObserverProtocol, ResourceProtocol> = new Map(
  [...OBSERVER_PROTOCOLS, SOME_OBSERVER].map((protocol) => [
    protocol,
    resource({
      noun: protocol.name,
      acquire: { name: protocol.name, form: 'constructor', global: '', opensBy: protocol.start },
      methods: protocol.end,
      fluent: HARMLESS,
      example: '',
    }),
  ]),
)

const PROTOCOLS: ReadonlyMap<ResourceProtocol, ObserverProtocol> = new Map(
  [...OBSERVER_KINDS].map(([protocol, kind]) => [kind, protocol]),
)

/** How the observer of a duty begins and ends, and what holds it; undefined for duties of other kinds. */
export function observerProtocolOf({ kind }: Pick<Duty, 'kind'>): ObserverProtocol | undefined {
  return PROTOCOLS.get(kind)
}
