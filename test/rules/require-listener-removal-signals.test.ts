import { requireListenerRemoval, type MessageId } from '../../src/rules/require-listener-removal.js'
import { certaintyTester } from '../certainty-tester.js'
import type { ExpectedReport } from '../rule-tester.js'

const cases = certaintyTester('require-listener-removal', requireListenerRemoval)

/** A report at the only place of a text. */
const at = (messageId: MessageId, text: string): ExpectedReport<MessageId>[] => [{ messageId, at: text }]

const FORWARD = "signal.addEventListener('abort', () => controller.abort(), { once: true })"

cases('listeners that forward the abort of a caller', ['everywhere'], {
  likely: [
    {
      name: 'in a constructor',
      code: `
export class Job {
  constructor(url, init = {}) {
    const { signal } = init
    const controller = new AbortController()
    this.signal = controller.signal
    ${FORWARD}
  }
}`,
      errors: at('abortForwarded', FORWARD),
    },
    {
      name: 'under names of their own',
      code: `
export class Job {
  constructor(init) {
    let signal = null
    if (init.signal !== undefined) signal = init.signal
    const controller = new AbortController()
    this.controller = controller
    const abort = function () { controller.abort(this.reason) }
    signal.addEventListener('abort', abort, { once: true })
  }
}`,
      errors: at('abortForwarded', "signal.addEventListener('abort', abort, { once: true })"),
    },
    {
      name: 'where the controller is handed out',
      code: `export function follow(signal) { const controller = new AbortController(); ${FORWARD}; return controller }`,
      errors: at('abortForwarded', FORWARD),
    },
    {
      name: 'where only a finalizer takes them out',
      code: `
const { FinalizationRegistry } = require('./weak-compat')
const gone = new FinalizationRegistry(({ signal, abort }) => { signal.removeEventListener('abort', abort) })
export class Job {
  constructor(init) {
    const signal = init.signal
    const controller = new AbortController()
    this.signal = controller.signal
    const abort = () => controller.abort()
    signal.addEventListener('abort', abort)
    gone.register(this, { signal, abort })
  }
}`,
      errors: at('abortForwarded', "signal.addEventListener('abort', abort)"),
    },
  ],
  silent: [
    {
      name: 'with a WeakRef to the controller',
      code: `
export class Job {
  constructor(init, signal) {
    const controller = new AbortController()
    this.controller = controller
    const ref = new WeakRef(controller)
    signal.addEventListener('abort', () => { ref.deref()?.abort() }, { once: true })
    const abort = function () { const held = ref.deref(); if (held !== undefined) held.abort(this.reason) }
    init.signal.addEventListener('abort', abort, { once: true })
  }
}`,
    },
    {
      name: 'by a signal that follows both',
      code: `
export class Job {
  constructor(signal) {
    this.controller = new AbortController()
    this.signal = AbortSignal.any([signal, this.controller.signal])
  }
}`,
    },
    {
      name: 'taken out with the work',
      code: `
export class Job {
  constructor(init) {
    const signal = init.signal
    const controller = new AbortController()
    this.controller = controller
    const abort = () => controller.abort()
    signal.addEventListener('abort', abort)
    this.done = work(controller.signal).finally(() => signal.removeEventListener('abort', abort))
  }
}`,
    },
  ],
})

cases('listeners on signals that a call makes', ['everywhere'], {
  likely: [
    {
      name: 'of others, which outlive it',
      code: `
const shutdown = new AbortController()
process.on('SIGTERM', () => shutdown.abort())
export async function work(job, signal) {
  const either = AbortSignal.any([signal, job.own.signal])
  either.addEventListener('abort', () => job.cancel())
  AbortSignal.any([shutdown.signal]).addEventListener('abort', () => job.stop())
  await job.done
}`,
      errors: [
        ...at('signalFollows', "either.addEventListener('abort', () => job.cancel())"),
        ...at(
          'signalFollows',
          "AbortSignal.any([shutdown.signal]).addEventListener('abort', () => job.stop())",
        ),
      ],
    },
    {
      name: 'of a long time',
      code: `
export async function work(job) {
  const late = AbortSignal.timeout(60 * 60 * 1000)
  late.addEventListener('abort', () => job.cancel())
  await job.done
}`,
      errors: at('signalWaits', "late.addEventListener('abort', () => job.cancel())"),
    },
  ],
  silent: [
    {
      name: 'without a listener, or with one that goes',
      code: `
export async function work(job, signal) {
  await job.start(AbortSignal.any([signal, AbortSignal.timeout(3_600_000)]))
  const either = AbortSignal.any([signal, job.own.signal])
  const cancel = () => job.cancel()
  either.addEventListener('abort', cancel)
  try { await job.done } finally { either.removeEventListener('abort', cancel) }
}`,
    },
    {
      name: 'of a short time, or of this call alone',
      code: `
export async function work(job, signal) {
  AbortSignal.timeout(2000).addEventListener('abort', () => job.cancel())
  AbortSignal.any([signal, AbortSignal.timeout(2000)]).addEventListener('abort', () => job.cancel())
  const own = new AbortController()
  AbortSignal.any([own.signal]).addEventListener('abort', () => job.cancel())
  await job.run(own)
}`,
    },
  ],
})
