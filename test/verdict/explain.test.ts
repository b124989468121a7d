import { describe, expect, test } from 'vitest'

import type { FileFacts } from '../../src/cells/file-facts.js'
import { duties } from '../../src/ledger/duties.js'
import { link } from '../../src/ledger/link.js'
import type { Loss } from '../../src/losses/loss.js'
import { explain, explainDuty } from '../../src/verdict/explain.js'
import type { Explained } from '../../src/verdict/explained.js'
import { findingOf } from '../../src/verdict/findings.js'
import { parseFile } from '../parse-file.js'

type Losses = (facts: FileFacts) => readonly Loss[]

/** What is explained of each duty of some code, where these are the losses of the file. */
function explained(code: string, made: Losses = () => []): readonly Explained[] {
  const { facts } = parseFile(`import { open } from 'node:fs/promises'\n${code}`)
  const losses = made(facts)
  return duties(facts)
    .toSorted((a, b) => a.site.range[0] - b.site.range[0])
    .map((duty) => {
      const found = losses.filter((loss) => loss.duty === duty).map((loss) => findingOf(facts, loss))
      return explainDuty(facts, duty, found)
    })
}

function usesIn(code: string): string[] {
  return explained(code).flatMap(({ uses }) =>
    uses.map(({ code: text, effect, reason }) => `${text} ${effect} ${reason}`.trim()),
  )
}

describe('the cells of a handle', () => {
  test.each([
    ['async function f(p) { const file = await open(p) }', ['local file']],
    ['let file\nexport async function f(p) { file = await open(p) }', ['module file']],
    ['class A { async f(p) { this.file = await open(p) } }', ['field this.file']],
    [
      'class A { async f(p) { const file = (this.file = await open(p)) } }',
      ['field this.file', 'local file'],
    ],
    ['class A { async f(p) { this.files.set(p, await open(p)) } }', ['entry this.files.get(p)']],
    ['async function f(p) { const { fd } = await open(p) }', ['local fd']],
    ['async function f(p) { await open(p) }', []],
    ['function f(p) { return open(p) }', []],
  ])('%s', (code, cells) => {
    expect(explained(code).flatMap((duty) => duty.cells.map(({ kind, text }) => `${kind} ${text}`))).toEqual(
      cells,
    )
  })
})

describe('the uses of a handle', () => {
  test.each([
    ['async function f(p) { await open(p) }', []],
    ['function f(p) { return open(p) }', ['return open(p) takes it is handed to the caller']],
    ['function f(p) { keep(open(p)) }', ['keep(open(p)) may take keep() is given it']],
    [
      'async function f(p) { const file = await open(p)\nconst same = file\nawait same.close() }',
      ['same = file borrows it is looked at', 'same.close() releases'],
    ],
    [
      'async function f(p) { const file = await open(p)\nafter(file.close) }',
      ['file.close may release a part of it is read'],
    ],
    [
      'async function f(p) { const file = await open(p)\nkeep(file, () => {\n  file.stat() }) }',
      ['keep(file, () => { … may take keep() is given it', 'file.stat() borrows stat() is called on it'],
    ],
  ])('%s', (code, uses) => {
    expect(usesIn(code)).toEqual(uses)
  })
})

test('the owner of what is begun, and how it ends', () => {
  const [ended, endless, free] = explained(`
class A { async f(p) { this.file = await open(p) } dispose() { this.file.close() } }
class B { async f(p) { this.file = await open(p) } }
export async function f(p) { const file = await open(p) }`)
  expect(ended?.owner).toEqual({ name: 'A', end: 'dispose() on line 3' })
  expect(endless?.owner).toEqual({ name: 'B', end: null })
  expect(free?.owner).toBeNull()
})

describe('the losses of a duty', () => {
  const code = 'async function f(p) { const file = await open(p)\n  if (p) return\n  await file.close() }'

  function lost(sure: 'yes' | 'likely' | 'no', kind: Loss['kind']): (facts: FileFacts) => Loss[] {
    return (facts) =>
      duties(facts).map((duty) => ({
        kind,
        form: 'openOnExit',
        duty,
        cell: undefined,
        node: duty.site,
        at: facts.nodes.exits.values().next().value?.[0],
        owner: undefined,
        ended: [],
        links: { open: link(sure, 'the way is there', duty.site) },
      }))
  }

  test('with their links, and where they happen', () => {
    const [duty] = explained(code, lost('yes', 'left'))
    expect(duty?.losses).toEqual([
      {
        kind: 'left',
        form: 'openOnExit',
        at: { line: 3, column: 10 },
        code: 'return',
        reportedAt: { line: 2, column: 42 },
        links: [
          { name: 'owed', sure: 'yes', because: 'open() opens file handle', at: { line: 2, column: 42 } },
          { name: 'open', sure: 'yes', because: 'the way is there', at: { line: 2, column: 42 } },
          { name: 'alone', sure: 'yes', because: 'nothing speaks against it', at: null },
          { name: 'lasting', sure: 'yes', because: 'nothing speaks against it', at: null },
          { name: 'matters', sure: 'yes', because: 'nothing speaks against it', at: null },
        ],
        verdict: 'known',
      },
    ])
  })

  test('of several, the surest decides', () => {
    const [duty] = explained(code, (facts) => [
      ...lost('no', 'voided')(facts),
      ...lost('likely', 'left')(facts),
    ])
    expect(duty?.losses.map(({ verdict }) => verdict)).toEqual(['silent', 'likely'])
    expect(duty?.verdict).toBe('likely')
  })

  test('none is none', () => {
    expect(explained(code)).toMatchObject([{ losses: [], verdict: null }])
  })
})

describe('the losses of a file', () => {
  test('of what an instance keeps, whatever its holder knows of it besides', () => {
    const { facts } = parseFile(`
import { spawn } from 'node:child_process'
import { EventEmitter } from 'node:events'
export class Recorder extends EventEmitter {
  live = false
  async start() {
    this.live = true
    await check()
    this.child = spawn('rec')
  }
  stop() {
    this.live = false
    this.child?.kill()
  }
}`)
    const [child] = explain(facts)
    expect(child?.maker).toBe('spawn()')
    expect(child?.losses.map(({ form }) => form)).toContain('begunPastEnd')
    expect(child?.verdict).toBe('likely')
  })
})
