import type { TSESTree } from '@typescript-eslint/utils'
import { expect, test } from 'vitest'

import { walk } from '../../src/syntax/walk.js'
import { parseFile } from '../parse-file.js'

test('visits a node and all below it in the order of the text', () => {
  const { facts } = parseFile('f(a, [, b], { c: d })')
  const names: string[] = []
  walk(facts.sourceCode.ast, facts.sourceCode.visitorKeys, (node) => {
    if (node.type === 'Identifier') names.push(node.name)
    return undefined
  })
  expect(names).toEqual(['f', 'a', 'b', 'c', 'd'])
})

test('leaves out what is below a node whose visit answers false', () => {
  const { facts } = parseFile('f(() => g(a), b)')
  const visited: string[] = []
  walk(facts.sourceCode.ast, facts.sourceCode.visitorKeys, (node) => {
    visited.push(node.type)
    return node.type !== 'ArrowFunctionExpression'
  })
  expect(visited.filter((type) => type === 'CallExpression')).toHaveLength(1)
  expect(visited.filter((type) => type === 'Identifier')).toHaveLength(2)
})

test('walks a tree that is deeper than the call stack', () => {
  const depth = 200_000
  let tree: object = { type: 'Identifier' }
  for (let i = 0; i < depth; i++) tree = { type: 'UnaryExpression', argument: tree }
  let visits = 0
  walk(tree as TSESTree.Node, { UnaryExpression: ['argument'] }, () => {
    visits += 1
    return undefined
  })
  expect(visits).toBe(depth + 1)
})

test('a node of an unknown type has nothing below', () => {
  let visits = 0
  walk({ type: 'Unknown', child: { type: 'Identifier' } } as unknown as TSESTree.Node, {}, () => {
    visits += 1
    return undefined
  })
  expect(visits).toBe(1)
})
