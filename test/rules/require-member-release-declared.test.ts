import { requireMemberRelease } from '../../src/rules/require-member-release.js'
import { certaintyTester } from '../certainty-tester.js'

const view = (type: string, given: string, end: string): string => `
export class View {
  private listener: ${type}
  private readonly parts = new Set<string>()
  show(source: Source): void {
    ${given}
  }
  draw(): void {}
  dispose(): void {
    this.parts.clear()
    ${end}
  }
}`

certaintyTester('require-member-release', requireMemberRelease)(
  'fields that are declared as something to be ended',
  ['untypedTs'],
  {
    silent: [
      {
        name: 'ended with the owner',
        code: view(
          'Disposable | undefined',
          'this.listener = source.onDidChange(() => this.draw())',
          'this.listener?.dispose()',
        ),
      },
      {
        name: 'given from outside',
        code: view('Disposable | undefined', 'this.listener = source.getListener()', ''),
      },
      {
        name: 'of a type that says nothing',
        code: view('Listener | undefined', 'this.listener = source.onDidChange(() => this.draw())', ''),
      },
    ],
    likely: [
      {
        name: 'left by the end',
        code: view('Disposable | undefined', 'this.listener = source.begin(this)', ''),
        errors: [
          {
            messageId: 'missed',
            at: 'source.begin(this)',
            data: {
              member: 'this.listener',
              noun: 'a Disposable',
              owner: 'View',
              consequence: 'it stays open while anything keeps it',
              release: 'this.listener.dispose()',
              end: 'dispose()',
            },
            suggestions: [
              {
                messageId: 'endAtEnd',
                data: { call: 'this.listener.dispose()', where: 'dispose()' },
                output: view('Disposable | undefined', 'this.listener = source.begin(this)', '').replace(
                  '    this.parts.clear()',
                  '    this.listener?.dispose()\n    this.parts.clear()',
                ),
              },
            ],
          },
        ],
      },
    ],
  },
)
