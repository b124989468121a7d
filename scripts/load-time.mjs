/*
 * Prints how long the built plugin takes to load: no editor or commit hook should have to wait for it. With --fail a
 * median over the limit is an error; the checks only print it, since a busy machine says nothing of the plugin.
 */
import { importTimes } from './bench/import-times.mjs'
import { median } from './bench/median.mjs'

const limit = 60
const runs = 11
const { plugin } = importTimes({ plugin: new URL('../dist/index.js', import.meta.url).href }, runs)
const middle = median(plugin)

console.log(
  `Loading the plugin takes ${middle.toFixed(1)} ms (median of ${runs}, ${plugin[0].toFixed(1)} to ${plugin.at(-1).toFixed(1)}; limit ${limit} ms).`,
)
process.exitCode = process.argv.includes('--fail') && middle > limit ? 1 : 0
