/*
 * Prints how long the built plugin takes to load: no editor or commit hook should have to wait for it. The time
 * is measured around the import, in a new process per run. With --fail a median over the limit is an error;
 * the checks only print it, since a busy machine says nothing of the plugin.
 */
import { execFileSync } from 'node:child_process'

const limit = 60
const runs = 11
const entry = new URL('../dist/index.js', import.meta.url).href
const measurement = `
  const start = performance.now()
  await import(${JSON.stringify(entry)})
  console.log(performance.now() - start)
`

const times = Array.from({ length: runs }, () =>
  Number(
    execFileSync(process.execPath, ['--input-type=module', '--eval', measurement], { encoding: 'utf8' }),
  ),
).toSorted((a, b) => a - b)
const median = times[Math.floor(runs / 2)]

console.log(
  `Loading the plugin takes ${median.toFixed(1)} ms (median of ${runs}, ${times[0].toFixed(1)} to ${times.at(-1).toFixed(1)}; limit ${limit} ms).`,
)
process.exitCode = process.argv.includes('--fail') && median > limit ? 1 : 0
