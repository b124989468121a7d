import type { CellName } from './cells.js'
import { MARK, unmarked, type Lines } from './code.js'
import { KINDS, type Kind } from './kinds.js'
import { LOSSES, type Loss } from './losses.js'

/** A text that is linted. */
export interface Program {
  readonly code: string
  /** The lines on which a report tells of the leak. */
  readonly marked: ReadonlySet<number>
}

/** A kind, lost in one way from one cell: one letter of the table. */
export interface Case {
  readonly kind: Kind
  readonly loss: Loss
  readonly cell: CellName
  readonly leak: Program
  readonly twin: Program
}

/** All cases that can be written, row by row of the table. */
export const CASES: readonly Case[] = LOSSES.flatMap((loss) =>
  loss.cells.flatMap((cell) =>
    KINDS.flatMap((kind): Case[] => {
      const programs = loss.programs(kind, cell)
      if (!programs) return []
      return [
        {
          kind,
          loss,
          cell,
          leak: program(kind, programs.leak),
          twin: program(kind, unmarked(programs.twin)),
        },
      ]
    }),
  ),
)

/** What is imported stands first, as it does in any file. */
function program({ preamble }: Kind, body: Lines): Program {
  const all = [...preamble, ...body].flatMap((line) => line.split('\n'))
  const isImport = (line: string): boolean => line.startsWith('import ')
  const lines = [...all.filter(isImport), ...all.filter((line) => !isImport(line))]
  const marked = new Set(lines.flatMap((line, index) => (line.includes(MARK) ? [index + 1] : [])))
  return { code: `${unmarked(lines).join('\n')}\n`, marked }
}
