import { execFileSync } from 'node:child_process'

/**
 * Answers how long each of some modules takes to load, in ms and in ascending order, by name: the time around the
 * import, in a process of its own. The modules take turns, so that what else the machine does meets all of them.
 */
export function importTimes(addresses, runs) {
  const times = Object.fromEntries(Object.keys(addresses).map((name) => [name, []]))
  for (let run = 0; run < runs; run += 1) {
    for (const [name, address] of Object.entries(addresses)) times[name].push(importTime(address))
  }
  for (const each of Object.values(times)) each.sort((a, b) => a - b)
  return times
}

function importTime(address) {
  const measurement = `
    const start = performance.now()
    await import(${JSON.stringify(address)})
    console.log(performance.now() - start)
  `
  const args = ['--input-type=module', '--eval', measurement]
  return Number(execFileSync(process.execPath, args, { encoding: 'utf8' }))
}
