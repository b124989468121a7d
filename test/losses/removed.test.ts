import { expect, test } from 'vitest'

import { findings } from '../../src/verdict/findings.js'
import { parseFile } from '../parse-file.js'

/** What a file takes out of its collections and leaves open, as `verdict: collection at the text that takes it out`. */
function removed(code: string): string[] {
  const { facts } = parseFile(code)
  return findings(facts).flatMap(({ loss, verdict, node }) =>
    verdict === 'silent' || loss.kind !== 'removed' ? [] : [`${verdict}: ${facts.sourceCode.getText(node)}`],
  )
}

const table = (entry: string, takeOut: string): string => `
class Loaders {
  table = {}
  load(key) { this.table[key] = ${entry} }
  done(key) { ${takeOut}; this.tell(key) }
  tell() {}
  destroy() { for (const key in this.table) { const loader = this.table[key]; loader.destroy() } }
}`

test.each<[string, string, string[]]>([
  ['new Loader(key)', 'delete this.table[key]', ['known: delete this.table[key]']],
  ['new Loader(key)', 'this.table[key] = undefined', ['known: this.table[key] = undefined']],
  ['new Loader(key)', 'this.table[key] = null', ['known: this.table[key] = null']],
  ['fast ? new Fast(key) : new Loader(key)', 'delete this.table[key]', ['known: delete this.table[key]']],
  // The other place has it still.
  ['this.last = new Loader(key)', 'delete this.table[key]', []],
  ['new Loader(key)', 'this.table[key].destroy(); this.table[key] = undefined', []],
  ['new Loader(key)', 'this.table[key] = new Loader(0)', []],
])('entry %s, %s', (entry, takeOut, expected) => {
  expect(removed(table(entry, takeOut))).toEqual(expected)
})
