import { alike, ended, linked, resource, type ResourceProtocol, type ResourceRow } from './protocol.js'

/** It stands in a table of the process until it is closed. */
const file = { noun: 'file', methods: ['close', 'Symbol.dispose'], collected: 'never' } as const

/** What a program may well keep until it ends. */
const kept = { collected: 'never', exceptions: false, isLongLived: true } as const

const closed = { ...kept, methods: ['close', 'Symbol.dispose'] } as const

const deno = (
  name: string,
  kind: Omit<ResourceRow, 'acquire' | 'example'>,
  isAwaited = false,
): ResourceRow => ({
  ...kind,
  acquire: { name, form: 'method', global: 'Deno' },
  example: `${isAwaited ? 'await ' : ''}Deno.${name}(input)`,
})

const bun = (
  name: string,
  kind: Omit<ResourceRow, 'acquire' | 'example'>,
  isAwaited = false,
): ResourceRow => ({
  ...kind,
  acquire: { name, form: 'method', global: 'Bun' },
  example: `${isAwaited ? 'await ' : ''}Bun.${name}(input)`,
})

const rows = (): readonly ResourceRow[] => [
  deno('open', file, true),
  deno('openSync', file),
  deno('create', file, true),
  deno('createSync', file),
  deno('connect', { ...closed, noun: 'network socket' }, true),
  deno('connectTls', { ...closed, noun: 'network socket' }, true),
  deno('listen', { ...closed, noun: 'listening socket' }),
  deno('listenTls', { ...closed, noun: 'listening socket' }),
  deno('listenDatagram', { ...closed, noun: 'listening socket' }),
  deno('watchFs', { ...closed, noun: 'file watcher', methods: ['close', 'return', 'Symbol.dispose'] }),
  deno('openKv', { ...closed, noun: 'database' }, true),
  deno('createHttpClient', { ...closed, noun: 'connection pool' }),
  deno('dlopen', { ...closed, noun: 'native library' }),
  {
    ...kept,
    noun: 'native callback',
    acquire: { name: 'UnsafeCallback', form: 'constructor', global: 'Deno' },
    methods: ['close'],
    example: 'new Deno.UnsafeCallback(input)',
  },
  bun('listen', { ...kept, noun: 'listening socket', methods: ['stop', 'Symbol.dispose'] }),
  bun(
    'connect',
    { ...kept, noun: 'network socket', methods: ['end', 'terminate', 'close', 'Symbol.dispose'] },
    true,
  ),
  bun('udpSocket', { ...kept, noun: 'UDP socket', methods: ['close', 'Symbol.dispose'] }, true),
]

/** What runtimes beside Node open. Servers are left out: a program of theirs mostly is one. */
export const runtimeResources = (): readonly ResourceProtocol[] => [
  ...rows().map(resource),
  ...alike(ended('native library', 'close'), ['bun:ffi'], 'dlopen(input)'),
  ...alike(ended('native callback', 'close'), ['bun:ffi'], 'new JSCallback(input)'),
  ...alike({ ...linked('database client', 'close', 'end'), awaits: true }, ['bun'], 'new SQL(input)'),
  ...alike(linked('database client', 'close'), ['bun'], 'new RedisClient(input)'),
]
