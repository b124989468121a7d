import { noMismatchedRemoval } from '../../src/rules/no-mismatched-removal.js'
import { certaintyTester } from '../certainty-tester.js'

const check = certaintyTester('no-mismatched-removal', noMismatchedRemoval)

check('what nothing fills', ['everywhere'], {
  silent: [
    {
      name: 'a map that is filled where it is added',
      code: `
        const handlers = new WeakMap()
        export function join(form, field) {
          const reset = () => field.reset()
          form.addEventListener('reset', reset)
          handlers.set(field, reset)
        }
        export function leave(form, field) {
          form.removeEventListener('reset', handlers.get(field))
        }
      `,
    },
    {
      name: 'a map that others are given',
      code: `
        const handlers = new Map()
        fill(handlers)
        export function leave(form, field) {
          form.removeEventListener('reset', handlers.get(field))
        }
      `,
    },
    {
      name: 'a variable that is filled later',
      code: `
        let onKey
        export function join() {
          onKey = () => start()
          document.addEventListener('keydown', onKey)
        }
        export function leave() {
          document.removeEventListener('keydown', onKey)
        }
      `,
    },
    {
      name: 'a field that a helper may fill',
      code: `
        export class Pad {
          constructor(bus) {
            this.bus = bus
            Object.assign(this, handlersOf(this))
            bus.on('draw', () => this.draw())
          }
          draw() {}
          close() {
            this.bus.off('draw', this.onDraw)
          }
        }
      `,
    },
  ],
  known: [
    {
      name: 'a map that nothing is put into',
      code: `
        const handlers = new WeakMap()
        export function join(form, field) {
          form.addEventListener('reset', field.reset.bind(field))
        }
        export function leave(form, field) {
          form.removeEventListener('reset', handlers.get(field))
          handlers.delete(field)
        }
      `,
      errors: [
        {
          messageId: 'neverFilled',
          at: "form.removeEventListener('reset', handlers.get(field))",
          data: {
            handler: 'handlers.get(field)',
            target: 'form',
            event: "'reset'",
            until: 'as long as it lives',
          },
        },
      ],
    },
    {
      name: 'a map that nothing is put into, where the file adds to what goes by another name',
      code: `
        const handlers = new Map()
        export function leave(field) {
          field.form.removeEventListener('reset', handlers.get(field))
        }
      `,
      errors: [
        {
          messageId: 'neverFilledAlone',
          at: "field.form.removeEventListener('reset', handlers.get(field))",
          data: { handler: 'handlers.get(field)', target: 'field.form' },
        },
      ],
    },
    {
      name: 'a variable that nothing is put into',
      code: `
        let onKey
        export function join() {
          document.addEventListener('keydown', () => start())
        }
        export function leave() {
          document.removeEventListener('keydown', onKey)
        }
      `,
      errors: [
        {
          messageId: 'neverFilled',
          at: "document.removeEventListener('keydown', onKey)",
          data: {
            handler: 'onKey',
            target: 'document',
            event: "'keydown'",
            until: 'until the page is left',
          },
        },
      ],
    },
  ],
  likely: [
    {
      name: 'a key that is written as a name',
      code: `
        const onChange = Symbol('onChange')
        export function listen(editor, changed) {
          editor.off('change', editor.onChange)
          editor[onChange] = () => changed(editor.value)
          editor.on('change', editor[onChange])
        }
      `,
      errors: [
        {
          messageId: 'neverFilled',
          at: "editor.off('change', editor.onChange)",
          data: {
            handler: 'editor.onChange',
            target: 'editor',
            event: "'change'",
            until: 'as long as it lives',
          },
        },
      ],
    },
  ],
})

check('what is added only then', ['everywhere'], {
  silent: [
    {
      name: 'made once',
      code: `
        export function watch(list, show) {
          const changed = () => show(list)
          list.addEventListener('change', () => {
            for (const track of list) {
              track.removeEventListener('cue', changed)
              track.addEventListener('cue', changed)
            }
          })
        }
      `,
    },
    {
      name: 'taken out in another turn of a loop',
      code: `
        export function watch(bus, names, show) {
          const changed = () => show(names)
          for (const name of names) {
            bus.off(name, changed)
            bus.on(name, changed)
          }
        }
      `,
    },
  ],
  likely: [
    {
      name: 'made by each event',
      code: `
        export function watch(list, show) {
          list.addEventListener('change', () => {
            const changed = () => show(list)
            for (const track of list) {
              track.removeEventListener('cue', changed)
              track.addEventListener('cue', changed)
            }
          })
        }
      `,
      errors: [
        {
          messageId: 'notYetAdded',
          at: "track.removeEventListener('cue', changed)",
          data: {
            handler: 'changed',
            target: 'track',
            until: 'as long as it lives',
          },
        },
      ],
    },
  ],
})

check('what nothing fills, in a class', ['untypedTs', 'typedDom'], {
  silent: [
    {
      name: 'given to the constructor',
      code: `
        export class Pad {
          constructor(private readonly onKey: () => void) {
            document.addEventListener('keydown', () => this.start())
          }
          start() {}
          close() {
            document.removeEventListener('keydown', this.onKey)
          }
        }
      `,
    },
    {
      name: 'of the base',
      code: `
        import { Base } from './base'
        export class Pad extends Base {
          private readonly name = 'pad'
          close() {
            document.removeEventListener('keydown', this.onKey)
          }
        }
      `,
    },
  ],
  known: [
    {
      name: 'private, and declared only',
      code: `
        export class Pad {
          private onKey?: () => void
          constructor() {
            document.addEventListener('keydown', () => this.start())
          }
          start() {}
          close() {
            document.removeEventListener('keydown', this.onKey!)
          }
        }
      `,
      errors: [
        {
          messageId: 'neverFilled',
          at: "document.removeEventListener('keydown', this.onKey!)",
          data: {
            handler: 'this.onKey',
            target: 'document',
            event: "'keydown'",
            until: 'until the page is left',
          },
        },
      ],
    },
  ],
})
