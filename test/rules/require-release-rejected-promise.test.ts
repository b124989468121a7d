import { describe } from 'vitest'

import { requireRelease } from '../../src/rules/require-release.js'
import { ruleTester } from '../rule-tester.js'

const UNKNOWN = ''
const FOREVER = ' until the process ends'

describe('a promise that is rejected', () => {
  ruleTester('node').run('require-release', requireRelease, {
    valid: [
      {
        name: 'what one branch sets off knows nothing of the other',
        code: `
        import net from 'node:net'
        export function connect(port, limit) {
          return new Promise((resolve, reject) => {
            let socket
            if (limit) {
              setTimeout(() => reject(new Error('timed out')), limit)
            } else {
              socket = net.connect(port)
            }
            wait().then(() => {
              socket?.destroy()
              resolve()
            })
          })
        }
      `,
        options: [{ likely: true }],
      },
      {
        code: `
        import net from 'node:net'
        export function connect(port) {
          return new Promise((resolve, reject) => {
            const socket = net.connect(port)
            const timer = setTimeout(() => {
              socket.destroy()
              reject(new Error('timed out'))
            }, 5000)
            socket.once('connect', () => {
              clearTimeout(timer)
              resolve(socket)
            })
            socket.once('error', (error) => {
              clearTimeout(timer)
              reject(error)
            })
          })
        }
      `,
        options: [{ likely: true }],
      },
      {
        code: `
        import WebSocket from 'ws'
        export function ask(url, question) {
          return new Promise((resolve, reject) => {
            const socket = new WebSocket(url)
            socket.on('open', () => socket.send(question))
            socket.on('message', (data) => {
              const answer = JSON.parse(data)
              if (answer.error) {
                socket.close()
                reject(new Error(answer.error))
                return
              }
              socket.close()
              resolve(answer)
            })
            socket.on('error', reject)
          })
        }
      `,
        options: [{ likely: true }],
      },
      {
        code: `
        export function readAll(pool, text) {
          return new Promise((resolve, reject) => {
            pool.getConnection((error, connection) => {
              if (error) return reject(error)
              connection.query(text, (failure, rows) => {
                if (failure) { connection.release(); return reject(failure) }
                connection.release()
                resolve(rows)
              })
            })
          })
        }
      `,
        options: [{ likely: true }],
      },
      {
        code: `
        import { Engine } from './engine.js'
        export function boot(model) {
          return new Promise((resolve, reject) => {
            const engine = new Engine(model)
            const stop = () => engine.destroy()
            const fail = (reason) => stop() || reject(new Error(reason))
            engine.on('ready', () => resolve(engine))
            engine.on('rejected', fail)
          })
        }
        export async function once(model) {
          const engine = new Engine(model)
          try {
            await engine.run()
          } finally {
            engine.destroy()
          }
        }
      `,
        options: [{ likely: true }],
      },
      {
        code: `
        import { openChannel } from './channels.js'
        export function handshake(name) {
          return new Promise((resolve, reject) => {
            openChannel(name, (channel) => {
              channel.on('hello', async () => {
                try {
                  await channel.send('hello')
                  resolve(channel)
                } catch (error) {
                  channel.close()
                  reject(error)
                }
              })
            })
          })
        }
        export function ping(name) {
          openChannel(name, (channel) => {
            try {
              channel.send('ping')
            } finally {
              channel.close()
            }
          })
        }
      `,
        options: [{ likely: true }],
      },
    ],
    invalid: [
      {
        code: `
        import net from 'node:net'
        export function connect(port) {
          return new Promise((resolve, reject) => {
            const socket = net.connect(port)
            const timer = setTimeout(() => reject(new Error('timed out')), 5000)
            socket.once('connect', () => {
              clearTimeout(timer)
              resolve(socket)
            })
            socket.once('error', reject)
          })
        }
      `,
        options: [{ likely: true }],
        errors: [
          {
            messageId: 'openWhereSettled',
            data: {
              name: 'socket',
              release: 'socket.end()',
              until: `,${FOREVER}`,
              exit: "`reject(new Error('timed out'))`",
            },
            line: 5,
            column: 28,
            endLine: 5,
            endColumn: 45,
          },
        ],
      },
      {
        code: `
        import WebSocket from 'ws'
        export function ask(url, question) {
          return new Promise((resolve, reject) => {
            const socket = new WebSocket(url)
            socket.on('open', () => socket.send(question))
            socket.on('message', (data) => {
              const answer = JSON.parse(data)
              if (answer.error) {
                reject(new Error(answer.error))
                return
              }
              socket.close()
              resolve(answer)
            })
            socket.on('error', reject)
          })
        }
      `,
        options: [{ likely: true }],
        errors: [
          {
            messageId: 'openWhereSettled',
            data: {
              name: 'socket',
              release: 'socket.close()',
              until: `,${FOREVER}`,
              exit: '`reject(new Error(answer.error))`',
            },
            line: 5,
            column: 28,
            endLine: 5,
            endColumn: 46,
          },
        ],
      },
      {
        code: `
        export function readAll(pool, text) {
          return new Promise((resolve, reject) => {
            pool.getConnection((error, connection) => {
              if (error) return reject(error)
              connection.query(text, (reason, rows) => {
                if (reason) return reject(reason)
                connection.release()
                resolve(rows)
              })
            })
          })
        }
      `,
        options: [{ likely: true }],
        errors: [
          {
            messageId: 'openWhereSettled',
            data: {
              name: 'connection',
              release: 'connection.release()',
              until: UNKNOWN,
              exit: '`reject(reason)`',
            },
            line: 4,
            column: 13,
            endLine: 11,
            endColumn: 15,
          },
        ],
      },
      {
        code: `
        import { Engine } from './engine.js'
        export function boot(model) {
          return new Promise((resolve, reject) => {
            const engine = new Engine(model)
            const fail = (reason) => reject(new Error(reason))
            engine.on('ready', () => resolve(engine))
            engine.on('rejected', fail)
          })
        }
        export async function once(model) {
          const engine = new Engine(model)
          try {
            await engine.run()
          } finally {
            engine.destroy()
          }
        }
      `,
        options: [{ likely: true }],
        errors: [
          {
            messageId: 'openWhereSettled',
            data: {
              name: 'engine',
              release: 'engine.destroy()',
              until: UNKNOWN,
              exit: '`reject(new Error(reason))`',
            },
            line: 5,
            column: 28,
            endLine: 5,
            endColumn: 45,
          },
        ],
      },
      {
        code: `
        import { openChannel } from './channels.js'
        export function handshake(name) {
          return new Promise((resolve, reject) => {
            openChannel(name, (channel) => {
              channel.on('hello', async () => {
                try {
                  await channel.send('hello')
                  resolve(channel)
                } catch (error) {
                  reject(error)
                }
              })
            })
          })
        }
        export function ping(name) {
          openChannel(name, (channel) => {
            try {
              channel.send('ping')
            } finally {
              channel.close()
            }
          })
        }
      `,
        options: [{ likely: true }],
        errors: [
          {
            messageId: 'openWhereSettled',
            data: { name: 'channel', release: 'channel.close()', until: UNKNOWN, exit: '`reject(error)`' },
            line: 5,
            column: 13,
            endLine: 14,
            endColumn: 15,
          },
        ],
      },
    ],
  })
})
