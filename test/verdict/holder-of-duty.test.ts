import { expect, test } from 'vitest'

import { duties } from '../../src/ledger/duties.js'
import { holderOfDuty } from '../../src/verdict/holder-of-duty.js'
import { parseFile } from '../parse-file.js'

test.each([
  ["window.addEventListener('resize', draw)", ['`window`, until the page is left']],
  ["process.on('SIGHUP', reload)", ['`process`, until the process ends']],
  ["function f(bus) { bus.on('data', draw) }", ['`bus`, as long as it lives']],
  ['setInterval(draw, 1000)', ['the timer queue, until it has fired or is cleared']],
  ['new MutationObserver(draw).observe(document.body)', ['`document.body`, until the page is left']],
  ['function f(element) { new ResizeObserver(draw).observe(element) }', ['`element`, as long as it lives']],
  ["new PerformanceObserver(draw).observe({ type: 'mark' })", ['the page, until it is left']],
  [
    "import { open } from 'node:fs/promises'; async function f(p) { const file = await open(p) }",
    ['the system, until it is ended or the garbage collector happens to find it'],
  ],
  [
    "import { openSync } from 'node:fs'; function f(p) { const file = openSync(p) }",
    ['the system, until it is ended or the process is'],
  ],
])('%s', (code, holders) => {
  const { facts } = parseFile(code)
  const sure = duties(facts).filter(({ owed }) => owed.sure === 'yes')
  const found = sure.map((duty) => {
    const { name, until, isCode } = holderOfDuty(facts, duty)
    return `${isCode ? `\`${name}\`` : name}, ${until}`
  })
  expect(found).toEqual(holders)
})
