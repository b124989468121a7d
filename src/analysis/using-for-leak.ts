import type { TSESTree } from '@typescript-eslint/utils'

import { enclosingFunction, isWithin } from '../syntax/functions.js'
import { unwrapAwait } from '../syntax/unwrap.js'
import { answersPromise } from '../types/disposal-by-hand.js'
import type { DisposalMethod } from '../types/disposable.js'
import type { Acquisition } from '../ledger/acquisitions.js'
import type { Loss } from '../losses/loss.js'
import type { Variable } from '../syntax/bindings.js'
import { perKey, type FileFacts } from '../cells/file-facts.js'
import { disposalOf, handRelease, kindOfRelease, type HandRelease, type UsingKind } from './hand-releases.js'

/** How a resource that leaks would be released by its declaration. */
export interface UsingForLeak {
  name: string
  kind: UsingKind
  declaration: TSESTree.VariableDeclaration
  /** The release that is then needed no longer. */
  release: TSESTree.Statement | undefined
}

/**
 * Answers how `using` would release a leaking resource: where it is disposable, a `const` of a block that is
 * used in that block alone, and released nowhere else than near the end of it. Undefined everywhere else.
 */
export const usingForLeak = perKey((facts, loss: Loss): UsingForLeak | undefined => {
  const { cell, duty, form } = loss
  const variable = cell?.variable
  const acquisition: Acquisition = { node: duty.site, protocol: duty.kind }
  const declaration = variable?.defs[0]?.parent
  if (!RELEASED_BY_BLOCK.has(form)) return undefined
  if (!variable || declaration?.type !== 'VariableDeclaration' || declaration.kind !== 'const')
    return undefined
  const [declarator, ...others] = declaration.declarations
  if (others.length > 0 || declaration.parent.type !== 'BlockStatement') return undefined
  if (!declarator?.init || unwrapAwait(declarator.init) !== acquisition.node) return undefined
  if (!staysHere(facts, variable, declaration)) return undefined
  const { methods } = disposalOf(facts, declarator.id, acquisition)
  if (loss.ended.length === 0) {
    const kind = kindOfDeclaration(facts, acquisition, declarator.init, methods)
    return kind && { name: variable.name, kind, declaration, release: undefined }
  }
  const release = soleRelease(facts, loss, declaration.parent)
  const kind = release && kindOfRelease(facts, release, acquisition, methods)
  return kind && { name: variable.name, kind, declaration, release: release.statement }
})

/** The forms of a loss that the end of the block would have ended. */
const RELEASED_BY_BLOCK: ReadonlySet<string> = new Set([
  'neverReleased',
  'openOnThrow',
  'openOnReturn',
  'openOnEnd',
])

function kindOfDeclaration(
  facts: FileFacts,
  { protocol, node }: Acquisition,
  init: TSESTree.Expression,
  methods: readonly DisposalMethod[],
): UsingKind | undefined {
  const isAwaited = init.type === 'AwaitExpression'
  // Without types, what is not awaited may be a promise.
  const name = protocol.acquire.name
  if (!facts.types && protocol.awaits && !isAwaited && !name.endsWith('Sync')) return undefined
  if (methods.includes('Symbol.asyncDispose') && enclosingFunction(node)?.async === true) return 'await using'
  return methods.includes('Symbol.dispose') ? 'using' : undefined
}

/** Whether all uses are in the function of the declaration, and no promise of one is returned without an `await`. */
function staysHere(facts: FileFacts, variable: Variable, declaration: TSESTree.Node): boolean {
  const owner = enclosingFunction(declaration)
  return variable.references.every((reference) => {
    const node = reference.identifier as TSESTree.Node
    return enclosingFunction(node) === owner && !isReturnedLater(facts, node)
  })
}

/** Whether a `return` answers something made from the value that is perhaps not there yet. */
function isReturnedLater(facts: FileFacts, node: TSESTree.Node): boolean {
  let current = node
  while (current.parent && EXPRESSIONS.has(current.parent.type)) {
    current = current.parent
    if (current.type === 'AwaitExpression') return false
  }
  if (current.parent?.type !== 'ReturnStatement') return false
  return !facts.types || answersPromise(facts.types, current) !== 'no'
}

/** What an expression is made of, as far as its value may be that of its part. */
const EXPRESSIONS = new Set<string>([
  'AwaitExpression',
  'CallExpression',
  'ChainExpression',
  'ConditionalExpression',
  'LogicalExpression',
  'MemberExpression',
  'NewExpression',
  'ArrayExpression',
  'ObjectExpression',
  'Property',
  'SequenceExpression',
  'SpreadElement',
  'TSAsExpression',
  'TSNonNullExpression',
  'TSSatisfiesExpression',
])

/** The one release of a resource that is handed on nowhere, where nothing but a `return` comes after it. */
function soleRelease(
  facts: FileFacts,
  { ended, cell }: Loss,
  block: TSESTree.BlockStatement,
): HandRelease | undefined {
  const [end, ...others] = ended
  if (!end || others.length > 0) return undefined
  const index = block.body.findIndex((statement) => isWithin(end, statement))
  const statement = block.body[index]
  if (statement?.type !== 'ExpressionStatement') return undefined
  const release = handRelease(facts, statement)
  if (release?.call !== end || release.variable !== cell?.variable) return undefined
  return block.body.slice(index + 1).every(isPlainReturn) ? release : undefined
}

function isPlainReturn({ type, ...statement }: TSESTree.Statement): boolean {
  return (
    type === 'ReturnStatement' && !('argument' in statement && statement.argument?.type === 'AwaitExpression')
  )
}
