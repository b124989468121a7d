import type { TSESTree } from '@typescript-eslint/utils'

import { releaseText } from '../suggestions/release-text.js'
import { contentText, type Cell } from '../cells/cell.js'
import { collectionOf } from '../cells/cell-of.js'
import { factsOf, type FileFacts } from '../cells/file-facts.js'
import type { Finding } from '../verdict/finding.js'
import { findings } from '../verdict/findings.js'
import type { ResourceProtocol } from '../protocols/resources/protocol.js'
import { enclosingFunction, enclosingFunctions, functionName } from '../syntax/functions.js'
import { certaintySchema, createRule, type CertaintyOptions } from './create-rule.js'
import { insertBefore } from '../suggestions/insert-statement.js'

export type MessageId =
  | 'overwrittenAgain'
  | 'overwrittenInLoop'
  | 'overwritten'
  | 'releasedTooLate'
  | 'voided'
  | 'removed'
  | 'releaseFirst'

export const noOverwrittenResource = createRule<[CertaintyOptions], MessageId>({
  name: 'no-overwritten-resource',
  meta: {
    type: 'problem',
    docs: {
      description: 'disallow overwriting a field or variable that still holds something open',
      recommended: true,
    },
    hasSuggestions: true,
    schema: [{ type: 'object', properties: { ...certaintySchema }, additionalProperties: false }],
    defaultOptions: [{}],
    messages: {
      overwrittenAgain:
        'When {{method}} runs again, the {{noun}} in `{{name}}` is overwritten and stays open. Call {{release}} first.',
      overwrittenInLoop:
        'Each turn of the loop overwrites the {{noun}} in `{{name}}`, which stays open. Call {{release}} before the next turn.',
      overwritten: 'The {{noun}} in `{{name}}` is overwritten here and stays open. Call {{release}} first.',
      releasedTooLate:
        'The {{noun}} in `{{name}}` is overwritten here and stays open: the release that follows ends the new one. Call {{release}} first.',
      voided: '`{{name}}` is emptied here, and the {{noun}} in it stays open. Call {{release}} first.',
      removed: 'What is taken out of `{{name}}` here stays open, out of reach. Call {{release}} here too.',
      releaseFirst: 'Release what `{{name}}` holds first.',
    },
  },
  create(context, [{ likely = false }]) {
    const { sourceCode } = context
    const report = ({ node, form, name, part, kind, statement, method }: Told): void => {
      const data = {
        name,
        method: `${method}()`,
        noun: kind.noun,
        release:
          form === 'removed'
            ? releaseText(kind, part ?? (kind.methods.length > 0 ? '' : '…'))
            : releaseText(kind, name),
      }
      // The record may not be there either.
      const handle = part === undefined || form === 'removed' ? name : name.replace(/\.([^.]+)$/, '?.$1')
      const fix = statement && suggestedRelease(statement, handle, kind, form)
      context.report({
        node,
        messageId: form,
        data,
        suggest:
          statement && fix !== undefined
            ? [
                {
                  messageId: 'releaseFirst',
                  data,
                  fix: (fixer) => insertBefore(fixer, sourceCode, statement, fix),
                },
              ]
            : [],
      })
    }
    return {
      'Program:exit'() {
        const facts = factsOf(context)
        for (const finding of findings(facts)) {
          // That a listener is added where its removal belongs is told by the rule of removals.
          // What an entry takes with it is told by the rule of what goes on by itself.
          if (!LOSSES.has(finding.loss.kind) || finding.loss.mismatch || finding.loss.form === 'takenOut')
            continue
          if (finding.verdict === 'known' || (likely && finding.verdict === 'likely'))
            report(toldOf(facts, finding))
        }
      },
    }
  },
})

const LOSSES: ReadonlySet<string> = new Set(['overwritten', 'voided', 'removed', 'misplaced'])

type Form = Exclude<MessageId, 'releaseFirst'>

/** What a report says. */
interface Told {
  node: TSESTree.Node
  form: Form
  name: string
  /** The member of an entry that has it. */
  part: string | undefined
  kind: ResourceProtocol
  /** The function that runs again. */
  method: string
  /** The statement before which the former one has to be released. */
  statement: TSESTree.Node | undefined
}

function toldOf(facts: FileFacts, { node, loss }: Finding): Told {
  const { duty, cell, at } = loss
  const write = at ?? node
  const around = enclosingFunctions(write).find((each) => functionName(each) !== undefined)
  return {
    node,
    form: loss.form as Form,
    name: cell ? nameOf(facts, loss.kind, cell) : '',
    part: cell?.part,
    kind: duty.kind,
    method: (around && functionName(around)) ?? 'the method',
    statement:
      loss.kind !== 'removed' && write.parent?.type === 'ExpressionStatement' ? write.parent : undefined,
  }
}

/** What is taken out is taken out of the collection; all else is lost with its cell. */
function nameOf(facts: FileFacts, kind: Finding['loss']['kind'], cell: Cell): string {
  return (kind === 'removed' ? collectionOf(facts, cell)?.text : undefined) ?? contentText(cell)
}

/**
 * The statement that releases what a cell holds, which may be nothing yet; undefined where that takes more than one
 * call.
 */
function suggestedRelease(
  statement: TSESTree.Node,
  name: string,
  kind: ResourceProtocol,
  form: Form,
): string | undefined {
  const [method] = kind.methods
  if (form === 'releasedTooLate' || statement.parent?.type !== 'BlockStatement') return undefined
  if (method?.startsWith('Symbol.') === true) return undefined
  // An empty field is nothing to a timer's functions, and a mistake to others.
  if (method === undefined && !kind.functions.every((each) => /^clear[A-Z]/.test(each))) return undefined
  const wait = kind.awaits && enclosingFunction(statement)?.async === true ? 'await ' : ''
  return `${wait}${releaseText(kind, name, form === 'overwrittenAgain' || form === 'voided')}`
}
