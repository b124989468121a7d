import { resource, type ResourceProtocol, type ResourceRow } from './protocol.js'

const MYSQL = ['mysql', 'mysql2', 'mysql2/promise', 'mariadb', 'promise-mysql'] as const
const MIKRO_ORM = [
  '@mikro-orm/core',
  '@mikro-orm/mongodb',
  '@mikro-orm/mysql',
  '@mikro-orm/postgresql',
  '@mikro-orm/sqlite',
] as const

const connection = {
  noun: 'database connection',
  functions: ['releaseConnection'],
  collected: 'never',
} as const

/** A connection of its own, which an application may well keep for good. */
const client = {
  noun: 'database client',
  collected: 'never',
  awaits: true,
  isLongLived: true,
} as const

/** Made once for an application, which seldom cares to close it when something fails. */
const pool = {
  noun: 'connection pool',
  awaits: true,
  exceptions: false,
  isLongLived: true,
} as const

const database = {
  noun: 'database',
  methods: ['close'],
  exceptions: false,
  isLongLived: true,
} as const

const rows = (): readonly ResourceRow[] => [
  {
    noun: 'pooled client',
    acquire: {
      name: 'connect',
      form: 'method',
      modules: ['pg', 'pg-pool'],
      receiver: /pool$/i,
      callback: true,
    },
    methods: ['release', 'end'],
    collected: 'never',
    types: ['PoolClient'],
    example: 'await pool.connect()',
  },
  {
    noun: 'database client',
    acquire: { name: 'Client', form: 'constructor', modules: ['pg'], opensBy: 'connect' },
    methods: ['end'],
    collected: 'never',
    awaits: true,
    example: 'new Client(input)',
  },
  {
    ...pool,
    acquire: { name: 'Pool', form: 'constructor', modules: ['pg', '@neondatabase/serverless'] },
    methods: ['end'],
    example: 'new Pool(input)',
  },
  {
    ...connection,
    acquire: { name: 'getConnection', form: 'method', modules: MYSQL, receiver: /pool$/i, callback: true },
    methods: ['release', 'end', 'destroy', 'close'],
    types: ['PoolConnection'],
    example: 'await pool.getConnection()',
  },
  {
    ...connection,
    acquire: { name: 'getConnection', form: 'method', modules: MYSQL, receiver: /pool$/i },
    result: { as: 'callback', parameter: 1 },
    methods: ['release', 'end', 'destroy', 'close'],
    example: 'pool.getConnection()',
  },
  {
    ...connection,
    acquire: { name: 'createConnection', form: 'function', modules: MYSQL },
    methods: ['end', 'destroy', 'close', 'release'],
    awaits: true,
    example: 'await createConnection(input)',
  },
  {
    ...pool,
    acquire: { name: 'createPool', form: 'function', modules: MYSQL },
    methods: ['end'],
    example: 'createPool(input)',
  },
  {
    ...connection,
    acquire: {
      name: 'getConnection',
      form: 'method',
      modules: ['oracledb'],
      receiver: /pool$|^oracle/i,
      callback: true,
    },
    methods: ['close', 'release'],
    awaits: true,
    example: 'await pool.getConnection()',
  },
  {
    noun: 'database connection',
    acquire: { name: 'Connection', form: 'constructor', modules: ['tedious'] },
    methods: ['close'],
    collected: 'never',
    example: 'new Connection(input)',
  },
  {
    // Every call answers the one pool that the module keeps.
    noun: 'connection pool',
    acquire: { name: 'connect', form: 'function', modules: ['mssql'], callback: true },
    methods: ['close'],
    closers: ['close'],
    awaits: true,
    isLongLived: true,
    example: 'await sql.connect(input)',
  },
  {
    noun: 'connection pool',
    acquire: { name: 'ConnectionPool', form: 'constructor', modules: ['mssql'], opensBy: 'connect' },
    methods: ['close'],
    awaits: true,
    isLongLived: true,
    example: 'new ConnectionPool(input)',
  },
  {
    ...client,
    acquire: { name: 'MongoClient', form: 'constructor', modules: ['mongodb'], opensBy: 'connect' },
    methods: ['close'],
    types: ['MongoClient'],
    example: 'new MongoClient(input)',
  },
  {
    ...client,
    acquire: { name: 'connect', form: 'function', modules: ['mongodb'], callback: true },
    methods: ['close'],
    example: 'await MongoClient.connect(input)',
  },
  {
    ...client,
    acquire: {
      name: 'createClient',
      form: 'function',
      modules: ['redis', '@redis/client'],
      opensBy: 'connect',
    },
    methods: ['quit', 'disconnect', 'close', 'destroy'],
    types: ['RedisClientType'],
    example: 'createClient(input)',
  },
  {
    ...client,
    noun: 'Redis connection',
    acquire: { name: 'Redis', form: 'constructor', modules: ['ioredis'], isDefault: true },
    methods: ['quit', 'disconnect', 'end'],
    example: 'new Redis(input)',
  },
  {
    ...client,
    noun: 'Redis connection',
    acquire: { name: 'Cluster', form: 'constructor', modules: ['ioredis'] },
    methods: ['quit', 'disconnect', 'end'],
    example: 'new Cluster(input)',
  },
  {
    ...client,
    noun: 'Redis connection',
    acquire: {
      name: 'duplicate',
      form: 'method',
      modules: ['ioredis'],
      receiver: /redis|client$|conn(?:ection)?$|pub(?:lisher)?$|sub(?:scriber)?$/i,
    },
    methods: ['quit', 'disconnect', 'end'],
    example: 'redis.duplicate()',
  },
  {
    ...database,
    acquire: { name: 'Database', form: 'constructor', modules: ['better-sqlite3'], isDefault: true },
    collected: 'eventually',
    example: 'new Database(input)',
  },
  {
    ...database,
    acquire: { name: 'Database', form: 'constructor', modules: ['sqlite3'] },
    example: 'new Database(input)',
  },
  {
    ...database,
    acquire: { name: 'open', form: 'function', modules: ['sqlite'] },
    awaits: true,
    example: 'await open(input)',
  },
  {
    ...pool,
    noun: 'data source',
    acquire: { name: 'DataSource', form: 'constructor', modules: ['typeorm'], opensBy: 'initialize' },
    methods: ['destroy'],
    example: 'new DataSource(input)',
  },
  {
    ...pool,
    acquire: {
      name: 'Sequelize',
      form: 'constructor',
      modules: ['sequelize', 'sequelize-typescript', '@sequelize/core'],
    },
    methods: ['close'],
    types: ['Sequelize'],
    example: 'new Sequelize(input)',
  },
  {
    ...pool,
    acquire: { name: 'PrismaClient', form: 'constructor', modules: ['@prisma/client'] },
    methods: ['$disconnect'],
    types: ['PrismaClient'],
    example: 'new PrismaClient(input)',
  },
  {
    ...pool,
    acquire: { name: 'Kysely', form: 'constructor', modules: ['kysely'] },
    methods: ['destroy'],
    types: ['Kysely'],
    example: 'new Kysely(input)',
  },
  {
    ...pool,
    acquire: { name: 'init', form: 'function', modules: MIKRO_ORM },
    methods: ['close'],
    types: ['MikroORM'],
    example: 'await MikroORM.init(input)',
  },
  {
    ...client,
    acquire: { name: 'Client', form: 'constructor', modules: ['cassandra-driver'], opensBy: 'connect' },
    methods: ['shutdown'],
    example: 'new Client(input)',
  },
  {
    ...pool,
    noun: 'database driver',
    acquire: { name: 'driver', form: 'function', modules: ['neo4j-driver'] },
    methods: ['close'],
    example: 'neo4j.driver(input)',
  },
]

/** Connections, clients and pools of databases. */
export const databaseResources = (): readonly ResourceProtocol[] => rows().map(resource)
