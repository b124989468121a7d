import { expect, test, vi } from 'vitest'

import { projectOfFiles } from './project-of-files.js'

const ASK = `import net from 'node:net'
export function ask(text) {
  const socket = net.connect(80)
  if (text === '') return undefined
  socket.end(text)
}`

const ASK_LEAK =
  'leaks/require-release:3 `socket` stays open on `return undefined`, until the process ends. Call socket.end() there too.'

const FEED = `export class Feed {
  constructor(render) {
    window.addEventListener('resize', () => render(this))
  }
  dispose() { this.rows = [] }
}`

const FEED_LEAK =
  "leaks/require-listener-removal:3 `window` keeps this 'resize' listener until the page is left. Call removeEventListener() with the same function in dispose()."

const PANEL = `import { useEffect } from 'react'
export function Panel() {
  useEffect(() => {
    window.addEventListener('resize', () => draw())
  }, [])
  return <p />
}`

const PANEL_LEAK =
  "leaks/require-listener-removal:4 `window` keeps this 'resize' listener until the page is left. Call removeEventListener() with the same function in a cleanup of this effect."

type Files = Readonly<Record<string, string>>

const ONCE: readonly (readonly [string, string, string, Files])[] = [
  [
    'a function that is called as the program starts',
    'ask.js',
    ASK,
    { 'main.js': "import { ask } from './ask.js'\nask('x')" },
  ],
  [
    'so in the name of the module',
    'ask.js',
    ASK,
    { 'main.js': "import * as all from './ask'\nall.ask('x')" },
  ],
  ['so as a module of old', 'ask.js', ASK, { 'main.js': "const { ask } = require('./ask')\nask('x')" }],
  [
    'so by a function that is called so itself',
    'ask.js',
    ASK,
    {
      'start.js': "import { ask } from './ask'\nexport function start() { ask('x') }",
      'main.js': "import { start } from './start'\nstart()",
    },
  ],
  [
    'so under another name, through a module that hands it on',
    'lib/ask.js',
    ASK,
    {
      'lib/index.js': "export { ask as query } from './ask'",
      'main.js': "import { query } from './lib'\nquery('x')",
    },
  ],
  [
    'so, and in tests',
    'ask.js',
    ASK,
    {
      'main.js': "import { ask } from './ask'\nask('x')",
      'test/ask.js': "import { ask } from '../ask'\nit('asks', () => ask('x'))",
    },
  ],
  [
    'a class of which there is one',
    'feed.js',
    FEED,
    { 'main.js': "import { Feed } from './feed'\nexport const feed = new Feed(draw)" },
  ],
  [
    'a component that the root always renders',
    'panel.tsx',
    PANEL,
    {
      'app.tsx':
        "import { Panel } from './panel'\nexport default function App() { return <Theme.Provider><main><Panel /></main></Theme.Provider> }",
      'main.tsx': "import App from './app'\ncreateRoot(document.body).render(<App />)",
    },
  ],
]

test.each(ONCE)(
  'what is begun once in the life of the program is not worth a word: %s',
  (_, path, text, files) => {
    for (const preset of ['recommended', 'strict'] as const) {
      expect(projectOfFiles({ [path]: text, ...files }).lint(path, text, { preset })).toEqual([])
    }
  },
)

const MANY: readonly (readonly [string, string, string, Files, string])[] = [
  ['nobody in sight', 'ask.js', ASK, {}, ASK_LEAK],
  [
    'a function that is called for each request',
    'ask.js',
    ASK,
    { 'main.js': "import { ask } from './ask'\nask('x')\nserver.on('request', () => { ask('y') })" },
    ASK_LEAK,
  ],
  [
    'a function that others may call through a module that hands it on',
    'ask.js',
    ASK,
    { 'index.js': "export * from './ask'", 'main.js': "import { ask } from './ask'\nask('x')" },
    ASK_LEAK,
  ],
  [
    'a function that is loaded later',
    'ask.js',
    ASK,
    { 'main.js': "import { ask } from './ask'\nask('x')\nimport('./ask').then(use)" },
    ASK_LEAK,
  ],
  [
    'a file that cannot be parsed',
    'ask.js',
    ASK,
    {
      'main.js': "import { ask } from './ask'\nask('x')",
      'page.vue': "<script>import { ask } from './ask'</script>",
    },
    ASK_LEAK,
  ],
  [
    'a class of which each session makes one',
    'feed.js',
    FEED,
    { 'main.js': "import { Feed } from './feed'\nserver.on('connection', (socket) => new Feed(socket))" },
    FEED_LEAK,
  ],
  [
    'a component that is there on a condition',
    'panel.tsx',
    PANEL,
    {
      'app.tsx':
        "import { Panel } from './panel'\nexport function App({ open }) { return <main>{open && <Panel />}</main> }",
      'main.tsx': "import { App } from './app'\ncreateRoot(document.body).render(<App />)",
    },
    PANEL_LEAK,
  ],
  [
    'a component of a route',
    'panel.tsx',
    PANEL,
    {
      'app.tsx': "import { Panel } from './panel'\nexport function App() { return <Route><Panel /></Route> }",
      'main.tsx': "import { App } from './app'\ncreateRoot(document.body).render(<App />)",
    },
    PANEL_LEAK,
  ],
]

test.each(MANY)('reported as ever: %s', (_, path, text, files, leak) => {
  const [told] = projectOfFiles({ [path]: text, ...files }).lint(path, text)
  expect(told).toBe(leak)
})

test('who begins to use it is noticed, though not at once', () => {
  vi.useFakeTimers()
  try {
    const project = projectOfFiles({ 'ask.js': ASK })
    expect(project.lint('ask.js', ASK)).toEqual([ASK_LEAK])
    project.write('main.js', "import { ask } from './ask'\nask('x')")
    vi.advanceTimersByTime(60_000)
    expect(project.lint('ask.js', ASK)).toEqual([])
    project.write('main.js', "import { ask } from './ask'\nonmessage = () => ask('x')")
    vi.advanceTimersByTime(60_000)
    expect(project.lint('ask.js', ASK)).toEqual([ASK_LEAK])
  } finally {
    vi.useRealTimers()
  }
})

test('silent about others where the project is not to be asked', () => {
  const project = projectOfFiles({ 'ask.js': ASK, 'main.js': "import { ask } from './ask'\nask('x')" })
  expect(project.lint('ask.js', ASK, { settings: { project: 'off' } })).toEqual([ASK_LEAK])
})

const SEEN = `export const seen = new Map()
server.on('session', (session) => { seen.set(session.id, session) })`

test.each([
  [
    'silent where it takes entries out',
    "import { seen } from './seen'\nexport const end = ({ id }) => seen.delete(id)",
    [],
  ],
  [
    'as ever where it only reads them',
    "import { seen } from './seen'\nexport const find = ({ id }) => seen.get(id)",
    [
      'leaks/no-unbounded-collection:2 `seen` gains an entry for each new `session.id`, kept until the program ends. Delete each after use, or bound the Map.',
    ],
  ],
])('a collection that another file knows: %s', (_, user, told) => {
  expect(
    projectOfFiles({ 'seen.js': SEEN, 'user.js': user }).lint('seen.js', SEEN, { preset: 'strict' }),
  ).toEqual(told)
})
