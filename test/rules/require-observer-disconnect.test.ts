import { requireObserverDisconnect } from '../../src/rules/require-observer-disconnect.js'
import { certaintyTester } from '../certainty-tester.js'
import { ruleTester } from '../rule-tester.js'

const check = certaintyTester('require-observer-disconnect', requireObserverDisconnect)

const elementWith = (rest: string, teardown = '') => `
  class Panel extends HTMLElement {
    connectedCallback() {
      ${rest}
    }
    disconnectedCallback() {
      window.removeEventListener('resize', onResize)
      ${teardown}
    }
  }
`

check('on what stays as long as the page', ['dom'], {
  silent: [
    {
      name: 'disconnected at the end',
      code: elementWith(
        'this.themes = new MutationObserver(update); this.themes.observe(document.body, {})',
        'this.themes.disconnect()',
      ),
    },
    {
      name: 'disconnected by a helper that the end calls',
      code: `
        class Panel {
          start() {
            this.themes = new MutationObserver(update)
            this.themes.observe(document.documentElement, { attributes: true })
          }
          reset() { this.themes?.disconnect() }
          dispose() { this.reset() }
        }
      `,
    },
    {
      name: 'its only target is taken out at the end',
      code: elementWith(
        'this.sizes = new ResizeObserver(update); this.sizes.observe(document.body)',
        'this.sizes.unobserve(document.body)',
      ),
    },
    {
      name: 'while the module loads',
      code: 'new MutationObserver(update).observe(document.body, { childList: true })',
    },
    {
      name: "a module's, once",
      code: `
        let started = false
        export function start() {
          if (started) return
          started = true
          new MutationObserver(update).observe(document.body, {})
        }
      `,
    },
    {
      name: 'called once, while the module loads',
      code: `
        function watch() { new MutationObserver(update).observe(document.body, {}) }
        watch()
      `,
    },
    {
      name: 'sets a page up, by its name',
      code: 'export function initTheme() { new MutationObserver(update).observe(document.body, {}) }',
    },
    {
      name: 'when the document is loaded',
      code: `
        document.addEventListener('DOMContentLoaded', () => {
          new MutationObserver(update).observe(document.body, {})
        })
      `,
    },
    {
      name: 'a module keeps one for all',
      code: `
        const shared = new MutationObserver(update)
        export class Panel {
          start() { shared.observe(document.body, {}) }
          dispose() { clearTimeout(this.timer) }
        }
      `,
    },
    {
      name: 'a class keeps one for all',
      code: `
        export class Panel {
          static shared = new MutationObserver(update)
          start() { Panel.shared.observe(document.body, {}) }
          dispose() { clearTimeout(this.timer) }
        }
      `,
    },
    {
      name: 'handed back',
      code: `
        export function watch() {
          const observer = new MutationObserver(update)
          observer.observe(document.body, {})
          return observer
        }
      `,
    },
    {
      name: 'a disposer handed back',
      code: `
        export function watch() {
          const observer = new MutationObserver(update)
          observer.observe(document.body, {})
          return () => observer.disconnect()
        }
      `,
    },
    {
      name: 'a method handed back',
      code: `
        export function watch() {
          const observer = new MutationObserver(update)
          observer.observe(document.body, {})
          return { stop: observer.disconnect.bind(observer) }
        }
      `,
    },
    {
      name: 'given to another function',
      code: `
        export class Panel {
          start() {
            const observer = new MutationObserver(update)
            observer.observe(document.body, {})
            this.keep(observer)
          }
          dispose() { clearTimeout(this.timer) }
        }
      `,
    },
    {
      name: 'put into a list that the end goes through',
      code: `
        export class Panel {
          observers = []
          start() {
            const observer = new MutationObserver(update)
            observer.observe(document.body, {})
            this.observers.push(observer)
          }
          dispose() { for (const each of this.observers) each.disconnect() }
        }
      `,
    },
    {
      name: 'its end registered with a collector',
      code: `
        export class Panel extends Disposable {
          start() {
            const observer = new MutationObserver(update)
            observer.observe(document.body, {})
            this._register(toDisposable(() => observer.disconnect()))
          }
        }
      `,
    },
    {
      name: 'ended by an abort',
      code: `
        export function watch(signal) {
          const observer = new MutationObserver(update)
          observer.observe(document.body, {})
          signal.addEventListener('abort', () => observer.disconnect())
        }
      `,
    },
    {
      name: 'ended by a timeout at the latest',
      code: `
        import { useEffect } from 'react'
        export function useBanner(find) {
          useEffect(() => {
            const observer = new MutationObserver(() => { if (find()) observer.disconnect() })
            observer.observe(document.body, { childList: true })
            setTimeout(() => observer.disconnect(), 5000)
          }, [find])
        }
      `,
    },
    {
      name: 'over before the function is',
      code: `
        export class Panel {
          flush() {
            const observer = new MutationObserver(update)
            observer.observe(document.body, {})
            this.change()
            observer.takeRecords().forEach(update)
            observer.disconnect()
          }
          dispose() { clearTimeout(this.timer) }
        }
      `,
    },
    {
      name: 'a second look at the sizes is not wanted',
      code: `
        import { useEffect } from 'react'
        export function useSize(set) {
          useEffect(() => {
            new ResizeObserver(([entry], observer) => {
              observer.disconnect()
              set(entry.contentRect)
            }).observe(document.body)
          }, [set])
        }
      `,
    },
    {
      name: 'effect with a cleanup',
      code: `
        import { useEffect } from 'react'
        export function useTheme(set) {
          useEffect(() => {
            const observer = new MutationObserver(() => set(document.body.className))
            observer.observe(document.body, { attributes: true })
            return () => observer.disconnect()
          }, [set])
        }
      `,
    },
    {
      name: 'effect whose observer another effect ends',
      code: `
        import { useEffect, useRef } from 'react'
        export function useTheme(set) {
          const observer = useRef(null)
          useEffect(() => {
            observer.current = new MutationObserver(set)
            observer.current.observe(document.body, { attributes: true })
          }, [set])
          useEffect(() => () => observer.current?.disconnect(), [])
        }
      `,
    },
    {
      name: 'composable',
      code: `
        import { onMounted, onUnmounted, shallowRef } from 'vue'
        export function useTheme(set) {
          const observer = shallowRef()
          onMounted(() => {
            observer.value = new MutationObserver(set)
            observer.value.observe(document.body, { attributes: true })
          })
          onUnmounted(() => { observer.value?.disconnect() })
        }
      `,
    },
    {
      name: 'an observable of something else',
      code: `
        class Watcher { observe() {} }
        export class Panel {
          start() { this.watcher = new Watcher(); this.watcher.observe(document.body) }
          dispose() { clearTimeout(this.timer) }
        }
      `,
    },
    {
      name: "a class of the file's own, of the same name",
      code: `
        class MutationObserver { observe() {} }
        export class Panel {
          start() { new MutationObserver(update).observe(document.body) }
          dispose() { clearTimeout(this.timer) }
        }
      `,
    },
    {
      name: 'from a factory, of another kind',
      code: `
        export class Panel {
          widthObserver = createObserver()
          start() { this.widths = this.widthObserver.observe(document.body).subscribe(update) }
          dispose() { clearTimeout(this.timer) }
        }
      `,
    },
    {
      name: 'watches for the end of what it serves',
      code: `
        export function show(element) {
          const observer = new MutationObserver(() => {
            if (!document.body.contains(element)) observer.disconnect()
          })
          observer.observe(document.body, { childList: true, subtree: true })
        }
      `,
    },
    {
      name: 'a function that runs while the module loads keeps one for all',
      code: `
        (function () {
          let observer
          window.start = function () {
            observer = new MutationObserver(update)
            observer.observe(document.body, {})
          }
        })()
      `,
    },
    {
      name: 'test code',
      code: `
        describe('panel', () => {
          it('updates', () => {
            const panel = { start() { new MutationObserver(update).observe(document.body) }, dispose() {} }
            expect(panel).toBeDefined()
          })
        })
      `,
    },
  ],
  known: [
    {
      name: 'custom element, nothing refers to it',
      filename: 'file.js',
      code: elementWith('new MutationObserver(() => this.update()).observe(document.body, {})'),
      errors: [
        {
          suggestions: [
            {
              messageId: 'keepAndEnd',
              output: elementWith(
                'this.#observer = new MutationObserver(() => this.update())\n      this.#observer.observe(document.body, {})',
              )
                .replace('connectedCallback', '#observer\n\n    connectedCallback')
                .replace('window.', 'this.#observer?.disconnect()\n      window.'),
            },
          ],
          messageId: 'dropped',
          at: 'new MutationObserver(() => this.update()).observe(document.body, {})',
          data: {
            noun: 'MutationObserver',
            end: 'disconnect',
            where: 'disconnectedCallback()',
            keeper: '`document.body`',
            until: 'until the page is left',
          },
        },
      ],
    },
    {
      name: 'class, kept in a field',
      code: `
export class Panel {
  start() {
    this.themes = new window.MutationObserver(() => this.update()) // themes
    this.themes /* of the page */ .observe(document.documentElement, { attributes: true })
  }
  update() {}
  dispose() {
    this.element.remove()
  }
}
`,
      errors: [
        {
          messageId: 'neverDisconnected',
          at: 'this.themes /* of the page */ .observe(document.documentElement, { attributes: true })',
          suggestions: [
            {
              messageId: 'endAtEnd',
              output: `
export class Panel {
  start() {
    this.themes = new window.MutationObserver(() => this.update()) // themes
    this.themes /* of the page */ .observe(document.documentElement, { attributes: true })
  }
  update() {}
  dispose() {
    this.themes?.disconnect()
    this.element.remove()
  }
}
`,
            },
          ],
        },
      ],
    },
    {
      name: 'class, kept in a private field with a value',
      code: `
export class Panel {
  #sizes = new ResizeObserver(() => this.update())
  start() {
    this.#sizes.observe(document.body)
  }
  update() {}
  dispose() {}
}
`,
      errors: [
        {
          messageId: 'neverDisconnected',
          at: 'this.#sizes.observe(document.body)',
          suggestions: [
            {
              messageId: 'endAtEnd',
              output: `
export class Panel {
  #sizes = new ResizeObserver(() => this.update())
  start() {
    this.#sizes.observe(document.body)
  }
  update() {}
  dispose() {
    this.#sizes.disconnect()
  }
}
`,
            },
          ],
        },
      ],
    },
    {
      name: 'made and kept under two names',
      code: `
        export class Panel {
          start() {
            const observer = (this.themes = new MutationObserver(update))
            observer.observe(document.body, {})
          }
          dispose() {}
        }
      `,
      errors: [
        {
          messageId: 'neverDisconnected',
          at: 'observer.observe(document.body, {})',
          data: {
            noun: 'MutationObserver',
            end: 'disconnect',
            where: 'dispose()',
            handle: 'this.themes',
            keeper: '`document.body`',
            until: 'until the page is left',
          },
          suggestions: [
            {
              messageId: 'endAtEnd',
              output: `
        export class Panel {
          start() {
            const observer = (this.themes = new MutationObserver(update))
            observer.observe(document.body, {})
          }
          dispose() {
            this.themes?.disconnect()
          }
        }
      `,
            },
          ],
        },
      ],
    },
    {
      name: 'of two, one is forgotten',
      code: `
        export class Panel {
          start() {
            this.themes = new MutationObserver(update)
            this.themes.observe(document.body, {})
            this.sizes = new ResizeObserver(update)
            this.sizes?.observe(document.body)
          }
          dispose() {
            this.themes.disconnect()
          }
        }
      `,
      errors: [
        {
          messageId: 'siblingDisconnected',
          at: 'this.sizes?.observe(document.body)',
          suggestions: [
            {
              messageId: 'endAtEnd',
              output: `
        export class Panel {
          start() {
            this.themes = new MutationObserver(update)
            this.themes.observe(document.body, {})
            this.sizes = new ResizeObserver(update)
            this.sizes?.observe(document.body)
          }
          dispose() {
            this.sizes?.disconnect()
            this.themes.disconnect()
          }
        }
      `,
            },
          ],
        },
      ],
    },
    {
      name: 'disconnected when it is started again, not at the end',
      code: `
        export class Panel {
          restart() {
            this.themes?.disconnect()
            this.themes = new MutationObserver(update)
            this.themes.observe(document.head, {})
          }
          dispose() {
            this.element.remove()
          }
        }
      `,
      errors: [
        {
          messageId: 'notDisconnectedAtEnd',
          at: 'this.themes.observe(document.head, {})',
          data: {
            noun: 'MutationObserver',
            end: 'disconnect',
            where: 'dispose()',
            handle: 'this.themes',
            keeper: '`document.head`',
            until: 'until the page is left',
            place: 'in restart()',
          },
          suggestions: [
            {
              messageId: 'endAtEnd',
              output: `
        export class Panel {
          restart() {
            this.themes?.disconnect()
            this.themes = new MutationObserver(update)
            this.themes.observe(document.head, {})
          }
          dispose() {
            this.themes?.disconnect()
            this.element.remove()
          }
        }
      `,
            },
          ],
        },
      ],
    },
    {
      name: 'two targets, one report',
      code: `
        export class Panel {
          start() {
            this.sizes = new ResizeObserver(update)
            this.sizes.observe(this.element)
            this.sizes.observe(document.body)
          }
          dispose() {
            clearTimeout(this.timer)
          }
        }
      `,
      errors: [
        {
          messageId: 'neverDisconnected',
          at: 'this.sizes.observe(document.body)',
          suggestions: [
            {
              messageId: 'endAtEnd',
              output: `
        export class Panel {
          start() {
            this.sizes = new ResizeObserver(update)
            this.sizes.observe(this.element)
            this.sizes.observe(document.body)
          }
          dispose() {
            this.sizes?.disconnect()
            clearTimeout(this.timer)
          }
        }
      `,
            },
          ],
        },
      ],
    },
    {
      name: 'promise, nothing refers to it, the target is a default',
      code: `
        const appears = (selector, root = document.body) =>
          new Promise((resolve) => {
            new MutationObserver(() => {
              const found = document.querySelector(selector)
              if (found) resolve(found)
            }).observe(root, { childList: true })
          })
        export const banner = () => appears('.banner')
      `,
      errors: [{ messageId: 'dropped', line: 4, column: 13, endLine: 7, endColumn: 50 }],
    },
    {
      name: 'promise, kept in a variable',
      code: `
        export function appears(find) {
          return new Promise((resolve) => {
            const observer = new MutationObserver(() => { if (find()) resolve() })
            observer.observe(document, { childList: true })
          })
        }
      `,
      errors: [{ messageId: 'neverDisconnected', at: 'observer.observe(document, { childList: true })' }],
    },
    {
      name: 'effect without a cleanup',
      code: `
        import { useEffect } from 'react'
        export function useTheme(set) {
          useEffect(() => {
            const observer = new MutationObserver(() => set(document.body.className))
            observer.observe(document.body, { attributes: true })
          }, [set])
        }
      `,
      errors: [
        {
          suggestions: [
            {
              messageId: 'returnCleanup',
              output: `
        import { useEffect } from 'react'
        export function useTheme(set) {
          useEffect(() => {
            const observer = new MutationObserver(() => set(document.body.className))
            observer.observe(document.body, { attributes: true })
            return () => observer.disconnect()
          }, [set])
        }
      `,
            },
          ],
          messageId: 'neverDisconnected',
          at: 'observer.observe(document.body, { attributes: true })',
        },
      ],
    },
    {
      name: 'effect, disconnected by its own callback alone',
      code: `
        import { useEffect } from 'react'
        export function useBanner(find) {
          useEffect(() => {
            const observer = new MutationObserver(() => {
              if (find()) observer.disconnect()
            })
            observer.observe(document.querySelector('body'), { childList: true })
          }, [find])
        }
      `,
      errors: [
        {
          suggestions: [
            {
              messageId: 'returnCleanup',
              output: `
        import { useEffect } from 'react'
        export function useBanner(find) {
          useEffect(() => {
            const observer = new MutationObserver(() => {
              if (find()) observer.disconnect()
            })
            observer.observe(document.querySelector('body'), { childList: true })
            return () => observer.disconnect()
          }, [find])
        }
      `,
            },
          ],
          messageId: 'onlyOnSuccess',
          at: "observer.observe(document.querySelector('body'), { childList: true })",
          data: {
            noun: 'MutationObserver',
            end: 'disconnect',
            where: 'a cleanup of this effect',
            keeper: "`document.querySelector('body')`",
            until: 'until the page is left',
          },
        },
      ],
    },
    {
      name: 'effect, disconnected by the second argument of its callback alone',
      code: `
        import { useEffect } from 'react'
        export function useBanner(find) {
          useEffect(() => {
            new MutationObserver((_, self) => { if (find()) self.disconnect() }).observe(document.body)
          }, [find])
        }
      `,
      errors: [
        {
          suggestions: [
            {
              messageId: 'returnCleanup',
              output: `
        import { useEffect } from 'react'
        export function useBanner(find) {
          useEffect(() => {
            const observer = new MutationObserver((_, self) => { if (find()) self.disconnect() })
            observer.observe(document.body)
            return () => observer.disconnect()
          }, [find])
        }
      `,
            },
          ],
          messageId: 'onlyOnSuccess',
          at: 'new MutationObserver((_, self) => { if (find()) self.disconnect() }).observe(document.body)',
        },
      ],
    },
    {
      name: 'effect, ended by its own callback while that makes changes',
      code: `
        import { useEffect } from 'react'
        export function useTranslation(translate) {
          useEffect(() => {
            const observer = new MutationObserver(() => {
              observer.disconnect()
              translate()
              observer.observe(document.body, { subtree: true })
            })
            observer.observe(document.body, { childList: true })
          }, [translate])
        }
      `,
      errors: [
        {
          suggestions: [
            {
              messageId: 'returnCleanup',
              output: `
        import { useEffect } from 'react'
        export function useTranslation(translate) {
          useEffect(() => {
            const observer = new MutationObserver(() => {
              observer.disconnect()
              translate()
              observer.observe(document.body, { subtree: true })
            })
            observer.observe(document.body, { childList: true })
            return () => observer.disconnect()
          }, [translate])
        }
      `,
            },
          ],
          messageId: 'neverDisconnected',
          at: 'observer.observe(document.body, { childList: true })',
        },
      ],
    },
    {
      name: 'effect, kept in a ref',
      code: `
        import { useEffect, useRef } from 'react'
        export function useTheme(set) {
          const observer = useRef(new MutationObserver(set))
          useEffect(() => {
            observer.current.observe(document.body, { attributes: true })
          }, [])
        }
      `,
      errors: [
        {
          messageId: 'neverDisconnected',
          at: 'observer.current.observe(document.body, { attributes: true })',
        },
      ],
    },
    {
      name: 'composable with an end that forgets it',
      code: `
        import { onMounted, onUnmounted, ref } from 'vue'
        export function useTheme(set) {
          const observer = ref()
          onMounted(() => {
            observer.value = new MutationObserver(set)
            observer.value.observe(document.body, { attributes: true })
            window.addEventListener('resize', set)
          })
          onUnmounted(() => window.removeEventListener('resize', set))
        }
      `,
      errors: [
        {
          messageId: 'neverDisconnected',
          at: 'observer.value.observe(document.body, { attributes: true })',
          suggestions: [
            {
              messageId: 'endAtEnd',
              output: `
        import { onMounted, onUnmounted, ref } from 'vue'
        export function useTheme(set) {
          const observer = ref()
          onMounted(() => {
            observer.value = new MutationObserver(set)
            observer.value.observe(document.body, { attributes: true })
            window.addEventListener('resize', set)
          })
          onUnmounted(() => {
            observer.value?.disconnect()
            window.removeEventListener('resize', set)
          })
        }
      `,
            },
          ],
        },
      ],
    },
  ],
  likely: [
    {
      name: 'a function of which nobody can tell how often it runs',
      code: 'export function watch(set) { new MutationObserver(set).observe(document.body, {}) }',
      errors: [{ messageId: 'dropped', at: 'new MutationObserver(set).observe(document.body, {})' }],
    },
    {
      name: 'promise, disconnected when it is settled alone',
      code: `
        export function appears(find) {
          return new Promise((resolve) => {
            const observer = new MutationObserver(() => {
              if (!find()) return
              observer.disconnect()
              resolve()
            })
            observer.observe(document.body, { childList: true })
          })
        }
      `,
      errors: [{ messageId: 'onlyOnSuccess', at: 'observer.observe(document.body, { childList: true })' }],
    },
    {
      name: 'a target that a caller gives instead',
      code: `
        const appears = (find, root = document.body) =>
          new Promise((resolve) => {
            new MutationObserver(() => { if (find()) resolve() }).observe(root)
          })
        export const banner = (root) => appears(find, root)
      `,
      errors: [
        {
          messageId: 'dropped',
          at: 'new MutationObserver(() => { if (find()) resolve() }).observe(root)',
        },
      ],
    },
    {
      name: 'once for all of its starts and stops',
      code: `
        export class Scene {
          start() {
            if (!this.motion) {
              this.motion = new MutationObserver(() => this.render())
              this.motion.observe(document.documentElement, { attributes: true })
            }
            this.frame = requestAnimationFrame(() => this.render())
          }
          stop() { cancelAnimationFrame(this.frame) }
        }
      `,
      errors: [
        {
          messageId: 'neverDisconnected',
          at: 'this.motion.observe(document.documentElement, { attributes: true })',
          suggestions: [
            {
              messageId: 'endAtEnd',
              output: `
        export class Scene {
          start() {
            if (!this.motion) {
              this.motion = new MutationObserver(() => this.render())
              this.motion.observe(document.documentElement, { attributes: true })
            }
            this.frame = requestAnimationFrame(() => this.render())
          }
          stop() { this.motion?.disconnect(); cancelAnimationFrame(this.frame) }
        }
      `,
            },
          ],
        },
      ],
    },
    {
      name: 'a document that is given',
      filename: 'file.js',
      code: `
        export class Panel {
          constructor(document) { this._document = document }
          start() { new MutationObserver(update).observe(this._document.body) }
          dispose() {}
        }
      `,
      errors: [
        {
          suggestions: [
            {
              messageId: 'keepAndEnd',
              output: `
        export class Panel {
          constructor(document) { this._document = document }
          start() { this.observer = new MutationObserver(update); this.observer.observe(this._document.body) }
          dispose() {
            this.observer?.disconnect()
          }
        }
      `,
            },
          ],
          messageId: 'dropped',
          at: 'new MutationObserver(update).observe(this._document.body)',
        },
      ],
    },
    {
      name: 'a class without an end',
      code: `
        export class Themes {
          constructor() { new MutationObserver(() => this.update()).observe(document.body) }
          update() {}
        }
      `,
      errors: [
        { messageId: 'dropped', at: 'new MutationObserver(() => this.update()).observe(document.body)' },
      ],
    },
  ],
})

check('on what its owner has', ['dom'], {
  silent: [
    {
      name: 'own element, effect in which it is ended where it is wanted no more',
      code: `
        import { useEffect, useRef } from 'react'
        export function useSeen(set) {
          const ref = useRef(null)
          useEffect(() => {
            const observer = new IntersectionObserver(([entry]) => {
              if (!entry.isIntersecting) return
              set(true)
              observer.disconnect()
            })
            observer.observe(ref.current)
          }, [])
          return ref
        }
      `,
    },
    {
      name: 'an element made here',
      code: `
        export class Panel {
          start() {
            const element = document.createElement('div')
            new ResizeObserver(update).observe(element)
          }
          dispose() { clearTimeout(this.timer) }
        }
      `,
    },
    {
      name: 'own element, for life',
      code: `
        class Panel extends HTMLElement {
          constructor() {
            super()
            new MutationObserver(() => this.update()).observe(this, { childList: true })
          }
          disconnectedCallback() { window.removeEventListener('resize', this.update) }
        }
      `,
    },
    {
      name: 'own element, no end',
      code: `
        class Panel extends HTMLElement {
          connectedCallback() { this.sizes = new ResizeObserver(update); this.sizes.observe(this) }
        }
      `,
    },
    {
      name: 'own element, an end that releases nothing',
      code: `
        class Panel extends HTMLElement {
          connectedCallback() { this.sizes = new ResizeObserver(update); this.sizes.observe(this) }
          disconnectedCallback() { this.isOpen = false }
        }
      `,
    },
    {
      name: 'own element, a method that ends something else',
      code: `
        class Panel extends HTMLElement {
          connectedCallback() { this.sizes = new ResizeObserver(update); this.sizes.observe(this) }
          closeAll() { this.panels.forEach((panel) => panel.close()) }
        }
      `,
    },
    {
      name: 'unknown element, no owner',
      code: 'export function watch(element) { new ResizeObserver(update).observe(element) }',
    },
    {
      name: 'an observer that is given',
      code: `
        export class Panel {
          constructor(observer) { this.observer = observer }
          start(element) { this.observer.observe(element) }
          dispose() { clearTimeout(this.timer) }
        }
      `,
    },
    {
      name: 'an observer that others share',
      code: `
        export class Panel {
          observer = sharedObserver()
          start(element) { this.observer.observe(element) }
          dispose() { clearTimeout(this.timer) }
        }
      `,
    },
    {
      name: 'a callback ref that ends the one before',
      code: `
        import { useCallback, useEffect, useRef } from 'react'
        export function useLast(load) {
          const observer = useRef(null)
          useEffect(() => () => load.cancel(), [load])
          return useCallback((node) => {
            observer.current?.disconnect()
            observer.current = new IntersectionObserver(load)
            if (node) observer.current.observe(node)
          }, [load])
        }
      `,
    },
  ],
  likely: [
    {
      name: 'custom element, from a factory',
      code: `
class Panel {
  connectedCallback() {
    this.contentObserver?.observe(this.el, { childList: true })
    connectLabels(this)
  }
  disconnectedCallback() {
    disconnectLabels(this)
  }
  contentObserver = createObserver('mutation', () => this.update())
}
`,
      errors: [
        {
          messageId: 'neverDisconnected',
          at: 'this.contentObserver?.observe(this.el, { childList: true })',
          data: {
            noun: 'MutationObserver',
            end: 'disconnect',
            where: 'disconnectedCallback()',
            handle: 'this.contentObserver',
            keeper: '`this.el`',
            until: 'as long as it lives',
          },
          suggestions: [
            {
              messageId: 'endAtEnd',
              output: `
class Panel {
  connectedCallback() {
    this.contentObserver?.observe(this.el, { childList: true })
    connectLabels(this)
  }
  disconnectedCallback() {
    this.contentObserver?.disconnect()
    disconnectLabels(this)
  }
  contentObserver = createObserver('mutation', () => this.update())
}
`,
            },
          ],
        },
      ],
    },
    {
      name: 'started by a method that the beginning calls',
      code: `
        class Panel extends HTMLElement {
          connectedCallback() { this.watch() }
          watch() {
            if (!this.observer) this.observer = createContentObserver(() => this.update())
            this.observer.observe(this)
          }
          disconnectedCallback() { window.removeEventListener('resize', this.update) }
        }
      `,
      errors: [
        {
          messageId: 'neverDisconnected',
          at: 'this.observer.observe(this)',
          suggestions: [
            {
              messageId: 'endAtEnd',
              output: `
        class Panel extends HTMLElement {
          connectedCallback() { this.watch() }
          watch() {
            if (!this.observer) this.observer = createContentObserver(() => this.update())
            this.observer.observe(this)
          }
          disconnectedCallback() { this.observer?.disconnect(); window.removeEventListener('resize', this.update) }
        }
      `,
            },
          ],
        },
      ],
    },
    {
      name: 'disconnected when it is started again, not at the end',
      code: `
        class Panel extends HTMLElement {
          onSlotChange() {
            this.visible.disconnect()
            for (const child of this.children) this.visible.observe(child)
          }
          visible = new IntersectionObserver(() => this.update())
          disconnectedCallback() { clearTimeout(this.timer) }
        }
      `,
      errors: [
        {
          messageId: 'notDisconnectedAtEnd',
          at: 'this.visible.observe(child)',
          suggestions: [
            {
              messageId: 'endAtEnd',
              output: `
        class Panel extends HTMLElement {
          onSlotChange() {
            this.visible.disconnect()
            for (const child of this.children) this.visible.observe(child)
          }
          visible = new IntersectionObserver(() => this.update())
          disconnectedCallback() { this.visible.disconnect(); clearTimeout(this.timer) }
        }
      `,
            },
          ],
        },
      ],
    },
    {
      name: 'an element that is asked for, effect without a cleanup',
      code: `
        import { useEffect } from 'react'
        export function useSize(id, set) {
          useEffect(() => {
            new ResizeObserver(set).observe(document.getElementById(id))
          }, [id, set])
        }
      `,
      errors: [
        {
          suggestions: [
            {
              messageId: 'returnCleanup',
              output: `
        import { useEffect } from 'react'
        export function useSize(id, set) {
          useEffect(() => {
            const observer = new ResizeObserver(set)
            observer.observe(document.getElementById(id))
            return () => observer.disconnect()
          }, [id, set])
        }
      `,
            },
          ],
          messageId: 'dropped',
          at: 'new ResizeObserver(set).observe(document.getElementById(id))',
        },
      ],
    },
    {
      name: 'a view of Angular',
      code: `
        export class Chart {
          ngAfterViewInit() {
            this.sizes = new ResizeObserver(() => this.draw())
            this.sizes.observe(this.host.nativeElement)
          }
          ngOnDestroy() { this.chart.destroy() }
        }
      `,
      errors: [
        {
          messageId: 'neverDisconnected',
          at: 'this.sizes.observe(this.host.nativeElement)',
          suggestions: [
            {
              messageId: 'endAtEnd',
              output: `
        export class Chart {
          ngAfterViewInit() {
            this.sizes = new ResizeObserver(() => this.draw())
            this.sizes.observe(this.host.nativeElement)
          }
          ngOnDestroy() { this.sizes?.disconnect(); this.chart.destroy() }
        }
      `,
            },
          ],
        },
      ],
    },
    {
      name: 'an element of Lit, made under a condition',
      code: `
        export class Chart extends LitElement {
          firstUpdated() {
            if (this.grows) {
              this.sizes ??= new ResizeObserver(() => this.draw())
              this.sizes.observe(this.renderRoot.querySelector('canvas'))
            }
          }
          disconnectedCallback() {
            super.disconnectedCallback()
            this.chart.destroy()
          }
        }
      `,
      errors: [
        {
          messageId: 'neverDisconnected',
          at: "this.sizes.observe(this.renderRoot.querySelector('canvas'))",
          suggestions: [
            {
              messageId: 'endAtEnd',
              output: `
        export class Chart extends LitElement {
          firstUpdated() {
            if (this.grows) {
              this.sizes ??= new ResizeObserver(() => this.draw())
              this.sizes.observe(this.renderRoot.querySelector('canvas'))
            }
          }
          disconnectedCallback() {
            this.sizes?.disconnect()
            super.disconnectedCallback()
            this.chart.destroy()
          }
        }
      `,
            },
          ],
        },
      ],
    },
    {
      name: 'children, one by one',
      code: `
        export class Gallery {
          start() {
            const seen = new IntersectionObserver((entries) => this.load(entries))
            this.images.forEach((image) => seen.observe(image))
          }
          destroy() { this.images = [] }
        }
      `,
      errors: [{ messageId: 'neverDisconnected', at: 'seen.observe(image)' }],
    },
  ],
})

check('settings', ['dom'], {
  silent: [
    {
      name: 'a teardown of the user',
      settings: { leaks: { teardowns: ['retire'] } },
      code: `
        export class Panel {
          start() { this.sizes = new ResizeObserver(update); this.sizes.observe(document.body) }
          retire() { this.sizes.disconnect() }
          dispose() {}
        }
      `,
    },
    {
      name: 'a collector of the user',
      settings: { leaks: { collectors: ['runAtEnd'] } },
      code: `
        export class Panel {
          start() {
            const sizes = new ResizeObserver(update)
            sizes.observe(document.body)
            runAtEnd(() => sizes.disconnect())
          }
          dispose() {}
        }
      `,
    },
  ],
  known: [
    {
      name: 'a target that stays as long as the program',
      filename: 'file.js',
      settings: { leaks: { longLived: ['app.root'] } },
      code: `
        import { app } from './app.js'
        export class Panel {
          start() { new ResizeObserver(() => this.update()).observe(app.root) }
          dispose() {}
        }
      `,
      errors: [
        {
          suggestions: [
            {
              messageId: 'keepAndEnd',
              output: `
        import { app } from './app.js'
        export class Panel {
          start() { this.observer = new ResizeObserver(() => this.update()); this.observer.observe(app.root) }
          dispose() {
            this.observer?.disconnect()
          }
        }
      `,
            },
          ],
          messageId: 'dropped',
          at: 'new ResizeObserver(() => this.update()).observe(app.root)',
        },
      ],
    },
  ],
})

check('held by the page', ['everywhere'], {
  silent: [
    {
      name: 'disconnected at the end',
      code: `
        import { PerformanceObserver } from 'node:perf_hooks'
        export class Meter {
          #gc = new PerformanceObserver((list) => this.add(list))
          start() { this.#gc.observe({ entryTypes: ['gc'] }) }
          close() { this.#gc.disconnect() }
        }
      `,
    },
    {
      name: 'while the module loads',
      code: `
        const { PerformanceObserver } = require('perf_hooks')
        const gc = new PerformanceObserver(add)
        gc.observe({ entryTypes: ['gc'] })
      `,
    },
  ],
  known: [
    {
      name: 'nothing ends it',
      code: `
        import { PerformanceObserver } from 'node:perf_hooks'
        export class Meter {
          start() {
            this.gc = new PerformanceObserver((list) => this.add(list))
            this.gc.observe({ entryTypes: ['gc'] })
          }
          close() { clearInterval(this.timer) }
        }
      `,
      errors: [
        {
          messageId: 'neverDisconnected',
          at: "this.gc.observe({ entryTypes: ['gc'] })",
          data: {
            noun: 'PerformanceObserver',
            end: 'disconnect',
            where: 'close()',
            handle: 'this.gc',
            keeper: 'The page or process',
            until: 'until it ends',
          },
          suggestions: [
            {
              messageId: 'endAtEnd',
              output: `
        import { PerformanceObserver } from 'node:perf_hooks'
        export class Meter {
          start() {
            this.gc = new PerformanceObserver((list) => this.add(list))
            this.gc.observe({ entryTypes: ['gc'] })
          }
          close() { this.gc?.disconnect(); clearInterval(this.timer) }
        }
      `,
            },
          ],
        },
      ],
    },
    {
      name: 'imported with its module',
      filename: 'file.js',
      code: `
        import * as perf from 'perf_hooks'
        export class Meter {
          start() { new perf.PerformanceObserver((list) => this.add(list)).observe({ type: 'gc' }) }
          close() {}
        }
      `,
      errors: [
        {
          suggestions: [
            {
              messageId: 'keepAndEnd',
              output: `
        import * as perf from 'perf_hooks'
        export class Meter {
          start() { this.observer = new perf.PerformanceObserver((list) => this.add(list)); this.observer.observe({ type: 'gc' }) }
          close() {
            this.observer?.disconnect()
          }
        }
      `,
            },
          ],
          messageId: 'dropped',
          at: "new perf.PerformanceObserver((list) => this.add(list)).observe({ type: 'gc' })",
        },
      ],
    },
    {
      name: 'reports of the browser',
      filename: 'file.js',
      code: `
        export class Reports {
          start() { new ReportingObserver((reports) => this.add(reports)).observe() }
          dispose() {}
        }
      `,
      errors: [
        {
          suggestions: [
            {
              messageId: 'keepAndEnd',
              output: `
        export class Reports {
          start() { this.observer = new ReportingObserver((reports) => this.add(reports)); this.observer.observe() }
          dispose() {
            this.observer?.disconnect()
          }
        }
      `,
            },
          ],
          messageId: 'dropped',
          at: 'new ReportingObserver((reports) => this.add(reports)).observe()',
        },
      ],
    },
  ],
})

check('TypeScript', ['untypedTs', 'typedDom'], {
  silent: [
    {
      name: 'non-null assertion at the end',
      code: `
        export class Panel {
          private sizes?: ResizeObserver
          start(): void {
            this.sizes = new ResizeObserver(() => {})
            this.sizes!.observe(document.body)
          }
          dispose(): void { this.sizes!.disconnect() }
        }
      `,
    },
  ],
  known: [
    {
      name: 'non-null assertion at the start',
      code: `
        export class Panel {
          private sizes?: ResizeObserver
          start(): void {
            this.sizes = new ResizeObserver(() => {})
            this.sizes!.observe(document.body as HTMLElement)
          }
          dispose(): void {}
        }
      `,
      errors: [
        {
          messageId: 'neverDisconnected',
          at: 'this.sizes!.observe(document.body as HTMLElement)',
          suggestions: [
            {
              messageId: 'endAtEnd',
              output: `
        export class Panel {
          private sizes?: ResizeObserver
          start(): void {
            this.sizes = new ResizeObserver(() => {})
            this.sizes!.observe(document.body as HTMLElement)
          }
          dispose(): void {
            this.sizes?.disconnect()
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

const typedFactory = `
  declare function createWatch(callback: () => void): ResizeObserver
  export class Panel extends HTMLElement {
    sizes = createWatch(() => {})
    connectedCallback(): void { this.sizes.observe(this) }
    disconnectedCallback(): void { window.removeEventListener('resize', this.update) }
    update = (): void => {}
  }
`

check('by type', ['typedDom'], {
  likely: [
    {
      name: 'from a factory whose name does not say it',
      code: typedFactory,
      errors: [
        {
          messageId: 'neverDisconnected',
          at: 'this.sizes.observe(this)',
          suggestions: [
            {
              messageId: 'endAtEnd',
              output: typedFactory.replace('window.remove', 'this.sizes.disconnect(); window.remove'),
            },
          ],
        },
      ],
    },
  ],
})

check('without types', ['untypedTs'], { silent: [{ name: 'from such a factory', code: typedFactory }] })

ruleTester('untypedJs', 'typedDom').run('require-observer-disconnect in JSX', requireObserverDisconnect, {
  valid: [],
  invalid: [
    {
      name: 'component',
      filename: 'react.jsx',
      code: `
        import { useEffect, useState } from 'react'
        export function Theme() {
          const [theme, setTheme] = useState('')
          useEffect(() => {
            new MutationObserver(() => setTheme(document.body.className)).observe(document.body, {})
          }, [])
          return <p>{theme}</p>
        }
      `,
      errors: [
        {
          suggestions: [
            {
              messageId: 'returnCleanup',
              output: `
        import { useEffect, useState } from 'react'
        export function Theme() {
          const [theme, setTheme] = useState('')
          useEffect(() => {
            const observer = new MutationObserver(() => setTheme(document.body.className))
            observer.observe(document.body, {})
            return () => observer.disconnect()
          }, [])
          return <p>{theme}</p>
        }
      `,
            },
          ],
          messageId: 'dropped',
          at: 'new MutationObserver(() => setTheme(document.body.className)).observe(document.body, {})',
        },
      ],
    },
  ],
})

ruleTester('untypedTs', 'typedDom').run('require-observer-disconnect in TSX', requireObserverDisconnect, {
  valid: [],
  invalid: [
    {
      name: 'component',
      filename: 'react.tsx',
      code: `
        import { useEffect, useState } from 'react'
        export function Theme(): JSX.Element {
          const [theme, setTheme] = useState<string>('')
          useEffect(() => {
            const observer = new MutationObserver(() => setTheme(document.body.className))
            observer!.observe(document.body as Node, {})
          }, [])
          return <p>{theme}</p>
        }
      `,
      errors: [
        {
          suggestions: [
            {
              messageId: 'returnCleanup',
              output: `
        import { useEffect, useState } from 'react'
        export function Theme(): JSX.Element {
          const [theme, setTheme] = useState<string>('')
          useEffect(() => {
            const observer = new MutationObserver(() => setTheme(document.body.className))
            observer!.observe(document.body as Node, {})
            return () => observer.disconnect()
          }, [])
          return <p>{theme}</p>
        }
      `,
            },
          ],
          messageId: 'neverDisconnected',
          at: 'observer!.observe(document.body as Node, {})',
        },
      ],
    },
  ],
})

check('as any handle', ['dom'], {
  silent: [
    {
      name: 'an entry of a map, which the end goes through',
      code: `
        export class Panels {
          observers = new Map()
          show(id) {
            this.observers.set(id, new ResizeObserver(() => this.layOut(id)))
            this.observers.get(id).observe(document.body)
          }
          dispose() { for (const each of this.observers.values()) each.disconnect() }
        }
      `,
    },
    {
      name: 'a local that is put into a field which the end disconnects',
      code: `
        export class Panel {
          show() {
            const observer = new ResizeObserver(() => this.layOut())
            observer.observe(document.body)
            this.observer = observer
          }
          dispose() { this.observer?.disconnect() }
        }
      `,
    },
  ],
  known: [
    {
      name: 'left by an early return',
      code: `
        export function measure(rows, find) {
          const observer = new ResizeObserver(() => rows.layOut())
          observer.observe(document.body)
          if (!find(rows)) return undefined
          observer.disconnect()
          return rows.height
        }
      `,
      errors: [
        {
          messageId: 'staysOnExit',
          at: 'new ResizeObserver(() => rows.layOut())',
          data: {
            noun: 'ResizeObserver',
            handle: 'observer',
            end: 'disconnect',
            keeper: '`document.body`',
            until: 'until the page is left',
            exit: 'on `return undefined`',
          },
        },
      ],
    },
    {
      name: 'of two statics, one is forgotten',
      code: `
        export class Panel {
          start() {
            Panel.themes = new MutationObserver(update)
            Panel.themes.observe(document.body, {})
            Panel.sizes = new MutationObserver(measure)
            Panel.sizes.observe(document.body, {})
          }
          dispose() { Panel.themes.disconnect() }
        }
      `,
      errors: [
        {
          messageId: 'siblingDisconnected',
          at: 'Panel.sizes.observe(document.body, {})',
          data: {
            noun: 'MutationObserver',
            owner: 'Panel',
            sibling: 'Panel.themes',
            advice: 'Call Panel.sizes.disconnect() there too',
            keeper: '`document.body`',
            until: 'until the page is left',
          },
        },
      ],
    },
  ],
  likely: [
    {
      name: 'entries of a map that the end does not look into',
      code: `
        export class Panels {
          observers = new Map()
          show(id) {
            this.observers.set(id, new ResizeObserver(() => this.layOut(id)))
            this.observers.get(id).observe(document.body)
          }
          dispose() { this.element.remove() }
        }
      `,
      errors: [
        {
          messageId: 'keyedNeverDisconnected',
          at: 'this.observers.get(id).observe(document.body)',
          data: {
            noun: 'ResizeObserver',
            end: 'disconnect',
            handle: 'this.observers',
            where: 'dispose()',
            keeper: '`document.body`',
            until: 'until the page is left',
          },
        },
      ],
    },
    {
      name: 'of two of a module, the end of one forgets the other',
      code: `
        let themes, sizes
        export function open() {
          themes = new MutationObserver(update)
          themes.observe(document.body, {})
          sizes = new MutationObserver(measure)
          sizes.observe(document.body, {})
        }
        export function close() { themes.disconnect() }
      `,
      errors: [
        {
          suggestions: [
            {
              messageId: 'endAtEnd',
              output: `
        let themes, sizes
        export function open() {
          themes = new MutationObserver(update)
          themes.observe(document.body, {})
          sizes = new MutationObserver(measure)
          sizes.observe(document.body, {})
        }
        export function close() { sizes?.disconnect(); themes.disconnect() }
      `,
            },
          ],
          messageId: 'siblingDisconnected',
          at: 'new MutationObserver(measure)',
        },
      ],
    },
  ],
})
