import type { TSESTree } from '@typescript-eslint/utils'

import type { FileFacts } from '../../cells/file-facts.js'
import { cellOfTarget } from '../../cells/cell-of.js'
import { transferOf } from '../../cells/transfer-of.js'
import type { Use } from '../../cells/uses/uses.js'
import { usesOfCell } from '../../cells/uses/uses-of-cell.js'
import type { Duty } from '../../ledger/duty.js'
import { releasedBy } from '../../ledger/releases.js'
import type { Variable } from '../../syntax/bindings.js'
import { firstFrom } from '../../syntax/first-from.js'
import { enclosingFunction, isWithin } from '../../syntax/functions.js'
import { unwrapAwait } from '../../syntax/unwrap.js'
import { answersPromise } from '../../types/disposal-by-hand.js'
import type { DisposalMethod } from '../../types/disposable.js'
import { handRelease, type HandRelease } from './hand-releases.js'
import { disposalOf, kindOfRelease, type UsingKind } from './using-kind.js'

/** How what is not ended on some way would be ended by its declaration. */
export interface UsingForDuty {
  readonly name: string
  readonly kind: UsingKind
  readonly declaration: TSESTree.VariableDeclaration
  /** The release that is then needed no longer. */
  readonly release: TSESTree.Statement | undefined
}

/**
 * Answers how `using` would end a duty: where its result is disposable, a `const` of a block that is used in that block
 * alone and handed to nobody, and released nowhere else than near the end of it. Undefined everywhere else.
 */
export function usingForDuty(
  facts: FileFacts,
  duty: Duty,
  variable: Variable | undefined,
): UsingForDuty | undefined {
  const declaration = variable?.defs[0]?.parent
  if (!variable || declaration?.type !== 'VariableDeclaration' || declaration.kind !== 'const')
    return undefined
  const [declarator, ...others] = declaration.declarations
  if (others.length > 0 || declaration.parent.type !== 'BlockStatement') return undefined
  if (!declarator?.init || unwrapAwait(declarator.init) !== duty.site) return undefined
  const cell = cellOfTarget(facts, declarator.id)
  if (!cell) return undefined
  const { uses } = usesOfCell(facts, cell)
  if (!uses.every((use) => staysHere(facts, use, declaration))) return undefined
  const releases = uses.filter((use) => releasedBy(facts, duty.kind, use) !== 'no')
  const isHandedOn = uses.some(
    (use) => !releases.includes(use) && transferOf(facts, use, duty.kind).effect !== 'borrows',
  )
  if (isHandedOn) return undefined
  const { methods } = disposalOf(facts, declarator.id, duty.kind)
  if (releases.length === 0) {
    const kind = kindOfDeclaration(facts, duty, declarator.init, methods)
    return kind && { name: variable.name, kind, declaration, release: undefined }
  }
  const release = soleRelease(facts, releases, declaration.parent)
  const kind = release && kindOfRelease(facts, release, duty.kind, methods)
  return kind && { name: variable.name, kind, declaration, release: release.statement }
}

function kindOfDeclaration(
  facts: FileFacts,
  { kind, site }: Duty,
  init: TSESTree.Expression,
  methods: readonly DisposalMethod[],
): UsingKind | undefined {
  const isAwaited = init.type === 'AwaitExpression'
  // Without types, what is not awaited may be a promise.
  if (!facts.types && kind.awaits && !isAwaited && !kind.acquire.name.endsWith('Sync')) return undefined
  if (methods.includes('Symbol.asyncDispose') && enclosingFunction(site)?.async === true) return 'await using'
  return methods.includes('Symbol.dispose') ? 'using' : undefined
}

/** Whether a use is in the function of the declaration, and no promise of it is returned without an `await`. */
function staysHere(facts: FileFacts, { node }: Use, declaration: TSESTree.Node): boolean {
  return enclosingFunction(node) === enclosingFunction(declaration) && !isReturnedLater(facts, node)
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

/** The one release of what is declared in a block, where nothing but a `return` comes after it. */
function soleRelease(
  facts: FileFacts,
  [use, ...others]: readonly Use[],
  block: TSESTree.BlockStatement,
): HandRelease | undefined {
  if (!use || others.length > 0) return undefined
  const { body } = block
  const index = firstFrom(body.length, (at) => (body[at]?.range[1] ?? 0) >= use.node.range[1])
  const statement = body[index]
  if (statement?.type !== 'ExpressionStatement') return undefined
  const release = handRelease(facts, statement)
  if (!release || !isWithin(use.node, release.receiver)) return undefined
  return block.body.slice(index + 1).every(isPlainReturn) ? release : undefined
}

function isPlainReturn({ type, ...statement }: TSESTree.Statement): boolean {
  return (
    type === 'ReturnStatement' && !('argument' in statement && statement.argument?.type === 'AwaitExpression')
  )
}
