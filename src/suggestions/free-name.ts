import type { TSESTree } from '@typescript-eslint/utils'

import type { FileFacts } from '../cells/file-facts.js'

/** Answers a name that is not used: the one that is wanted, or that with a number. */
export function freeName(name: string, isUsed: (name: string) => boolean): string {
  let free = name
  for (let i = 2; isUsed(free); i += 1) free = `${name}${String(i)}`
  return free
}

/** Whether a name means something at one of some nodes, or anywhere as a global. */
export function isTaken(
  { sourceCode, bindings }: FileFacts,
  name: string,
  at: readonly TSESTree.Node[],
): boolean {
  if (bindings.globalsNamed(name).length > 0) return true
  return at.some((node) => {
    for (let scope = sourceCode.getScope(node); ; scope = scope.upper) {
      if (scope.set.has(name)) return true
      if (!scope.upper) return false
    }
  })
}
