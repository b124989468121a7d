import { requireBodyConsumption } from '../../src/rules/require-body-consumption.js'
import { requireMemberRelease } from '../../src/rules/require-member-release.js'
import { requireRelease } from '../../src/rules/require-release.js'
import { certaintyTester } from '../certainty-tester.js'

const check = certaintyTester('require-release', requireRelease)

check('what only uses a thing', ['dom'], {
  known: [
    {
      name: 'an image that is drawn',
      code: `export async function paint(file, context) {
        const bitmap = await createImageBitmap(file)
        context.drawImage(bitmap, 0, 0)
      }`,
      errors: [
        {
          messageId: 'neverReleased',
          at: 'createImageBitmap(file)',
          suggestions: [
            {
              messageId: 'releaseInFinally',
              output: `export async function paint(file, context) {
        const bitmap = await createImageBitmap(file)
        try {
                context.drawImage(bitmap, 0, 0)
        } finally {
                bitmap.close()
        }
      }`,
            },
          ],
        },
      ],
    },
  ],
  likely: [
    {
      name: 'a text by which something is loaded, and waited for',
      code: `export async function sizeOf(blob) {
        const image = await loadImage(URL.createObjectURL(blob))
        return image.width
      }`,
      errors: [{ messageId: 'dropped', at: 'URL.createObjectURL(blob)' }],
    },
  ],
  silent: [
    {
      name: 'an image that is drawn and closed',
      code: `export async function paint(file, context) {
        const bitmap = await createImageBitmap(file)
        context.drawImage(bitmap, 0, 0)
        bitmap.close()
      }`,
    },
    {
      name: 'a text that is handed to who asked for it',
      code: 'export function show(blob, done) { done(URL.createObjectURL(blob)) }',
    },
  ],
})

check('a promise that another thing fails', ['untyped'], {
  likely: [
    {
      name: 'by the function that rejects it',
      code: `import http2 from 'node:http2'
      export function load(origin) {
        return new Promise((resolve, reject) => {
          const session = http2.connect(origin)
          const request = session.request({ ':path': '/' })
          request.on('end', () => { session.close(); resolve() })
          request.on('error', reject)
        })
      }`,
      errors: [{ messageId: 'openWhereSettled', at: 'http2.connect(origin)' }],
    },
  ],
  silent: [
    {
      name: 'which its own end comes after',
      code: `import http2 from 'node:http2'
      export function load(origin) {
        return new Promise((resolve, reject) => {
          const session = http2.connect(origin)
          const request = session.request({ ':path': '/' })
          request.on('end', () => resolve())
          request.on('error', reject)
          request.on('close', () => session.close())
        })
      }`,
    },
  ],
})

check('a callback that is walked', ['untyped'], {
  known: [
    {
      name: 'ends on one way what it leaves on another',
      code: `import { Echo } from './echo'
      export function ask(address, done) {
        const client = new Echo(address)
        client.ask({}, (error, answer) => {
          if (error) return done(error)
          client.close()
          done(null, answer)
        })
      }`,
      errors: [{ messageId: 'openOnReturn', at: 'new Echo(address)' }],
    },
  ],
  silent: [
    {
      name: 'ends it first',
      code: `import { Echo } from './echo'
      export function ask(address, done) {
        const client = new Echo(address)
        client.ask({}, (error, answer) => {
          client.close()
          done(error, answer)
        })
      }`,
    },
  ],
})

check('what a finally does last of all', ['untyped'], {
  known: [
    {
      name: 'is left out on an early way',
      code: `import { Clock } from './clock'
      export async function within(work, ms) {
        const clock = Clock.expires(ms)
        if (await work.isDone()) return undefined
        try {
          return await Promise.race([work.run(), clock])
        } finally {
          clock.clear()
        }
      }`,
      errors: [{ messageId: 'openOnReturn', at: 'Clock.expires(ms)' }],
    },
  ],
  silent: [
    {
      name: 'is done on every way',
      code: `import { Clock } from './clock'
      export async function within(work, ms) {
        const clock = Clock.expires(ms)
        try {
          return await Promise.race([work.run(), clock])
        } finally {
          clock.clear()
        }
      }`,
    },
  ],
})

check('what is opened together', ['untyped'], {
  known: [
    {
      name: 'and left where a call between fails',
      code: `import { open } from 'node:fs/promises'
      export async function read(a, b) {
        const [file, text] = await Promise.all([open(a), load(b)])
        const size = await file.stat()
        await file.close()
        return [size, text]
      }`,
      errors: [
        {
          messageId: 'openOnThrow',
          at: 'open(a)',
          suggestions: [
            {
              messageId: 'releaseInFinally',
              output: `import { open } from 'node:fs/promises'
      export async function read(a, b) {
        const [file, text] = await Promise.all([open(a), load(b)])
        try {
          const size = await file.stat()
          return [size, text]
        } finally {
          await file.close()
        }
      }`,
            },
          ],
        },
      ],
    },
  ],
  silent: [
    {
      name: 'and closed on every way',
      code: `import { open } from 'node:fs/promises'
      export async function isSame(a, b) {
        const [one, other] = await Promise.all([open(a), open(b)])
        try {
          const [first, second] = await Promise.all([one.stat(), other.stat()])
          return first.size === second.size
        } finally {
          await one.close().catch(() => {})
          await other.close()
        }
      }`,
    },
  ],
})

check('a listener that hears of a connection', ['untyped'], {
  likely: [
    {
      name: 'reads nothing of it',
      code: `import net from 'node:net'
      export async function probe(port) {
        const socket = net.connect(port)
        await new Promise((resolve, reject) => { socket.once('connect', resolve); socket.once('error', reject) })
        const line = await port.read()
        if (!line) throw new Error('nothing')
        socket.end()
      }`,
      errors: [{ messageId: 'openOnThrow', at: 'net.connect(port)' }],
    },
  ],
  silent: [
    {
      name: 'that one for data reads it to its end',
      code: `import net from 'node:net'
      export function listen(port, f) { const socket = net.connect(port); socket.on('data', f) }`,
    },
  ],
})

certaintyTester('require-body-consumption', requireBodyConsumption)(
  'a request by another name',
  ['untyped'],
  {
    known: [
      {
        name: 'one of two functions',
        code: `import http from 'node:http'
      import https from 'node:https'
      export function check(url, done) {
        const get = url.startsWith('https') ? https.get : http.get
        get(url, (response) => { done(response.statusCode) })
      }`,
        errors: [
          {
            messageId: 'neverRead',
            line: 5,
            column: 19,
            endLine: 5,
            endColumn: 27,
            suggestions: [
              {
                messageId: 'discardBody',
                output: `import http from 'node:http'
      import https from 'node:https'
      export function check(url, done) {
        const get = url.startsWith('https') ? https.get : http.get
        get(url, (response) => { response.resume(); done(response.statusCode) })
      }`,
              },
            ],
          },
        ],
      },
    ],
    silent: [
      {
        name: 'read',
        code: `import http from 'node:http'
      import https from 'node:https'
      export function check(url, done) {
        const get = url.startsWith('https') ? https.get : http.get
        get(url, (response) => { response.resume(); done(response.statusCode) })
      }`,
      },
      {
        name: 'one of which is no request',
        code: `import http from 'node:http'
      export function check(url, done, given) {
        const get = given ? given.get : http.get
        get(url, (response) => { done(response.statusCode) })
      }`,
      },
    ],
  },
)

certaintyTester('require-member-release', requireMemberRelease)('what begins behind a wait', ['untyped'], {
  likely: [
    {
      name: 'of an instance that notes its end',
      code: `import { connect } from './transport'
      export class Session {
        isClosed = false
        async start() {
          if (this.isClosed) return
          const transport = await connect('x')
          this.transport = transport
        }
        close() { this.isClosed = true; this.transport?.close() }
      }`,
      errors: [{ messageId: 'begunPastEnd', line: 7, column: 28, endLine: 7, endColumn: 37 }],
    },
    {
      name: 'of an instance whose end takes back what its beginning has noted',
      code: `import { connect } from './transport'
      export class Session {
        live = false
        async start() {
          this.live = true
          const transport = await connect('x')
          this.transport = transport
        }
        close() { this.live = false; this.transport?.close() }
      }`,
      errors: [{ messageId: 'begunPastEnd', line: 7, column: 28, endLine: 7, endColumn: 37 }],
    },
  ],
  silent: [
    {
      name: 'and looks at that after the wait',
      code: `import { connect } from './transport'
      export class Session {
        isClosed = false
        async start() {
          const transport = await connect('x')
          if (this.isClosed) return transport.close()
          this.transport = transport
        }
        close() { this.isClosed = true; this.transport?.close() }
      }`,
    },
    {
      name: 'of an instance that notes nothing: who ends it waits for it first',
      code: `import { connect } from './transport'
      export class Session {
        async start() { this.transport = await connect('x') }
        close() { this.transport?.close() }
      }`,
    },
  ],
})

check('a variable of a function around', ['untyped'], {
  known: [
    {
      name: 'which the function that begins it ends on one way only',
      code: `import { pool } from './pool'
      export function prepare(text) {
        let connection
        return {
          async execute(isDry) {
            connection = await pool.openConnection()
            if (isDry) return undefined
            const rows = await connection.query(text)
            await connection.release()
            return rows
          },
        }
      }`,
      errors: [{ messageId: 'openOnReturn', at: 'pool.openConnection()' }],
    },
  ],
  silent: [
    {
      name: 'which another function ends',
      code: `import { pool } from './pool'
      export function prepare(text) {
        let connection
        return {
          async begin() { connection = await pool.openConnection(); await connection.query(text) },
          async end() { await connection.release() },
        }
      }`,
    },
    {
      name: 'ended on every way',
      code: `import { pool } from './pool'
      export function prepare(text) {
        let connection
        return {
          async execute() {
            connection = await pool.openConnection()
            try { return await connection.query(text) } finally { await connection.release() }
          },
        }
      }`,
    },
  ],
})

check('what is waited for', ['everywhere'], {
  silentByDefault: [
    {
      name: 'and answers how it has failed',
      code: `
class Watch {
  id = setInterval(check, 1000)
  dispose() { clearInterval(this.id) }
}
export async function first(page) {
  const watch = new Watch()
  const error = await Promise.race([page.load(), page.crash()])
  watch.dispose()
  if (error) throw error
}`,
    },
  ],
})

check('a method that ends its own instance', ['everywhere'], {
  silentByDefault: [
    {
      name: 'when it is done',
      code: `
class Watch {
  id = setInterval(check, 1000)
  async waitForNavigation() {
    await this.loaded
    this.dispose()
  }
  dispose() { clearInterval(this.id) }
}
export function load(page) {
  const watch = new Watch()
  return watch.waitForNavigation()
}`,
    },
  ],
})

check('a method that runs what ends its own instance', ['everywhere'], {
  silentByDefault: [
    {
      name: 'by way of another one',
      code: `
class Watch {
  id = setInterval(check, 1000)
  async waitForNavigation() {
    await this.loaded
    this.finish('loaded')
  }
  finish(reason) {
    this.report(reason)
    this.dispose()
  }
  dispose() { clearInterval(this.id) }
}
export function load(page) {
  const watch = new Watch()
  return watch.waitForNavigation()
}`,
    },
  ],
})

check('what answers itself in another form', ['everywhere'], {
  silentByDefault: [
    {
      name: 'is handed out with that',
      code: `
export class Page {
  async find(selector) {
    const handle = await this.evaluate(selector)
    const element = handle.asElement()
    if (element) return element
    await handle.dispose()
    return null
  }
}`,
    },
  ],
})

check('a stream that is handed on by a fluent call', ['everywhere'], {
  silent: [
    {
      name: 'of the variable it is in',
      code: `
        import fs from 'node:fs'
        export function upload(path, target, report) {
          const source = fs.createReadStream(path)
          source.on('error', report).pipe(target)
        }`,
    },
    {
      name: 'of one of two that a variable may hold',
      code: `
        import fs from 'node:fs'
        export function upload(path, isRemote, client, target, report) {
          let source
          if (isRemote) source = client.read(path)
          else source = fs.createReadStream(path)
          source.on('error', report).pipe(target).on('error', report)
        }`,
    },
  ],
  known: [
    {
      name: 'unlike one that is only listened to',
      code: `
        import fs from 'node:fs'
        export function upload(path, report) {
          const source = fs.createReadStream(path)
          source.on('error', report).on('open', report)
        }`,
      errors: [
        {
          messageId: 'neverReleased',
          at: 'fs.createReadStream(path)',
          suggestions: [
            {
              messageId: 'releaseInFinally',
              output: `
        import fs from 'node:fs'
        export function upload(path, report) {
          const source = fs.createReadStream(path)
          try {
            source.on('error', report).on('open', report)
          } finally {
            source.destroy()
          }
        }`,
            },
          ],
        },
      ],
    },
  ],
})

check('what is only the name of what another call begins', ['everywhere'], {
  silent: [
    {
      name: 'where that call fails',
      code: `
        export class Job {
          remove() {
            const token = createToken()
            return this.takeLock(token).then(() => this.drop().finally(() => this.releaseLock(token)))
          }
        }`,
    },
  ],
})

check('what a function hands to its callbacks', ['everywhere'], {
  silentByDefault: [
    {
      name: 'and as many of them leave as end it',
      code: `
        export function Touches(all) {
          this.all = all
        }
        Touches.prototype.start = function (event) { this.process(event, this.over) }
        Touches.prototype.over = function (event, pointer) { this.all.add(pointer) }
        Touches.prototype.move = function (event) { this.process(event, this.out) }
        Touches.prototype.out = function (event, pointer) {
          if (!this.all.has(pointer)) return
          this.off(event, pointer)
        }
        Touches.prototype.end = function (event) { this.process(event, this.up) }
        Touches.prototype.up = function (event, pointer) { this.releasePointer(pointer) }
        Touches.prototype.cancel = function (event) { this.process(event, this.off) }
        Touches.prototype.off = function (event, pointer) { this.releasePointer(pointer) }`,
    },
  ],
})

check('who is asked to choose', ['everywhere'], {
  silentByDefault: [
    {
      name: 'hardly fails',
      code: `
        export async function choose(keyboard, window, items) {
          const scope = await keyboard.beginScope(items)
          const picked = await window.showQuickPick(items)
          await scope.dispose()
          return picked
        }`,
    },
  ],
})

check('what tells of its end', ['everywhere'], {
  silent: [
    {
      name: 'is handed out instead',
      code: `
        class Task {
          constructor(run) {
            this.timer = setInterval(run, 1000)
            this.resultPromise = new Promise((resolve) => { this.finish = resolve })
          }
          terminate() {
            clearInterval(this.timer)
            this.finish()
          }
        }
        export function schedule(run, isDetached) {
          const task = new Task(run)
          if (isDetached) task.terminate()
          return task.resultPromise
        }`,
    },
  ],
  likely: [
    {
      name: 'unlike a part of it',
      code: `
        class Task {
          constructor(run) {
            this.timer = setInterval(run, 1000)
            this.view = { run }
          }
          terminate() {
            clearInterval(this.timer)
          }
        }
        export function schedule(run, isDetached) {
          const task = new Task(run)
          if (isDetached) task.terminate()
          return task.view
        }`,
      errors: [{ messageId: 'openOnReturn', at: 'new Task(run)' }],
    },
  ],
})

check('a function that is answered to end it', ['everywhere'], {
  silent: [
    {
      name: 'of what comes one time',
      code: `
        export function hook(api, write) {
          const stop = api.hookOnce('end', write)
          try { write() } finally { stop() }
        }
        export function hookToo(api, write) {
          api.hookOnce('error', write)
        }`,
    },
  ],
  likely: [
    {
      name: 'and not kept',
      code: `
        export async function hold(api) {
          await api.lock('a')
        }
        export async function work(api, run) {
          const release = await api.lock('b')
          try { run() } finally { release() }
        }`,
      errors: [
        {
          messageId: 'dropped',
          at: "api.lock('a')",
          data: { noun: 'resource', acquirer: 'lock()', until: '', release: 'it' },
        },
      ],
    },
  ],
})

check('a part by which the whole is at work', ['everywhere'], {
  silent: [
    {
      name: 'is handed out',
      code: `
        import { Emitter } from './emitter.js'
        export function follow(source, isOver) {
          const emitter = new Emitter()
          if (isOver) {
            emitter.dispose()
            return undefined
          }
          source.follow((each) => emitter.fire(each))
          return emitter.event
        }
        export function use(source) {
          const emitter = new Emitter()
          try { source.follow(emitter) } finally { emitter.dispose() }
        }`,
    },
  ],
  likely: [
    {
      name: 'unlike another part',
      code: `
        import { Emitter } from './emitter.js'
        export function follow(source, isOver) {
          const emitter = new Emitter('first')
          if (isOver) {
            emitter.dispose()
            return undefined
          }
          source.follow((each) => emitter.fire(each))
          return emitter.size
        }
        export function use(source) {
          const emitter = new Emitter()
          try { source.follow(emitter) } finally { emitter.dispose() }
        }`,
      errors: [{ messageId: 'openOnReturn', at: "new Emitter('first')" }],
    },
  ],
})
