import { expect, test } from 'vitest'

import { isNothing } from '../../src/syntax/nothing.js'
import { parseFile } from '../parse-file.js'

function valueOf(text: string): boolean {
  const { facts } = parseFile(`x = ${text}`, { language: 'ts' })
  const [assignment] = facts.nodes.assignments
  if (!assignment) throw new Error(`There is no assignment of ${text}`)
  return isNothing(assignment.right)
}

test.each(['null', 'undefined', 'void 0', '(null)', 'null!', 'undefined as Socket'])(
  '%s is nothing',
  (text) => {
    expect(valueOf(text)).toBe(true)
  },
)

test.each(['0', "''", "'null'", 'false', '!undefined', 'none', '{}', '/(?<a>.)|(?<a>..)/v'])(
  '%s is something',
  (text) => {
    expect(valueOf(text)).toBe(false)
  },
)
