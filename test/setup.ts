import { RuleTester as TypeScriptRuleTester } from '@typescript-eslint/rule-tester'
import { RuleTester as CoreRuleTester } from 'eslint'
import { afterAll, describe, it } from 'vitest'

/*
 * Both rule testers look for a test framework among the globals and find none, since vitest's are imported.
 */
CoreRuleTester.describe = describe
CoreRuleTester.it = it
CoreRuleTester.itOnly = it.only

TypeScriptRuleTester.afterAll = afterAll
TypeScriptRuleTester.describe = describe
TypeScriptRuleTester.describeSkip = describe.skip
TypeScriptRuleTester.it = it
TypeScriptRuleTester.itOnly = it.only
TypeScriptRuleTester.itSkip = it.skip
