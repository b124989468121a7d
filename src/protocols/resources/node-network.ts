import { resource, type ResourceProtocol, type ResourceRow } from './protocol.js'

const NET = ['net', 'node:net'] as const

/** The other side ends it, or what reads from it does. Most of what tells how it is used answers the socket. */
const socket = {
  noun: 'network socket',
  methods: ['end', 'destroy', 'destroySoon', 'resetAndDestroy', 'Symbol.asyncDispose'],
  functions: ['finished', 'pipeline', 'destroy'],
  consumers: [
    'on',
    'once',
    'addListener',
    'prependListener',
    'pipe',
    'resume',
    'compose',
    'iterator',
    'toArray',
    'forEach',
  ],
  readingEvents: ['data', 'readable', 'end', 'close'],
  fluent: new Set(['setEncoding', 'setTimeout', 'setNoDelay', 'setKeepAlive', 'ref', 'unref']),
  collected: 'never',
  exceptions: false,
  isLongLived: true,
} as const

const server = (kind: string) =>
  ({
    noun: `${kind} server`,
    methods: ['close', 'Symbol.asyncDispose', 'closeAllConnections'],
    collected: 'never',
    exceptions: false,
    isLongLived: true,
  }) as const

const rows = (): readonly ResourceRow[] => [
  {
    ...socket,
    acquire: { name: 'connect', form: 'function', modules: NET },
    example: 'connect(input)',
  },
  {
    ...socket,
    acquire: { name: 'createConnection', form: 'function', modules: NET },
    example: 'createConnection(input)',
  },
  {
    ...socket,
    acquire: { name: 'connect', form: 'function', modules: ['tls', 'node:tls'] },
    example: 'connect(input)',
  },
  {
    ...socket,
    acquire: { name: 'Socket', form: 'constructor', modules: NET, opensBy: 'connect' },
    example: 'new Socket()',
  },
  {
    noun: 'client session',
    acquire: { name: 'connect', form: 'function', modules: ['http2', 'node:http2'] },
    methods: ['close', 'destroy', 'Symbol.asyncDispose'],
    collected: 'never',
    exceptions: false,
    isLongLived: true,
    types: ['ClientHttp2Session'],
    example: 'connect(input)',
  },
  {
    noun: 'UDP socket',
    acquire: { name: 'createSocket', form: 'function', modules: ['dgram', 'node:dgram'] },
    methods: ['close', 'Symbol.asyncDispose'],
    collected: 'never',
    exceptions: false,
    isLongLived: true,
    example: "createSocket('udp4')",
  },
  ...(
    [
      ['net', 'TCP'],
      ['tls', 'TLS'],
      ['http', 'HTTP'],
      ['https', 'HTTPS'],
      ['http2', 'session'],
    ] as const
  ).map(([module, kind]): ResourceRow => ({
    ...server(kind),
    acquire: {
      name: 'createServer',
      form: 'function',
      modules: [module, `node:${module}`],
      opensBy: 'listen',
    },
    example: 'createServer(input)',
  })),
  {
    ...server('session'),
    acquire: {
      name: 'createSecureServer',
      form: 'function',
      modules: ['http2', 'node:http2'],
      opensBy: 'listen',
    },
    example: 'createSecureServer(input)',
  },
  ...(
    [
      ['net', 'TCP'],
      ['tls', 'TLS'],
      ['http', 'HTTP'],
      ['https', 'HTTPS'],
    ] as const
  ).map(([module, kind]): ResourceRow => ({
    ...server(kind),
    acquire: {
      name: 'Server',
      form: 'constructor',
      modules: [module, `node:${module}`],
      opensBy: 'listen',
    },
    example: 'new Server(input)',
  })),
]

/** What Node's modules of the network open. */
export const nodeNetworkResources = (): readonly ResourceProtocol[] => rows().map(resource)
