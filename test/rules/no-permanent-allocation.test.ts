import { describe } from 'vitest'

import { noPermanentAllocation, type MessageId } from '../../src/rules/no-permanent-allocation.js'
import { ruleTester, type ExpectedReport } from '../rule-tester.js'

const LIKELY = [{ likely: true }] as const
const NAME = 'no-permanent-allocation'

type Report = ExpectedReport<MessageId>

const report = (messageId: MessageId, at: string, data?: Record<string, string>): Report[] => [
  data ? { messageId, at, data } : { messageId, at },
]

interface LikelyCase {
  name: string
  code: string
  errors: Report[]
}

/** Silent by default, reported with `likely`. */
const likelyOnly = (cases: readonly LikelyCase[]) => ({
  valid: cases.map(({ name, code }) => ({ name: `${name}, by default`, code })),
  invalid: cases.map((each) => ({ ...each, options: LIKELY })),
})

/** Silent with every option. */
const silent = (cases: Record<string, string>) =>
  Object.entries(cases).map(([name, code]) => ({ name, code, options: LIKELY }))

describe('imports under a specifier of their own', () => {
  ruleTester('everywhere').run(NAME, noPermanentAllocation, {
    valid: silent({
      'the same specifier': "export function reload() { return import('./rules.js') }",
      'a specifier from outside': 'export function reload(file) { return import(file) }',
      'a time that is taken once': `
const start = Date.now()
export function reload(file) { return import(\`\${file}?t=\${start}\`) }`,
      'while the module loads': "await import('./rules.js?t=' + Date.now())",
      'in a function that the load calls once': `
async function begin(file) { rules = await import(file + '?t=' + Date.now()) }
begin('./rules.js')`,
      'of the configuration': 'export const loadConfigFile = (file) => import(`${file}?t=${Date.now()}`)',
      'a counter that nothing counts': `
let version = 1
bus.on('change', (file) => import(file + '?v=' + version))`,
      'in a test': `
import { it } from 'vitest'
it('loads', () => { bus.on('change', (file) => import(file + '?' + Date.now())) })`,
      'a fixed data: URL': `
bus.on('change', () => import('data:text/javascript,export default 1'))`,
      'a data: URL of constants': `
const CODE = 'export default 1'
bus.on('change', () => import(\`data:text/javascript,\${CODE}\`))`,
      'what a flag of the module lets through once': `
let rules
bus.on('open', async (file) => { if (!rules) rules = await import(file + '?' + Date.now()) })`,
      'functions that answer each other': `
const first = (file) => second(file)
const second = (file) => first(file)
bus.on('change', (file) => import(first(file)))`,
      'a method named import': "bus.on('change', (file) => loader.import(file + Date.now()))",
      'the code of another import': "bus.on('change', () => write(`import(x?t=${Date.now()})`))",
      'random of something else': "bus.on('change', (file) => import(file + words.random()))",
    }),
    invalid: [
      {
        name: 'the time, in a function that reloads',
        code: 'export function reload(file) { return import(`${file}?t=${Date.now()}`) }',
        errors: report('uniqueImport', 'import(`${file}?t=${Date.now()}`)', {
          source: 'Date.now()',
          each: 'each reload',
        }),
      },
      {
        name: 'after a request that was turned away',
        code: `
app.get('/run', async (request, response) => {
  if (!request.user) return response.end()
  if (request.user.isGuest) return
  use(await import('./rules.js?' + Date.now()))
})`,
        errors: report('uniqueImport', "import('./rules.js?' + Date.now())"),
      },
      {
        name: 'the time, for a file that is watched',
        code: `
import { watch } from 'node:fs'
import { pathToFileURL } from 'node:url'
watch('rules', async (_, name) => {
  use(await import(pathToFileURL(name).href + '?' + Date.now()))
})`,
        errors: report('uniqueImport', "import(pathToFileURL(name).href + '?' + Date.now())", {
          source: 'Date.now()',
          each: 'each event',
        }),
      },
      {
        name: 'a parameter of a URL',
        code: `
app.get('/run', async (request, response) => {
  const url = new URL('./rules.js', import.meta.url)
  // a new one
  url.searchParams.set('t', String(Date.now()))
  response.json(await import(url.href))
})`,
        errors: report('uniqueImport', 'import(url.href)', {
          source: 'Date.now()',
          each: 'each request',
        }),
      },
      {
        name: 'the hash of a URL',
        code: `
bus.on('change', (file) => {
  const url = new URL(file, import.meta.url)
  url.hash = crypto.randomUUID()
  return import(url)
})`,
        errors: report('uniqueImport', 'import(url)', {
          source: 'crypto.randomUUID()',
          each: 'each event',
        }),
      },
      {
        name: 'a counter of the module',
        code: `
let version = 0
setInterval(() => import(/* fresh */ './rules.js?v=' + version++), 1000)`,
        errors: report('uniqueImport', "import(/* fresh */ './rules.js?v=' + version++)", {
          source: 'version++',
          each: 'each event',
        }),
      },
      {
        name: 'a counter that is counted elsewhere',
        code: `
class Rules {
  version = 0
  constructor(bus) { bus.on('change', (file) => this.load(file)) }
  load(file) {
    this.version += 1
    const specifier = \`\${file}#\${this.version}\`
    return import(specifier)
  }
}`,
        errors: report('uniqueImport', 'import(specifier)', {
          source: 'this.version',
          each: 'each event',
        }),
      },
      {
        name: 'a variable that is extended',
        code: `
bus.on('change', (file) => {
  let specifier = file
  specifier += '?' + Math.random()
  return import(specifier)
})`,
        errors: report('uniqueImport', 'import(specifier)'),
      },
      {
        name: 'a blob',
        code: `
bus.on('change', async (code) => {
  const url = URL.createObjectURL(new Blob([code]))
  try { use(await import(url)) } finally { URL.revokeObjectURL(url) }
})`,
        errors: report('uniqueImport', 'import(url)'),
      },
      {
        name: 'a helper that makes it',
        code: `
const fresh = (file) => \`\${file}?t=\${Date.now()}\`
bus.on('change', (file) => import(fresh(file)))`,
        errors: report('uniqueImport', 'import(fresh(file))', {
          source: 'fresh(file)',
          each: 'each event',
        }),
      },
      {
        name: 'a helper that imports',
        code: `
const load = (file) => import(file)
bus.on('change', (file) => load(\`\${file}?\${Math.random()}\`))`,
        errors: report('uniqueImport', 'load(`${file}?${Math.random()}`)'),
      },
      {
        name: 'an import that is hidden from a compiler',
        code: `
const load = new Function('file', 'return import(file)')
bus.on('change', (file) => load(file + '?' + Date.now()))`,
        errors: report('uniqueImport', "load(file + '?' + Date.now())"),
      },
      {
        name: 'an endless loop',
        code: `
export async function serve(file) {
  for (;;) {
    await change(file)
    use(await import(file + '?' + new Date().getTime()))
  }
}`,
        errors: report('uniqueImport', "import(file + '?' + new Date().getTime())", {
          source: 'new Date()',
          each: 'each turn of the loop',
        }),
      },
      {
        name: 'the code of a request',
        code: `
app.post('/run', async (request, response) => {
  response.json(await import(\`data:text/javascript,\${encodeURIComponent(request.body.code)}\`))
})`,
        errors: report(
          'importOfCode',
          'import(`data:text/javascript,${encodeURIComponent(request.body.code)}`)',
          { source: 'encodeURIComponent(request.body.code)', each: 'each request' },
        ),
      },
    ],
  })

  ruleTester('everywhere').run(
    NAME,
    noPermanentAllocation,
    likelyOnly([
      {
        name: 'a function that may run once',
        code: 'export const run = (file) => import(`${file}?t=${Date.now()}`)',
        errors: report('uniqueImport', 'import(`${file}?t=${Date.now()}`)'),
      },
      {
        name: 'once for each change of the file',
        code: `
export async function refresh(file) {
  const status = await stat(file)
  return import(\`\${file}?\${status.mtimeMs}\`)
}`,
        errors: report('importPerEdit', 'import(`${file}?${status.mtimeMs}`)', {
          source: 'status.mtimeMs',
          each: 'each reload',
        }),
      },
      {
        name: 'the same, destructured, for a file that is watched',
        code: `
bus.on('change', async (file) => {
  const { mtimeMs } = await stat(file)
  use(await import(file + '?' + mtimeMs))
})`,
        errors: report('importPerEdit', "import(file + '?' + mtimeMs)"),
      },
      {
        name: 'in a worker',
        code: `
import { parentPort } from 'node:worker_threads'
parentPort.on('message', (file) => import(file + '?' + Date.now()))`,
        errors: report('uniqueImport', "import(file + '?' + Date.now())"),
      },
      {
        name: 'in a worker, by the name of its module',
        code: `
const worker = require('worker_threads')
worker.parentPort.on('message', (file) => import(file + '?' + Date.now()))`,
        errors: report('uniqueImport', "import(file + '?' + Date.now())"),
      },
      {
        name: 'in a child process',
        code: "process.on('message', (file) => import(file + '?' + Date.now()))",
        errors: report('uniqueImport', "import(file + '?' + Date.now())"),
      },
      {
        name: 'the configuration, again and again',
        code: "bus.on('change', () => loadConfig('./a.js'))\nconst loadConfig = (file) => import(file + '?' + Date.now())",
        errors: report('uniqueImport', "import(file + '?' + Date.now())"),
      },
      ...[
        "rules ??= await import(file + '?' + Date.now())",
        "if (!known.has(file)) known.set(file, await import(file + '?' + Date.now()))",
        "if (known[file]) return known[file]\n  known[file] = await import(file + '?' + Date.now())",
        "if (rules === undefined) { rules = await import(file + '?' + Date.now()) }",
        "if (known.has(file)) return known.get(file)\n  known.set(file, await import(file + '?' + Date.now()))",
        "use(rules ?? (await import(file + '?' + Date.now())))",
      ].map((code) => ({
        name: `once for all events: ${code}`,
        code: `let rules\nbus.on('open', async (file) => {\n  ${code}\n})`,
        errors: report('uniqueImport', "import(file + '?' + Date.now())"),
      })),
      {
        name: 'on the machine of a developer',
        code: `
bus.on('change', (file) => {
  if (process.env.NODE_ENV !== 'production') return import(file + '?' + Date.now())
})`,
        errors: report('uniqueImport', "import(file + '?' + Date.now())"),
      },
    ]),
  )
})

describe('symbols of the registry', () => {
  ruleTester('everywhere').run(NAME, noPermanentAllocation, {
    valid: silent({
      'a constant key': "export const brand = () => Symbol.for('package.brand')",
      'a key of constants': `
import { SCOPE } from './scope.js'
const NAME = 'brand'
export const brand = () => Symbol.for(\`\${SCOPE}.\${NAME}\`)`,
      'a table, while the module loads': 'for (const name of names) table[name] = Symbol.for(name)',
      'a table, in a function': `
const NAMES = ['a', 'b']
export function make() { for (const name of NAMES) table[name] = Symbol.for(name) }`,
      'a private function with constant keys': `
const is = (value, id) => value.brand === Symbol.for(id)
export const isView = (value) => is(value, 'view')
export const isTable = (value) => is(value, 'table')`,
      'what names a part of the program':
        'export const keyOf = (thing) => Symbol.for(`meta:${thing.className}`)',
      'a symbol of its own': 'export const token = (id) => Symbol(id)',
      'another registry': 'export const token = (id) => symbols.for(id)',
      'a Symbol of its own': `
const Symbol = { for: (id) => id }
export const token = () => Symbol.for(Math.random())`,
      'no key': 'export const token = () => Symbol.for()',
    }),
    invalid: [
      {
        name: 'a random key',
        code: 'export function token() { return Symbol.for(crypto.randomUUID()) }',
        errors: report('dynamicSymbol', 'Symbol.for(crypto.randomUUID())', { key: 'crypto.randomUUID()' }),
      },
      {
        name: 'a key of a request',
        code: `
app.get('/user', (request, response) => {
  response.locals[Symbol.for(\`user.\${request.query.id}\`)] = 1
})`,
        errors: report('dynamicSymbol', 'Symbol.for(`user.${request.query.id}`)', {
          key: "'user.${request.query.id}'",
        }),
      },
      {
        name: 'a counter',
        code: `
let count = 0
export const token = () => Symbol.for('token' + ++count)`,
        errors: report('dynamicSymbol', "Symbol.for('token' + ++count)", { key: "'token' + ++count" }),
      },
    ],
  })

  ruleTester('everywhere').run(
    NAME,
    noPermanentAllocation,
    likelyOnly([
      {
        name: 'an id, of which there may be few',
        code: 'export function token(id) { return Symbol.for(id) }',
        errors: report('dynamicSymbol', 'Symbol.for(id)'),
      },
      {
        name: 'any other key',
        code: 'export function token(file) { return Symbol.for(file.path) }',
        errors: report('dynamicSymbol', 'Symbol.for(file.path)'),
      },
    ]),
  )

  ruleTester('untypedTs', 'typedNode').run(NAME, noPermanentAllocation, {
    valid: silent({
      'a key of a few': "export const token = (id: 'a' | 'b') => Symbol.for(id)",
      'a private method': `
export class Check {
  static isView(value: unknown) { return this.is(value, 'View') }
  private static is(value: unknown, id: string) { return value === Symbol.for(id) }
}`,
    }),
    invalid: [
      {
        name: 'a private method that others call with what they are given',
        code: `
export class Check {
  static isOne(value: unknown, id: string) { return this.is(value, id) }
  private static is(value: unknown, id: string) { return value === Symbol.for(id) }
}`,
        options: LIKELY,
        errors: report('dynamicSymbol', 'Symbol.for(id)'),
      },
    ],
  })
})

describe('modules taken out of the cache of require', () => {
  ruleTester('everywhere').run(NAME, noPermanentAllocation, {
    valid: silent({
      'also taken out of the children': `
bus.on('change', (file) => {
  const old = require.cache[file]
  delete require.cache[file]
  module.children.splice(module.children.indexOf(old), 1)
})`,
      'filtered children': `
bus.on('change', (file) => {
  delete require.cache[file]
  for (const each of Object.values(require.cache)) each.children = each.children.filter(({ id }) => id !== file)
})`,
      'while the module loads': "delete require.cache[require.resolve('./rules')]",
      'a require of its own': `
import { createRequire } from 'node:module'
export function reload(file) {
  const require = createRequire(file)
  delete require.cache[file]
  return require(file)
}`,
      'the configuration': 'function readConfig(file) { delete require.cache[file]; return require(file) }',
      'another cache': "bus.on('change', (file) => { delete loader.cache[file] })",
      'a look into the cache': "bus.on('change', (file) => { use(require.cache[file]) })",
    }),
    invalid: [
      {
        name: 'one module',
        code: `
client.on('reload', (file) => {
  delete require.cache[require.resolve(file)]
  commands.set(file, require(file))
})`,
        errors: report('keptByParent', 'delete require.cache[require.resolve(file)]', {
          each: 'each event',
        }),
      },
      {
        name: 'all modules of a folder',
        code: `
watcher.on('change', () => {
  Object.keys(require.cache).forEach((id) => {
    if (id.startsWith(folder)) delete (require.cache)[ id ]
  })
})`,
        errors: report('keptByParent', 'delete (require.cache)[ id ]'),
      },
      {
        name: 'the cache by another name',
        code: `
exports.reloadAll = () => {
  const cache = require.cache
  for (const id in cache) delete cache[id]
}`,
        errors: report('keptByParent', 'delete cache[id]', { each: 'each reload' }),
      },
    ],
  })

  ruleTester('everywhere').run(
    NAME,
    noPermanentAllocation,
    likelyOnly([
      {
        name: 'in a child process',
        code: "process.on('message', (file) => { delete require.cache[file] })",
        errors: report('keptByParent', 'delete require.cache[file]'),
      },
      {
        name: 'in a function that may run once',
        code: 'exports.fresh = (file) => { delete require.cache[file]; return require(file) }',
        errors: report('keptByParent', 'delete require.cache[file]'),
      },
    ]),
  )
})

describe('contexts that are kept', () => {
  ruleTester('everywhere').run(NAME, noPermanentAllocation, {
    valid: silent({
      'a context that is dropped': `
import vm from 'node:vm'
export const run = (code) => vm.runInContext(code, vm.createContext({}))`,
      'scripts, functions, formats and expressions': `
import vm from 'node:vm'
bus.on('run', (code) => {
  new vm.Script(code)
  vm.compileFunction(code)
  new Function(code)()
  eval(code)
  new RegExp(code)
  new Intl.NumberFormat(code)
})`,
      'a context that is taken out': `
import vm from 'node:vm'
const contexts = new Map()
export function open(name) { contexts.set(name, vm.createContext({})) }
export function close(name) { contexts.delete(name) }`,
      'a context of something else': `
import { createContext } from 'react'
const contexts = new Map()
export function open(name) { contexts.set(name, createContext({})) }`,
      'one that certainly grows, which is a finding of its own': `
import vm from 'node:vm'
const contexts = new Map()
export function open(sessionId) { contexts.set(sessionId, vm.createContext({})) }`,
    }),
    invalid: [
      {
        name: 'a list that grows in a function of each event',
        code: `
import vm from 'node:vm'
const contexts = []
function open() {
  const context = vm.createContext({})
  contexts.push(context)
}
server.on('run', () => open())`,
        errors: report('keptContext', 'vm.createContext({})', { name: 'contexts' }),
      },
    ],
  })

  ruleTester('everywhere').run(
    NAME,
    noPermanentAllocation,
    likelyOnly([
      {
        name: 'the object that a context is made of',
        code: `
const { createContext } = require('vm')
const scopes = new Map()
exports.open = (ticket) => {
  const scope = {}
  createContext(scope)
  scopes.set(ticket, scope)
}`,
        errors: report('keptContext', 'createContext(scope)'),
      },
      {
        name: 'a record',
        code: `
import { createContext } from 'node:vm'
const contexts = {}
export function open(ticket) { contexts[ticket] = createContext({}) }`,
        errors: report('keptContext', 'createContext({})'),
      },
    ]),
  )
})

describe('handlers of the process', () => {
  ruleTester('everywhere').run(NAME, noPermanentAllocation, {
    valid: silent({
      'at the top level': "const child = spawn('a'); process.on('exit', () => child.kill())",
      'in a method of the only instance': `
class Store { connect() { process.on('exit', () => this.close()) } }
export const store = new Store()`,
      'in the program itself': `
export function main() { const child = spawn('a'); process.on('exit', () => child.kill()) }`,
      'of a command line': `#!/usr/bin/env node
export function open(tool) { const child = spawn(tool); process.on('exit', () => child.kill()) }`,
      'taken out again': `
export function open(tool) {
  const child = spawn(tool)
  const kill = () => child.kill()
  process.on('exit', kill)
  child.on('close', () => process.off('exit', kill))
}`,
      'added by what answers how to end it': `
import { listen, endAll } from './listening'
export class Tool {
  ends = []
  constructor() { this.ends.push(listen.addEventListener(process, 'exit', () => this.save())) }
  close() { endAll(this.ends) }
}`,
      'behind a flag': `
let isHooked = false
export function open(tool) {
  if (!isHooked) { isHooked = true; process.on('exit', () => tool.kill()) }
}`,
      'one that ends the program': `
export function open(tool) { process.on('beforeExit', () => { tool.kill(); process.exit(1) }) }`,
      'one that needs nothing of the call': `
const children = new Set()
export function open(tool) { process.on('exit', () => killAll(children)) }`,
      'on a child': "export function open(tool) { tool.on('exit', () => tool.report()) }",
      'instances made while the module loads': `
class Child { open() {} constructor(tool) { this.tool = tool } }
const children = [new Child('a'), new Child('b')]`,
    }),
    invalid: [
      {
        name: 'in the constructor of what is made in two places',
        code: `
class Child {
  constructor(tool) {
    this.child = spawn(tool)
    process.on('exit', () => this.child.kill())
  }
}
export const compile = () => new Child('compile')
export const check = () => new Child('check')`,
        errors: report('processHandler', "process.on('exit', () => this.child.kill())", {
          event: "'exit'",
          by: 'each Child that is made',
          remove: 'off',
        }),
      },
      {
        name: 'in the constructor of what each event makes',
        code: `
import process from 'node:process'
class Child {
  constructor(tool) {
    this.child = spawn(tool)
    process.once('beforeExit', this.kill.bind(this))
  }
  kill() { this.child.kill() }
}
queue.on('job', (job) => new Child(job.tool))`,
        errors: report('processHandler', "process.once('beforeExit', this.kill.bind(this))"),
      },
      {
        name: 'in a method that begins some work',
        code: `
export class Pool {
  spawnTool(name) {
    const child = spawn(name)
    process.on('exit', () => child.kill())
    return child
  }
}`,
        errors: report('processHandler', "process.on('exit', () => child.kill())", {
          event: "'exit'",
          by: 'each call of spawnTool()',
          remove: 'off',
        }),
      },
    ],
  })

  ruleTester('everywhere').run(
    NAME,
    noPermanentAllocation,
    likelyOnly([
      {
        name: 'in a function that nothing tells more of',
        code: "export function openTool(name) { const child = spawn(name); process.on('exit', () => child.kill()) }",
        errors: report('processHandler', "process.on('exit', () => child.kill())", {
          event: "'exit'",
          by: 'each call of openTool()',
          remove: 'off',
        }),
      },
      {
        name: 'in a static method',
        code: "export class Store { static connect(url) { process.on('exit', () => close(url)) } }",
        errors: report('processHandler', "process.on('exit', () => close(url))"),
      },
      {
        name: 'in a constructor',
        code: `
export class Child { constructor(tool) { process.on('exit', () => this.kill(tool)) } }`,
        errors: report('processHandler', "process.on('exit', () => this.kill(tool))"),
      },
    ]),
  )
})
