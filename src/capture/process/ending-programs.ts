import { localNamesOf } from '../../cells/definitions/imported-names.js'
import { perFile } from '../../cells/file-facts.js'
import { registrations } from '../../ledger/registrations/registrations.js'

/**
 * Whether a file is the program of a worker or child process, which answers to whoever started it and may be ended
 * by it after each piece of work.
 */
export const isEndingProgram = perFile((facts): boolean => {
  if (localNamesOf(facts, 'parentPort', ['worker_threads', 'node:worker_threads']).length > 0) return true
  if (facts.nodes.members.has('parentPort')) return true
  return registrations(facts).some(
    ({ event, target }) => event.name === 'message' && target.place === 'g:process',
  )
})
