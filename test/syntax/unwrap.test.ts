import { expect, test } from 'vitest'

import { unwrap, unwrapAwait, wrapped } from '../../src/syntax/unwrap.js'
import { parseFile } from '../parse-file.js'

/** The argument of `$(…)`. */
function argumentIn(code: string) {
  const { facts } = parseFile(code, { language: 'ts' })
  const argument = facts.nodes.calls.get('$')?.[0]?.arguments[0]
  if (!argument) throw new Error(`No $(…) in ${code}`)
  return argument
}

test.each(['a', '(a)', 'a!', 'a as B', '<B>a', 'a satisfies B', '(<B>(a!) as C)', 'a<B>'])(
  '$(%s): unwrap answers a',
  (expression) => {
    expect(unwrap(argumentIn(`$(${expression})`))).toMatchObject({ type: 'Identifier', name: 'a' })
  },
)

test('a part of an optional chain is not a wrapper, its whole is', () => {
  expect(unwrap(argumentIn('$(a?.b.c)')).type).toBe('MemberExpression')
})

test.each(['await a', 'await (await a as B)!', 'a'])('$(%s): unwrapAwait answers a', (expression) => {
  expect(unwrapAwait(argumentIn(`$(${expression})`))).toMatchObject({ type: 'Identifier', name: 'a' })
})

test('unwrap does not step into await', () => {
  expect(unwrap(argumentIn('$(await a)')).type).toBe('AwaitExpression')
})

test.each(['a', 'a!', 'await a', '(await a!) as B', '<B>a', 'a satisfies B'])(
  '$(%s): wrapped leads from a to the argument',
  (expression) => {
    const { node, call } = parseFile(`$(${expression})`, { language: 'ts' })
    expect(wrapped(node('a'))).toBe(call(`$(${expression})`).arguments[0])
  },
)

test('wrapped leaves a member expression as it is', () => {
  const { node } = parseFile('$(a.b)')
  expect(wrapped(node('a'))).toBe(node('a'))
})
