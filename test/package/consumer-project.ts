import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const root = fileURLToPath(new URL('../..', import.meta.url))
const run = promisify(execFile)

/** What a command that may fail has printed. */
export interface CommandOutcome {
  readonly exitCode: number
  readonly stdout: string
  readonly stderr: string
}

/** A project outside of the repository that has installed packages. */
export interface ConsumerProject {
  readonly folder: string
  /** Runs a script with Node, by its path in the project: `node_modules/eslint/bin/eslint.js`. */
  node(script: string, ...args: readonly string[]): Promise<CommandOutcome>
}

/** Packs the built plugin as it would be published, into a folder, and returns the path of the tarball. */
export async function packPlugin(folder: string): Promise<string> {
  const args = ['pack', '--json', '--ignore-scripts', '--pack-destination', folder]
  const { stdout } = await run('npm', args, { cwd: root })
  const [packed] = JSON.parse(stdout) as { filename: string }[]
  if (packed === undefined) throw new Error(`npm pack named no file: ${stdout}`)
  return path.join(folder, packed.filename)
}

/** How each package manager is told to install packages, in the words of the README and quietly. */
const INSTALL = {
  npm: ['npm', 'install', '--save-dev', '--no-audit', '--no-fund', '--prefer-offline'],
  // It ignores what packages ask for beside them, as a project does that once had a conflict.
  'npm --legacy-peer-deps': ['npm', 'install', '--save-dev', '--no-audit', '--no-fund', '--legacy-peer-deps'],
  pnpm: ['npx', '--yes', 'pnpm@10.34.9', 'add', '--save-dev', '--prefer-offline'],
} as const satisfies Record<string, readonly [string, ...string[]]>

export type PackageManager = keyof typeof INSTALL

/** Makes a project of these files (by their path in it) and installs the packages there. Throws where that fails. */
export async function installConsumer(
  files: Readonly<Record<string, string>>,
  packages: readonly string[],
  manager: PackageManager = 'npm',
): Promise<ConsumerProject> {
  const folder = await makeTemporaryFolder()
  for (const [name, content] of Object.entries(files)) {
    const file = path.join(folder, name)
    await mkdir(path.dirname(file), { recursive: true })
    await writeFile(file, content)
  }
  const [command, ...args] = INSTALL[manager]
  await run(command, [...args, ...packages], { cwd: folder })
  // The package `node`, where it is among them, is the Node that the project runs with.
  const installed = path.join(folder, 'node_modules/node/bin/node')
  const node = existsSync(installed) ? installed : process.execPath
  return { folder, node: (script, ...args) => runNode(node, folder, script, args) }
}

const temporaryFolders: string[] = []

/** A folder that {@link removeTemporaryFolders} removes. */
export async function makeTemporaryFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'leaks-consumer-'))
  temporaryFolders.push(folder)
  return folder
}

export async function removeTemporaryFolders(): Promise<void> {
  for (const folder of temporaryFolders.splice(0)) await rm(folder, { recursive: true, force: true })
}

async function runNode(
  node: string,
  folder: string,
  script: string,
  args: readonly string[],
): Promise<CommandOutcome> {
  try {
    const { stdout, stderr } = await run(node, [script, ...args], { cwd: folder })
    return { exitCode: 0, stdout, stderr }
  } catch (error) {
    if (!isFailedCommand(error)) throw error
    return { exitCode: error.code, stdout: error.stdout, stderr: error.stderr }
  }
}

function isFailedCommand(error: unknown): error is { code: number; stdout: string; stderr: string } {
  return error instanceof Error && 'code' in error && typeof error.code === 'number' && 'stdout' in error
}
