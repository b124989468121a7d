import { runsAtModuleLoad } from '../../syntax/functions.js'
import { isOfProject } from '../../cells/definitions/definition-of.js'
import { perFile, type CallNode, type FileFacts } from '../../cells/file-facts.js'
import { nodesNamed } from '../../cells/named-nodes.js'
import { useOf } from '../../cells/uses/uses.js'
import { CLOSES_A_CLASS } from '../../protocols/closing-verbs.js'
import { BEGINS, MAKES_NEW } from '../../protocols/makers.js'
import { resource, type ResourceProtocol } from '../../protocols/resources/protocol.js'
import type { Duty } from '../duty.js'
import { doubted } from '../link.js'
import { makerName } from '../makers.js'

/**
 * Answers the calls of functions of other files of the project that begin something, by their name, and whose result is kept here or
 * dropped. Nothing is known of them in this file: what they answer is asked of the other one, of what would be a finding then.
 */
export const dutiesOfImportedMakers = perFile((facts): readonly Duty[] => {
  const found: Duty[] = []
  // They are likely at most, whatever the other file says.
  if (!facts.others || facts.onlyKnown) return found
  for (const [, calls] of callsThatMake(facts)) {
    for (const site of calls)
      if (isOfProject(facts, site.callee) && isKeptOrDropped(facts, site)) found.push(dutyOf(site))
  }
  return found
})

const callsThatMake = nodesNamed('calls', (name) => BEGINS.test(name) || MAKES_NEW.test(name))

function isKeptOrDropped(facts: FileFacts, site: CallNode): boolean {
  const { kind } = useOf(facts, site)
  return !runsAtModuleLoad(site) && (kind === 'stored' || kind === 'alias' || kind === 'tested')
}

function dutyOf(site: CallNode): Duty {
  const owed = doubted('meant', 'unknown', `what ${makerName(site)} answers can be seen in another file only`)
  return { site, kind: ANYTHING, source: 'factory', arrival: { as: 'member', path: [] }, owed }
}

/** Whether a duty is of what such a call answers, of which this file says nothing. */
export function isOfImportedMaker({ kind }: Duty): boolean {
  return kind === ANYTHING
}

/** What it is nobody knows yet: whatever may end anything ends it. */
const ANYTHING: ResourceProtocol = resource({
  noun: 'resource',
  acquire: { name: '', form: 'function' },
  methods: [...CLOSES_A_CLASS, 'abort', 'end', 'remove', 'off'],
  example: '',
})
