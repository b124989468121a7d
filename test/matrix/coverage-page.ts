import prettier from 'prettier'

import { KINDS, type Kind } from './kinds.js'
import type { Letter } from './lint-program.js'
import { LOSSES } from './losses.js'
import { CASES, type Case } from './programs.js'
import { SILENCES, silenceOf } from './silences.js'

const INTRODUCTION = `# What is found

Each kind of thing that has to be ended, lost in each way, with its release in plain sight in the same file: \`R\` is
reported by \`recommended\`, \`s\` by \`strict\` only, \`.\` by neither, for the reason of that number below; where nothing
stands, no such program can be written. \`npm run matrix\` writes this page from the programs of \`test/matrix/\`, each of
which has a corrected twin that nothing is reported of.`

/** Answers the text of `rules-docs/coverage.md`, given the letter of each case. */
export async function coveragePage(letters: ReadonlyMap<Case, Letter>, file: string): Promise<string> {
  const resources = KINDS.filter(({ isInformative }) => isInformative !== true)
  const others = KINDS.filter(({ isInformative }) => isInformative === true)
  const text = [
    INTRODUCTION,
    '## Resources',
    tableOf(resources, letters),
    '## Registrations',
    tableOf(others, letters),
    '## Reasons',
    SILENCES.map(({ because }, index) => `${String(index + 1)}. ${because}`).join('\n'),
    '## Kinds',
    KINDS.map(({ name, example }) => `- ${name}: ${example}`).join('\n'),
  ].join('\n\n')
  const options = await prettier.resolveConfig(file)
  return prettier.format(text, { ...options, parser: 'markdown' })
}

function tableOf(kinds: readonly Kind[], letters: ReadonlyMap<Case, Letter>): string {
  const cases = new Map(CASES.map((each) => [keyOf(each.loss.name, each.cell, each.kind.name), each]))
  const rows = LOSSES.flatMap((loss) =>
    loss.cells.map((cell) => [
      loss.cells.length > 1 ? `${loss.name}: ${cell}` : loss.name,
      ...kinds.map((kind) => textOf(cases.get(keyOf(loss.name, cell, kind.name)), letters)),
    ]),
  )
  const head = ['lost', ...kinds.map(({ name }) => name)]
  const rule = ['---', ...kinds.map(() => ':-:')]
  return [head, rule, ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n')
}

function keyOf(loss: string, cell: string, kind: string): string {
  return `${loss}\n${cell}\n${kind}`
}

function textOf(each: Case | undefined, letters: ReadonlyMap<Case, Letter>): string {
  if (!each) return ''
  const letter = letters.get(each) ?? '.'
  return letter === '.' ? `. ${String(silenceOf(each) ?? '?')}` : letter
}
