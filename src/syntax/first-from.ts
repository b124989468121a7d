import type { TSESTree } from '@typescript-eslint/utils'

/** Answers the first position below a length for which something holds that holds for all after it; the length for none. */
export function firstFrom(length: number, holds: (at: number) => boolean): number {
  let low = 0
  let high = length
  while (low < high) {
    const middle = (low + high) >> 1
    if (holds(middle)) high = middle
    else low = middle + 1
  }
  return low
}

/** Whether one of some ascending positions lies within a node. */
export function isAnyWithin(starts: Float64Array, { range: [start, end] }: TSESTree.Node): boolean {
  return (starts[firstFrom(starts.length, (at) => (starts[at] ?? start) >= start)] ?? end) < end
}
