import type { TSESTree } from '@typescript-eslint/utils'

import { destinationsOf, outermostValue, partsTaken } from '../cells/uses/destinations.js'
import { perFile, type FileFacts } from '../cells/file-facts.js'
import type { Variable } from '../syntax/bindings.js'
import type { Place } from '../syntax/places.js'
import { dutiesOfAnnotations } from './sources/annotations.js'
import { classConstructedBy, dutiesOfClasses } from './sources/classes.js'
import type { Duty } from './duty.js'
import { cellsFilledBy } from './sources/evidence-of-ends.js'
import { dutiesOfFactories } from './sources/factories.js'
import { dutiesOfGenerators } from './sources/generators.js'
import { dutiesOfHandles } from './sources/registered/handles.js'
import { dutiesOfImportedMakers } from './sources/imported-makers.js'
import { dutiesOfInverses } from './sources/inverse.js'
import { dutiesLearned } from './sources/learned.js'
import { makerName } from './makers.js'
import { dutiesOfParameters } from './sources/parameters.js'
import { dutiesOfRegistrations } from './sources/registered/registrations.js'
import { dutiesOfRows } from './sources/rows.js'
import { subscriptionOf } from './sources/registered/subscriptions.js'
import { dutiesOfTypes } from './sources/types.js'

/**
 * Answers everything that a file begins and that must be ended, from all sources, each site once: of several sources
 * that know a site the surest speaks for it, and of equally sure ones the first.
 */
export const duties = perFile((facts): readonly Duty[] => {
  const found = new Map<TSESTree.Node, Duty>()
  const add = (duty: Duty): void => {
    const known = found.get(duty.site)
    if (known && SURENESS[duty.owed.sure] <= SURENESS[known.owed.sure]) return
    // That the file ends it says that what listens to an event has to be ended, and makes nothing else of it.
    const isEvent = known && subscriptionOf(facts, known)?.basis === 'event'
    found.set(duty.site, isEvent ? { ...known, owed: duty.owed } : duty)
  }
  dutiesOfRows(facts).forEach(add)
  dutiesOfHandles(facts).forEach(add)
  dutiesLearned(facts).forEach(add)
  dutiesOfTypes(facts)
    .filter((duty) => !isSeenAsClass(facts, duty))
    .forEach(add)
  dutiesOfAnnotations(facts).forEach(add)
  dutiesOfClasses(facts).forEach(add)
  dutiesOfGenerators(facts).forEach(add)
  dutiesOfParameters(facts).forEach(add)
  dutiesOfImportedMakers(facts).forEach(add)
  dutiesOfFactories(facts, [...found.values()]).forEach(add)
  const inverses = dutiesOfInverses(facts)
  if (inverses.length > 0) {
    const handles = new Set(
      [...found.values()]
        .filter(({ owed }) => owed.sure !== 'unknown')
        .flatMap(({ site }) => cellsFilledBy(facts, site).map(({ place }) => place)),
    )
    // `admin.connect()`: what is made here is a duty already, and that it connects is how it begins. Of what nobody
    // knows whether it is one, that says more.
    inverses.filter((duty) => !isOfAnother(facts, duty, handles)).forEach(add)
  }
  const all = [...[...found.values()].map((duty) => takenApart(facts, duty)), ...dutiesOfRegistrations(facts)]
  return withoutTooMany(facts, all)
})

/** Each that is put into a variable asks for all that is done with it: of more than these, generated as they are, the first. */
const MAX_FILLS = 50

function withoutTooMany(facts: FileFacts, all: readonly Duty[]): readonly Duty[] {
  if (all.length <= MAX_FILLS) return all
  const fills = new Map<Variable, number>()
  return all.filter(({ site }) => {
    const { parent } = outermostValue(site)
    const target = parent?.type === 'AssignmentExpression' ? parent.left : undefined
    const variable = target?.type === 'Identifier' ? facts.bindings.variableOf(target) : undefined
    if (!variable) return true
    const count = fills.get(variable) ?? 0
    fills.set(variable, count + 1)
    return count < MAX_FILLS
  })
}

/** What a class of this file ends is read from its body, which says more than that it has a method of a name. */
function isSeenAsClass(facts: FileFacts, { site, kind }: Duty): boolean {
  const isSymbol = kind.methods[0]?.startsWith('Symbol.') === true
  return !isSymbol && classConstructedBy(facts, site) !== undefined
}

function isOfAnother(facts: FileFacts, { arrival }: Duty, handles: ReadonlySet<Place>): boolean {
  return arrival.as === 'receiver' && handles.has(facts.places.placeOf(arrival.receiver) ?? '')
}

const SURENESS = { yes: 3, likely: 2, unknown: 1, no: 0 } as const

/** Answers the duty that the result of a call is, if any; that it is a listener as well is another one. */
export function dutyAt(facts: FileFacts, site: TSESTree.Node): Duty | undefined {
  return dutiesBySite(facts).get(site)
}

const dutiesBySite = perFile(
  (facts): ReadonlyMap<TSESTree.Node, Duty> =>
    new Map(duties(facts).flatMap((duty) => (duty.arrival.as === 'registration' ? [] : [[duty.site, duty]]))),
)

/** `const { release } = await lock()`: the method that ends it is taken out at once, and is what is kept. */
function takenApart(facts: FileFacts, duty: Duty): Duty {
  if (duty.arrival.as !== 'value' || duty.kind.methods.length === 0) return duty
  for (const each of destinationsOf(facts, duty.site)) {
    if (each.to !== 'part' || each.pattern.type !== 'ObjectPattern') continue
    const part = partsTaken(each.pattern).find(({ name }) => duty.kind.methods.includes(name))
    if (part) return { ...duty, arrival: { as: 'member', path: [part.name] } }
  }
  return duty
}

/** Answers what begins a duty, as a message says it: `open()`, `new Worker()`. */
export function makerText({ site }: Duty): string {
  return makerName(site)
}
