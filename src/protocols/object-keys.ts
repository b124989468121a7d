/** Types whose instances come and go while a program runs: elements, events, requests, connections. */
export const PASSING_TYPES: ReadonlySet<string> = new Set([
  'object',
  'Object',
  'Element',
  'HTMLElement',
  'SVGElement',
  'MathMLElement',
  'ShadowRoot',
  'DocumentFragment',
  'Node',
  'Text',
  'Comment',
  'Range',
  'Selection',
  'Event',
  'EventTarget',
  'UIEvent',
  'MouseEvent',
  'PointerEvent',
  'TouchEvent',
  'KeyboardEvent',
  'DragEvent',
  'WebSocket',
  'EventSource',
  'MessagePort',
  'RTCPeerConnection',
  'MediaStream',
  'MediaStreamTrack',
  'AudioContext',
  'AudioNode',
  'ImageData',
  'ImageBitmap',
  'Blob',
  'File',
  'AbortController',
  'AbortSignal',
  'Request',
  'Response',
  'Headers',
  'FormData',
  'ReadableStream',
  'WritableStream',
  'TransformStream',
  'ArrayBuffer',
  'SharedArrayBuffer',
  'DataView',
  'Uint8Array',
  'Uint8ClampedArray',
  'Int8Array',
  'Uint16Array',
  'Int16Array',
  'Uint32Array',
  'Int32Array',
  'Float32Array',
  'Float64Array',
  'Buffer',
  'Date',
  'Error',
  'Promise',
  'PromiseLike',
  'Map',
  'Set',
  'ReadonlyMap',
  'ReadonlySet',
  'WeakMap',
  'WeakSet',
  'Array',
  'ReadonlyArray',
  'Record',
  'CanvasRenderingContext2D',
  'WebGLRenderingContext',
  'WebGL2RenderingContext',
  'WebGLTexture',
  'WebGLBuffer',
  'WebGLProgram',
  'IncomingMessage',
  'ServerResponse',
  'ClientRequest',
  'Socket',
  'TLSSocket',
  'Http2Session',
  'Http2Stream',
  'ChildProcess',
  'EventEmitter',
  'Readable',
  'Writable',
  'Duplex',
  'Transform',
])

/** Elements and other parts of the page have a class each. */
export const PASSING_TYPE = /^(?:HTML|SVG)[A-Za-z0-9]*Element$/

/** Types of what a program has a fixed number of, although they are objects or functions. */
export const FIXED_TYPE =
  /^(?:Function|Symbol|RegExp|Document|Window|Global|typeof .*)$|(?:Type|Class|Constructor|Ctor|Newable|Module|Prototype|Schema|Plugin|Config|Configuration|Options|Definition|Descriptor|Metadata|Factory|Token|Locale|Language|Theme)$/

/** Last words of names that are given to what a program has a fixed number of. */
export const FIXED_WORDS: ReadonlySet<string> = new Set([
  'type',
  'ctor',
  'klass',
  'clazz',
  'class',
  'cls',
  'constructor',
  'proto',
  'prototype',
  'module',
  'schema',
  'plugin',
  'factory',
  'definition',
  'def',
  'config',
  'configuration',
  'options',
  'opts',
  'descriptor',
  'token',
  'symbol',
  'metadata',
  'language',
  'locale',
  'theme',
  'enum',
  'fn',
  'func',
  'function',
  'callback',
  'cb',
  'handler',
  'listener',
  'hook',
  'component',
  'model',
  'mod',
  'lib',
  'target',
])

/** Last words of names of classes of which a program mostly has one instance. */
export const SOLE_CLASS =
  /(?:Service|Manager|Controller|Store|Module|Plugin|App|Application|Server|Provider|Registry|Factory|Repository|Container)$/

/** Properties by which only an element, a node of a page or an event target is used. */
export const ELEMENT_MEMBERS: ReadonlySet<string> = new Set([
  'addEventListener',
  'removeEventListener',
  'dispatchEvent',
  'setAttribute',
  'getAttribute',
  'hasAttribute',
  'removeAttribute',
  'toggleAttribute',
  'appendChild',
  'removeChild',
  'insertBefore',
  'insertAdjacentHTML',
  'insertAdjacentElement',
  'querySelector',
  'querySelectorAll',
  'closest',
  'attachShadow',
  'shadowRoot',
  'getBoundingClientRect',
  'getClientRects',
  'scrollIntoView',
  'cloneNode',
  'classList',
  'dataset',
  'parentNode',
  'parentElement',
  'ownerDocument',
  'nextElementSibling',
  'previousElementSibling',
  'firstElementChild',
  'offsetWidth',
  'offsetHeight',
  'offsetTop',
  'offsetLeft',
  'clientWidth',
  'clientHeight',
  'scrollTop',
  'scrollLeft',
  'scrollHeight',
  'innerHTML',
  'outerHTML',
  'innerText',
  'textContent',
  'tagName',
  'nodeName',
  'nodeType',
  'isConnected',
])

/** Methods by which a listener is added to an emitter, when their first argument is the name of an event. */
export const EMITTER_METHODS: ReadonlySet<string> = new Set(['on', 'once', 'addListener', 'prependListener'])

/** Calls that answer an element of the page, or a new one. */
export const ELEMENT_CALLS: ReadonlySet<string> = new Set([
  'querySelector',
  'getElementById',
  'createElement',
  'createElementNS',
  'createDocumentFragment',
  'closest',
  'cloneNode',
  'elementFromPoint',
])

/** Calls that answer a list of elements. */
export const ELEMENT_LISTS: ReadonlySet<string> = new Set([
  'querySelectorAll',
  'getElementsByClassName',
  'getElementsByTagName',
  'getElementsByName',
])

/** Properties that are an element or an emitter, of whatever they are read. */
export const ELEMENT_PROPERTIES: ReadonlySet<string> = new Set([
  'currentTarget',
  'relatedTarget',
  'parentElement',
  'parentNode',
  'shadowRoot',
  'firstElementChild',
  'lastElementChild',
  'nextElementSibling',
  'previousElementSibling',
])

/** Names of events and of the records that observers give: their `target` is an element. */
export const EVENT_NAMES: ReadonlySet<string> = new Set([
  'e',
  'ev',
  'evt',
  'event',
  'entry',
  'mutation',
  'record',
])

/** Properties of functions and classes, which therefore do not tell that something is no function. */
export const FUNCTION_MEMBERS: ReadonlySet<string> = new Set([
  'prototype',
  'name',
  'displayName',
  'call',
  'apply',
  'bind',
  'caller',
  'arguments',
])

/** Properties that strings, numbers and symbols have as well. */
export const PRIMITIVE_MEMBERS: ReadonlySet<string> = new Set([
  ...Object.getOwnPropertyNames(String.prototype),
  ...Object.getOwnPropertyNames(Number.prototype),
  ...Object.getOwnPropertyNames(Symbol.prototype),
  ...Object.getOwnPropertyNames(Object.prototype),
])

/** Calls that answer what no call before has answered, to be an id. */
export const ID_MAKER =
  /^(?:(?:new|next|make|create|generate|gen|get(?:New|Next|Unique))?_?(?:guid|uuid(?:v\d)?|uid|id|uniqueid)|unique_?id|random_?uuid|nanoid|cuid)$/i
