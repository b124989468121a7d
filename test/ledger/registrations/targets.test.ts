import { expect, test } from 'vitest'

import type { Target } from '../../../src/ledger/registrations/registration.js'
import { sameTarget } from '../../../src/ledger/registrations/targets.js'
import { parseFile } from '../../parse-file.js'

const CODE = `
import { started, ended, started as begun } from './channels'
import * as other from './others'
const first = new Worker('a.js')
const second = new Worker('a.js')
const given = options.worker
let later = new Worker('a.js')
later = first
use(started, ended, begun, other.started, first, second, given, later)
`

test.each([
  ['started', 'ended', 'no'],
  ['started', 'other.started', 'no'],
  ['first', 'second', 'no'],
  ['started', 'started', 'yes'],
  ['started', 'begun', 'unknown'],
  ['first', 'given', 'unknown'],
  ['first', 'later', 'unknown'],
  ['started', 'given', 'unknown'],
])('whether %s and %s are one target: %s', (a, b, expected) => {
  const { facts, call } = parseFile(CODE)
  const given = call(/^use\(.*$/m.exec(CODE)?.[0] ?? '').arguments
  const target = (text: string): Target => {
    const node = given.find((each) => facts.sourceCode.getText(each) === text)
    if (!node) throw new Error(text)
    return { node, place: facts.places.placeOf(node), text }
  }
  expect(sameTarget(facts, target(a), target(b))).toBe(expected)
})
