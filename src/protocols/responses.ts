import { resource, type ResourceProtocol } from './resources/protocol.js'

/** What of a response, or of its body, can be used without reading the body. */
export interface BodyHolder {
  /** Properties and methods that leave the body unread. Everything else may read it. */
  idle: ReadonlySet<string>
  /** What its property with the body is; undefined where the response itself is the stream of its body. */
  body: BodyHolder | undefined
  /** What that property is called. */
  bodyName: string
}

/**
 * A call that answers a response, and what becomes of a body that nobody reads. Whether the garbage collector closes its
 * connection in the end says `collected`.
 */
export interface ResponseProtocol extends ResourceProtocol {
  /** As an argument of the last callback and of listeners to `'response'`, or as the promised result. */
  arrives: 'callback' | 'promise'
  response: BodyHolder
  /** The method that throws the body away: of the response, or of its property `body` where it has one. */
  discard: string
  /** Whether the body may be missing. */
  isOptional: boolean
  /** What stays and until when, as a message says it. */
  kept: string
  /**
   * The option without which the body is read before the response is answered. Where it is given, calls of methods of
   * this name count whatever they are called on: nobody else has such an option.
   */
  asks?: { readonly name: string; readonly value: string }
}

/** What a stream says of itself. */
export const STREAM_STATE = [
  'closed',
  'destroyed',
  'errored',
  'locked',
  'pause',
  'readable',
  'readableAborted',
  'readableDidRead',
  'readableEnded',
  'readableFlowing',
  'readableLength',
  'setEncoding',
] as const

const MESSAGE: BodyHolder = {
  idle: new Set([
    ...STREAM_STATE,
    'aborted',
    'complete',
    'headers',
    'headersDistinct',
    'httpVersion',
    'httpVersionMajor',
    'httpVersionMinor',
    'method',
    'rawHeaders',
    'responseUrl',
    'setTimeout',
    'statusCode',
    'statusMessage',
    'url',
  ]),
  body: undefined,
  bodyName: '',
}

const STREAM: BodyHolder = { idle: new Set(STREAM_STATE), body: undefined, bodyName: '' }

const RESULT: BodyHolder = {
  idle: new Set(['context', 'headers', 'opaque', 'statusCode', 'statusText', 'trailers']),
  body: STREAM,
  bodyName: 'body',
}

const RESPONSE: BodyHolder = {
  idle: new Set(['bodyUsed', 'headers', 'ok', 'redirected', 'status', 'statusText', 'type', 'url']),
  body: STREAM,
  bodyName: 'body',
}

/** What axios answers where it is asked for a stream. */
const AXIOS: BodyHolder = {
  idle: new Set(['config', 'headers', 'request', 'status', 'statusText']),
  body: STREAM,
  bodyName: 'data',
}

const UNTIL_CLOSED = 'over 64 KB, it keeps its connection until the server closes it'

const HTTP_MODULES = ['http', 'https', 'node:http', 'node:https', 'follow-redirects'] as const

const ofHttp = (name: string): ResponseProtocol => ({
  ...resource({
    noun: 'body',
    acquire: { name, form: 'function', modules: HTTP_MODULES },
    result: { as: 'callback', parameter: 0 },
    methods: ['resume', 'destroy'],
    collected: 'never',
    example: `${name}(input, (response) => {})`,
  }),
  arrives: 'callback',
  response: MESSAGE,
  discard: 'resume',
  isOptional: false,
  kept: 'its connection stays until the server closes it',
})

const ofAxios = (name: string): ResponseProtocol => ({
  ...resource({
    noun: 'body',
    acquire: { name, form: 'function', modules: ['axios'], ...(name === 'axios' ? { isDefault: true } : {}) },
    methods: ['destroy', 'resume'],
    collected: 'never',
    example: `${name === 'axios' ? 'axios' : `axios.${name}`}(input, { responseType: 'stream' })`,
  }),
  arrives: 'promise',
  response: AXIOS,
  discard: 'destroy',
  isOptional: false,
  kept: UNTIL_CLOSED,
  asks: { name: 'responseType', value: 'stream' },
})

export const RESPONSE_PROTOCOLS: readonly ResponseProtocol[] = [
  ofHttp('get'),
  ofHttp('request'),
  ofAxios('axios'),
  ofAxios('get'),
  ofAxios('post'),
  ofAxios('request'),
  {
    ...resource({
      noun: 'body',
      acquire: { name: 'request', form: 'function', modules: ['undici'] },
      methods: ['dump', 'destroy'],
      collected: 'never',
      awaits: true,
      example: 'request(input)',
    }),
    arrives: 'promise',
    response: RESULT,
    discard: 'dump',
    isOptional: false,
    kept: UNTIL_CLOSED,
  },
  {
    ...resource({
      noun: 'body',
      acquire: { name: 'fetch', form: 'function', modules: ['node-fetch'], isDefault: true },
      methods: ['resume', 'destroy'],
      example: 'fetch(input)',
    }),
    arrives: 'promise',
    response: RESPONSE,
    discard: 'resume',
    isOptional: true,
    kept: UNTIL_CLOSED,
  },
  {
    ...resource({
      noun: 'body',
      acquire: {
        name: 'fetch',
        form: 'function',
        modules: ['undici', 'cross-fetch'],
        isDefault: true,
        global: '',
      },
      methods: ['cancel'],
      collected: 'eventually',
      awaits: true,
      example: 'fetch(input)',
    }),
    arrives: 'promise',
    response: RESPONSE,
    discard: 'cancel',
    isOptional: true,
    kept: 'over 16 KB, it keeps its connection until garbage collection',
  },
]

/** Names of what is called in place of `fetch`, which somebody gives. */
export const GIVEN_FETCH =
  /^_?(?:custom|user|base|inner|native|global)?[fF]etch(?:Fn|Func|Impl|Function|Implementation)?$/

/** What only a response has, so that one knows it by that. */
export const RESPONSE_MARKS: ReadonlySet<string> = new Set([
  'ok',
  'statusText',
  'headers',
  'json',
  'text',
  'arrayBuffer',
])

/** A reader of a body, whose connection nothing but its end or its cancelling closes. */
export const BODY_READER: ResourceProtocol = resource({
  noun: 'reader',
  acquire: { name: 'getReader', form: 'method' },
  methods: ['cancel'],
  collected: 'never',
  awaits: true,
  example: 'input.getReader()',
})

/** Methods and properties of a reader that leave the connection as it is. */
export const IDLE_READER_MEMBERS: ReadonlySet<string> = new Set(['read', 'releaseLock', 'closed'])

/** Methods that add a listener and answer the stream. */
export const LISTENING: ReadonlySet<string> = new Set([
  'on',
  'once',
  'addListener',
  'prependListener',
  'prependOnceListener',
])

/** Events of a stream whose listener reads it. */
export const READING_EVENTS: ReadonlySet<string> = new Set(['data', 'readable'])

/** Methods of a request, a controller or a dispatcher that end what is under way, unread bodies included. */
export const ABORTING: ReadonlySet<string> = new Set(['abort', 'destroy', 'destroySoon', 'terminate'])

/** What code calls the place where a body goes, whose end is not the end of the body. */
export const DESTINATION_NAME = /dest|file|out|sink|target|writ|^ws$/i

/** Answers with these codes have no body. */
export const BODILESS: ReadonlySet<unknown> = new Set([101, 204, 205, 304])

/**
 * Modules that only a process of its own imports, not a page: in a page the connections are few, and the
 * browser's.
 */
export const SERVER_MODULES: readonly string[] = [
  'child_process',
  'cluster',
  'dgram',
  'dns',
  'express',
  'fastify',
  'fs',
  'fs/promises',
  'http',
  'http2',
  'https',
  'koa',
  'net',
  'node-fetch',
  'os',
  'readline',
  'tls',
  'undici',
  'worker_threads',
].flatMap((name) => [name, `node:${name}`])

/** What only pages have: requests of a page are the browser's to look after. */
export const PAGE_GLOBALS: readonly string[] = ['document', 'window', 'location', 'sessionStorage']

/** Libraries of pages. */
export const PAGE_MODULES =
  /^(?:react|react-dom|vue|svelte|solid-js|preact|@angular\/|jquery|lit)(?:$|\/)|^@angular\//
