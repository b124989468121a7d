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
