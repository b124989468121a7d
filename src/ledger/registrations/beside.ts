import { perFile, perKey, type FileFacts } from '../../cells/file-facts.js'
import { addTo } from '../../syntax/grouping.js'
import type { Registration, Removal } from './registration.js'
import { registrations } from './registrations.js'

/** Answers the registrations of a file for the event and on the target of a removal. */
export function registrationsBeside(facts: FileFacts, { target, event }: Removal): readonly Registration[] {
  const name = event?.name ?? event?.text
  if (name === undefined) return []
  const index = registrationsByTarget(facts)
  const ofText = index.get(`${name} "${target.text}`) ?? NONE
  const ofPlace = target.place === undefined ? NONE : (index.get(`${name} ${target.place}`) ?? NONE)
  if (ofPlace.length === 0) return ofText
  const known = joined(facts, ofText)
  const all = known.get(ofPlace) ?? [...new Set([...ofText, ...ofPlace])]
  known.set(ofPlace, all)
  return all
}

const NONE: readonly never[] = []

/** n removals of one event on one target have the same beside them. */
const joined = perKey(
  (_facts: FileFacts, _ofText: readonly Registration[]) =>
    new Map<readonly Registration[], readonly Registration[]>(),
)

const registrationsByTarget = perFile((facts): ReadonlyMap<string, Registration[]> => {
  const index = new Map<string, Registration[]>()
  for (const registration of registrations(facts)) {
    const { target, event } = registration
    const name = event.name ?? event.text
    const keys = [`${name} "${target.text}`]
    if (target.place !== undefined) keys.push(`${name} ${target.place}`)
    for (const key of keys) {
      addTo(index, key, registration)
    }
  }
  return index
})
