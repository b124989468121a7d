import { requireListenerRemoval } from '../../src/rules/require-listener-removal.js'
import { certaintyTester } from '../certainty-tester.js'

const check = certaintyTester('require-listener-removal', requireListenerRemoval)

const panel = (begin: string, end: string): string => `
  export class Panel {
    constructor(element) {
      this.element = element
      this.layout = () => this.resize()
      ${begin}
    }
    destroy() {
      ${end}
      this.element.remove()
    }
  }
`

/** The same with its end written first in `destroy()`. */
const suggested = (begin: string, end: string): string =>
  panel(begin, '').replace('this.element.remove()', `${end}\n      this.element.remove()`)

check('what jQuery wraps', ['everywhere'], {
  silent: [
    {
      name: 'taken out by the same function',
      code: panel("$(window).on('resize', this.layout)", "$(window).off('resize', this.layout)"),
    },
    {
      name: 'taken out by its namespace',
      code: panel("$(window).on('resize.panel', this.layout)", "$(window).off('.panel')"),
    },
    {
      name: 'several, taken out by their namespace',
      code: panel("$(window).on('resize.panel scroll.panel', this.layout)", "$(window).off('.panel')"),
    },
    {
      name: 'taken out by the event without its namespace',
      code: panel("jQuery(document).on('click.panel', this.layout)", "jQuery(document).off('click')"),
    },
    {
      name: 'for what fits a selector, taken out',
      code: panel(
        "$(document).on('click', '.item', this.layout)",
        "$(document).off('click', '.item', this.layout)",
      ),
    },
    { name: 'an element of its own', code: panel("$(element).on('click', this.layout)", '') },
    {
      name: 'when the page is ready',
      code: `
        $(function () {
          $(window).on('scroll', () => show())
        })
      `,
    },
  ],
  known: [
    {
      name: 'never taken out',
      code: panel("$(window).on('resize', this.layout)", ''),
      errors: [
        {
          messageId: 'neverRemoved',
          line: 6,
          column: 7,
          endLine: 6,
          endColumn: 42,
        },
      ],
    },
    {
      name: 'for what fits a selector, never taken out',
      code: panel("$(document).on('click', '.item', this.layout)", ''),
      errors: [
        {
          messageId: 'neverRemoved',
          line: 6,
          column: 7,
          endLine: 6,
          endColumn: 52,
        },
      ],
    },
  ],
})

check('events of browser extensions', ['everywhere'], {
  silent: [
    {
      name: 'taken out',
      code: panel(
        'chrome.tabs.onUpdated.addListener(this.layout)',
        'chrome.tabs.onUpdated.removeListener(this.layout)',
      ),
    },
  ],
  known: [
    {
      name: 'never taken out',
      code: panel('chrome.tabs.onUpdated.addListener(this.layout)', ''),
      errors: [
        {
          messageId: 'neverRemoved',
          line: 6,
          column: 7,
          endLine: 6,
          endColumn: 53,
          suggestions: [
            {
              messageId: 'removeAtEnd',
              output: suggested(
                'chrome.tabs.onUpdated.addListener(this.layout)',
                'chrome.tabs.onUpdated.removeListener(this.layout)',
              ),
            },
          ],
        },
      ],
    },
  ],
})

check('a class of which there is one, and what switches it off', ['everywhere'], {
  silent: [],
  likely: [
    {
      name: 'only changes how it looks',
      code: `
        export const bar = new (class {
          init() {
            window.addEventListener('resize', () => this.layout())
          }
          disable() {
            this.element.removeClass('active')
          }
        })()
      `,
      errors: [{ messageId: 'neverRemoved', line: 4, column: 13, endLine: 4, endColumn: 67 }],
    },
  ],
})
