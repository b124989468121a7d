import { noLargeCapture } from '../../src/rules/no-large-capture.js'
import { ruleTester } from '../rule-tester.js'

const LIKELY: [{ likely: boolean }] = [{ likely: true }]

const silent = (cases: Record<string, string>) =>
  Object.entries(cases).map(([name, code]) => ({ name, code, options: LIKELY }))

const reported = (
  messageId: 'keptError' | 'causeChain',
  cases: Record<string, { code: string; at: string; keeper: string }>,
) =>
  Object.entries(cases).map(([name, { code, at, keeper }]) => ({
    name,
    code,
    options: LIKELY,
    errors: [{ messageId, at, data: { keeper } }],
  }))

/** A list that its own module keeps short; what grows without bound is a finding of another rule. */
const LIST = 'const failures = []\nconst trim = () => { if (failures.length > 100) failures.shift() }\n'
const all = `\nexport const count = () => failures.map(String)`

ruleTester('everywhere').run('no-large-capture', noLargeCapture, {
  valid: [
    {
      name: 'without the option',
      code: `${LIST}export function attempt(work) { try { work() } catch (error) { failures.push(error) } }${all}`,
    },
    ...silent({
      'its message': `${LIST}export function attempt(work) { try { work() } catch (error) { failures.push(error.message) } }${all}`,
      'its stack': `${LIST}export function attempt(work) { try { work() } catch (error) { failures.push({ error, text: error.stack }) } }${all}`,
      'with the stack read before': `${LIST}export function attempt(work) { try { work() } catch (error) { void error.stack; failures.push(error) } }${all}`,
      'with the stack read by destructuring': `${LIST}export function attempt(work) { try { work() } catch (error) { const { stack } = error; note(stack); failures.push(error) } }${all}`,
      'that is written to the console': `${LIST}export function attempt(work) { try { work() } catch (error) { failures.push(error); console.error('failed', error) } }${all}`,
      'that is logged as a field': `${LIST}export function attempt(work) { try { work() } catch (error) { failures.push(error); logger.warn({ error }) } }${all}`,
      'that is thrown on': `${LIST}export function attempt(work) { try { work() } catch (error) { failures.push(error); throw error } }${all}`,
      'in a list of one call': `export function attempt(works) { const failures = []; for (const work of works) { try { work() } catch (error) { failures.push(error) } } if (failures.length) throw new AggregateError(failures) }`,
      'in a list that is emptied': `const failures = []\nexport function attempt(work) { try { work() } catch (error) { failures.push(error) } }\nexport const flush = () => failures.splice(0)`,
      'in a list that nothing keeps short, which is a finding of another rule': `const failures = []\nexport function attempt(work) { try { work() } catch (error) { failures.push(error) } }${all}`,
      'in a table from which each goes': `const failures = new Map()\nexport function attempt(id, work) { try { work() } catch (error) { if (failures.size < 9) failures.set(id, error) } }\nexport const fix = (id) => failures.delete(id)`,
      'the last one only': `let last\nexport function attempt(work) { try { work() } catch (error) { last = error } }\nexport const getLast = () => last`,
      'under a few names': `const failures = new Map()\nexport function attempt(work) { try { work() } catch (error) { if (failures.size < 9) failures.set('work', error) } }\nexport const get = (name) => failures.get(name)`,
      'while the module loads': `${LIST}try { start() } catch (error) { failures.push(error) }${all}`,
      'what is no error': `${LIST}export function note(thing) { failures.push(thing) }${all}`,
      'what an event gives': `${LIST}export function watch(bus) { bus.on('data', (thing) => { failures.push(thing) }) }${all}`,
      'what a promise gives': `${LIST}export function watch(work) { work().then((thing) => { failures.push(thing) }) }${all}`,
      'a class of another name': `${LIST}export function note() { failures.push(new ErrorList()) }${all}`,
      'a chain of one call': `export function attempt(works) { let last; for (const work of works) { last = new Error(work.name, { cause: last }) } return last }`,
      'a chain that ends': `let last\nexport function note(text) { last = new Error(text, { cause: last }) }\nexport function reset() { last = undefined }`,
      'another cause': `let last\nexport function note(text, cause) { last = new Error(text, { cause }) }\nexport const get = () => last`,
      'a cause computed': `let last\nexport function note(text) { last = new Error(text, { [cause]: last }) }\nexport const get = () => last`,
    }),
  ],
  invalid: [
    ...reported('keptError', {
      'what was caught': {
        code: `${LIST}export function attempt(work) { try { work() } catch (error) { failures.push(error) } }${all}`,
        at: 'failures.push(error)',
        keeper: '`failures`',
      },
      'with when it was': {
        code: `${LIST}export function attempt(work) { try { work() } catch (cause) { failures.push({ at: Date.now(), /* what */ error: cause, text: String(cause) }) } }${all}`,
        at: 'failures.push({ at: Date.now(), /* what */ error: cause, text: String(cause) })',
        keeper: '`failures`',
      },
      'made where it is kept': {
        code: `${LIST}export class Store { check(key) { if (!key) failures.push(new TypeError('no key')) } }${all}`,
        at: "failures.push(new TypeError('no key'))",
        keeper: '`failures`',
      },
      'made before': {
        code: `${LIST}export function check(key) { const error = new KeyError(key); failures.push(error); return error }${all}`,
        at: 'failures.push(error)',
        keeper: '`failures`',
      },
      'of a listener': {
        code: `${LIST}export function watch(stream) { stream.on('error', onError) }\nfunction onError(reason) { failures.push(reason) }${all}`,
        at: 'failures.push(reason)',
        keeper: '`failures`',
      },
      'of a promise': {
        code: `const failures = new Set()\nexport function watch(work) { work().catch((reason) => { if (failures.size < 9) failures.add(reason) }) }\nexport const list = () => [...failures]`,
        at: 'failures.add(reason)',
        keeper: '`failures`',
      },
      'of a promise, as the second callback': {
        code: `const failures = new Map()\nexport function watch(id, work) { work().then(done, (reason) => { if (failures.size < 9) failures.set(id, reason) }) }\nexport const get = (id) => failures.get(id)`,
        at: 'failures.set(id, reason)',
        keeper: '`failures`',
      },
    }),
    ...reported('causeChain', {
      'in a variable': {
        code: `let last\nexport function note(text) { last = new Error(text, { cause: last }) }\nexport const get = () => last`,
        at: 'last = new Error(text, { cause: last })',
        keeper: '`last`',
      },
      'in a field, by a variable': {
        code: `export class Job { fail(text) { const error = new Error(text, { cause: this.last }); this.last = error } }`,
        at: 'this.last = error',
        keeper: '`this.last`',
      },
    }),
  ],
})

ruleTester('untypedTs', 'typedNode').run('no-large-capture', noLargeCapture, {
  valid: silent({
    'a message as text': `const failures: string[] = []\nconst trim = () => { if (failures.length > 100) failures.shift() }\nexport function attempt(work: () => void): void { try { work() } catch (error) { failures.push((error as Error).message) } }${all}`,
  }),
  invalid: reported('keptError', {
    'in a list with a type': {
      code: `const failures: Error[] = []\nconst trim = () => { if (failures.length > 100) failures.shift() }\nexport function attempt(work: () => void): void { try { work() } catch (error) { failures.push(error as Error) } }${all}`,
      at: 'failures.push(error as Error)',
      keeper: '`failures`',
    },
  }),
})
