import * as typescriptParser from '@typescript-eslint/parser'
import { Linter } from 'eslint'
import globals from 'globals'

import plugin from '../../src/index.js'
import { programOfFiles } from '../program-of.js'
import { TYPED_MODULES } from './kinds.js'
import { CASES, type Program } from './programs.js'

const PRESETS = ['recommended', 'strict'] as const

interface Report {
  readonly preset: (typeof PRESETS)[number]
  readonly line: number
  readonly text: string
}

/** They speak of form: what they report leaks nothing. */
const RULES_OF_FORM = new Set(['leaks/prefer-using', 'leaks/prefer-streaming'])

/** The plugin once for each preset, under its name, so that a program is parsed and analysed once for both. */
const config: Linter.Config = {
  files: ['**'],
  plugins: Object.fromEntries(PRESETS.map((preset) => [preset, plugin])),
  rules: Object.fromEntries(
    PRESETS.flatMap((preset) =>
      Object.entries(plugin.configs[preset].rules ?? {})
        .filter(([id]) => !RULES_OF_FORM.has(id))
        .map(([id, entry]) => [id.replace('leaks/', `${preset}/`), entry]),
    ),
  ),
  languageOptions: { globals: { ...globals.browser, ...globals.node } },
}

const linter = new Linter()

/** One program of TypeScript for all typed files. */
const typedNames = new Map(
  CASES.filter(({ kind }) => kind.language === 'ts')
    .flatMap(({ leak, twin }) => [leak, twin])
    .map((each, index) => [each, `program${String(index)}.ts`]),
)
const typedProgram = programOfFiles({
  ...TYPED_MODULES,
  ...Object.fromEntries([...typedNames].map(([{ code }, name]) => [name, code])),
})
const typedConfig: Linter.Config = {
  files: ['**/*.ts'],
  languageOptions: {
    parser: {
      parseForESLint: (text: string, options?: typescriptParser.ParserOptions) =>
        typescriptParser.parseForESLint(text, { ...options, programs: [typedProgram] }),
    },
  },
}

/** Answers what the two presets say of a program. Code that does not parse is an error. */
export function lintProgram(program: Program): readonly Report[] {
  const name = typedNames.get(program) ?? 'program.js'
  return linter.verify(program.code, [config, typedConfig], name).map(({ ruleId, line, message }) => {
    const preset = PRESETS.find((each) => ruleId?.startsWith(`${each}/`))
    if (!preset) throw new Error(`Line ${String(line)}: ${message}\n${program.code}`)
    return { preset, line, text: `${String(line)}: ${message} (${ruleId ?? ''})` }
  })
}

/** Whether `recommended` (R) or only `strict` (s) tells of a leak, at a line where it can be seen. */
export type Letter = 'R' | 's' | '.'

export function letterOf(program: Program): Letter {
  const told = lintProgram(program).filter(({ line }) => program.marked.has(line))
  if (told.some(({ preset }) => preset === 'recommended')) return 'R'
  return told.length > 0 ? 's' : '.'
}

/** The types of the typed programs are of use only where they resolve: what the compiler says of them. */
export function typeErrors(): string[] {
  return [...typedNames].flatMap(([{ code }, name]) => {
    const file = typedProgram.getSourceFile(name)
    const found = [
      ...typedProgram.getSyntacticDiagnostics(file),
      ...typedProgram.getSemanticDiagnostics(file),
    ]
    return found.map(({ messageText }) => `${JSON.stringify(messageText)}\n${code}`)
  })
}
