/** How one gets a resource. */
export interface Acquire {
  /** The function, method or constructor, by the name its module or object gives it. */
  name: string
  form: 'function' | 'constructor' | 'method'
  /** For a function or constructor: the modules it comes from, under whatever local name. */
  modules?: readonly string[]
  /** Whether it is what one of the modules exports by default or as a whole: `import Redis from 'ioredis'`. */
  isDefault?: true
  /** For a global: what it is a member of (`URL` for `URL.createObjectURL`), empty for a global itself. */
  global?: string
  /** For a method: what its receiver is called, or constructed from. */
  receiver?: RegExp
  /** For a method: the types of its receiver. Where types are known they decide, instead of the name. */
  receiverTypes?: readonly string[]
  /** It answers a promise unless it is given a callback, and then nothing. */
  callback?: true
  /** The method of the result that opens it, where making it alone opens nothing. */
  opensBy?: string
  /** A property that has to be on in its options, where without it nothing stays open. */
  option?: string
  /** A property that, on in its options, has it end by itself. */
  unless?: string
  /** The values of its first argument that acquire: `webgl` of `getContext('webgl')`. */
  first?: readonly string[]
}

/** Something that must be closed: how one gets it, and how one lets go of it. */
export interface ResourceProtocol {
  /** What a message calls it. */
  noun: string
  acquire: Acquire
  /**
   * How the resource arrives: as the result (awaited or not), as an argument of the last callback, or it is one
   * of the call's own arguments (`ReactDOM.render(element, container)`).
   */
  result: { as: 'value' } | { as: 'callback'; parameter: number } | { as: 'argument'; index: number }
  /** Methods of the resource that release it; the first is the one that a message names. */
  methods: readonly string[]
  /** Functions or methods, of whatever object, that release the resource they are given. */
  functions: readonly string[]
  /** The method that answers its parts, where it is those that the functions are methods of: `stream.getTracks()`. */
  partsBy?: string
  /** Functions of the same module or object that release everything at once: `sql.close()`. */
  closers: readonly string[]
  /** Methods after which the resource closes by itself, or is someone else's to close. */
  consumers: readonly string[]
  /** For functions: calls of these names run it when something happens, and do not end it. */
  runBy?: RegExp
  /** Functions, methods and constructors of these names use what they are given, and leave it to whoever had it. */
  usedBy?: RegExp
  /** The member that is a promise of it, where what is made first only loads it: `getDocument(url).promise`. */
  promisedAs?: string
  /** Methods that answer what they are called on, besides those that add a listener. */
  fluent?: ReadonlySet<string>
  /** For consumers that add a listener: the events whose listeners use it up. Without them, those of all events do. */
  readingEvents?: readonly string[]
  /** What it ends with, by the option's name where it is given one: who ends that ends it as well. */
  endsWith?: string
  /** Functions of these modules use the resource they are given without taking it over. */
  borrowers: readonly string[]
  /** Whether it is a text: what is made of it, or asked by it, does not take it over. */
  isText?: true
  /** Whether every function uses the resource it is given without taking it over. */
  isLent: boolean
  /** Whether the garbage collector closes it in the end. */
  collected: 'never' | 'eventually' | 'unknown'
  /** Whether the release answers a promise. */
  awaits: boolean
  /** Whether to report a way out by an exception: where a short-lived program would not care, no. */
  exceptions: boolean
  /** Without `exceptions`: whether one that a failure leaves open is worth a word all the same, if likely only. */
  staysAfterFailure?: true
  /** Whether programs commonly keep one until they end, so that one that nothing releases is likely at most. */
  isLongLived: boolean
  /** Whether it ends by itself, in time: only where nobody waits for that any longer it has to be ended. */
  endsByItself?: true
  /** Whether it goes on by itself after an error of its own, as what connects again does. */
  outlivesErrors?: true
  /** Whether its release completes what was begun, so that it does not belong where something has failed. */
  completes?: true
  /** The argument that it is put on. Where others give that, it may be gone long before the program ends. */
  element?: number
  /** Names of types that only such a resource has: with types, a call that makes one is known by them. */
  types: readonly string[]
  /** The acquisition as one writes it, for the tests: `new Worker(url)`. `input` stands for any argument. */
  example: string
}

type Defaulted =
  | 'result'
  | 'methods'
  | 'functions'
  | 'closers'
  | 'consumers'
  | 'borrowers'
  | 'isLent'
  | 'collected'
  | 'awaits'
  | 'exceptions'
  | 'isLongLived'
  | 'types'

const DEFAULTS: Pick<ResourceProtocol, Defaulted> = {
  result: { as: 'value' },
  methods: [],
  functions: [],
  closers: [],
  consumers: [],
  borrowers: [],
  isLent: false,
  collected: 'unknown',
  awaits: false,
  exceptions: true,
  isLongLived: false,
  types: [],
}

export type ResourceRow = Omit<ResourceProtocol, Defaulted> & Partial<Pick<ResourceProtocol, Defaulted>>

/** Fills a row in: it is held for good by nobody knows what, and released at once, unless it says otherwise. */
export function resource(row: ResourceRow): ResourceProtocol {
  return { ...DEFAULTS, ...row }
}

/** What rows that end alike have in common. */
export type RowKind = Omit<ResourceRow, 'acquire' | 'example'> & Pick<Acquire, 'isDefault' | 'option'>

/**
 * Fills in the rows of a library that end alike, each by how one writes it: `new Client(input)`, `await Client.open(input)`.
 * What opens later says so: `new Client(input).connect()`.
 */
export function alike(
  { isDefault, option, ...kind }: RowKind,
  modules: readonly string[],
  ...examples: readonly string[]
): ResourceProtocol[] {
  return examples.map((example) => {
    const [, made = '', path = '', opensBy] = WRITTEN.exec(example) ?? []
    const form = /\bnew /.test(made) ? 'constructor' : 'function'
    const acquire: Acquire = {
      name: path.slice(path.lastIndexOf('.') + 1),
      form,
      modules,
      ...(isDefault && { isDefault }),
      ...(option !== undefined && { option }),
      ...(opensBy !== undefined && { opensBy }),
    }
    const written = opensBy === undefined ? example : example.slice(0, -`.${opensBy}()`.length)
    return resource({ ...kind, acquire, example: written })
  })
}

/** A kind that a program may well keep until it ends, and does not mind when something fails. */
export function ended(noun: string, ...methods: readonly string[]): RowKind {
  return { noun, methods, exceptions: false, isLongLived: true }
}

/** The same, of what is the only or the default export of its modules. */
export function sole(noun: string, ...methods: readonly string[]): RowKind {
  return { ...ended(noun, ...methods), isDefault: true }
}

/** A kind that the other side keeps as well: it stays where something fails. */
export function linked(noun: string, ...methods: readonly string[]): RowKind {
  return { noun, methods, collected: 'never', isLongLived: true }
}

/** The same, of what is the only or the default export of its modules. */
export function soleLink(noun: string, ...methods: readonly string[]): RowKind {
  return { ...linked(noun, ...methods), isDefault: true }
}

/** What is written around the name that a library gives it. */
const WRITTEN = /^((?:await )?(?:new )?)([\w$.]+)\([^()]*\)(?:\.([\w$]+)\(\))?$/

/** Answers the protocol of what is open already, such as what a function hands out. */
export function asOpened(protocol: ResourceProtocol): ResourceProtocol {
  const { opensBy, ...acquire } = protocol.acquire
  return opensBy === undefined ? protocol : { ...protocol, acquire }
}
