import { main } from '../../src/audit/main.js'
import { fakePlugin } from './fake-plugin.js'

export interface Ran {
  exitCode: number
  stdout: string
  stderr: string
}

/** Runs the command on the fake plugin, as if in `cwd`. `terminal` says what stdout and stderr are. */
export async function runInProcess(
  cwd: string,
  argv: readonly string[],
  { terminal = false, env = {} }: { terminal?: boolean; env?: Record<string, string> } = {},
): Promise<Ran> {
  const written = { stdout: '', stderr: '' }
  const output = (name: 'stdout' | 'stderr') => ({
    isTTY: terminal,
    columns: 60,
    write: (text: string) => (written[name] += text),
  })
  const surroundings = { cwd, env, stdout: output('stdout'), stderr: output('stderr') }
  const exitCode = await main(argv, fakePlugin, surroundings)
  return { exitCode, ...written }
}
