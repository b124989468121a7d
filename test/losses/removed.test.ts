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

const sessions = (end: string, forget: string): string => `
class Sessions {
  all = new Map()
  list = []
  open(id) { this.all.set(id, { socket: connect(id), since: Date.now() }) }
  add(each) { this.list.push(new Session(each)) }
  forget(id) { ${forget} }
  expire() { ${end} }
}`

test.each<[string, string, string[]]>([
  // A member of the entry is what is ended.
  [
    'for (const each of this.all.values()) each.socket.close()',
    'this.all.delete(id)',
    ['likely: this.all.delete(id)'],
  ],
  [
    'for (const [, each] of this.all) each.socket.close()',
    'this.all.delete(id)',
    ['likely: this.all.delete(id)'],
  ],
  [
    'for (const each of this.all.values()) each.socket.close()',
    'this.all.get(id).socket.close(); this.all.delete(id)',
    [],
  ],
  ['for (const each of this.all.values()) each.since = 0', 'this.all.delete(id)', []],
  // The entry that is ended is the one that a position was asked for.
  [
    'for (const each of this.list) each.close()',
    'const at = this.list.findIndex((each) => each.id === id.id); id.close(); this.list.splice(at, 1)',
    [],
  ],
])('expire() { %s }, forget() { %s }', (end, forget, expected) => {
  expect(removed(sessions(end, forget))).toEqual(expected)
})

const watches = (value: string): string => `
class Watches {
  all = new Map()
  watch(path) {
    const watcher = open(path)
    const entry = ${value}
    this.all.set(path, entry)
  }
  dispose() { this.all.forEach((each) => each.dispose()) }
}`

test.each<[string, string[]]>([
  // What is put in takes itself out as it is ended.
  ['{ dispose: () => { watcher.close(); this.all.delete(path) } }', []],
  [
    '{ dispose() { watcher.close() }, reset: () => { this.all.delete(path) } }',
    ['likely: this.all.delete(path)'],
  ],
])('entry %s', (value, expected) => {
  expect(removed(watches(value))).toEqual(expected)
})

test.each<[string, string[]]>([
  ['entry.connection.close()', []],
  ['if (id) return; entry.connection.close()', []],
  ['entry.page.tell()', ['likely: this.tabs.delete(id)']],
])('member of an entry that is taken out, and then %s', (then, expected) => {
  const code = `
class Tabs {
  tabs = new Map()
  attach(id, transport) {
    const connection = new Connection(transport)
    this.tabs.set(id, { connection, page: new Page(connection) })
  }
  detach(id) {
    const entry = this.tabs.get(id)
    if (!entry) return
    this.tabs.delete(id)
    ${then}
  }
  closeAll() {
    for (const entry of this.tabs.values()) entry.connection.close()
  }
}`
  expect(removed(code)).toEqual(expected)
})
