import { describe } from 'vitest'

import { requireRelease } from '../../src/rules/require-release.js'
import { requireTimerCleanup } from '../../src/rules/require-timer-cleanup.js'
import { ruleTester } from '../rule-tester.js'

interface StyleCase {
  name: string
  code: string
  output: string
}

const cases: readonly StyleCase[] = [
  {
    name: 'semicolons and a file with CRLF',
    code: 'class Clock {\r\n  start() {\r\n    this.timer = setInterval(tick, 1000);\r\n  }\r\n\r\n  stop() {\r\n    this.on = false;\r\n  }\r\n}\r\nnew Clock().start();\r\n',
    output:
      'class Clock {\r\n  start() {\r\n    this.timer = setInterval(tick, 1000);\r\n  }\r\n\r\n  stop() {\r\n    clearInterval(this.timer);\r\n    this.on = false;\r\n  }\r\n}\r\nnew Clock().start();\r\n',
  },
  {
    name: 'no semicolons, an empty body gets lines with the tabs of the others',
    code: 'export class Clock {\n\tstart() {\n\t\tthis.timer = setInterval(tick, 1000)\n\t}\n\n\tstop() {}\n}\n',
    output:
      'export class Clock {\n\tstart() {\n\t\tthis.timer = setInterval(tick, 1000)\n\t}\n\n\tstop() {\n\t\tclearInterval(this.timer)\n\t}\n}\n',
  },
  {
    name: 'no semicolons, before a line that would go on with it',
    code: `export class Clock {
    start() {
        this.timer = setInterval(tick, 1000)
    }
    stop() {
        // All of them.
        [...this.views].forEach(hide)
    }
}`,
    output: `export class Clock {
    start() {
        this.timer = setInterval(tick, 1000)
    }
    stop() {
        clearInterval(this.timer);
        // All of them.
        [...this.views].forEach(hide)
    }
}`,
  },
  {
    name: 'a semicolon between statements of a line says nothing',
    code: 'export class Clock { start() { tick(); this.timer = setInterval(tick, 1000) } stop() {} }',
    output:
      'export class Clock { start() { tick(); this.timer = setInterval(tick, 1000) } stop() { clearInterval(this.timer) } }',
  },
]

describe('what is put into a file', () => {
  ruleTester('untypedJs', 'untypedTs').run('require-timer-cleanup', requireTimerCleanup, {
    valid: [],
    invalid: cases.map(({ name, code, output }) => ({
      name,
      code,
      errors: [
        {
          messageId: 'neverCleared',
          at: 'setInterval(tick, 1000)',
          suggestions: [{ messageId: 'endAtEnd', output }],
        },
      ],
    })),
  })
})

describe('what is put into a block', () => {
  ruleTester('untypedJs', 'untypedTs').run('require-release', requireRelease, {
    valid: [],
    invalid: [
      {
        name: 'is indented, in a file with CRLF too, but for the lines of a template',
        code: "import fs from 'node:fs';\r\nexport function read(path) {\r\n  const fd = fs.openSync(path);\r\n  note(`\r\n  a`);\r\n  fs.closeSync(fd);\r\n}\r\n",
        errors: [
          {
            messageId: 'openOnThrow',
            at: 'fs.openSync(path)',
            suggestions: [
              {
                messageId: 'releaseInFinally',
                output:
                  "import fs from 'node:fs';\r\nexport function read(path) {\r\n  const fd = fs.openSync(path);\r\n  try {\r\n    note(`\r\n  a`);\r\n  } finally {\r\n    fs.closeSync(fd);\r\n  }\r\n}\r\n",
              },
            ],
          },
        ],
      },
      {
        name: 'is indented as the file is',
        code: "import fs from 'node:fs'\nexport function read(path) {\n\tconst fd = fs.openSync(path)\n\tif (path.note) {\n\t\tnote(path)\n\t}\n\tfs.closeSync(fd)\n}\n",
        errors: [
          {
            messageId: 'openOnThrow',
            at: 'fs.openSync(path)',
            suggestions: [
              {
                messageId: 'releaseInFinally',
                output:
                  "import fs from 'node:fs'\nexport function read(path) {\n\tconst fd = fs.openSync(path)\n\ttry {\n\t\tif (path.note) {\n\t\t\tnote(path)\n\t\t}\n\t} finally {\n\t\tfs.closeSync(fd)\n\t}\n}\n",
              },
            ],
          },
        ],
      },
    ],
  })
})
