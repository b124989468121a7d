import type { Kind } from './kinds.js'

/** Stands before each line that a report of the leak may be on; it is taken out before a program is linted. */
export const MARK = '§'

/** Lines of a program. One with a line break in it is a callback, whose `await` is not that of what surrounds it. */
export type Lines = readonly string[]

export function indented(lines: Lines): string[] {
  return lines.map((line) => `  ${line.replaceAll('\n', '\n  ')}`)
}

/** A function, a method or an arrow: asynchronous where its body awaits something. */
export function block(head: string, lines: Lines, tail = '}'): string[] {
  return [`${head} {`, ...indented(lines), tail]
}

/** `async ` where lines wait for something. */
export function asyncOf(lines: Lines): string {
  return lines.some((line) => !line.includes('\n') && line.includes('await ')) ? 'async ' : ''
}

export function tryFinally(lines: Lines, last: Lines): string[] {
  return [...block('try', lines, '} finally {'), ...indented(last), '}']
}

/** Parameters, with their types in TypeScript. */
export function parameters({ language }: Kind, types: Readonly<Record<string, string>>): string {
  return Object.entries(types)
    .map(([name, type]) => (language === 'ts' ? `${name}: ${type}` : name))
    .join(', ')
}

/** An exported function of the module. */
export function exported(
  kind: Kind,
  name: string,
  types: Readonly<Record<string, string>>,
  lines: Lines,
): string[] {
  return block(`export ${asyncOf(lines)}function ${name}(${parameters(kind, types)})`, lines)
}

/**
 * Begins something, puts it somewhere and goes on: in the callback, where it arrives there.
 *
 * @param put what keeps a value, as one statement; without it what is begun is a constant
 */
export function begun(kind: Kind, rest: Lines, put?: (value: string) => string, read = kind.noun): string[] {
  const { noun, arrivesIn, begin, isAsync = false, start } = kind
  // What starts it is where it begins.
  const goesOn = [...(start ? [`${MARK}${start(read)}`] : []), ...rest]
  if (arrivesIn !== 'callback') {
    const value = `${isAsync ? 'await ' : ''}${begin}`
    return [`${MARK}${put ? put(value) : `const ${noun} = ${value}`}`, ...goesOn]
  }
  const given = put ? 'opened' : noun
  const body = [...(put ? [`${MARK}${put(given)}`] : []), ...goesOn]
  return [block(`${MARK}${begin}${asyncOf(body)}(${given}) =>`, body, '})').join('\n')]
}

/** A function that begins one, uses it and ends it as it should. */
export function wellBehaved(kind: Kind, name: string): string[] {
  const { noun, use, end } = kind
  return unmarked(
    exported(kind, name, { source: 'string' }, begun(kind, tryFinally([use(noun)], [end(noun)]))),
  )
}

/** Lines that no report of the leak may be on. */
export function unmarked(lines: Lines): string[] {
  return lines.map((line) => line.replaceAll(MARK, ''))
}
