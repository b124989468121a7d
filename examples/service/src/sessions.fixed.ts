import { randomUUID } from 'node:crypto'

interface Session {
  user: string
  startedAt: number
}

const sessions = new Map<string, Session>()

export function startSession(user: string): string {
  const id = randomUUID()
  sessions.set(id, { user, startedAt: Date.now() })
  return id
}

export function findSession(id: string): Session | undefined {
  return sessions.get(id)
}

export function endSession(id: string): void {
  sessions.delete(id)
}
