import { readFileSync } from 'node:fs'

import { marked } from 'marked'
import { expect, test } from 'vitest'

import plugin from '../src/index.js'
import { pageExamples } from './page-examples.js'

/** What a page has, in this order. Sections of other names, such as tables to look things up in, follow the limits. */
const SECTIONS = [
  'Examples',
  'Messages',
  'What is reported',
  'Options',
  'Settings',
  'When not to use it',
  'More examples',
  'Limits',
  'Measured',
]

const NEEDED = ['Examples', 'Messages', 'What is reported', 'When not to use it', 'Limits']

/** Who meets a report for the first time reads no more than this before the first example. */
const MOST_WORDS = 150

const HEADER_END = '<!-- end auto-generated rule header -->'

/** Answers what of a page keeps a reader from understanding its report at once; nothing, where all is in its place. */
function problemsOf(page: string): string[] {
  const body = page.slice(page.indexOf(HEADER_END) + HEADER_END.length)
  const tokens = marked.lexer(body).filter(({ type }) => type !== 'space')
  const sections = tokens.flatMap((token) =>
    token.type === 'heading' && token.depth === 2 ? [token.text as string] : [],
  )
  const inOrder = SECTIONS.filter((section) => sections.includes(section))
  const known = sections.filter((section) => SECTIONS.includes(section))
  const early = sections.filter(
    (section, index) => !SECTIONS.includes(section) && index < sections.indexOf('Limits'),
  )
  const words = body.slice(0, body.search(/^```/m)).split(/\s+/).filter(Boolean).length
  const claims = pageExamples(body.slice(0, body.indexOf('\n## Messages'))).map(({ claim }) => claim)
  return [
    ...(page.includes(HEADER_END) ? [] : ['no generated header']),
    ...(tokens[0]?.type === 'paragraph' ? [] : ['does not begin with a paragraph']),
    ...(words > MOST_WORDS ? [`${String(words)} words before the first example`] : []),
    ...NEEDED.filter((section) => !sections.includes(section)).map((section) => `no section ${section}`),
    ...(known.join() === inOrder.join() ? [] : [`sections out of order: ${known.join(', ')}`]),
    ...early.map((section) => `section ${section} before the limits`),
    ...(claims.join() === 'incorrect,correct' ? [] : [`begins with the examples: ${claims.join(', ')}`]),
  ]
}

test.each(Object.keys(plugin.rules))(
  'rules-docs/%s.md says what hurts, then shows it, then explains',
  (name) => {
    const page = readFileSync(new URL(`../rules-docs/${name}.md`, import.meta.url), 'utf8')
    expect(problemsOf(page)).toEqual([])
  },
)

test('a page that explains first is refused', () => {
  const page = `${HEADER_END}

## Measured

${'word '.repeat(MOST_WORDS)}

## Background

## Examples

### Incorrect

\`\`\`js
leak()
\`\`\`

## Limits
`
  expect(problemsOf(page)).toEqual([
    'does not begin with a paragraph',
    '158 words before the first example',
    'no section Messages',
    'no section What is reported',
    'no section When not to use it',
    'sections out of order: Measured, Examples, Limits',
    'section Background before the limits',
    'begins with the examples: incorrect',
  ])
})
