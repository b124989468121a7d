import { requireObserverDisconnect } from '../../../src/rules/require-observer-disconnect.js'
import { requireRelease } from '../../../src/rules/require-release.js'
import { requireTimerCleanup } from '../../../src/rules/require-timer-cleanup.js'
import { ruleTester } from '../../rule-tester.js'

const LIKELY: [{ likely: boolean }] = [{ likely: true }]

ruleTester('untypedTs').run('a timer in a component of Vue', requireTimerCleanup, {
  valid: [],
  invalid: [
    {
      name: 'behind it, and its hook is imported',
      code: `import { ref } from 'vue'
export function useClock() {
  const now = ref(Date.now())
  setInterval(() => { now.value = Date.now() }, 1000) // each second
  return now
}`,
      options: LIKELY,
      errors: [
        {
          messageId: 'dropped',
          at: 'setInterval(() => { now.value = Date.now() }, 1000)',
          suggestions: [
            {
              messageId: 'keepAndEnd',
              output: `import { onUnmounted, ref } from 'vue'
export function useClock() {
  const now = ref(Date.now())
  const interval = setInterval(() => { now.value = Date.now() }, 1000) // each second
  onUnmounted(() => clearInterval(interval))
  return now
}`,
            },
          ],
        },
      ],
    },
    {
      name: 'begun when it is mounted',
      code: `import { onMounted, ref } from 'vue'
export function useClock() {
  const now = ref(Date.now())
  onMounted(() => {
    setInterval(() => { now.value = Date.now() }, 1000)
  })
  return now
}`,
      options: LIKELY,
      errors: [
        {
          messageId: 'dropped',
          at: 'setInterval(() => { now.value = Date.now() }, 1000)',
          suggestions: [
            {
              messageId: 'keepAndEnd',
              output: `import { onMounted, onUnmounted, ref } from 'vue'
export function useClock() {
  const now = ref(Date.now())
  let interval: ReturnType<typeof setInterval> | undefined
  onMounted(() => {
    interval = setInterval(() => { now.value = Date.now() }, 1000)
  })
  onUnmounted(() => clearInterval(interval))
  return now
}`,
            },
          ],
        },
      ],
    },
  ],
})

ruleTester('untyped').run('a timer in a component of Vue', requireTimerCleanup, {
  valid: [],
  invalid: [
    {
      name: 'by a hook that the file imports already',
      code: `import { onBeforeUnmount, ref } from 'vue';
export function useClock(log) {
  const now = ref(Date.now());
  onBeforeUnmount(() => log());
  setInterval(() => { now.value = Date.now(); }, 1000);
  return now;
}`,
      options: LIKELY,
      errors: [
        {
          messageId: 'dropped',
          at: 'setInterval(() => { now.value = Date.now(); }, 1000)',
          suggestions: [
            {
              messageId: 'keepAndEnd',
              output: `import { onBeforeUnmount, ref } from 'vue';
export function useClock(log) {
  const now = ref(Date.now());
  onBeforeUnmount(() => log());
  const interval = setInterval(() => { now.value = Date.now(); }, 1000);
  onBeforeUnmount(() => clearInterval(interval));
  return now;
}`,
            },
          ],
        },
      ],
    },
    {
      name: 'by a hook that its build imports',
      code: `export function useClock(log) {
  const now = ref(Date.now())
  onUnmounted(() => log())
  setInterval(() => { now.value = Date.now() }, 1000)
  return now
}`,
      options: LIKELY,
      errors: [
        {
          messageId: 'dropped',
          at: 'setInterval(() => { now.value = Date.now() }, 1000)',
          suggestions: [
            {
              messageId: 'keepAndEnd',
              output: `export function useClock(log) {
  const now = ref(Date.now())
  onUnmounted(() => log())
  const interval = setInterval(() => { now.value = Date.now() }, 1000)
  onUnmounted(() => clearInterval(interval))
  return now
}`,
            },
          ],
        },
      ],
    },
    {
      name: 'kept in setup()',
      code: `import {
  defineComponent,
  ref,
} from 'vue'
export default defineComponent({
  setup() {
    const now = ref(Date.now())
    const timer = setInterval(() => { now.value = Date.now() }, 1000)
    return { now }
  },
})`,
      options: LIKELY,
      errors: [
        {
          messageId: 'neverCleared',
          at: 'setInterval(() => { now.value = Date.now() }, 1000)',
          suggestions: [
            {
              messageId: 'endAtEnd',
              output: `import {
  defineComponent,
  onUnmounted,
  ref,
} from 'vue'
export default defineComponent({
  setup() {
    const now = ref(Date.now())
    const timer = setInterval(() => { now.value = Date.now() }, 1000)
    onUnmounted(() => clearInterval(timer))
    return { now }
  },
})`,
            },
          ],
        },
      ],
    },
    {
      name: 'in a variable that a function fills',
      code: `import { ref } from 'vue'
export function useClock() {
  const now = ref(Date.now())
  let timer
  return {
    now,
    start() {
      timer = setInterval(() => { now.value = Date.now() }, 1000)
    },
  }
}`,
      options: LIKELY,
      errors: [
        {
          messageId: 'neverCleared',
          at: 'setInterval(() => { now.value = Date.now() }, 1000)',
          suggestions: [
            {
              messageId: 'endAtEnd',
              output: `import { onUnmounted, ref } from 'vue'
export function useClock() {
  const now = ref(Date.now())
  let timer
  onUnmounted(() => clearInterval(timer))
  return {
    now,
    start() {
      timer = setInterval(() => { now.value = Date.now() }, 1000)
    },
  }
}`,
            },
          ],
        },
      ],
    },
    {
      name: 'in a watcher',
      code: `import { ref, watch } from 'vue'
export function useClock(step) {
  const count = ref(0)
  watch(step, value => {
    setInterval(() => { count.value += value }, 1000)
  }, { immediate: true })
  return count
}`,
      options: LIKELY,
      errors: [
        {
          messageId: 'dropped',
          at: 'setInterval(() => { count.value += value }, 1000)',
          suggestions: [
            {
              messageId: 'keepAndEnd',
              output: `import { ref, watch } from 'vue'
export function useClock(step) {
  const count = ref(0)
  watch(step, (value, _, onCleanup) => {
    const interval = setInterval(() => { count.value += value }, 1000)
    onCleanup(() => clearInterval(interval))
  }, { immediate: true })
  return count
}`,
            },
          ],
        },
      ],
    },
    {
      name: 'none in a watcher that takes nothing',
      code: `import { ref, watch } from 'vue'
export function useClock(step) {
  const count = ref(0)
  watch(step, () => {
    setInterval(() => { count.value += step.value }, 1000)
  })
  return count
}`,
      options: LIKELY,
      errors: [{ messageId: 'dropped', at: 'setInterval(() => { count.value += step.value }, 1000)' }],
    },
    {
      name: 'none after a wait',
      code: `import { ref } from 'vue'
export async function useClock(load) {
  const now = ref(Date.now())
  await load()
  setInterval(() => { now.value = Date.now() }, 1000)
  return now
}`,
      options: LIKELY,
      errors: [{ messageId: 'dropped', at: 'setInterval(() => { now.value = Date.now() }, 1000)' }],
    },
  ],
})

ruleTester('untypedJs').run('a timer in a component of Vue', requireTimerCleanup, {
  valid: [],
  invalid: [
    {
      name: 'begun when it is mounted, beside its end',
      code: `import { onMounted, onUnmounted, ref } from 'vue'
export function useClock(resize) {
  const now = ref(Date.now())
  onMounted(() => {
    window.addEventListener('resize', resize)
    setInterval(() => { now.value = Date.now() }, 1000)
  })
  onUnmounted(() => window.removeEventListener('resize', resize))
  return now
}`,
      options: LIKELY,
      errors: [
        {
          messageId: 'dropped',
          at: 'setInterval(() => { now.value = Date.now() }, 1000)',
          suggestions: [
            {
              messageId: 'keepAndEnd',
              output: `import { onMounted, onUnmounted, ref } from 'vue'
export function useClock(resize) {
  const now = ref(Date.now())
  let interval
  onMounted(() => {
    window.addEventListener('resize', resize)
    interval = setInterval(() => { now.value = Date.now() }, 1000)
  })
  onUnmounted(() => {
    clearInterval(interval)
    window.removeEventListener('resize', resize)
  })
  return now
}`,
            },
          ],
        },
      ],
    },
  ],
})

ruleTester('untypedTs').run('an observer in a component of Vue', requireObserverDisconnect, {
  valid: [],
  invalid: [
    {
      name: 'made when it is mounted',
      code: `import { onMounted } from 'vue'
export function useSize(show: () => void) {
  onMounted(() => {
    const observer = new ResizeObserver(show)
    observer.observe(document.body)
  })
}`,
      options: LIKELY,
      errors: [
        {
          messageId: 'neverDisconnected',
          at: 'observer.observe(document.body)',
          suggestions: [
            {
              messageId: 'keepAndEnd',
              output: `import { onMounted, onUnmounted } from 'vue'
export function useSize(show: () => void) {
  let observer: ResizeObserver | undefined
  onMounted(() => {
    observer = new ResizeObserver(show)
    observer.observe(document.body)
  })
  onUnmounted(() => observer?.disconnect())
}`,
            },
          ],
        },
      ],
    },
  ],
})

ruleTester('untyped').run('a socket in a component', requireRelease, {
  valid: [],
  invalid: [
    {
      name: 'in a watcher of Vue',
      code: `import { ref, watch, watchEffect } from 'vue'
export function useFeed(url) {
  const last = ref('')
  watchEffect(() => {
    const source = new EventSource(url.value)
    source.onmessage = (event) => { last.value = event.data }
  })
  return last
}`,
      options: LIKELY,
      errors: [
        {
          messageId: 'neverReleased',
          at: 'new EventSource(url.value)',
          suggestions: [
            {
              messageId: 'endAtEnd',
              output: `import { ref, watch, watchEffect } from 'vue'
export function useFeed(url) {
  const last = ref('')
  watchEffect((onCleanup) => {
    const source = new EventSource(url.value)
    onCleanup(() => source.close())
    source.onmessage = (event) => { last.value = event.data }
  })
  return last
}`,
            },
          ],
        },
      ],
    },
    {
      name: 'in an effect of Solid',
      code: `import { createEffect, createSignal } from 'solid-js'
export function useFeed(url) {
  const [last, setLast] = createSignal('')
  createEffect(() => {
    const socket = new WebSocket(url())
    socket.onmessage = (event) => setLast(event.data)
  })
  return last
}`,
      options: LIKELY,
      errors: [
        {
          messageId: 'neverReleased',
          at: 'new WebSocket(url())',
          suggestions: [
            {
              messageId: 'endAtEnd',
              output: `import { createEffect, createSignal, onCleanup } from 'solid-js'
export function useFeed(url) {
  const [last, setLast] = createSignal('')
  createEffect(() => {
    const socket = new WebSocket(url())
    onCleanup(() => socket.close())
    socket.onmessage = (event) => setLast(event.data)
  })
  return last
}`,
            },
          ],
        },
      ],
    },
  ],
})

ruleTester('untypedTs').run('a timer in a component of Solid', requireTimerCleanup, {
  valid: [],
  invalid: [
    {
      name: 'behind it',
      filename: 'react.tsx',
      code: `import { createSignal, onMount } from 'solid-js'
export function Clock() {
  const [now, setNow] = createSignal(Date.now())
  setInterval(() => setNow(Date.now()), 1000)
  return <p>{now()}</p>
}`,
      options: LIKELY,
      errors: [
        {
          messageId: 'dropped',
          at: 'setInterval(() => setNow(Date.now()), 1000)',
          suggestions: [
            {
              messageId: 'keepAndEnd',
              output: `import { createSignal, onCleanup, onMount } from 'solid-js'
export function Clock() {
  const [now, setNow] = createSignal(Date.now())
  const interval = setInterval(() => setNow(Date.now()), 1000)
  onCleanup(() => clearInterval(interval))
  return <p>{now()}</p>
}`,
            },
          ],
        },
      ],
    },
    {
      name: 'begun when it is mounted',
      filename: 'react.tsx',
      code: `import { createSignal, onCleanup, onMount } from 'solid-js'
export function Clock() {
  const [now, setNow] = createSignal(Date.now())
  onMount(() => {
    setInterval(() => setNow(Date.now()), 1000)
    setNow(0)
  })
  return <p>{now()}</p>
}`,
      options: LIKELY,
      errors: [
        {
          messageId: 'dropped',
          at: 'setInterval(() => setNow(Date.now()), 1000)',
          suggestions: [
            {
              messageId: 'keepAndEnd',
              output: `import { createSignal, onCleanup, onMount } from 'solid-js'
export function Clock() {
  const [now, setNow] = createSignal(Date.now())
  onMount(() => {
    const interval = setInterval(() => setNow(Date.now()), 1000)
    onCleanup(() => clearInterval(interval))
    setNow(0)
  })
  return <p>{now()}</p>
}`,
            },
          ],
        },
      ],
    },
  ],
})

ruleTester('untypedTs').run('a timer in a component of Angular', requireTimerCleanup, {
  valid: [],
  invalid: [
    {
      name: 'in an effect',
      code: `import { Component, effect, signal } from '@angular/core'
@Component({ selector: 'app-clock', template: '' })
export class Clock {
  count = signal(0)
  constructor() {
    effect(() => {
      setInterval(() => this.count.set(0), this.count())
    })
  }
}`,
      options: LIKELY,
      errors: [
        {
          messageId: 'dropped',
          at: 'setInterval(() => this.count.set(0), this.count())',
          suggestions: [
            {
              messageId: 'keepAndEnd',
              output: `import { Component, effect, signal } from '@angular/core'
@Component({ selector: 'app-clock', template: '' })
export class Clock {
  count = signal(0)
  constructor() {
    effect((onCleanup) => {
      const interval = setInterval(() => this.count.set(0), this.count())
      onCleanup(() => clearInterval(interval))
    })
  }
}`,
            },
          ],
        },
      ],
    },
    {
      name: 'with the reference to its end that it has',
      code: `import { Component, DestroyRef } from '@angular/core'
@Component({ selector: 'app-clock', template: '' })
export class Clock {
  count = 0
  constructor(private readonly end: DestroyRef) {}
  ngAfterViewInit() {
    const timer = setInterval(() => this.count++, 1000)
  }
}`,
      options: LIKELY,
      errors: [
        {
          messageId: 'neverCleared',
          at: 'setInterval(() => this.count++, 1000)',
          suggestions: [
            {
              messageId: 'endAtEnd',
              output: `import { Component, DestroyRef } from '@angular/core'
@Component({ selector: 'app-clock', template: '' })
export class Clock {
  count = 0
  constructor(private readonly end: DestroyRef) {}
  ngAfterViewInit() {
    const timer = setInterval(() => this.count++, 1000)
    this.end.onDestroy(() => clearInterval(timer))
  }
}`,
            },
          ],
        },
      ],
    },
  ],
})
