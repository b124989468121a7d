import type { TSESTree } from '@typescript-eslint/utils'

import type { CallNode, FileFacts } from '../cells/file-facts.js'
import { LENDS, MAKES_NEW } from '../protocols/makers.js'
import { REGISTERING_NAME } from '../protocols/subscriptions.js'
import { COLLECTORS } from '../protocols/teardowns.js'
import { isImported, isModuleVariable, type Variable } from '../syntax/bindings.js'
import { isFunction } from '../syntax/functions.js'
import { calleeName, memberName } from '../syntax/property-name.js'
import { rootOf, unwrap } from '../syntax/unwrap.js'

/** Answers the name of what makes something, as a message says it: `open()`, `new Worker()`. */
export function makerName(site: CallNode): string {
  const name = calleeName(site) ?? 'the call'
  return site.type === 'NewExpression' ? `new ${name}()` : `${name}()`
}

/** Whether a call makes or begins what it answers, by its name: what is looked up may be another's, and be ended for once. */
export function makesByName(site: CallNode): boolean {
  const name = calleeName(site) ?? ''
  return (
    site.type === 'NewExpression' || MAKES_NEW.test(name) || LENDS.test(name) || REGISTERING_NAME.test(name)
  )
}

/** The call that makes a value, and the position at which it arrives in a callback, if it does. */
export interface Making {
  readonly call: CallNode
  readonly index: number | undefined
}

/** Answers the call that hands a parameter to the callback whose parameter it is: `open(path, (file) => …)`. */
export function giverOf(parameter: Variable): Making | undefined {
  const callback = parameter.defs[0]?.node as TSESTree.Node | undefined
  const call = isFunction(callback) ? callback.parent : undefined
  if (!isFunction(callback) || call?.type !== 'CallExpression' || call.callee === callback) return undefined
  const index = callback.params.findIndex((each) => each === parameter.identifiers[0])
  return index < 0 ? undefined : { call, index }
}

/**
 * Answers what a call has in common with all others that certainly call the same: the place of its callee. For a method
 * of what each function has its own of, a parameter or a local, the name of that counts in place of it. Undefined where
 * the callee has no name, and for a collector that answers what it is given, which makes nothing.
 */
export function makerKey(facts: FileFacts, site: CallNode): string | undefined {
  if (collectsMade(site)) return undefined
  const callee = unwrap(site.callee)
  const prefix = site.type === 'NewExpression' ? 'new ' : ''
  if (callee.type === 'Identifier') {
    const place = facts.places.placeOf(callee)
    return place === undefined ? undefined : `${prefix}${place}`
  }
  if (callee.type !== 'MemberExpression') return undefined
  const name = memberName(callee)
  if (name === undefined) return undefined
  const place = isShared(facts, callee) ? facts.places.placeOf(callee) : undefined
  if (place !== undefined) return `${prefix}${place}`
  const owner = lastName(callee.object)
  return owner === undefined ? undefined : `${prefix}~${owner}.${name}`
}

/** `this.register(new Emitter())`: what is collected is made by what is given, and ended with what collects it. */
function collectsMade(site: CallNode): boolean {
  const [first] = site.arguments
  return (
    site.type === 'CallExpression' &&
    first !== undefined &&
    /^(?:New|Call|Await)Expression$/.test(unwrap(first).type) &&
    COLLECTORS.has(calleeName(site) ?? '')
  )
}

/** Whether the object of a member is the same wherever it is named: `this`, a global, of the module, imported. */
function isShared(facts: FileFacts, callee: TSESTree.MemberExpression): boolean {
  const root = rootOf(callee)
  if (root.type === 'ThisExpression') return true
  if (root.type !== 'Identifier') return false
  const variable = facts.bindings.variableOf(root)
  return variable === undefined || isImported(variable) || isModuleVariable(variable)
}

/** The name that an object goes by: `pool` of `this.pool` and of `pool`, `connection()` of what that answers. */
function lastName(object: TSESTree.Node): string | undefined {
  const node = unwrap(object)
  switch (node.type) {
    case 'Identifier':
      return node.name
    case 'ThisExpression':
      return 'this'
    case 'MemberExpression':
      return memberName(node)
    case 'CallExpression':
      return `${calleeName(node) ?? ''}()`
    default:
      return undefined
  }
}
