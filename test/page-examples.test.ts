import { expect, test } from 'vitest'

import { pageExamples } from './page-examples.js'

const page = `# Title

\`\`\`sh
npm install
\`\`\`

\`\`\`js
other()
\`\`\`

### Incorrect

A sentence
of two lines.

#### In a subsection

\`\`\`ts likely typed
leak()
\`\`\`

### Correct

\`\`\`tsx
fine()

finer()
\`\`\`
`

test('examples claim what their heading says', () => {
  expect(pageExamples(page)).toEqual([
    { language: 'js', claim: 'other', flags: new Set(), line: 7, code: 'other()' },
    { language: 'ts', claim: 'incorrect', flags: new Set(['likely', 'typed']), line: 18, code: 'leak()' },
    { language: 'tsx', claim: 'correct', flags: new Set(), line: 24, code: 'fine()\n\nfiner()' },
  ])
})

test('a misspelt flag is an error', () => {
  expect(() => pageExamples('```js likly\nleak()\n```')).toThrow('Unknown flag "likly"')
})
