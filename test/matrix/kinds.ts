/** Something that has to be ended: how it is begun, used and ended, and what a file that does so needs. */
export interface Kind {
  /** What heads its column. */
  readonly name: string
  /** What is begun and ended, for the legend. */
  readonly example: string
  /** Informative kinds are of rules that do not ask the engine yet. */
  readonly isInformative?: boolean
  /** `ts` programs are linted with types. */
  readonly language: 'js' | 'ts'
  /** The name of what is begun, and its type in TypeScript. */
  readonly noun: string
  readonly type?: string
  /** What stands at the top of the file. */
  readonly preamble: readonly string[]
  /** The expression that begins it; it may use `source`, a string. Where it arrives in a callback: the call before that. */
  readonly begin: string
  /** As a statement that keeps nothing, where that is more than the expression. */
  readonly dropped?: string
  readonly arrivesIn?: 'callback'
  readonly isAsync?: boolean
  /** What has to follow for something to be begun at all. */
  readonly start?: (handle: string) => string
  readonly use: (handle: string) => string
  readonly end: (handle: string) => string
}

export const KINDS: readonly Kind[] = [
  {
    name: 'row, opened',
    example: '`await open(path)`, `file.close()`',
    language: 'js',
    noun: 'file',
    preamble: ["import { open } from 'node:fs/promises'"],
    begin: 'open(source)',
    isAsync: true,
    use: (handle) => `await ${handle}.appendFile('ready')`,
    end: (handle) => `await ${handle}.close()`,
  },
  {
    name: 'row, made',
    example: '`new Worker(url)`, `worker.terminate()`',
    language: 'js',
    noun: 'worker',
    preamble: ["import { Worker } from 'node:worker_threads'"],
    begin: 'new Worker(source)',
    use: (handle) => `${handle}.postMessage('ready')`,
    end: (handle) => `await ${handle}.terminate()`,
  },
  {
    name: 'class here',
    example: '`new Session(url)` of a class of this file whose `close()` ends something',
    language: 'js',
    noun: 'session',
    preamble: [
      'class Session {',
      '  constructor(url) {',
      '    this.socket = new WebSocket(url)',
      '  }',
      '  send(text) {',
      '    this.socket.send(text)',
      '  }',
      '  close() {',
      '    this.socket.close()',
      '  }',
      '}',
    ],
    begin: 'new Session(source)',
    use: (handle) => `${handle}.send('ready')`,
    end: (handle) => `${handle}.close()`,
  },
  {
    name: 'class imported',
    example: '`new Engine(model)`, `engine.destroy()`',
    language: 'js',
    noun: 'engine',
    preamble: ["import { Engine } from './engine.js'"],
    begin: 'new Engine(source)',
    use: (handle) => `${handle}.render('ready')`,
    end: (handle) => `${handle}.destroy()`,
  },
  {
    name: '`openX()`',
    example: '`await openStore(name)` of another file, `store.close()`',
    language: 'js',
    noun: 'store',
    preamble: ["import { openStore } from './stores.js'"],
    begin: 'openStore(source)',
    isAsync: true,
    use: (handle) => `await ${handle}.put('state', 'ready')`,
    end: (handle) => `await ${handle}.close()`,
  },
  {
    name: 'disposable type',
    example: '`followClock(zone)`, whose type has `[Symbol.dispose]()`',
    language: 'ts',
    noun: 'clock',
    type: 'Clock',
    preamble: ["import { followClock, type Clock } from './clocks.js'"],
    begin: 'followClock(source)',
    use: (handle) => `${handle}.show('ready')`,
    end: (handle) => `${handle}[Symbol.dispose]()`,
  },
  {
    name: 'closing function',
    example: '`allocate(size)`, `free(block)`',
    language: 'js',
    noun: 'block',
    preamble: ["import { allocate, fill, free } from './memory.js'"],
    begin: 'allocate(source)',
    use: (handle) => `fill(${handle}, 'ready')`,
    end: (handle) => `free(${handle})`,
  },
  {
    name: '`{ close }` record',
    example: '`createFeed(url)` of this file, which answers `{ send, close }`',
    language: 'js',
    noun: 'feed',
    preamble: [
      'function createFeed(url) {',
      '  const socket = new WebSocket(url)',
      '  return {',
      '    send: (text) => socket.send(text),',
      '    close: () => socket.close(),',
      '  }',
      '}',
    ],
    begin: 'createFeed(source)',
    use: (handle) => `${handle}.send('ready')`,
    end: (handle) => `${handle}.close()`,
  },
  {
    name: 'generator',
    example: '`readRows(path)` with a `finally`, advanced by `rows.next()`; `rows.return()`',
    language: 'js',
    noun: 'rows',
    preamble: [
      "import { closeSync, openSync, readSync } from 'node:fs'",
      'function* readRows(path) {',
      "  const descriptor = openSync(path, 'r')",
      '  try {',
      '    for (;;) {',
      '      const row = Buffer.alloc(80)',
      '      readSync(descriptor, row)',
      '      yield row',
      '    }',
      '  } finally {',
      '    closeSync(descriptor)',
      '  }',
      '}',
    ],
    begin: 'readRows(source)',
    dropped: 'readRows(source).next()',
    start: (handle) => `${handle}.next()`,
    use: (handle) => `console.log(${handle}.next().value)`,
    end: (handle) => `${handle}.return()`,
  },
  {
    name: 'callback value',
    example: '`requestChannel(name, (channel) => …)`, `channel.close()`',
    language: 'js',
    noun: 'channel',
    preamble: ["import { requestChannel } from './channels.js'"],
    begin: 'requestChannel(source, ',
    arrivesIn: 'callback',
    use: (handle) => `${handle}.send('ready')`,
    end: (handle) => `${handle}.close()`,
  },
  {
    name: 'pool entry',
    example: '`await pool.acquire(name)`, `pool.release(connection)`',
    language: 'js',
    noun: 'connection',
    preamble: ["import { pool } from './pool.js'"],
    begin: 'pool.acquire(source)',
    isAsync: true,
    use: (handle) => `await ${handle}.query('select 1')`,
    end: (handle) => `pool.release(${handle})`,
  },
  {
    name: 'release function',
    example: '`const stop = watchFolder(path)`, `stop()`',
    language: 'js',
    noun: 'stop',
    preamble: ["import { report, watchFolder } from './folders.js'"],
    begin: 'watchFolder(source, () => report(source))',
    use: () => "report('ready')",
    end: (handle) => `${handle}()`,
  },
  {
    name: 'timer',
    example: '`setInterval(f, 5000)`, `clearInterval(timer)`',
    isInformative: true,
    language: 'js',
    noun: 'timer',
    preamble: ["import { refresh } from './refresh.js'"],
    begin: 'setInterval(() => refresh(source), 5000)',
    use: () => "refresh('ready')",
    end: (handle) => `clearInterval(${handle})`,
  },
  {
    name: 'observer',
    example: '`new ResizeObserver(f)` of `document.body`, `observer.disconnect()`',
    isInformative: true,
    language: 'js',
    noun: 'observer',
    preamble: ["import { layOut } from './layout.js'"],
    begin: 'new ResizeObserver(() => layOut(source))',
    dropped: 'new ResizeObserver(() => layOut(source)).observe(document.body)',
    start: (handle) => `${handle}.observe(document.body)`,
    use: () => "layOut('ready')",
    end: (handle) => `${handle}.disconnect()`,
  },
  {
    name: 'rx subscription',
    example: '`prices$.subscribe(f)`, `subscription.unsubscribe()`',
    language: 'js',
    noun: 'subscription',
    preamble: ["import { prices$, show } from './prices.js'"],
    begin: 'prices$.subscribe((price) => show(source, price))',
    use: () => "show('ready', 0)",
    end: (handle) => `${handle}.unsubscribe()`,
  },
  {
    name: 'unsubscribe function',
    example: '`const unsubscribe = store.subscribe(f)`, `unsubscribe()`',
    language: 'js',
    noun: 'unsubscribe',
    preamble: ["import { draw, store } from './store.js'"],
    begin: 'store.subscribe(() => draw(source))',
    use: () => "draw('ready')",
    end: (handle) => `${handle}()`,
  },
  {
    name: 'disposable of `bus.on`',
    example: "`bus.on('change', f)`, `registration.dispose()`",
    language: 'js',
    noun: 'registration',
    preamble: ["import { bus, draw } from './bus.js'"],
    begin: "bus.on('change', () => draw(source))",
    use: () => "draw('ready')",
    end: (handle) => `${handle}.dispose()`,
  },
]

/** What the typed programs import. */
export const TYPED_MODULES: Readonly<Record<string, string>> = {
  'clocks.ts': `
    export interface Clock extends Disposable { show(text: string): void }
    export declare function followClock(zone: string): Clock
  `,
  'reports.ts': `
    export declare function send(text: string): Promise<void>
  `,
  'react.d.ts': `
    declare module 'react' {
      export function useRef<T>(value: T): { current: T }
      export function useEffect(effect: () => void | (() => void), dependencies?: readonly unknown[]): void
    }
  `,
}
