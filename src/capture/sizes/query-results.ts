import type { TSESTree } from '@typescript-eslint/utils'

import { LIMITING_METHODS } from '../../protocols/collecting.js'
import {
  BOUNDED_OPTIONS,
  BOUNDED_STATEMENT,
  LIST_METHODS,
  QUERY_MODULES,
  STATEMENT_METHODS,
  SHAPING_OPTIONS,
} from '../../protocols/query-results.js'
import { importSource, soleValue } from '../../syntax/bindings.js'
import { constantString } from '../../syntax/constants.js'
import { calleeName, keyName, memberName, receiverOf } from '../../syntax/property-name.js'
import { unwrap, unwrapAwait } from '../../syntax/unwrap.js'
import type { FileFacts } from '../../cells/file-facts.js'
import { valuesByPlace } from '../../cells/values/written-values.js'

const MAX_LINKS = 30

/**
 * Whether a call asks a database for all there is of something: a statement without a limit or condition, or a list
 * without such options, of what a module for databases made. False where that cannot be told.
 */
export function isWholeTable(facts: FileFacts, call: TSESTree.CallExpression): boolean {
  const name = calleeName(call) ?? ''
  const receiver = receiverOf(call)
  if (!receiver || !(STATEMENT_METHODS.has(name) || LIST_METHODS.has(name))) return false
  const { module, names, calls } = chainOf(facts, receiver)
  if (module === undefined || !QUERY_MODULES.includes(module)) return false
  if (names.some((each) => LIMITING_METHODS.has(each))) return false
  const given = [call, ...calls].flatMap((each) => each.arguments)
  if (LIST_METHODS.has(name)) return given.every((each) => isUnboundedOption(facts, each))
  const statements = given.flatMap((each) => constantString(each, facts.bindings) ?? [])
  const [statement] = statements.filter((each) => /^\s*select\b/i.test(each))
  return statement !== undefined && !BOUNDED_STATEMENT.test(statement)
}

/** `collection('users').find({})`: names and options that leave out nothing. */
function isUnboundedOption(facts: FileFacts, argument: TSESTree.Node): boolean {
  if (constantString(argument, facts.bindings) !== undefined) return true
  if (argument.type !== 'ObjectExpression') return false
  return argument.properties.every((property) => {
    const name = property.type === 'Property' ? keyName(property.key, property.computed) : undefined
    return name !== undefined && SHAPING_OPTIONS.has(name) && !BOUNDED_OPTIONS.has(name)
  })
}

interface Chain {
  /** The module that what the chain begins with comes from. */
  module: string | undefined
  names: readonly string[]
  calls: readonly TSESTree.CallExpression[]
}

/** Answers what a value was made with: `new Pool().connect()` through variables and fields. */
function chainOf(facts: FileFacts, expression: TSESTree.Node): Chain {
  const names: string[] = []
  const calls: TSESTree.CallExpression[] = []
  let node: TSESTree.Node | undefined = unwrapAwait(expression)
  for (let links = 0; node && links < MAX_LINKS; links += 1) {
    switch (node.type) {
      case 'CallExpression':
        calls.push(node)
        node = unwrap(node.callee)
        break
      case 'NewExpression':
        node = unwrap(node.callee)
        break
      case 'MemberExpression': {
        names.push(memberName(node) ?? '')
        const place = facts.places.placeOf(node)
        const [value, ...others] = (place !== undefined && valuesByPlace(facts).get(place)) || []
        const isKnown = value !== undefined && value !== 'parameter' && others.length === 0
        node = unwrapAwait(isKnown ? value : node.object)
        break
      }
      case 'Identifier': {
        const variable = facts.bindings.variableOf(node)
        const module = variable && importSource(variable)
        if (module !== undefined) return { module, names, calls }
        const value: TSESTree.Node | undefined = variable && soleValue(variable)
        node = value && unwrapAwait(value)
        break
      }
      default:
        node = undefined
    }
  }
  return { module: undefined, names, calls }
}
