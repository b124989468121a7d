import { once } from 'node:events'
import { createReadStream, createWriteStream } from 'node:fs'
import { open, type FileHandle } from 'node:fs/promises'
import type { Socket } from 'node:net'
import { pipeline } from 'node:stream/promises'

const REMEMBERED_TEMPLATES = 100
const requestsByMethod = new Map<string, number>()
const templates = new Map<string, string>()
const userOfSocket = new WeakMap<Socket, string>()

/** The keys are a handful of literals, so the map stops growing at four. */
export function countRequest(method: 'GET' | 'POST' | 'PUT' | 'DELETE'): void {
  requestsByMethod.set(method, (requestsByMethod.get(method) ?? 0) + 1)
}

/** The oldest entry makes room for the newest: the cache has a limit. */
export function rememberTemplate(name: string, text: string): void {
  const oldest = templates.keys().next()
  if (templates.size >= REMEMBERED_TEMPLATES && !oldest.done) templates.delete(oldest.value)
  templates.set(name, text)
}

/** A WeakMap does not keep its keys, so an entry goes with its socket. */
export function identify(socket: Socket, user: string): void {
  userOfSocket.set(socket, user)
}

/** The map dies with the call. */
export function countWords(text: string): [string, number][] {
  const counts = new Map<string, number>()
  for (const word of text.split(/\s+/)) counts.set(word, (counts.get(word) ?? 0) + 1)
  return [...counts]
}

/** The listener lives as long as the socket, which is what holds it. Both go together. */
export function logErrors(socket: Socket): void {
  socket.on('error', (error) => {
    console.error(userOfSocket.get(socket), error.message)
  })
}

/** The file is open when this returns, and closing it is the caller's business from then on. */
export async function openLog(path: string): Promise<FileHandle> {
  return await open(path, 'a')
}

/** `pipeline` closes both files, also after an error. */
export async function copyFile(from: string, to: string): Promise<void> {
  await pipeline(createReadStream(from), createWriteStream(to))
}

/** Each wait ends after a second at the latest, and takes its listener and its timer with it. */
export async function waitForDrain(socket: Socket): Promise<void> {
  await once(socket, 'drain', { signal: AbortSignal.timeout(1_000) })
}
