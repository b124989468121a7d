import { alike, linked, resource, soleLink, type ResourceProtocol } from './protocol.js'

const SIGNALR = ['@microsoft/signalr', '@aspnet/signalr'] as const

/** What stays connected to send and to hear: sockets, documents that several work on, calls, peers, chains of blocks. */
export const realtimeResources = (): readonly ResourceProtocol[] => [
  ...alike(
    soleLink('WebSocket', 'close', 'terminate'),
    ['isomorphic-ws', 'isows', 'undici'],
    'new WebSocket(input)',
  ),
  ...alike(linked('WebSocket', 'close'), ['websocket'], 'new w3cwebsocket(input)'),
  ...alike(
    soleLink('event source', 'close'),
    ['event-source-polyfill', 'eventsource', 'undici'],
    'new EventSourcePolyfill(input)',
  ),
  ...alike(soleLink('event source', 'close'), ['react-native-sse'], 'new EventSource(input)'),
  resource({
    ...linked('connection', 'stop'),
    awaits: true,
    acquire: {
      name: 'build',
      form: 'method',
      modules: SIGNALR,
      receiver: /builder$|^with[A-Z]|^configureLogging$/i,
      opensBy: 'start',
    },
    example: 'builder.build()',
  }),
  ...alike(
    linked('connection', 'disconnect'),
    ['@rails/actioncable', 'actioncable'],
    'createConsumer(input)',
  ),
  ...alike(soleLink('connection', 'disconnect'), ['laravel-echo'], 'new Echo(input)'),
  ...alike(
    linked('connection', 'close'),
    ['convex/browser', 'convex/react'],
    'new ConvexClient(input)',
    'new ConvexReactClient(input)',
  ),
  ...alike(
    linked('document provider', 'destroy'),
    ['y-websocket', 'y-webrtc', 'y-indexeddb', 'y-partykit/provider', '@hocuspocus/provider'],
    'new WebsocketProvider(input)',
    'new WebrtcProvider(input)',
    'new IndexeddbPersistence(input)',
    'new YPartyKitProvider(input)',
    'new HocuspocusProvider(input)',
    'new TiptapCollabProvider(input)',
  ),
  // Calls.
  ...alike(
    linked('media track', 'stop', 'close'),
    ['livekit-client', 'agora-rtc-sdk-ng', 'twilio-video'],
    'await createLocalAudioTrack(input)',
    'await createLocalVideoTrack(input)',
    'await AgoraRTC.createMicrophoneAudioTrack(input)',
    'await AgoraRTC.createCameraVideoTrack(input)',
    'await AgoraRTC.createScreenVideoTrack(input)',
  ),
  ...alike(
    soleLink('call', 'destroy'),
    ['@daily-co/daily-js'],
    'DailyIframe.createCallObject(input)',
    'DailyIframe.createFrame(input)',
  ),
  ...alike(linked('phone device', 'destroy'), ['@twilio/voice-sdk'], 'new Device(input)'),
  ...alike({ ...linked('phone', 'stop'), awaits: true }, ['sip.js'], 'new UserAgent(input).start()'),
  ...alike(linked('phone', 'stop'), ['jssip'], 'new JsSIP.UA(input).start()'),
  // Peers.
  ...alike(
    { ...linked('node', 'stop'), awaits: true },
    ['libp2p', 'helia', 'ipfs-core'],
    'await createLibp2p(input)',
    'await createHelia(input)',
  ),
  ...alike({ ...soleLink('swarm', 'destroy'), awaits: true }, ['hyperswarm'], 'new Hyperswarm(input)'),
  ...alike(
    { ...soleLink('store', 'close'), awaits: true },
    ['corestore', 'hypercore', 'hyperdrive', 'hyperbee'],
    'new Corestore(input)',
  ),
  // Chains of blocks.
  ...alike({ ...linked('provider', 'destroy'), awaits: true }, ['ethers'], 'new WebSocketProvider(input)'),
  ...alike(
    { ...linked('connection', 'disconnect'), awaits: true },
    ['@polkadot/api', '@polkadot/rpc-provider'],
    'await ApiPromise.create(input)',
    'new WsProvider(input)',
  ),
  // Models and tools that a program talks to.
  ...alike(
    { ...linked('client', 'close'), awaits: true },
    [
      '@modelcontextprotocol/sdk/client/index.js',
      '@modelcontextprotocol/sdk/client/index',
      '@modelcontextprotocol/sdk/client',
      '@modelcontextprotocol/client',
    ],
    'new Client(input).connect()',
  ),
  ...alike(
    linked('connection', 'disconnect'),
    ['@openai/realtime-api-beta'],
    'new RealtimeClient(input).connect()',
  ),
  ...alike(
    linked('connection', 'close'),
    [
      'openai/beta/realtime/websocket',
      'openai/beta/realtime/ws',
      'openai/realtime/websocket',
      'openai/realtime/ws',
    ],
    'new OpenAIRealtimeWebSocket(input)',
    'new OpenAIRealtimeWS(input)',
  ),
  // Sockets of devices.
  ...alike(
    soleLink('network socket', 'destroy', 'end'),
    ['react-native-tcp-socket'],
    'TcpSocket.createConnection(input)',
  ),
  ...alike(soleLink('UDP socket', 'close'), ['react-native-udp'], 'dgram.createSocket(input)'),
  ...alike({ ...linked('network socket', 'close'), awaits: true }, ['cloudflare:sockets'], 'connect(input)'),
]
