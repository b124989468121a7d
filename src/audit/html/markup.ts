/** Text that is HTML already: made by {@link html} alone, so that nothing of the linted code is ever taken for it. */
export class Markup {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

type Part = string | number | Markup | readonly Part[]

/**
 * Puts a piece of a page together: what is put in is escaped, unless it is made by `html` itself; lists are joined. The
 * indentation of the template is left out, since a page repeats some of them thousands of times.
 */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  return new Markup(
    outdented(strings)
      .map((text, index) => text + textOf(parts[index] ?? ''))
      .join(''),
  )
}

const known = new WeakMap<TemplateStringsArray, readonly string[]>()

function outdented(strings: TemplateStringsArray): readonly string[] {
  const found = known.get(strings) ?? strings.map((text) => text.replaceAll(/\n\s+/g, '\n'))
  known.set(strings, found)
  return found
}

/** The nothing that stands where there is nothing to show. */
export const NOTHING = new Markup('')

function textOf(part: Part): string {
  if (part instanceof Markup) return part.text
  if (typeof part === 'string') return escaped(part)
  if (typeof part === 'number') return String(part)
  return part.map(textOf).join('')
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Characters that no page may hold, and those that turn the direction of the text around them. */
const UNSEEN = /(?![\t\n\r])[\p{Cc}\u202A-\u202E\u2066-\u2069]/gu

function escaped(text: string): string {
  return text
    .replaceAll(UNSEEN, '\uFFFD')
    .replaceAll('\r', '')
    .replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? '')
}
