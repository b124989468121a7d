import { alike, resource, type ResourceProtocol, type ResourceRow } from './protocol.js'

const childProcess = {
  noun: 'child process',
  methods: ['kill'],
  collected: 'never',
  exceptions: false,
  isLongLived: true,
  endsByItself: true,
} as const

/** The runtime calls it, or runs a timer for it, from `enable()` to `disable()`. */
const hook = {
  methods: ['disable'],
  collected: 'never',
  exceptions: false,
  isLongLived: true,
} as const

const rows = (): readonly ResourceRow[] => [
  {
    noun: 'readline interface',
    acquire: {
      name: 'createInterface',
      form: 'function',
      modules: ['readline', 'node:readline', 'readline/promises', 'node:readline/promises'],
    },
    methods: ['close', 'Symbol.dispose'],
    // Who listens hears the input end, and with it the interface.
    consumers: ['on', 'once', 'addListener', 'Symbol.asyncIterator'],
    endsWith: 'input',
    exceptions: false,
    isLongLived: true,
    example: 'createInterface(input)',
  },
  {
    // A generator: it starts with the first tick that somebody asks for.
    noun: 'interval',
    acquire: {
      name: 'setInterval',
      form: 'function',
      modules: ['timers/promises', 'node:timers/promises'],
      opensBy: 'next',
    },
    methods: ['return'],
    collected: 'never',
    awaits: true,
    exceptions: false,
    example: 'setInterval(input)',
  },
  {
    noun: 'worker',
    acquire: {
      name: 'Worker',
      form: 'constructor',
      modules: ['worker_threads', 'node:worker_threads'],
    },
    methods: ['terminate', 'Symbol.asyncDispose'],
    // A worker ends by itself after its last line, and who listens waits for that.
    consumers: ['on', 'once', 'addListener'],
    collected: 'never',
    awaits: true,
    exceptions: false,
    staysAfterFailure: true,
    isLongLived: true,
    example: 'new Worker(input)',
  },
  {
    noun: 'broadcast channel',
    acquire: {
      name: 'BroadcastChannel',
      form: 'constructor',
      modules: ['worker_threads', 'node:worker_threads'],
    },
    methods: ['close'],
    collected: 'never',
    exceptions: false,
    isLongLived: true,
    example: 'new BroadcastChannel(input)',
  },
  {
    noun: 'SQLite database',
    acquire: { name: 'DatabaseSync', form: 'constructor', modules: ['node:sqlite'] },
    methods: ['close', 'Symbol.dispose'],
    collected: 'eventually',
    exceptions: false,
    // A prepared statement that leaves the function takes its database along.
    isLongLived: true,
    types: ['DatabaseSync'],
    example: 'new DatabaseSync(input)',
  },
  {
    noun: 'debugger session',
    acquire: {
      name: 'Session',
      form: 'constructor',
      modules: ['inspector', 'node:inspector', 'inspector/promises', 'node:inspector/promises'],
    },
    methods: ['disconnect', 'Symbol.dispose'],
    exceptions: false,
    isLongLived: true,
    example: 'new Session()',
  },
  {
    ...hook,
    noun: 'async hook',
    acquire: {
      name: 'createHook',
      form: 'function',
      modules: ['async_hooks', 'node:async_hooks'],
      opensBy: 'enable',
    },
    example: 'createHook(input)',
  },
  {
    ...hook,
    noun: 'delay monitor',
    acquire: {
      name: 'monitorEventLoopDelay',
      form: 'function',
      modules: ['perf_hooks', 'node:perf_hooks'],
      opensBy: 'enable',
    },
    example: 'monitorEventLoopDelay()',
  },
  {
    ...hook,
    noun: 'tracing session',
    acquire: {
      name: 'createTracing',
      form: 'function',
      modules: ['trace_events', 'node:trace_events'],
      opensBy: 'enable',
    },
    example: 'createTracing(input)',
  },
]

/** What Node's modules open, besides those of files and of the network. */
export const nodeResources = (): readonly ResourceProtocol[] => [
  ...rows().map(resource),
  ...alike(
    childProcess,
    ['child_process', 'node:child_process'],
    ...['spawn(input)', 'fork(input)', 'exec(input)', 'execFile(input)'],
  ),
  ...alike({ ...childProcess, isDefault: true }, ['cross-spawn'], 'spawn(input)'),
]
