import type { Checker } from '../../src/audit/checker.js'
import { main } from '../../src/audit/main.js'
import { fakePlugin } from './fake-plugin.js'

export interface Ran {
  exitCode: number
  stdout: string
  stderr: string
}

/** The fake plugin, in whose files nothing has to be ended. */
const fakeChecker: Checker = {
  ...fakePlugin,
  explain: () => [],
  explainCollections: () => [],
  retentions: () => [],
}

/** Runs the command on the fake plugin, or another, as if in `cwd`. `terminal` says what stdout and stderr are. */
export async function runInProcess(
  cwd: string,
  argv: readonly string[],
  {
    terminal = false,
    env = {},
    plugin = fakeChecker,
  }: { terminal?: boolean; env?: Record<string, string>; plugin?: Checker } = {},
): Promise<Ran> {
  const written = { stdout: '', stderr: '' }
  const output = (name: 'stdout' | 'stderr') => ({
    isTTY: terminal,
    columns: 60,
    write: (text: string) => (written[name] += text),
  })
  const surroundings = { cwd, env, stdout: output('stdout'), stderr: output('stderr') }
  const exitCode = await main(argv, plugin, surroundings)
  return { exitCode, ...written }
}
