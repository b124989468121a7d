/** Calls that hand the text or number they are given, or are called on, into what they answer. */
export const KEEPS_TEXT: ReadonlySet<string> = new Set([
  'String',
  'Number',
  'URL',
  'Date',
  'pathToFileURL',
  'encodeURIComponent',
  'encodeURI',
  'join',
  'resolve',
  'concat',
  'toString',
  'toISOString',
  'toFixed',
  'toJSON',
  'getTime',
  'valueOf',
  'slice',
  'substring',
  'replace',
  'padStart',
  'normalize',
  'fileURLToPath',
])

/** Members of a file's status that change whenever somebody changes the file. */
export const CHANGES_WITH_FILE: ReadonlySet<string> = new Set([
  'mtime',
  'mtimeMs',
  'mtimeNs',
  'ctime',
  'ctimeMs',
  'ctimeNs',
])

/** Parts of a URL object that belong to the specifier. */
export const PARTS_OF_URL: ReadonlySet<string> = new Set(['search', 'hash', 'href', 'pathname'])

/** Functions that load something once more. */
export const LOADS_AGAIN = /^_*(?:(?:hot|hmr)_*)?(?:[rR]e(?:load|fresh|import|require)|hotSwap|hot)(?![a-z])/

/** Functions about what a program is set up with, which is read once at its start. */
export const LOADS_SETUP =
  /(?:^|_)(?:config|configs|configuration|settings|presets?|manifest|migrations?|seeds?)(?![a-z])|(?:Configs?|Configuration|Rc|Settings|Presets?|Manifest|Migrations?|Seeds?)(?![a-z])/

/** Conditions under which only a developer's machine runs the code. */
export const FOR_DEVELOPERS =
  /NODE_ENV|\b\w*(?:[dD]ev(?:[A-Z]|elopment|Mode|\b)|DEV\b|hmr|HMR|import\.meta\.hot)/

/** Calls whose callback runs whenever a file or value that is watched has changed, or at each turn of a timetable. */
export const WATCHING_CALLS: ReadonlySet<string> = new Set([
  'watch',
  'watchFile',
  'setInterval',
  'subscribe',
  'schedule',
])

/** Events of the process that come at its end, or never. */
export const PROCESS_EVENTS =
  /^(?:exit|beforeExit|SIG[A-Z0-9]+|uncaughtException(?:Monitor)?|unhandledRejection|rejectionHandled|warning|disconnect)$/

/** Methods of which one instance has many calls, each with work of its own. */
export const BEGINS_WORK =
  /^_*(?:connect|reconnect|request|send|spawn|fork|exec|launch|restart|acquire)(?![a-z])/

/** Functions and files that are the program itself: they run once for each start. */
export const IS_PROGRAM =
  /^_*(?:main|run|cli|command|handler|action|boot|bootstrap|init|initialize|setup|install|register|start|serve|listen|create(?:App|Server)|build|watch|dev|attach|hook|enable|handle|trap|on)(?![a-z])/

/** What is put in the places of such a table is exchanged there, not added. */
export const HAS_SLOTS = /(?:pool|slots?|free|ring|heap|buffers?|registers?|stack|grid|matrix|board)s?_*$/i

/** Functions that mean to take something out, by their names. */
export const TAKES_OUT =
  /^_*(?:(?:un|on|do|try|handle)_*)?(?:[rR]emove|[dD]elete|[dD]el|[uU]nregister|[uU]nsubscribe|[cC]lear|[dD]estroy|[dD]ispose|[cC]lose|[eE]nd|[rR]elease|[cC]ancel|[sS]top|[fF]ree|[oO]ff|[dD]etach|[dD]isconnect|[lL]eave|[dD]rop|[eE]vict|[eE]xpire|[iI]nvalidate|[fF]orget|[fF]inish|[cC]omplete|[dD]one|[sS]ettle|[rR]esolve|[rR]eject|[kK]ill|[aA]bort|[uU]nload|[uU]nmount|[cC]leanup|[lL]ogout|[qQ]uit|[pP]urge|[dD]eregister|[uU]nbind|[uU]nset|[tT]imeout)(?![a-z])/

/** Events that say that something has begun, which it does once. */
export const BEGINNINGS: ReadonlySet<string> = new Set([
  'ready',
  'listening',
  'online',
  'load',
  'loaded',
  'init',
  'started',
  'bootstrap',
])
