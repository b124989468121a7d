import { expect, test } from 'vitest'

import { firstParagraph, plainText, withoutLocalLinks } from '../../src/audit/sarif/page-text.js'

const page = `## Rule details

A \`file\` is **kept** by [the system](https://example.org/a), see [coverage](coverage.md#files). _Always_ so: \`a_b_c\`.
It goes on.

\`\`\`js
// **not** [a](link.md)
handlers[name](event)

close()
\`\`\`

- one \`two\`
`

test('the first paragraph is the first prose, on one line', () => {
  expect(firstParagraph(page)).toBe(
    'A file is kept by the system, see coverage. Always so: a_b_c. It goes on.',
  )
  expect(firstParagraph('## Only a heading\n\n```js\ncode()\n```')).toBeUndefined()
})

test('plain text has no marks, and its code is as it was', () => {
  expect(plainText(page)).toBe(`Rule details

A file is kept by the system, see coverage. Always so: a_b_c.
It goes on.

    // **not** [a](link.md)
    handlers[name](event)

    close()

- one two`)
})

test('links lead somewhere from anywhere, or nowhere', () => {
  const code = '`f[a](b)`\n\n```js\nf[a](b)\n```\n'
  const prose = `[a](https://example.org/a), [\`b\`](coverage.md#files), [c](../README.md) ${code}`
  expect(withoutLocalLinks(prose, undefined)).toBe(`[a](https://example.org/a), \`b\`, c ${code}`)
  expect(withoutLocalLinks(prose, 'https://example.org/blob/v1/rules-docs/x.md')).toBe(
    `[a](https://example.org/a), [\`b\`](https://example.org/blob/v1/rules-docs/coverage.md#files), [c](https://example.org/blob/v1/README.md) ${code}`,
  )
})
