/** How a subscription is ended: by calling what was returned, or a method of it or of a part of it. */
export type Ending = 'call' | 'dispose' | 'unsubscribe' | 'remove' | 'data.subscription.unsubscribe'

/** A call whose result is the way to end what it begins. */
export interface SubscriptionRow {
  /** The last name of the call, or what such names look like. */
  call: string | RegExp
  /** The modules it belongs to. */
  modules: readonly string[]
  /**
   * What it is called on.
   *
   * - `module`: on what a module exports: `autorun(…)`, `editor.commands.registerCommand(…)`
   * - `instance`: on what a call or construction of a module's export makes
   * - `chain`: on what calls of a module's export lead to: `firestore().collection(name).onSnapshot(…)`
   */
  on: 'module' | 'instance' | 'chain'
  /** For `module`, the last name of what it is called on, where that is a part of what the module exports. */
  through?: RegExp
  /** For `instance`, the exports that make one; any where it is left out. */
  makers?: readonly string[]
  ending: Ending
  /** What a message calls that which goes on. */
  noun: string
  /** The program that the source lives as long as; left out, how long it lives depends on where it is from. */
  until?: string
  /** It observes what its callback reads, wherever that is from. */
  observes?: boolean
  /** Its program runs on without it and gives it a place to keep what must be ended: dropping it is never right. */
  mustBeKept?: boolean
  /** A second one of the same name is refused, so that there is never more than one of it. */
  isUnique?: boolean
  /** Names of other calls that end it; a file that has one of them is left alone. */
  endedBy?: readonly string[]
  /** An option that makes it end by itself. */
  onceOption?: string
  /** What the last argument is a call of. */
  sink?: string
  /**
   * The call as one writes it, for the tests: `createStore(input).subscribe(input)`. `input` stands for any
   * argument; for `instance`, it begins with what makes one.
   */
  example: string
}

export type SubscriptionRows = readonly SubscriptionRow[]
