import { resource, type ResourceProtocol, type ResourceRow } from '../protocol.js'

/** What a page may well keep until it is left, and does not mind where it fails half-way. */
const kept = { exceptions: false, isLongLived: true } as const

/** It reads from its device from `start()` on, whether anybody holds it or not. */
const sensor = { ...kept, noun: 'sensor', methods: ['stop'] } as const

const SENSORS = [
  'Accelerometer',
  'Gyroscope',
  'Magnetometer',
  'AmbientLightSensor',
  'AbsoluteOrientationSensor',
  'RelativeOrientationSensor',
  'LinearAccelerationSensor',
  'GravitySensor',
] as const

/** The other end is told when this one goes: both stay until one of them says so. */
const port = { ...kept, noun: 'message port', methods: ['disconnect'], collected: 'never' } as const

const PORTS: readonly (readonly [global: string, name: string])[] = [
  ['chrome.runtime', 'connect'],
  ['chrome.runtime', 'connectNative'],
  ['chrome.tabs', 'connect'],
  ['browser.runtime', 'connect'],
  ['browser.runtime', 'connectNative'],
  ['browser.tabs', 'connect'],
]

/** A session keeps what it has been told in memory of its own, beside a copy of the model. */
const model = { ...kept, noun: 'model session', methods: ['destroy'] } as const

const MODELS = [
  'LanguageModel',
  'Summarizer',
  'Translator',
  'LanguageDetector',
  'Writer',
  'Rewriter',
  'Proofreader',
] as const

const rows = (): readonly ResourceRow[] => [
  ...SENSORS.map((name): ResourceRow => ({
    ...sensor,
    acquire: { name, form: 'constructor', global: '', opensBy: 'start' },
    example: `new ${name}(input)`,
  })),
  {
    // While it records, the page keeps it, with what it is recorded from.
    ...kept,
    noun: 'media recorder',
    acquire: { name: 'MediaRecorder', form: 'constructor', global: '', opensBy: 'start' },
    methods: ['stop'],
    example: 'new MediaRecorder(input)',
  },
  {
    exceptions: false,
    noun: 'audio data',
    acquire: { name: 'AudioData', form: 'constructor', global: '' },
    methods: ['close'],
    collected: 'eventually',
    example: 'new AudioData(input)',
  },
  {
    ...kept,
    noun: 'web audio context',
    acquire: { name: 'webkitAudioContext', form: 'constructor', global: '' },
    methods: ['close'],
    collected: 'never',
    awaits: true,
    example: 'new webkitAudioContext()',
  },
  {
    ...kept,
    noun: 'serial port',
    acquire: { name: 'requestPort', form: 'method', global: 'navigator.serial', opensBy: 'open' },
    methods: ['close'],
    awaits: true,
    example: 'await navigator.serial.requestPort()',
  },
  {
    ...kept,
    noun: 'USB device',
    acquire: { name: 'requestDevice', form: 'method', global: 'navigator.usb', opensBy: 'open' },
    methods: ['close'],
    awaits: true,
    example: 'await navigator.usb.requestDevice(input)',
  },
  {
    ...kept,
    noun: 'Bluetooth connection',
    acquire: { name: 'connect', form: 'method', receiver: /^gatt$/ },
    methods: ['disconnect'],
    // The server of a device is one object, whoever asks for it: `device.gatt.disconnect()`.
    closers: ['disconnect'],
    collected: 'never',
    example: 'await gatt.connect()',
  },
  {
    ...kept,
    noun: 'XR session',
    acquire: { name: 'requestSession', form: 'method', global: 'navigator.xr' },
    methods: ['end'],
    awaits: true,
    example: "await navigator.xr.requestSession('immersive-vr')",
  },
  ...PORTS.map(([global, name]): ResourceRow => ({
    ...port,
    acquire: { name, form: 'method', global },
    example: `${global}.${name}(input)`,
  })),
  ...MODELS.map((name): ResourceRow => ({
    ...model,
    acquire: { name: 'create', form: 'method', global: name },
    example: `await ${name}.create(input)`,
  })),
]

/** What a page opens outside of itself: sensors, devices, recorders, ports of extensions, models of the browser. */
export const deviceResources = (): readonly ResourceProtocol[] => rows().map(resource)
