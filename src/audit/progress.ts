import { canRedraw, type Output, type Surroundings } from './terminal.js'

export interface Progress {
  show(done: number, next: string): void
  /** Takes the bar off the screen. */
  clear(): void
}

const BAR_WIDTH = 24
const REDRAW_MS = 40
const ERASE_LINE = '\r\u001b[2K'

/** A progress bar over `total` files on stderr, or nothing at all if that is no terminal. */
export function createProgress(total: number, { stderr, env }: Surroundings): Progress {
  if (!canRedraw(stderr, env)) return { show: () => undefined, clear: () => undefined }
  let drawnAt = -Infinity

  return {
    show(done, next) {
      const now = performance.now()
      if (now - drawnAt < REDRAW_MS) return
      drawnAt = now
      const filled = Math.round((BAR_WIDTH * done) / Math.max(total, 1))
      const bar = '█'.repeat(filled) + '░'.repeat(BAR_WIDTH - filled)
      const text = `${bar} ${String(done)}/${String(total)} ${next}`
      // A line that wraps cannot be erased with one sequence.
      stderr.write(ERASE_LINE + text.slice(0, widthOf(stderr) - 1))
    },
    clear() {
      stderr.write(ERASE_LINE)
    },
  }
}

/** Some terminals say that they are zero columns wide. */
function widthOf({ columns = 0 }: Output): number {
  return columns > 0 ? columns : 80
}
