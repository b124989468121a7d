import { fiveLinks } from './five-links.js'
import { brokenAtSlashes } from './broken-at-slashes.js'
import { html, NOTHING, type Markup } from './markup.js'
import type { PageFinding } from './page-finding.js'
import { retainingPath } from './retaining-path.js'
import { snippetOf } from './snippet.js'

/** The numbers by which the page filters a finding: those of its rule, file and holder in their lists. */
export interface Places {
  readonly rule: number
  readonly file: number
  readonly holder: number
}

/** One finding: where, what, the drawn path, the code, and why. */
export function findingCard(
  { message, rule, path, retention }: PageFinding,
  lines: readonly string[],
  number: number,
  places: Places,
): Markup {
  const { line, column } = message
  return html`<article
    id="f${number}"
    aria-labelledby="h${number}"
    data-rule="${places.rule}"
    data-file="${places.file}"
    data-holder="${places.holder}"
  >
    <header>
      <h3 id="h${number}">
        <a href="#f${number}">${brokenAtSlashes(path)}<b>:${line}:${column}</b></a>
      </h3>
      <span class="rule">${rule.replace(/^leaks\//, '')}</span>
    </header>
    <p>${withCode(message.message)}</p>
    ${retention ? retainingPath(retention) : NOTHING} ${snippetOf(lines, message)}
    ${retention ? fiveLinks(retention) : NOTHING}
  </article> `
}

/** What a message puts between backticks is code. */
function withCode(message: string): Markup[] {
  return message
    .split('`')
    .map((part, index, parts) =>
      index % 2 === 1 && index < parts.length - 1 ? html`<code>${part}</code>` : html`${part}`,
    )
}
