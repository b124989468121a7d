import { noUnboundedCollection } from '../../src/rules/no-unbounded-collection.js'
import { ruleTester } from '../rule-tester.js'

const LIKELY: [{ likely: boolean }] = [{ likely: true }]

const silent = (cases: Record<string, string>) =>
  Object.entries(cases).map(([name, code]) => ({ name, code, options: LIKELY }))

const VARIABLES = 'const jobs = []\nlet head = 0\n'
const FIELDS = '  #jobs = []\n  #head = 0\n'

ruleTester('everywhere').run('no-unbounded-collection', noUnboundedCollection, {
  valid: [
    ...silent({
      'shift takes them out': `const jobs = []\nexport function add(job) { jobs.push(job) }\nexport function next() { return jobs.shift() }`,
      'the place is cleared': `class Jobs {\n${FIELDS}  add(job) { this.#jobs.push(job) }\n  next() { const job = this.#jobs[this.#head]; this.#jobs[this.#head++] = undefined; return job }\n}\nexport { Jobs }`,
      'the place is deleted': `${VARIABLES}export function add(job) { jobs.push(job) }\nexport function next() { delete jobs[head - 1]; return jobs[head++] }`,
      'cut off now and then': `${VARIABLES}export function add(job) { jobs.push(job) }\nexport function next() { if (head > 100) { jobs.splice(0, head); head = 0 } return jobs[head++] }`,
      'emptied when all are taken': `${VARIABLES}export function add(job) { jobs.push(job) }\nexport function next() { if (head === jobs.length) { jobs.length = 0; head = 0 } return jobs[head++] }`,
      'replaced with its rest': `let jobs = []\nlet head = 0\nexport function add(job) { jobs.push(job) }\nexport function next() { if (head > 100) { jobs = jobs.slice(head); head = 0 } return jobs[head++] }`,
      'gone through again and again': `class Ring {\n${FIELDS}  add(job) { this.#jobs.push(job) }\n  rewind() { this.#head = 0 }\n  next() { return this.#jobs[this.#head++] }\n}\nexport { Ring }`,
      'one back': `class Ring {\n${FIELDS}  add(job) { this.#jobs.push(job) }\n  back() { this.#head-- }\n  next() { return this.#jobs[this.#head++] }\n}\nexport { Ring }`,
      'what has been taken is looked at again': `class Steps {\n${FIELDS}  add(job) { this.#jobs.push(job) }\n  last() { return this.#jobs[this.#head - 1] }\n  next() { return this.#jobs[this.#head++] }\n}\nexport { Steps }`,
      'all of it is used': `class Steps {\n${FIELDS}  add(job) { this.#jobs.push(job) }\n  all() { return this.#jobs.map(String) }\n  next() { return this.#jobs[this.#head++] }\n}\nexport { Steps }`,
      'kept short': `class Steps {\n${FIELDS}  add(job) { if (this.#jobs.length < 100) this.#jobs.push(job) }\n  next() { return this.#jobs[this.#head++] }\n}\nexport { Steps }`,
      'a list that is given': `export class Reader {\n  constructor(tokens) { this.tokens = tokens; this.at = 0 }\n  next() { return this.tokens[this.at++] }\n}`,
      'a list that is made once': `export class Reader {\n  constructor(text) { this.tokens = []; this.at = 0; for (const word of text) this.tokens.push(word) }\n  next() { return this.tokens[this.at++] }\n}`,
      'a parser': `export class TextParser {\n  tokens = []\n  at = 0\n  add(token) { this.tokens.push(token) }\n  next() { return this.tokens[this.at++] }\n}`,
      'a list of one call': `export function walk(root) { const queue = [root]; let head = 0; while (head < queue.length) { const node = queue[head++]; for (const child of node.children) queue.push(child) } }`,
      'a head of one call': `const steps = []\nexport function add(step) { if (steps.length > 9) return; steps.push(step) }\nexport function run() { let at = 0; while (at < steps.length) steps[at++]() }`,
      'a list that others are given': `class Ring {\n${FIELDS}  add(job) { this.#jobs.push(job) }\n  trim() { trim(this.#jobs) }\n  next() { return this.#jobs[this.#head++] }\n}\nexport { Ring }`,
      'a cursor that is counted up in a condition': `class Steps {\n${FIELDS}  add(job) { this.#jobs.push(job) }\n  skip() { while (this.#jobs[this.#head] !== null && this.#head++ < 9); }\n}\nexport { Steps }`,
      'a place that is cleared, and counted up after that': `class Jobs {\n${FIELDS}  add(job) { this.#jobs.push(job) }\n  next() { const job = this.#jobs[this.#head]; this.#jobs[this.#head] = undefined; this.#head++; return job }\n}\nexport { Jobs }`,
      'steps that are gone through': `class Wizard {\n  #steps = []\n  #head = 0\n  add(step) { this.#steps.push(step) }\n  next() { const step = this.#steps[this.#head]; this.#head++; return step }\n}\nexport { Wizard }`,
      'counted up elsewhere': `class Jobs {\n${FIELDS}  add(job) { this.#jobs.push(job) }\n  next() { return this.#jobs[this.#head] }\n  skip() { this.#head++ }\n}\nexport { Jobs }`,
      'in test code': `import { test } from 'node:test'\n${VARIABLES}export function add(job) { jobs.push(job) }\nexport function next() { return jobs[head++] }`,
    }),
    {
      name: 'of an instance, without the option',
      code: `class Jobs {\n${FIELDS}  add(job) { this.#jobs.push(job) }\n  next() { return this.#jobs[this.#head++] }\n}\nexport { Jobs }`,
    },
  ],
  invalid: [
    {
      name: 'a ring, whose places are written again, is no such queue',
      code: `class Ring {\n${FIELDS}  put(job, at) { this.#jobs[at] = job }\n  add(job) { this.#jobs.push(job) }\n  next() { return this.#jobs[this.#head++] }\n}\nexport const ring = new Ring()`,
      options: LIKELY,
      errors: [{ messageId: 'neverShrinks', at: 'this.#jobs[at] = job' }],
    },
    {
      name: 'counted up by a statement of its own',
      code: `${VARIABLES}export function add(job) { jobs.push(job) }\nexport function next() { const job = jobs[head]\n  head += 1 // the next one\n  return job }`,
      errors: [{ messageId: 'movedHead', at: 'jobs[head]', line: 4 }],
    },
    {
      name: 'a field counted up by a statement of its own',
      code: `class Jobs {\n${FIELDS}  add(job) { this.#jobs.push(job) }\n  next() { const job = this.#jobs[this.#head]\n    this.#head++\n    return job }\n}\nexport const jobs = new Jobs()`,
      options: LIKELY,
      errors: [{ messageId: 'movedHead', at: 'this.#jobs[this.#head]' }],
    },
    {
      name: 'of the module',
      code: `${VARIABLES}export function add(job) {\n  jobs.push(job)\n}\nexport function next() { if (head < jobs.length) return jobs[head++] }`,
      errors: [
        {
          messageId: 'movedHead',
          at: 'jobs[head++]',
          data: { name: 'jobs', detail: 'head', until: 'until the program ends' },
        },
      ],
    },
    {
      name: 'of the one instance',
      code: `class Jobs {\n${FIELDS}  add(job) { this.#jobs.push(job) }\n  get waiting() { return this.#jobs.length - this.#head }\n  next() { return this.#jobs[this.#head /* on */ ++] }\n}\nexport const queue = new Jobs()`,
      errors: [{ messageId: 'movedHead', at: 'this.#jobs[this.#head /* on */ ++]' }],
    },
    {
      name: 'of any instance',
      code: `export class Jobs {\n  constructor() { this.jobs = []; this.head = 0 }\n  add(job) { this.jobs.push(job) }\n  peek() { return this.jobs[this.head] }\n  rest() { return this.jobs.slice(this.head) }\n  next() { return this.jobs[this.head++] }\n  skip(count) { this.head += count }\n}`,
      options: LIKELY,
      errors: [
        {
          messageId: 'movedHead',
          at: 'this.jobs[this.head++]',
          data: { name: 'this.jobs', detail: 'this.head', until: 'as long as it lives' },
        },
      ],
    },
  ],
})

ruleTester('untypedTs', 'typedNode').run('no-unbounded-collection', noUnboundedCollection, {
  valid: [],
  invalid: [
    {
      name: 'with types',
      code: `const jobs: (() => void)[] = []\nlet head = 0\nexport function add(job: () => void): void { jobs.push(job) }\nexport function next(): (() => void) | undefined { return jobs[head++]! }`,
      errors: [{ messageId: 'movedHead', at: 'jobs[head++]' }],
    },
  ],
})
