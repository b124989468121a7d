import { describe, expect, test } from 'vitest'

import { isUsedPlainly } from '../../../src/cells/uses/plain-uses.js'
import { parseFile } from '../../parse-file.js'

/** Whether what `make()` answers is used plainly, where `close` and `release` are asked for. */
function answer(uses: string): boolean {
  const { facts, node } = parseFile(`async function f() { const made = make(); ${uses} }`, { language: 'ts' })
  const declarator = node('made = make()')
  const target = declarator.type === 'VariableDeclarator' ? declarator.id : declarator
  const variable = facts.bindings.variableOf(target)
  if (!variable) throw new Error('no variable')
  return isUsedPlainly(variable, (name) => name === 'close' || name === 'release')
}

describe('isUsedPlainly', () => {
  test.each([
    '',
    'made.open(); made.size + 1',
    'use(made); note.add(1, made)',
    'if (made) return made',
    'const { a } = made.parts; log(`${made} ${made.name}`)',
    'made?.open()',
    'made.part.close()',
    'table[made] = 1',
  ])('%s: yes', (uses) => {
    expect(answer(uses)).toBe(true)
  })

  test.each([
    'made.close()',
    'made?.close()',
    'made[method]()',
    'release(made)',
    'pool.release(made)',
    'made()',
    'const other = made',
    'this.made = made',
    'const { close } = made',
    'made.then((file) => file.close())',
    'release(made.part)',
    '(made as Door).open()',
    'keep({ made })',
    'return () => made',
  ])('%s: no', (uses) => {
    expect(answer(uses)).toBe(false)
  })
})
