// Lints the programs of test/matrix, rewrites rules-docs/coverage.md, and prints it: `npm run matrix`.
import { readFileSync } from 'node:fs'
import process from 'node:process'

import { startVitest } from 'vitest/node'

const options = { run: true, watch: false, project: 'unit', update: true }
const vitest = await startVitest('test', ['test/matrix/'], options)
await vitest.close()

const page = readFileSync(new URL('../rules-docs/coverage.md', import.meta.url), 'utf8')
process.stdout.write(`\n${page}`)
