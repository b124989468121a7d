import { resource, type ResourceProtocol, type ResourceRow } from './protocol.js'

/** What has to be sure on every way out is the rollback: a commit belongs on one only. */
const transaction = {
  noun: 'transaction',
  methods: ['rollback'],
  consumers: ['commit'],
  collected: 'never',
  awaits: true,
} as const

/**
 * The same call with a function answers that function's result, and the function may have any name: what the
 * code never ends may be no transaction.
 */
const transactionOrResult = { ...transaction, isLongLived: true } as const

const rows = (): readonly ResourceRow[] => [
  {
    noun: 'query runner',
    acquire: { name: 'createQueryRunner', form: 'method', opensBy: 'connect' },
    methods: ['release'],
    collected: 'never',
    awaits: true,
    types: ['QueryRunner'],
    example: 'dataSource.createQueryRunner()',
  },
  {
    ...transactionOrResult,
    acquire: { name: 'transaction', form: 'method', receiver: /sequelize$/i, callback: true },
    example: 'await sequelize.transaction()',
  },
  {
    ...transactionOrResult,
    acquire: { name: 'transaction', form: 'method', receiver: /knex$/i, callback: true },
    example: 'await knex.transaction()',
  },
  {
    ...transaction,
    acquire: { name: 'Transaction', form: 'constructor', modules: ['mssql'], opensBy: 'begin' },
    borrowers: ['mssql'],
    example: 'new Transaction(input)',
  },
  {
    noun: 'prepared statement',
    acquire: { name: 'PreparedStatement', form: 'constructor', modules: ['mssql'], opensBy: 'prepare' },
    methods: ['unprepare'],
    collected: 'never',
    awaits: true,
    example: 'new PreparedStatement(input)',
  },
  {
    noun: 'database session',
    acquire: { name: 'startSession', form: 'method', modules: ['mongodb'], receiver: /client$/i },
    methods: ['endSession', 'Symbol.asyncDispose'],
    closers: ['close'],
    awaits: true,
    example: 'client.startSession()',
  },
  {
    noun: 'database session',
    acquire: { name: 'startSession', form: 'function', modules: ['mongoose'] },
    methods: ['endSession', 'Symbol.asyncDispose'],
    closers: ['disconnect'],
    awaits: true,
    example: 'await mongoose.startSession()',
  },
  {
    // Closing the driver closes its sessions.
    noun: 'database session',
    acquire: { name: 'session', form: 'method', receiver: /driver$/i },
    methods: ['close', 'Symbol.asyncDispose'],
    collected: 'never',
    awaits: true,
    isLongLived: true,
    example: 'driver.session()',
  },
]

/** Sessions, transactions and statements: what keeps a connection of a database busy. */
export const transactionResources = (): readonly ResourceProtocol[] => rows().map(resource)
