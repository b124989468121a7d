/**
 * Answers a module in TypeScript of about so many lines: services with listeners, timers, tables and requests, which all end
 * what they begin, as most code does.
 */
export function typedModule(lines) {
  const units = Math.floor(lines / (unit(0).split('\n').length - 1))
  return HEAD + Array.from({ length: units }, (_, i) => unit(i)).join('')
}

const HEAD = `import { EventEmitter } from 'node:events'
import { open, type FileHandle } from 'node:fs/promises'

interface Update {
  readonly id: string
  readonly values: readonly number[]
}

`

const unit = (i) => `export class Feed${i} {
  private readonly bus = new EventEmitter()
  private readonly seen = new Map<string, Update>()
  private timer: NodeJS.Timeout | undefined
  private file: FileHandle | undefined

  constructor(private readonly source: EventEmitter) {}

  async start(path: string): Promise<void> {
    this.source.on('update', this.onUpdate)
    this.timer = setInterval(() => {
      this.bus.emit('tick', this.seen.size)
    }, 1000)
    this.file = await open(path, 'a')
  }

  async stop(): Promise<void> {
    this.source.off('update', this.onUpdate)
    clearInterval(this.timer)
    this.seen.clear()
    await this.file?.close()
  }

  average(id: string): number {
    const update = this.seen.get(id)
    if (!update) return 0
    const total = update.values.reduce((sum, value) => sum + value, 0)
    return update.values.length === 0 ? 0 : total / update.values.length
  }

  async load(url: string): Promise<Update[]> {
    const response = await fetch(url)
    return (await response.json()) as Update[]
  }

  private readonly onUpdate = (update: Update): void => {
    this.seen.set(update.id, update)
    this.bus.emit('seen', update.id)
  }
}

`
