import { RuleTester as TypeScriptRuleTester } from '@typescript-eslint/rule-tester'
import { RuleTester as CoreRuleTester } from 'eslint'
import { describe, it } from 'vitest'

/*
 * Both rule testers look for a test framework among the globals and find none, since vitest's are imported.
 */
CoreRuleTester.describe = describe
CoreRuleTester.it = it
CoreRuleTester.itOnly = it.only

/*
 * After each file it would throw away the parsed libraries, against too many watched files. None is watched here,
 * and the next file needs the same libraries.
 */
TypeScriptRuleTester.afterAll = () => undefined
TypeScriptRuleTester.describe = describe
TypeScriptRuleTester.describeSkip = describe.skip
TypeScriptRuleTester.it = it
TypeScriptRuleTester.itOnly = it.only
TypeScriptRuleTester.itSkip = it.skip
