import { resource, type ResourceProtocol, type ResourceRow } from './protocol.js'

const client = { collected: 'never', awaits: true } as const

const httpClient = { ...client, noun: 'connection pool', methods: ['close', 'destroy'] } as const

const ldap = { ...client, noun: 'directory client', methods: ['unbind', 'destroy'] } as const

/** Kept for as long as the program runs, or until the other side closes it. */
const socket = {
  noun: 'socket',
  collected: 'never',
  exceptions: false,
  isLongLived: true,
} as const

const server = {
  noun: 'socket server',
  methods: ['close'],
  exceptions: false,
  isLongLived: true,
} as const

const pool = {
  noun: 'worker pool',
  collected: 'never',
  awaits: true,
  exceptions: false,
  isLongLived: true,
} as const

const temporary = { noun: 'temporary file', closers: ['setGracefulCleanup'], isLongLived: true } as const

const rows = (): readonly ResourceRow[] => [
  {
    ...httpClient,
    acquire: { name: 'Agent', form: 'constructor', modules: ['undici'] },
    example: 'new Agent(input)',
  },
  {
    ...httpClient,
    acquire: { name: 'ProxyAgent', form: 'constructor', modules: ['undici'] },
    example: 'new ProxyAgent(input)',
  },
  {
    ...httpClient,
    acquire: { name: 'Pool', form: 'constructor', modules: ['undici'] },
    example: 'new Pool(input)',
  },
  {
    ...httpClient,
    noun: 'HTTP client',
    acquire: { name: 'Client', form: 'constructor', modules: ['undici'] },
    example: 'new Client(input)',
  },
  {
    noun: 'RPC client',
    acquire: { name: 'Client', form: 'constructor', modules: ['@grpc/grpc-js'] },
    methods: ['close'],
    isLongLived: true,
    example: 'new Client(input)',
  },
  {
    // Without a pool, each message opens a connection and closes it.
    noun: 'mail transport',
    acquire: { name: 'createTransport', form: 'function', modules: ['nodemailer'], option: 'pool' },
    methods: ['close'],
    exceptions: false,
    isLongLived: true,
    example: 'nodemailer.createTransport({ pool: true })',
  },
  {
    ...ldap,
    acquire: { name: 'createClient', form: 'function', modules: ['ldapjs'] },
    awaits: false,
    example: 'ldap.createClient(input)',
  },
  {
    ...ldap,
    acquire: { name: 'Client', form: 'constructor', modules: ['ldapts'], opensBy: 'bind' },
    methods: ['unbind'],
    example: 'new Client(input)',
  },
  {
    noun: 'SNMP session',
    acquire: { name: 'createSession', form: 'function', modules: ['net-snmp'] },
    methods: ['close'],
    collected: 'never',
    example: 'snmp.createSession(input)',
  },
  {
    // Its handlers are added before it connects: they may end it.
    noun: 'shell client',
    acquire: { name: 'Client', form: 'constructor', modules: ['ssh2'] },
    methods: ['end', 'destroy'],
    collected: 'never',
    example: 'new Client()',
  },
  {
    ...client,
    noun: 'shell client',
    acquire: { name: 'NodeSSH', form: 'constructor', modules: ['node-ssh'], opensBy: 'connect' },
    methods: ['dispose'],
    awaits: false,
    types: ['NodeSSH'],
    example: 'new NodeSSH()',
  },
  {
    ...client,
    noun: 'file transfer client',
    acquire: {
      name: 'Client',
      form: 'constructor',
      modules: ['ssh2-sftp-client'],
      isDefault: true,
      opensBy: 'connect',
    },
    methods: ['end'],
    example: 'new Client()',
  },
  {
    ...client,
    noun: 'file transfer client',
    acquire: { name: 'Client', form: 'constructor', modules: ['basic-ftp'], opensBy: 'access' },
    methods: ['close'],
    awaits: false,
    example: 'new Client()',
  },
  {
    ...client,
    noun: 'mail client',
    acquire: { name: 'ImapFlow', form: 'constructor', modules: ['imapflow'], opensBy: 'connect' },
    methods: ['logout', 'close'],
    types: ['ImapFlow'],
    example: 'new ImapFlow(input)',
  },
  {
    noun: 'file watcher',
    acquire: { name: 'watch', form: 'function', modules: ['chokidar'] },
    methods: ['close'],
    collected: 'never',
    awaits: true,
    exceptions: false,
    isLongLived: true,
    example: 'chokidar.watch(input)',
  },
  {
    ...socket,
    acquire: { name: 'WebSocket', form: 'constructor', modules: ['ws'], isDefault: true },
    methods: ['close', 'terminate'],
    example: 'new WebSocket(input)',
  },
  {
    ...server,
    acquire: { name: 'WebSocketServer', form: 'constructor', modules: ['ws'] },
    types: ['WebSocketServer'],
    example: 'new WebSocketServer(input)',
  },
  {
    ...server,
    acquire: { name: 'Server', form: 'constructor', modules: ['ws', 'socket.io'] },
    example: 'new Server(input)',
  },
  {
    ...socket,
    acquire: { name: 'io', form: 'function', modules: ['socket.io-client'], isDefault: true },
    methods: ['disconnect', 'close'],
    example: 'io(input)',
  },
  {
    ...socket,
    noun: 'event source',
    acquire: { name: 'EventSource', form: 'constructor', modules: ['eventsource'], isDefault: true },
    methods: ['close'],
    example: 'new EventSource(input)',
  },
  {
    // Whatever is given the signal listens to it; the signals it was made of hold it until it is cleared.
    noun: 'combined signal',
    acquire: { name: 'anySignal', form: 'function', modules: ['any-signal'], isDefault: true },
    methods: ['clear'],
    isLent: true,
    // Where one of them aborts, it lets go of all.
    endsWith: 'signals',
    exceptions: false,
    types: ['ClearableSignal'],
    example: 'anySignal([input])',
  },
  {
    ...temporary,
    acquire: { name: 'fileSync', form: 'function', modules: ['tmp', 'tmp-promise'] },
    methods: ['removeCallback'],
    example: 'tmp.fileSync()',
  },
  {
    ...temporary,
    noun: 'temporary directory',
    acquire: { name: 'dirSync', form: 'function', modules: ['tmp', 'tmp-promise'] },
    methods: ['removeCallback'],
    example: 'tmp.dirSync()',
  },
  {
    ...temporary,
    acquire: { name: 'file', form: 'function', modules: ['tmp-promise'] },
    methods: ['cleanup'],
    awaits: true,
    example: 'await tmp.file()',
  },
  {
    ...temporary,
    noun: 'temporary directory',
    acquire: { name: 'dir', form: 'function', modules: ['tmp-promise'] },
    methods: ['cleanup'],
    awaits: true,
    example: 'await tmp.dir()',
  },
  {
    noun: 'build context',
    acquire: { name: 'context', form: 'function', modules: ['esbuild', 'esbuild-wasm'] },
    methods: ['dispose'],
    consumers: ['watch', 'serve'],
    awaits: true,
    example: 'await esbuild.context(input)',
  },
  {
    ...pool,
    acquire: { name: 'Piscina', form: 'constructor', modules: ['piscina'], isDefault: true },
    methods: ['destroy', 'close'],
    types: ['Piscina'],
    example: 'new Piscina(input)',
  },
  {
    ...pool,
    acquire: { name: 'pool', form: 'function', modules: ['workerpool'] },
    methods: ['terminate'],
    example: 'workerpool.pool(input)',
  },
]

/** Clients of HTTP, mail, directories and shells, sockets, watchers, pools of workers. */
export const serviceResources = (): readonly ResourceProtocol[] => rows().map(resource)
