import type { TSESTree } from '@typescript-eslint/utils'

import type { Cell } from '../../cells/cell.js'
import type { FileFacts } from '../../cells/file-facts.js'
import type { Duty } from '../../ledger/duty.js'
import { classAround } from '../../syntax/functions.js'
import { keyName } from '../../syntax/property-name.js'
import { mayBeNull } from '../../types/nullable.js'
import { isJavaScript } from '../new-field.js'
import { releaseText } from '../release-text.js'

/** What a place may hold beside the handle, when it is to be ended. */
export type Emptiness = 'full' | 'undefined' | 'null'

/**
 * Answers the statement that ends a duty, by what its handle is called, or the part of what is answered that has it, without a
 * semicolon. Undefined where what arrives is neither.
 */
export function endText({ kind, arrival }: Duty, handle: string, emptiness: Emptiness): string | undefined {
  const isFull = emptiness === 'full'
  if (arrival.as === 'member') {
    const [, ...inner] = arrival.path
    return `${[handle, ...inner].join('.')}${isFull ? '' : '?.'}()`
  }
  if (arrival.as !== 'value') return undefined
  const text = releaseText(kind, handle, !isFull)
  const [end] = kind.functions
  if (isFull || end === undefined || kind.methods.length > 0) return text
  // Clearing nothing is fine, but the libraries' types do not take null, nor undefined for a frame.
  if (emptiness === 'undefined' && end.startsWith('clear')) return text
  return `if (${handle} ${emptiness === 'null' ? '!= null' : '!== undefined'}) ${text}`
}

/** Answers what else a cell may hold than the handle that one site puts there. */
export function emptinessOf(
  facts: FileFacts,
  { site, kind }: Duty,
  { target, text, kind: form }: Cell,
  filename: string,
): Emptiness {
  const isNullable = facts.types !== undefined && mayBeNull(facts.types, target) === 'yes'
  if (isNullable || (!isJavaScript(filename, facts.sourceCode.text) && isDeclaredEmpty(facts, target)))
    return 'null'
  if (isBegunWithNumber(facts, target)) return 'full'
  // Code that asks whether it is there knows why.
  if (isAlwaysThere(site) && !facts.sourceCode.text.includes(`${text}?.`)) return 'full'
  return form === 'local' || kind.methods.length > 0 || kind.functions[0]?.startsWith('clear') === true
    ? 'undefined'
    : 'null'
}

/** Whether what keeps it has it from the beginning: a constant, a class field with a value, what the constructor fills in any case. */
function isAlwaysThere(site: TSESTree.Node): boolean {
  const { parent } = site
  if (parent?.type === 'PropertyDefinition') return true
  if (parent?.type === 'VariableDeclarator') return parent.parent.kind === 'const'
  if (parent?.type !== 'AssignmentExpression' || parent.parent.type !== 'ExpressionStatement') return false
  const method = parent.parent.parent.parent?.parent
  return method?.type === 'MethodDefinition' && method.kind === 'constructor'
}

/** `useRef(0)` */
function isBegunWithNumber(facts: FileFacts, target: TSESTree.Node): boolean {
  const [first] = madeBy(facts, target)?.arguments ?? []
  return first?.type === 'Literal' && typeof first.value === 'number'
}

/** `useRef<number | null>(null)`, `socket: WebSocket | null`: what its declaration says that it may be. */
function isDeclaredEmpty(facts: FileFacts, target: TSESTree.Node): boolean {
  if (target.type === 'Identifier') return isNull(declaredAs(facts, target))
  const made = madeBy(facts, target)
  const [first] = made?.arguments ?? []
  if (made?.typeArguments && first?.type === 'Literal') return isNull(first)
  if (target.type !== 'MemberExpression' || target.object.type !== 'ThisExpression') return false
  const name = keyName(target.property, target.computed)
  const field = classAround(target)?.body.body.find(
    (each): each is TSESTree.PropertyDefinition =>
      each.type === 'PropertyDefinition' && keyName(each.key, each.computed) === name,
  )
  const declared = field?.typeAnnotation?.typeAnnotation
  return declared?.type === 'TSUnionType' && declared.types.some(({ type }) => type === 'TSNullKeyword')
}

/** The call that makes what a member is of: `useRef(…)` for `timer.current`. */
function madeBy(facts: FileFacts, target: TSESTree.Node): TSESTree.CallExpression | undefined {
  if (target.type !== 'MemberExpression' || target.object.type !== 'Identifier') return undefined
  const made = declaredAs(facts, target.object)
  return made?.type === 'CallExpression' ? made : undefined
}

function declaredAs({ bindings }: FileFacts, name: TSESTree.Identifier): TSESTree.Node | undefined {
  const definition = bindings.variableOf(name)?.defs[0]?.node as TSESTree.Node | undefined
  return definition?.type === 'VariableDeclarator' ? (definition.init ?? undefined) : undefined
}

function isNull(node: TSESTree.Node | undefined): boolean {
  return node?.type === 'Literal' && node.value === null && node.raw === 'null'
}
