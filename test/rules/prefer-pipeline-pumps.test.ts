import { preferPipeline, type MessageId } from '../../src/rules/prefer-pipeline.js'
import { certaintyTester } from '../certainty-tester.js'

const test = certaintyTester<MessageId>('prefer-pipeline', preferPipeline)

const SOCKET = 'its socket until the other side gives up'
const FILE = 'its file descriptor until the process ends'

interface Leak {
  name: string
  code: string
  at: string
  stream: string
  other: string
  held?: string
  discard?: string
}

const leaks = (cases: readonly Leak[]) =>
  cases.map(({ name, code, at, stream, other, held = SOCKET, discard = '`reader.cancel()`' }) => ({
    name,
    code,
    errors: [
      {
        messageId: 'pumpStaysOpen' as const,
        at,
        data: { stream: `\`${stream}\``, other: `\`${other}\``, held, discard },
        suggestions: [],
      },
    ],
  }))

const silent = (cases: Record<string, string>) =>
  Object.entries(cases).map(([name, code]) => ({ name, code }))

const wrapping = (pump: string, more = '') => `export async function relay(url, use) {
  const response = await fetch(url)
  return new ReadableStream({
    async start(controller) {
      const reader = response.body.getReader()
      ${pump}
      controller.close()
    },${more}
  })
}`
const FILL = `for (;;) {
        const { done, value } = await reader.read()
        if (done) break
        controller.enqueue(value)
      }`

test('a loop that fills a stream by its controller', ['everywhere'], {
  silent: silent({
    'the stream cancels what it reads': wrapping(FILL, ' cancel() { use.reader.cancel() }'),
    'the reader is cancelled in finally': wrapping(`try { ${FILL} } finally { await reader.cancel() }`),
    'the reader is cancelled where it throws': wrapping(
      `try { ${FILL} } catch (error) { await reader.cancel(error) }`,
    ),
    'nothing that is read is enqueued': wrapping(`for (;;) {
        const { done } = await reader.read()
        if (done) break
        controller.enqueue(use.byte)
      }`),
    'the whole is read before': wrapping(`let all
      for (;;) {
        const { done, value } = await reader.read()
        if (done) break
        all = value
      }
      controller.enqueue(all)`),
  }),
  likely: leaks([
    {
      name: 'nothing cancels the reader when the stream is cancelled',
      code: wrapping(FILL),
      at: 'controller.enqueue(value)',
      stream: 'reader',
      other: 'new ReadableStream()',
    },
    {
      name: 'what is read is changed first',
      code: wrapping(`while (true) {
        const chunk = await reader.read()
        if (chunk.done) break
        const text = use.decode(chunk.value)
        controller.enqueue(text)
      }`),
      at: 'controller.enqueue(text)',
      stream: 'reader',
      other: 'new ReadableStream()',
    },
  ]),
})

const serving = (pump: string, options = '') => `export async function proxy(req, res, use) {
  const answer = await fetch(req.url${options})
  const reader = answer.body.getReader()
  ${pump}
  res.end()
}`
const SERVE = `while (true) {
    const { done, value } = await reader.read()
    if (done) break
    res.write(value)
  }`

test('a loop that writes to the client of a server', ['node'], {
  silent: silent({
    'the closing cancels the reader': serving(`res.on('close', () => reader.cancel())\n  ${SERVE}`),
    'the closing aborts the request': `export async function proxy(req, res) {
  const aborter = new AbortController()
  res.on('close', () => aborter.abort())
  const answer = await fetch(req.url, { signal: aborter.signal })
  const reader = answer.body.getReader()
  ${SERVE}
}`,
    'the request has a signal': serving(SERVE, ', { signal: use.signal }'),
    'the loop asks for the client': serving(`while (!res.destroyed) {
    const { done, value } = await reader.read()
    if (done) break
    res.write(value)
  }
  await reader.cancel()`),
    'what is written is something else': serving(`while (true) {
    const { done } = await reader.read()
    if (done) break
    res.write(use.text)
  }`),
    'into a terminal': serving(SERVE.replaceAll('res.write', 'process.stdout.write')),
    'what is read closes with its loop': `import { createReadStream } from 'node:fs'
export async function send(req, res) {
  for await (const chunk of createReadStream(req.url)) res.write(chunk)
}`,
    'the wait for room ends with the client': `import { createReadStream } from 'node:fs'
import { once } from 'node:events'
export async function send(req, res) {
  const file = createReadStream(req.url)
  res.on('close', () => file.destroy())
  for await (const chunk of file) if (!res.write(chunk)) await once(res, 'drain')
}`,
  }),
  likely: leaks([
    {
      name: 'nothing hears that the client is gone',
      code: serving(SERVE),
      at: 'res.write(value)',
      stream: 'reader',
      other: 'res',
    },
    {
      name: 'room to write never comes where the client is gone',
      code: `import { createReadStream } from 'node:fs'
export async function send(req, res) {
  const file = createReadStream(req.url)
  for await (const chunk of file) {
    if (!res.write(chunk)) await new Promise((resolve) => res.once('drain', resolve))
  }
  res.end()
}`,
      at: 'res.write(chunk)',
      stream: 'file',
      other: 'res',
      held: FILE,
      discard: 'destroy() of `file`',
    },
  ]),
})

test('a loop that writes by the writer of a stream', ['everywhere'], {
  silent: silent({
    'the reader is cancelled where it fails': `export async function copy(url, target) {
  const { body } = await fetch(url)
  const reader = body.getReader()
  const writer = target.getWriter()
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) break
      await writer.write(value)
    }
  } catch (error) {
    await reader.cancel(error)
    await writer.abort(error)
  }
}`,
  }),
  likely: leaks([
    {
      name: 'a failure of the writer leaves the reader',
      code: `export async function copy(url, target) {
  const { body } = await fetch(url)
  const reader = body.getReader()
  const writer = target.getWriter()
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    await writer.write(value)
  }
}`,
      at: 'writer.write(value)',
      stream: 'reader',
      other: 'writer',
    },
  ]),
})

test('TypeScript', ['untypedTs', 'typedNode'], {
  likely: leaks([
    {
      name: 'a response by its type, or its name',
      code: `import type { IncomingMessage, ServerResponse } from 'node:http'
export async function proxy(req: IncomingMessage, res: ServerResponse): Promise<void> {
  const answer = await fetch(req.url!)
  const reader = answer.body!.getReader()
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    res.write(value as Uint8Array)
  }
}`,
      at: 'res.write(value as Uint8Array)',
      stream: 'reader',
      other: 'res',
    },
  ]),
})
