import { Linter } from 'eslint'
import { describe, expect, test } from 'vitest'

import plugin from '../../src/index.js'

const RULE = 'leaks/require-unsubscribe'

function lint(code: string): Linter.LintMessage[] {
  const config = { plugins: { leaks: plugin }, rules: { [RULE]: 'error' as const }, files: ['**'] }
  return new Linter().verify(code, config, 'file.js')
}

/** Applies the one suggestion of the one report, and holds that the result is silent. */
function suggested(code: string): { says: string | undefined; output: string } {
  const [report, ...others] = lint(code)
  expect(others).toEqual([])
  const [suggestion, ...more] = report?.suggestions ?? []
  expect(more).toEqual([])
  if (!suggestion) throw new Error(`nothing is suggested: ${report?.message ?? 'nothing is reported'}`)
  const { range, text } = suggestion.fix
  const output = code.slice(0, range[0]) + text + code.slice(range[1])
  expect(lint(output)).toEqual([])
  return { says: suggestion.desc, output }
}

const effect = (imports: string, body: string): string => `${imports}
import { useEffect } from 'react'
export function Clock({ tick }) {
  useEffect(() => {
${body}
  }, [tick])
  return null
}
`

describe('a subscription that an effect drops is ended by its cleanup', () => {
  test('of a stream', () => {
    const imports = "import { interval } from 'rxjs'"
    expect(suggested(effect(imports, '    interval(1000).subscribe(() => tick())'))).toEqual({
      says: 'Return a cleanup that calls subscription.unsubscribe().',
      output: effect(
        imports,
        `    const subscription = interval(1000).subscribe(() => tick())
    return () => subscription.unsubscribe()`,
      ),
    })
  })

  test('of React Native, by its own method', () => {
    const imports = "import { AppState } from 'react-native'"
    expect(suggested(effect(imports, "    AppState.addEventListener('change', tick)"))).toEqual({
      says: 'Return a cleanup that calls subscription.remove().',
      output: effect(
        imports,
        `    const subscription = AppState.addEventListener('change', tick)
    return () => subscription.remove()`,
      ),
    })
  })

  test('whose own name is taken', () => {
    const imports = "import { interval } from 'rxjs'"
    const body = (lines: string): string => `    const subscription = tick.name\n${lines}`
    const { output } = suggested(effect(imports, body('    interval(1000).subscribe(tick)')))
    expect(output).toBe(
      effect(
        imports,
        body(
          '    const subscription2 = interval(1000).subscribe(tick)\n    return () => subscription2.unsubscribe()',
        ),
      ),
    )
  })
})

test('an effect that returns something already is left to its author', () => {
  const code = effect(
    "import { interval } from 'rxjs'",
    '    interval(1000).subscribe(tick)\n    return () => console.log(tick)',
  )
  expect(lint(code).map(({ suggestions = [] }) => suggestions.length)).toEqual([0])
})
