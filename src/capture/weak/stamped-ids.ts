import type { TSESTree } from '@typescript-eslint/utils'

import { ID_MAKER } from '../../protocols/object-keys.js'
import { isFunction } from '../../syntax/functions.js'
import { isModuleVariable, isParameter, type Variable } from '../../syntax/bindings.js'
import { constantString } from '../../syntax/constants.js'
import { memberName, calleeName, receiverOf } from '../../syntax/property-name.js'
import { rootOf, unwrap } from '../../syntax/unwrap.js'
import { functionsMeantBy } from '../../cells/call-targets.js'
import { perFile, perKey, type FileFacts } from '../../cells/file-facts.js'
import type { Certainty } from '../../ledger/certainty.js'

/** A property of an object of somebody else to which a file writes an id that it makes. */
export interface Stamp {
  /** What the id is written to. */
  target: TSESTree.MemberExpression
  value: TSESTree.Node
  certainty: Certainty
}

/** Variables and functions may be made of each other. */
const MAX_DEPTH = 6

/** Answers where a file writes ids of its own on objects that it is given: `element.uid = ++count`. */
export const stampsOf = perFile((facts): readonly Stamp[] =>
  facts.nodes.assignments.flatMap(({ left, right, operator }): Stamp[] => {
    const target = unwrap(left)
    if (target.type !== 'MemberExpression' || !['=', '||=', '??='].includes(operator)) return []
    const root = rootOf(target)
    const variable = root.type === 'Identifier' ? facts.bindings.variableOf(root) : undefined
    if (!variable || !isParameter(variable)) return []
    if (!isNewId(facts, right)) return []
    if (isHiddenProperty(target)) return [{ target, value: right, certainty: 'known' }]
    return isWrittenOnce(facts, target) ? [{ target, value: right, certainty: 'likely' }] : []
  }),
)

/**
 * A property that is there to mark an object: `element[key]`, `element.dataset.uid`, `node.__uid`. One such as
 * `message.id` may be sent away and come back on another object.
 */
function isHiddenProperty(target: TSESTree.MemberExpression): boolean {
  const name = memberName(target)
  if (name === undefined) return true
  const object = unwrap(target.object)
  const isOfDataset = object.type === 'MemberExpression' && memberName(object) === 'dataset'
  return isOfDataset || (/^[_$]/.test(name) && name !== '_id')
}

/** Whether an object keeps the id that it has: `if (!node.id) node.id = ++count`, `node.id ||= ++count`. */
function isWrittenOnce(facts: FileFacts, target: TSESTree.MemberExpression): boolean {
  const { parent } = target
  if (parent.type === 'AssignmentExpression' && parent.operator !== '=') return true
  const text = facts.sourceCode.getText(target)
  for (let current: TSESTree.Node | undefined = parent; current; current = current.parent) {
    if (isFunction(current)) return false
    const test =
      current.type === 'IfStatement'
        ? current.test
        : current.type === 'LogicalExpression'
          ? current.left
          : undefined
    if (test && facts.sourceCode.getText(test).includes(text)) return true
  }
  return false
}

/** The same by the name of the property, or by the variable that holds the name. */
const stampsByProperty = perFile((facts): ReadonlyMap<string | Variable, Stamp> => {
  const found = new Map<string | Variable, Stamp>()
  for (const stamp of stampsOf(facts)) {
    const property = propertyOf(facts, stamp.target)
    if (property !== undefined) found.set(property, stamp)
  }
  return found
})

const stampsByValue = perFile(
  (facts): ReadonlyMap<TSESTree.Node, Stamp> => new Map(stampsOf(facts).map((stamp) => [stamp.value, stamp])),
)

function propertyOf(facts: FileFacts, node: TSESTree.MemberExpression): string | Variable | undefined {
  const name = memberName(node)
  if (name !== undefined) return name
  const constant = constantString(node.property, facts.bindings)
  return constant ?? facts.bindings.variableOf(node.property)
}

/** Whether an expression is an id that no object has yet: a counter that goes up, a call that makes ids. */
function isNewId(facts: FileFacts, expression: TSESTree.Node, depth = 0): boolean {
  if (depth > MAX_DEPTH) return false
  const node = unwrap(expression)
  switch (node.type) {
    case 'UpdateExpression':
      return node.operator === '++' && outlivesCalls(facts, node.argument)
    case 'CallExpression':
      return ID_MAKER.test(calleeName(node) ?? '') && node.arguments.every(({ type }) => type === 'Literal')
    case 'AssignmentExpression':
      return isNewId(facts, node.right, depth + 1)
    case 'LogicalExpression':
      return isNewId(facts, node.right, depth + 1)
    case 'TemplateLiteral':
      return node.expressions.some((part) => isNewId(facts, part, depth + 1))
    case 'BinaryExpression':
      return (
        node.operator === '+' &&
        (isNewId(facts, node.left, depth + 1) || isNewId(facts, node.right, depth + 1))
      )
    case 'Identifier': {
      const variable = facts.bindings.variableOf(node)
      if (!variable || isModuleVariable(variable) || isParameter(variable)) return false
      const written = writesOf(variable)
      return written.length > 0 && written.every((value) => isNewId(facts, value, depth + 1))
    }
    default:
      return false
  }
}

function outlivesCalls(facts: FileFacts, argument: TSESTree.Node): boolean {
  const root = rootOf(argument)
  const variable = root.type === 'Identifier' ? facts.bindings.variableOf(root) : undefined
  return variable !== undefined && !isParameter(variable) && isModuleVariable(variable)
}

function writesOf(variable: Variable): TSESTree.Node[] {
  return variable.references.flatMap(({ writeExpr }) => (writeExpr ? [writeExpr] : []))
}

/** Answers the stamp that an expression reads, or has just written; undefined where it may be another id. */
export function idOfObject(facts: FileFacts, expression: TSESTree.Node, depth = 0): Stamp | undefined {
  if (depth > MAX_DEPTH) return undefined
  const node = unwrap(expression)
  switch (node.type) {
    case 'MemberExpression': {
      const property = propertyOf(facts, node)
      return property === undefined ? undefined : stampsByProperty(facts).get(property)
    }
    case 'AssignmentExpression':
      return (
        idOfObject(facts, node.left, depth + 1) ??
        stampWrittenWith(facts, node) ??
        idOfObject(facts, node.right, depth + 1)
      )
    case 'LogicalExpression': {
      const left = idOfObject(facts, node.left, depth + 1)
      return left && idOfObject(facts, node.right, depth + 1)
    }
    case 'ConditionalExpression': {
      const consequent = idOfObject(facts, node.consequent, depth + 1)
      return consequent && idOfObject(facts, node.alternate, depth + 1)
    }
    case 'CallExpression':
      return idOfCall(facts, node, depth)
    case 'Identifier': {
      const variable = facts.bindings.variableOf(node)
      return (variable && idOfVariable(facts, variable)) ?? undefined
    }
    default:
      return undefined
  }
}

/** `element.uid = id = ++count` */
function stampWrittenWith(facts: FileFacts, node: TSESTree.Node): Stamp | undefined {
  return node.type === 'AssignmentExpression' ? stampsByValue(facts).get(node) : undefined
}

const idOfVariable = perKey((facts: FileFacts, variable: Variable): Stamp | null => {
  if (isParameter(variable) || isModuleVariable(variable)) return null
  const stamp = stampOfVariable(facts, variable)
  if (stamp) return stamp
  const written = writesOf(variable).map(
    (value) => idOfObject(facts, value) ?? (value.parent && stampWrittenWith(facts, value.parent)),
  )
  return written.length > 0 && written.every((each) => each !== undefined) ? (written[0] ?? null) : null
}, null)

/** `const id = nextId(); element.uid = id` */
function stampOfVariable(facts: FileFacts, variable: Variable): Stamp | undefined {
  for (const { identifier } of variable.references) {
    const { parent } = identifier as TSESTree.Identifier
    if (parent.type !== 'AssignmentExpression' || parent.right !== identifier) continue
    const stamp = stampsByValue(facts).get(identifier)
    if (stamp) return stamp
  }
  return undefined
}

/** `idOf(element)`, where the function of this file answers the stamp of its parameter. */
function idOfCall(facts: FileFacts, node: TSESTree.CallExpression, depth: number): Stamp | undefined {
  if (receiverOf(node) && functionsMeantBy(facts, node.callee).length === 0) return undefined
  let stamp: Stamp | undefined
  for (const target of functionsMeantBy(facts, node.callee)) {
    const returned = facts.nodes.returns.get(target) ?? []
    if (returned.length === 0) return undefined
    for (const value of returned) {
      const found = idOfObject(facts, value, depth + 1)
      if (!found) return undefined
      stamp = found
    }
  }
  return stamp
}
