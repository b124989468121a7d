/** Static methods of `Promise` that wait for each of a list of promises until the first, or all, have settled. */
export const COMBINATORS: ReadonlySet<string> = new Set(['race', 'any', 'all', 'allSettled'])

/** Those of them that are over before all of the list have settled. */
export const OVER_AT_FIRST: ReadonlySet<string> = new Set(['race', 'any'])

/** Methods of a promise that are given what runs once it has settled. */
export const SETTLING_METHODS: ReadonlySet<string> = new Set(['then', 'catch', 'finally'])

/** Classes whose instances hold a promise and what settles it, by their name. */
export const DEFERRED_CLASS = /(?:^|[a-z])Deferred(?:Promise)?$|^(?:ManualPromise|PromiseWithResolvers)$/

/** Functions that answer such an object, by their name. */
export const DEFERRED_FUNCTION =
  /^(?:p?[dD]efer|withResolvers|(?:(?:create|make|new)_?)?[dD]eferred(?:Promise)?|(?:create|make|new)(?:PromiseWithResolvers|ManualPromise))$/

/** The member of such an object that is the promise. */
export const PROMISE_MEMBERS: ReadonlySet<string> = new Set(['promise', 'p'])

/** Events by which the process or the page ends; what waits for one of them waits for as long as it runs. */
export const PROGRAM_ENDS: ReadonlySet<string> = new Set([
  'SIGTERM',
  'SIGINT',
  'SIGHUP',
  'SIGQUIT',
  'SIGBREAK',
  'exit',
  'beforeExit',
  'disconnect',
  'pagehide',
  'unload',
  'beforeunload',
])

/** Events by which something else ends that may well be there for long: a server, a connection, a child process. */
export const LATE_ENDS: ReadonlySet<string> = new Set([
  ...PROGRAM_ENDS,
  'abort',
  'close',
  'closed',
  'disconnected',
  'dispose',
  'disposed',
  'destroy',
  'destroyed',
  'shutdown',
  'teardown',
])

/** Functions that run once in the life of what they begin, by their name. */
export const RUNS_ONCE =
  /^[_#]*(?:main|start|begin|init|initialize|setup|setUp|boot|bootstrap|launch|listen|serve|mount|activate)(?![a-z])/

/** Functions that do so too, unless they are given what to do it with. */
export const RUNS_ONCE_WITHOUT_ARGUMENTS = /^[_#]*(?:run|open|connect|watch|loop)(?![a-z])/

/** Functions that wait for an end, which comes once, by their name: `waitUntilExit`, `runUntilStopped`, `join`. */
export const WAITS_FOR_THE_END =
  /^[_#]*(?:join|(?:wait|await|until|when)\w*(?:Exit(?:ed)?|End(?:ed)?|Clos(?:e|ed|ing)|Stop(?:ped)?|Shutdown|ShutDown|Terminat(?:ion|ed)|Disposed?|Done|Drain(?:ed)?|Finish(?:ed)?|Signal)|\w*Until[A-Z]\w*|\w*Forever)$/

/** Functions that run once in the life of an instance, by their name. */
export const RUNS_ONCE_PER_INSTANCE = /^[_#]*connect(?![a-z])/

/** Names of functions by which a beginning is over, or something that was in the way of it, though they name an end. */
export const ENDS_BEGINNING =
  /(?:Init|Initiali[sz](?:e|ation|ing)|Set[uU]p|Load|Loading|Boot|Bootstrap|Start|Startup|Handshake|Connect|Connecting|Import|Migration|Migrations|Warm[uU]p|Hydration|Splash|Intro|Onboarding|Login|Auth)$/

/** Names of functions that may end a beginning as well as anything else. */
export const ENDS_ANYTHING = /^_*(?:finish|end|leave|drop|release)$/

/** Names of promises that something waits for before it goes on: they settle soon. */
export const GATE_NAME =
  /(?:^|[a-z_])(?:[rR]eady|[lL]oaded|[iI]nitiali[sz]ed|[cC]onnected|[sS]tarted|[oO]pened|[bB]ooted|[mM]ounted|[hH]ydrated|[iI]nstalled|[uU]nlocked)$/

/** Methods of an iterator by which whoever reads it ends it. */
export const ITERATOR_ENDS: ReadonlySet<string> = new Set(['return', 'throw'])

/** Names of functions that end what their module began, beside those of teardowns. */
export const ENDS_MODULE =
  /^_*(?:(?:trigger|begin|request|initiate)(?:Shutdown|Stop|Exit|Close)|graceful\w*|abort|cancel|interrupt)(?:All)?$/i
