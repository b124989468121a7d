import { describe } from 'vitest'

import { requireRelease, type MessageId } from '../../src/rules/require-release.js'
import { ruleTester, type ExpectedReport, type ReportedCase } from '../rule-tester.js'

type Options = [{ likely?: boolean }]

const LIKELY: Options = [{ likely: true }]

const FOREVER = ' until the process ends'
const UNTIL_COLLECTED = ' until garbage collection'
const UNKNOWN = ''

interface Leak {
  name: string
  code: string
  messageId: MessageId
  /** The acquisition, which is underlined. */
  at: string
  data?: Record<string, string>
  filename?: string
  /** Whether it is reported without `likely` as well. */
  known?: true
}

/** Cases whose report has no suggestion, since the variable is no `const` or nothing follows it. */
function reported({ messageId, at, data, known: _known, ...rest }: Leak): ReportedCase<MessageId, Options> {
  const error: ExpectedReport<MessageId> = { messageId, at, ...(data ? { data } : {}), suggestions: [] }
  return { ...rest, errors: [error] }
}

/** Cases with one report by default. */
const known = (leaks: readonly Leak[]) => leaks.map(reported)

/** Cases with one report that `likely` asks for, and none without. */
const likely = (leaks: readonly Leak[]) =>
  leaks.map((leak) => (leak.known ? reported(leak) : { ...reported(leak), options: LIKELY }))
const unlessAsked = (leaks: readonly Leak[]) =>
  leaks.filter((leak) => !leak.known).map(({ name, code }) => ({ name: `by default: ${name}`, code }))

/** Cases that stay silent, even with `likely`. */
const silent = (cases: Record<string, string>) =>
  Object.entries(cases).map(([name, code]) => ({ name, code, options: LIKELY }))

describe('blob URLs', () => {
  ruleTester('dom').run('require-release', requireRelease, {
    valid: silent({
      'revoked after a download': `
export function save(blob, name) {
  const url = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  URL.revokeObjectURL(url)
}`,
      'revoked once the image is loaded': `
export function show(blob, image) {
  const url = window.URL.createObjectURL(blob)
  image.onload = () => { URL.revokeObjectURL(url) }
  image.src = url
}`,
      'revoked by the cleanup of an effect': `
useEffect(() => {
  const url = URL.createObjectURL(file)
  setPreview(url)
  return () => URL.revokeObjectURL(url)
}, [file])`,
      returned: 'export const preview = (file) => URL.createObjectURL(file)',
      'the URL of another module': `
import { URL } from './urls.js'
export function show(blob) { const url = URL.createObjectURL(blob); console.log(url) }`,
    }),
    invalid: known([
      {
        name: 'given to an element, which the file takes it from no more',
        code: `
export function show(blob, image) { image.src = URL.createObjectURL(blob) }`,
        messageId: 'neverReleased',
        at: 'URL.createObjectURL(blob)',
      },
      {
        name: 'only part of a text',
        code: `
export function show(blob, box) {
  let url = URL.createObjectURL(blob)
  box.innerHTML = \`<img src="\${url}">\`
}`,
        messageId: 'neverReleased',
        at: 'URL.createObjectURL(blob)',
        data: {
          name: 'url',
          until: FOREVER,
          advice: 'Call revokeObjectURL(url) in `finally`.',
          noun: 'blob URL',
        },
      },
      {
        name: 'an early return',
        code: `
export function save(blob, name) {
  let url = URL.createObjectURL(blob)
  if (!name) return
  download(url, name)
  URL.revokeObjectURL(url)
}`,
        messageId: 'openOnReturn',
        at: 'URL.createObjectURL(blob)',
        data: {
          name: 'url',
          until: `,${FOREVER}`,
          advice: 'Call revokeObjectURL(url) there too, or once in `finally`.',
          exit: 'on `return`',
        },
      },
    ]),
  })
  ruleTester('untypedTs', 'typedDom').run('require-release', requireRelease, {
    valid: [
      {
        name: 'shown by an element, and revoked by the cleanup of an effect',
        code: `
export function Preview({ file }: { file: Blob }) {
  const [url, setUrl] = useState('')
  useEffect(() => {
    const next = URL.createObjectURL(file)
    setUrl(next)
    return () => URL.revokeObjectURL(next)
  }, [file])
  return <img src={url || URL.createObjectURL(file)} />
}`,
        filename: 'react.tsx',
        options: LIKELY,
      },
    ],
    invalid: known([
      {
        name: 'between comments and types',
        code: `
export function save(blob: Blob, name?: string): void {
  let url: string = ( /* a copy */ URL . createObjectURL(blob) as string )
  if (name === undefined) return // nothing to do
  URL.revokeObjectURL(url)
}`,
        messageId: 'openOnReturn',
        at: 'URL . createObjectURL(blob)',
      },
    ]),
  })
})

describe('connections and workers', () => {
  const kept: Leak[] = [
    {
      name: 'a socket that nobody closes',
      code: `
export function follow(url, use) { let socket = new WebSocket(url); socket.onmessage = (event) => use(event.data) }`,
      messageId: 'neverReleased',
      at: 'new WebSocket(url)',
      data: {
        name: 'socket',
        until: FOREVER,
        advice: 'Call socket.close() when done, also on failure.',
        noun: 'WebSocket',
      },
    },
    {
      name: 'events of a server, without an end',
      code: `
export function follow(url, use) { let events = new window.EventSource(url); events.addEventListener('news', use) }`,
      messageId: 'neverReleased',
      at: 'new window.EventSource(url)',
    },
    {
      name: 'a worker for one answer',
      code: `
export function sum(numbers) {
  return new Promise((resolve) => {
    let worker = new Worker('sum.js')
    worker.onmessage = ({ data }) => resolve(data)
    worker.postMessage(numbers)
  })
}`,
      messageId: 'neverReleased',
      at: "new Worker('sum.js')",
    },
    {
      name: 'a channel that listens',
      code: `
export function listen(use) { let channel = new BroadcastChannel('news'); channel.onmessage = use }`,
      messageId: 'neverReleased',
      at: "new BroadcastChannel('news')",
      data: {
        name: 'channel',
        until: UNKNOWN,
        advice: 'Call channel.close() when done, also on failure.',
        noun: 'broadcast channel',
      },
    },
    {
      name: 'a connection that only tells what the browser can do',
      known: true,
      code: `
export async function describeCodecs() {
  let connection = new RTCPeerConnection()
  const offer = await connection.createOffer({ offerToReceiveVideo: true })
  return offer.sdp
}`,
      messageId: 'neverReleased',
      at: 'new RTCPeerConnection()',
    },
  ]
  ruleTester('dom').run('require-release', requireRelease, {
    valid: [
      ...unlessAsked(kept),
      ...silent({
        'closed by the cleanup of an effect': `
useEffect(() => {
  const socket = new WebSocket(url)
  socket.onmessage = use
  connected(true)
  return () => socket.close()
}, [url])`,
        'closed by its own listener': `
export function follow(url, use) {
  const events = new EventSource(url)
  events.onmessage = ({ data }) => { if (data === 'end') events.close(); else use(data) }
}`,
        'terminated by the answer': `
export function sum(numbers, done) {
  const worker = new Worker('sum.js')
  worker.onmessage = ({ data }) => { done(data); worker.terminate() }
  worker.postMessage(numbers)
}`,
        'wrapped by something else': `
export function start() { const worker = new Worker(new URL('./sum.js', import.meta.url)); return wrap(worker) }`,
        'kept in a field': `
export class Feed { open(url) { this.socket = new WebSocket(url) } close() { this.socket.close() } }`,
        'open from the start of the page': `
const worker = new Worker('search.js')
export function search(text) { worker.postMessage(text) }`,
        'classes of a library': `
import { Worker, WebSocket } from './mocks.js'
export function start(url) { const worker = new Worker(url); const socket = new WebSocket(url) }`,
        'a parameter of the same name': `
export function start(WebSocket, url) { const socket = new WebSocket(url) }`,
        'a shared worker ends with its pages': `
export function start() { const worker = new SharedWorker('search.js'); worker.port.start() }`,
      }),
    ],
    invalid: [
      ...likely(kept),
      ...known([
        {
          name: 'open on one way out',
          code: `
export function watch(url, use) {
  let socket = new WebSocket(url)
  if (!use) return undefined
  socket.onmessage = use
  return () => socket.close()
}`,
          messageId: 'openOnReturn',
          at: 'new WebSocket(url)',
        },
      ]),
    ],
  })
})

describe('media', () => {
  const kept: Leak[] = [
    {
      name: 'a context for each sound',
      code: `
export function beep() {
  let audio = new AudioContext()
  const tone = audio.createOscillator()
  tone.connect(audio.destination)
  tone.start()
}`,
      messageId: 'neverReleased',
      at: 'new AudioContext()',
      data: {
        name: 'audio',
        until: FOREVER,
        advice: 'Call audio.close() in `finally`.',
        noun: 'web audio context',
      },
    },
  ]
  ruleTester('dom').run('require-release', requireRelease, {
    valid: [
      ...unlessAsked(kept),
      ...silent({
        'the tracks are stopped': `
export async function labels() {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true })
  const devices = await navigator.mediaDevices.enumerateDevices()
  stream.getTracks().forEach((track) => track.stop())
  return devices
}`,
        'a track goes elsewhere': `
export async function camera() {
  const [track] = (await navigator.mediaDevices.getUserMedia({ video: true })).getVideoTracks()
  return track
}`,
        'played by an element, which whoever has it may stop': `
export async function show(video) {
  const { mediaDevices } = navigator
  const stream = await mediaDevices.getDisplayMedia()
  video.srcObject = stream
}`,
        'a method of the same name': `
export async function ask(devices) { const stream = await devices.getUserMedia({ audio: true }); return stream.active }`,
        'a sound closes its context': `
export function beep() {
  const audio = new AudioContext()
  const tone = audio.createOscillator()
  tone.onended = () => audio.close()
  tone.start()
}`,
        'a context for all sounds': `
let shared
export function audioContext() { return (shared ??= new AudioContext()) }`,
        'a bitmap that is drawn, by whom it may be closed': `
export async function draw(blob, view) { const bitmap = await createImageBitmap(blob); view.draw(bitmap) }`,
        'a frame that is closed': `
export function encode(canvas, encoder) {
  const frame = new VideoFrame(canvas, { timestamp: 0 })
  encoder.encode(frame)
  frame.close()
}`,
        'an exception while a page works': `
export async function decode(chunks) {
  const decoder = new VideoDecoder({ output, error })
  await decoder.flush()
  decoder.close()
}`,
      }),
    ],
    invalid: [
      ...likely(kept),
      ...known([
        {
          name: 'asked for the permission only',
          code: `
export async function labels() {
  await navigator.mediaDevices.getUserMedia({ audio: true })
  return navigator.mediaDevices.enumerateDevices()
}`,
          messageId: 'dropped',
          at: 'navigator.mediaDevices.getUserMedia({ audio: true })',
          data: { noun: 'media stream', acquirer: 'getUserMedia()', until: UNKNOWN, release: 'stop()' },
        },
        {
          name: 'asked for, in a chain',
          code: `
export function isAllowed() {
  const { mediaDevices } = navigator
  return mediaDevices.getDisplayMedia().then((stream) => stream.active, () => false)
}`,
          messageId: 'neverReleased',
          at: 'mediaDevices.getDisplayMedia()',
        },
        {
          name: 'decoded for its size',
          code: `
export async function sizeOf(blob) {
  let bitmap = await createImageBitmap(blob)
  return { width: bitmap.width, height: bitmap.height }
}`,
          messageId: 'neverReleased',
          at: 'createImageBitmap(blob)',
          data: {
            name: 'bitmap',
            until: UNTIL_COLLECTED,
            advice: 'Call bitmap.close() in `finally`.',
            noun: 'bitmap',
          },
        },
        {
          name: 'a frame that is skipped',
          code: `
export function encode(canvas, encoder, timestamp) {
  let frame = new VideoFrame(canvas, { timestamp })
  if (encoder.encodeQueueSize > 2) return
  encoder.encode(frame)
  frame.close()
}`,
          messageId: 'openOnReturn',
          at: 'new VideoFrame(canvas, { timestamp })',
        },
        {
          name: 'a decoder that is done',
          code: `
export async function decode(chunks, output, error) {
  let decoder = new VideoDecoder({ output, error })
  for (const chunk of chunks) decoder.decode(chunk)
  await decoder.flush()
}`,
          messageId: 'neverReleased',
          at: 'new VideoDecoder({ output, error })',
        },
      ]),
    ],
  })
})

describe('files and locks', () => {
  const kept: Leak[] = [
    {
      name: 'the screen stays on',
      code: `
export async function present() { await navigator.wakeLock.request('screen') }`,
      messageId: 'dropped',
      at: "navigator.wakeLock.request('screen')",
    },
    {
      name: 'where the user is, from now on',
      code: `
export function locate(use) { navigator.geolocation.watchPosition(use) }`,
      messageId: 'dropped',
      at: 'navigator.geolocation.watchPosition(use)',
      data: { noun: 'position watch', acquirer: 'watchPosition()', until: UNKNOWN, release: 'clearWatch()' },
    },
  ]
  ruleTester('dom').run('require-release', requireRelease, {
    valid: [
      ...unlessAsked(kept),
      ...silent({
        'a writer of a stream, which ends with the stream': `
export async function compress(text) {
  const { readable, writable } = new CompressionStream('gzip')
  const writer = writable.getWriter()
  writer.write(text)
  return readable
}`,
        'a reader that reads to the end': `
export async function read(body, use) {
  const reader = body.getReader()
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    use(value)
  }
}`,
        'a file that fails to be written must not be saved': `
export async function save(fileHandle, text) {
  const file = await fileHandle.createWritable()
  await file.write(text)
  await file.close()
}`,
        'a stream that is piped into a file': `
export async function save(fileHandle, body) {
  const file = await fileHandle.createWritable()
  await body.pipeTo(file)
}`,
        'a file whose writer closes it': `
export async function save(fileHandle, text) {
  const file = await fileHandle.createWritable()
  const writer = file.getWriter()
  await writer.write(text)
  await writer.close()
}`,
        'the method of something else': `
export async function save(store) { const file = await store.createWritable(); file.write('') }`,
        'a position that is found once': `
export function locate(use) {
  const id = navigator.geolocation.watchPosition((position) => {
    navigator.geolocation.clearWatch(id)
    use(position)
  })
}`,
        'a position that is asked for once': `
export function locate(use) { navigator.geolocation.getCurrentPosition(use) }`,
        'the screen stays on until the cleanup': `
export async function present() {
  const lock = await navigator.wakeLock.request('screen')
  return () => lock.release()
}`,
      }),
    ],
    invalid: [
      ...likely(kept),
      ...known([
        {
          name: 'a file that is not saved',
          code: `
export async function save(fileHandle, text) {
  let file = await fileHandle.createWritable()
  await file.write(text)
}`,
          messageId: 'neverReleased',
          at: 'fileHandle.createWritable()',
          data: {
            name: 'file',
            until: UNKNOWN,
            advice: 'Call file.close() when done, also on failure.',
            noun: 'writable file stream',
          },
        },
        {
          name: 'a file that stays locked when the disk is full',
          code: `
export async function save(fileHandle, bytes) {
  let access = await fileHandle.createSyncAccessHandle()
  access.write(bytes)
  access.close()
}`,
          messageId: 'openOnThrow',
          at: 'fileHandle.createSyncAccessHandle()',
          data: {
            name: 'access',
            exit: 'when `access.write(bytes)` throws',
            until: UNKNOWN,
            advice: 'Call access.close() in `finally`.',
          },
        },
      ]),
    ],
  })
  ruleTester('typedDom').run('require-release', requireRelease, {
    valid: [
      {
        name: 'by its type it is a file of something else',
        code: `
declare const file: { createWritable(): Promise<{ write(text: string): void }> }
export async function save() { const writable = await file.createWritable(); writable.write('') }`,
        options: LIKELY,
      },
    ],
    invalid: [
      {
        name: 'a file by its type, whatever its name',
        code: `
export async function save(target: FileSystemFileHandle) {
  let writable = await target.createWritable()
  await writable.write('')
}`,
        errors: [{ messageId: 'neverReleased', at: 'target.createWritable()' }],
      },
    ],
  })
})
