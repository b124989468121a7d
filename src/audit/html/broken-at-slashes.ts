import { html, type Markup } from './markup.js'

/** A long path breaks between its folders, not within their names. */
export function brokenAtSlashes(path: string): Markup[] {
  return path.split('/').map((part, index) => (index === 0 ? html`${part}` : html`/<wbr />${part}`))
}
