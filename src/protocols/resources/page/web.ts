import { resource, type ResourceProtocol, type ResourceRow } from '../protocol.js'

/** A page that fails half-way keeps them only until it is left. */
const ofPage = { exceptions: false } as const

/** What a page may well keep until it is left. */
const kept = { ...ofPage, isLongLived: true } as const

/** Every track has to be stopped; who asks for the tracks is about to do that, or hands them on. */
const mediaStream = {
  ...ofPage,
  noun: 'media stream',
  functions: ['stop'],
  partsBy: 'getTracks',
  consumers: ['getTracks', 'getAudioTracks', 'getVideoTracks'],
  usedBy: /^(?:MediaRecorder|createMediaStreamSource|MediaStreamAudioSourceNode)$/,
} as const

/** What copies an image; another bitmap or frame of it is one of its own. */
const DRAWS =
  /^(?:drawImage|tex(?:Sub)?Image[23]D|copyExternalImageToTexture|createPattern|createImageBitmap|VideoFrame)$/

const codec = { ...ofPage, noun: 'media codec', methods: ['close'] } as const

const rows = (): readonly ResourceRow[] => [
  {
    ...ofPage,
    noun: 'blob URL',
    acquire: { name: 'createObjectURL', form: 'method', global: 'URL', unless: 'oneTimeOnly' },
    functions: ['revokeObjectURL'],
    isText: true,
    usedBy: /^(?:Audio|Worker|SharedWorker|fetch|importScripts|addModule|EventSource)$/,
    collected: 'never',
    example: 'URL.createObjectURL(input)',
  },
  {
    ...kept,
    noun: 'worker',
    acquire: { name: 'Worker', form: 'constructor', global: '' },
    methods: ['terminate'],
    collected: 'never',
    example: 'new Worker(input)',
  },
  {
    ...kept,
    noun: 'WebSocket',
    acquire: { name: 'WebSocket', form: 'constructor', global: '' },
    methods: ['close'],
    collected: 'never',
    example: 'new WebSocket(input)',
  },
  {
    ...kept,
    noun: 'server event stream',
    acquire: { name: 'EventSource', form: 'constructor', global: '' },
    methods: ['close'],
    collected: 'never',
    outlivesErrors: true,
    example: 'new EventSource(input)',
  },
  {
    ...kept,
    noun: 'WebTransport session',
    acquire: { name: 'WebTransport', form: 'constructor', global: '' },
    methods: ['close'],
    example: 'new WebTransport(input)',
  },
  {
    ...kept,
    noun: 'broadcast channel',
    acquire: { name: 'BroadcastChannel', form: 'constructor', global: '' },
    methods: ['close'],
    example: 'new BroadcastChannel(input)',
  },
  {
    ...kept,
    noun: 'peer connection',
    acquire: { name: 'RTCPeerConnection', form: 'constructor', global: '' },
    methods: ['close'],
    collected: 'never',
    example: 'new RTCPeerConnection(input)',
  },
  {
    ...kept,
    noun: 'web audio context',
    acquire: { name: 'AudioContext', form: 'constructor', global: '' },
    methods: ['close'],
    collected: 'never',
    awaits: true,
    example: 'new AudioContext()',
  },
  {
    ...mediaStream,
    acquire: { name: 'getUserMedia', form: 'method', global: 'navigator.mediaDevices' },
    example: 'await navigator.mediaDevices.getUserMedia(input)',
  },
  {
    ...mediaStream,
    acquire: { name: 'getDisplayMedia', form: 'method', global: 'navigator.mediaDevices' },
    example: 'await navigator.mediaDevices.getDisplayMedia(input)',
  },
  {
    ...ofPage,
    noun: 'bitmap',
    acquire: { name: 'createImageBitmap', form: 'function', global: '' },
    methods: ['close'],
    usedBy: DRAWS,
    collected: 'eventually',
    example: 'await createImageBitmap(input)',
  },
  {
    ...ofPage,
    noun: 'video frame',
    acquire: { name: 'VideoFrame', form: 'constructor', global: '' },
    methods: ['close'],
    usedBy: DRAWS,
    collected: 'eventually',
    example: 'new VideoFrame(input)',
  },
  {
    ...codec,
    acquire: { name: 'VideoDecoder', form: 'constructor', global: '' },
    example: 'new VideoDecoder(input)',
  },
  {
    ...codec,
    acquire: { name: 'VideoEncoder', form: 'constructor', global: '' },
    example: 'new VideoEncoder(input)',
  },
  {
    ...codec,
    acquire: { name: 'AudioDecoder', form: 'constructor', global: '' },
    example: 'new AudioDecoder(input)',
  },
  {
    ...codec,
    acquire: { name: 'AudioEncoder', form: 'constructor', global: '' },
    example: 'new AudioEncoder(input)',
  },
  {
    ...codec,
    acquire: { name: 'ImageDecoder', form: 'constructor', global: '' },
    example: 'new ImageDecoder(input)',
  },
  {
    // A `close` in a `finally` block would save half of a file: after an error it is `abort` that belongs there.
    ...ofPage,
    noun: 'writable file stream',
    acquire: {
      name: 'createWritable',
      form: 'method',
      receiver: /(?:handle|file)$/i,
      receiverTypes: ['FileSystemFileHandle'],
    },
    methods: ['close', 'abort'],
    consumers: ['getWriter'],
    awaits: true,
    completes: true,
    example: 'await file.createWritable()',
  },
  {
    noun: 'file access handle',
    acquire: {
      name: 'createSyncAccessHandle',
      form: 'method',
      receiverTypes: ['FileSystemFileHandle'],
    },
    methods: ['close'],
    example: 'await file.createSyncAccessHandle()',
  },
  {
    ...kept,
    noun: 'wake lock',
    acquire: { name: 'request', form: 'method', global: 'navigator.wakeLock' },
    methods: ['release'],
    awaits: true,
    example: "await navigator.wakeLock.request('screen')",
  },
  {
    ...kept,
    noun: 'position watch',
    acquire: { name: 'watchPosition', form: 'method', global: 'navigator.geolocation' },
    functions: ['clearWatch'],
    example: 'navigator.geolocation.watchPosition(input)',
  },
]

/** What the web platform opens: object URLs, workers, connections, media, files, locks. */
export const webResources = (): readonly ResourceProtocol[] => rows().map(resource)
