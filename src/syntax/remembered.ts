/**
 * Turns what nothing but an object itself tells, such as a variable with all its references or a class, into a question that
 * is answered once for each: what n of its users ask would cost n times n.
 */
export function remembered<K extends object, T>(compute: (key: K) => T): (key: K) => T {
  const answers = new WeakMap<K, { readonly answer: T }>()
  return (key) => {
    const known = answers.get(key)
    if (known) return known.answer
    const answer = compute(key)
    answers.set(key, { answer })
    return answer
  }
}

/** A process that lints for days meets names without end. */
export const MAX_NAMES = 50_000

/** The same for what a name alone tells: most names are the same everywhere. */
export function rememberedName<T>(compute: (name: string) => T): (name: string) => T {
  const answers = new Map<string, T>()
  return (name) => {
    const known = answers.get(name)
    if (known !== undefined) return known
    const answer = compute(name)
    if (answers.size >= MAX_NAMES) answers.clear()
    answers.set(ownText(name), answer)
    return answer
  }
}

/** A name for longer than its file: as the parser makes it, a long one is a slice that keeps all of the source. */
export function ownText(name: string): string {
  // What two texts are joined to is a text of its own; a slice of that keeps no more than that.
  return ` ${name}`.slice(1)
}
