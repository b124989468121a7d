import { marked, type Token, type Tokens } from 'marked'

const languages = ['js', 'jsx', 'ts', 'tsx'] as const
const flags = ['likely', 'typed', 'untyped'] as const

export type ExampleLanguage = (typeof languages)[number]
export type ExampleFlag = (typeof flags)[number]

/** One fenced block of code of a documentation page. */
export interface PageExample {
  readonly code: string
  readonly language: ExampleLanguage
  /** `incorrect` and `correct` by the nearest heading; `other` has only to parse. */
  readonly claim: 'incorrect' | 'correct' | 'other'
  /** What follows the language on the opening fence. */
  readonly flags: ReadonlySet<ExampleFlag>
  /** The line of the opening fence, from 1. */
  readonly line: number
}

/**
 * Reads the JavaScript and TypeScript examples of a page. Blocks under a heading `Incorrect` claim to be
 * reported, those under `Correct` to be silent, with any headings below those. Throws on a flag that means nothing, so that a misspelt one
 * does not weaken its example.
 */
export function pageExamples(markdown: string): PageExample[] {
  const examples: PageExample[] = []
  let claim: PageExample['claim'] = 'other'
  let claimDepth = 0
  let line = 1
  for (const token of marked.lexer(markdown)) {
    if (isHeading(token) && (claim === 'other' || token.depth <= claimDepth)) {
      claim = claimOf(token.text)
      claimDepth = token.depth
    }
    if (isCode(token)) {
      const [language, ...words] = (token.lang ?? '').split(/\s+/)
      if (isOneOf(languages, language)) {
        examples.push({ code: token.text, language, claim, flags: new Set(words.map(flagOf)), line })
      }
    }
    line += token.raw.split('\n').length - 1
  }
  return examples
}

function claimOf(heading: string): PageExample['claim'] {
  const name = heading.toLowerCase()
  return name === 'incorrect' || name === 'correct' ? name : 'other'
}

function flagOf(word: string): ExampleFlag {
  if (isOneOf(flags, word)) return word
  throw new Error(`Unknown flag "${word}" after the language of an example: one of ${flags.join(', ')}.`)
}

// marked's union of tokens has a catch-all member, which keeps `type` from telling the others apart.
function isHeading(token: Token): token is Tokens.Heading {
  return token.type === 'heading'
}

function isCode(token: Token): token is Tokens.Code {
  return token.type === 'code'
}

function isOneOf<Member extends string>(all: readonly Member[], word: string | undefined): word is Member {
  return all.some((member) => member === word)
}
