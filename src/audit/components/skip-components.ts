import path from 'node:path'

import type { Problem } from '../audit-report.js'
import { componentParserOf } from './component-parsers.js'

/** The files that can be parsed, and what is to be said of the components among the others. */
export interface Skipped {
  readonly files: string[]
  readonly problems: Problem[]
  /** How many components were found in folders and passed over. */
  readonly skipped: number
}

/**
 * Which of these files can be parsed with what is installed? A component that is not is passed over, with a sentence
 * for its kind. One that was `named`, and a project of nothing else, must not look clean.
 */
export function skipComponents(files: readonly string[], named: ReadonlySet<string>): Skipped {
  const parsable: string[] = []
  const problems: Problem[] = []
  const found = new Map<string, { count: number; install: string; extension: string }>()
  for (const file of files) {
    const component = componentParserOf(file)
    if (component === undefined || component.available) {
      parsable.push(file)
    } else if (named.has(file)) {
      const message = `not audited: ${component.reason}; install ${component.install}`
      problems.push({ filePath: file, message, inputLost: true })
    } else {
      const known = found.get(component.reason)
      const extension = path.extname(file)
      found.set(component.reason, { count: (known?.count ?? 0) + 1, install: component.install, extension })
    }
  }
  const inputLost = parsable.length === 0
  let skipped = 0
  for (const [reason, { count, install, extension }] of found) {
    const what = `${String(count)} ${extension} file${count === 1 ? '' : 's'} skipped`
    problems.push({
      filePath: undefined,
      message: `${what}: ${reason}; install ${install} to have ${count === 1 ? 'it' : 'them'} audited`,
      inputLost,
    })
    skipped += count
  }
  return { files: parsable, problems, skipped }
}
