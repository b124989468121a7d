import { alike, ended, linked, resource, sole, soleLink, type ResourceProtocol } from './protocol.js'

/** What runs in turns or beside the program: scheduled jobs, servers and programs for tests, telemetry, locks. */
export const jobResources = (): readonly ResourceProtocol[] => [
  ...alike(ended('scheduled job', 'stop', 'destroy'), ['node-cron'], 'cron.schedule(input)'),
  ...alike(ended('scheduled job', 'stop'), ['cron'], 'new CronJob(input).start()'),
  ...alike(sole('scheduled job', 'stop'), ['croner'], 'new Cron(input)', 'Cron(input)'),
  ...alike(
    { ...ended('scheduled job', 'cancel'), functions: ['cancelJob'], closers: ['gracefulShutdown'] },
    ['node-schedule'],
    'schedule.scheduleJob(input)',
  ),
  ...alike(ended('scheduled job', 'stop'), ['toad-scheduler'], 'new ToadScheduler()'),
  ...alike(sole('scheduled job', 'clear'), ['later', '@breejs/later'], 'later.setInterval(input)'),
  ...alike({ ...linked('job runner', 'stop'), awaits: true }, ['graphile-worker'], 'await worker.run(input)'),
  ...alike(linked('queue consumer', 'stop'), ['sqs-consumer'], 'Consumer.create(input).start()'),
  ...alike(
    { ...linked('queue client', 'close'), awaits: true },
    ['@platformatic/kafka'],
    'new Consumer(input)',
    'new Producer(input)',
  ),
  ...alike({ ...linked('queue client', 'close'), awaits: true }, ['bullmq'], 'new QueueScheduler(input)'),
  ...alike(ended('interval', 'stop'), ['d3-timer', 'd3'], 'd3.timer(input)', 'd3.interval(input)'),
  // Programs beside the program, mostly of tests.
  ...alike(
    { ...linked('database server', 'stop'), awaits: true },
    ['mongodb-memory-server', 'mongodb-memory-server-core', 'mongodb-memory-server-global'],
    'await MongoMemoryServer.create(input)',
  ),
  ...alike(
    { ...soleLink('database server', 'stop'), awaits: true },
    ['redis-memory-server'],
    'new RedisMemoryServer(input).start()',
  ),
  ...alike(
    { ...linked('worker server', 'stop', 'dispose'), awaits: true },
    ['wrangler'],
    'await unstable_dev(input)',
  ),
  ...alike({ ...linked('worker server', 'dispose'), awaits: true }, ['miniflare'], 'new Miniflare(input)'),
  ...alike(ended('request interception', 'close'), ['msw/node'], 'setupServer(input).listen()'),
  ...alike(ended('request interception', 'stop'), ['msw/browser'], 'setupWorker(input).start()'),
  ...alike({ ...linked('tunnel', 'close'), awaits: true }, ['@ngrok/ngrok'], 'await ngrok.forward(input)'),
  ...alike(soleLink('tunnel', 'close'), ['localtunnel'], 'await localtunnel(input)'),
  ...alike(
    { ...soleLink('terminal', 'kill'), endsByItself: true },
    ['node-pty', '@lydell/node-pty'],
    'pty.spawn(input)',
  ),
  resource({
    ...linked('web driver', 'quit'),
    awaits: true,
    acquire: {
      name: 'build',
      form: 'method',
      modules: ['selenium-webdriver'],
      receiver: /builder$|^(?:for|set|with|using)[A-Z]/i,
    },
    example: 'await builder.build()',
  }),
  ...alike(
    { ...linked('browser session', 'close'), awaits: true },
    ['@browserbasehq/stagehand'],
    'new Stagehand(input).init()',
  ),
  // Telemetry, and what a program knows of others.
  ...alike(
    { ...ended('telemetry provider', 'shutdown'), awaits: true },
    [
      '@opentelemetry/sdk-node',
      '@opentelemetry/sdk-trace-node',
      '@opentelemetry/sdk-trace-web',
      '@opentelemetry/sdk-trace-base',
      '@opentelemetry/sdk-metrics',
      '@opentelemetry/sdk-logs',
    ],
    'new NodeSDK(input).start()',
    'new BatchSpanProcessor(input)',
    'new PeriodicExportingMetricReader(input)',
    'new BatchLogRecordProcessor(input)',
  ),
  ...alike(ended('log stream', 'end'), ['pino'], 'pino.transport(input)'),
  ...alike(ended('feature flag client', 'destroy'), ['unleash-client'], 'initialize(input)'),
  ...alike(
    ended('feature flag client', 'stop'),
    ['unleash-proxy-client'],
    'new UnleashClient(input).start()',
  ),
  ...alike(
    { ...ended('feature flag client', 'destroy'), awaits: true },
    ['@splitsoftware/splitio'],
    'SplitFactory(input)',
  ),
]
