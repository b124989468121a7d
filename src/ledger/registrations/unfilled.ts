import type { TSESTree } from '@typescript-eslint/utils'

import { perKey, type FileFacts } from '../../cells/file-facts.js'
import { useOf } from '../../cells/uses/uses.js'
import { isImported, isParameter, soleValue, writesOf, type Variable } from '../../syntax/bindings.js'
import { isExported } from '../../syntax/exported.js'
import { classAround, type ClassNode } from '../../syntax/functions.js'
import { isNothing } from '../../syntax/nothing.js'
import { calleeName, keyName, memberName, receiverOf } from '../../syntax/property-name.js'
import { unwrap, wrapped } from '../../syntax/unwrap.js'

/** What a removal names, and nothing of the file has ever filled. */
export interface Unfilled {
  /** The variable, field or map, as the file writes it. */
  readonly text: string
  /** `yes` where no other file can fill it. */
  readonly sure: 'yes' | 'likely'
}

/**
 * Answers that what a removal is given for a handler is never filled in this file: a variable or field that nothing writes, what is
 * looked up in a map that nothing is put into. Undefined where something fills it, or may do so out of sight.
 */
export function unfilledHandler(facts: FileFacts, handler: TSESTree.Node): Unfilled | undefined {
  const node = unwrap(handler)
  switch (node.type) {
    case 'Identifier': {
      const variable = facts.bindings.variableOf(node)
      return variable && isNeverWritten(variable) ? { text: node.name, sure: 'yes' } : undefined
    }
    case 'CallExpression': {
      const map = calleeName(node) === 'get' ? receiverOf(node) : undefined
      const variable = map && facts.bindings.variableOf(unwrap(map))
      const isEmpty = variable !== undefined && isEmptyMap(facts, variable)
      return isEmpty ? { text: variable.name, sure: 'yes' } : undefined
    }
    case 'MemberExpression':
      return unfilledMember(facts, node)
    default:
      return undefined
  }
}

/** `let handler`, and nothing is ever put there. */
function isNeverWritten(variable: Variable): boolean {
  const [definition] = variable.defs
  const declared = definition?.node as TSESTree.Node | undefined
  if (variable.defs.length !== 1 || declared?.type !== 'VariableDeclarator' || declared.init !== null)
    return false
  const { parent } = declared
  const isDeclaredOnly = parent.declare || parent.parent.type.startsWith('For')
  return !isDeclaredOnly && !isExported(variable) && writesOf(variable).length === 0
}

/** `const handlers = new WeakMap()`, and nothing is ever put in there. */
function isEmptyMap(facts: FileFacts, variable: Variable): boolean {
  const made = soleValue(variable)
  if (isParameter(variable) || isImported(variable) || isExported(variable)) return false
  if (made?.type !== 'NewExpression' || made.arguments.some((each) => each.type !== 'Literal')) return false
  if (made.callee.type !== 'Identifier' || !/^(?:Weak)?Map$/.test(made.callee.name)) return false
  return variable.references.every(({ identifier, init }) => {
    if (init === true) return true
    const use = useOf(facts, identifier)
    return use.kind === 'receiver' && LEAVES_EMPTY.has(use.method ?? '')
  })
}

const LEAVES_EMPTY: ReadonlySet<string> = new Set(['get', 'has', 'delete', 'clear', 'forEach'])

/**
 * `this.onKey`, and the class, which has no base, never writes it; `editor.onKey`, where the file writes `editor[onKey]` instead.
 */
function unfilledMember(facts: FileFacts, node: TSESTree.MemberExpression): Unfilled | undefined {
  const name = memberName(node)
  if (name === undefined || node.computed || isWritten(facts, name)) return undefined
  const text = facts.sourceCode.getText(node)
  if (unwrap(node.object).type === 'ThisExpression') {
    const home = classAround(node)
    if (!home || home.superClass || isDecorated(home)) return undefined
    const field = home.body.body.find((each) => 'key' in each && keyName(each.key, each.computed) === name)
    if (field ? !isEmptyField(field) : isParameterOfConstructor(home, name)) return undefined
    if (mayBeFilledUnseen(facts, home)) return undefined
    return { text, sure: field && isPrivate(field) ? 'yes' : 'likely' }
  }
  const isByValue = facts.nodes.computedMembers.some(
    ({ property, parent }) =>
      property.type === 'Identifier' && property.name === name && parent.type === 'AssignmentExpression',
  )
  return isByValue ? { text, sure: 'likely' } : undefined
}

function isEmptyField(field: TSESTree.ClassElement): boolean {
  if (field.type !== 'PropertyDefinition' || field.declare || isDecorated(field)) return false
  return !field.value || isNothing(field.value)
}

/** ESLint's own parser knows no decorators. */
function isDecorated({ decorators }: { decorators?: readonly TSESTree.Decorator[] }): boolean {
  return decorators !== undefined && decorators.length > 0
}

function isPrivate(field: TSESTree.ClassElement): boolean {
  if (field.type !== 'PropertyDefinition') return false
  return field.key.type === 'PrivateIdentifier' || field.accessibility === 'private'
}

/** `constructor(private readonly onKey: Handler)` */
function isParameterOfConstructor({ body }: ClassNode, name: string): boolean {
  return body.body.some(
    (each) =>
      each.type === 'MethodDefinition' &&
      each.kind === 'constructor' &&
      each.value.params.some(
        (param) =>
          param.type === 'TSParameterProperty' &&
          param.parameter.type === 'Identifier' &&
          param.parameter.name === name,
      ),
  )
}

/** Whether anything in a file is put into a member of a name, in whatever object. */
function isWritten({ nodes }: FileFacts, name: string): boolean {
  return (nodes.members.get(name) ?? []).some((each) => {
    if (each.type === 'Property') return false
    const node = wrapped(each)
    const { parent } = node
    return (
      (parent?.type === 'AssignmentExpression' && parent.left === node) ||
      parent?.type === 'ArrayPattern' ||
      (parent?.type === 'Property' && parent.parent.type === 'ObjectPattern')
    )
  })
}

/** `Object.assign(this, …)`, `this[name] = …`, a decorator, a declared or abstract member: what fills it is not seen. */
const mayBeFilledUnseen = perKey((facts: FileFacts, home: ClassNode): boolean => {
  const text = facts.sourceCode.getText(home)
  return /\b(?:assign|defineProperty|bindAll|autoBind)\w*\(|this\[|@\w+/.test(text)
})
