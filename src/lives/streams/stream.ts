import type { TSESTree } from '@typescript-eslint/utils'

/** What is known of a stream of values that one can subscribe to. */
export interface Stream {
  /**
   * - `byItself`: after some values, or after one that is certain to come
   * - `withOwner`: when its `takeUntil()` or the like fires
   * - `never`: not unless somebody completes it
   */
  ends: 'byItself' | 'withOwner' | 'never' | 'unknown'
  /**
   * Who keeps the subscribers of what has not ended.
   *
   * - `outlives`: something that lives longer than any component: the page, the module, the application
   * - `given`: something that comes from outside: a service, an argument, another module
   * - `own`: something of the subscriber itself
   */
  keeper: 'outlives' | 'given' | 'own' | 'unknown'
  /** Where its values come from. */
  node: TSESTree.Node | undefined
  /** For `outlives`: until when that lives, as a message says it. */
  until?: string
  /** For `given`: whether it is there by itself, rather than made by a call, which may be a request. */
  isHeld?: boolean
  /** For `withOwner`: what ends it. */
  ending?: Ending
  /** An ending that holds no longer, since a later operator goes on without it. */
  misplaced?: { ending: Ending; operator: TSESTree.Node; sure: 'yes' | 'likely'; inner: Stream }
}

/** What ends a stream with its owner. */
export interface Ending {
  operator: TSESTree.CallExpression
  /** What `takeUntil()` is given. */
  notifier: TSESTree.Node | undefined
  /** The stream as it is without the ending. */
  held: Stream
}

export const UNKNOWN_STREAM: Stream = { ends: 'unknown', keeper: 'unknown', node: undefined }

/** Answers a stream of which only who keeps it is known. */
export function alike(node: TSESTree.Node, keeper: Stream['keeper']): Stream {
  return { ends: 'unknown', keeper, node }
}

/** Answers a stream that ends by itself. */
export const values = (node: TSESTree.Node): Stream => ({ ...alike(node, 'own'), ends: 'byItself' })

/** Answers a stream that never ends. */
export const endless = (node: TSESTree.Node, kind: 'own' | 'outlives', until?: string): Stream => ({
  ...alike(node, kind),
  ends: 'never',
  ...(until !== undefined && { until }),
})

/** A stream that comes from outside, and goes on as far as its name says. */
export const given = (node: TSESTree.Node, isHeld: boolean): Stream => ({ ...alike(node, 'given'), isHeld })

/** Answers, of several streams that go on together, the one that keeps its subscribers the most certainly. */
export function strongest(streams: readonly Stream[]): Stream {
  let found: Stream | undefined
  for (const stream of streams) {
    if (!found || rank(stream) > rank(found)) found = stream
  }
  return found ?? UNKNOWN_STREAM
}

function rank({ ends, keeper, isHeld, misplaced }: Stream): number {
  if (misplaced) return misplaced.sure === 'yes' ? 8 : 3
  if (ends === 'byItself') return 0
  if (keeper === 'own') return 1
  if (ends === 'withOwner') return 2
  const certain = ends === 'never' ? 1 : 0
  if (keeper === 'outlives') return 8 + certain
  if (keeper === 'given') return (isHeld === true ? 6 : 4) + certain
  return 3 + certain / 2
}
