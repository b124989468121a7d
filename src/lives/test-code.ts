import { TEST_MODULE, TEST_PATH } from '../protocols/test-modules.js'
import { importsCodeMatching } from '../cells/definitions/imported-names.js'
import { perFile } from '../cells/file-facts.js'

/**
 * Whether a file is a test, by its folder, what it imports or the calls that make one. Where a test throws it has failed,
 * and its process ends soon.
 */
export const isTestCode = perFile((facts): boolean => {
  if (TEST_PATH.test(facts.path) || importsCodeMatching(facts, TEST_MODULE)) return true
  const { calls } = facts.nodes
  return calls.has('describe') && (calls.has('it') || calls.has('test')) && calls.has('expect')
})
