import type { Explained, ExplainedLoss, ExplainedUse, Position } from '../verdict/explained.js'

/** The duties of a file, or of one of its lines. */
export interface Explanation {
  /** Absolute. */
  readonly filePath: string
  readonly typed: boolean
  readonly duties: readonly Explained[]
}

/** The explanation for a person: a paragraph for each duty. */
export function formatExplanation({ typed, duties }: Explanation, shownPath: string): string {
  if (duties.length === 0) return `Nothing begins in ${shownPath} that has to be ended.\n`
  const types = typed ? 'with types' : 'without types'
  return duties.map((duty) => paragraph(duty, `${shownPath}:${place(duty.site)}`, types)).join('\n')
}

function paragraph(duty: Explained, where: string, types: string): string {
  const { kind, maker, source, owed, holder, owner } = duty
  return [
    `${where}  ${kind}, begun by ${maker}`,
    entry('owed', [`${owed.sure}: ${owed.because} (source: ${source}, ${types})`]),
    entry('held by', [holder]),
    entry('kept in', [keptIn(duty)]),
    entry('owner', [owner ? `${owner.name}, ${ending(owner.end)}` : 'nothing that ends']),
    entry('uses', usesOf(duty)),
    ...duty.losses.map((loss) => entry('lost', linesOfLoss(loss))),
    entry('verdict', [verdictOf(duty)]),
  ]
    .map((line) => `${line}\n`)
    .join('')
}

const INDENT = ' '.repeat(11)

function entry(name: string, lines: readonly string[]): string {
  return `  ${name.padEnd(9)}${lines.join(`\n${INDENT}`)}`
}

function place({ line, column }: Position): string {
  return `${String(line)}:${String(column)}`
}

function ending(end: string | null): string {
  return end === null ? 'which has no end in this file' : `which ends with ${end}`
}

function keptIn({ cells }: Explained): string {
  if (cells.length === 0) return 'nothing'
  return cells.map(({ text, kind }) => `${text} (${kind})`).join(', ')
}

function usesOf({ uses, areAllUses }: Explained): string[] {
  if (!areAllUses) return ['more than are followed']
  if (uses.length === 0) return ['none']
  const width = (text: (use: ExplainedUse) => string): number =>
    Math.max(...uses.map((use) => text(use).length))
  const placeWidth = width(({ at }) => place(at))
  const codeWidth = width(({ code }) => code)
  return uses.map(({ at, code, effect, reason }) => {
    const what = reason === '' ? effect : `${effect}: ${reason}`
    return `${place(at).padEnd(placeWidth)}  ${code.padEnd(codeWidth)}  ${what}`
  })
}

function linesOfLoss({ kind, form, at, code, links }: ExplainedLoss): string[] {
  const where = at && code !== null ? ` at ${place(at)}, ${code}` : ''
  return [
    `${kind} (${form})${where}`,
    ...links.map(({ name, sure, because, at: seen }) => {
      const witness = seen ? ` (${place(seen)})` : ''
      return `${name.padEnd(8)} ${sure.padEnd(8)} ${because}${witness}`
    }),
  ]
}

function verdictOf({ losses, uses, verdict }: Explained): string {
  switch (verdict) {
    case null:
      return uses.some(({ effect }) => effect === 'takes')
        ? 'ended or taken over on every way'
        : 'ended on every way'
    case 'known':
      return 'reported by recommended and strict'
    case 'likely':
      return 'reported by strict'
    case 'silent':
      return `not reported: ${losses.map(reasonOf).join('; ')}`
  }
}

/** The link that speaks against a loss the most. */
function reasonOf({ links }: ExplainedLoss): string {
  const against = links.find(({ sure }) => sure === 'no') ?? links.find(({ sure }) => sure === 'unknown')
  return against ? `${against.name} is ${against.sure}` : 'too many links are only likely'
}
