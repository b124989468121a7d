/** Last words of names of what identifies a request, a connection or a person: the outside decides how many there are. */
export const ENDLESS_WORDS: ReadonlySet<string> = new Set([
  'id',
  'uid',
  'uuid',
  'token',
  'session',
  'socket',
  'email',
  'ip',
  'url',
  'uri',
  'secret',
  'nonce',
  'timestamp',
  'request',
])

/** Those of them that may also identify a part of the program: a plugin, an icon, a model. */
export const VAGUE_WORDS: ReadonlySet<string> = new Set(['id', 'url', 'uri'])

/** Words for what comes and goes: an id of one of these is another one each time. */
export const ENDLESS_THINGS: ReadonlySet<string> = new Set([
  'account',
  'author',
  'call',
  'cart',
  'chat',
  'client',
  'conn',
  'connection',
  'conversation',
  'correlation',
  'customer',
  'event',
  'game',
  'guest',
  'guild',
  'invoice',
  'job',
  'match',
  'member',
  'message',
  'msg',
  'order',
  'owner',
  'packet',
  'payment',
  'peer',
  'person',
  'player',
  'process',
  'req',
  'request',
  'run',
  'session',
  'sender',
  'socket',
  'span',
  'stream',
  'subscription',
  'task',
  'tenant',
  'thread',
  'ticket',
  'trace',
  'transaction',
  'upload',
  'user',
  'visitor',
  'ws',
])

/** Last words of names of parameters of which there is always another one, beside what identifies something. */
export const ENDLESS_ARGUMENTS: ReadonlySet<string> = new Set([
  'account',
  'address',
  'ast',
  'body',
  'credentials',
  'customer',
  'date',
  'hash',
  'ids',
  'jwt',
  'payload',
  'prompt',
  'query',
  'req',
  'search',
  'sql',
  'user',
  'username',
])

/** Where a request keeps what its sender wrote into it. */
export const INPUT_PARTS: ReadonlySet<string> = new Set(['params', 'query', 'body', 'cookies', 'headers'])

/** Functions and methods whose result is another one at each call. */
export const UNIQUE_CALLS: ReadonlySet<string> = new Set([
  'now',
  'random',
  'randomUUID',
  'randomBytes',
  'getRandomValues',
  'hrtime',
  'bigint',
  'nanoid',
  'uuid',
  'uuidv4',
  'v4',
  'cuid',
  'ulid',
  'uniqueId',
  'createObjectURL',
])

/** Objects that these methods are of, where the name alone may mean something else: `Date.now()`, `process.hrtime.bigint()`. */
export const UNIQUE_OWNERS: ReadonlyMap<string, RegExp> = new Map([
  ['now', /^(?:Date|performance|process)$/],
  ['random', /^Math$/],
  ['bigint', /^hrtime$/],
  ['createObjectURL', /^URL$|^webkitURL$/],
])

/** Last words of names of what a program names itself, and so has only so many of: `eventType`, `locale`. */
export const PROGRAM_WORDS: ReadonlySet<string> = new Set([
  'event',
  'type',
  'kind',
  'mode',
  'level',
  'locale',
  'lang',
  'language',
  'env',
  'environment',
  'namespace',
  'method',
  'status',
  'state',
  'encoding',
  'format',
  'theme',
  'ext',
  'extension',
  'unit',
  'currency',
  'timezone',
  'category',
  'severity',
  'command',
  'feature',
  'flag',
  'option',
  'setting',
  'prefix',
  'opcode',
  'message',
  'warning',
])

/**
 * Names of parts of the program, of which there are only so many: `className`, `eventType`. Words that say little, such
 * as `label` and `name`, are among them: for questions where few keys do no harm.
 */
export const PART_OF_PROGRAM =
  /(?:(?<!user|file|path|host|nick|domain)name|type|kind|namespace|prefix|scope|label|pkg|package|version|module|plugin|class|method|property|prop|field|event|feature|flag|locale|lang|language|mode|state|status|level)s?_*$/i

/** Names of what identifies a thing that a program has so many of as it is written with: `localeId`, `iconUrl`. */
export const PROGRAM_IDENTIFIER =
  /(?:^|[a-z_])(?:app|area|asset|bundle|category|channel|chain|chart|chunk|class|color|column|command|component|config|country|currency|driver|element|endpoint|entrypoint|event|feature|field|file|flag|font|format|icon|img|image|key|kind|lang|language|layer|layout|level|lib|locale|logo|media|menu|metric|mode|model|module|network|node|option|package|page|param|permission|pipeline|plugin|preset|property|provider|registry|role|route|rule|schema|script|section|server|service|setting|shader|stage|style|stylesheet|symbol|tab|table|template|theme|tile|timezone|tool|topic|type|unit|view|voice|widget|worker|zone|base|api|cdn|origin|host)_?(?:ids?|urls?|uri|hash|query|token)$/i
