import { ignoredTypes } from '../ledger/disposables.js'
import type { TSESTree } from '@typescript-eslint/utils'

import { HAND_RELEASES, NAMES_OF_DISPOSAL } from '../protocols/hand-releases.js'
import type { Variable } from '../syntax/bindings.js'
import { calleeName, receiverOf } from '../syntax/property-name.js'
import { unwrap, unwrapAwait } from '../syntax/unwrap.js'
import { disposalMethods, hasTypeName, type DisposalMethod } from '../types/disposable.js'
import { answersPromise, isDisposalByHand } from '../types/disposal-by-hand.js'
import type { Acquisition } from '../ledger/acquisitions.js'
import type { FileFacts } from '../cells/file-facts.js'
import { existsWhen } from '../flow/exists-when.js'

/** A statement that does nothing but release a variable's value: `file.close()`, `if (file) await file.close()`. */
export interface HandRelease {
  statement: TSESTree.Statement
  call: TSESTree.CallExpression
  /** The variable, where the call names it. */
  receiver: TSESTree.Identifier
  variable: Variable
  method: string
  isAwaited: boolean
}

/** How a declaration releases what it declares. */
export type UsingKind = 'using' | 'await using'

/** Answers what a statement releases; undefined where it does anything else. */
export function handRelease(facts: FileFacts, statement: TSESTree.Statement): HandRelease | undefined {
  switch (statement.type) {
    case 'ExpressionStatement':
      return releaseIn(facts, statement, statement.expression)
    case 'IfStatement': {
      const { consequent, alternate, test } = statement
      const [only, ...others] = consequent.type === 'BlockStatement' ? consequent.body : [consequent]
      if (alternate || only?.type !== 'ExpressionStatement' || others.length > 0) return undefined
      const found = releaseIn(facts, statement, only.expression)
      return found && isTestOf(facts, test, found.variable) ? found : undefined
    }
    default:
      return undefined
  }
}

function releaseIn(
  facts: FileFacts,
  statement: TSESTree.Statement,
  expression: TSESTree.Expression,
): HandRelease | undefined {
  if (expression.type === 'LogicalExpression' && expression.operator === '&&') {
    const found = releaseIn(facts, statement, expression.right)
    return found && isTestOf(facts, expression.left, found.variable) ? found : undefined
  }
  const isAwaited = expression.type === 'AwaitExpression'
  const call = unwrap(isAwaited ? expression.argument : expression)
  if (call.type !== 'CallExpression' || call.arguments.length > 0) return undefined
  const method = calleeName(call)
  const object = receiverOf(call)
  const receiver = object && unwrap(object)
  if (method === undefined || receiver?.type !== 'Identifier') return undefined
  const variable = facts.bindings.variableOf(receiver)
  return variable && { statement, call, receiver, variable, method, isAwaited }
}

/** Whether a test asks for the variable alone, and holds where it has a value. */
function isTestOf(facts: FileFacts, test: TSESTree.Expression, variable: Variable): boolean {
  return test.type !== 'LogicalExpression' && existsWhen(facts, test, variable, undefined) === 'true'
}

/** Answers the disposal methods of what a variable holds; empty where it has none, or nobody disposes of it. */
export function disposalOf(
  facts: FileFacts,
  node: TSESTree.Node,
  acquisition: Acquisition | undefined,
): { methods: readonly DisposalMethod[]; isSure: boolean } {
  const { types } = facts
  const type = types?.typeOf(node)
  const typed = types && type && disposalMethods(types, type)
  if (types && type && typed) {
    const isDisposable = typed.length > 0 && hasTypeName(types, type, ignoredTypes(facts)) === 'no'
    return { methods: isDisposable ? typed : [], isSure: true }
  }
  const known = acquisition?.protocol.methods ?? []
  const methods = (['Symbol.dispose', 'Symbol.asyncDispose'] as const).filter((each) => known.includes(each))
  return { methods, isSure: types === undefined }
}

/** Answers how to declare a variable so that it is released as by hand; undefined where that would differ. */
export function kindOfRelease(
  facts: FileFacts,
  { receiver, call, method, isAwaited }: HandRelease,
  acquisition: Acquisition | undefined,
  methods: readonly DisposalMethod[],
): UsingKind | undefined {
  const disposal = isAwaited ? 'Symbol.asyncDispose' : 'Symbol.dispose'
  const kind = isAwaited ? 'await using' : 'using'
  if (!methods.includes(disposal)) return undefined
  if (method === disposal) return kind
  const isOfRow = acquisition !== undefined && isDisposalOfRow(acquisition, method)
  const { types } = facts
  if (!types) {
    const isInTime = isAwaited || method.endsWith('Sync') || acquisition?.protocol.awaits === false
    return isOfRow && isInTime ? kind : undefined
  }
  if (!isAwaited && answersPromise(types, call) !== 'no') return undefined
  if (NAMES_OF_DISPOSAL.has(method) || isOfRow) return kind
  const type = types.typeOf(receiver)
  return isDisposalByHand(types, type, method, disposal, HAND_RELEASES) === 'yes' ? kind : undefined
}

/** Whether a row says that disposal does what the method does: it has both, and the method comes first. */
function isDisposalOfRow({ protocol: { acquire, methods } }: Acquisition, method: string): boolean {
  const isRow = acquire.name !== '' && methods.some((each) => each.startsWith('Symbol.'))
  return isRow && methods.includes(method) && method.replace(/Sync$/, '') === methods[0]
}

/** Answers the calls whose results an expression may have: both sides of `a ?? b`, what is awaited. */
export function callsIn(
  expression: TSESTree.Node,
): readonly (TSESTree.CallExpression | TSESTree.NewExpression)[] {
  const node = unwrapAwait(expression)
  switch (node.type) {
    case 'CallExpression':
    case 'NewExpression':
      return [node]
    case 'ConditionalExpression':
      return [...callsIn(node.consequent), ...callsIn(node.alternate)]
    case 'LogicalExpression':
      return [...callsIn(node.left), ...callsIn(node.right)]
    default:
      return []
  }
}
