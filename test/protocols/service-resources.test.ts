import { describe } from 'vitest'

import { requireRelease } from '../../src/rules/require-release.js'
import { ruleTester } from '../rule-tester.js'
import { FOREVER, UNKNOWN, leaks, likelyLeaks, silent } from './release-cases.js'

describe('clients', () => {
  const likely = likelyLeaks([
    {
      name: 'a mail transport that keeps its connections',
      known: true,
      code: `
import nodemailer from 'nodemailer'
export async function send(host, message) {
  let transport = nodemailer.createTransport({ host, pool: true })
  await transport.sendMail(message)
}`,
      messageId: 'neverReleased',
      at: 'nodemailer.createTransport({ host, pool: true })',
      data: {
        name: 'transport',
        until: UNKNOWN,
        advice: 'Call transport.close() when done, also on failure.',
        noun: 'mail transport',
      },
    },
  ])
  ruleTester('everywhere').run('require-release', requireRelease, {
    valid: [
      ...likely.valid,
      ...silent({
        'an agent for each call, handed to fetch': `
import { Agent, fetch } from 'undici'
export async function load(url) { const agent = new Agent(); return await fetch(url, { dispatcher: agent }) }`,
        'an agent for the whole program': `
import { Agent, setGlobalDispatcher } from 'undici'
export function setUp() { setGlobalDispatcher(new Agent({ connections: 8 })) }`,
        'an agent of another module': `
import { Agent } from './people.js'
export function hire() { const agent = new Agent('007'); return agent.code }`,
        'a mail transport that closes each connection': `
import nodemailer from 'nodemailer'
export async function send(host, message) { const transport = nodemailer.createTransport({ host }); await transport.sendMail(message) }
export async function test(host, message) { const transport = nodemailer.createTransport({ host, pool: false }); await transport.sendMail(message) }`,
        'a shell client that its handlers end before it connects': `
import { Client } from 'ssh2'
export const run = (config, command) => new Promise((resolve, reject) => {
  const client = new Client()
  client.on('ready', () => {
    client.exec(command, (error, stream) => { stream.on('close', () => { client.end(); resolve() }) })
  })
  client.on('error', reject)
  client.connect(config)
})`,
        'a directory client that ends once it has answered': `
import ldap from 'ldapjs'
export function check(url, name, password, done) {
  const client = ldap.createClient({ url })
  client.bind(name, password, (error) => { client.unbind(); done(error) })
}`,
        'a client of a library that closes by itself': `
import { createClient } from 'graphql-ws'
export function check(url) { const client = createClient({ url }); return client.size }`,
        'a file transfer client that has not connected': `
import Sftp from 'ssh2-sftp-client'
export function version() { const sftp = new Sftp(); return sftp.version }`,
        'closed in finally': `
import { Client as Ftp } from 'basic-ftp'
export async function list(config) {
  const ftp = new Ftp()
  try { await ftp.access(config); return await ftp.list() } finally { ftp.close() }
}`,
      }),
    ],
    invalid: [
      ...likely.invalid,
      ...leaks([
        {
          name: 'a pool of connections for each call',
          code: `
import { Agent, request } from 'undici'
export async function load(url) {
  const agent = new Agent({ keepAliveTimeout: 1000 })
  agent.on('disconnect', console.log)
  return await request(url)
}`,
          messageId: 'neverReleased',
          at: 'new Agent({ keepAliveTimeout: 1000 })',
          data: {
            name: 'agent',
            until: FOREVER,
            advice: 'Call agent.close() in `finally`.',
            noun: 'connection pool',
          },
          output: `
import { Agent, request } from 'undici'
export async function load(url) {
  const agent = new Agent({ keepAliveTimeout: 1000 })
  try {
    agent.on('disconnect', console.log)
    return await request(url)
  } finally {
    await agent.close()
  }
}`,
        },
        {
          name: 'a directory client that nothing ends',
          code: `
import ldap from 'ldapjs'
export function check(url, name, password, done) {
  let client = ldap.createClient({ url })
  client.bind(name, password, (error) => done(error))
}`,
          messageId: 'neverReleased',
          at: 'ldap.createClient({ url })',
        },
        {
          name: 'a file transfer client by a name of its own',
          code: `
import Sftp from 'ssh2-sftp-client'
export async function put(config, file) {
  let sftp = new Sftp()
  await sftp.connect(config)
  await sftp.put(file, '/inbox')
  await sftp.end()
}`,
          messageId: 'openOnThrow',
          at: 'new Sftp()',
          data: {
            name: 'sftp',
            exit: "when `await sftp.put(file, '/inbox')` throws",
            until: `,${FOREVER}`,
            advice: 'Call sftp.end() in `finally`.',
          },
        },
      ]),
    ],
  })
})

describe('sockets, watchers and what else listens', () => {
  const likely = likelyLeaks([
    {
      name: 'a watcher that is thrown away',
      code: `
import chokidar from 'chokidar'
export function follow(path) { chokidar.watch(path) }`,
      messageId: 'dropped',
      at: 'chokidar.watch(path)',
      data: { noun: 'file watcher', acquirer: 'watch()', until: FOREVER, release: 'close()' },
    },
    {
      name: 'a socket by another name',
      code: `
import Socket from 'ws'
export function ask(url, text) { let socket = new Socket(url); socket.on('open', () => { socket.send(text) }) }`,
      messageId: 'neverReleased',
      at: 'new Socket(url)',
    },
  ])
  ruleTester('everywhere').run('require-release', requireRelease, {
    valid: [
      ...likely.valid,
      ...silent({
        'a socket that closes once it has answered': `
import WebSocket from 'ws'
export const ask = (url, text) => new Promise((resolve) => {
  const socket = new WebSocket(url)
  socket.on('open', () => socket.send(text))
  socket.on('message', (data) => { resolve(data); socket.close() })
})`,
        'a server of the program': `
import { WebSocketServer } from 'ws'
const server = new WebSocketServer({ port: 80 })
server.on('connection', (socket) => socket.send('hello'))`,
        'returned to be closed': `
import { io } from 'socket.io-client'
export function join(url) { const socket = io(url); return () => socket.disconnect() }`,
        'something that watches without holding': `
import { watch } from 'vue'
export function follow(source) { const stop = watch(source, console.log); return stop.length }`,
        'a build that watches from now on': `
import * as esbuild from 'esbuild'
export async function develop(options) { const context = await esbuild.context(options); await context.watch() }`,
        'a temporary directory, taken apart': `
import { dir } from 'tmp-promise'
export async function work(run) { const { path, cleanup } = await dir(); try { await run(path) } finally { await cleanup() } }`,
        'temporary files that go when the program ends': `
import tmp from 'tmp'
tmp.setGracefulCleanup()
export function work(run) { const file = tmp.fileSync(); run(file.name) }`,
      }),
    ],
    invalid: [
      ...likely.invalid,
      ...leaks([
        {
          name: 'a build context',
          code: `
import { context } from 'esbuild'
export async function build(options) {
  const build = await context(options)
  await build.rebuild()
  await build.dispose()
}`,
          messageId: 'openOnThrow',
          at: 'context(options)',
          output: `
import { context } from 'esbuild'
export async function build(options) {
  const build = await context(options)
  try {
    await build.rebuild()
  } finally {
    await build.dispose()
  }
}`,
        },
      ]),
    ],
  })
})

describe('combined signals', () => {
  ruleTester('everywhere').run('require-release', requireRelease, {
    valid: silent({
      'cleared in finally': `
import { anySignal } from 'any-signal'
export async function load(signals, run) {
  const signal = anySignal(signals)
  try { return await run(signal) } finally { signal.clear() }
}`,
      'cleared, but not where something fails': `
import { anySignal } from 'any-signal'
export async function load(signals, run) { const signal = anySignal(signals); await run(signal); signal.clear() }`,
      'the signal of the platform, which nothing has to clear': `
export async function load(signals, run) { const signal = AbortSignal.any(signals); return await run(signal) }`,
      returned: `
import { anySignal } from 'any-signal'
export function either(a, b) { const signal = anySignal([a, b]); return signal }`,
    }),
    invalid: leaks([
      {
        name: 'only used by what has it in its options',
        code: `
import { anySignal } from 'any-signal'
export async function load(signals, url) {
  const signal = anySignal(signals)
  return await fetch(url, { signal })
}`,
        messageId: 'neverReleased',
        at: 'anySignal(signals)',
        data: {
          name: 'signal',
          until: UNKNOWN,
          advice: 'Call signal.clear() in `finally`.',
          noun: 'combined signal',
        },
        output: `
import { anySignal } from 'any-signal'
export async function load(signals, url) {
  const signal = anySignal(signals)
  try {
    return await fetch(url, { signal })
  } finally {
    signal.clear()
  }
}`,
      },
      {
        name: 'only lent to what it is given to',
        code: `
import anySignal from 'any-signal'
export async function load(signals, run) {
  const signal = anySignal(signals)
  return await run(signal)
}`,
        messageId: 'neverReleased',
        at: 'anySignal(signals)',
        data: {
          name: 'signal',
          until: UNKNOWN,
          advice: 'Call signal.clear() in `finally`.',
          noun: 'combined signal',
        },
        output: `
import anySignal from 'any-signal'
export async function load(signals, run) {
  const signal = anySignal(signals)
  try {
    return await run(signal)
  } finally {
    signal.clear()
  }
}`,
      },
    ]),
  })
})

describe('browsers', () => {
  const likely = likelyLeaks([
    {
      name: 'a page of a browser that stays',
      known: true,
      code: `
import { Browser } from 'puppeteer'
export async function title(browser, url) {
  const page = await browser.newPage()
  await page.goto(url)
  return await page.title()
}`,
      messageId: 'neverReleased',
      at: 'browser.newPage()',
      data: { name: 'page', until: UNKNOWN, advice: 'Call page.close() in `finally`.', noun: 'page' },
      output: `
import { Browser } from 'puppeteer'
export async function title(browser, url) {
  const page = await browser.newPage()
  try {
    await page.goto(url)
    return await page.title()
  } finally {
    await page.close()
  }
}`,
    },
  ])
  ruleTester('everywhere').run('require-release', requireRelease, {
    valid: [
      ...likely.valid,
      ...silent({
        'pages end with their browser': `
import puppeteer from 'puppeteer'
export async function print(url) {
  const browser = await puppeteer.launch()
  try {
    const page = await browser.newPage()
    await page.goto(url)
    return await page.pdf()
  } finally {
    await browser.close()
  }
}`,
        'one browser for all': `
import { chromium } from 'playwright'
let shared
export async function browser() { shared ??= await chromium.launch(); return shared }`,
        'a browser that its owner closes': `
import puppeteer from 'puppeteer'
export class Printer { async start() { this.browser = await puppeteer.launch() } async stop() { await this.browser.close() } }`,
        'a page of a book': `
export function add(context) { const page = context.newPage(); page.write('x') }`,
        'a launch of something else': `
import { launch } from './rocket.js'
export async function go() { const rocket = await launch(); return rocket.height }`,
      }),
    ],
    invalid: [
      ...likely.invalid,
      ...leaks([
        {
          name: 'a browser that an exception leaves running: its page ends with it',
          code: `
import { chromium as engine } from 'playwright'
export async function print(url) {
  const browser = await engine.launch() // headless
  const page = await browser.newPage()
  await page.goto(url)
  await browser.close()
}`,
          messageId: 'openOnThrow',
          at: 'engine.launch()',
          data: {
            name: 'browser',
            exit: 'when `await browser.newPage()` throws',
            until: `,${FOREVER}`,
            advice: 'Call browser.close() in `finally`.',
          },
          output: `
import { chromium as engine } from 'playwright'
export async function print(url) {
  const browser = await engine.launch() // headless
  try {
    const page = await browser.newPage()
    await page.goto(url)
  } finally {
    await browser.close()
  }
}`,
        },
      ]),
    ],
  })
})
