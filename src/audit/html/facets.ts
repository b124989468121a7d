import { brokenAtSlashes } from './broken-at-slashes.js'
import { html, NOTHING, type Markup } from './markup.js'
import type { PageFinding } from './page-finding.js'

/** What the page can be filtered and grouped by. */
export type FacetName = 'rule' | 'file' | 'holder'

/** One of them, with the values that it has in a report, most findings first. */
export interface Facet {
  readonly name: FacetName
  readonly title: string
  readonly values: readonly FacetValue[]
}

interface FacetValue {
  readonly label: string
  readonly count: number
  /** A sentence below the label, where it is the heading of a group. */
  readonly note: string
}

/** The three facets of some findings; `describe` says what a rule is about. */
export function facetsOf(findings: readonly PageFinding[], describe: (rule: string) => string): Facet[] {
  return [
    facet('rule', 'Rules', findings, ({ rule }) => rule, describe),
    facet('holder', 'Holders', findings, ({ holder }) => holder),
    facet('file', 'Files', findings, ({ path }) => path),
  ]
}

/** The number of a label among the values of a facet. */
export function numbersOf({ values }: Facet): ReadonlyMap<string, number> {
  return new Map(values.map(({ label }, index) => [label, index]))
}

/** A facet as a list of boxes to tick, each with its share of the findings. */
export function facetList({ name, title, values }: Facet): Markup {
  const most = values[0]?.count ?? 1
  return html`<fieldset>
    <legend>${title} <span>${values.length}</span></legend>
    <div class="values">
      ${values.map(
        ({ label, count, note }, index) =>
          html`<label style="--share:${Math.round((count / most) * 100)}%"
            ><input
              type="checkbox"
              name="${name}"
              value="${index}"
              ${note === '' ? NOTHING : html` data-note="${note}"`}
            /><span>${brokenAtSlashes(label)}</span> <b>${count}</b></label
          > `,
      )}
    </div>
  </fieldset>`
}

function facet(
  name: FacetName,
  title: string,
  findings: readonly PageFinding[],
  labelOf: (finding: PageFinding) => string,
  noteOf: (label: string) => string = () => '',
): Facet {
  const counts = new Map<string, number>()
  for (const finding of findings) counts.set(labelOf(finding), (counts.get(labelOf(finding)) ?? 0) + 1)
  const values = [...counts]
    .toSorted(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    .map(([label, count]) => ({ label, count, note: noteOf(label) }))
  return { name, title, values }
}
