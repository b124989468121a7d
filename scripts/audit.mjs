// Audits the examples unless the command line names something else: `npm run audit -- DIR`.
import process from 'node:process'

import { main } from '../dist/audit/main.js'
import plugin from '../dist/index.js'

const { env, stdout, stderr } = process
const surroundings = { cwd: process.cwd(), env, stdout, stderr }
process.exitCode = await main(process.argv.slice(2), plugin, surroundings, 'examples')
