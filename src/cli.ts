#!/usr/bin/env node
import { main } from './audit/main.js'
import plugin from './index.js'

// `| head` closes the pipe early. That is no error of the audit.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
})

try {
  process.exitCode = await main(process.argv.slice(2), plugin, {
    cwd: process.cwd(),
    env: process.env,
    stdout: process.stdout,
    stderr: process.stderr,
  })
} catch (error) {
  console.error(`error: the audit could not run: ${error instanceof Error ? error.message : String(error)}`)
  process.exitCode = 2
}
