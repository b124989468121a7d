import type { TSESLint } from '@typescript-eslint/utils'

import { factsOf, type FileFacts } from '../cells/file-facts.js'
import { permanentAllocations, type PermanentAllocation } from '../capture/process/permanent-allocations.js'
import type { Recurs } from '../capture/process/runs-again.js'
import { certaintySchema, createRule, type CertaintyOptions } from './create-rule.js'
import { deletionOf } from '../suggestions/delete-entry.js'

export type MessageId =
  | 'uniqueImport'
  | 'importPerEdit'
  | 'importOfCode'
  | 'dynamicSymbol'
  | 'keptByParent'
  | 'keptContext'
  | 'processHandler'
  | 'emptiedEntry'
  | 'deleteEntry'

export const noPermanentAllocation = createRule<[CertaintyOptions], MessageId>({
  name: 'no-permanent-allocation',
  meta: {
    type: 'problem',
    docs: {
      description:
        'disallow allocations that nothing lets go of before the process ends, made again and again',
      recommended: true,
    },
    hasSuggestions: true,
    schema: [{ type: 'object', properties: { ...certaintySchema }, additionalProperties: false }],
    defaultOptions: [{}],
    messages: {
      uniqueImport:
        'Modules stay until the process ends: {{each}} adds a copy by `{{source}}`. Import the same specifier, or in a worker that ends.',
      importPerEdit:
        'Modules stay until the process ends: each edit of the file adds a copy by `{{source}}`. Load it in a worker or child process that ends.',
      importOfCode:
        'Modules stay until the process ends: {{each}} adds one, as `{{source}}` is part of its name. Run the code in a worker that ends.',
      dynamicSymbol:
        'The symbol registry keeps each `Symbol.for({{key}})` until the process ends. Use the string itself as the key.',
      keptByParent:
        '`module.children` of the requiring module keeps this one until the process ends: {{each}} adds one more. Take it out there too.',
      keptContext:
        '`{{name}}` keeps this context, a whole set of global objects, until the program ends. Take it out when its work is done.',
      processHandler:
        '`process` keeps this {{event}} handler until the process ends: {{by}} adds one more. Call {{remove}}() when done.',
      emptiedEntry:
        '`{{name}}` keeps a key for each `{{key}}` {{until}}: `{{value}}` removes none. Use `{{deletion}}`.',
      deleteEntry: 'Take the key out: `{{deletion}}`.',
    },
  },
  create(context, [{ likely = false }]) {
    return {
      'Program:exit'() {
        const facts = factsOf(context)
        for (const found of permanentAllocations(facts)) {
          if (found.certainty === 'likely' && !likely) continue
          report(facts, found, context)
        }
      },
    }
  },
})

type Context = Readonly<TSESLint.RuleContext<MessageId, readonly unknown[]>>

function report(facts: FileFacts, found: PermanentAllocation, context: Context): void {
  const { sourceCode } = facts
  switch (found.kind) {
    case 'import':
      context.report({
        node: found.node,
        messageId: IMPORT_MESSAGES[found.differs],
        data: { source: shortText(sourceCode.getText(found.source)), each: EACH_IMPORT[found.recurs] },
      })
      break
    case 'symbol':
      context.report({
        node: found.node,
        messageId: 'dynamicSymbol',
        data: { key: shortText(sourceCode.getText(found.key)) },
      })
      break
    case 'module':
      context.report({
        node: found.node,
        messageId: 'keptByParent',
        data: { each: EACH_IMPORT[found.recurs] },
      })
      break
    case 'context': {
      const { name } = found.collection
      context.report({
        node: found.node,
        messageId: 'keptContext',
        data: { name },
      })
      break
    }
    case 'handler': {
      const { node, event, protocol } = found.registration
      const remove = protocol.remove[0] ?? ''
      context.report({
        node,
        messageId: 'processHandler',
        data: { event: event.text, by: found.by, remove },
      })
      break
    }
    case 'entry':
      reportEntry(facts, found, context)
  }
}

const IMPORT_MESSAGES = { always: 'uniqueImport', edits: 'importPerEdit', code: 'importOfCode' } as const

const EACH_IMPORT: Record<Recurs, string> = {
  request: 'each request',
  event: 'each event',
  loop: 'each turn of the loop',
  reload: 'each reload',
  once: 'each run of this',
  unknown: 'each run of this',
}

function reportEntry(
  facts: FileFacts,
  found: Extract<PermanentAllocation, { kind: 'entry' }>,
  context: Context,
): void {
  const { node, collection, key, value } = found
  const isMap = collection.protocol.noun === 'Map'
  const deletion = deletionOf(facts, found)
  const keyText = shortText(facts.sourceCode.getText(key))
  const removal = isMap ? `${collection.name}.delete(${keyText})` : `delete ${collection.name}[${keyText}]`
  context.report({
    node,
    messageId: 'emptiedEntry',
    data: {
      name: collection.name,
      key: keyText,
      value: facts.sourceCode.getText(value),
      until: collection.lifetime === 'module' ? 'until the program ends' : 'as long as it lives',
      deletion: removal,
    },
    suggest: deletion
      ? [{ messageId: 'deleteEntry', data: { deletion: deletion.text }, fix: deletion.fix }]
      : [],
  })
}

const MAX_QUOTED = 40

/** A piece of code, or so much of it as can stand in a message. */
function shortText(text: string): string {
  const [line = ''] = text.replaceAll('`', "'").split('\n')
  return line === text.replaceAll('`', "'") && line.length <= MAX_QUOTED
    ? line
    : `${line.slice(0, MAX_QUOTED - 1).trimEnd()}…`
}
