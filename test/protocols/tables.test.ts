import { describe, expect, test } from 'vitest'

import { ARRAY, COLLECTION_READERS, MAP, RECORD, SET, TEXT } from '../../src/protocols/collections.js'
import { FACTORY_NAME, GLOBALS_BY_MODULE, LONG_LIVED_GLOBALS } from '../../src/protocols/holders.js'
import {
  INPUT_SIZED_CALLS,
  SIZED_CONSTRUCTORS,
  SIZED_FUNCTIONS,
  SMALL_PARTS,
} from '../../src/protocols/large-values.js'
import { LISTENER_PROTOCOLS } from '../../src/protocols/listeners.js'
import { resourceProtocols } from '../../src/protocols/resources.js'
import { mayThrowByName } from '../../src/protocols/throwing.js'
import { isWindowName, LONG_DELAY_MS, SHORT_DELAY_MS, TIMER_PROTOCOLS } from '../../src/protocols/timers.js'

const NAME = /^(?:Symbol\.)?[$A-Z_a-z][$\w]*$/

function expectDistinct(values: readonly unknown[]): void {
  expect(values).toEqual([...new Set(values)])
}

describe('resources', () => {
  test('no two rows acquire the same in the same way', () => {
    expectDistinct(
      resourceProtocols().map(({ acquire, result }) =>
        [
          acquire.name,
          acquire.form,
          result.as,
          acquire.global,
          acquire.first,
          acquire.receiver,
          acquire.option,
          [...(acquire.modules ?? [])].sort().join(','),
        ].join(' '),
      ),
    )
  })

  test.each(resourceProtocols().map((row) => [row.noun, row.acquire.name, row] as const))(
    '%s by %s',
    (noun, name, row) => {
      expect(noun).toMatch(/^[a-zA-Z]+(?: [a-zA-Z]+)*$/)
      expect(name).toMatch(NAME)
      // Without a way to release it, every use would be a leak.
      expect([...row.methods, ...row.functions, ...row.closers].length).toBeGreaterThan(0)
      for (const list of [row.methods, row.functions, row.consumers]) {
        expectDistinct(list)
        for (const each of list) expect(each).toMatch(NAME)
      }
      // What releases cannot also be what only uses.
      expect(row.consumers.filter((each) => row.methods.includes(each))).toEqual([])
      expect(row.functions).not.toContain(name)
      expectDistinct(row.acquire.modules ?? [])
      if (row.acquire.modules) expect(row.acquire.modules.length).toBeGreaterThan(0)
      if (row.acquire.receiver) expect(row.acquire.form).toBe('method')
      if (row.result.as === 'callback') expect(row.result.parameter).toBeGreaterThan(0)
      // A function whose name alone counts would take any function of that name for its own.
      if (row.acquire.form !== 'method') expect(row.acquire.modules ?? row.acquire.global).toBeDefined()
    },
  )

  test('what releases is no call that never throws and so is overlooked', () => {
    const releases = resourceProtocols().flatMap((row) => [...row.methods, ...row.functions])
    expect(releases.filter((name) => !mayThrowByName(name))).toEqual([])
  })
})

describe('listeners', () => {
  test('each method that adds has one row', () => {
    expectDistinct(LISTENER_PROTOCOLS.map((row) => row.add))
  })

  test.each(LISTENER_PROTOCOLS.map((row) => [row.add, row] as const))('%s', (add, row) => {
    expect(add).toMatch(NAME)
    expect(row.remove.length).toBeGreaterThan(0)
    expectDistinct(row.remove)
    expectDistinct(row.removeAll)
    expect([...row.remove, ...row.removeAll]).not.toContain(add)
    for (const name of [...row.remove, ...row.removeAll]) expect(name).toMatch(NAME)
  })
})

describe('timers', () => {
  test('each timer has one row, and stops by what clears it', () => {
    expectDistinct(TIMER_PROTOCOLS.map((row) => row.start))
    for (const row of TIMER_PROTOCOLS) {
      expect(row.start).toMatch(NAME)
      expect(row.stop.length).toBeGreaterThan(0)
      for (const stop of row.stop) expect(stop).toMatch(/^(?:clear|cancel)[A-Z]/)
      expect(row.delay === undefined).toBe(row.kind === 'frame')
    }
  })

  test('a short delay is shorter than a long one', () => {
    expect(SHORT_DELAY_MS).toBeLessThan(LONG_DELAY_MS)
  })

  test.each([
    ['window', true],
    ['_window', true],
    ['ownerWindow', true],
    ['defaultView', true],
    ['win', true],
    ['windows', false],
    ['timers', false],
    ['', false],
  ])('%s is a window: %s', (name, expected) => {
    expect(isWindowName(name)).toBe(expected)
  })
})

describe('collections', () => {
  const all = [MAP, SET, ARRAY, RECORD, TEXT]

  test('each kind has a name of its own', () => {
    expectDistinct(all.map((row) => row.noun))
  })

  test.each(all.map((row) => [row.noun, row] as const))('%s', (_noun, row) => {
    for (const name of [...row.grow.keys(), ...row.shrink.keys()]) expect(name).toMatch(NAME)
    expect([...row.grow.keys()].filter((name) => row.shrink.has(name))).toEqual([])
    expect([...row.grow.keys(), ...row.shrink.keys()].filter((name) => COLLECTION_READERS.has(name))).toEqual(
      [],
    )
    expect(row.size).toMatch(/^(?:size|length)$/)
  })
})

describe('holders', () => {
  test('every long-lived place is a global, and says until when it lives', () => {
    for (const [place, until] of LONG_LIVED_GLOBALS) {
      expect(place).toMatch(/^g:[$\w]+(?:\.[$\w]+)*$/)
      expect(until).toMatch(/^until the \w+ (?:is left|ends)$/)
    }
  })

  test('a module that is a global leads to a long-lived one', () => {
    for (const place of GLOBALS_BY_MODULE.values()) expect([...LONG_LIVED_GLOBALS.keys()]).toContain(place)
  })

  test.each([
    ['createServer', true],
    ['spawn', true],
    ['fetch', true],
    ['create', true],
    ['openSync', true],
    ['created', false],
    ['newest', false],
    ['getInstance', false],
    ['recreate', false],
  ])('%s makes something new: %s', (name, expected) => {
    expect(FACTORY_NAME.test(name)).toBe(expected)
  })
})

describe('large values', () => {
  test('every maker has an argument for the size and a size of its unit', () => {
    for (const maker of [...SIZED_FUNCTIONS.values(), ...SIZED_CONSTRUCTORS.values()]) {
      expect(maker.argument).toBeGreaterThanOrEqual(0)
      expect([1, 2, 4, 8]).toContain(maker.bytesPerUnit)
    }
  })

  test('typed arrays take as much as they do', () => {
    const constructors: Record<string, { BYTES_PER_ELEMENT: number }> = {
      Uint8Array,
      Uint8ClampedArray,
      Int8Array,
      Uint16Array,
      Int16Array,
      Uint32Array,
      Int32Array,
      Float32Array,
      Float64Array,
      BigInt64Array,
      BigUint64Array,
    }
    for (const [name, { BYTES_PER_ELEMENT }] of Object.entries(constructors)) {
      expect([name, SIZED_CONSTRUCTORS.get(name)?.bytesPerUnit]).toEqual([name, BYTES_PER_ELEMENT])
    }
  })

  test('what the input sizes says what it is', () => {
    for (const [name, reason] of INPUT_SIZED_CALLS) {
      expect(name).toMatch(NAME)
      expect(reason).toMatch(/^(?:a|the) [a-z ]+$/)
    }
    expect(SMALL_PARTS.has('length')).toBe(true)
  })
})
