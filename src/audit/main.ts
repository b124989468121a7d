import type { Checker } from './checker.js'
import { parseArguments } from './parse-arguments.js'
import type { Surroundings } from './terminal.js'
import { usage } from './usage.js'
import { UsageError } from './usage-error.js'

/**
 * Runs the command and answers its exit code. It throws only where the program itself is at fault.
 * ESLint and TypeScript are loaded once there is something to audit, so `--help` and a typing error are
 * answered at once.
 */
export async function main(
  argv: readonly string[],
  plugin: Checker,
  surroundings: Surroundings,
  defaultPath = '.',
): Promise<number> {
  try {
    const request = parseArguments(argv, defaultPath)
    switch (request.task) {
      case 'help':
        surroundings.stdout.write(usage)
        return 0
      case 'version':
        surroundings.stdout.write(`${plugin.meta?.version ?? 'unknown'}\n`)
        return 0
      case 'audit': {
        const { installedTypeScript } = await import('../types/installed-typescript.js')
        const { runAudit } = await import('./run-audit.js')
        return await runAudit(request, plugin, installedTypeScript(), surroundings)
      }
      case 'explain': {
        const { installedTypeScript } = await import('../types/installed-typescript.js')
        const { runExplain } = await import('./run-explain.js')
        return await runExplain(request, plugin, installedTypeScript(), surroundings)
      }
    }
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    surroundings.stderr.write(`error: ${error.message}\nRun with --help for the options.\n`)
    return 2
  }
}
