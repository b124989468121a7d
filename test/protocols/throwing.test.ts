import { expect, test } from 'vitest'

import { mayThrowByName } from '../../src/protocols/throwing.js'

test.each(['onDidClose', 'setTitle', 'push', 'recordException', 'fromEntries'])(
  '%s() is no way out',
  (name) => {
    expect(mayThrowByName(name)).toBe(false)
  },
)

test.each(['setHeader', 'setHeaders', 'one', 'settle', 'open', 'parse', 'write'])(
  '%s() may throw',
  (name) => {
    expect(mayThrowByName(name)).toBe(true)
  },
)
