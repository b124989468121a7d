import { describe, expect, it, vi } from 'vitest'

import { createProgress } from '../../src/audit/progress.js'

function draw(isTTY: boolean, env: Record<string, string>, columns?: number) {
  const written: string[] = []
  const stderr = {
    isTTY,
    write: (text: string) => written.push(text),
    ...(columns !== undefined && { columns }),
  }
  const clock = vi.spyOn(performance, 'now')
  const progress = createProgress(4, { cwd: '/', env, stdout: stderr, stderr })
  for (const [ms, done] of [
    [0, 0],
    [10, 1],
    [100, 2],
  ] as const) {
    clock.mockReturnValue(ms)
    progress.show(done, 'src/a.ts')
  }
  progress.clear()
  clock.mockRestore()
  return written
}

describe('createProgress', () => {
  it('draws a bar, not more often than a person can see, and takes it away', () => {
    expect(draw(true, {})).toEqual([
      `\r\u001b[2K${'░'.repeat(24)} 0/4 src/a.ts`,
      `\r\u001b[2K${'█'.repeat(12)}${'░'.repeat(12)} 2/4 src/a.ts`,
      '\r\u001b[2K',
    ])
  })

  it('says at once what takes long', () => {
    const written: string[] = []
    const stderr = { isTTY: true, write: (text: string) => written.push(text) }
    const progress = createProgress(4, { cwd: '/', env: {}, stdout: stderr, stderr })
    progress.show(1, 'src/a.ts')
    progress.announce(1, 'types of tsconfig.json')
    expect(written.map((text) => text.slice(text.indexOf('1/4')))).toEqual([
      '1/4 src/a.ts',
      '1/4 types of tsconfig.json',
    ])
  })

  it('keeps to one line', () => {
    expect(draw(true, {}, 32)[0]).toBe(`\r\u001b[2K${'░'.repeat(24)} 0/4 sr`)
    expect(draw(true, {}, 0)[0]).toContain(' 0/4 src/a.ts')
  })

  it('draws nothing where nobody looks', () => {
    expect(draw(false, {})).toEqual([])
    expect(draw(true, { TERM: 'dumb' })).toEqual([])
  })
})
