/* What names say of whose a thing is, and of what ends it. */

/**
 * Calls by which an object takes over one that it is given: from then on it is the taker's to release. A hook is told of what it is
 * given, `useEvent(player, 'end')`; `bind(view)` and `loadRow(row)` work with it.
 */
export const TAKES_OVER =
  /^(?:add|append|register|attach|adopt|use(?![A-Z])|push|own|track|set|insert|mount|subscribe|pipe|wrap|install|provide|enqueue|prepend|unshift|defer|manage)(?![a-z])/

/** Methods by which a thing goes to where it is told, `marker.addTo(map)`: that is only asked to have it. */
export const GOES_TO = /^(?:add|append|attach|prepend|insert|mount)(?:To|Into|Onto)$/

/** What an element is told to show, as a text: it ends nothing of it. */
export const SHOWS: ReadonlySet<string> = new Set(['src', 'href', 'srcset', 'poster', 'backgroundImage'])

/** What an element is given to play, and whoever has the element can take from it and stop. */
export const PLAYS: ReadonlySet<string> = new Set(['srcObject'])

/** Options by which a call is told within what it does its work: that is begun and ended around it. */
export const WORKS_WITHIN: ReadonlySet<string> = new Set([
  'transaction',
  'transacting',
  'session',
  'trx',
  'tx',
])

/** Hooks that answer a state and what sets it; setting another ends nothing of the former one. */
export const IS_STATE = /^use(?:Safe|Async|Mounted)?State$/

/** Calls that make one thing of several, which may release them together. */
export const COMBINES = /^(?:from|of|all|combine|compose|create|make|build|join|merge)(?![a-z])/

/** Methods that send word to what they are called on, as to end itself. */
export const SENDS = /^(?:send|post|emit|write|notify|request|signal|dispatch|exec|call|invoke)(?![a-z])/

/** Methods that end what they are called on, beside those that close it. */
export const OTHER_ENDS: ReadonlySet<string> = new Set([
  'end',
  'kill',
  'quit',
  'free',
  'unmount',
  'remove',
  'unsubscribe',
  'shutdown',
  'finish',
  'return',
  'drain',
  'unref',
  '$destroy',
  '$disconnect',
  'delete',
])

/** Classes whose instances hold nothing but those that listen to them, by their name. */
export const EMITTER_NAME = /Emitter$/

/** Methods that end a handle for good; to cancel or abort is to give up what may be over anyway. */
export const ENDS_A_HANDLE = /^(?:dispose|destroy|close|terminate|disconnect|unsubscribe|kill|quit|free)$/

/** Methods that begin something, each with the names of those that end it again. */
export const STARTS: readonly (readonly [start: RegExp, stop: RegExp])[] = [
  [/^_?(?:start|run|begin|launch)/, /^_?(?:stop|halt|end|kill|quit)/],
  [/^_?connected/, /^_?disconnected/],
  [/^_?(?:connect|open)(?!ed)/, /^_?disconnect(?!ed)/],
  [/^_?attach/, /^_?detach/],
  [/^_?activate/, /^_?deactivate/],
  [/^_?(?:on)?load/, /^_?(?:on)?unload/],
]

/** Methods that run what they are given once, or while they run themselves. */
export const RUNS_SOON: ReadonlySet<string> = new Set([
  ...[
    'then',
    'catch',
    'finally',
    'forEach',
    'map',
    'flatMap',
    'filter',
    'find',
    'findIndex',
    'some',
    'every',
  ],
  ...['reduce', 'sort', 'replace', 'from', 'nextTick', 'call', 'apply', 'run'],
])

/** Calls that look at what they are given, and keep nothing of it. */
export const BORROWING_CALLS: ReadonlySet<string> = new Set([
  ...['log', 'debug', 'info', 'warn', 'isNaN', 'Boolean', 'String', 'inspect', 'isArray'],
  // What an element has for an attribute is a text.
  ...['setAttribute', 'setAttributeNS'],
])

/** Methods of arrays that run what they are given for each element. */
export const RUNS_EACH: ReadonlySet<string> = new Set(['forEach', 'each', 'map', 'flatMap'])

/** Methods by which something opens: where one fails, there is nothing open. */
export const OPENS_ITSELF = /^(?:connect|open|start|init|initialize|login|listen|launch)(?:Async)?$/

/** Members that say of a thing that it is open still. */
export const SAYS_OPEN =
  /^_?(?:is_?)?(?:open|opened|connected|active|alive|running|locked|initiali[sz]ed|started)$/i

/** Members that say of a thing that it has been ended. */
export const SAYS_OVER =
  /^_?(?:is_?)?(?:closed|destroyed|disposed|ended|released|terminated|killed|finished|aborted|disconnected|stopped)$/i

/** Members that tell when a thing has ended, or bring what it is there for: `modal.finished`, `task.resultPromise`. */
export const TELLS_OF_END =
  /^_*(?:finished|closed|done|completed|completion|exited|ended|whenClosed|promise|[a-z]\w*Promise)$/

/** Parts by which whoever gets them has the whole thing at work: `emitter.event`, `response.body`. */
export const WORKS_BY_PART = /^(?:event|events|stream|readable|writable|body|output|iterator|reader|writer)$/
