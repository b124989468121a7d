import type { TSESTree } from '@typescript-eslint/utils'

import type { ClassNode, FunctionNode } from '../../syntax/functions.js'
import type { Times } from './times.js'

/**
 * A way in which a function is run, or an instance is made.
 *
 * - `code`: once each time the code at a node runs; `perElement`: once for each element of a list there
 * - `owner`: once in the life of each instance of a class, component or scope
 * - `host`: what is not code of this file runs it: an event, a framework, another module
 */
export type Run =
  | { readonly by: 'code'; readonly at: TSESTree.Node; readonly perElement: boolean }
  | { readonly by: 'owner'; readonly at: TSESTree.Node; readonly owner: TSESTree.Node }
  | {
      readonly by: 'host'
      readonly at: TSESTree.Node
      readonly times: Exclude<Times, 'perOwner'>
      readonly because: string
      /** What other modules run or make: theirs to say how often, where they can be asked. */
      readonly others?: Others
    }

export function byCode(at: TSESTree.Node, perElement = false): Run {
  return { by: 'code', at, perElement }
}

export function byHost(at: TSESTree.Node, times: Exclude<Times, 'perOwner'>, because: string): Run {
  return { by: 'host', at, times, because }
}

/** A function or class that other modules know, and what they do with it. */
export interface Others {
  readonly of: ClassNode | FunctionNode
  readonly doing: 'running' | 'making'
}

/** What other modules run, or make instances of. */
export function byOthers(of: Others['of'], doing: Others['doing'], because: string): Run {
  return { by: 'host', at: of, times: 'unknown', because, others: { of, doing } }
}

export function byOwner(at: TSESTree.Node, owner: TSESTree.Node): Run {
  return { by: 'owner', at, owner }
}
