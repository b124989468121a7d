import { describe } from 'vitest'

import { noLargeCapture } from '../../src/rules/no-large-capture.js'
import { after, LIKELY } from '../large-capture-case.js'
import { ruleTester } from '../rule-tester.js'

const probe = (body: string, field = 'data = Buffer.alloc(1 << 20)', rest = ''): string => `
export class Probe {
  ${field}
  name = 'x'
  start() {
    ${body}
  }
  ${rest}
}
const handlers = []`

const DATA = { keeper: '`handlers`', name: 'data', size: '1 MB' }
const KEEP = 'handlers.push('

describe('an instance with a large field', () => {
  const uses: Record<string, string> = {
    'an arrow function that calls a method': probe(`${KEEP}() => { this.tick() })`),
    'an arrow function in an arrow function': probe(`${KEEP}() => { run(() => this.tick()) })`),
    'an arrow function that uses the field': probe(`${KEEP}() => { send(this.data) })`),
    'an arrow function as a field': probe(
      `handlers.push(this.onMessage)`,
      'data = Buffer.alloc(1 << 20)',
      'onMessage = () => { this.tick() }',
    ),
  }
  const bound = probe(`${KEEP}this.tick.bind(this))`)
  const handed = probe('handlers.push(this)')
  ruleTester('everywhere').run('no-large-capture', noLargeCapture, {
    valid: [
      ...Object.entries({ ...uses, bound, handed }).map(([name, code]) => ({
        name: `${name}, by default`,
        code,
      })),
      {
        name: 'a function that uses no `this`',
        code: probe(`${KEEP}() => { tick() })`),
        options: LIKELY,
      },
      { name: 'a method without its instance', code: probe(`${KEEP}this.tick)`), options: LIKELY },
      {
        name: 'a function with a `this` of its own',
        code: probe(`${KEEP}function () { this.tick() })`),
        options: LIKELY,
      },
      {
        name: 'a field that is emptied',
        code: probe(
          `${KEEP}() => { this.tick() })`,
          'data = Buffer.alloc(1 << 20)',
          'stop() { this.data = null }',
        ),
        options: LIKELY,
      },
      ...["process.on('message', this.tick.bind(this))", "process.on('message', () => { this.tick() })"].map(
        (body) => ({
          name: `a listener that is never taken out, which is a finding of another rule: ${body}`,
          code: probe(body),
          options: LIKELY,
        }),
      ),
      ...[
        'this.run = () => { this.tick() }',
        'this.steps.push(() => { this.tick() }, this.tick.bind(this), this)',
      ].map((body) => ({
        name: `a field of the instance itself, which is a circle: ${body}`,
        code: probe(body, 'data = Buffer.alloc(1 << 20)\n  steps = []'),
        options: LIKELY,
      })),
      {
        name: 'a small field',
        code: probe(`${KEEP}() => { this.tick() })`, 'data = Buffer.alloc(100)'),
        options: LIKELY,
      },
      {
        name: 'the only instance, which stays anyway',
        code: `${probe(`${KEEP}() => { this.tick() })`).replace('export ', '')}\nexport const only = new Probe()`,
        options: LIKELY,
      },
      {
        name: 'another function that stays needs it anyway',
        code: probe(`${KEEP}() => { tick() }); setInterval(() => { this.tick() }, 1000)`),
      },
    ],
    invalid: [
      ...Object.entries(uses).map(([name, code]) => ({
        name,
        code,
        options: LIKELY,
        errors: [
          {
            ...after(code, code.includes('onMessage = ') ? 'onMessage = ' : KEEP),
            messageId: 'instance' as const,
            data: DATA,
            suggestions: [],
          },
        ],
      })),
      {
        name: 'a bound function',
        code: bound,
        options: LIKELY,
        errors: [
          {
            messageId: 'instance',
            line: 6,
            column: 19,
            endLine: 6,
            endColumn: 23,
            data: { ...DATA },
            suggestions: [],
          },
        ],
      },
      {
        name: 'the instance itself',
        code: handed,
        options: LIKELY,
        errors: [
          {
            messageId: 'instance',
            at: 'this',
            line: 6,
            data: { ...DATA },
            suggestions: [],
          },
        ],
      },
    ],
  })
})

describe('an instance of which little is needed', () => {
  const part = probe(`${KEEP}() => { tick(this.data.length) })`)
  const beside = probe(`${KEEP}() => { tick() }); run(() => this.tick())`)
  const assigned = probe(
    `${KEEP}() => { tick(this.data.length) })`,
    'constructor(path) { this.data = readFileSync(path) }',
  )
  ruleTester('everywhere').run('no-large-capture', noLargeCapture, {
    valid: [],
    invalid: [
      {
        name: 'a length',
        code: part,
        errors: [
          {
            ...after(part, KEEP),
            messageId: 'instancePart',
            data: { ...DATA, part: '`this.data.length`' },
            suggestions: [],
          },
        ],
      },
      {
        name: 'a length of what a file holds',
        code: assigned,
        errors: [
          {
            ...after(assigned, KEEP),
            messageId: 'instancePart',
            data: { ...DATA, size: 'a whole file', part: '`this.data.length`' },
            suggestions: [],
          },
        ],
      },
      {
        name: 'nothing, but a function beside it uses `this`',
        code: beside,
        errors: [
          {
            ...after(beside, KEEP),
            messageId: 'instanceSibling',
            data: { ...DATA, other: '`() => this.tick()`' },
            suggestions: [],
          },
        ],
      },
    ],
  })
})
