import type { TSESTree } from '@typescript-eslint/utils'

import {
  ELEMENTS_OF_DOCUMENT,
  isDocumentName,
  SELECTORS_OF_DOCUMENT,
  type ObserverProtocol,
} from '../../protocols/observers.js'
import { isParameter, type Variable } from '../../syntax/bindings.js'
import { constantString } from '../../syntax/constants.js'
import { declaredName, isFunction, type FunctionNode } from '../../syntax/functions.js'
import { calleeName, memberName, receiverOf } from '../../syntax/property-name.js'
import { unwrap } from '../../syntax/unwrap.js'
import type { FileFacts } from '../../cells/file-facts.js'
import { holderOf } from '../../lives/lifetime.js'

/**
 * What an observer watches, as to how long that stays:
 *
 * - `page`: until the page is left or the program ends
 * - `maybePage`: that long, unless something else is given
 * - `own`: as long as the instance that watches it
 * - `unknown`: it comes from elsewhere
 * - `local`: it is made by the code that watches it
 */
export interface ObservedTarget {
  stays: 'page' | 'maybePage' | 'own' | 'unknown' | 'local'
  /** As the code names it; undefined where the page itself holds the observer. */
  text: string | undefined
}

/** Answers what a call such as `observer.observe(target)` has watched; undefined where it is not visible. */
export function observedTarget(
  facts: FileFacts,
  start: TSESTree.CallExpression,
  protocol: ObserverProtocol,
): ObservedTarget | undefined {
  if (protocol.heldBy === 'page') return { stays: 'page', text: undefined }
  const [argument] = start.arguments
  if (!argument || argument.type === 'SpreadElement') return undefined
  return targetOf(facts, argument)
}

function targetOf(facts: FileFacts, expression: TSESTree.Node): ObservedTarget {
  const node = unwrap(expression)
  const target = (stays: ObservedTarget['stays'], named = node): ObservedTarget => ({
    stays,
    text: facts.sourceCode.getText(named),
  })
  if (isElementOfDocument(facts, node)) return target('page')
  const { lifetime, ownModule } = holderOf(facts, node)
  switch (lifetime) {
    case 'module':
      return target(ownModule === true ? 'maybePage' : 'page')
    case 'owner':
      return target('own')
    case 'call':
      return target('local')
    case 'unknown':
      break
  }
  if (isElementOfNamedDocument(node)) return target('maybePage')
  const fallback = fallbackOf(facts, node)
  if (fallback && targetOf(facts, fallback.value).stays === 'page') {
    return target(fallback.isCertain ? 'page' : 'maybePage', fallback.value)
  }
  // A part of what is the instance's own, or was made here: `this.shadowRoot.querySelector('slot')`
  const whole = wholeOf(node)
  const stays = whole && holderOf(facts, whole).lifetime
  return target(stays === 'owner' ? 'own' : stays === 'call' ? 'local' : 'unknown')
}

/** `document.querySelector('body')`, `document.getElementsByTagName('head')[0]` */
function isElementOfDocument(facts: FileFacts, node: TSESTree.Node): boolean {
  const call = node.type === 'MemberExpression' && node.computed ? unwrap(node.object) : node
  if (call.type !== 'CallExpression') return false
  const [selector] = call.arguments
  const receiver = receiverOf(call)
  if (!selector || !receiver || facts.places.placeOf(receiver) !== 'g:document') return false
  const name = calleeName(call)
  const isQuery = name === 'querySelector' || name === 'querySelectorAll' || name === 'getElementsByTagName'
  return isQuery && SELECTORS_OF_DOCUMENT.has(constantString(selector, facts.bindings) ?? '')
}

/** `this.document.body`, `node.ownerDocument` */
function isElementOfNamedDocument(node: TSESTree.Node): boolean {
  const name = lastName(node)
  if (name === undefined) return false
  if (node.type === 'MemberExpression' && ELEMENTS_OF_DOCUMENT.has(name)) {
    const whole = lastName(unwrap(node.object))
    return whole !== undefined && isDocumentName(whole)
  }
  return isDocumentName(name)
}

function lastName(node: TSESTree.Node): string | undefined {
  if (node.type === 'Identifier') return node.name
  return node.type === 'MemberExpression' ? memberName(node) : undefined
}

interface Fallback {
  value: TSESTree.Node
  /** Whether it is what calls of this file end up with. */
  isCertain: boolean
}

/** What stands in where nothing is given: the default of a parameter, `given ?? document.body`. */
function fallbackOf(facts: FileFacts, node: TSESTree.Node): Fallback | undefined {
  if (node.type === 'LogicalExpression' && node.operator !== '&&') {
    return { value: node.right, isCertain: false }
  }
  const variable = node.type === 'Identifier' ? facts.bindings.variableOf(node) : undefined
  const [name] = variable?.identifiers ?? []
  if (!variable || !name || !isParameter(variable)) return undefined
  const pattern = name.parent
  if (pattern.type !== 'AssignmentPattern' || pattern.left !== name) return undefined
  return { value: pattern.right, isCertain: !isOverridden(facts, variable, pattern) }
}

/** Whether a call of this file gives a parameter something else than its default. */
function isOverridden(facts: FileFacts, variable: Variable, pattern: TSESTree.AssignmentPattern): boolean {
  const scope = variable.scope.block as TSESTree.Node
  if (!isFunction(scope)) return true
  const index = scope.params.indexOf(pattern)
  if (variable.references.some((reference) => reference.isWrite() && reference.init !== true)) return true
  return callsOf(facts, scope).some(({ arguments: given }) =>
    index < 0 ? given.length > 0 : given.length > index || given.some(({ type }) => type === 'SpreadElement'),
  )
}

function callsOf(facts: FileFacts, scope: FunctionNode): readonly TSESTree.CallExpression[] {
  const name = declaredName(scope)
  const variable = name && facts.bindings.variableOf(name)
  return (variable?.references ?? []).flatMap(({ identifier }) => {
    const { parent } = identifier as TSESTree.Identifier
    return parent.type === 'CallExpression' && parent.callee === identifier ? [parent] : []
  })
}

/** The object that a member or a query starts from. */
function wholeOf(node: TSESTree.Node): TSESTree.Node | undefined {
  let current = node
  // A field says by itself, or not at all, whose it is.
  if (node.type === 'MemberExpression' && unwrap(node.object).type === 'ThisExpression') return undefined
  while (current.type === 'MemberExpression' || current.type === 'CallExpression') {
    const inner = current.type === 'CallExpression' ? receiverOf(current) : current.object
    if (!inner) return undefined
    current = unwrap(inner)
    if (current.type === 'MemberExpression' && unwrap(current.object).type === 'ThisExpression')
      return current
  }
  return current === node ? undefined : current
}
