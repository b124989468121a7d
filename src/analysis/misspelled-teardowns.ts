import type { TSESTree } from '@typescript-eslint/utils'

import {
  ANGULAR_DECORATORS,
  ELEMENT_BASES,
  LIFECYCLE_ENDS,
  type LifecycleEnd,
} from '../protocols/removals.js'
import { REACT_COMPONENT_BASES, RELEASING_NAME } from '../protocols/teardowns.js'
import { isFunction, type ClassNode } from '../syntax/functions.js'
import { calleeName, keyName, memberName } from '../syntax/property-name.js'
import { unwrap } from '../syntax/unwrap.js'
import { walk } from '../syntax/walk.js'
import { perFile, type FileFacts } from './file-facts.js'
import type { MisspelledTeardown } from './mismatch.js'

/**
 * Answers the members of components and custom elements that release something under a name which is nearly, but
 * not quite, that of the member their framework calls at the end.
 */
export const misspelledTeardowns = perFile((facts): readonly MisspelledTeardown[] =>
  facts.nodes.classes.flatMap((node) => {
    const end = LIFECYCLE_ENDS.find((each) => isOfKind(node, each.kind))
    return end ? misspelledIn(facts, node, end) : []
  }),
)

function misspelledIn(facts: FileFacts, node: ClassNode, end: LifecycleEnd): MisspelledTeardown[] {
  const members = node.body.body.flatMap((element) => {
    if (element.type !== 'MethodDefinition' && element.type !== 'PropertyDefinition') return []
    const name = element.static ? undefined : keyName(element.key, element.computed)
    return name === undefined ? [] : [{ name, key: element.key, value: element.value }]
  })
  if (members.some(({ name }) => name === end.name)) return []
  return members.flatMap(({ name, key, value }) => {
    if (!isNearly(name, end) || !isFunction(value) || facts.nodes.members.has(name)) return []
    if (!releasesSomething(facts, value.body)) return []
    const className = node.id?.name ?? 'this class'
    return [{ kind: 'misspelledTeardown', certainty: 'known', node: key, name, right: end.name, className }]
  })
}

function isOfKind(node: ClassNode, kind: LifecycleEnd['kind']): boolean {
  if (kind === 'angular') return decoratorsOf(node).some(({ expression }) => isAngular(expression))
  const base = node.superClass && unwrap(node.superClass)
  const name =
    base?.type === 'Identifier' ? base.name : base?.type === 'MemberExpression' ? memberName(base) : undefined
  if (name === undefined) return false
  return kind === 'react' ? REACT_COMPONENT_BASES.has(name) : ELEMENT_BASES.test(name)
}

/** ESLint's own parser knows no decorators. */
function decoratorsOf(node: { decorators?: readonly TSESTree.Decorator[] }): readonly TSESTree.Decorator[] {
  return node.decorators ?? []
}

function isAngular(decorator: TSESTree.Expression): boolean {
  return decorator.type === 'CallExpression' && ANGULAR_DECORATORS.has(calleeName(decorator) ?? '')
}

/** How many letters may differ: more, and it may well be a name of its own. */
const MAX_DISTANCE = 2

function isNearly(name: string, end: LifecycleEnd): boolean {
  if (end.mistaken.includes(name)) return true
  if (Math.abs(name.length - end.name.length) > MAX_DISTANCE) return false
  return name.toLowerCase() === end.name.toLowerCase() || distance(name, end.name) <= MAX_DISTANCE
}

/** The least number of letters to put in, take out or replace to make one word the other. */
function distance(a: string, b: string): number {
  let row = [...Array(b.length + 1).keys()]
  for (let i = 0; i < a.length; i++) {
    const next = [i + 1]
    for (let j = 0; j < b.length; j++) {
      next.push(Math.min((next[j] ?? 0) + 1, (row[j + 1] ?? 0) + 1, (row[j] ?? 0) + Number(a[i] !== b[j])))
    }
    row = next
  }
  return row[b.length] ?? 0
}

function releasesSomething(facts: FileFacts, body: TSESTree.Node): boolean {
  let releases = false
  walk(body, facts.sourceCode.visitorKeys, (inner) => {
    if (inner.type === 'CallExpression' && RELEASING_NAME.test(calleeName(inner) ?? '')) releases = true
    return !releases
  })
  return releases
}
