import { requireObserverDisconnect } from '../../../src/rules/require-observer-disconnect.js'
import { requireRelease } from '../../../src/rules/require-release.js'
import { requireTimerCleanup } from '../../../src/rules/require-timer-cleanup.js'
import { requireUnsubscribe } from '../../../src/rules/require-unsubscribe.js'
import { ruleTester } from '../../rule-tester.js'

const LIKELY: [{ likely: boolean }] = [{ likely: true }]

ruleTester('untyped').run('a subscription in an effect', requireUnsubscribe, {
  valid: [],
  invalid: [
    {
      name: 'kept and never ended',
      code: `import { useEffect } from 'react'
import { ticks$ } from './ticks'
export function useTicks(show, isShown) {
  useEffect(() => {
    if (!isShown) return
    const ticks = ticks$.subscribe(show) // each second
    // nothing more
  }, [show, isShown])
}`,
      options: LIKELY,
      errors: [
        {
          messageId: 'streamNotEnded',
          at: 'ticks$.subscribe(show)',
          suggestions: [
            {
              messageId: 'returnCleanup',
              output: `import { useEffect } from 'react'
import { ticks$ } from './ticks'
export function useTicks(show, isShown) {
  useEffect(() => {
    if (!isShown) return
    const ticks = ticks$.subscribe(show) // each second
    // nothing more
    return () => ticks.unsubscribe()
  }, [show, isShown])
}`,
            },
          ],
        },
      ],
    },
    {
      name: 'kept by nobody, in its own words',
      code: `import { useEffect } from "react";
import { interval } from "rxjs";
export function useTicks(show) {
	useEffect(() => {
		interval(1000)
			.subscribe(show);

		show(0);
	}, [show]);
}`,
      options: LIKELY,
      errors: [
        {
          messageId: 'streamDropped',
          at: 'interval(1000)\n\t\t\t.subscribe(show)',
          suggestions: [
            {
              messageId: 'returnCleanup',
              output: `import { useEffect } from "react";
import { interval } from "rxjs";
export function useTicks(show) {
	useEffect(() => {
		const subscription = interval(1000)
			.subscribe(show);

		show(0);
		return () => subscription.unsubscribe();
	}, [show]);
}`,
            },
          ],
        },
      ],
    },
    {
      name: 'that answers the function which ends it',
      code: `import { useEffect } from 'react'
import { getAuth, onAuthStateChanged } from 'firebase/auth'
export function useUser(setUser, unsubscribe) {
  useEffect(() => {
    onAuthStateChanged(getAuth(), setUser)
    setUser(unsubscribe)
  }, [setUser, unsubscribe])
}`,
      options: LIKELY,
      errors: [
        {
          messageId: 'dropped',
          at: 'onAuthStateChanged(getAuth(), setUser)',
          suggestions: [
            {
              messageId: 'returnCleanup',
              output: `import { useEffect } from 'react'
import { getAuth, onAuthStateChanged } from 'firebase/auth'
export function useUser(setUser, unsubscribe) {
  useEffect(() => {
    const unsubscribe2 = onAuthStateChanged(getAuth(), setUser)
    setUser(unsubscribe)
    return unsubscribe2
  }, [setUser, unsubscribe])
}`,
            },
          ],
        },
      ],
    },
    {
      name: 'that answers the function which ends it, kept for nothing',
      code: `import { useEffect } from 'react'
import { getAuth, onAuthStateChanged } from 'firebase/auth'
export function useUser(setUser) {
  useEffect(() => { const stop = onAuthStateChanged(getAuth(), setUser) /* for good */ }, [setUser])
}`,
      options: LIKELY,
      errors: [
        {
          messageId: 'neverUsed',
          at: 'onAuthStateChanged(getAuth(), setUser)',
          suggestions: [
            {
              messageId: 'returnCleanup',
              output: `import { useEffect } from 'react'
import { getAuth, onAuthStateChanged } from 'firebase/auth'
export function useUser(setUser) {
  useEffect(() => { const stop = onAuthStateChanged(getAuth(), setUser) /* for good */; return stop }, [setUser])
}`,
            },
          ],
        },
      ],
    },
    {
      name: 'that answers a record which ends it',
      code: `import { useEffect } from 'react'
import { createClient } from '@supabase/supabase-js'
const supabase = createClient('https://example.com', 'key')
export function useUser(setUser, data) {
  useEffect(() => {
    supabase.auth.onAuthStateChange((_, session) => setUser(session?.user, data))
  }, [setUser, data])
}`,
      options: LIKELY,
      errors: [
        {
          messageId: 'dropped',
          at: 'supabase.auth.onAuthStateChange((_, session) => setUser(session?.user, data))',
          suggestions: [
            {
              messageId: 'returnCleanup',
              output: `import { useEffect } from 'react'
import { createClient } from '@supabase/supabase-js'
const supabase = createClient('https://example.com', 'key')
export function useUser(setUser, data) {
  useEffect(() => {
    const { data: data2 } = supabase.auth.onAuthStateChange((_, session) => setUser(session?.user, data))
    return () => data2.subscription.unsubscribe()
  }, [setUser, data])
}`,
            },
          ],
        },
      ],
    },
    {
      name: "before an effect's own cleanup",
      code: `import { useEffect } from 'react'
import { getAuth, onAuthStateChanged } from 'firebase/auth'
export function useUser(setUser, resize) {
  useEffect(() => {
    const unsubscribe = onAuthStateChanged(getAuth(), setUser)
    window.addEventListener('resize', resize)
    return () => window.removeEventListener('resize', resize)
  }, [setUser, resize])
}`,
      options: LIKELY,
      errors: [
        {
          messageId: 'neverUsed',
          at: 'onAuthStateChanged(getAuth(), setUser)',
          suggestions: [
            {
              messageId: 'endAtEnd',
              output: `import { useEffect } from 'react'
import { getAuth, onAuthStateChanged } from 'firebase/auth'
export function useUser(setUser, resize) {
  useEffect(() => {
    const unsubscribe = onAuthStateChanged(getAuth(), setUser)
    window.addEventListener('resize', resize)
    return () => {
      unsubscribe()
      window.removeEventListener('resize', resize)
    }
  }, [setUser, resize])
}`,
            },
          ],
        },
      ],
    },
    {
      name: 'before a cleanup with a name',
      code: `import { useEffect } from 'react'
import { ticks$ } from './ticks'
export function useTicks(show) {
  useEffect(() => {
    const timer = setTimeout(show, 1000)
    ticks$.subscribe(show)
    function cleanup() {
      // the timer
      clearTimeout(timer)
    }
    return cleanup
  }, [show])
}`,
      options: LIKELY,
      errors: [
        {
          messageId: 'streamDropped',
          at: 'ticks$.subscribe(show)',
          suggestions: [
            {
              messageId: 'keepAndEnd',
              output: `import { useEffect } from 'react'
import { ticks$ } from './ticks'
export function useTicks(show) {
  useEffect(() => {
    const timer = setTimeout(show, 1000)
    const subscription = ticks$.subscribe(show)
    function cleanup() {
      subscription.unsubscribe()
      // the timer
      clearTimeout(timer)
    }
    return cleanup
  }, [show])
}`,
            },
          ],
        },
      ],
    },
    {
      name: 'beside one that is returned',
      code: `import { useEffect } from 'react'
import { getAuth, onAuthStateChanged } from 'firebase/auth'
import { ticks$ } from './ticks'
export function useUser(setUser, show) {
  useEffect(() => {
    const unsubscribe = onAuthStateChanged(getAuth(), setUser)
    ticks$.subscribe(show)
    return unsubscribe // of the user
  }, [setUser, show])
}`,
      options: LIKELY,
      errors: [
        {
          messageId: 'streamDropped',
          at: 'ticks$.subscribe(show)',
          suggestions: [
            {
              messageId: 'returnCleanup',
              output: `import { useEffect } from 'react'
import { getAuth, onAuthStateChanged } from 'firebase/auth'
import { ticks$ } from './ticks'
export function useUser(setUser, show) {
  useEffect(() => {
    const unsubscribe = onAuthStateChanged(getAuth(), setUser)
    const subscription = ticks$.subscribe(show)
    return () => {
      subscription.unsubscribe()
      unsubscribe()
    } // of the user
  }, [setUser, show])
}`,
            },
          ],
        },
      ],
    },
    {
      name: 'filled on one of two ways',
      code: `import { useEffect } from 'react'
import { ticks$ } from './ticks'
export function useTicks(show, isShown, resize) {
  useEffect(() => {
    let ticks
    if (isShown) ticks = ticks$.subscribe(show)
    window.addEventListener('resize', resize)
    return () => { window.removeEventListener('resize', resize) }
  }, [show, isShown, resize])
}`,
      options: LIKELY,
      errors: [
        {
          messageId: 'streamNotEnded',
          at: 'ticks$.subscribe(show)',
          suggestions: [
            {
              messageId: 'endAtEnd',
              output: `import { useEffect } from 'react'
import { ticks$ } from './ticks'
export function useTicks(show, isShown, resize) {
  useEffect(() => {
    let ticks
    if (isShown) ticks = ticks$.subscribe(show)
    window.addEventListener('resize', resize)
    return () => { ticks?.unsubscribe(); window.removeEventListener('resize', resize) }
  }, [show, isShown, resize])
}`,
            },
          ],
        },
      ],
    },
    {
      name: 'none where the effect leaves after it',
      code: `import { useEffect } from 'react'
import { ticks$ } from './ticks'
export function useTicks(show, isShown) {
  useEffect(() => {
    const ticks = ticks$.subscribe(show)
    if (!isShown) return
    show()
  }, [show, isShown])
}`,
      options: LIKELY,
      errors: [{ messageId: 'streamNotEnded', at: 'ticks$.subscribe(show)' }],
    },
    {
      name: 'none where another way out comes before the cleanup',
      code: `import { useEffect } from 'react'
import { ticks$ } from './ticks'
export function useTicks(show, isShown, resize) {
  useEffect(() => {
    const ticks = ticks$.subscribe(show)
    if (!isShown) return
    window.addEventListener('resize', resize)
    return () => window.removeEventListener('resize', resize)
  }, [show, isShown, resize])
}`,
      options: LIKELY,
      errors: [{ messageId: 'streamNotEnded', at: 'ticks$.subscribe(show)' }],
    },
    {
      name: 'none in a branch',
      code: `import { useEffect } from 'react'
import { ticks$ } from './ticks'
export function useTicks(show, isShown) {
  useEffect(() => {
    if (isShown) {
      ticks$.subscribe(show)
    }
  }, [show, isShown])
}`,
      options: LIKELY,
      errors: [{ messageId: 'streamDropped', at: 'ticks$.subscribe(show)' }],
    },
  ],
})

ruleTester('untypedTs').run('a subscription in an effect', requireUnsubscribe, {
  valid: [],
  invalid: [
    {
      name: 'in TypeScript',
      filename: 'react.tsx',
      code: `import { useEffect } from 'react'
import { interval } from 'rxjs'
export function Clock({ show }: { readonly show: (tick: number) => void }) {
  useEffect(() => {
    interval(1000).subscribe(show)
  }, [show])
  return <p />
}`,
      options: LIKELY,
      errors: [
        {
          messageId: 'streamDropped',
          at: 'interval(1000).subscribe(show)',
          suggestions: [
            {
              messageId: 'returnCleanup',
              output: `import { useEffect } from 'react'
import { interval } from 'rxjs'
export function Clock({ show }: { readonly show: (tick: number) => void }) {
  useEffect(() => {
    const subscription = interval(1000).subscribe(show)
    return () => subscription.unsubscribe()
  }, [show])
  return <p />
}`,
            },
          ],
        },
      ],
    },
  ],
})

ruleTester('untyped').run('a socket in an effect', requireRelease, {
  valid: [],
  invalid: [
    {
      name: 'kept and never closed',
      code: `import { useEffect } from 'react'
export function useFeed(url, add) {
  useEffect(() => {
    const socket = new WebSocket(url)
    socket.onmessage = (event) => add(event.data)
    /* nothing more */
  }, [url, add])
}`,
      options: LIKELY,
      errors: [
        {
          messageId: 'neverReleased',
          at: 'new WebSocket(url)',
          suggestions: [
            {
              messageId: 'returnCleanup',
              output: `import { useEffect } from 'react'
export function useFeed(url, add) {
  useEffect(() => {
    const socket = new WebSocket(url)
    socket.onmessage = (event) => add(event.data)
    /* nothing more */
    return () => socket.close()
  }, [url, add])
}`,
            },
          ],
        },
      ],
    },
    {
      name: 'on one line',
      code: `import { useEffect } from 'react'
export function useFeed(url, add) { useEffect(() => { const source = new EventSource(url); source.onmessage = add }, [url, add]) }`,
      options: LIKELY,
      errors: [
        {
          messageId: 'neverReleased',
          at: 'new EventSource(url)',
          suggestions: [
            {
              messageId: 'returnCleanup',
              output: `import { useEffect } from 'react'
export function useFeed(url, add) { useEffect(() => { const source = new EventSource(url); source.onmessage = add; return () => source.close() }, [url, add]) }`,
            },
          ],
        },
      ],
    },
    {
      name: "before an effect's own cleanup",
      code: `import { useEffect } from 'react';
export function useFeed(url, add) {
  useEffect(() => {
    const socket = new WebSocket(url);
    const beat = setInterval(() => socket.send('ping'), 1000);
    socket.onmessage = add;
    return () => clearInterval(beat);
  }, [url, add]);
}`,
      options: LIKELY,
      errors: [
        {
          messageId: 'neverReleased',
          at: 'new WebSocket(url)',
          suggestions: [
            {
              messageId: 'endAtEnd',
              output: `import { useEffect } from 'react';
export function useFeed(url, add) {
  useEffect(() => {
    const socket = new WebSocket(url);
    const beat = setInterval(() => socket.send('ping'), 1000);
    socket.onmessage = add;
    return () => {
      socket.close();
      clearInterval(beat);
    };
  }, [url, add]);
}`,
            },
          ],
        },
      ],
    },
  ],
})

ruleTester('untypedTs').run('a socket in an effect', requireRelease, {
  valid: [],
  invalid: [
    {
      name: 'in a ref, in TypeScript',
      filename: 'react.tsx',
      code: `import { useEffect, useRef } from 'react'
export function Feed({ url, add }: { url: string; add: (event: MessageEvent) => void }) {
  const socket = useRef<WebSocket | null>(null)
  useEffect(() => {
    socket.current = new WebSocket(url)
    socket.current.onmessage = add
  }, [url, add])
  return <p />
}`,
      options: LIKELY,
      errors: [
        {
          messageId: 'neverReleased',
          at: 'new WebSocket(url)',
          suggestions: [
            {
              messageId: 'returnCleanup',
              output: `import { useEffect, useRef } from 'react'
export function Feed({ url, add }: { url: string; add: (event: MessageEvent) => void }) {
  const socket = useRef<WebSocket | null>(null)
  useEffect(() => {
    socket.current = new WebSocket(url)
    socket.current.onmessage = add
    return () => socket.current?.close()
  }, [url, add])
  return <p />
}`,
            },
          ],
        },
      ],
    },
  ],
})

ruleTester('untyped').run('a timer in a ref', requireTimerCleanup, {
  valid: [],
  invalid: [
    {
      name: 'cleared by nobody',
      code: `import { useEffect, useRef } from 'react'
export function useClock(tick) {
  const timer = useRef(null)
  useEffect(() => {
    timer.current = setInterval(tick, 1000) // each second
  }, [tick])
}`,
      options: LIKELY,
      errors: [
        {
          messageId: 'neverCleared',
          at: 'setInterval(tick, 1000)',
          suggestions: [
            {
              messageId: 'returnCleanup',
              output: `import { useEffect, useRef } from 'react'
export function useClock(tick) {
  const timer = useRef(null)
  useEffect(() => {
    timer.current = setInterval(tick, 1000) // each second
    return () => clearInterval(timer.current)
  }, [tick])
}`,
            },
          ],
        },
      ],
    },
    {
      name: 'a loop of frames',
      code: `import { useEffect, useRef } from 'react'
export function useLoop(draw) {
  const frame = useRef(0)
  useEffect(() => {
    const loop = () => {
      draw()
      frame.current = requestAnimationFrame(loop)
    }
    frame.current = requestAnimationFrame(loop)
  }, [draw])
}`,
      options: LIKELY,
      errors: [
        {
          messageId: 'neverCleared',
          at: 'requestAnimationFrame(loop)',
          line: 7,
          suggestions: [
            {
              messageId: 'returnCleanup',
              output: `import { useEffect, useRef } from 'react'
export function useLoop(draw) {
  const frame = useRef(0)
  useEffect(() => {
    const loop = () => {
      draw()
      frame.current = requestAnimationFrame(loop)
    }
    frame.current = requestAnimationFrame(loop)
    return () => cancelAnimationFrame(frame.current)
  }, [draw])
}`,
            },
          ],
        },
      ],
    },
  ],
})

ruleTester('untypedTs').run('a timer in a ref', requireTimerCleanup, {
  valid: [],
  invalid: [
    {
      name: 'which may hold null',
      filename: 'react.tsx',
      code: `import { useEffect, useRef } from 'react'
export function Clock({ tick }: { tick: () => void }) {
  const timer = useRef<ReturnType<typeof setInterval> | null>(null)
  useEffect(() => {
    timer.current = setInterval(tick, 1000)
  }, [tick])
  return <p />
}`,
      options: LIKELY,
      errors: [
        {
          messageId: 'neverCleared',
          at: 'setInterval(tick, 1000)',
          suggestions: [
            {
              messageId: 'returnCleanup',
              output: `import { useEffect, useRef } from 'react'
export function Clock({ tick }: { tick: () => void }) {
  const timer = useRef<ReturnType<typeof setInterval> | null>(null)
  useEffect(() => {
    timer.current = setInterval(tick, 1000)
    return () => {
      if (timer.current != null) clearInterval(timer.current)
    }
  }, [tick])
  return <p />
}`,
            },
          ],
        },
      ],
    },
    {
      name: "before an effect's own cleanup",
      filename: 'react.tsx',
      code: `import { useEffect, useRef } from 'react'
export function Clock({ tick, resize }: { tick: () => void; resize: () => void }) {
  const timer = useRef<number>()
  useEffect(() => {
    timer.current = window.setInterval(tick, 1000)
    window.addEventListener('resize', resize)
    return () => window.removeEventListener('resize', resize)
  }, [tick, resize])
  return <p />
}`,
      options: LIKELY,
      errors: [
        {
          messageId: 'neverCleared',
          at: 'window.setInterval(tick, 1000)',
          suggestions: [
            {
              messageId: 'endAtEnd',
              output: `import { useEffect, useRef } from 'react'
export function Clock({ tick, resize }: { tick: () => void; resize: () => void }) {
  const timer = useRef<number>()
  useEffect(() => {
    timer.current = window.setInterval(tick, 1000)
    window.addEventListener('resize', resize)
    return () => {
      clearInterval(timer.current)
      window.removeEventListener('resize', resize)
    }
  }, [tick, resize])
  return <p />
}`,
            },
          ],
        },
      ],
    },
  ],
})

ruleTester('untyped').run('an observer in a ref', requireObserverDisconnect, {
  valid: [],
  invalid: [
    {
      name: 'disconnected by nobody',
      code: `import { useEffect, useRef } from 'react'
export function useSize(show) {
  const observer = useRef()
  useEffect(() => {
    observer.current = new ResizeObserver(show)
    observer.current.observe(document.body)
  }, [show])
}`,
      options: LIKELY,
      errors: [
        {
          messageId: 'neverDisconnected',
          at: 'observer.current.observe(document.body)',
          suggestions: [
            {
              messageId: 'returnCleanup',
              output: `import { useEffect, useRef } from 'react'
export function useSize(show) {
  const observer = useRef()
  useEffect(() => {
    observer.current = new ResizeObserver(show)
    observer.current.observe(document.body)
    return () => observer.current?.disconnect()
  }, [show])
}`,
            },
          ],
        },
      ],
    },
  ],
})
