import { describe, expect, it } from 'vitest'

import type { Checker } from '../../src/audit/checker.js'
import plugin from '../../src/index.js'
import type { Explained, ExplainedLink, ExplainedLoss } from '../../src/verdict/explained.js'
import { runInProcess, type Ran } from './run-in-process.js'
import { temporaryProject } from './temporary-project.js'

const VIEWER = `import { open } from 'node:fs/promises'

export class Viewer {
  async show(path) {
    this.file = await open(path)
    console.log(this.file)
  }
  async print(path) {
    const file = await open(path)
    try {
      await file.readFile()
    } finally {
      await file.close()
    }
  }
  async hand(path) {
    return open(path)
  }
  async dispose() {
    await this.file?.close()
  }
}
`

const PRINTED = `viewer.js:9:24  file handle, begun by open()
  owed     yes: open() opens file handle (source: row, without types)
  held by  the system, until it is ended or the garbage collector happens to find it
  kept in  file (local)
  owner    Viewer, which ends with dispose() on line 19
  uses     11:13  file.readFile()  borrows: readFile() is called on it
           13:13  file.close()     releases
  verdict  ended on every way
`

function run(files: Record<string, string>, ...argv: string[]): Promise<Ran> {
  return runInProcess(temporaryProject(files), argv, { plugin })
}

describe('--explain of the real plugin', () => {
  it.each(['viewer.js:9', 'viewer.js:9:24'])(
    'says what is begun at %s, and where it is ended',
    async (place) => {
      expect(await run({ 'viewer.js': VIEWER }, '--explain', place)).toEqual({
        exitCode: 0,
        stdout: PRINTED,
        stderr: '',
      })
    },
  )

  it('names the file of the project by which it is begun once', async () => {
    const ask = `import net from 'node:net'
export function ask(text) {
  const socket = net.connect(80)
  if (text === '') return undefined
  socket.end(text)
}
`
    const { stdout } = await run(
      {
        'package.json': '{}',
        'ask.js': ask,
        'start.js': "import { ask } from './ask.js'\nexport const start = () => ask('x')\n",
        'main.js': "import { start } from './start.js'\nstart()\n",
      },
      '--explain',
      'ask.js:3',
    )
    expect(stdout).toMatch(/matters {2}no +in this project it runs while the module loads, in \S*main\.js\n/)
    expect(stdout).toMatch(/verdict {2}not reported: matters is no\n$/)
  })

  it('says it in JSON as well', async () => {
    const { stdout, ...others } = await run(
      { 'viewer.js': VIEWER },
      '--explain',
      'viewer.js:9',
      '--format',
      'json',
    )
    expect(others).toEqual({ exitCode: 0, stderr: '' })
    expect(JSON.parse(stdout)).toEqual({
      filePath: expect.stringMatching(/^\/.*\/viewer\.js$/) as string,
      typed: false,
      duties: [
        {
          site: { line: 9, column: 24 },
          maker: 'open()',
          kind: 'file handle',
          source: 'row',
          owed: { sure: 'yes', because: 'open() opens file handle' },
          holder: 'the system, until it is ended or the garbage collector happens to find it',
          owner: { name: 'Viewer', end: 'dispose() on line 19' },
          cells: [{ text: 'file', kind: 'local' }],
          uses: [
            {
              at: { line: 11, column: 13 },
              code: 'file.readFile()',
              effect: 'borrows',
              reason: 'readFile() is called on it',
            },
            { at: { line: 13, column: 13 }, code: 'file.close()', effect: 'releases', reason: '' },
          ],
          areAllUses: true,
          losses: [],
          verdict: null,
        },
      ],
      collections: [],
    })
  })

  const SESSIONS = `const sessions = new Map()
const seen = new Set()
const sizes = new Map()
const all = []
export class Table {
  rows = new Map()
  put(key, value) {
    this.rows.set(key, value)
  }
}
export function begin(id, socket) {
  sessions.set(id, socket)
  seen.add(id)
  sizes.set(id, 1)
  if (sizes.size > 100) sizes.clear()
}
export function end(id) {
  sessions.delete(id)
}
`

  it('says of a collection what adds to it, what takes out, and what is made of that', async () => {
    expect(await run({ 'sessions.js': SESSIONS }, '--explain', 'sessions.js')).toEqual({
      exitCode: 0,
      stdout: `sessions.js:1:7  Map sessions, kept by this module
  gains    12:3  sessions.set(id, socket)
  loses    18:3  sessions.delete(id)
  verdict  it loses what it gains

sessions.js:2:7  Set seen, kept by this module
  gains    13:3  seen.add(id)
  loses    nothing
  keeps    the same code deletes from other collections, and not from this one (forgotten)
  verdict  reported by recommended and strict

sessions.js:3:7  Map sizes, kept by this module
  gains    14:3  sizes.set(id, 1)
  loses    15:25  sizes.clear()
  verdict  not asked: its size is compared with something

sessions.js:6:3  Map this.rows, kept by the instance of Table
  gains    8:5  this.rows.set(key, value)
  loses    nothing
  keeps    what nothing balances
           owed     unknown  nothing tells that there is always another key
           open     yes      nothing takes entries out
           alone    yes      no other code is given it
           lasting  likely   nothing tells how long the instance of Table lives
           matters  likely   others may call it any number of times (8:5)
  verdict  not reported: owed is unknown
`,
      stderr: '',
    })
  })

  it.each(['2', '13'])(
    'explains a collection on line %s, where it is made and where it grows',
    async (line) => {
      const { stdout } = await run({ 'sessions.js': SESSIONS }, '--explain', `sessions.js:${line}`)
      expect(stdout.split('\n')[0]).toBe('sessions.js:2:7  Set seen, kept by this module')
      expect(stdout.split('\n\n')).toHaveLength(1)
    },
  )

  it('says of a collection in JSON what it says in words', async () => {
    const { stdout } = await run(
      { 'sessions.js': SESSIONS },
      '--explain',
      'sessions.js:2',
      '--format',
      'json',
    )
    expect(JSON.parse(stdout)).toEqual({
      filePath: expect.stringMatching(/^\/.*\/sessions\.js$/) as string,
      typed: false,
      duties: [],
      collections: [
        {
          site: { line: 2, column: 7 },
          name: 'seen',
          noun: 'Set',
          keeper: 'this module',
          gains: [{ at: { line: 13, column: 3 }, code: 'seen.add(id)' }],
          loses: [],
          spared: null,
          problem: 'forgotten',
          because: 'the same code deletes from other collections, and not from this one',
          reportedAt: { line: 13, column: 3 },
          links: [],
          verdict: 'known',
        },
      ],
    })
  })

  it('says of a file all that it begins, in its order', async () => {
    const { exitCode, stdout } = await run({ 'viewer.js': VIEWER }, '--explain', 'viewer.js')
    const sites = stdout.split('\n').filter((line) => line.startsWith('viewer.js'))
    expect(exitCode).toBe(0)
    expect(sites).toEqual([
      'viewer.js:5:23  file handle, begun by open()',
      'viewer.js:9:24  file handle, begun by open()',
      'viewer.js:17:12  file handle, begun by open()',
    ])
    expect(stdout).toContain(`\n\n${PRINTED}\n`)
  })

  it('says what another takes over', async () => {
    const { stdout } = await run({ 'viewer.js': VIEWER }, '--explain', 'viewer.js:17')
    expect(stdout).toContain('  kept in  nothing\n')
    expect(stdout).toContain('  uses     17:12  return open(path)  takes: it is handed to the caller\n')
    expect(stdout).toContain('  verdict  ended or taken over on every way\n')
  })

  it('uses the types of the project', async () => {
    const code = [
      "import { watch, type Watch } from './watch'",
      'export function look(): string {',
      '  const it: Watch = watch()',
      "  try { return 'seen' } finally { it[Symbol.dispose]() }",
      '}',
    ].join('\n')
    const files = {
      'tsconfig.json': '{ "compilerOptions": { "lib": ["ESNext"] }, "include": ["*.ts"] }',
      'watch.ts': 'export interface Watch extends Disposable {}\nexport declare function watch(): Watch\n',
      'look.ts': code,
    }
    const { stdout } = await run(files, '--explain', 'look.ts', '--format', 'json')
    expect(JSON.parse(stdout)).toMatchObject({ typed: true })
  })

  it.each([
    ['js', 'Nothing in none.js has to be ended, and no collection grows.\n'],
    ['ts', 'Nothing in none.ts has to be ended, and no collection grows.\n'],
  ])('says that nothing begins in a .%s file', async (extension, stdout) => {
    const file = `none.${extension}`
    expect(await run({ [file]: 'export const a = 1\n' }, '--explain', file)).toEqual({
      exitCode: 0,
      stdout,
      stderr: '',
    })
  })
})

describe('--explain of what cannot be explained', () => {
  it.each([
    [
      'a line on which nothing begins',
      'viewer.js:2',
      'error: viewer.js:2: nothing here has to be ended, and no collection grows; such lines are 5, 9, 17\n',
    ],
    [
      'a line of a file in which nothing begins',
      'none.js:1',
      'error: none.js:1: nothing in this file has to be ended, and no collection grows\n',
    ],
    ['a file that is missing', 'absent.js:3', 'error: absent.js: does not exist\n'],
    ['a folder', 'src', 'error: src: is a folder, not a file\n'],
    [
      'a file with a syntax error',
      'broken.js:1',
      'error: broken.js:1:11: syntax error: Unexpected token ;\n',
    ],
  ])('is one line for %s', async (_, place, stderr) => {
    const files = { 'viewer.js': VIEWER, 'none.js': '', 'broken.js': 'const a = ;\n', 'src/a.js': '' }
    expect(await run(files, '--explain', place)).toEqual({ exitCode: 2, stdout: '', stderr })
  })

  it('is one line where the analysis crashes', async () => {
    const crashing: Checker = {
      ...plugin,
      explain() {
        throw new Error('boom')
      },
    }
    const root = temporaryProject({ 'a.js': '' })
    expect(await runInProcess(root, ['--explain', 'a.js'], { plugin: crashing })).toEqual({
      exitCode: 2,
      stdout: '',
      stderr: 'error: a.js: rule leaks/explain crashed on it: boom\n',
    })
  })
})

const link = (name: ExplainedLink['name'], sure: ExplainedLink['sure'] = 'yes'): ExplainedLink => ({
  name,
  sure,
  because: `${name} for a reason`,
  at: null,
})

const LOSS: ExplainedLoss = {
  kind: 'left',
  form: 'openOnThrow',
  at: { line: 4, column: 3 },
  code: 'send(file)',
  reportedAt: { line: 3, column: 9 },
  links: [
    { ...link('owed'), at: { line: 3, column: 9 } },
    link('open'),
    link('alone'),
    link('lasting'),
    link('matters'),
  ],
  verdict: 'known',
}

const DUTY: Explained = {
  site: { line: 2, column: 7 },
  maker: 'openStore()',
  kind: 'store',
  source: 'learned',
  owed: { sure: 'likely', because: 'the code around openStore() closes what it answers' },
  holder: 'whoever made it, until it is ended',
  owner: { name: 'Panel', end: null },
  cells: [
    { text: 'store', kind: 'local' },
    { text: 'this.store', kind: 'field' },
  ],
  uses: [],
  areAllUses: true,
  losses: [LOSS],
  verdict: 'known',
}

/** What is printed of made-up duties of an empty file. */
async function printed(duty: Explained, place = 'a.js'): Promise<string> {
  const made = { ...plugin, explain: () => [duty] }
  const { stdout } = await runInProcess(temporaryProject({ 'a.js': '' }), ['--explain', place], {
    plugin: made,
  })
  return stdout
}

describe('the explanation of a loss', () => {
  const text = `a.js:2:7  store, begun by openStore()
  owed     likely: the code around openStore() closes what it answers (source: learned, without types)
  held by  whoever made it, until it is ended
  kept in  store (local), this.store (field)
  owner    Panel, which has no end in this file
  uses     none
  lost     left (openOnThrow) at 4:3, send(file)
           owed     yes      owed for a reason (3:9)
           open     yes      open for a reason
           alone    yes      alone for a reason
           lasting  yes      lasting for a reason
           matters  yes      matters for a reason
  verdict  reported by recommended and strict
`

  it('has all links with what they rest on', async () => {
    expect(await printed(DUTY)).toBe(text)
  })

  it('is found by the line of its report, too', async () => {
    expect(await printed(DUTY, 'a.js:3')).toBe(text)
    expect(await printed(DUTY, 'a.js:4')).toBe('')
  })

  it('has no place where nothing happens', async () => {
    const dropped: ExplainedLoss = { ...LOSS, kind: 'dropped', form: 'dropped', at: null, code: null }
    expect(await printed({ ...DUTY, losses: [dropped] })).toContain('\n  lost     dropped (dropped)\n')
  })

  it('says where nothing ends', async () => {
    const duty = { ...DUTY, owner: null, areAllUses: false }
    expect(await printed(duty)).toContain(
      '\n  owner    nothing that ends\n  uses     more than are followed\n',
    )
  })

  it.each([
    ['likely', [link('open', 'likely')], 'reported by strict'],
    ['silent', [link('open', 'unknown'), link('alone', 'no')], 'not reported: alone is no'],
    ['silent', [link('open', 'likely'), link('alone', 'unknown')], 'not reported: alone is unknown'],
    ['silent', [link('open', 'likely')], 'not reported: too many links are only likely'],
  ] as const)('says what comes of it: %s', async (verdict, links, sentence) => {
    const duty: Explained = { ...DUTY, losses: [{ ...LOSS, links, verdict }], verdict }
    expect(await printed(duty)).toMatch(new RegExp(`\\n {2}verdict {2}${sentence}\\n$`))
  })
})
