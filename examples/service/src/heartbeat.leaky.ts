import type { Socket } from 'node:net'

/** Pings a client so that proxies keep the connection open. */
export class Heartbeat {
  #missed = 0

  constructor(private readonly socket: Socket) {}

  /** The handle is dropped, so the interval pings, and holds the socket, until the process ends. */
  start(): void {
    setInterval(() => {
      this.#missed += 1
      this.socket.write('ping\n')
    }, 15_000)
  }

  answered(): void {
    this.#missed = 0
  }

  stop(): void {
    this.socket.end()
  }
}
