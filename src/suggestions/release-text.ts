import type { ResourceProtocol } from '../protocols/resources/protocol.js'

/**
 * Answers the release of a resource in the words of the code: `file.close()`, `lock[Symbol.dispose]()`,
 * `closeSync(fd)`, `sql.close()` without an object, `stream.getTracks().forEach((each) => each.stop())`. With `mayBeEmpty`, of a place that may hold none.
 */
export function releaseText(
  { methods, functions, closers, partsBy }: ResourceProtocol,
  name: string,
  mayBeEmpty = false,
): string {
  const [method] = methods
  if (method === undefined) {
    if (partsBy !== undefined && name !== '')
      return `${name}${mayBeEmpty ? '?.' : '.'}${partsBy}().forEach((each) => each.${functions[0] ?? 'close'}())`
    if (functions[0] !== undefined) return `${functions[0]}(${name})`
    // The handle is the function that ends it.
    if (closers[0] === undefined && name === '') return 'it'
    return closers[0] === undefined ? `${name}${mayBeEmpty ? '?.' : ''}()` : `${closers[0]}()`
  }
  // Of a row in the settings it is open whether it is a method.
  if (methods === functions) return `${method}()`
  if (method.startsWith('Symbol.')) return `${name}${mayBeEmpty ? '?.' : ''}[${method}]()`
  if (name === '') return `${method}()`
  return `${name}${mayBeEmpty ? '?.' : '.'}${method}()`
}
