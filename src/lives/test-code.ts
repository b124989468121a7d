import { BESIDE_PRODUCT, RUN_AND_OVER, TEST_MODULE, TEST_PATH } from '../protocols/test-modules.js'
import { importsCodeMatching } from '../cells/definitions/imported-names.js'
import { perFile, type FileFacts } from '../cells/file-facts.js'

/**
 * Whether a file is a test, by its folder, what it imports or the calls that make one. Where a test throws it has failed,
 * and its process ends soon.
 */
export const isTestCode = perFile((facts): boolean => {
  if (TEST_PATH.test(facts.path) || importsCodeMatching(facts, TEST_MODULE)) return true
  const { calls } = facts.nodes
  return calls.has('describe') && (calls.has('it') || calls.has('test')) && calls.has('expect')
})

/**
 * Whether a file lies where examples, benchmarks and scripts do: its process may end soon, which is weak evidence, since
 * folders are called as people like.
 */
export function isBesideProduct({ path }: FileFacts): boolean {
  return BESIDE_PRODUCT.test(path) || RUN_AND_OVER.test(path)
}
