import type { Pool } from 'pg'

/** A query that fails keeps its connection. Once the pool has none left, every request waits for ever. */
export async function transfer(pool: Pool, from: string, to: string, cents: number): Promise<void> {
  const client = await pool.connect()
  await client.query('BEGIN')
  await client.query('UPDATE accounts SET cents = cents - $1 WHERE id = $2', [cents, from])
  await client.query('UPDATE accounts SET cents = cents + $1 WHERE id = $2', [cents, to])
  await client.query('COMMIT')
  client.release()
}
