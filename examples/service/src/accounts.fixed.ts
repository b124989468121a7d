import type { Pool } from 'pg'

export async function transfer(pool: Pool, from: string, to: string, cents: number): Promise<void> {
  const client = await pool.connect()
  try {
    await client.query('BEGIN')
    await client.query('UPDATE accounts SET cents = cents - $1 WHERE id = $2', [cents, from])
    await client.query('UPDATE accounts SET cents = cents + $1 WHERE id = $2', [cents, to])
    await client.query('COMMIT')
  } catch (error) {
    await client.query('ROLLBACK')
    throw error
  } finally {
    client.release()
  }
}
