import { randomUUID } from 'node:crypto'

interface Session {
  user: string
  startedAt: number
}

const sessions = new Map<string, Session>()

/** Every login leaves an entry behind. After a year of logins the map holds a year of sessions. */
export function startSession(user: string): string {
  const id = randomUUID()
  sessions.set(id, { user, startedAt: Date.now() })
  return id
}

export function findSession(id: string): Session | undefined {
  return sessions.get(id)
}
