import { requireRelease } from '../../src/rules/require-release.js'
import { certaintyTester } from '../certainty-tester.js'

const check = certaintyTester('require-release', requireRelease)

const rows = (loop: string): string => `
import { open } from 'node:fs/promises'
export async function* rows(path) {
  const file = await open(path)
  ${loop}
}`

check('generators whose reader stops', ['newestJs', 'untypedTs'], {
  likely: [
    {
      name: 'a yield while it is open',
      code: rows('yield file.fd\n  await file.close()'),
      errors: [
        {
          messageId: 'openOnYield',
          at: 'open(path)',
          data: {
            name: 'file',
            advice: 'Call file.close() in `finally`.',
            until: ', until garbage collection',
            exit: '`yield file.fd`',
          },
          suggestions: [
            {
              messageId: 'releaseInFinally',
              output: rows('try {\n    yield file.fd\n  } finally {\n    await file.close()\n  }'),
            },
            {
              messageId: 'useUsing',
              output: rows('yield file.fd').replace('const file', 'await using file'),
            },
          ],
        },
      ],
    },
  ],
  silent: [
    { name: 'a finally around it', code: rows('try { yield file.fd } finally { await file.close() }') },
    {
      name: 'a yield when it is closed',
      code: rows('const { fd } = file\n  await file.close()\n  yield fd'),
    },
    {
      name: 'what a runner of generators is given comes back',
      code: `
import { openSync, closeSync } from 'node:fs'
export function* task(path) {
  const fd = openSync(path)
  yield fd
  closeSync(fd)
}`,
    },
  ],
})

const run = (late: string): string => `
import { spawn } from 'node:child_process'
export const run = (command, ms) => new Promise((resolve, reject) => {
  const child = spawn(command)
  const timer = setTimeout(() => { ${late} }, ms)
  child.on('exit', (code) => { clearTimeout(timer); resolve(code) })
})`

check('processes that nobody waits for any longer', ['untyped'], {
  likely: [
    {
      name: 'given up when the time is up',
      code: run("reject(new Error('late'))"),
      errors: [
        {
          messageId: 'openWhereSettled',
          at: 'spawn(command)',
          data: {
            name: 'child',
            release: 'child.kill()',
            until: ', until the process ends',
            exit: "`reject(new Error('late'))`",
          },
        },
      ],
    },
  ],
  silent: [
    { name: 'killed then', code: run("child.kill(); reject(new Error('late'))") },
    {
      name: 'one that ends by itself',
      code: `
import { spawn } from 'node:child_process'
export function open(url) {
  const child = spawn('open', [url])
  child.unref()
}`,
    },
  ],
})

check('what names say of whose a thing is', ['untyped'], {
  known: [
    {
      name: 'bound for a callback, and given back where that succeeds',
      code: `
export async function withConnection(pool, work) {
  const connection = await pool.connect()
  await work(bindConnection(connection))
  connection.release()
}`,
      errors: [
        {
          messageId: 'openOnThrow',
          at: 'pool.connect()',
          data: {
            name: 'connection',
            exit: 'when `await work(bindConnection(connection))` throws',
            advice: 'Call connection.release() in `finally`.',
            until: '',
          },
          suggestions: [
            {
              messageId: 'releaseInFinally',
              output: `
export async function withConnection(pool, work) {
  const connection = await pool.connect()
  try {
    await work(bindConnection(connection))
  } finally {
    connection.release()
  }
}`,
            },
          ],
        },
      ],
    },
    {
      name: 'a text that is an attribute',
      code: `
export function show(blob, frame) {
  const url = URL.createObjectURL(blob)
  frame.setAttribute('src', url)
}`,
      errors: [{ messageId: 'neverReleased', at: 'URL.createObjectURL(blob)' }],
    },
    {
      name: 'a transaction that is committed only where all went well',
      code: `
export async function move(sequelize) {
  const transfer = await sequelize.transaction()
  await debit(transfer)
  await transfer.commit()
}`,
      errors: [{ messageId: 'openOnThrow', at: 'sequelize.transaction()' }],
    },
  ],
  silent: [
    {
      name: 'collected, whatever is released later',
      code: `
export async function withConnection(pool, used) {
  const connection = await pool.connect()
  used.push(connection)
  await work()
  connection.release()
}`,
    },
  ],
})
