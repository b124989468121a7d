import type { TSESTree } from '@typescript-eslint/utils'
import { expect, test } from 'vitest'

import { openExits } from '../../src/flow/exits.js'
import { passingBut, passingWhereClosed } from '../../src/flow/neutral-statements.js'
import { effectOnAnything } from '../../src/flow/throwing.js'
import { unwrap } from '../../src/syntax/unwrap.js'
import { parseFile } from '../parse-file.js'

/** The exits of `f` that leave open what `open()` opens and `close()` ends, walked whole or past what does neither. */
function exitsOf(body: string, isPassing: boolean): string[] | undefined {
  const { facts, functionNamed } = parseFile(`async function f(x) { ${body} }`)
  const [acquisition] = facts.nodes.calls.get('open') ?? []
  const releases = facts.nodes.calls.get('close') ?? []
  const existsWhen = (test: TSESTree.Node): 'true' | 'either' =>
    facts.sourceCode.getText(unwrap(test)) === 'ok' ? 'true' : 'either'
  const exits = openExits(functionNamed('f').body, {
    acquisition,
    effectOf: (node) => (releases.some((each) => each === node) ? 'release' : effectOnAnything(facts, node)),
    ...(isPassing && {
      passes: passingBut(facts, [...releases, ...(acquisition ? [acquisition] : [])], existsWhen),
    }),
    existsWhen,
  })
  return exits?.map(({ kind, node, open }) => `${kind} ${String(node.range[0])} ${open} ${node.type}`)
}

/** Of each sort the first, which is what they are asked for. */
function firsts(exits: readonly string[] = []): string[] {
  const sorts = new Set<string>()
  return exits.filter((exit) => sorts.size < sorts.add(exit.replace(/ \d+/, '')).size)
}

const FILLER = 'x.put(1); var a = x; '
const BODIES: readonly string[] = [
  'before(x); open(); after(x); close()',
  'open(); if (x.a) return 1; x.go(); if (x.b) throw x; await x.c(); close()',
  'open(); try { x.go() } catch { x.no() } close(); x.end()',
  'open(); try { x.go(); x.on() } finally { close() }',
  'open(); try { x.go(); x.on() } finally { x.end() } await x.a(); close(); if (x) return',
  'open(); for (const y of x) { if (y) break; y.go() } close()',
  'try { x.go(); open(); x.on() } catch { return } close()',
  'open(); if (ok) close(); x.go(); return x',
  'if (x) { open(); x.go() } if (ok) close()',
  'open(); out: { if (x) break out; x.go() } process.exit()',
  'open(); while (x) { if (x.a) continue; x.go() } x.on()',
  'open(); function inner() { throw x } const g = () => x.go(); close()',
]

test.each([0, 40])('what does nothing to a cell is passed, in lists with %i statements more', (count) => {
  for (const body of BODIES) {
    const text = body.replaceAll(/; (?!\})/g, `; ${FILLER.repeat(count / 2)}`)
    expect(firsts(exitsOf(text, true)), body).toEqual(firsts(exitsOf(text, false)))
  }
})

/** The same for a walk that looks at no exceptions but those of `throw`, walked whole or past what is done while nothing is open. */
function exitsByThrow(body: string, isPassing: boolean): readonly unknown[] | undefined {
  const { facts, functionNamed } = parseFile(`async function f(x) { ${body} }`)
  const [acquisition] = facts.nodes.calls.get('open') ?? []
  const releases = facts.nodes.calls.get('close') ?? []
  return openExits(functionNamed('f').body, {
    acquisition,
    effectOf: (node) => (releases.some((each) => each === node) ? 'release' : 'none'),
    ...(isPassing && {
      passes: passingWhereClosed(facts, [...releases, ...(acquisition ? [acquisition] : [])]),
    }),
    existsWhen: () => 'either',
  })?.map(({ kind, node, open }) => [kind, node.range, open])
}

test.each([0, 40])('nothing is walked where nothing is open, in lists with %i statements more', (count) => {
  const bodies = [
    ...BODIES,
    'open(); close(); if (x.a) return 1; x.go(); if (x.b) throw x; await x.c()',
    'try { x.go(); open(); if (x) throw x; close() } catch { return }',
    'try { if (x) throw x; open(); if (x.a) throw x; close() } catch { return x } x.end()',
    'try { open(); close(); if (x) throw x } catch { return x } x.end()',
  ]
  for (const body of bodies) {
    const text = body.replaceAll(/; (?!\})/g, `; ${FILLER.repeat(count / 2)}`)
    expect(exitsByThrow(text, true), body).toEqual(exitsByThrow(text, false))
  }
})
