import { describeMeasured, type MeasuredProgram } from '../lint-measured.js'

const keeping = (value: string): string => `const failures = []
export const report = () => failures.map(String)
export class Job {
  data = Buffer.alloc(1e6)
  async run(step) {
    try { await step(this.data) } catch (error) { ${value}; if (failures.length > 100) failures.shift() }
  }
}`

const silent = (name: string, value: string): MeasuredProgram => ({ name, code: keeping(value) })

describeMeasured('an error in a list that lives long and is kept short', [
  {
    name: 'keeps the instances of its stack',
    rule: 'no-large-capture',
    code: keeping('failures.push(error)'),
  },
  silent('whose stack has been read', 'console.error(error.stack); failures.push(error)'),
  silent('of which only the message is kept', 'failures.push(error.message)'),
  silent('of which only the stack is kept', 'failures.push(error.stack)'),
])

describeMeasured('an error that is the cause of the next', [
  {
    name: 'makes a chain without end',
    rule: 'no-large-capture',
    code: `let last
export function fail(text) { last = new Error(text, { cause: last }) }
export const text = () => String(last)`,
  },
  {
    name: 'unless only its message is kept',
    code: `let last
export function fail(text) { last = new Error(text, { cause: last?.message }) }
export const text = () => String(last)`,
  },
])
