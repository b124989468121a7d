import { requireListenerRemoval } from '../../src/rules/require-listener-removal.js'
import { certaintyTester } from '../certainty-tester.js'

const check = certaintyTester('require-listener-removal', requireListenerRemoval)

check('a removal that only an event brings', ['everywhere'], {
  silent: [
    {
      name: 'of what comes with the next event of what outlives it',
      code: `
        export class Drag {
          constructor(element) {
            this.element = element
            element.addEventListener('pointerdown', this.begin)
          }
          begin = () => {
            document.addEventListener('pointermove', this.move)
            document.addEventListener('pointerup', this.up)
          }
          move = () => {}
          up = () => {
            document.removeEventListener('pointermove', this.move)
            document.removeEventListener('pointerup', this.up)
          }
          dispose() {
            this.element.removeEventListener('pointerdown', this.begin)
          }
        }
      `,
    },
    {
      name: 'that the end brings as well',
      code: `
        export class Pinch {
          constructor(map) {
            this.map = map
            this.map.on('touchstart', this.begin)
          }
          begin = () => {
            this.map.on('touchmove', this.move)
            this.map.on('touchend', this.up)
          }
          move = () => {}
          up = () => {
            this.map.off('touchmove', this.move)
            this.map.off('touchend', this.up)
          }
          dispose() {
            this.map.off('touchstart', this.begin)
            this.up()
          }
        }
      `,
    },
    {
      name: 'of what a promise waits for',
      code: `
        export class Pipe {
          constructor(stream) {
            this.stream = stream
            this.stream.on('error', this.failed)
          }
          failed = () => {}
          send(text) {
            return new Promise((resolve) => {
              const drained = () => {
                this.stream.off('drain', drained)
                resolve()
              }
              this.stream.on('drain', drained)
            })
          }
          close() {
            this.stream.off('error', this.failed)
          }
        }
      `,
    },
  ],
  likely: [
    {
      name: 'where the end takes out others of the same target',
      code: `
        export class Pinch {
          constructor(map) {
            this.map = map
            this.map.on('touchstart', this.begin)
          }
          begin = () => {
            this.map.on('touchmove', this.move)
            this.map.on('touchend', this.up)
          }
          move = () => {}
          up = () => {
            this.map.off('touchmove', this.move)
            this.map.off('touchend', this.up)
          }
          dispose() {
            this.map.off('touchstart', this.begin)
          }
        }
      `,
      errors: [
        {
          messageId: 'siblingRemoved',
          at: "this.map.on('touchmove', this.move)",
          data: {
            target: 'this.map',
            event: "'touchmove'",
            until: 'as long as it lives',
            sibling: "'touchstart' listener",
            place: 'in dispose()',
          },
          suggestions: [
            {
              messageId: 'removeBeside',
              data: { remove: 'off', sibling: "'touchstart' listener" },
              output: `
        export class Pinch {
          constructor(map) {
            this.map = map
            this.map.on('touchstart', this.begin)
          }
          begin = () => {
            this.map.on('touchmove', this.move)
            this.map.on('touchend', this.up)
          }
          move = () => {}
          up = () => {
            this.map.off('touchmove', this.move)
            this.map.off('touchend', this.up)
          }
          dispose() {
            this.map.off('touchmove', this.move)
            this.map.off('touchstart', this.begin)
          }
        }
      `,
            },
          ],
        },
        {
          messageId: 'siblingRemoved',
          at: "this.map.on('touchend', this.up)",
          data: {
            target: 'this.map',
            event: "'touchend'",
            until: 'as long as it lives',
            sibling: "'touchstart' listener",
            place: 'in dispose()',
          },
          suggestions: [
            {
              messageId: 'removeBeside',
              data: { remove: 'off', sibling: "'touchstart' listener" },
              output: `
        export class Pinch {
          constructor(map) {
            this.map = map
            this.map.on('touchstart', this.begin)
          }
          begin = () => {
            this.map.on('touchmove', this.move)
            this.map.on('touchend', this.up)
          }
          move = () => {}
          up = () => {
            this.map.off('touchmove', this.move)
            this.map.off('touchend', this.up)
          }
          dispose() {
            this.map.off('touchend', this.up)
            this.map.off('touchstart', this.begin)
          }
        }
      `,
            },
          ],
        },
      ],
    },
  ],
})

const react = certaintyTester('require-listener-removal', requireListenerRemoval)

react('a removal that an element of the owner brings', ['untypedTs', 'typedDom'], {
  silent: [
    {
      name: 'and the end as well',
      filename: 'react.tsx',
      code: `
        import * as React from 'react'
        export class Editor extends React.Component {
          selected = () => {}
          focus = () => document.addEventListener('selectionchange', this.selected)
          blur = () => document.removeEventListener('selectionchange', this.selected)
          componentWillUnmount() { this.blur() }
          render() { return <input onFocus={this.focus} onBlur={this.blur} /> }
        }
      `,
    },
  ],
  likely: [
    {
      name: 'and the end does not',
      filename: 'react.tsx',
      code: `
        import * as React from 'react'
        export class Editor extends React.Component {
          selected = () => {}
          focus = () => document.addEventListener('selectionchange', this.selected)
          blur = () => document.removeEventListener('selectionchange', this.selected)
          componentWillUnmount() { save() }
          render() { return <input onFocus={this.focus} onBlur={this.blur} /> }
        }
      `,
      errors: [
        {
          messageId: 'neverRemoved',
          at: "document.addEventListener('selectionchange', this.selected)",
          data: {
            target: 'document',
            event: "'selectionchange'",
            until: 'until the page is left',
            remove: 'removeEventListener',
            arguments: 'function',
            where: 'componentWillUnmount()',
          },
          suggestions: [
            {
              messageId: 'removeAtEnd',
              data: { remove: 'removeEventListener', where: 'componentWillUnmount()' },
              output: `
        import * as React from 'react'
        export class Editor extends React.Component {
          selected = () => {}
          focus = () => document.addEventListener('selectionchange', this.selected)
          blur = () => document.removeEventListener('selectionchange', this.selected)
          componentWillUnmount() { document.removeEventListener('selectionchange', this.selected); save() }
          render() { return <input onFocus={this.focus} onBlur={this.blur} /> }
        }
      `,
            },
          ],
        },
      ],
    },
  ],
})
