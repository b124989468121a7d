import type { FileFacts } from '../../src/cells/file-facts.js'
import type { Duty } from '../../src/ledger/duty.js'
import { parseFile } from '../parse-file.js'
import { programOf } from '../program-of.js'

/** What a source answers for a text: each site with how sure it is owed, how it arrives, and what ends it first. */
export function dutiesIn(
  source: (facts: FileFacts) => readonly Duty[],
  code: string,
  options: { readonly typed?: boolean; readonly settings?: unknown } = {},
): string[] {
  const { typed = false, settings } = options
  const { facts } = parseFile(code, {
    language: 'ts',
    ...(typed && { program: programOf(code) }),
    ...(settings === undefined ? {} : { settings }),
  })
  return source(facts).map(({ site, owed, arrival, kind }) => {
    const [end = kind.functions[0] ?? 'call'] = kind.methods
    const path = arrival.as === 'member' ? `.${arrival.path.join('.')}` : ''
    return `${facts.sourceCode.getText(site)}: ${owed.sure} ${arrival.as}${path} ${end}`
  })
}
