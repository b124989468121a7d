/**
 * Breaks a text into lines of at most `width` characters, between words. A longer word, such as a path, has a line to
 * itself. Code between backticks is not torn apart where it fits on a line.
 */
export function wrapText(text: string, width: number): string {
  const lines: string[] = []
  let line = ''
  for (const word of wordsOf(text, width)) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line)
      line = word
    } else {
      line = line === '' ? word : `${line} ${word}`
    }
  }
  return [...lines, line].join('\n')
}

function wordsOf(text: string, width: number): string[] {
  const words = text.match(/(?:`[^`\n]*`|[^\s`]|`)+/g) ?? []
  return words.flatMap((word) => (word.length > width / 2 ? word.split(/\s+/) : word))
}
