import type { TSESTree } from '@typescript-eslint/utils'

import { PROMISE_METHODS } from '../../protocols/signals.js'
import { memberName } from '../../syntax/property-name.js'
import { unwrap, outermost } from '../../syntax/unwrap.js'

/** Answers what a chain of `then`, `catch` and `finally` makes of a promise: itself where there is none. */
export function derivedFrom(promise: TSESTree.Node): TSESTree.Node {
  let node = outermost(promise)
  for (;;) {
    const member = node.parent
    if (member?.type !== 'MemberExpression' || member.object !== node) return node
    const call = outermost(member).parent
    if (call?.type !== 'CallExpression' || call.callee !== outermost(member)) return node
    if (!PROMISE_METHODS.has(memberName(member) ?? '')) return node
    node = outermost(call)
  }
}

/** Answers the promise that a chain of `then`, `catch` and `finally` begins with: itself where there is none. */
export function originOf(promise: TSESTree.Node): TSESTree.Node {
  let node = unwrap(promise)
  for (;;) {
    const callee = node.type === 'CallExpression' ? unwrap(node.callee) : undefined
    if (callee?.type !== 'MemberExpression' || !PROMISE_METHODS.has(memberName(callee) ?? '')) return node
    node = unwrap(callee.object)
  }
}
