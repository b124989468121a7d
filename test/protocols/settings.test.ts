import { expect, test } from 'vitest'

import { readSettings } from '../../src/protocols/settings.js'

const defaults = {
  protocols: [],
  teardowns: new Set(),
  longLived: new Set(),
  collectors: new Set(),
  ignoreTypes: new Set(),
  largeBytes: 65_536,
  types: 'auto',
  project: 'auto',
}

test.each([undefined, {}, { types: undefined, protocols: undefined, teardowns: undefined }])(
  '%j: the defaults',
  (value) => {
    expect(readSettings(value)).toEqual({ settings: defaults, problems: [] })
  },
)

test('every value that is right is taken', () => {
  const value = {
    protocols: [{ acquire: 'a', release: ['b', 'c'], module: 'd' }],
    teardowns: ['e'],
    longLived: ['f'],
    collectors: ['g', 'h'],
    ignoreTypes: ['i'],
    largeBytes: 1,
    types: 'required',
    project: 'off',
  }
  expect(readSettings(value)).toEqual({
    problems: [],
    settings: {
      ...value,
      teardowns: new Set(['e']),
      longLived: new Set(['f']),
      collectors: new Set(['g', 'h']),
      ignoreTypes: new Set(['i']),
    },
  })
})

const row = { acquire: 'a', release: ['b'] }

test.each([
  [null, 'settings.leaks` must be an object.'],
  ['x', 'settings.leaks` must be an object.'],
  [[], 'settings.leaks` must be an object.'],
  [{ teardown: [] }, 'settings.leaks.teardown` is not known; did you mean `teardowns`?'],
  [{ longlived: [] }, 'settings.leaks.longlived` is not known; did you mean `longLived`?'],
  [{ 'ignore-types': [] }, 'settings.leaks.ignore-types` is not known; did you mean `ignoreTypes`?'],
  [{ protocol: [] }, 'settings.leaks.protocol` is not known; did you mean `protocols`?'],
  [
    { presets: [] },
    'settings.leaks.presets` is not known; known are teardowns, longLived, collectors, ignoreTypes, protocols, largeBytes, types, project.',
  ],
  [{ teardowns: 'x' }, 'settings.leaks.teardowns` must be a list of strings.'],
  [{ teardowns: null }, 'settings.leaks.teardowns` must be a list of strings.'],
  [{ longLived: [1] }, 'settings.leaks.longLived[0]` must be a string.'],
  [{ collectors: {} }, 'settings.leaks.collectors` must be a list of strings.'],
  [{ ignoreTypes: true }, 'settings.leaks.ignoreTypes` must be a list of strings.'],
  [{ largeBytes: 0 }, 'settings.leaks.largeBytes` must be a number above 0.'],
  [{ largeBytes: Number.NaN }, 'settings.leaks.largeBytes` must be a number above 0.'],
  [{ largeBytes: '64 KB' }, 'settings.leaks.largeBytes` must be a number above 0.'],
  [
    { types: 'require' },
    "settings.leaks.types` must be 'auto' or 'required' or 'off'; did you mean 'required'?",
  ],
  [{ types: false }, "settings.leaks.types` must be 'auto' or 'required' or 'off'."],
  [{ project: 'none' }, "settings.leaks.project` must be 'auto' or 'off'."],
  [{ project: true }, "settings.leaks.project` must be 'auto' or 'off'."],
  [{ protocols: row }, 'settings.leaks.protocols` must be a list.'],
  [{ protocols: ['a'] }, 'settings.leaks.protocols[0]` must be an object { acquire, release, module? }.'],
  [
    { protocols: [{ ...row, acquire: 1 }] },
    'settings.leaks.protocols[0].acquire` must be the name of a function.',
  ],
  [{ protocols: [{ acquire: 'a' }] }, 'settings.leaks.protocols[0].release` must be a list of names.'],
  [
    { protocols: [{ ...row, release: 'b' }] },
    'settings.leaks.protocols[0].release` must be a list of names.',
  ],
  [{ protocols: [{ ...row, release: [] }] }, 'settings.leaks.protocols[0].release` must be a list of names.'],
  [{ protocols: [{ ...row, module: 1 }] }, 'settings.leaks.protocols[0].module` must be a string.'],
])('%j: `%s', (value, problem) => {
  expect(readSettings(value)).toEqual({ settings: defaults, problems: [`\`${problem}`] })
})

test('each wrong thing is named, and what is right holds', () => {
  const value = {
    teardowns: ['end', 1],
    longlived: ['bus'],
    types: 'of',
    project: 'off',
    protocols: [row, { release: ['b'] }, { ...row, modul: 'c' }],
  }
  expect(readSettings(value)).toEqual({
    settings: {
      ...defaults,
      teardowns: new Set(['end']),
      project: 'off',
      protocols: [row, { ...row, modul: 'c' }],
    },
    problems: [
      '`settings.leaks.longlived` is not known; did you mean `longLived`?',
      '`settings.leaks.protocols[1].acquire` must be the name of a function.',
      '`settings.leaks.protocols[2].modul` is not known; did you mean `module`?',
      '`settings.leaks.teardowns[1]` must be a string.',
      "`settings.leaks.types` must be 'auto' or 'required' or 'off'; did you mean 'off'?",
    ],
  })
})
