import { requireMemberRelease } from '../../../src/rules/require-member-release.js'
import { certaintyTester } from '../../certainty-tester.js'

const blinker = (methods: string): string => `
class Blinker {
  constructor() { this.timer = setInterval(() => this.blink(), 500) }
  dispose() { clearInterval(this.timer) }
}
export class Cursor extends Layer {
  #blinker
  ${methods}
}`

certaintyTester('require-member-release', requireMemberRelease)(
  'fields that are ended where they are filled',
  ['untyped'],
  {
    likely: [
      {
        name: 'switched on and off by a state',
        code: blinker(`change(on) {
    if (on) { if (!this.#blinker) this.#blinker = new Blinker() }
    else { this.#blinker?.dispose(); this.#blinker = undefined }
  }`),
        errors: [
          {
            messageId: 'releasedElsewhere',
            at: 'new Blinker()',
            data: {
              member: 'this.#blinker',
              owner: 'Cursor',
              release: 'this.#blinker.dispose()',
              end: 'a teardown of Cursor',
              place: 'in change()',
            },
          },
        ],
      },
    ],
    silent: [
      {
        name: 'the end switches it off, whoever hears of that',
        code: blinker(`change(on) {
    if (on) { if (!this.#blinker) this.#blinker = new Blinker() }
    else { this.#blinker?.dispose(); this.#blinker = undefined }
  }
  dispose() { this.setBlinking(false) }`),
      },
      {
        name: 'a session of one function',
        code: blinker(`begin() { this.#blinker = new Blinker() }
  async play() {
    this.begin()
    await this.run()
    this.#blinker.dispose()
  }`),
      },
    ],
  },
)

const draft = (end: string): string => `
class Draft {
  constructor() { this.timer = setInterval(() => this.save(), 500) }
  dispose() { clearInterval(this.timer) }
}
export class Page {
  #draft
  begin(id) { this.#draft = new Draft(id) }
  onDone(id) {
    if (this.#draft?.id === id) { this.#draft.dispose(); this.#draft = null }
  }
  ${end}
}`

certaintyTester('require-member-release', requireMemberRelease)(
  'fields that are ended at another time than at the end',
  ['untyped'],
  {
    likely: [
      {
        name: 'of an owner that disposes of the rest',
        code: draft('dispose() { this.view.dispose() }'),
        errors: [
          {
            messageId: 'releasedElsewhere',
            at: 'new Draft(id)',
            data: {
              member: 'this.#draft',
              owner: 'Page',
              release: 'this.#draft.dispose()',
              end: 'dispose()',
              place: 'in onDone()',
            },
            suggestions: [
              {
                messageId: 'endAtEnd',
                data: { call: 'this.#draft.dispose()', where: 'dispose()' },
                output: draft('dispose() { this.#draft?.dispose(); this.view.dispose() }'),
              },
            ],
          },
        ],
      },
    ],
    silent: [
      { name: 'of an owner that is only stopped', code: draft('stop() { this.view.stop() }') },
      { name: 'of an owner that is asked to close', code: draft('close() { this.view.close() }') },
      { name: 'that the end ends as well', code: draft('dispose() { this.#draft?.dispose() }') },
    ],
  },
)
