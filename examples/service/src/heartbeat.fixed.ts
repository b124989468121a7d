import type { Socket } from 'node:net'

/** Pings a client so that proxies keep the connection open. */
export class Heartbeat {
  #missed = 0
  #timer: NodeJS.Timeout | undefined

  constructor(private readonly socket: Socket) {}

  start(): void {
    clearInterval(this.#timer)
    this.#timer = setInterval(() => {
      this.#missed += 1
      this.socket.write('ping\n')
    }, 15_000)
  }

  answered(): void {
    this.#missed = 0
  }

  stop(): void {
    clearInterval(this.#timer)
    this.socket.end()
  }
}
