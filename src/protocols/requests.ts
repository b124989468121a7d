/** Methods of routers and applications that take a path and what handles the requests for it. */
export const ROUTE_METHODS: ReadonlySet<string> = new Set([
  'get',
  'post',
  'put',
  'patch',
  'delete',
  'head',
  'options',
  'all',
  'ws',
])

/** Events by which a server hands out one request or connection at a time. */
export const CONNECTION_EVENTS: ReadonlySet<string> = new Set([
  'request',
  'connection',
  'upgrade',
  'connect',
  'secureConnection',
  'stream',
  'session',
])

/** What code calls an object that accepts connections: `server`, `httpServer`, `wss`, `io`. */
export const SERVER_NAME = /(?:^|[a-z_])(?:server|wss?|io|nsp|namespace)$|^(?:wss?|io)$|Server$/i

/** What code calls the request that it serves. */
export const REQUEST_NAME = /^_?(?:req|request|clientReq|ctx)$/

/** What code calls the answer to it. */
export const RESPONSE_NAME = /^_?(?:res|response|reply|clientRes)$/

/** Members of a request that serve many requests, one after the other, where connections are kept alive. */
export const REUSED_MEMBERS: ReadonlySet<string> = new Set(['socket', 'connection'])

/** Calls that make a server and take what handles its requests or connections. */
export const SERVER_FACTORIES: ReadonlySet<string> = new Set([
  'createServer',
  'createSecureServer',
  'createHttpServer',
])

/** Events by which a request, its response or a connection says that it is over. */
export const REQUEST_END_EVENTS: ReadonlySet<string> = new Set([
  'close',
  'end',
  'finish',
  'aborted',
  'disconnect',
  'disconnecting',
  'error',
  'timeout',
])
