import { readFileSync } from 'node:fs'

import { pageExamples } from '../page-examples.js'

/** Answers the first configuration that a section of the README shows. Throws where it shows none. */
export function configOfReadme(heading: string): string {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8')
  const [example] = pageExamples(readme.slice(readme.indexOf(`\n${heading}\n`)))
  if (example === undefined) throw new Error(`The README shows no configuration under ${heading}.`)
  return example.code
}
