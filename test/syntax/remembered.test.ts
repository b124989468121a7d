import { describe, expect, test } from 'vitest'

import { ownText, rememberedName } from '../../src/syntax/remembered.js'

describe('rememberedName', () => {
  test('a name is judged once, also where the answer is no', () => {
    const asked: string[] = []
    const isShort = rememberedName((name) => {
      asked.push(name)
      return name.length < 5
    })
    expect([isShort('open'), isShort('release'), isShort('open'), isShort('release')]).toEqual([
      true,
      false,
      true,
      false,
    ])
    expect(asked).toEqual(['open', 'release'])
  })
})

describe('ownText', () => {
  test.each(['', 'a', '0', '#stop', '__proto__', 'aNameThatIsLongEnoughForASlice'])(
    '%j stays itself',
    (name) => {
      expect(ownText(`${name} and more`.slice(0, name.length))).toBe(name)
    },
  )
})
