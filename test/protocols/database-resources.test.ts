import { describe } from 'vitest'

import { requireRelease } from '../../src/rules/require-release.js'
import { ruleTester } from '../rule-tester.js'
import { FOREVER, UNKNOWN, UNTIL_COLLECTED, leaks, likelyLeaks, silent } from './release-cases.js'

describe('connections and pools', () => {
  const likely = likelyLeaks([
    {
      name: 'a client that nothing closes',
      known: true,
      code: `
import { MongoClient } from 'mongodb'
export async function count(url) {
  const client = new MongoClient(url)
  await client.connect()
  return (await client.db('shop').collection('orders').countDocuments())
}`,
      messageId: 'neverReleased',
      at: 'new MongoClient(url)',
      data: {
        name: 'client',
        until: FOREVER,
        advice: 'Call client.close() in `finally`.',
        noun: 'database client',
      },
      output: `
import { MongoClient } from 'mongodb'
export async function count(url) {
  const client = new MongoClient(url)
  try {
    await client.connect()
    return (await client.db('shop').collection('orders').countDocuments())
  } finally {
    await client.close()
  }
}`,
    },
    {
      name: 'a database that the garbage collector closes',
      code: `
import Sqlite from 'better-sqlite3'
export function count(path) { let db = new Sqlite(path); return db.prepare('select 1').all().length }`,
      messageId: 'neverReleased',
      at: 'new Sqlite(path)',
      data: {
        name: 'db',
        until: UNTIL_COLLECTED,
        advice: 'Call db.close() when done, also on failure.',
        noun: 'database',
      },
    },
    {
      name: 'a second connection of a client, in odd spacing',
      known: true,
      code: `
const IORedis = require('ioredis')
exports.redis = new IORedis()
exports.wait = async function (redis, key) {
  let blocking = redis . duplicate( /* for blpop */ )
  return await blocking.blpop(key, 1)
}`,
      messageId: 'neverReleased',
      at: 'redis . duplicate( /* for blpop */ )',
    },
  ])
  ruleTester('everywhere').run('require-release', requireRelease, {
    valid: [
      ...likely.valid,
      ...silent({
        'closed in finally': `
import { MongoClient } from 'mongodb'
export async function count(url) {
  const client = await MongoClient.connect(url)
  try { return await client.db('shop').collection('orders').countDocuments() } finally { await client.close() }
}`,
        'never connected, so never opened': `
import { MongoClient } from 'mongodb'
export function describeUrl(url) { const client = new MongoClient(url); return client.options.hosts.length }`,
        'kept in a variable of the module': `
import { MongoClient } from 'mongodb'
let client
export async function connect(url) { client = new MongoClient(url); await client.connect() }`,
        'made while the module loads': `
import { Pool } from 'pg'
const pool = new Pool()
export const query = (text) => pool.query(text)`,
        'a pool of the application, which nobody closes when a query fails': `
import { Pool } from 'pg'
export async function seed(rows) {
  const pool = new Pool()
  for (const row of rows) await pool.query('insert into t values ($1)', [row])
  await pool.end()
}`,
        'kept in a field': `
import Redis from 'ioredis'
export class Cache { constructor(url) { const redis = new Redis(url); this.redis = redis } }`,
        'handed to what uses it from now on': `
import Redis from 'ioredis'
import { Queue } from 'bullmq'
export function makeQueue(url) { const connection = new Redis(url); return new Queue('mail', { connection }) }`,
        'closed when the process ends': `
import Redis from 'ioredis'
export function start(url) { const redis = new Redis(url); process.on('SIGTERM', () => redis.quit()); redis.ping() }`,
        'the pool of the module, closed by the module': `
import sql from 'mssql'
export async function count(config) {
  await sql.connect(config)
  const pool = await sql.connect(config)
  const result = await pool.request().query('select 1')
  await sql.close()
  return result
}`,
        'a class of the same name from elsewhere': `
import { Pool } from './threads.js'
export function run(task) { const pool = new Pool(); return pool.run(task).length }`,
        'a client of something else': `
import { Client } from './bots.js'
export function run(token) { const client = new Client(token); client.send(token) }`,
        'a pool that a handler closes': `
import { Connection } from 'tedious'
export function query(config, run) {
  const connection = new Connection(config)
  connection.on('connect', (error) => { run(error); connection.close() })
  connection.connect()
}`,
      }),
    ],
    invalid: [
      ...likely.invalid,
      ...leaks([
        {
          name: 'a client that is closed only where nothing fails',
          code: `
import Redis from 'ioredis'
export async function read(url, key) {
  const redis = new Redis(url)
  const value = await redis.get(key)
  await redis.quit()
  return value
}`,
          messageId: 'openOnThrow',
          at: 'new Redis(url)',
          data: {
            name: 'redis',
            exit: 'when `await redis.get(key)` throws',
            until: `,${FOREVER}`,
            advice: 'Call redis.quit() in `finally`.',
          },
          output: `
import Redis from 'ioredis'
export async function read(url, key) {
  const redis = new Redis(url)
  try {
    const value = await redis.get(key)
    return value
  } finally {
    await redis.quit()
  }
}`,
        },
        {
          name: 'an early return',
          code: `
import { open } from 'sqlite'
export async function count(filename, table) {
  let db = await open({ filename })
  if (!table) return 0
  const { n } = await db.get('select count(*) as n from t')
  await db.close()
  return n
}`,
          messageId: 'openOnReturn',
          at: 'open({ filename })',
          data: {
            name: 'db',
            until: UNKNOWN,
            advice: 'Call db.close() there too, or once in `finally`.',
            exit: 'on `return 0`',
          },
        },
      ]),
    ],
  })

  ruleTester('untypedTs', 'typedNode').run('require-release', requireRelease, {
    valid: silent({
      'a field of a class': `
import { PrismaClient } from '@prisma/client'
export class Store { private readonly prisma = new PrismaClient(); async stop(): Promise<void> { await this.prisma.$disconnect() } }`,
    }),
    invalid: likelyLeaks([
      {
        name: 'a client for each request',
        code: `
import { PrismaClient } from '@prisma/client'
export async function handler(id: string): Promise<unknown> {
  const prisma = new PrismaClient() as any
  return await prisma.user.findMany({ where: { id } })
}`,
        messageId: 'neverReleased',
        at: 'new PrismaClient()',
        output: `
import { PrismaClient } from '@prisma/client'
export async function handler(id: string): Promise<unknown> {
  const prisma = new PrismaClient() as any
  try {
    return await prisma.user.findMany({ where: { id } })
  } finally {
    await prisma.$disconnect()
  }
}`,
      },
    ]).invalid,
  })
})

describe('sessions and transactions', () => {
  ruleTester('newestJs', 'untypedTs', 'typedDom', 'typedNode').run('require-release', requireRelease, {
    valid: silent({
      'rolled back where something fails': `
export async function move(knex, work) {
  const trx = await knex.transaction()
  try { await work(trx.id); await trx.commit() } catch (error) { await trx.rollback(); throw error }
}`,
      'managed by a function': `
export async function move(sequelize) { return await sequelize.transaction(async (t) => { await pay(t) }) }
export async function save(sequelize) { await sequelize.transaction({ type: 'immediate' }, async (t) => { await pay(t) }) }`,
      'a transaction of something else': `
export async function trace(tracer, work) { const span = await tracer.transaction(); await work(span.id) }`,
      'the requests of a transaction, which ends either way': `
import sql from 'mssql'
export async function move(pool) {
  const transaction = new sql.Transaction(pool)
  await transaction.begin()
  try {
    await new sql.Request(transaction).query('update t set n = 1')
    await transaction.commit()
  } catch (error) {
    await transaction.rollback()
    throw error
  }
}`,
      'a transaction that has not begun': `
import sql from 'mssql'
export function describe(pool) { const transaction = new sql.Transaction(pool); return transaction.isolationLevel }`,
      'a session that ends in finally': `
import { MongoClient } from 'mongodb'
export async function move(client, work) {
  const session = client.startSession()
  try { await session.withTransaction(() => work(session.id)) } finally { await session.endSession() }
}`,
      'a session that ends with its client': `
import { MongoClient } from 'mongodb'
export async function move(url) {
  const client = new MongoClient(url)
  try {
    const session = client.startSession()
    await session.withTransaction(async () => {})
  } finally {
    await client.close()
  }
}`,
      'a session of something else':
        'export function start(client) { const session = client.startSession(); session.log() }',
      'a session that ends when its promise settles': `
export function names(driver) {
  const session = driver.session()
  return session.run('match (n) return n').then((r) => r.records).finally(() => session.close())
}`,
    }),
    invalid: leaks([
      {
        name: 'lent to the models, which fail',
        code: `
export async function move(sequelize, User) {
  let transaction = await sequelize.transaction()
  await User.create({}, { transaction })
  await transaction.commit()
}`,
        messageId: 'openOnThrow',
        at: 'sequelize.transaction()',
      },
      {
        name: 'a transaction that an exception leaves open: a commit does not belong into `finally`',
        code: `
export async function move(sequelize, work) {
  const transaction = await sequelize.transaction()
  await work()
  await transaction.commit()
}`,
        messageId: 'openOnThrow',
        at: 'sequelize.transaction()',
        data: {
          name: 'transaction',
          exit: 'when `await work()` throws',
          until: `,${FOREVER}`,
          advice: 'Call transaction.rollback() in `finally`.',
        },
      },
      {
        name: 'a transaction that its requests leave open',
        code: `
import sql from 'mssql'
export async function move(pool) {
  const transaction = new sql.Transaction(pool)
  await transaction.begin()
  await new sql.Request(transaction).query('update t set n = 1')
  await transaction.commit()
}`,
        messageId: 'openOnThrow',
        at: 'new sql.Transaction(pool)',
      },
      {
        name: 'a session that an exception leaves open',
        code: `
export async function names(driver) {
  const session = driver.session()
  const { records } = await session.run('match (n) return n')
  await session.close()
  return records
}`,
        messageId: 'openOnThrow',
        at: 'driver.session()',
        usingOutput: `
export async function names(driver) {
  await using session = driver.session()
  const { records } = await session.run('match (n) return n')
  return records
}`,
        output: `
export async function names(driver) {
  const session = driver.session()
  try {
    const { records } = await session.run('match (n) return n')
    return records
  } finally {
    await session.close()
  }
}`,
      },
    ]),
  })
})

describe('brokers', () => {
  const likely = likelyLeaks([
    {
      name: 'a connection that a callback gets and forgets',
      code: `
import amqp from 'amqplib/callback_api'
export function check(url, done) {
  amqp.connect(url, (error, connection) => done(error, connection.serverProperties))
}`,
      messageId: 'neverReleased',
      at: 'amqp.connect(url, (error, connection) => done(error, connection.serverProperties))',
      data: {
        name: 'connection',
        until: FOREVER,
        advice: 'Call connection.close() when done, also on failure.',
        noun: 'broker connection',
      },
    },
    {
      name: 'a queue for each call, by another name',
      known: true,
      code: `
import { Queue as Jobs } from 'bullmq'
export async function add(job) { const jobs = new Jobs('mail'); await jobs.add('send', job) }`,
      messageId: 'neverReleased',
      at: "new Jobs('mail')",
      output: `
import { Queue as Jobs } from 'bullmq'
export async function add(job) { const jobs = new Jobs('mail'); try { await jobs.add('send', job) } finally { await jobs.close() } }`,
    },
  ])
  ruleTester('everywhere').run('require-release', requireRelease, {
    valid: [
      ...likely.valid,
      ...silent({
        'a channel that ends with its connection': `
import amqp from 'amqplib'
export async function send(url, message) {
  const connection = await amqp.connect(url)
  try {
    const channel = await connection.createChannel()
    channel.sendToQueue('mail', message)
  } finally {
    await connection.close()
  }
}`,
        'a connection that a timer closes': `
import amqp from 'amqplib/callback_api'
export function send(url, message) {
  amqp.connect(url, (error, connection) => {
    if (error) throw error
    connection.createChannel((failure, channel) => { channel.sendToQueue('mail', message) })
    setTimeout(() => { connection.close() }, 500)
  })
}`,
        'a channel of something else': `
export function open(connection) { const channel = connection.createChannel(); channel.log() }`,
        'an admin of something else':
          'export function open(firebase) { const admin = firebase.admin(); admin.log() }',
        'a client that ends once it is connected': `
import mqtt from 'mqtt'
export function publish(url, text) {
  const client = mqtt.connect(url)
  client.on('connect', () => { client.publish('news', text, () => client.end()) })
}`,
        'a connect of a local module': `
import { connect } from './bus.js'
export async function ask() { const bus = await connect(); return bus.size }`,
        'a worker thread of the same name, which has its own row': `
import { Worker } from './workers.js'
export function run() { const worker = new Worker('x.js'); return worker.size }`,
      }),
    ],
    invalid: [
      ...leaks([
        {
          name: 'an admin client that an exception leaves connected',
          code: `
export async function topics(kafka) {
  const admin = kafka.admin()
  await admin.connect()
  const names = await admin.listTopics()
  await admin.disconnect()
  return names
}`,
          messageId: 'openOnThrow',
          at: 'kafka.admin()',
          data: {
            name: 'admin',
            exit: 'when `await admin.listTopics()` throws',
            until: `,${FOREVER}`,
            advice: 'Call admin.disconnect() in `finally`.',
          },
          output: `
export async function topics(kafka) {
  const admin = kafka.admin()
  try {
    await admin.connect()
    const names = await admin.listTopics()
    return names
  } finally {
    await admin.disconnect()
  }
}`,
        },
      ]),
      ...likely.invalid,
    ],
  })
})
