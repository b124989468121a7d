import type { TSESTree } from '@typescript-eslint/utils'

import type { Cell } from '../../../cells/cell.js'
import { cellOfVariable } from '../../../cells/cell-of.js'
import { perFile, type FileFacts } from '../../../cells/file-facts.js'
import { useOf } from '../../../cells/uses/uses.js'
import { BODY_READER, IDLE_READER_MEMBERS } from '../../../protocols/responses.js'
import { soleValue, type Variable } from '../../../syntax/bindings.js'
import { keyName, memberName, receiverOf } from '../../../syntax/property-name.js'
import { unwrap } from '../../../syntax/unwrap.js'
import type { Duty } from '../../duty.js'
import { link } from '../../link.js'
import { readsOfVariable } from './body-releases.js'

/** A reader of a response's body, which has to be read to the end or cancelled. */
export interface ReaderDuty extends Duty {
  readonly site: TSESTree.CallExpression
  readonly source: 'body'
  readonly cell: Cell
  readonly variable: Variable
  /** The calls of its `read()`. */
  readonly reads: readonly TSESTree.CallExpression[]
  /** What ends it, or hands it on. */
  readonly releases: readonly TSESTree.Node[]
}

/** Answers the readers of bodies that a file keeps in variables. */
export const readers = perFile((facts): readonly ReaderDuty[] =>
  (facts.nodes.calls.get('getReader') ?? []).flatMap((site) => {
    const use = useOf(facts, site)
    const target = use.kind === 'alias' ? use.variable.identifiers[0] : undefined
    if (use.kind !== 'alias' || !target || !isOfResponse(facts, site)) return []
    const { variable } = use
    return {
      site,
      kind: BODY_READER,
      source: 'body',
      arrival: { as: 'value' },
      owed: link('yes', 'neither releaseLock() nor the garbage collector closes the connection', site),
      cell: cellOfVariable(facts, variable, target),
      variable,
      ...usesOf(facts, variable),
    } satisfies ReaderDuty
  }),
)

function usesOf(facts: FileFacts, variable: Variable): Pick<ReaderDuty, 'reads' | 'releases'> {
  const uses = readsOfVariable(variable).map((node) => ({ node, use: useOf(facts, node) }))
  return {
    reads: uses.flatMap(({ use }) => (use.kind === 'receiver' && use.method === 'read' ? [use.call] : [])),
    releases: uses.flatMap(({ node, use }) => {
      const name =
        use.kind === 'receiver' ? use.method : use.kind === 'property' ? memberName(use.member) : undefined
      const isIdle = use.kind === 'assigned' || use.kind === 'tested' || IDLE_READER_MEMBERS.has(name ?? '')
      return isIdle ? [] : [node]
    }),
  }
}

/** Whether `getReader()` is called on the body of something, a request's left out. */
function isOfResponse(facts: FileFacts, call: TSESTree.CallExpression): boolean {
  const receiver = receiverOf(call)
  const stream = receiver && unwrap(receiver)
  const variable = stream?.type === 'Identifier' ? facts.bindings.variableOf(stream) : undefined
  const body = variable ? (soleValue(variable) ?? sourceOfBody(variable)) : stream
  const response =
    body?.type === 'MemberExpression' && memberName(body) === 'body' ? unwrap(body.object) : body
  if (!response || response === stream) return false
  const made = response.type === 'Identifier' ? facts.bindings.variableOf(response) : undefined
  // A response that the file makes itself has no connection.
  if ((made ? soleValue(made) : response)?.type === 'NewExpression') return false
  return !/req(?:uest)?\b/i.test(facts.sourceCode.getText(response))
}

/** `const { body } = response` */
function sourceOfBody(variable: Variable): TSESTree.Node | undefined {
  const property = variable.identifiers[0]?.parent
  const declarator = variable.defs[0]?.node as TSESTree.Node | undefined
  const isBody = property?.type === 'Property' && keyName(property.key, property.computed) === 'body'
  return isBody && declarator?.type === 'VariableDeclarator' ? (declarator.init ?? undefined) : undefined
}
