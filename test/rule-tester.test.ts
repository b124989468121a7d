import { RuleCreator } from '@typescript-eslint/utils/eslint-utils'

import { expect, test } from 'vitest'

import { problemOfMessage } from './checked-messages.js'
import { ruleTester, type Environment } from './rule-tester.js'

/** Reports every `probe(…)` call with what the environment lets a rule know. */
const probe = RuleCreator.withoutDocs<[], 'known' | 'remove'>({
  meta: {
    type: 'problem',
    schema: [],
    hasSuggestions: true,
    messages: { known: '{{parser}} {{types}}', remove: 'Remove it.' },
  },
  create(context) {
    return {
      'CallExpression[callee.name="probe"]'(node) {
        const { parserServices } = context.sourceCode
        const lib = parserServices?.program
          ?.getRootFileNames()
          .map((name) => /fixtures\/(\w+)\//.exec(name)?.[1])
          .at(0)
        context.report({
          node,
          messageId: 'known',
          data: {
            parser: parserServices?.esTreeNodeToTSNodeMap === undefined ? 'espree' : 'typescript',
            types: lib ?? 'untyped',
          },
          suggest: [{ messageId: 'remove', fix: (fixer) => fixer.replaceText(node, '0') }],
        })
      },
    }
  },
})

const known: [Environment, Record<'parser' | 'types', string>][] = [
  ['untypedJs', { parser: 'espree', types: 'untyped' }],
  ['untypedTs', { parser: 'typescript', types: 'untyped' }],
  ['typedDom', { parser: 'typescript', types: 'dom' }],
  ['typedNode', { parser: 'typescript', types: 'node' }],
]
for (const [environment, data] of known)
  ruleTester(environment).run('probe', probe, {
    valid: [],
    invalid: ['file.ts', 'react.tsx', 'file.js', 'react.jsx'].map((filename) => ({
      code: 'probe(1)',
      filename,
      errors: [
        { messageId: 'known', data, at: 'probe(1)', suggestions: [{ messageId: 'remove', output: '0' }] },
      ],
    })),
  })

ruleTester('everywhere').run('probe', probe, {
  valid: ['using handle = open()', { code: 'show(<p>{text}</p>)', filename: 'react.tsx' }],
  invalid: [
    {
      code: 'probe(1)\nprobe(1)',
      errors: [
        {
          messageId: 'known',
          at: 'probe(1)',
          line: 1,
          suggestions: [{ messageId: 'remove', output: '0\nprobe(1)' }],
        },
        {
          messageId: 'known',
          at: 'probe(1)',
          line: 2,
          suggestions: [{ messageId: 'remove', output: 'probe(1)\n0' }],
        },
      ],
    },
  ],
})

test.each([
  ['`file` stays open. Call file.close() in `finally`.', undefined],
  ['`file` stays open on line 12.', 'It names a line'],
  ['`file` stays open. Call {{release}}.', 'It leaves {{release}} open'],
  ['x'.repeat(261), 'It has 261 characters'],
])('a message is short and names no line: %s', (text, expected) => {
  expect(problemOfMessage(text)).toBe(expected)
})
