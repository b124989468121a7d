import { requireObserverDisconnect } from '../../src/rules/require-observer-disconnect.js'
import { requireTimerCleanup } from '../../src/rules/require-timer-cleanup.js'
import { ruleTester } from '../rule-tester.js'

ruleTester('untypedJs', 'untypedTs').run('a timer in an effect', requireTimerCleanup, {
  valid: [],
  invalid: [
    {
      name: 'kept by nobody, with semicolons',
      code: `import { useEffect } from 'react';
export function Clock({ tick }) {
  useEffect(() => {
    setInterval(tick, 1000); // each second
  }, [tick]);
}`,
      errors: [
        {
          messageId: 'dropped',
          at: 'setInterval(tick, 1000)',
          suggestions: [
            {
              messageId: 'returnCleanup',
              output: `import { useEffect } from 'react';
export function Clock({ tick }) {
  useEffect(() => {
    const interval = setInterval(tick, 1000); // each second
    return () => clearInterval(interval);
  }, [tick]);
}`,
            },
          ],
        },
      ],
    },
    {
      name: 'no name that is taken',
      code: `import { useEffect } from 'react'
export function Clock({ tick, interval }) {
  useEffect(() => {
    setInterval(tick, interval)
  }, [tick, interval])
}`,
      errors: [
        {
          messageId: 'dropped',
          at: 'setInterval(tick, interval)',
          suggestions: [
            {
              messageId: 'returnCleanup',
              output: `import { useEffect } from 'react'
export function Clock({ tick, interval }) {
  useEffect(() => {
    const interval2 = setInterval(tick, interval)
    return () => clearInterval(interval2)
  }, [tick, interval])
}`,
            },
          ],
        },
      ],
    },
    {
      name: 'no suggestion where the effect leaves after it',
      code: `import { useEffect } from 'react'
export function Clock({ tick, once }) {
  useEffect(() => {
    setInterval(tick, 1000)
    if (once) return
    tick()
  }, [tick, once])
}`,
      errors: [{ messageId: 'dropped', at: 'setInterval(tick, 1000)' }],
    },
  ],
})

ruleTester('untypedTs').run('a timer in a class', requireTimerCleanup, {
  valid: [],
  invalid: [
    {
      name: 'private as its neighbours are',
      code: `export class Clock {
  private count = 0

  constructor() {
    setInterval(() => this.tick(), 1000)
  }

  private tick() {
    this.count++
  }

  dispose() {
    this.count = 0
  }
}`,
      errors: [
        {
          messageId: 'dropped',
          at: 'setInterval(() => this.tick(), 1000)',
          suggestions: [
            {
              messageId: 'keepAndEnd',
              output: `export class Clock {
  private count = 0
  private interval: ReturnType<typeof setInterval>

  constructor() {
    this.interval = setInterval(() => this.tick(), 1000)
  }

  private tick() {
    this.count++
  }

  dispose() {
    clearInterval(this.interval)
    this.count = 0
  }
}`,
            },
          ],
        },
      ],
    },
  ],
})

ruleTester('untypedTs').run('an observer in a class', requireObserverDisconnect, {
  valid: [],
  invalid: [
    {
      name: 'hidden as its neighbours are',
      code: `export class Panel {
  #count = 0

  start() {
    new ResizeObserver(() => this.#count++).observe(document.body)
  }

  stop() {}
}`,
      errors: [
        {
          messageId: 'dropped',
          at: 'new ResizeObserver(() => this.#count++).observe(document.body)',
          suggestions: [
            {
              messageId: 'keepAndEnd',
              output: `export class Panel {
  #count = 0
  #observer: ResizeObserver | undefined

  start() {
    this.#observer = new ResizeObserver(() => this.#count++)
    this.#observer.observe(document.body)
  }

  stop() {
    this.#observer?.disconnect()
  }
}`,
            },
          ],
        },
      ],
    },
  ],
})
