import type { TSESTree } from '@typescript-eslint/utils'

import { functionsMeantBy } from '../cells/call-targets.js'
import { perFile, type FileFacts } from '../cells/file-facts.js'
import { isFunction } from '../syntax/functions.js'
import { calleeName } from '../syntax/property-name.js'
import { acquirerName, acquisitions, type Acquisition } from './acquisitions.js'
import type { Arrival, Duty } from './duty.js'
import { link } from './link.js'

/**
 * Answers everything that a file begins and that must be ended, from all sources, each site once: the first source
 * that knows a site speaks for it.
 */
export const duties = perFile((facts): readonly Duty[] =>
  acquisitions(facts).flatMap((acquisition) => dutyOf(facts, acquisition) ?? []),
)

/** Answers the duty that a call begins, if any. */
export function dutyAt(facts: FileFacts, site: TSESTree.Node): Duty | undefined {
  return dutiesBySite(facts).get(site)
}

const dutiesBySite = perFile(
  (facts): ReadonlyMap<TSESTree.Node, Duty> => new Map(duties(facts).map((duty) => [duty.site, duty])),
)

function dutyOf(facts: FileFacts, acquisition: Acquisition): Duty | undefined {
  const { node, protocol, isInferred } = acquisition
  const arrival = arrivalOf(facts, acquisition)
  if (!arrival) return undefined
  const owed = isInferred
    ? link('likely', `the code around ${acquirerName(node)} closes what it answers`)
    : link('yes', `${acquirerName(node)} opens ${protocol.noun}`, node)
  return { site: node, kind: protocol, source: isInferred ? 'learned' : 'row', arrival, owed }
}

function arrivalOf(facts: FileFacts, { node, protocol: { result } }: Acquisition): Arrival | undefined {
  if (result.as === 'value') return { as: 'value' }
  if (result.as === 'argument') return { as: 'argument', index: result.index }
  const last = node.arguments.at(-1)
  const [callback] = isFunction(last) ? [last] : last ? functionsMeantBy(facts, last) : []
  return callback && { as: 'parameter', callback, index: result.parameter }
}

/** Answers what begins a duty, as a message says it: `open()`, `new Worker()`. */
export function makerText({ site }: Duty): string {
  return site.type === 'NewExpression' ? `new ${calleeName(site) ?? 'it'}()` : acquirerName(site)
}
