#!/usr/bin/env node
import { main } from './audit/main.js'
import plugin, { explain } from './index.js'

// `| head` closes the pipe early. That is no error of the audit.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
})

try {
  const { env, stdout, stderr } = process
  const surroundings = { cwd: process.cwd(), env, stdout, stderr }
  process.exitCode = await main(process.argv.slice(2), { plugin, explain }, surroundings)
} catch (error) {
  console.error(`error: the audit could not run: ${error instanceof Error ? error.message : String(error)}`)
  process.exitCode = 2
}
