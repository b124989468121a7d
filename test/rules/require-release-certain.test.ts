import { requireRelease } from '../../src/rules/require-release.js'
import { FOREVER } from '../protocols/release-cases.js'
import { certaintyTester } from '../certainty-tester.js'

const check = certaintyTester('require-release', requireRelease)

check('what makes it certain', ['everywhere'], {
  known: [
    {
      name: 'a server that is opened for the one socket that comes',
      code: `
import { createServer } from 'node:net'
export const firstSocket = (port) => new Promise((resolve) => {
  createServer((socket) => resolve(socket)).listen(port)
})`,
      errors: [
        {
          messageId: 'dropped',
          at: 'createServer((socket) => resolve(socket))',
          data: {
            noun: 'TCP server',
            acquirer: 'createServer()',
            release: 'close()',
            until: FOREVER,
          },
        },
      ],
    },
  ],
  silentByDefault: [
    {
      name: 'a server that goes on when it has been started',
      code: `
import { createServer } from 'node:net'
export const serve = (port, answer) => new Promise((resolve) => {
  createServer(answer).listen(port, resolve)
})`,
    },
    {
      name: 'handed on where the work succeeds, and dropped where it fails',
      code: `
import { Inviter } from './inviter.js'
export function invite(list) {
  const inviter = new Inviter(list)
  return inviter.invite().then((states) => ({ states, inviter }))
}`,
    },
    {
      name: 'looked up, and let go of where all went well',
      code: `
export async function frameOf(page) {
  const element = await page.frameElement()
  await element.highlight()
  element.dispose()
}`,
    },
    {
      name: 'ended where the work has failed only, and kept otherwise',
      code: `
import { Tracker } from './tracker.js'
export async function open(widget) {
  const tracker = new Tracker(widget)
  try { await widget.load() } catch (error) { tracker.dispose(); throw error }
}`,
    },
    {
      name: 'of which a part is returned',
      code: `
import { createContext, releaseCanvas } from './dom.js'
export function draw(sources) {
  const context = createContext(8)
  if (sources.length === 0) return context.canvas
  paint(context)
  releaseCanvas(context)
}`,
    },
    {
      name: 'whose maker ends with it where something fails',
      code: `
export async function dial(peer, offer) {
  const connection = new RTCPeerConnection()
  try {
    const channel = connection.createDataChannel('init')
    await peer.send(offer)
    channel.close()
  } catch (error) {
    connection.close()
    throw error
  }
}`,
    },
    {
      name: 'promises that are not rejected race',
      code: `
export async function preview(file, delay) {
  const shown = createPreview(file)
  await Promise.race([new Promise((resolve) => shown.onReady(resolve)), delay(9).then(() => undefined)])
  await shown.close()
}`,
    },
    {
      name: 'without whose address it did not open',
      code: `
export async function authorize(options) {
  const server = await startServer(options)
  if (!server.url) throw new Error('no port is free')
  server.close()
}`,
    },
  ],
  silent: [
    {
      name: 'the error of the thing itself says that it is not open',
      code: `
export const serve = (app, port) => new Promise((resolve, reject) => {
  const server = startServer(app, port)
  server.on('listening', () => resolve({ stop: () => stopServer(server) }))
  server.on('error', reject)
})`,
    },
    {
      name: 'a number in a finally',
      code: `
export async function copy(from, to, fs) {
  let source
  try {
    source = await fs.open(from)
    await fs.read(source)
  } catch (error) {
    throw wrap(error)
  } finally {
    await (typeof source === 'number' ? fs.close(source) : undefined)
  }
}`,
    },
    {
      name: 'begun again by its own callback, where there is none',
      code: `
import fs from 'node:fs'
export function replace(path, done) {
  let flag = 'r+'
  const onOpen = (error, fd) => {
    if (error && error.code === 'ENOENT' && flag === 'r+') {
      flag = 'w+'
      return fs.open(path, flag, onOpen)
    }
    if (error) return done(error)
    fs.close(fd, done)
  }
  fs.open(path, flag, onOpen)
}`,
    },
    {
      name: 'opened only after what may fail',
      code: `
import { Client } from 'ssh2'
export async function run(host, find) {
  const client = new Client()
  const options = await find(host)
  client.on('ready', () => client.end()).connect(options)
}`,
    },
    {
      name: 'a URL that serves once',
      code: `
export function show(element, list) { element.src = URL.createObjectURL(list, { oneTimeOnly: true }) }`,
    },
    {
      name: 'nothing but memory',
      code: `
export function fail(worker, cleanup) {
  worker.once('exit', (code) => { const error = new Error('exit ' + code); log(error); cleanup(error) })
  worker.on('error', log)
}`,
    },
    {
      name: 'read to its end by the function that is returned',
      code: `
import { createReadStream } from 'node:fs'
export function reader(path) { const stream = createReadStream(path); return () => stream.read() }`,
    },
  ],
})
