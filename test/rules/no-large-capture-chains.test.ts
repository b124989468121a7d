import { describe } from 'vitest'

import { noLargeCapture } from '../../src/rules/no-large-capture.js'
import { LIKELY } from '../large-capture-case.js'
import { ruleTester } from '../rule-tester.js'

describe('a value that keeps the one before it', () => {
  const replacing = (body: string, before = 'let current = null'): string => `
${before}
export function replace() {
${body}
}`
  const leak = `  const former = current
  function unused() { if (former) console.log('x') }
  current = { text: new Array(1e6).join('*'), run() {} }`
  const found = (code: string, target = 'current', other = '`() => former`') => ({
    code,
    errors: [
      {
        messageId: 'chain' as const,
        at: target,
        line:
          code
            .split('\n')
            .findIndex((each) => each.trimStart().startsWith(`${target} = `) && !each.startsWith('let')) + 1,
        data: { target, name: 'former', other, remedy: 'Declare `former` in a block of its own.' },
      },
    ],
  })
  ruleTester('everywhere').run('no-large-capture', noLargeCapture, {
    valid: [
      {
        name: 'set to null when it is no longer needed',
        code: replacing(leak.replace('const former', 'let former') + '\n  former = null'),
        options: LIKELY,
      },
      {
        name: 'in a block of its own',
        code: replacing(`  {
    const former = current
    send(() => former)
  }
  current = { run() {} }`),
        options: LIKELY,
      },
      {
        name: 'used by no function',
        code: replacing(`  const former = current
  if (former) console.log('x')
  current = { run() {} }`),
        options: LIKELY,
      },
      {
        name: 'which no function of the new one is made beside',
        code: replacing(`  const former = current
  send(() => former)
  current = { text: 'x' }`),
        options: LIKELY,
      },
      {
        name: 'which the new one uses: a chain on purpose',
        code: replacing(`  const former = current
  current = (event) => { former?.(event) }`),
        options: LIKELY,
      },
      {
        name: 'of another place',
        code: replacing(leak.replace('= current', '= other'), 'let current = null\nlet other = null'),
        options: LIKELY,
      },
      {
        name: 'the new value itself',
        code: replacing(`  current = { run() {} }
  const former = current
  send(() => former)`),
        options: LIKELY,
      },
      {
        name: 'of a local',
        code: `
export function replace() {
  let current = null
  const next = () => {
    const former = current
    send(() => former)
    current = { run() {} }
  }
  next()
}`,
        options: LIKELY,
      },
      {
        name: 'once, as the module loads',
        code: `
let current = null
{
  const former = current
  send(() => former)
  current = { run() {} }
}`,
        options: LIKELY,
      },
    ],
    invalid: [
      { name: 'an object with a method', ...found(replacing(leak), 'current', 'unused()') },
      {
        name: 'a function',
        ...found(
          replacing(`  const former = current
  send(() => former)
  current = () => {}`),
        ),
      },
      {
        name: 'by way of a variable',
        ...found(
          replacing(`  const former = current
  send(() => former)
  const next = { parts: [{ run: () => {} }] }
  current = next`),
        ),
      },
      {
        name: 'a property of the global object',
        ...found(
          replacing(`  const former = globalThis.app
  send(() => former)
  globalThis.app = { run() {} }`),
          'globalThis.app',
        ),
      },
      {
        name: 'a property of an object of the module',
        ...found(
          replacing(
            `  const former = state.now
  send(() => former) // later
  state.now = /* the next */ { run() {} }`,
            'const state = {}',
          ),
          'state.now',
        ),
      },
    ],
  })
})
