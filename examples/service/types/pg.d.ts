/** As much of `pg` as the example uses, so that there is nothing to install. */
declare module 'pg' {
  export class Pool {
    constructor(options?: { connectionString?: string; max?: number })
    connect(): Promise<PoolClient>
    query(text: string, values?: unknown[]): Promise<{ rows: Record<string, unknown>[] }>
    end(): Promise<void>
  }

  export interface PoolClient {
    query(text: string, values?: unknown[]): Promise<{ rows: Record<string, unknown>[] }>
    release(destroy?: boolean): void
  }
}
