import path from 'node:path'

import type { AuditReport } from '../audit-report.js'
import { displayPath } from '../display-path.js'
import type { AuditPlugin } from '../select-rules.js'
import { counted, countFindings } from '../summarize.js'
import { facetList, facetsOf, numbersOf, type Facet } from './facets.js'
import { findingCard } from './finding-card.js'
import { LINK_QUESTIONS } from './five-links.js'
import { html, Markup, NOTHING } from './markup.js'
import { readPageAssets } from './page-assets.js'
import { pageFindings, type PageFinding } from './page-finding.js'
import { linesOf } from './snippet.js'

/**
 * The report as one page that needs nothing else, neither a network nor a server. It says everything without its script,
 * which filters and groups; what the page shows of the code is text, and no script but its own runs.
 */
export function formatHtml(report: AuditReport, plugin: AuditPlugin, cwd: string): string {
  const { style, script, scriptHash } = readPageAssets()
  const findings = pageFindings(report.files, cwd)
  const facets = facetsOf(findings, (rule) => describe(plugin, rule))
  const name = path.basename(cwd)
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <meta
          http-equiv="Content-Security-Policy"
          content="default-src 'none'; style-src 'unsafe-inline'; script-src '${scriptHash}'; img-src data:; base-uri 'none'; form-action 'none'"
        />
        <meta name="color-scheme" content="light dark" />
        <link rel="icon" href="data:," />
        <title>${name}: ${counted(findings.length, 'leak')}</title>
        <style>
          ${new Markup(style)}
        </style>
      </head>
      <body>
        <a class="skip" href="#findings">Skip to the findings</a>
        ${banner(report, plugin, name)}
        <div class="columns">
          ${findings.length > 0 ? filters(facets) : NOTHING}
          <main id="findings" tabindex="-1">
            <p id="shown" role="status">
              ${findings.length === 0 ? 'No findings.' : `${counted(findings.length, 'finding')}.`}
            </p>
            ${problems(report, cwd)}
            <div id="groups">${groups(findings, facets)}</div>
          </main>
        </div>
        ${legend()} ${scriptElement(script)}
      </body>
    </html> `
  return page.text
}

function banner(report: AuditReport, { meta }: AuditPlugin, name: string): Markup {
  const { files, typedFiles, findings, byFile } = countFindings(report)
  const facts = [
    ['findings', findings],
    [byFile.size === 1 ? 'file with findings' : 'files with findings', byFile.size],
    [files === 1 ? 'file audited' : 'files audited', files],
    ['of them with types', typedFiles],
  ] as const
  return html`<header class="banner">
    <div>
      <p>${meta?.name ?? 'eslint-plugin-leaks'} ${meta?.version ?? ''}</p>
      <h1>
        ${findings === 0 ? html`No leaks found in ${name}` : html`What <span>${name}</span> keeps for too long`}
      </h1>
    </div>
    <fieldset class="theme" hidden>
      <legend>Colours</legend>
      ${['auto', 'light', 'dark'].map(
        (theme) =>
          html`<label><input type="radio" name="theme" value="${theme}" /><span>${theme}</span></label>`,
      )}
    </fieldset>
    <dl>
      ${facts.map(
        ([label, count]) =>
          html`<div>
            <dt>${label}</dt>
            <dd>${count}</dd>
          </div>`,
      )}
    </dl>
  </header>`
}

function filters(facets: readonly Facet[]): Markup {
  return html`<form role="search" aria-label="Findings" hidden>
    <label class="query"
      ><span>Search</span
      ><input
        type="search"
        id="query"
        placeholder="code, path or message"
        autocomplete="off"
        spellcheck="false"
    /></label>
    <label class="grouping"
      ><span>Group by</span
      ><select id="grouping">
        ${facets.map(({ name }) => html`<option>${name}</option>`)}
      </select></label
    >
    <details open>
      <summary>Filters</summary>
      ${facets.map(facetList)}
    </details>
    <button type="button" id="clear" disabled>Clear search and filters</button>
  </form>`
}

/** By rule, which is how the page is read without its script. */
function groups(findings: readonly PageFinding[], facets: readonly Facet[]): Markup[] {
  const [rules, holders, files] = facets
  if (!rules || !holders || !files) return []
  const places = { rule: numbersOf(rules), holder: numbersOf(holders), file: numbersOf(files) }
  const cards = new Map<string, Markup[]>()
  let lines: readonly string[] = []
  let of: PageFinding['file'] | undefined
  findings.forEach((finding, index) => {
    if (of !== finding.file) lines = linesOf(finding.file.source)
    of = finding.file
    const card = findingCard(finding, lines, index + 1, {
      rule: places.rule.get(finding.rule) ?? 0,
      holder: places.holder.get(finding.holder) ?? 0,
      file: places.file.get(finding.path) ?? 0,
    })
    const known = cards.get(finding.rule)
    if (known) known.push(card)
    else cards.set(finding.rule, [card])
  })
  return rules.values.map(
    ({ label, count, note }) =>
      html`<section>
        <div class="group">
          <h2>${label} <span>${count}</span></h2>
          <p>${note}</p>
        </div>
        ${cards.get(label) ?? []}
      </section> `,
  )
}

function problems({ problems: found }: AuditReport, cwd: string): Markup {
  if (found.length === 0) return NOTHING
  return html`<section class="problems">
    <h2>Not looked at <span>${found.length}</span></h2>
    <ul>
      ${found.map(({ filePath, line, message }) => {
        const shown = filePath === undefined ? NOTHING : html`<code>${displayPath(filePath, cwd)}</code>`
        return html`<li>${shown}${line === undefined ? '' : ` line ${String(line)}`} ${message}</li> `
      })}
    </ul>
  </section>`
}

function legend(): Markup {
  return html`<footer>
    <h2>How to read this</h2>
    <p>
      The boxes lead from what keeps to what is kept: as long as the first of them lives, so does the last. A
      finding holds if five questions are answered with yes; <i>likely</i> is as good for up to two of them
      where more is reported than what is known.
    </p>
    <dl>
      ${Object.entries(LINK_QUESTIONS).map(
        ([name, question]) =>
          html`<div>
            <dt>${name}</dt>
            <dd>${question}</dd>
          </div> `,
      )}
    </dl>
    <p>All that is known of a line: <code>npx eslint-plugin-leaks --explain FILE:LINE</code></p>
  </footer>`
}

function describe({ rules }: AuditPlugin, rule: string): string {
  const text = rules?.[rule.slice(rule.indexOf('/') + 1)]?.meta?.docs?.description ?? ''
  return text === '' ? '' : `${text.charAt(0).toUpperCase()}${text.slice(1)}.`
}

/** Outside of a template: the compiler would have a closing tag in one looked after at run time. */
function scriptElement(script: string): Markup {
  return new Markup(`<script>${script}</script>`)
}
