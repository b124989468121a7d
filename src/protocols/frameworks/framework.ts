/** What a framework runs when a component, an effect or an extension begins and ends, by its names. */
export interface Framework {
  name: string
  /** Modules that export its hooks, bases and decorators: what is imported from them is its own. */
  modules: RegExp
  /** The kind of file whose script runs once for each component. */
  files?: 'vue' | 'svelte'
  /** Whether projects commonly use its hooks without an import, which their build adds. */
  isImportedByBuild?: boolean
  /** Calls whose callback has an end of its own: before it runs again, and when its component ends. */
  effects: readonly EffectHook[]
  /** Calls whose callback runs when the life of the component around them begins; another hook ends it. */
  startHooks: readonly string[]
  /** Calls whose function argument runs when the component, effect or scope around them ends. */
  endHooks: readonly string[]
  /** Other calls that stand in components, and in functions that components call. */
  otherHooks: readonly string[]
  /** Members that begin the life of an instance, each with the one that ends it again. */
  lifecycles: readonly (readonly [start: string, end: string])[]
  /** Whether these are everyday words, which other classes have as well. */
  areMembersEveryday?: boolean
  /** Members that run at the end of an instance, beside those of `lifecycles`. */
  endMembers: readonly string[]
  /** Names that people write for one of them, and that are further off than a slip of the keyboard. */
  mistaken?: ReadonlyMap<string, string>
  /** Members that run on each update of one instance. */
  updateMembers: readonly string[]
  /** Base classes of components. */
  bases?: RegExp
  /** Decorators of classes, imported from `modules`, whose instances certainly come and go. */
  decorators: readonly string[]
  /** How it knows a component that is an object of options. */
  options?: {
    /** Calls that are given the object. */
    calls: readonly string[]
    /** Keys that tell such an object from others. */
    keys: readonly string[]
    /** The member whose own scope is that of the component. */
    setup: string
  }
  /** Names of components that live as long as the page. */
  roots?: RegExp
  /** Functions that a module exports for its host to call at the begin and the end of its life. */
  entry?: { start: string; end: string; name: string }
  /** The hook by which a component without an end gets one, as a message names it. */
  end?: string
  /** How code has something run at the end of the component around it. */
  cleanup?: CleanupHooks
}

/** Hooks that are given what runs at the end of the component around them. */
export interface CleanupHooks {
  /** The first is the one to take where a file has none of them. */
  hooks: readonly string[]
  /** The modules to import them from. */
  from: readonly string[]
  /** Whether they are commonly called in the callbacks of other hooks as well. */
  nests?: true
}

/** A call whose callback has an end of its own. */
export interface EffectHook {
  name: string
  /** The object whose method it is: `$effect` of `$effect.pre()`. */
  of?: string
  /** Position of the callback among the arguments. */
  callback: number
  /** How the callback says what its end is to run: by returning it, or by giving it to a call. */
  cleanup: 'returned' | 'registered'
  /** Position of the callback's parameter that takes its cleanup. */
  registrar?: number
  /** What a message calls the callback. */
  noun?: string
  /** What a call of this name is that is not known to mean the framework's. */
  otherwise: 'same' | 'perhaps' | 'another'
  /** Whether its end certainly comes, where it is known to be this one. */
  ends: boolean
}

/** Answers how code calls a hook: `useEffect`, `$effect.pre`. */
export function hookText({ name, of }: EffectHook): string {
  return of === undefined ? name : `${of}.${name}`
}

/** A framework that does nothing, for rows to say what differs. */
export const NOTHING = {
  effects: [],
  startHooks: [],
  endHooks: [],
  otherHooks: [],
  lifecycles: [],
  endMembers: [],
  updateMembers: [],
  decorators: [],
} as const satisfies Partial<Framework>
