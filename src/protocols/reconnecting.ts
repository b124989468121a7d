/* Clients that connect again by themselves, and then tell the same listeners that they have. */

/** What makes a client, from which modules, and the events that come each time that it has connected. */
export interface ReconnectingRow {
  readonly makers: readonly string[]
  readonly modules: readonly string[]
  readonly events: readonly string[]
}

export const RECONNECTING: readonly ReconnectingRow[] = [
  { makers: ['io', 'connect', 'lookup'], modules: ['socket.io-client'], events: ['connect'] },
  { makers: ['connect'], modules: ['mqtt'], events: ['connect'] },
  {
    makers: ['Redis', 'Cluster', 'IORedis', 'Valkey'],
    modules: ['ioredis', 'iovalkey'],
    events: ['connect', 'ready'],
  },
  {
    makers: ['createClient', 'createCluster'],
    modules: ['redis', '@redis/client'],
    events: ['connect', 'ready'],
  },
  {
    makers: ['ReconnectingWebSocket', 'WebSocket', 'PartySocket'],
    modules: ['reconnecting-websocket', 'partysocket'],
    events: ['open'],
  },
  { makers: ['connect'], modules: ['amqp-connection-manager'], events: ['connect'] },
]

/** Events by which a client says that it connects again by itself. */
export const TELLS_OF_RECONNECTION = /^(?:connect_error|reconnect(?:ing|ed|_\w+)?)$/
