import { describeMeasured } from '../lint-measured.js'

describeMeasured('a listener of the process that uses `this`', [
  {
    name: 'in an arrow function',
    rule: 'require-listener-removal',
    code: `export class Report {
  #data = Buffer.alloc(1e6)
  start() { process.on('SIGHUP', () => this.print()) }
  print() { console.log(this.#data.length) }
}`,
  },
  {
    name: 'in a bound function',
    rule: 'require-listener-removal',
    code: `export class Report {
  #data = Buffer.alloc(1e6)
  start() { process.on('SIGHUP', this.print.bind(this)) }
  print() { console.log(this.#data.length) }
}`,
  },
  {
    name: 'that is removed',
    code: `export class Report {
  #data = Buffer.alloc(1e6)
  #print = () => console.log(this.#data.length)
  start() { process.on('SIGHUP', this.#print) }
  stop() { process.off('SIGHUP', this.#print) }
}`,
  },
])

const keeping = (body: string): string => `let kept
export const run = () => kept?.()
export class Report {
  data = Buffer.alloc(1e6)
  start(title) { ${body} }
  print() { console.log(this.data.length) }
}`

describeMeasured('a function that is kept of an instance', [
  { name: 'uses `this`', rule: 'no-large-capture', code: keeping('kept = (() => this.print())') },
  {
    name: 'is bound to it',
    rule: 'no-large-capture',
    code: keeping('kept = (this.print.bind(this))'),
  },
  {
    name: 'stands beside one that uses `this`',
    rule: 'no-large-capture',
    code: keeping('const print = () => this.print(); kept = (() => title); print()'),
  },
  { name: 'uses no `this`', code: keeping('kept = (() => title)') },
  { name: 'is a method without its instance', code: keeping('kept = (this.print)') },
  {
    name: 'holds it weakly',
    code: keeping('const weak = new WeakRef(this); kept = (() => weak.deref()?.print())'),
  },
])
