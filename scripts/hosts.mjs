// Installs the packed plugin beside every version of ESLint and TypeScript that it supports: `npm run test:hosts`.
import { startVitest } from 'vitest/node'

const vitest = await startVitest('test', [], { run: true, watch: false, project: 'hosts' })
await vitest.close()

const hosts = vitest.state.getTestModules().flatMap((module) => [...module.children.suites()])
const working = hosts.filter((host) => host.state() === 'passed')
for (const host of hosts.filter((each) => !working.includes(each))) console.log(`failed: ${host.name}`)
console.log(`${working.length} of ${hosts.length} hosts work`)
