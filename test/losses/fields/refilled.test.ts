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
              line: '10',
              owner: 'Cursor',
              release: 'this.#blinker.dispose()',
              end: 'a teardown of Cursor',
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
