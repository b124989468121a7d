import type { LinkName } from '../../ledger/link.js'
import type { Retention } from '../../retention/retention.js'
import type { ExplainedLink } from '../../verdict/explained.js'
import { html, NOTHING, type Markup } from './markup.js'

/** What each of the five links asks. */
export const LINK_QUESTIONS: Readonly<Record<LinkName, string>> = {
  owed: 'Must it be ended at all?',
  open: 'Is it open there, on a way that exists?',
  alone: 'Does nobody else end it?',
  lasting: 'Does what holds it outlive its owner?',
  matters: 'Does it pile up, or is it scarce or large?',
}

/** Why a finding is one: its owner, and the five links with what each rests on; nothing where that is not known. */
export function fiveLinks({ links, owner }: Retention): Markup {
  if (links.length === 0) return NOTHING
  return html`<details>
    <summary>Why: ${summary(links)}</summary>
    <dl>${owner ? ownerEntry(owner) : NOTHING}${links.map(entry)}</dl>
  </details>`
}

function summary(links: readonly ExplainedLink[]): string {
  const doubts = links.filter(({ sure }) => sure !== 'yes')
  return doubts.length === 0
    ? 'all five links are yes'
    : doubts.map(({ name, sure }) => `${name} is ${sure}`).join(', ')
}

function entry({ name, sure, because, at }: ExplainedLink): Markup {
  const where = at ? html` <i>line ${at.line}</i>` : NOTHING
  return html`<div${sure === 'yes' ? NOTHING : html` class="${sure}"`}>
    <dt>${name} <b>${sure}</b></dt>
    <dd>${because}${where}</dd>
  </div> `
}

function ownerEntry({ name, end }: NonNullable<Retention['owner']>): Markup {
  const ending = end === null ? 'has no end in this file' : `ends with ${end}`
  return html`<div>
    <dt>owner</dt>
    <dd><code>${name}</code>, which ${ending}</dd>
  </div> `
}
