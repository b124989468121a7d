import { canRedraw, widthOf, type Surroundings } from './terminal.js'

export interface Progress {
  /** What comes next, after so many files are done. */
  show(done: number, next: string): void
  /** What takes long enough to be said at once, and goes on until `show`. */
  announce(done: number, what: string): void
  /** Takes the bar off the screen. */
  clear(): void
}

const BAR_WIDTH = 24
const REDRAW_MS = 40
const ERASE_LINE = '\r\u001b[2K'

/** A progress bar over `total` files on stderr, or nothing at all if that is no terminal. */
export function createProgress(total: number, { stderr, env }: Surroundings): Progress {
  if (!canRedraw(stderr, env))
    return { show: () => undefined, announce: () => undefined, clear: () => undefined }
  let drawnAt = -Infinity

  return {
    show(done, next) {
      if (performance.now() - drawnAt >= REDRAW_MS) draw(done, next)
    },
    announce: draw,
    clear() {
      stderr.write(ERASE_LINE)
    },
  }

  function draw(done: number, next: string): void {
    drawnAt = performance.now()
    const filled = Math.round((BAR_WIDTH * done) / Math.max(total, 1))
    const bar = '█'.repeat(filled) + '░'.repeat(BAR_WIDTH - filled)
    const text = `${bar} ${String(done)}/${String(total)} ${next}`
    // A line that wraps cannot be erased with one sequence.
    stderr.write(ERASE_LINE + text.slice(0, widthOf(stderr) - 1))
  }
}
