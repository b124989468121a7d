/** Answers how many letters have to be put in, left out or replaced to make one word of another. */
export function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, column) => column)
  for (let index = 0; index < from.length; index += 1) {
    const next = [index + 1]
    for (let column = 0; column < to.length; column += 1) {
      const replaced = (row[column] ?? 0) + (from.charAt(index) === to.charAt(column) ? 0 : 1)
      next.push(Math.min(replaced, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1))
    }
    row = next
  }
  return row.at(-1) ?? 0
}

/** Answers the one of some words that a misspelled one most likely means; undefined where none is near. */
export function nearestWord<Word extends string>(
  misspelled: string,
  words: readonly Word[],
): Word | undefined {
  const written = plain(misspelled)
  let nearest: Word | undefined
  let fewest = Infinity
  for (const word of words) {
    const meant = plain(word)
    const isPart = written.length > 2 && (meant.startsWith(written) || written.startsWith(meant))
    const edits = isPart ? 1 : editDistance(written, meant)
    // A third of the letters: more, and words of everyday length are all alike.
    if (edits < fewest && edits <= Math.max(1, Math.floor(meant.length / 3))) {
      nearest = word
      fewest = edits
    }
  }
  return nearest
}

/** Without what differs between `longLived`, `long-lived` and `LONG_LIVED`. */
function plain(word: string): string {
  return word.toLowerCase().replaceAll(/[-_\s]/g, '')
}
