import type { Retainer, Retention } from '../../retention/retention.js'
import type { LossKind } from '../../losses/loss.js'
import { html, NOTHING, type Markup } from './markup.js'

/** How each loss is told, after what is lost. */
const LOSSES: Readonly<Record<LossKind, string>> = {
  dropped: 'nobody keeps what would end it',
  left: 'left open on a way out',
  overwritten: 'something else takes its place',
  voided: 'what would end it is thrown away',
  removed: 'taken out of its collection, and not ended',
  outlived: 'left by the end of its owner',
  repeated: 'begun again and again on one holder',
  mismatched: 'what should end it ends nothing',
  misplaced: 'ended where that is of no use',
}

/** The way from what keeps to what is kept, drawn as boxes with arrows, and below it how it comes to stay. */
export function retainingPath({ path, loss }: Retention): Markup {
  return html`<ol class="path" aria-label="From what keeps it to what is kept">
      ${path.map(step)}
    </ol>
    ${loss ? lossLine(loss) : NOTHING}`
}

function step({ text, isCode, note, at }: Retainer): Markup {
  const name = isCode ? html`<code>${text}</code>` : html`<b>${text}</b>`
  const where = at ? html`<i>line ${at.line}</i>` : NOTHING
  return html`<li>
    <span>${name} <small>${note}${note !== '' && at ? ' · ' : ''}${where}</small></span>
  </li> `
}

function lossLine({ kind, at, code }: NonNullable<Retention['loss']>): Markup {
  const where = at && code !== null ? html`: line ${at.line}, <code>${code}</code>` : NOTHING
  return html`<p class="lost"><b>Lost</b> ${LOSSES[kind]}${where}</p>`
}
