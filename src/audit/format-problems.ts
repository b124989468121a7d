import type { Problem } from './audit-report.js'
import { displayPath } from './display-path.js'

/** One line per problem, with a position that terminals and editors make a link of. */
export function formatProblems(problems: readonly Problem[], cwd: string): string {
  return problems
    .map(({ filePath, line, column, message, inputLost }) => {
      const position = [filePath === undefined ? undefined : displayPath(filePath, cwd), line, column]
      const where = position.filter((part) => part !== undefined).join(':')
      const text = message.replaceAll(/\s+/g, ' ')
      return `${inputLost ? 'error' : 'warning'}: ${where === '' ? '' : `${where}: `}${text}\n`
    })
    .join('')
}
