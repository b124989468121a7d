import type { TSESLint, TSESTree } from '@typescript-eslint/utils'

type VisitorKeys = TSESLint.SourceCode['visitorKeys']

/**
 * Calls `visit` for a node and everything below it, in source order. A visit that answers `false` leaves
 * out what is below. Walks with a stack of its own: a deeply nested file must not exhaust the call stack.
 */
export function walk(
  root: TSESTree.Node,
  visitorKeys: VisitorKeys,
  visit: (node: TSESTree.Node) => boolean | undefined,
): void {
  const stack: TSESTree.Node[] = [root]
  for (let node = stack.pop(); node; node = stack.pop()) {
    if (visit(node) === false) continue
    const keys = visitorKeys[node.type] ?? []
    for (let i = keys.length - 1; i >= 0; i--) {
      const child = (node as unknown as Record<string, unknown>)[keys[i] as string]
      if (Array.isArray(child)) {
        for (let j = child.length - 1; j >= 0; j--) {
          const element = child[j] as TSESTree.Node | null
          if (element) stack.push(element)
        }
      } else if (child) {
        stack.push(child as TSESTree.Node)
      }
    }
  }
}

/** A step of ESLint's own traversal: into a node, out of it, or an event of its code path analysis. */
interface Step {
  kind: number
  target: unknown
  phase?: number
}

const VISIT = 1
const LEAVE = 2

/** The same for all nodes of a file, along the steps that ESLint has already made to run the rules. */
export function walkFile(
  sourceCode: TSESLint.SourceCode,
  visit: (node: TSESTree.Node) => boolean | undefined,
): void {
  const { traverse } = sourceCode as { traverse?: () => Iterable<Step> }
  // The first versions 9 of ESLint do without.
  if (!traverse) {
    walk(sourceCode.ast, sourceCode.visitorKeys, visit)
    return
  }
  let leftOut: unknown
  for (const { kind, target, phase } of traverse.call(sourceCode)) {
    if (kind !== VISIT) continue
    if (phase === LEAVE) {
      if (target === leftOut) leftOut = undefined
    } else if (leftOut === undefined && visit(target as TSESTree.Node) === false) {
      leftOut = target
    }
  }
}
