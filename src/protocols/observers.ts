/** How one of the platform's observers starts and ends, and what holds it in between. */
export interface ObserverProtocol {
  /** The class, which is also what a message calls it. */
  name: string
  start: string
  /** Ends all that it watches. */
  end: readonly string[]
  /** Ends the watching of one target. */
  endOne: readonly string[]
  /**
   * What keeps a started observer: `target`, what it watches, so that both go together; `page`, the page, worker
   * or process itself, whatever becomes of everything else.
   */
  heldBy: 'target' | 'page'
  /** Whether the callback comes at once, with the state of things at the start, and not only at a change. */
  callsAtOnce: boolean
  /** Modules that export it beside the global of its name. */
  modules: readonly string[]
}

const observer = (
  name: string,
  heldBy: ObserverProtocol['heldBy'],
  rest: Partial<ObserverProtocol> = {},
): ObserverProtocol => ({
  name,
  start: 'observe',
  end: ['disconnect'],
  endOne: [],
  heldBy,
  callsAtOnce: false,
  modules: [],
  ...rest,
})

export const OBSERVER_PROTOCOLS: readonly ObserverProtocol[] = [
  observer('MutationObserver', 'target'),
  observer('ResizeObserver', 'target', {
    endOne: ['unobserve'],
    callsAtOnce: true,
    modules: ['resize-observer-polyfill', '@juggle/resize-observer'],
  }),
  observer('IntersectionObserver', 'target', { endOne: ['unobserve'], callsAtOnce: true }),
  observer('PerformanceObserver', 'page', { modules: ['perf_hooks', 'node:perf_hooks'] }),
  observer('ReportingObserver', 'page'),
  observer('PressureObserver', 'page'),
  observer('FileSystemObserver', 'page', { endOne: ['unobserve'] }),
]

/** What a factory makes whose name says that it is an observer, and nothing says of which kind. */
export const SOME_OBSERVER = observer('observer', 'target', { endOne: ['unobserve'] })

/** Methods of an observer that neither start nor end it, nor hand it on. */
export const NEUTRAL_METHODS: ReadonlySet<string> = new Set(['takeRecords'])

/** Whether a name is what code calls an observer, or what makes one. */
export function namesObserver(name: string): boolean {
  return /observer$/i.test(name)
}

/** Answers the row that names speak of: `mutation` of a factory's argument, `resizeObserver` of a field. */
export function protocolNamed(names: readonly string[]): ObserverProtocol {
  const found = OBSERVER_PROTOCOLS.filter((row) => {
    const kind = row.name.replace('Observer', '').toLowerCase()
    return names.some((name) => name.toLowerCase().includes(kind))
  })
  return (found.length === 1 ? found[0] : undefined) ?? SOME_OBSERVER
}

/** Properties of a document, and selectors, for elements that stay as long as it does. */
export const ELEMENTS_OF_DOCUMENT: ReadonlySet<string> = new Set(['body', 'documentElement', 'head'])
export const SELECTORS_OF_DOCUMENT: ReadonlySet<string> = new Set(['body', 'html', 'head', ':root'])

/** Whether a name is what code calls the page's document where it was given it: `this._document`, `ownerDocument`. */
export function isDocumentName(name: string): boolean {
  return /^[_#]*(?:owner)?document$|^[_#]*doc$/i.test(name)
}

/** Functions that set a page or program up, and so run once in its life. */
export const SETS_UP = /^_*(?:init|initialize|setup|setUp|boot|bootstrap|main|install)(?![a-z])/

/**
 * Whether a teardown, as a message names it, ends its instance: `closeAll()` and `onRemove()` may be followed by
 * another start.
 */
export function endsInstance(teardown: string): boolean {
  return !/All\(\)$|^[_#$]*on(?:Remove|Close|Detach)/i.test(teardown)
}
