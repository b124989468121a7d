import { preferPipeline, type MessageId } from '../../src/rules/prefer-pipeline.js'
import { certaintyTester } from '../certainty-tester.js'
import type { ExpectedReport } from '../rule-tester.js'

const check = certaintyTester('prefer-pipeline', preferPipeline)

const FILE = 'its file descriptor until the process ends'
const SOCKET = 'its socket until the other side gives up'
const SOMETHING = 'what it holds'

interface PipeCase {
  name: string
  code: string
  /** The outermost `pipe` call, which is underlined. */
  at: string
  messageId?: MessageId
  stream?: string
  other?: string
  held?: string
  /** The code after the suggestion; none where there is no suggestion. */
  output?: string
}

const reported = (cases: readonly PipeCase[]) =>
  cases.map(({ name, code, at, messageId = 'staysOpen', stream, other, held, output }) => {
    const error: ExpectedReport<MessageId> = {
      messageId,
      at,
      ...(stream === undefined || other === undefined || held === undefined
        ? {}
        : { data: { stream: `\`${stream}\``, other: `\`${other}\``, held } }),
      suggestions: output === undefined ? [] : [{ messageId: 'usePipeline', output }],
    }
    return { name, code, errors: [error] }
  })

const silent = (cases: Record<string, string>) =>
  Object.entries(cases).map(([name, code]) => ({ name, code }))

check('files and responses', ['node'], {
  known: reported([
    {
      name: 'a file to the response of an HTTP handler',
      code: `
import { createServer } from 'node:http'
import fs from 'node:fs'
createServer((question, answer) => {
  const file = fs.createReadStream(question.url)
  file.pipe(answer)
})`,
      at: 'file.pipe(answer)',
      stream: 'file',
      other: 'answer',
      held: FILE,
      output: `
import { createServer } from 'node:http'
import fs from 'node:fs'
import { pipeline } from 'node:stream'
createServer((question, answer) => {
  const file = fs.createReadStream(question.url)
  pipeline(file, answer, (error) => {
    if (error) console.error(error)
  })
})`,
    },
    {
      name: 'by the names of the parameters, with nothing kept and a transform between',
      code: `
import { createReadStream as read } from 'fs'
import { createGzip } from 'zlib'
export function send(req, res, next) {
  res.setHeader('content-encoding', 'gzip');
  read(req.url)
    .pipe(createGzip({ level: 1 /* fast */ }))
    .pipe(res);
}`,
      at: `read(req.url)
    .pipe(createGzip({ level: 1 /* fast */ }))
    .pipe(res)`,
      stream: 'read()',
      other: 'res',
      held: FILE,
      output: `
import { createReadStream as read } from 'fs'
import { createGzip } from 'zlib'
import { pipeline } from 'node:stream';
export function send(req, res, next) {
  res.setHeader('content-encoding', 'gzip');
  pipeline(read(req.url), createGzip({ level: 1 /* fast */ }), res, (error) => {
    if (error) console.error(error);
  });
}`,
    },
    {
      name: 'piped on statement by statement: one report, at the last',
      code: `
import { createReadStream } from 'fs'
import { createGzip } from 'zlib'
export function send(req, res) {
  const file = createReadStream(req.url), gzip = createGzip()
  file.pipe(gzip)
  gzip.pipe(res)
}`,
      at: 'gzip.pipe(res)',
      stream: 'file',
      other: 'res',
      held: FILE,
    },
    {
      name: 'the result of a pipe that is kept and piped on',
      code: `
import { createReadStream } from 'fs'
import { createGzip } from 'zlib'
export function send(req, res) {
  const packed = createReadStream(req.url).pipe(createGzip())
  packed.pipe(res)
}`,
      at: 'packed.pipe(res)',
      stream: 'createReadStream()',
      other: 'res',
      held: FILE,
    },
    {
      name: 'two files whose errors are heard, not passed on',
      code: `
import { createReadStream, createWriteStream } from 'fs'
export const copy = (from, to) => new Promise((resolve, reject) => {
  const source = createReadStream(from)
  const target = createWriteStream(to)
  source.on('error', reject)
  target.on('error', reject).on('close', resolve)
  source.pipe(target)
})`,
      at: 'source.pipe(target)',
      stream: 'source',
      other: 'target',
      held: FILE,
      output: `
import { createReadStream, createWriteStream } from 'fs'
import { pipeline } from 'node:stream'
export const copy = (from, to) => new Promise((resolve, reject) => {
  const source = createReadStream(from)
  const target = createWriteStream(to)
  source.on('error', reject)
  target.on('error', reject).on('close', resolve)
  pipeline(source, target, (error) => {
    if (error) console.error(error)
  })
})`,
    },
    {
      name: 'an upload that a function is given by its name alone',
      code: `
import { createWriteStream } from 'node:fs'
export const store = (req, path) => new Promise((resolve, reject) => {
  const file = createWriteStream(path)
  file.on('error', reject)
  req.pipe(file).on('finish', resolve)
})`,
      at: 'req.pipe(file)',
      stream: 'file',
      other: 'req',
      held: FILE,
    },
    {
      name: 'an upload whose client goes away',
      code: `
const { createWriteStream } = require('node:fs')
module.exports = (req, res) => { req.pipe(createWriteStream('upload')); req.on('end', () => res.end()) }`,
      at: `req.pipe(createWriteStream('upload'))`,
      stream: 'createWriteStream()',
      other: 'req',
      held: FILE,
      output: `
const { createWriteStream } = require('node:fs')
const { pipeline } = require('node:stream')
module.exports = (req, res) => { pipeline(req, createWriteStream('upload'), (error) => { if (error) console.error(error) }); req.on('end', () => res.end()) }`,
    },
    {
      name: 'a download: what happens on success is no handling, nor is a listener of the request',
      code: `
import https from 'node:https'
import { createWriteStream } from 'node:fs'
import { PassThrough } from 'node:stream'
export const download = (url, path) => new Promise((resolve, reject) => {
  const file = createWriteStream(path)
  https.get(url, (response) => {
    // To the disk.
    response.pipe(file) // all of it
    file.on('finish', () => { file.close(resolve) })
  }).on('error', reject)
  return new PassThrough()
})`,
      at: 'response.pipe(file)',
      stream: 'file',
      other: 'response',
      held: FILE,
      output: `
import https from 'node:https'
import { createWriteStream } from 'node:fs'
import { PassThrough, pipeline } from 'node:stream'
export const download = (url, path) => new Promise((resolve, reject) => {
  const file = createWriteStream(path)
  https.get(url, (response) => {
    // To the disk.
    pipeline(response, file, (error) => {
      if (error) console.error(error)
    }) // all of it
    file.on('finish', () => { file.close(resolve) })
  }).on('error', reject)
  return new PassThrough()
})`,
    },
    {
      name: 'in a file that exports nothing, for each request',
      code: `
import { createWriteStream } from 'fs'
import http from 'http'
http.createServer((req, res) => {
  http.get('http://localhost', (answer) => { void answer.pipe(createWriteStream('a')) })
  res.end()
})`,
      at: `answer.pipe(createWriteStream('a'))`,
    },
    {
      name: 'the answer of another server, with its whole module at hand',
      code: `
import http from 'node:http'
import * as streams from 'node:stream'
export const relay = (url) => http.createServer((req, res) => {
  http.get(url, (answer) => { answer.pipe(res) })
}).on('close', () => streams)`,
      at: 'answer.pipe(res)',
      stream: 'answer',
      other: 'res',
      held: SOCKET,
      output: `
import http from 'node:http'
import * as streams from 'node:stream'
export const relay = (url) => http.createServer((req, res) => {
  http.get(url, (answer) => { streams.pipeline(answer, res, (error) => { if (error) console.error(error) }) })
}).on('close', () => streams)`,
    },
    {
      name: 'the body of a request sent on',
      code: `
import http from 'node:http'
http.createServer().on('request', (question, answer) => {
  const onward = http.request('http://localhost')
  question.pipe(onward)
  answer.end()
})`,
      at: 'question.pipe(onward)',
      stream: 'onward',
      other: 'question',
      held: SOCKET,
      output: `
import http from 'node:http'
import { pipeline } from 'node:stream'
http.createServer().on('request', (question, answer) => {
  const onward = http.request('http://localhost')
  pipeline(question, onward, (error) => {
    if (error) console.error(error)
  })
  answer.end()
})`,
    },
    {
      name: 'a response below that of a framework, in a file that imports nothing',
      code: `
const fs = require('fs').promises ? require('fs') : null
export async function show(request, reply) {
  require('fs').createReadStream('a').pipe(reply.raw)
}`,
      at: `require('fs').createReadStream('a').pipe(reply.raw)`,
      output: `
import { pipeline } from 'node:stream'
const fs = require('fs').promises ? require('fs') : null
export async function show(request, reply) {
  pipeline(require('fs').createReadStream('a'), reply.raw, (error) => {
    if (error) console.error(error)
  })
}`,
    },
    {
      name: 'a response is known by its methods; a used result, a name that is taken and comments between have no suggestion',
      code: `
import { createReadStream } from 'fs'
export function send(path, res) {
  res.writeHead(200)
  return createReadStream(path).pipe(res)
}`,
      at: 'createReadStream(path).pipe(res)',
    },
    {
      name: 'the name is taken',
      code: `
import { createReadStream } from 'fs'
export function send(req, res, pipeline) {
  createReadStream(req.url).pipe(res)
}`,
      at: 'createReadStream(req.url).pipe(res)',
    },
    {
      name: 'the promised pipeline has the name',
      code: `
import { createReadStream } from 'fs'
import { pipeline } from 'node:stream/promises'
export function send(req, res) {
  createReadStream(req.url).pipe(res)
  return pipeline
}`,
      at: 'createReadStream(req.url).pipe(res)',
    },
    {
      name: 'comments between',
      code: `
import { createReadStream } from 'fs'
export function send(req, res) {
  createReadStream(req.url) // the file
    .pipe(res)
}`,
      at: `createReadStream(req.url) // the file
    .pipe(res)`,
    },
    {
      name: 'pipeline is there already',
      code: `
import { createReadStream } from 'fs'
import { pipeline as join } from 'stream'
export function send(req, res) {
  createReadStream(req.url).pipe(res)
  return join
}`,
      at: 'createReadStream(req.url).pipe(res)',
      output: `
import { createReadStream } from 'fs'
import { pipeline as join } from 'stream'
export function send(req, res) {
  join(createReadStream(req.url), res, (error) => {
    if (error) console.error(error)
  })
  return join
}`,
    },
  ]),
  silent: silent({
    'a program that copies one file': `
import { createReadStream, createWriteStream } from 'fs'
export function copy(from, to) { createReadStream(from).pipe(createWriteStream(to)) }
if (import.meta.main) copy('a', 'b')`,
    'pipeline itself': `
import { createReadStream } from 'fs'
import { pipeline } from 'stream'
export function send(req, res) { pipeline(createReadStream(req.url), res, () => {}) }`,
    'finished on one end': `
import { createReadStream } from 'fs'
import { finished } from 'stream'
export function send(req, res) {
  const file = createReadStream(req.url)
  file.pipe(res)
  finished(res, () => file.destroy())
}`,
    'a function that waits for the response': `
import { createReadStream } from 'fs'
import onFinished from 'on-finished'
export function send(req, res) {
  const file = createReadStream(req.url)
  onFinished(res, () => tidy(file))
  file.pipe(res)
}`,
    'the response closes the file': `
import { createReadStream } from 'fs'
export function send(req, res) {
  const file = createReadStream(req.url)
  res.on('close', () => { file.destroy() })
  file.pipe(res)
}`,
    'the listener is chained to the pipe': `
import { createReadStream } from 'fs'
export function send(req, res) {
  const file = createReadStream(req.url)
  file.pipe(res).once('close', () => file.destroy())
}`,
    'the request closes it, by a function of its own': `
import { createReadStream } from 'fs'
export function send(req, res) {
  const file = createReadStream(req.url).on('error', () => res.end())
  function tidy() { file.close() }
  req.on('aborted', tidy)
  file.pipe(res)
}`,
    'a bound method': `
import { createReadStream } from 'fs'
export function send(req, res) {
  const file = createReadStream(req.url)
  res.on('close', file.destroy.bind(file))
  file.pipe(res)
}`,
    'a function that destroys': `
import { createReadStream } from 'fs'
import destroy from 'destroy'
export function send(req, res) {
  const file = createReadStream(req.url)
  res.once('close', () => destroy(file))
  file.pipe(res)
}`,
    'a handler of another file': `
import { createReadStream } from 'fs'
import { closeAll } from './close-all.js'
export function send(req, res) {
  res.on('close', closeAll)
  createReadStream(req.url).pipe(res)
}`,
    'a signal': `
import { createReadStream } from 'fs'
export function send(req, res, signal) { createReadStream(req.url, { signal }).pipe(res) }`,
    'an aborted signal': `
import { createReadStream } from 'fs'
export function send(req, res, signal) {
  const file = createReadStream(req.url)
  signal.addEventListener('abort', () => file.destroy())
  file.pipe(res)
}`,
    'both ends pass it on': `
import { createReadStream, createWriteStream } from 'fs'
export function copy(from, to) {
  const source = createReadStream(from)
  const target = createWriteStream(to)
  source.on('error', (error) => target.destroy(error))
  target.on('error', (error) => source.destroy(error))
  source.pipe(target)
}`,
    'two sides of one connection': `
export const echo = (req, res) => { req.pipe(res) }`,
    'a body that is parsed': `
export const parse = (req, res) => { req.pipe(makeParser()) }`,
    'while the module loads': `
import { createReadStream, createWriteStream } from 'fs'
createReadStream('a').pipe(createWriteStream('b'))`,
    'a script that nobody imports': `
import { createWriteStream } from 'fs'
import https from 'https'
function download(url) { https.get(url, (response) => { response.pipe(createWriteStream('a')) }) }
download('http://localhost')`,
    'streams of the process and its children': `
import { createReadStream, createWriteStream } from 'fs'
import { spawn } from 'child_process'
export function run(log) {
  const child = spawn('ls')
  child.stdout.pipe(process.stdout)
  child.stderr.pipe(createWriteStream(log))
  createReadStream(log).pipe(process.stdout)
  process.stdin.pipe(child.stdin)
}`,
    'a hash fails never': `
import { createReadStream } from 'fs'
import { createHash } from 'crypto'
export function sum(path) {
  const hash = createHash('sha256')
  createReadStream(path).pipe(hash)
  return hash
}`,
    'what is in memory': `
import { createWriteStream } from 'fs'
import { Readable } from 'stream'
export function dump(list, path) { Readable.from(list).pipe(createWriteStream(path)) }`,
    'pipes of other kinds': `
import { map } from 'rxjs'
export function all(source$, schema, value, from, gulp) {
  source$.pipe(map((x) => x)).subscribe()
  schema.pipe(schema.transform())
  gulp.src('*.css').pipe(gulp.dest('out'))
  from.pipe()
  from.pipe(...value)
  return value.body.pipeThrough(schema).pipeTo(value)
}`,
    'what is not the request of a server': `
import { createReadStream } from 'fs'
export const f = (a, res) => { res.pipe(a) }
export const g = ({ req }, [res]) => { req.pipe(res) }`,
  }),
})

check('less than sure', ['node'], {
  likely: reported([
    {
      name: 'the response is ended when the file fails, but the file not closed when the client goes away',
      code: `
import { createReadStream } from 'fs'
export function send(req, res) {
  const file = createReadStream(req.url)
  file.on('error', () => { res.statusCode = 500; res.end() })
  file.pipe(res, { end: true })
}`,
      at: 'file.pipe(res, { end: true })',
      stream: 'file',
      other: 'res',
      held: FILE,
    },
    {
      name: 'a response emits no error when its client goes away',
      code: `
import { createReadStream } from 'fs'
export function send(req, res) {
  const file = createReadStream(req.url)
  res.on('error', () => file.destroy())
  void file.pipe(res)
}`,
      at: 'file.pipe(res)',
      stream: 'file',
      other: 'res',
      held: FILE,
    },
    {
      name: 'somewhere the file is destroyed',
      code: `
import { createReadStream } from 'fs'
export function send(req, res, isDone) {
  const file = createReadStream(req.url)
  void file.pipe(res)
  if (isDone) file.destroy()
}`,
      at: 'file.pipe(res)',
      stream: 'file',
      other: 'res',
      held: FILE,
    },
    {
      name: 'the file is given to other code',
      code: `
import { createReadStream } from 'fs'
export function send(req, res, track) {
  const file = createReadStream(req.url)
  track(file)
  return file.pipe(res)
}`,
      at: 'file.pipe(res)',
      stream: 'file',
      other: 'res',
      held: FILE,
    },
    {
      name: 'the error of a source destroys the target, nothing the source',
      code: `
import { createReadStream, createWriteStream } from 'fs'
export function copy(from, to) {
  const source = createReadStream(from)
  const target = createWriteStream(to)
  source.on('error', (error) => target.destroy(error))
  return source.pipe(target)
}`,
      at: 'source.pipe(target)',
      stream: 'source',
      other: 'target',
      held: FILE,
    },
    {
      name: 'what reads a file may stop early',
      code: `
import { createReadStream } from 'fs'
import split from 'split2'
export async function first(path) {
  for await (const line of createReadStream(path).pipe(split())) return line
}`,
      at: 'createReadStream(path).pipe(split())',
      stream: 'createReadStream()',
      other: 'split()',
      held: FILE,
    },
    {
      name: 'a download of a library',
      code: `
import got from 'got'
import { createWriteStream } from 'fs'
export const download = (url, path) => got.stream(url).pipe(createWriteStream(path))`,
      at: 'got.stream(url).pipe(createWriteStream(path))',
      stream: 'createWriteStream()',
      other: 'got.stream()',
      held: FILE,
    },
    {
      name: 'a download handed to the client',
      code: `
import request from 'request'
export const relay = (req, res) => req.pipe(request('http://localhost')).pipe(res)`,
      at: `req.pipe(request('http://localhost')).pipe(res)`,
      stream: 'request()',
      other: 'res',
      held: SOMETHING,
    },
    {
      name: 'a tunnel is one finding',
      code: `
import net from 'node:net'
net.createServer((client) => {
  const server = net.connect(80)
  void client.pipe(server)
  void server.pipe(client)
})`,
      at: 'client.pipe(server)',
      stream: 'client',
      other: 'server',
      held: SOCKET,
    },
  ]),
})

check('returned alone', ['node'], {
  likely: reported([
    {
      name: 'the caller gets the decoder, and the source is nobody’s',
      code: `
export function decode(packets, Decoder) {
  const source = packets.open();
  const decoder = new Decoder();
  source.pipe(decoder);
  return decoder;
}`,
      messageId: 'returnedAlone',
      at: 'source.pipe(decoder)',
      stream: 'source',
      other: 'decoder',
      held: SOMETHING,
      output: `
import { pipeline } from 'node:stream';
export function decode(packets, Decoder) {
  const source = packets.open();
  const decoder = new Decoder();
  pipeline(source, decoder, (error) => {
    if (error) console.error(error);
  });
  return decoder;
}`,
    },
    {
      name: 'the source is returned where nothing is piped',
      code: `
export function decode(packets, Decoder, isRaw) {
  const source = packets.open()
  if (!isRaw) {
    const decoder = new Decoder()
    source.pipe(decoder)
    return decoder
  }
  return source
}`,
      messageId: 'returnedAlone',
      at: 'source.pipe(decoder)',
      output: `
import { pipeline } from 'node:stream'
export function decode(packets, Decoder, isRaw) {
  const source = packets.open()
  if (!isRaw) {
    const decoder = new Decoder()
    pipeline(source, decoder, (error) => {
      if (error) console.error(error)
    })
    return decoder
  }
  return source
}`,
    },
    {
      name: 'an option that says whether to end',
      code: `
'use strict'
export function decode(packets, Decoder) {
  const source = packets.open()
  const decoder = new Decoder()
  source.pipe(decoder, { end: false })
  return decoder
}`,
      messageId: 'returnedAlone',
      at: 'source.pipe(decoder, { end: false })',
    },
  ]),
  silent: silent({
    'the source is destroyed when the decoder closes': `
export function decode(packets, Decoder) {
  const source = packets.open()
  const decoder = new Decoder()
  decoder.once('close', () => source.destroy())
  source.pipe(decoder)
  return decoder
}`,
    'the caller gets both': `
export function decode(packets, Decoder) {
  const source = packets.open()
  const decoder = new Decoder()
  source.pipe(decoder)
  if (packets.raw) return source
  return decoder
}`,
    'the source is given to this function': `
export function decode(source, Decoder) {
  const decoder = new Decoder()
  source.pipe(decoder)
  return decoder
}`,
    'the source is kept': `
export function decode(packets, Decoder, open) {
  const source = packets.open()
  const decoder = new Decoder()
  open.add(source)
  source.pipe(decoder)
  return decoder
}`,
    'other options, and a result that is used': `
export function decode(packets, Decoder) {
  const source = packets.open()
  const decoder = new Decoder()
  source.pipe(decoder, { highWaterMark: 1 })
  const other = packets.open()
  const result = other.pipe(decoder)
  return decoder ?? result
}`,
  }),
})

const forwarding = (options: string, more = '') => `
import { PassThrough, Writable } from 'node:stream'
export function open() {
  const inner = new PassThrough()
  const outer = new Writable({ ${options} })
  ${more}
  return outer
}`
const FORWARDS =
  'write(chunk, encoding, done) { inner.write(chunk, encoding, done) }, final(done) { inner.end(done) }'

check('hand-written streams', ['node'], {
  likely: [
    {
      name: 'destroying the outer one leaves the inner one open',
      code: forwarding(FORWARDS),
      errors: [{ messageId: 'forwards', at: `new Writable({ ${FORWARDS} })`, data: { inner: '`inner`' } }],
    },
    {
      name: 'its own error is no reason to destroy the other',
      code: forwarding(FORWARDS, `inner.on('error', () => inner.destroy())`),
      errors: [{ messageId: 'forwards', at: `new Writable({ ${FORWARDS} })` }],
    },
  ],
  silent: silent({
    'a destroy method': forwarding(`${FORWARDS}, destroy(error, done) { inner.destroy(error); done(error) }`),
    'a listener that destroys': forwarding(FORWARDS, `outer.once('close', () => inner.destroy())`),
    'one that only writes': forwarding('write(chunk, encoding, done) { inner.write(chunk, encoding, done) }'),
    'ends something else': forwarding(
      'write(chunk, encoding, done) { inner.write(chunk, encoding, done) }, final(done) { other.end(done) }',
    ),
    'options that are not known': forwarding(`...options, ${FORWARDS}`),
    'a stream of the caller': `
import { Writable } from 'node:stream'
export const wrap = (inner) => new Writable({ ${FORWARDS} })`,
    'a class of another name': `
import { Writable } from './writable.js'
export function open() { const inner = connect(); return new Writable({ ${FORWARDS} }) }`,
  }),
})

check('with types', ['typedNode'], {
  known: reported([
    {
      name: 'a response by its type',
      code: `
import { createReadStream } from 'node:fs'
import type { ServerResponse } from 'node:http'
export class Files {
  send(path: string, out: ServerResponse): void {
    createReadStream(path)!.pipe(out)
  }
}`,
      at: 'createReadStream(path)!.pipe(out)',
      stream: 'createReadStream()',
      other: 'out',
      held: FILE,
      output: `
import { createReadStream } from 'node:fs'
import type { ServerResponse } from 'node:http'
import { pipeline } from 'node:stream'
export class Files {
  send(path: string, out: ServerResponse): void {
    pipeline(createReadStream(path)!, out, (error) => {
      if (error) console.error(error)
    })
  }
}`,
    },
    {
      name: 'a message by its type, with only types imported of node:stream',
      code: `
import { createWriteStream } from 'node:fs'
import type { IncomingMessage } from 'node:http'
import type { Readable } from 'node:stream'
export function save(body: IncomingMessage, path: string): Readable {
  body.pipe(createWriteStream(path))
  return body
}`,
      at: 'body.pipe(createWriteStream(path))',
      stream: 'createWriteStream()',
      other: 'body',
      held: FILE,
      output: `
import { createWriteStream } from 'node:fs'
import type { IncomingMessage } from 'node:http'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream'
export function save(body: IncomingMessage, path: string): Readable {
  pipeline(body, createWriteStream(path), (error) => {
    if (error) console.error(error)
  })
  return body
}`,
    },
  ]),
  likely: reported([
    {
      name: 'a stream of unknown source is sent to the client',
      code: `
import type { ServerResponse } from 'node:http'
import type { Readable } from 'node:stream'
export const send = (body: Readable, out: ServerResponse) => body.pipe(out)`,
      at: 'body.pipe(out)',
      stream: 'body',
      other: 'out',
      held: SOMETHING,
    },
    {
      name: 'a file that somebody else has opened',
      code: `
import type { ReadStream } from 'node:fs'
import type { ServerResponse } from 'node:http'
export const send = (file: ReadStream, out: ServerResponse) => file.pipe(out)`,
      at: 'file.pipe(out)',
      stream: 'file',
      other: 'out',
      held: FILE,
    },
  ]),
  silent: silent({
    'no stream by its type': `
interface Flow { pipe(next: unknown): Flow }
export function send(flow: Flow, res: { writeHead(status: number): void }): Flow {
  res.writeHead(200)
  return flow.pipe(res)
}`,
    'a terminal': `
import { createReadStream } from 'node:fs'
import type { WriteStream } from 'node:tty'
export const show = (path: string, screen: WriteStream) => createReadStream(path).pipe(screen)`,
  }),
})

check('code in TypeScript, without types', ['untypedTs', 'typedNode'], {
  known: reported([
    {
      name: 'a handler with annotated parameters and odd spacing',
      code: `
import * as fs from 'fs'
export const handler = async (req: any, res: any): Promise<void> => {
  ( fs . createReadStream ( req.url as string ) ) . pipe ( res as any )
}`,
      at: '( fs . createReadStream ( req.url as string ) ) . pipe ( res as any )',
      output: `
import * as fs from 'fs'
import { pipeline } from 'node:stream'
export const handler = async (req: any, res: any): Promise<void> => {
  pipeline(fs . createReadStream ( req.url as string ), res as any, (error) => {
    if (error) console.error(error)
  })
}`,
    },
  ]),
})
