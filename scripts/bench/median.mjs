/** Answers the middle one of some numbers; of an even count the upper of the two. */
export function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]
}
