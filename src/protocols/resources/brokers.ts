import { resource, type ResourceProtocol, type ResourceRow } from './protocol.js'

const connection = {
  collected: 'never',
  awaits: true,
  isLongLived: true,
} as const

const channel = {
  noun: 'channel',
  methods: ['close'],
  // Of the connection: its channels end with it.
  closers: ['close'],
  awaits: true,
  isLongLived: true,
} as const

const queue = { methods: ['close'], awaits: true, isLongLived: true } as const

const kafka = { ...connection, methods: ['disconnect'] } as const

const rows = (): readonly ResourceRow[] => [
  {
    ...connection,
    noun: 'broker connection',
    acquire: { name: 'connect', form: 'function', modules: ['amqplib'] },
    methods: ['close'],
    example: 'await amqp.connect(input)',
  },
  {
    ...connection,
    noun: 'broker connection',
    acquire: { name: 'connect', form: 'function', modules: ['amqplib/callback_api'] },
    result: { as: 'callback', parameter: 1 },
    methods: ['close'],
    exceptions: false,
    example: 'amqp.connect(input)',
  },
  {
    ...channel,
    acquire: {
      name: 'createChannel',
      form: 'method',
      modules: ['amqplib'],
      receiver: /conn(?:ection)?$/i,
    },
    example: 'await connection.createChannel()',
  },
  {
    ...channel,
    acquire: {
      name: 'createConfirmChannel',
      form: 'method',
      modules: ['amqplib'],
      receiver: /conn(?:ection)?$/i,
    },
    example: 'await connection.createConfirmChannel()',
  },
  {
    ...kafka,
    noun: 'consumer',
    acquire: { name: 'consumer', form: 'method', receiver: /kafka$/i, opensBy: 'connect' },
    example: 'kafka.consumer(input)',
  },
  {
    ...kafka,
    noun: 'producer',
    acquire: { name: 'producer', form: 'method', receiver: /kafka$/i, opensBy: 'connect' },
    example: 'kafka.producer(input)',
  },
  {
    ...kafka,
    noun: 'admin client',
    acquire: { name: 'admin', form: 'method', receiver: /kafka$/i, opensBy: 'connect' },
    example: 'kafka.admin()',
  },
  {
    ...connection,
    noun: 'broker connection',
    acquire: {
      name: 'connect',
      form: 'function',
      modules: ['nats', '@nats-io/transport-node', '@nats-io/nats-core'],
    },
    methods: ['close', 'drain'],
    example: 'await connect(input)',
  },
  {
    ...connection,
    noun: 'broker connection',
    acquire: { name: 'connect', form: 'function', modules: ['mqtt'] },
    methods: ['end', 'endAsync'],
    outlivesErrors: true,
    awaits: false,
    example: 'mqtt.connect(input)',
  },
  {
    ...connection,
    noun: 'broker connection',
    acquire: { name: 'connectAsync', form: 'function', modules: ['mqtt', 'async-mqtt'] },
    methods: ['endAsync', 'end'],
    example: 'await mqtt.connectAsync(input)',
  },
  {
    ...queue,
    noun: 'job queue',
    acquire: { name: 'Queue', form: 'constructor', modules: ['bullmq', 'bull'], isDefault: true },
    example: 'new Queue(input)',
  },
  {
    ...queue,
    noun: 'queue worker',
    acquire: { name: 'Worker', form: 'constructor', modules: ['bullmq'] },
    collected: 'never',
    example: 'new Worker(input)',
  },
  {
    ...queue,
    noun: 'queue listener',
    acquire: { name: 'QueueEvents', form: 'constructor', modules: ['bullmq'] },
    collected: 'never',
    types: ['QueueEvents'],
    example: 'new QueueEvents(input)',
  },
  {
    ...queue,
    noun: 'job producer',
    acquire: { name: 'FlowProducer', form: 'constructor', modules: ['bullmq'] },
    types: ['FlowProducer'],
    example: 'new FlowProducer(input)',
  },
]

/** Connections to message brokers, their channels, and queues of jobs. */
export const brokerResources = (): readonly ResourceProtocol[] => rows().map(resource)
