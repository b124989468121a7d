import type { TSESTree } from '@typescript-eslint/utils'

import { isFunction, runsAtModuleLoad } from '../syntax/functions.js'

/** Whether a value is made once, while its module loads. A function is made where it stands, whenever it may run. */
export function isMadeAtLoad(value: TSESTree.Node): boolean {
  return runsAtModuleLoad(isFunction(value) ? value.parent : value)
}
