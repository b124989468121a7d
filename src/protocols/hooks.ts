/** Functions of frameworks that keep what they are given, in a ref that each render answers again. */
export const KEEPS_VALUE: ReadonlySet<string> = new Set(['useRef', 'ref', 'shallowRef', 'markRaw'])

/** Hooks that keep what the function answers that they are given. */
export const KEEPS_MADE: ReadonlySet<string> = new Set(['useMemo', 'useState'])

/** Hooks that make what they answer for their component alone. */
export const OF_THE_COMPONENT = /^use(?:Ref|State|Memo|Callback|Reducer|LocalObservable|Local\w*)$/
