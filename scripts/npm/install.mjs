import { execFileSync } from 'node:child_process'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** Packs the built plugin as it would be published, into a folder, and answers the path of the tarball. */
export function packPlugin(folder) {
  const args = ['pack', '--json', '--ignore-scripts', '--pack-destination', folder]
  const [{ filename }] = JSON.parse(npm(args, root))
  return path.join(folder, filename)
}

/** Installs packages of the registry, or tarballs, into a folder that has a package.json. Throws where npm fails. */
export function install(folder, packages) {
  const flags = ['--no-audit', '--no-fund', '--prefer-offline', '--ignore-scripts', '--loglevel=error']
  npm(['install', ...flags, ...packages], folder)
}

function npm(args, cwd) {
  return execFileSync('npm', args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] })
}
