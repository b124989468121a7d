import type { ReportFixFunction } from '@typescript-eslint/utils/ts-eslint'
import type { TSESTree } from '@typescript-eslint/utils'

import { escapingStores, storagesPerCall, type EscapingStore } from '../capture/contexts/async-contexts.js'
import { leakedHookTables, piledHooks } from '../capture/contexts/async-hook-tables.js'
import { factsOf, type FileFacts } from '../cells/file-facts.js'
import type { Certainty } from '../ledger/certainty.js'
import { keptSnapshots } from '../capture/kept-snapshots.js'
import { domainMembers } from '../capture/contexts/shared-domains.js'
import { capitalized, codeText } from '../syntax/code-text.js'
import { isFunction } from '../syntax/functions.js'
import { walk } from '../syntax/walk.js'
import { certaintySchema, createRule, type CertaintyOptions } from './create-rule.js'

export type MessageId =
  | 'escapes'
  | 'storagePerCall'
  | 'neverDeleted'
  | 'promisesOnly'
  | 'hookPerCall'
  | 'keptSnapshot'
  | 'domainMember'
  | 'runInstead'

interface Finding {
  node: TSESTree.Node
  messageId: MessageId
  data: Record<string, string>
  certainty: Certainty
  fix?: ReportFixFunction | undefined
}

export const noLeakedAsyncContext = createRule<[CertaintyOptions], MessageId>({
  name: 'no-leaked-async-context',
  meta: {
    type: 'problem',
    docs: {
      description: 'disallow asynchronous contexts that outlive, or are seen outside of, what they are for',
      recommended: true,
    },
    hasSuggestions: true,
    schema: [{ type: 'object', properties: { ...certaintySchema }, additionalProperties: false }],
    defaultOptions: [{}],
    messages: {
      escapes:
        '`{{name}}.enterWith()` has no end: {{who}} and later work see the store. Call {{at}} and what follows in `{{name}}.run()`.',
      storagePerCall:
        "Each call makes an AsyncLocalStorage, and the caller's context keeps its store. Make one `{{name}}` for all, and use run().",
      neverDeleted:
        '`{{name}}` gains an entry for each async resource, kept {{until}}. Delete it in a `destroy(asyncId)` of this hook.',
      promisesOnly:
        '`{{name}}` keeps the entries of all but promises {{until}}, as only `promiseResolve` deletes. Delete them in `destroy(asyncId)`.',
      hookPerCall:
        'Each call enables one more hook, which Node keeps and runs for every async resource. Enable one for all, outside of this function.',
      keptSnapshot:
        '{{keeper}} keeps this function, and with it the stores of all AsyncLocalStorages of that call. Take it out after the call.',
      domainMember:
        'The active domain and `{{name}}` keep each other until `domain.remove({{name}})`{{removal}}. Use `domain.bind(callback)`.',
      runInstead: 'Use `{{name}}.run()` instead.',
    },
  },
  create(context, [{ likely = false }]) {
    return {
      'Program:exit'() {
        const facts = factsOf(context)
        const found = likely ? [...findingsOf(facts), ...likelyFindingsOf(facts)] : findingsOf(facts)
        for (const { certainty, fix, ...report } of found) {
          if (certainty === 'likely' && !likely) continue
          const { data } = report
          context.report({ ...report, suggest: fix ? [{ messageId: 'runInstead', data, fix }] : [] })
        }
      },
    }
  },
})

function findingsOf(facts: FileFacts): Finding[] {
  const text = (node: TSESTree.Node): string => facts.sourceCode.getText(node)
  return [
    ...escapingStores(facts).map((found): Finding => ({
      node: found.node,
      messageId: 'escapes',
      data: {
        name: text(found.storage),
        who: found.isRound ? 'the next round, the caller' : 'the caller',
        at: codeText(facts.sourceCode, found.work),
      },
      certainty: found.certainty,
      fix: runInstead(found, facts),
    })),
    ...storagesPerCall(facts).map(({ node, name, certainty }): Finding => ({
      node,
      messageId: 'storagePerCall',
      data: { name },
      certainty,
    })),
    ...leakedHookTables(facts).map(
      ({ node, problem, collection: { name, lifetime }, certainty }): Finding => ({
        node,
        messageId: problem,
        data: {
          name,
          until: lifetime === 'module' ? 'until the program ends' : 'as long as it lives',
        },
        certainty,
      }),
    ),
    ...piledHooks(facts).map(({ node, certainty }): Finding => ({
      node,
      messageId: 'hookPerCall',
      data: {},
      certainty,
    })),
  ]
}

/** What is likely at most. */
function likelyFindingsOf(facts: FileFacts): Finding[] {
  const text = (node: TSESTree.Node): string => facts.sourceCode.getText(node)
  return [
    ...keptSnapshots(facts).map(({ node, keeper }): Finding => ({
      node,
      messageId: 'keptSnapshot',
      data: { keeper: capitalized(keeper) },
      certainty: 'likely',
    })),
    ...domainMembers(facts).map(({ node, member, removal }): Finding => ({
      node,
      messageId: 'domainMember',
      data: {
        name: text(member),
        removal: removal ? ', in a function that the caller may not run' : ', which nothing calls',
      },
      certainty: 'likely',
    })),
  ]
}

/** `storage.enterWith(store); next()` to `storage.run(store, () => next())`. */
function runInstead({ node, storage, work }: EscapingStore, facts: FileFacts): ReportFixFunction | undefined {
  const { sourceCode } = facts
  const [store] = node.arguments
  const statement = node.parent
  const next = statement.type === 'ExpressionStatement' ? followingStatement(statement) : undefined
  if (!store || store.type === 'SpreadElement' || !next) return undefined
  const answer = next.type === 'ReturnStatement' ? next.argument : next.expression
  const isAwaited = answer?.type === 'AwaitExpression'
  const call = isAwaited ? answer.argument : answer
  if (call !== work || waitsWithin(facts, work)) return undefined
  const replaced = sourceCode
    .getAllComments()
    .filter(({ range }) => range[0] >= statement.range[0] && range[1] <= work.range[0])
  if (replaced.length > sourceCode.getCommentsInside(store).length) return undefined
  const prefix = `${next.type === 'ReturnStatement' ? 'return ' : ''}${isAwaited ? 'await ' : ''}`
  const run = `${prefix}${sourceCode.getText(storage)}.run(${sourceCode.getText(store)}, () => `
  return (fixer) => [
    fixer.replaceTextRange([statement.range[0], call.range[0]], run),
    fixer.insertTextAfter(call, ')'),
  ]
}

/** Whether a call has arguments that wait, which a callback could not do. */
function waitsWithin({ sourceCode }: FileFacts, call: TSESTree.CallExpression): boolean {
  let waits = false
  walk(call, sourceCode.visitorKeys, (node) => {
    if (isFunction(node)) return false
    waits ||= node.type === 'AwaitExpression'
    return undefined
  })
  return waits
}

/** The statement right after one, where it is the last of its block. */
function followingStatement(
  statement: TSESTree.ExpressionStatement,
): TSESTree.ExpressionStatement | TSESTree.ReturnStatement | undefined {
  if (statement.parent.type !== 'BlockStatement') return undefined
  const { body } = statement.parent
  const next = body[body.indexOf(statement) + 1]
  if (!next || next !== body.at(-1)) return undefined
  return next.type === 'ExpressionStatement' || next.type === 'ReturnStatement' ? next : undefined
}
