import { describe, expect, it } from 'vitest'

import { selectRules } from '../../src/audit/select-rules.js'
import { fakePlugin } from './fake-plugin.js'

describe('selectRules', () => {
  it('takes the rules of the preset', () => {
    expect(selectRules(fakePlugin, 'recommended', [])).toEqual({
      'leaks/leak': 'error',
      'leaks/probe': 'error',
      'leaks/fragile': 'error',
    })
    expect(selectRules(fakePlugin, 'strict', [])).toHaveProperty(
      ['leaks/strict-only'],
      ['error', { likely: true }],
    )
  })

  it('takes the named rules only, with or without prefix', () => {
    expect(selectRules(fakePlugin, 'recommended', ['leak', 'leaks/probe'])).toEqual({
      'leaks/leak': 'error',
      'leaks/probe': 'error',
    })
  })

  it('runs a named rule that the preset leaves out with its defaults', () => {
    expect(selectRules(fakePlugin, 'recommended', ['strict-only'])).toEqual({ 'leaks/strict-only': 'error' })
  })

  it('gives a named rule the options of the preset', () => {
    expect(selectRules(fakePlugin, 'strict', ['strict-only'])).toEqual({
      'leaks/strict-only': ['error', { likely: true }],
    })
  })

  it('names the rule that was most likely meant', () => {
    expect(() => selectRules(fakePlugin, 'all', ['leaks/strict-ony'])).toThrow(
      "There is no rule 'leaks/strict-ony'; did you mean 'strict-only'?",
    )
  })

  it('lists the rules when a name is none', () => {
    expect(() => selectRules(fakePlugin, 'all', ['other/leak'])).toThrow(
      "There is no rule 'other/leak'. The rules are: fragile, leak, probe, strict-only.",
    )
  })
})
