import type { TSESTree } from '@typescript-eslint/utils'

import { BORROWING_CALLS, GOES_TO, PLAYS, TAKES_OVER, WORKS_WITHIN } from '../protocols/ownership.js'
import type { ResourceProtocol } from '../protocols/resources/protocol.js'
import { COLLECTORS } from '../protocols/teardowns.js'
import type { Variable } from '../syntax/bindings.js'
import { isDependencyList } from '../syntax/dependency-lists.js'
import { enclosingFunction, type FunctionNode } from '../syntax/functions.js'
import { isModuleNamed, moduleOf } from '../syntax/module-origin.js'
import { calleeName, keyName, memberName, receiverOf } from '../syntax/property-name.js'
import { unwrap, wrapped } from '../syntax/unwrap.js'
import { functionsMeantBy } from './call-targets.js'
import { cellOfParameter, cellOfTarget } from './cell-of.js'
import { perFile, perKey, type CallNode, type FileFacts } from './file-facts.js'
import { isShownByElement, stateSetBy } from './uses/shown.js'
import type { Transfer, TransferEffect } from './transfer.js'
import { nodesOfVariable, useOf, type Use } from './uses/uses.js'
import { usesOfCell } from './uses/uses-of-cell.js'

/**
 * Answers what a use does with the duty to end what it uses: the only oracle of this. A release is no matter of its
 * own here: whether a use ends the thing is asked of the duty first. With a kind, what its row says of lending counts.
 */
export function transferOf(facts: FileFacts, use: Use, kind?: ResourceProtocol): Transfer {
  switch (use.kind) {
    case 'tested':
    case 'assigned':
    case 'alias':
      return borrows('it is looked at')
    case 'property':
      return borrows('a part of it is read')
    case 'receiver':
      return use.method === undefined
        ? mayTake('a method whose name is computed is called on it')
        : borrows(`${use.method}() is called on it`)
    case 'returned':
      return takes('it is handed to the caller')
    case 'argument':
      return transferToCall(facts, use.call, use.index, kind)
    case 'stored':
      return transferToStore(facts, use.target, kind)
    case 'other':
      // `<Player media={this.media} />`: a component does not own what it is given.
      return wrapped(use.node).parent?.type === 'JSXExpressionContainer'
        ? borrows('a component is given it')
        : mayTake('what becomes of it is not understood')
  }
}

const takes = (reason: string): Transfer => ({ effect: 'takes', reason })
const borrows = (reason: string): Transfer => ({ effect: 'borrows', reason })
const mayTake = (reason: string): Transfer => ({ effect: 'mayTake', reason })

function transferToCall(facts: FileFacts, call: CallNode, index: number, kind?: ResourceProtocol): Transfer {
  const name = calleeName(call)
  const text = name === undefined ? 'a call' : call.type === 'NewExpression' ? `new ${name}()` : `${name}()`
  if (name !== undefined && COLLECTORS.has(name)) return takes(`${text} collects it`)
  if (name !== undefined && call.type === 'CallExpression' && BORROWING_CALLS.has(name)) {
    return borrows(`${text} only reads it`)
  }
  if (kind?.runBy?.test(name ?? '') === true) return borrows(`${text} only runs it`)
  if (kind && isBorrower(facts, call, kind)) return borrows(`${text} only uses it`)
  const targets = functionsMeantBy(facts, call.callee)
  if (targets.length > 0 && !call.arguments.some(({ type }) => type === 'SpreadElement')) {
    return strongest(targets.map((target) => transferToParameter(facts, target, index, text)))
  }
  if (call.type === 'NewExpression') return takes(`${text} is made with it`)
  if (name !== undefined && GOES_TO.test(name) && receiverOf(call) && call.arguments.length === 1) {
    return borrows(`${text} only puts something there`)
  }
  const state = stateSetBy(facts, call)
  if (state && isOnlyShown(facts, state, kind)) return borrows(`${text} only has it shown`)
  // What is loaded from where a text says is another thing.
  const isRead = kind?.isText === true && /^load/.test(name ?? '')
  if (name !== undefined && TAKES_OVER.test(name) && !isRead)
    return takes(`${text} takes it over by its name`)
  return mayTake(`${text} is given it`)
}

/** Whether a row knows that a call, whatever it makes, leaves what it is given to whoever had it. */
function isBorrower(
  facts: FileFacts,
  call: CallNode,
  { usedBy, isLent, borrowers }: ResourceProtocol,
): boolean {
  if (isLent || usedBy?.test(calleeName(call) ?? '') === true) return true
  return borrowers.length > 0 && isCallOf(facts, call, borrowers)
}

function isCallOf(facts: FileFacts, call: CallNode, modules: readonly string[]): boolean {
  const source = moduleOf(call.callee, facts.bindings)
  return source !== undefined && isModuleNamed(source, modules)
}

/** Functions that hand a thing on to each other: where the chain is longer, its end is not followed, and the stack suffices. */
const MAX_CHAIN = 100

const chains = perFile(() => ({ length: 0 }))

function transferToParameter(facts: FileFacts, target: FunctionNode, index: number, text: string): Transfer {
  const chain = chains(facts)
  if (chain.length >= MAX_CHAIN) return mayTake(`${text} of this file hands it on`)
  chain.length += 1
  const transfers = parameterTransfers(facts, target)
  chain.length -= 1
  const effect = transfers[Math.min(index, transfers.length - 1)] ?? 'mayTake'
  if (effect === 'borrows') return borrows(`${text} of this file only uses it`)
  if (effect === 'takes') return takes(`${text} of this file keeps it`)
  return mayTake(`${text} of this file may keep it`)
}

/** What a function of this file does with each of its parameters. */
const parameterTransfers = perKey(
  (facts: FileFacts, target: FunctionNode): readonly TransferEffect[] =>
    target.params.map((_, index) => {
      const cell = cellOfParameter(facts, target, index)
      if (!cell) return 'mayTake'
      const { uses, writes } = usesOfCell(facts, cell)
      if (writes.some(({ target: { parent } }) => parent?.type === 'AssignmentExpression')) return 'mayTake'
      return strongest(
        uses.map((use) => {
          // What a nested function does with it happens when that runs.
          if (enclosingFunction(use.node) !== target) return mayTake('a nested function uses it')
          // A method of it may be the one that ends it.
          if (use.kind === 'receiver') return mayTake('a method of it is called')
          return transferOf(facts, use)
        }),
      ).effect
    }),
  [],
)

/** Into a cell of its own it is the same value under another name; into anything else it is the taker's. */
function transferToStore(facts: FileFacts, target: TSESTree.Node, kind?: ResourceProtocol): Transfer {
  if (target.type === 'ObjectPattern' || target.type === 'ArrayPattern') return borrows('a part is taken out')
  if (isShownByElement(facts, target)) return borrows('an element shows it')
  const member = unwrap(target)
  if (member.type === 'MemberExpression' && PLAYS.has(memberName(member) ?? '')) {
    return mayTake('who has the element that plays it may stop it')
  }
  const cell = cellOfTarget(facts, target)
  if (cell) return takes(`it is kept in ${cell.text}`)
  // `run({ view: this.view })`
  const object = target.type === 'Property' ? target.parent : target
  const call = object.parent
  const option = target.type === 'Property' ? keyName(target.key, target.computed) : undefined
  if (call?.type === 'CallExpression' && WORKS_WITHIN.has(option ?? '')) {
    return borrows(`${calleeName(call) ?? 'a call'}() works within it`)
  }
  if (call?.type === 'CallExpression' || call?.type === 'NewExpression') {
    const index = call.arguments.indexOf(object as TSESTree.CallExpressionArgument)
    if (index >= 0) {
      // `tf.dispose([input, output])` is given a list to end what is in it.
      if (kind && !kind.functions.includes(calleeName(call) ?? '') && isBorrower(facts, call, kind)) {
        return borrows(`${calleeName(call) ?? 'a call'}() only uses it`)
      }
      const given = transferToCall(facts, call, index, kind)
      return given.effect === 'borrows' ? mayTake(given.reason) : given
    }
  }
  return takes('it is put into an object')
}

/** Whether a component does nothing with a state that could end what is kept there. */
function isOnlyShown(facts: FileFacts, state: Variable, kind?: ResourceProtocol): boolean {
  return nodesOfVariable(state).every((node) => {
    const use = useOf(facts, node)
    // The pattern that declares it.
    if (node.parent?.type === 'ArrayPattern') return true
    if (use.kind === 'stored') return isDependencyList(use.target)
    if (use.kind === 'receiver' && kind?.methods.includes(use.method ?? '') === true) return false
    return transferOf(facts, use, kind).effect === 'borrows'
  })
}

function strongest(transfers: readonly Transfer[]): Transfer {
  return (
    transfers.find(({ effect }) => effect === 'takes') ??
    transfers.find(({ effect }) => effect === 'mayTake') ??
    transfers[0] ??
    borrows('nothing is done with it')
  )
}
