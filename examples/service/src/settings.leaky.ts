import { readFileSync } from 'node:fs'

/** Settings that are read again on SIGHUP. Tenants come and go, each with settings of its own. */
export class TenantSettings {
  #values: Record<string, string> = {}

  constructor(private readonly path: string) {
    this.reload()
    process.on('SIGHUP', () => {
      this.reload()
    })
  }

  get(name: string): string | undefined {
    return this.#values[name]
  }

  reload(): void {
    this.#values = JSON.parse(readFileSync(this.path, 'utf8')) as Record<string, string>
  }

  /** Forgets the values, but `process` still holds the listener and with it these settings. */
  close(): void {
    this.#values = {}
  }
}
