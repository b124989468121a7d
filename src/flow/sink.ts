import type { TSESTree } from '@typescript-eslint/utils'

import { mayTarget } from '../syntax/jumps.js'
import type { States } from './states.js'

/** Where the ways out of a piece of code lead. */
export interface Sink {
  returns: (node: TSESTree.Node, states: States) => void
  throws: (node: TSESTree.Node, states: States) => void
  /** `break` and `continue`, by label where they have one. */
  jumps: (node: TSESTree.BreakStatement | TSESTree.ContinueStatement, states: States) => void
}

/** Answers a sink whose ways out run something first, as a `finally` block. Each set of states is run through it once. */
export function through(outer: Sink, run: (states: States) => States): Sink {
  const results = new Map<States, States>()
  const after = (states: States): States => {
    const known = results.get(states)
    if (known !== undefined) return known
    results.set(states, 0)
    const result = run(states)
    results.set(states, result)
    return result
  }
  return {
    returns: (node, states) => {
      outer.returns(node, after(states))
    },
    throws: (node, states) => {
      outer.throws(node, after(states))
    },
    jumps: (node, states) => {
      outer.jumps(node, after(states))
    },
  }
}

/** Answers a sink within a statement that `break` and `continue` may target: `reached` is told of those that do. */
export function aroundBreakable(
  outer: Sink,
  node: TSESTree.Node,
  label: string | undefined,
  reached: (states: States) => void,
): Sink {
  return {
    ...outer,
    jumps: (jump, at) => {
      const isOurs =
        jump.label === null ? label === undefined && mayTarget(jump, node) : jump.label.name === label
      if (isOurs) reached(at)
      else outer.jumps(jump, at)
    },
  }
}

/** Answers a sink within a `try` whose handler is told of what is thrown. */
export function aroundHandler(outer: Sink, caught: (states: States) => void): Sink {
  return {
    ...outer,
    throws: (_, at) => {
      caught(at)
    },
  }
}
