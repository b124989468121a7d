import { requireListenerRemoval } from '../../src/rules/require-listener-removal.js'
import { ruleTester } from '../rule-tester.js'

ruleTester('dom').run('handler as a field', requireListenerRemoval, {
  valid: [],
  invalid: [
    {
      name: 'which is on a line of its own, and leaves none behind',
      code: `
export class Player {
  #plays = 0
  constructor(video) {
    this.video = video
    window.addEventListener('play', () =>
      this.#plays++,
    )
  }
  dispose() {
    this.video.pause()
  }
}`,
      errors: [
        {
          messageId: 'neverRemoved',
          at: `window.addEventListener('play', () =>
      this.#plays++,
    )`,
          suggestions: [
            {
              messageId: 'nameAndRemove',
              output: `
export class Player {
  #plays = 0
  #onPlay = () =>
    this.#plays++

  constructor(video) {
    this.video = video
    window.addEventListener('play', this.#onPlay)
  }
  dispose() {
    window.removeEventListener('play', this.#onPlay)
    this.video.pause()
  }
}`,
            },
          ],
        },
      ],
    },
    {
      name: 'among arguments that have a line each',
      code: `
export class Player {
  #plays = 0
  constructor(video) {
    this.video = video
    window.addEventListener(
      'play',
      () => this.#plays++,
    )
  }
  dispose() {
    this.video.pause()
  }
}`,
      errors: [
        {
          messageId: 'neverRemoved',
          at: `window.addEventListener(
      'play',
      () => this.#plays++,
    )`,
          suggestions: [
            {
              messageId: 'nameAndRemove',
              output: `
export class Player {
  #plays = 0
  #onPlay = () => this.#plays++

  constructor(video) {
    this.video = video
    window.addEventListener(
      'play',
      this.#onPlay,
    )
  }
  dispose() {
    window.removeEventListener('play', this.#onPlay)
    this.video.pause()
  }
}`,
            },
          ],
        },
      ],
    },
    {
      name: 'comments, several lines, and what is above the method',
      filename: 'file.js',
      code: `
export class Panel {
  a = 1 // one
  /** Opens it. */
  open() {
    if (this.el) {
      window.addEventListener('resize', () => {
        // Not too often.
        this.layout(\`
  as is\`)
      })
    }
  }
  destroy() {
    /* nothing yet */
  }
}`,
      errors: [
        {
          messageId: 'neverRemoved',
          line: 7,
          column: 7,
          endLine: 11,
          endColumn: 9,
          suggestions: [
            {
              messageId: 'nameAndRemove',
              output: `
export class Panel {
  a = 1 // one
  onResize = () => {
    // Not too often.
    this.layout(\`
  as is\`)
  }

  /** Opens it. */
  open() {
    if (this.el) {
      window.addEventListener('resize', this.onResize)
    }
  }
  destroy() {
    window.removeEventListener('resize', this.onResize)
    /* nothing yet */
  }
}`,
            },
          ],
        },
      ],
    },
    {
      name: 'a module variable and a global',
      filename: 'file.js',
      code: `
const size = {}
export class Panel {
  open() { window.addEventListener('resize', () => { size.width = innerWidth; this.el.hidden = true }, true) }
  destroy() { this.el = null }
}`,
      errors: [
        {
          messageId: 'neverRemoved',
          at: "window.addEventListener('resize', () => { size.width = innerWidth; this.el.hidden = true }, true)",
          suggestions: [
            {
              messageId: 'nameAndRemove',
              output: `
const size = {}
export class Panel {
  onResize = () => { size.width = innerWidth; this.el.hidden = true }

  open() { window.addEventListener('resize', this.onResize, true) }
  destroy() { window.removeEventListener('resize', this.onResize, true); this.el = null }
}`,
            },
          ],
        },
      ],
    },
    {
      name: 'in the constructor',
      filename: 'file.js',
      code: `
export class Panel {
  constructor(items) {
    window.addEventListener('resize', async () => { await this.layout() }, { capture: true })
  }
  destroy() { this.el = null }
}`,
      errors: [
        {
          messageId: 'neverRemoved',
          at: "window.addEventListener('resize', async () => { await this.layout() }, { capture: true })",
          suggestions: [
            {
              messageId: 'nameAndRemove',
              output: `
export class Panel {
  onResize = async () => { await this.layout() }

  constructor(items) {
    window.addEventListener('resize', this.onResize, { capture: true })
  }
  destroy() { window.removeEventListener('resize', this.onResize, { capture: true }); this.el = null }
}`,
            },
          ],
        },
      ],
    },
    {
      name: 'a base class, whose members are not known',
      filename: 'file.js',
      code: `
export class Panel extends Base {
  open() {
    window.addEventListener('resize', () => this.layout())
  }
  dispose() {
    super.dispose()
  }
}`,
      errors: [
        {
          messageId: 'neverRemoved',
          at: "window.addEventListener('resize', () => this.layout())",
          suggestions: [
            {
              messageId: 'nameAndRemove',
              output: `
export class Panel extends Base {
  #onResize = () => this.layout()

  open() {
    window.addEventListener('resize', this.#onResize)
  }
  dispose() {
    window.removeEventListener('resize', this.#onResize)
    super.dispose()
  }
}`,
            },
          ],
        },
      ],
    },
    {
      name: 'a name that is taken',
      filename: 'file.js',
      code: `
export class Panel {
  onResize() {}
  open() {
    window.addEventListener('resize', () => this.onResize())
  }
  destroy() { this.el = null }
}`,
      errors: [
        {
          messageId: 'neverRemoved',
          at: "window.addEventListener('resize', () => this.onResize())",
          suggestions: [
            {
              messageId: 'nameAndRemove',
              output: `
export class Panel {
  onResize() {}
  onResize2 = () => this.onResize()

  open() {
    window.addEventListener('resize', this.onResize2)
  }
  destroy() { window.removeEventListener('resize', this.onResize2); this.el = null }
}`,
            },
          ],
        },
      ],
    },
    {
      name: 'a name with a dash',
      filename: 'file.js',
      code: `
export class Panel {
  open() {
    document.addEventListener('panel:re-size', () => this.layout())
  }
  destroy() { this.el = null }
}`,
      errors: [
        {
          messageId: 'neverRemoved',
          at: "document.addEventListener('panel:re-size', () => this.layout())",
          suggestions: [
            {
              messageId: 'nameAndRemove',
              output: `
export class Panel {
  onPanelReSize = () => this.layout()

  open() {
    document.addEventListener('panel:re-size', this.onPanelReSize)
  }
  destroy() { document.removeEventListener('panel:re-size', this.onPanelReSize); this.el = null }
}`,
            },
          ],
        },
      ],
    },
  ],
})

ruleTester('dom').run('handler as a variable', requireListenerRemoval, {
  valid: [],
  invalid: [
    {
      name: 'effect with a cleanup',
      code: `import { useEffect } from 'react'
export function useWidth(set) {
  const update = () => set(innerWidth)
  useEffect(() => {
    const timer = setInterval(set, 1000)
    // Follows the window.
    window.addEventListener('resize', () => {
      set(innerWidth)
    }, { passive: true })
    return () => clearInterval(timer)
  }, [set])
}`,
      errors: [
        {
          messageId: 'neverRemoved',
          line: 7,
          column: 5,
          endLine: 9,
          endColumn: 26,
          suggestions: [
            {
              messageId: 'nameAndRemove',
              output: `import { useEffect } from 'react'
export function useWidth(set) {
  const update = () => set(innerWidth)
  useEffect(() => {
    const timer = setInterval(set, 1000)
    // Follows the window.
    const onResize = () => {
      set(innerWidth)
    }
    window.addEventListener('resize', onResize, { passive: true })
    return () => {
      window.removeEventListener('resize', onResize)
      clearInterval(timer)
    }
  }, [set])
}`,
            },
          ],
        },
      ],
    },
    {
      name: 'composable',
      code: `
export function useWidth(set) {
  window.addEventListener('resize', function () { set(innerWidth) })
  onUnmounted(() => { set(0) })
}`,
      errors: [
        {
          messageId: 'neverRemoved',
          at: "window.addEventListener('resize', function () { set(innerWidth) })",
          suggestions: [
            {
              messageId: 'nameAndRemove',
              output: `
export function useWidth(set) {
  const onResize = function () { set(innerWidth) }
  window.addEventListener('resize', onResize)
  onUnmounted(() => { window.removeEventListener('resize', onResize); set(0) })
}`,
            },
          ],
        },
      ],
    },
    {
      name: 'bound',
      code: `
export function useWidth(tracker) {
  window.addEventListener('resize', tracker.update.bind(tracker))
  onScopeDispose(() => tracker.end())
}`,
      errors: [
        {
          messageId: 'neverRemoved',
          at: "window.addEventListener('resize', tracker.update.bind(tracker))",
          suggestions: [
            {
              messageId: 'nameAndRemove',
              output: `
export function useWidth(tracker) {
  const onResize = tracker.update.bind(tracker)
  window.addEventListener('resize', onResize)
  onScopeDispose(() => {
    window.removeEventListener('resize', onResize)
    tracker.end()
  })
}`,
            },
          ],
        },
      ],
    },
    {
      name: 'a name that is taken around it, and one in the teardown',
      code: `
const onResize = 1
export function useWidth(set) {
  window.addEventListener('resize', () => set(innerWidth))
  onUnmounted(() => { const onResize2 = 2; set(onResize + onResize2) })
}`,
      errors: [
        {
          messageId: 'neverRemoved',
          at: "window.addEventListener('resize', () => set(innerWidth))",
          suggestions: [
            {
              messageId: 'nameAndRemove',
              output: `
const onResize = 1
export function useWidth(set) {
  const onResize3 = () => set(innerWidth)
  window.addEventListener('resize', onResize3)
  onUnmounted(() => { window.removeEventListener('resize', onResize3); const onResize2 = 2; set(onResize + onResize2) })
}`,
            },
          ],
        },
      ],
    },
    {
      name: 'beside another one that is removed',
      code: `
export function useWidth(set) {
  window.addEventListener('resize', () => set(innerWidth))
  window.addEventListener('scroll', set)
  onUnmounted(() => { window.removeEventListener('scroll', set) })
}`,
      errors: [
        {
          messageId: 'siblingRemoved',
          at: "window.addEventListener('resize', () => set(innerWidth))",
          suggestions: [
            {
              messageId: 'nameAndRemove',
              output: `
export function useWidth(set) {
  const onResize = () => set(innerWidth)
  window.addEventListener('resize', onResize)
  window.addEventListener('scroll', set)
  onUnmounted(() => { window.removeEventListener('resize', onResize); window.removeEventListener('scroll', set) })
}`,
            },
          ],
        },
      ],
    },
  ],
})

ruleTester('dom').run('signal of a controller', requireListenerRemoval, {
  valid: [],
  invalid: [
    {
      name: 'class',
      code: `
export class Panel {
  #controller = new AbortController()
  open() { window.addEventListener('resize', () => this.layout()) }
  destroy() { this.#controller.abort() }
}`,
      errors: [
        {
          messageId: 'neverRemoved',
          at: "window.addEventListener('resize', () => this.layout())",
          suggestions: [
            {
              messageId: 'passSignal',
              output: `
export class Panel {
  #controller = new AbortController()
  open() { window.addEventListener('resize', () => this.layout(), { signal: this.#controller.signal }) }
  destroy() { this.#controller.abort() }
}`,
            },
            {
              messageId: 'nameAndRemove',
              output: `
export class Panel {
  #controller = new AbortController()
  #onResize = () => this.layout()

  open() { window.addEventListener('resize', this.#onResize) }
  destroy() { window.removeEventListener('resize', this.#onResize); this.#controller.abort() }
}`,
            },
          ],
        },
      ],
    },
    {
      name: 'boolean option',
      code: `
export class Panel {
  #controller = new AbortController()
  open() { window.addEventListener('resize', this.layout, true) }
  destroy() { this.#controller.abort() }
}`,
      errors: [
        {
          messageId: 'neverRemoved',
          at: "window.addEventListener('resize', this.layout, true)",
          suggestions: [
            {
              messageId: 'passSignal',
              output: `
export class Panel {
  #controller = new AbortController()
  open() { window.addEventListener('resize', this.layout, { capture: true, signal: this.#controller.signal }) }
  destroy() { this.#controller.abort() }
}`,
            },
            {
              messageId: 'removeAtEnd',
              output: `
export class Panel {
  #controller = new AbortController()
  open() { window.addEventListener('resize', this.layout, true) }
  destroy() { window.removeEventListener('resize', this.layout, true); this.#controller.abort() }
}`,
            },
          ],
        },
      ],
    },
    {
      name: 'boolean option that is off',
      code: `
export class Panel {
  #controller = new AbortController()
  open() { window.addEventListener('resize', this.layout, false) }
  destroy() { this.#controller.abort() }
}`,
      errors: [
        {
          messageId: 'neverRemoved',
          at: "window.addEventListener('resize', this.layout, false)",
          suggestions: [
            {
              messageId: 'passSignal',
              output: `
export class Panel {
  #controller = new AbortController()
  open() { window.addEventListener('resize', this.layout, { signal: this.#controller.signal }) }
  destroy() { this.#controller.abort() }
}`,
            },
            {
              messageId: 'removeAtEnd',
              output: `
export class Panel {
  #controller = new AbortController()
  open() { window.addEventListener('resize', this.layout, false) }
  destroy() { window.removeEventListener('resize', this.layout, false); this.#controller.abort() }
}`,
            },
          ],
        },
      ],
    },
    {
      name: 'other options',
      code: `
export class Panel {
  #controller = new AbortController()
  open() {
    window.addEventListener(
      'resize',
      this.layout,
      {
        passive: true, // scrolls at once
      },
    )
  }
  destroy() { this.#controller.abort() }
}`,
      errors: [
        {
          messageId: 'neverRemoved',
          line: 5,
          column: 5,
          endLine: 11,
          endColumn: 6,
          suggestions: [
            {
              messageId: 'passSignal',
              output: `
export class Panel {
  #controller = new AbortController()
  open() {
    window.addEventListener(
      'resize',
      this.layout,
      {
        passive: true, signal: this.#controller.signal // scrolls at once
      },
    )
  }
  destroy() { this.#controller.abort() }
}`,
            },
            {
              messageId: 'removeAtEnd',
              output: `
export class Panel {
  #controller = new AbortController()
  open() {
    window.addEventListener(
      'resize',
      this.layout,
      {
        passive: true, // scrolls at once
      },
    )
  }
  destroy() { window.removeEventListener('resize', this.layout); this.#controller.abort() }
}`,
            },
          ],
        },
      ],
    },
    {
      name: 'a comma behind the last argument',
      code: `
export class Panel {
  #controller = new AbortController()
  open() { window.addEventListener('resize', this.layout,) }
  destroy() { this.#controller.abort() }
}`,
      errors: [
        {
          messageId: 'neverRemoved',
          at: "window.addEventListener('resize', this.layout,)",
          suggestions: [
            {
              messageId: 'passSignal',
              output: `
export class Panel {
  #controller = new AbortController()
  open() { window.addEventListener('resize', this.layout, { signal: this.#controller.signal }) }
  destroy() { this.#controller.abort() }
}`,
            },
            {
              messageId: 'removeAtEnd',
              output: `
export class Panel {
  #controller = new AbortController()
  open() { window.addEventListener('resize', this.layout,) }
  destroy() { window.removeEventListener('resize', this.layout); this.#controller.abort() }
}`,
            },
          ],
        },
      ],
    },
    {
      name: 'empty options',
      code: `
export class Panel {
  #controller = new AbortController()
  open() { window.addEventListener('resize', this.layout, {}) }
  destroy() { this.#controller.abort() }
}`,
      errors: [
        {
          messageId: 'neverRemoved',
          at: "window.addEventListener('resize', this.layout, {})",
          suggestions: [
            {
              messageId: 'passSignal',
              output: `
export class Panel {
  #controller = new AbortController()
  open() { window.addEventListener('resize', this.layout, { signal: this.#controller.signal }) }
  destroy() { this.#controller.abort() }
}`,
            },
            {
              messageId: 'removeAtEnd',
              output: `
export class Panel {
  #controller = new AbortController()
  open() { window.addEventListener('resize', this.layout, {}) }
  destroy() { window.removeEventListener('resize', this.layout); this.#controller.abort() }
}`,
            },
          ],
        },
      ],
    },
    {
      name: 'effect',
      code: `import { useEffect } from 'react'
export function useWidth(set) {
  const update = () => set(innerWidth)
  useEffect(() => {
    const controller = new AbortController()
    fetch('/width', { signal: controller.signal }).then(set)
    window.addEventListener('resize', update)
    return () => controller.abort()
  }, [set])
}`,
      errors: [
        {
          messageId: 'neverRemoved',
          at: "window.addEventListener('resize', update)",
          suggestions: [
            {
              messageId: 'passSignal',
              output: `import { useEffect } from 'react'
export function useWidth(set) {
  const update = () => set(innerWidth)
  useEffect(() => {
    const controller = new AbortController()
    fetch('/width', { signal: controller.signal }).then(set)
    window.addEventListener('resize', update, { signal: controller.signal })
    return () => controller.abort()
  }, [set])
}`,
            },
            {
              messageId: 'removeAtEnd',
              output: `import { useEffect } from 'react'
export function useWidth(set) {
  const update = () => set(innerWidth)
  useEffect(() => {
    const controller = new AbortController()
    fetch('/width', { signal: controller.signal }).then(set)
    window.addEventListener('resize', update)
    return () => {
      window.removeEventListener('resize', update)
      controller.abort()
    }
  }, [set])
}`,
            },
          ],
        },
      ],
    },
  ],
})

ruleTester('dom').run('cleanup of an effect', requireListenerRemoval, {
  valid: [],
  invalid: [
    {
      name: 'handler with a name',
      code: `import { useEffect } from 'react'
export function useWidth(set) {
  const update = () => set(innerWidth)
  useEffect(() => {
    window.addEventListener('resize', update)
  }, [set])
}`,
      errors: [
        {
          messageId: 'neverRemoved',
          at: "window.addEventListener('resize', update)",
          suggestions: [
            {
              messageId: 'returnCleanup',
              output: `import { useEffect } from 'react'
export function useWidth(set) {
  const update = () => set(innerWidth)
  useEffect(() => {
    window.addEventListener('resize', update)
    return () => window.removeEventListener('resize', update)
  }, [set])
}`,
            },
          ],
        },
      ],
    },
    {
      name: 'more statements, without semicolons, with a comment at the end',
      code: `import { useEffect } from 'react'
export function useWidth(set) {
  const update = () => set(innerWidth)
  useEffect(() => {
    document.addEventListener('keydown', update, true)
    set(0) // for now
    // No more.
  }, [set])
}`,
      errors: [
        {
          messageId: 'neverRemoved',
          at: "document.addEventListener('keydown', update, true)",
          suggestions: [
            {
              messageId: 'returnCleanup',
              output: `import { useEffect } from 'react'
export function useWidth(set) {
  const update = () => set(innerWidth)
  useEffect(() => {
    document.addEventListener('keydown', update, true)
    set(0) // for now
    // No more.
    return () => document.removeEventListener('keydown', update, true)
  }, [set])
}`,
            },
          ],
        },
      ],
    },
    {
      name: 'one line',
      code: `import { useEffect } from 'react'
export function useWidth(set) {
  const update = () => set(innerWidth)
  useEffect(() => { window.addEventListener('resize', update) }, [set])
}`,
      errors: [
        {
          messageId: 'neverRemoved',
          at: "window.addEventListener('resize', update)",
          suggestions: [
            {
              messageId: 'returnCleanup',
              output: `import { useEffect } from 'react'
export function useWidth(set) {
  const update = () => set(innerWidth)
  useEffect(() => { window.addEventListener('resize', update); return () => window.removeEventListener('resize', update) }, [set])
}`,
            },
          ],
        },
      ],
    },
    {
      name: 'one line with a semicolon',
      code: `import { useEffect } from 'react'
export function useWidth(set) {
  const update = () => set(innerWidth)
  useEffect(() => { window.addEventListener('resize', update); }, [set])
}`,
      errors: [
        {
          messageId: 'neverRemoved',
          at: "window.addEventListener('resize', update)",
          suggestions: [
            {
              messageId: 'returnCleanup',
              output: `import { useEffect } from 'react'
export function useWidth(set) {
  const update = () => set(innerWidth)
  useEffect(() => { window.addEventListener('resize', update); return () => window.removeEventListener('resize', update) }, [set])
}`,
            },
          ],
        },
      ],
    },
    {
      name: 'expression',
      code: `import { useEffect } from 'react'
export function useWidth(set) {
  const update = () => set(innerWidth)
  useEffect(() => window.addEventListener('resize', update), [set])
}`,
      errors: [
        {
          messageId: 'neverRemoved',
          at: "window.addEventListener('resize', update)",
          suggestions: [
            {
              messageId: 'returnCleanup',
              output: `import { useEffect } from 'react'
export function useWidth(set) {
  const update = () => set(innerWidth)
  useEffect(() => {
    window.addEventListener('resize', update)
    return () => window.removeEventListener('resize', update)
  }, [set])
}`,
            },
          ],
        },
      ],
    },
    {
      name: 'expression in parentheses',
      code: `import { useEffect } from 'react'
export function useWidth(set) {
  const update = () => set(innerWidth)
  useEffect(() => (window.addEventListener('resize', update)), [set])
}`,
      errors: [
        {
          messageId: 'neverRemoved',
          at: "window.addEventListener('resize', update)",
          suggestions: [
            {
              messageId: 'returnCleanup',
              output: `import { useEffect } from 'react'
export function useWidth(set) {
  const update = () => set(innerWidth)
  useEffect(() => {
    window.addEventListener('resize', update)
    return () => window.removeEventListener('resize', update)
  }, [set])
}`,
            },
          ],
        },
      ],
    },
    {
      name: 'emitter',
      code: `import { useLayoutEffect } from 'react'
export function useWidth(set) {
  useLayoutEffect(function () {
    window.on('resize', () => set(1));
  }, [set])
}`,
      errors: [
        {
          messageId: 'neverRemoved',
          at: "window.on('resize', () => set(1))",
          suggestions: [
            {
              messageId: 'returnCleanup',
              output: `import { useLayoutEffect } from 'react'
export function useWidth(set) {
  useLayoutEffect(function () {
    const onResize = () => set(1)
    window.on('resize', onResize);
    return () => {
      window.off('resize', onResize)
    }
  }, [set])
}`,
            },
          ],
        },
      ],
    },
    {
      name: 'early return before it',
      code: `import { useEffect } from 'react'
export function useWidth(set) {
  const update = () => set(innerWidth)
  useEffect(() => {
    if (!set) return
    window.addEventListener('resize', update)
  }, [set])
}`,
      errors: [
        {
          messageId: 'neverRemoved',
          at: "window.addEventListener('resize', update)",
          suggestions: [
            {
              messageId: 'returnCleanup',
              output: `import { useEffect } from 'react'
export function useWidth(set) {
  const update = () => set(innerWidth)
  useEffect(() => {
    if (!set) return
    window.addEventListener('resize', update)
    return () => window.removeEventListener('resize', update)
  }, [set])
}`,
            },
          ],
        },
      ],
    },
  ],
})

ruleTester('dom').run('no suggestion', requireListenerRemoval, {
  valid: [],
  invalid: [
    {
      name: 'a parameter of the method',
      code: `
export class Panel {
  open(size) { window.addEventListener('resize', () => this.layout(size)) }
  destroy() { this.el = null }
}`,
      errors: [
        { messageId: 'neverRemoved', at: "window.addEventListener('resize', () => this.layout(size))" },
      ],
    },
    {
      name: 'once more for each element',
      code: `
export class Panel {
  open(items) { for (const item of items) { window.addEventListener('resize', () => this.layout()) } }
  destroy() { this.el = null }
}`,
      errors: [{ messageId: 'neverRemoved', at: "window.addEventListener('resize', () => this.layout())" }],
    },
    {
      name: 'once more for each element, in a callback',
      code: `
export class Panel {
  open(items) { items.forEach(() => { window.addEventListener('resize', () => this.layout()) }) }
  destroy() { this.el = null }
}`,
      errors: [{ messageId: 'neverRemoved', at: "window.addEventListener('resize', () => this.layout())" }],
    },
    {
      name: 'a controller that is aborted at other times as well',
      code: `
export class Panel {
  #controller = new AbortController()
  open(size) { window.addEventListener('resize', () => this.layout(size)) }
  reset() { this.#controller.abort() }
  destroy() { this.#controller.abort() }
}`,
      errors: [
        { messageId: 'neverRemoved', at: "window.addEventListener('resize', () => this.layout(size))" },
      ],
    },
    {
      name: 'a controller that may have been aborted before',
      code: `
export class Panel {
  #controller = new AbortController()
  start(size) { window.addEventListener('resize', () => this.layout(size)) }
  stop() { this.#controller.abort() }
}`,
      errors: [
        { messageId: 'neverRemoved', at: "window.addEventListener('resize', () => this.layout(size))" },
      ],
    },
    {
      name: 'a controller that is made anew',
      code: `
export class Panel {
  #controller
  open(size) { this.#controller = new AbortController(); window.addEventListener('resize', () => this.layout(size)) }
  destroy() { this.#controller.abort() }
}`,
      errors: [
        { messageId: 'neverRemoved', at: "window.addEventListener('resize', () => this.layout(size))" },
      ],
    },
    {
      name: 'a function with a this of its own',
      code: `
export class Panel {
  open() { window.addEventListener('resize', function () { this.layout() }) }
  destroy() { this.el = null }
}`,
      errors: [
        { messageId: 'neverRemoved', at: "window.addEventListener('resize', function () { this.layout() })" },
      ],
    },
    {
      name: 'a value, not a statement',
      code: `
export class Panel {
  open() { return [window.addEventListener('resize', () => this.layout())] }
  destroy() { this.el = null }
}`,
      errors: [{ messageId: 'neverRemoved', at: "window.addEventListener('resize', () => this.layout())" }],
    },
    {
      name: 'teardown before the registration',
      code: `
export async function useWidth(set) {
  onUnmounted(() => { set(0) })
  await set(1)
  window.addEventListener('resize', () => set(innerWidth))
}`,
      errors: [{ messageId: 'neverRemoved', at: "window.addEventListener('resize', () => set(innerWidth))" }],
    },
    {
      name: 'teardown outside of the block',
      code: `
export function useWidth(set) {
  if (set) { window.addEventListener('resize', () => set(innerWidth)) }
  onUnmounted(() => { set(0) })
}`,
      errors: [{ messageId: 'neverRemoved', at: "window.addEventListener('resize', () => set(innerWidth))" }],
    },
    {
      name: 'return after it',
      code: `import { useEffect } from 'react'
export function useWidth(set) {
  const update = () => set(innerWidth)
  useEffect(() => {
    window.addEventListener('resize', update)
    if (set) return
    set(0)
  }, [set])
}`,
      errors: [{ messageId: 'neverRemoved', at: "window.addEventListener('resize', update)" }],
    },
    {
      name: 'in a branch',
      code: `import { useEffect } from 'react'
export function useWidth(set) {
  const update = () => set(innerWidth)
  useEffect(() => {
    if (set) window.addEventListener('resize', update)
  }, [set])
}`,
      errors: [{ messageId: 'neverRemoved', at: "window.addEventListener('resize', update)" }],
    },
    {
      name: 'async effect',
      code: `import { useEffect } from 'react'
export function useWidth(set) {
  const update = () => set(innerWidth)
  useEffect(async () => {
    window.addEventListener('resize', update)
  }, [set])
}`,
      errors: [{ messageId: 'neverRemoved', at: "window.addEventListener('resize', update)" }],
    },
    {
      name: 'a target that is another one by then',
      code: `import { useEffect } from 'react'
export function useWidth(set) {
  const update = () => set(innerWidth)
  useEffect(() => {
    window.matchMedia('print').addEventListener('change', update)
  }, [set])
}`,
      errors: [
        { messageId: 'neverRemoved', at: "window.matchMedia('print').addEventListener('change', update)" },
      ],
    },
    {
      name: 'a handler of a narrower scope, removed beside it',
      code: `
export class Panel {
  open() { window.addEventListener('resize', () => this.layout()); window.addEventListener('scroll', () => this.layout()) }
  destroy() { window.removeEventListener('resize', () => this.layout()); window.removeEventListener('scroll', () => this.layout()) }
}`,
      errors: [
        { messageId: 'neverRemoved', at: "window.addEventListener('resize', () => this.layout())" },
        { messageId: 'neverRemoved', at: "window.addEventListener('scroll', () => this.layout())" },
      ],
    },
  ],
})

const MOVE = `
export class Panel {
  open() { window.addEventListener('keydown', HANDLER) }
  move(event) {}
  destroy() { this.el = null }
}`

const NAMED = `
export class Panel {
  FIELD = HANDLER

  open() { window.addEventListener('keydown', this.onKeydown) }
  move(event) {}
  destroy() { window.removeEventListener('keydown', this.onKeydown); this.el = null }
}`

const named = (handler: string, output: string) => ({
  code: MOVE.replace('move(event)', 'move(event?: unknown)').replace('HANDLER', handler),
  errors: [
    {
      messageId: 'neverRemoved' as const,
      at: `window.addEventListener('keydown', ${handler})`,
      suggestions: [
        {
          messageId: 'nameAndRemove' as const,
          output: NAMED.replace('move(event)', 'move(event?: unknown)')
            .replace('FIELD', 'onKeydown')
            .replace('HANDLER', output),
        },
      ],
    },
  ],
})

// In JavaScript a parameter needs no type.
ruleTester('untypedJs').run('parameter in JavaScript', requireListenerRemoval, {
  valid: [],
  invalid: [
    {
      code: MOVE.replace('HANDLER', '({ key }) => this.move(key)'),
      errors: [
        {
          messageId: 'neverRemoved',
          at: "window.addEventListener('keydown', ({ key }) => this.move(key))",
          suggestions: [
            {
              messageId: 'nameAndRemove',
              data: { name: 'this.onKeydown', remove: 'removeEventListener', where: 'destroy()' },
              output: NAMED.replace('HANDLER', '({ key }) => this.move(key)').replace('FIELD', 'onKeydown'),
            },
          ],
        },
      ],
    },
  ],
})

ruleTester('typedDom').run('parameter with a type from its place', requireListenerRemoval, {
  valid: [],
  invalid: [
    named('(event) => this.move(event)', '(event: KeyboardEvent) => this.move(event)'),
    named('event => this.move(event)', '(event: KeyboardEvent) => this.move(event)'),
    named('async event => this.move(event)', 'async (event: KeyboardEvent) => this.move(event)'),
  ],
})

ruleTester('untypedTs', 'typedDom').run('parameter with a type', requireListenerRemoval, {
  valid: [],
  invalid: [
    named('(event: KeyboardEvent) => this.move(event)', '(event: KeyboardEvent) => this.move(event)'),
    {
      name: 'no type to write',
      code: MOVE.replace('move(event)', 'move(event: unknown)').replace(
        'HANDLER',
        '({ key }) => this.move(key)',
      ),
      errors: [
        {
          messageId: 'neverRemoved',
          at: "window.addEventListener('keydown', ({ key }) => this.move(key))",
        },
      ],
    },
  ],
})

ruleTester('untypedTs').run('parameter whose type is not known', requireListenerRemoval, {
  valid: [],
  invalid: [
    {
      code: MOVE.replace('move(event)', 'move(event?: unknown)').replace(
        'HANDLER',
        '(event) => this.move(event)',
      ),
      errors: [
        { messageId: 'neverRemoved', at: "window.addEventListener('keydown', (event) => this.move(event))" },
      ],
    },
  ],
})

ruleTester('everywhere').run('Svelte', requireListenerRemoval, {
  valid: [],
  invalid: [
    {
      name: 'a hook of that name which ignores what is returned',
      code: "import { onMount } from 'solid-js'; export function Panel() { onMount(() => { window.addEventListener('resize', () => 0) }) }",
      options: [{ likely: true }],
      errors: [
        { messageId: 'neverRemoved', at: "window.addEventListener('resize', () => 0)", suggestions: [] },
      ],
    },
    {
      code: "import { onMount } from 'svelte'; onMount(() => { window.addEventListener('resize', () => 0) })",
      options: [{ likely: true }],
      errors: [
        {
          messageId: 'neverRemoved',
          at: "window.addEventListener('resize', () => 0)",
          suggestions: [
            {
              messageId: 'returnCleanup',
              output:
                "import { onMount } from 'svelte'; onMount(() => { const onResize = () => 0; window.addEventListener('resize', onResize); return () => window.removeEventListener('resize', onResize) })",
            },
          ],
        },
      ],
    },
  ],
})
