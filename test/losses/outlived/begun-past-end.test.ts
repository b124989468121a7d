import { requireListenerRemoval } from '../../../src/rules/require-listener-removal.js'
import { requireMemberRelease } from '../../../src/rules/require-member-release.js'
import { requireObserverDisconnect } from '../../../src/rules/require-observer-disconnect.js'
import { requireTimerCleanup } from '../../../src/rules/require-timer-cleanup.js'
import { certaintyTester } from '../../certainty-tester.js'

/** An effect that begins something after a wait, and ends it in its cleanup. */
const effect = (begin: string, end: string, { first = '', after = '', last = '' } = {}): string => `
import { useEffect } from 'react'
export function Live({ id, draw }) {
  useEffect(() => {
    let kept
    ${first}
    async function start() {
      const client = await fetch('/clients/' + id)
      ${after}
      ${begin}
    }
    start()
    return () => {
      ${last}
      ${end}
    }
  }, [id, draw])
}`

const INTERVAL = ['kept = setInterval(draw, 1000, client)', 'clearInterval(kept)'] as const

certaintyTester('require-timer-cleanup', requireTimerCleanup)(
  'timers that begin past the end',
  ['everywhere'],
  {
    silent: [
      {
        name: 'that looks at a flag of the end',
        code: effect(...INTERVAL, {
          first: 'let gone = false',
          after: 'if (gone) return',
          last: 'gone = true',
        }),
      },
      {
        name: 'where the end calls off what is waited for',
        code: effect(...INTERVAL, { first: 'const calls = new AbortController()', last: 'calls.abort()' }),
      },
      {
        name: 'in the branch that does not wait',
        code: effect(
          'if (client.push) await client.listen(draw); else kept = setInterval(draw, 1000)',
          'clearInterval(kept)',
        ).replace(/const client = await .*/, ''),
      },
      {
        name: 'before the wait',
        code: effect('await client.json()', 'clearInterval(kept)', {
          first: 'kept = setInterval(draw, 1000)',
        }),
      },
      {
        name: 'whose end is handed out after the wait',
        code: `
export async function poll(url, draw) {
  let timer
  const first = await fetch(url)
  const begin = () => { timer = setInterval(draw, 1000, first) }
  begin()
  return () => clearInterval(timer)
}`,
      },
      {
        name: 'of an instance whose caller may wait',
        code: `
export class Poller {
  async start(url) {
    this.first = await fetch(url)
    this.timer = setInterval(() => this.poll(), 1000)
  }
  poll() {}
  stop() {
    clearInterval(this.timer)
  }
}`,
      },
    ],
    likely: [
      {
        name: 'of an effect',
        code: effect(...INTERVAL),
        errors: [
          {
            messageId: 'startsPastEnd',
            at: 'setInterval(draw, 1000, client)',
            data: {
              noun: 'interval',
              owner: 'this effect',
              where: 'the cleanup of useEffect',
              until: 'until the program ends',
              at: "`await fetch('/clients/' + id)`",
            },
          },
        ],
      },
      {
        name: 'of a component',
        code: `
import { onMounted, onUnmounted } from 'vue'
export function useClock(url, draw) {
  let timer
  onMounted(() => {
    fetch(url).then((zone) => {
      timer = setInterval(draw, 1000, zone)
    })
  })
  onUnmounted(() => clearInterval(timer))
}`,
        errors: [{ messageId: 'startsPastEnd', at: 'setInterval(draw, 1000, zone)' }],
      },
    ],
  },
)

certaintyTester('require-member-release', requireMemberRelease)(
  'resources that are opened past the end',
  ['everywhere'],
  {
    silent: [
      {
        name: 'that others end as well',
        code: `
export function follow(load, all, draw) {
  let socket
  load().then((token) => {
    socket = new WebSocket('wss://a.example/' + token)
    all.push(socket)
  })
  return () => socket?.close()
}`,
      },
      {
        name: 'that ask whether the end has come',
        code: effect("kept = new WebSocket('wss://a.example/' + id)", 'kept?.close()', {
          first: 'let isOver = false',
          after: 'if (isOver) return',
          last: 'isOver = true',
        }),
      },
      {
        name: 'whose end waits for them',
        code: `
export function follow(url, draw) {
  const opened = fetch(url).then((socket) => new WebSocket(socket))
  return () => opened.then((socket) => socket.close())
}`,
      },
    ],
    likely: [
      {
        name: 'of an effect',
        code: effect("kept = new WebSocket('wss://a.example/' + id)", 'kept?.close()'),
        errors: [
          {
            messageId: 'begunPastEnd',
            at: "new WebSocket('wss://a.example/' + id)",
            data: {
              member: 'kept',
              owner: 'this effect',
              end: 'the cleanup of useEffect',
              noun: 'a WebSocket',
              at: "`await fetch('/clients/' + id)`",
            },
          },
        ],
      },
      {
        name: 'of what hands back its end',
        code: `
export function follow(load, draw) {
  let handle
  load().then((stream) => {
    handle = stream.openSession(draw)
  })
  return () => {
    if (handle) handle.close()
  }
}`,
        errors: [{ messageId: 'begunPastEnd', at: 'stream.openSession(draw)' }],
      },
    ],
  },
)

certaintyTester('require-observer-disconnect', requireObserverDisconnect)(
  'observers that begin past the end',
  ['everywhere'],
  {
    likely: [
      {
        name: 'of an element',
        code: `
export class Chart extends HTMLElement {
  async connectedCallback() {
    await customElements.whenDefined('x-axis')
    this.observer = new ResizeObserver(() => this.draw())
    this.observer.observe(this.parentElement)
  }
  draw() {}
  disconnectedCallback() {
    this.observer?.disconnect()
  }
}`,
        errors: [{ messageId: 'beginsPastEnd', at: 'new ResizeObserver(() => this.draw())' }],
      },
    ],
  },
)

certaintyTester('require-listener-removal', requireListenerRemoval)(
  'listeners that are added past the end',
  ['everywhere'],
  {
    silent: [
      {
        name: 'that look at a flag of the end',
        code: effect(
          "window.addEventListener('resize', draw)",
          "window.removeEventListener('resize', draw)",
          {
            first: 'let gone = false',
            after: 'if (gone) return',
            last: 'gone = true',
          },
        ),
      },
    ],
    likely: [
      {
        name: 'of an effect',
        code: effect("window.addEventListener('resize', draw)", "window.removeEventListener('resize', draw)"),
        errors: [
          {
            messageId: 'addedPastEnd',
            at: "window.addEventListener('resize', draw)",
            data: {
              target: 'window',
              event: "'resize'",
              until: 'until the page is left',
              owner: 'this effect',
              where: 'the cleanup of useEffect',
              at: "`await fetch('/clients/' + id)`",
            },
          },
        ],
      },
    ],
  },
)

/** An effect whose callback waits, and begins its own timeout anew after that. */
const rearming = (wait: string, after = ''): string => `
import { useCallback, useEffect, useRef } from 'react'
export function Live({ id, draw }) {
  const gone = useRef(false)
  const load = useCallback(async () => {
    const answer = await fetch('/clients/' + id)
    if (gone.current) return
    draw(answer)
  }, [id])
  const check = () => { if (gone.current) throw new Error('gone') }
  useEffect(() => {
    gone.current = false
    let timer
    const tick = async () => {
      ${wait}
      ${after}
      timer = setTimeout(tick, 5000)
    }
    timer = setTimeout(tick, 1000)
    return () => {
      gone.current = true
      clearTimeout(timer)
    }
  }, [id])
}`

certaintyTester('require-timer-cleanup', requireTimerCleanup)(
  'timers that are begun anew past the end',
  ['everywhere'],
  {
    silent: [
      { name: 'that looks at a flag', code: rearming('await load()', 'if (gone.current) return') },
      {
        name: 'that asks a function for it',
        code: rearming('const isOver = await load()', 'if (isOver) return'),
      },
      { name: 'where a function throws by then', code: rearming('await load()', 'check()') },
      { name: 'without a wait', code: rearming('load()') },
    ],
    likely: [
      {
        name: 'where what is waited for looks at a flag for itself alone',
        code: rearming('await load()'),
        errors: [
          {
            messageId: 'startsPastEnd',
            at: 'setTimeout(tick, 5000)',
            data: {
              noun: 'timeout',
              owner: 'this effect',
              where: 'the cleanup of useEffect',
              until: 'until the program ends',
              at: '`await load()`',
            },
          },
        ],
      },
    ],
  },
)
