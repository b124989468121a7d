import { afterAll, beforeAll } from 'vitest'

import { makeTemporaryFolder, packPlugin, removeTemporaryFolders } from '../package/consumer-project.js'
import { describeHost, type Host } from '../package/host.js'

const eslints = ['9.0.0', '9.22.0', '9', '10']
const typescripts = [undefined, '6', '7']

/** Every ESLint with every TypeScript, each package manager with every TypeScript, every Node, and the lowest of all. */
const hosts: Host[] = [
  ...eslints.flatMap((eslint) =>
    typescripts.map((typescript) => ({ eslint, typescript, manager: 'npm' as const })),
  ),
  ...typescripts.map((typescript) => ({ eslint: '10', typescript, manager: 'pnpm' as const })),
  { eslint: '10', typescript: '5.9', manager: 'pnpm' },
  { eslint: '9.0.0', typescript: '7', manager: 'pnpm' },
  { eslint: '10', typescript: '7', manager: 'npm --legacy-peer-deps' },
  { eslint: '9.0.0', typescript: '4.8.4', manager: 'npm' },
  ...['20.19.0', '22.13.0', '22', '24'].map((node) => ({
    eslint: '10',
    typescript: '7',
    manager: 'npm' as const,
    node,
  })),
]

let tarball: string
beforeAll(async () => {
  tarball = await packPlugin(await makeTemporaryFolder())
})
afterAll(removeTemporaryFolders)

for (const host of hosts) describeHost(host, () => tarball)
