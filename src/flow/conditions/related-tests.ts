import type { TSESTree } from '@typescript-eslint/utils'

import { perKey, type FileFacts } from '../../cells/file-facts.js'
import { givenInstead } from '../../ledger/sources/given-instead.js'
import { isModuleVariable, soleValue, type Variable } from '../../syntax/bindings.js'
import { isFunction } from '../../syntax/functions.js'
import type { Place } from '../../syntax/places.js'
import { rootOf, unwrap, unwrapAwait, wrapped } from '../../syntax/unwrap.js'
import { existenceIn, negate, type Existence } from './exists-when.js'

/** What conditions say of a cell that do not name it, by the place that they test. */
export type RelatedTests = ReadonlyMap<Place, Existence>

/**
 * Answers the conditions that stand for one of a cell: those under which it is filled (`if (own) file = open()`), and
 * flags that are written together with it (`opened = true`) or with its release (`closed = true`), and what is answered in
 * its place where it was given.
 */
export function relatedTests(
  facts: FileFacts,
  start: TSESTree.Node,
  region: TSESTree.Node,
  releases: readonly TSESTree.Node[],
): RelatedTests {
  const found = new Map<Place, Existence>()
  for (const [flag, value] of flagsBeside(facts, [start])) found.set(flag, value ? 'true' : 'false')
  for (const [flag, value] of flagsBeside(facts, releases)) found.set(flag, value ? 'false' : 'true')
  addGuards(facts, start, region, found)
  addGiven(facts, start, found)
  return found
}

/** Answers what a condition says by way of related ones. */
export function existsByRelated(facts: FileFacts, tests: RelatedTests, part: TSESTree.Node): Existence {
  if (tests.size === 0) return 'either'
  const known = tests.get(keyOf(facts, part) ?? '')
  if (known !== undefined) return known
  // `const isOwn = !given`
  const variable = part.type === 'Identifier' ? facts.bindings.variableOf(part) : undefined
  const value = variable && soleValue(variable)
  const isTest = value?.type === 'UnaryExpression' || value?.type === 'BinaryExpression'
  return isTest ? existenceIn(value, (each) => tests.get(keyOf(facts, each) ?? '') ?? 'either') : 'either'
}

/** `runnerOf(given)`: where something was given, what it answers is not this code's to end. */
function addGiven(facts: FileFacts, start: TSESTree.Node, found: Map<Place, Existence>): void {
  const site = unwrapAwait(start)
  const given = site.type === 'CallExpression' ? givenInstead(facts, site) : undefined
  const key = given && isSteady(facts, given) ? keyOf(facts, given) : undefined
  if (key !== undefined) found.set(key, 'false')
}

/** What is tested, where it is the same at any time: a variable or a member that nothing writes meanwhile. */
function keyOf(facts: FileFacts, part: TSESTree.Node): Place | undefined {
  const node = unwrap(part)
  if (node.type === 'BinaryExpression' && node.right.type === 'Literal') {
    const left = keyOf(facts, node.left)
    return left === undefined ? undefined : `${left} ${node.operator} ${node.right.raw}`
  }
  if (node.type !== 'Identifier' && node.type !== 'MemberExpression') return undefined
  return facts.places.placeOf(node)
}

function isSteady(facts: FileFacts, part: TSESTree.Node): boolean {
  const node = unwrap(part)
  const root = rootOf(node.type === 'BinaryExpression' ? node.left : node)
  const variable = root.type === 'Identifier' ? facts.bindings.variableOf(root) : undefined
  return (variable?.references ?? []).every((each) => !each.isWrite() || each.init === true)
}

function addGuards(
  facts: FileFacts,
  start: TSESTree.Node,
  region: TSESTree.Node,
  found: Map<Place, Existence>,
): void {
  const add = (test: TSESTree.Node, holds: Existence): void => {
    const node = unwrap(test)
    if (node.type === 'UnaryExpression' && node.operator === '!') {
      add(node.argument, negate(holds))
      return
    }
    if (node.type === 'LogicalExpression' && node.operator === '&&' && holds === 'true') {
      add(node.left, holds)
      add(node.right, holds)
      return
    }
    const key = isSteady(facts, node) ? keyOf(facts, node) : undefined
    if (key !== undefined && !found.has(key)) found.set(key, holds)
  }
  let child: TSESTree.Node = start
  for (
    let current = start.parent;
    current && child !== region && !isFunction(current);
    child = current, current = current.parent
  ) {
    if (current.type === 'LogicalExpression' && current.right === child) {
      add(current.left, current.operator === '&&' ? 'true' : 'false')
    }
    if (current.type === 'IfStatement' || current.type === 'ConditionalExpression') {
      if (current.consequent === child) add(current.test, 'true')
      if (current.alternate === child) add(current.test, 'false')
    }
  }
}

/** The flags that get the same value beside each of some nodes, and the other value everywhere else. */
function flagsBeside(facts: FileFacts, nodes: readonly TSESTree.Node[]): ReadonlyMap<Place, boolean> {
  const found = new Map<Place, boolean>()
  const lists = new Set<readonly TSESTree.Statement[]>()
  for (const node of nodes) {
    const list = listAround(node)
    if (list) lists.add(list)
  }
  for (const list of lists) {
    for (const { variable, value } of truthsWritten(facts, list)) {
      if (isFlag(variable, value, lists)) found.set(facts.places.variablePlace(variable), value)
    }
  }
  return found
}

/** What the statements of a list write to variables as true or false. Each cell that is filled there asks. */
const truthsWritten = perKey((facts: FileFacts, list: readonly TSESTree.Statement[]) =>
  list.flatMap((statement) => {
    const expression = statement.type === 'ExpressionStatement' ? statement.expression : undefined
    if (expression?.type !== 'AssignmentExpression' || expression.left.type !== 'Identifier') return []
    const variable = facts.bindings.variableOf(expression.left)
    const value = truthOf(expression.right)
    return !variable || value === undefined || isModuleVariable(variable) ? [] : [{ variable, value }]
  }),
)

function isFlag(
  variable: Variable,
  value: boolean,
  lists: ReadonlySet<readonly TSESTree.Statement[]>,
): boolean {
  return variable.references.every((each) => {
    if (!each.isWrite()) return true
    const written = each.writeExpr ? truthOf(each.writeExpr) : undefined
    if (written === undefined) return false
    const list = listAround(each.identifier)
    return written !== value || (each.init !== true && list !== undefined && lists.has(list))
  })
}

function truthOf(node: TSESTree.Node): boolean | undefined {
  return node.type === 'Literal' && typeof node.value === 'boolean' ? node.value : undefined
}

/** The statements that the one around a node stands among. */
function listAround(node: TSESTree.Node): readonly TSESTree.Statement[] | undefined {
  let current: TSESTree.Node | undefined = wrapped(node)
  while (current && !isFunction(current)) {
    const { parent }: TSESTree.Node = current
    if (parent?.type === 'BlockStatement') return parent.body
    current = parent
  }
  return undefined
}
