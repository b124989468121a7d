import type { Explained, ExplainedLink, ExplainedLoss, ExplainedUse, Position } from '../verdict/explained.js'
import type { ExplainedAccess, ExplainedCollection } from '../verdict/explained-collection.js'

/** The duties and collections of a file, or of one of its lines. */
export interface Explanation {
  /** Absolute. */
  readonly filePath: string
  readonly typed: boolean
  readonly duties: readonly Explained[]
  readonly collections: readonly ExplainedCollection[]
}

/** The explanation for a person: a paragraph for each duty and collection. */
export function formatExplanation({ typed, duties, collections }: Explanation, shownPath: string): string {
  if (duties.length + collections.length === 0)
    return `Nothing in ${shownPath} has to be ended, and no collection grows.\n`
  const types = typed ? 'with types' : 'without types'
  return [
    ...duties.map((duty) => paragraph(duty, `${shownPath}:${place(duty.site)}`, types)),
    ...collections.map((each) => paragraphOfCollection(each, `${shownPath}:${place(each.site)}`)),
  ].join('\n')
}

function paragraphOfCollection(collection: ExplainedCollection, where: string): string {
  const { noun, name, keeper, gains, loses, problem, because, links } = collection
  return [
    `${where}  ${noun} ${name}, kept by ${keeper}`,
    entry('gains', linesOfAccesses(gains)),
    entry('loses', linesOfAccesses(loses)),
    ...(because === null && links.length === 0
      ? []
      : [
          entry('keeps', [
            because === null ? 'what nothing balances' : `${because} (${String(problem)})`,
            ...links.map(lineOfLink),
          ]),
        ]),
    entry('verdict', [verdictOfCollection(collection)]),
  ]
    .map((line) => `${line}\n`)
    .join('')
}

function linesOfAccesses(accesses: readonly ExplainedAccess[]): string[] {
  if (accesses.length === 0) return ['nothing']
  const width = Math.max(...accesses.map(({ at }) => place(at).length))
  return accesses.map(({ at, code }) => `${place(at).padEnd(width)}  ${code}`)
}

function verdictOfCollection({ verdict, spared, loses, links }: ExplainedCollection): string {
  if (spared !== null) return `not asked: ${spared}`
  if (verdict === null)
    return loses.length > 0 ? 'it loses what it gains' : 'nothing tells that it gains more and more'
  return verdict === 'silent' ? `not reported: ${reasonOf(links)}` : REPORTED[verdict]
}

const REPORTED = { known: 'reported by recommended and strict', likely: 'reported by strict' } as const

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
  return [`${kind} (${form})${where}`, ...links.map(lineOfLink)]
}

function lineOfLink({ name, sure, because, at }: ExplainedLink): string {
  const witness = at ? ` (${place(at)})` : ''
  return `${name.padEnd(8)} ${sure.padEnd(8)} ${because}${witness}`
}

function verdictOf({ losses, uses, verdict }: Explained): string {
  switch (verdict) {
    case null:
      return uses.some(({ effect }) => effect === 'takes')
        ? 'ended or taken over on every way'
        : 'ended on every way'
    case 'known':
    case 'likely':
      return REPORTED[verdict]
    case 'silent':
      return `not reported: ${losses.map(({ links }) => reasonOf(links)).join('; ')}`
  }
}

/** The link that speaks the most against what is asked. */
function reasonOf(links: readonly ExplainedLink[]): string {
  const against = links.find(({ sure }) => sure === 'no') ?? links.find(({ sure }) => sure === 'unknown')
  return against ? `${against.name} is ${against.sure}` : 'too many links are only likely'
}
