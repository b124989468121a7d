import path from 'node:path'

import { Linter, type ESLint } from 'eslint'
import type ts from 'typescript'

import type { TypeScriptSupport } from '../types/installed-typescript.js'
import type { Retain } from './checker.js'
import { componentParserOf } from './components/component-parsers.js'
import { identify, type Finding } from './identity/identity.js'

export interface LintSettings {
  /** Its rules are those of the name `leaks/…`. */
  plugin: ESLint.Plugin
  rules: Linter.RulesRecord
  typescript: TypeScriptSupport
  /** What `settings.leaks` is for a file; undefined where nothing is set. */
  leaksOf?: (filePath: string) => unknown
  /** Asked of files with findings, for those who show who keeps what. */
  retentions?: Retain
}

export interface LintOutcome {
  messages: Finding[]
  /** Set if no parser understands the file. */
  syntaxError?: { message: string; line: number; column: number }
  /** Rules that threw. The others have run. */
  crashes: string[]
}

const TYPESCRIPT = /\.[cm]?tsx?$/
const PARSING_ERROR = 'Parsing error: '

/**
 * What do the rules say of one file? With the types of `program` if it is given and knows the file. Comments
 * in the file can switch off the rules of the plugin; whatever they say of other rules is passed over.
 */
export function lintSource(
  source: string,
  filePath: string,
  program: ts.Program | undefined,
  settings: LintSettings,
): LintOutcome {
  let first: LintOutcome | undefined
  for (const languageOptions of waysToParse(filePath, program, settings.typescript)) {
    const outcome = lintParsedAs(languageOptions, source, filePath, settings)
    if (outcome.syntaxError === undefined) return outcome
    first ??= outcome
  }
  return first ?? { messages: [], crashes: [] }
}

/**
 * A component is parsed by the parser of its framework, which is given that of TypeScript for its scripts. Else a
 * name does not tell whether a .js file is a module or a script, or uses syntax that only the TypeScript
 * parser knows, such as decorators. So all of them are tried and the first that succeeds counts.
 */
function* waysToParse(
  filePath: string,
  program: ts.Program | undefined,
  typescript: TypeScriptSupport,
): Generator<Linter.LanguageOptions> {
  const parserOptions = { ecmaFeatures: { jsx: true }, onUnsupportedTypeScriptVersion: 'ignore' }
  const component = componentParserOf(filePath)
  if (component !== undefined) {
    if (!component.available) return
    const inner = typescript.available ? { parser: typescript.parser } : { ecmaVersion: 'latest' }
    for (const jsx of [false, true]) {
      const options = { ...parserOptions, ...inner, ecmaFeatures: { jsx } }
      yield { sourceType: 'module', parser: component.parser, parserOptions: options }
    }
    return
  }
  if (program !== undefined && typescript.available) {
    const typed = { ...parserOptions, programs: [program] }
    yield { sourceType: 'module', parser: typescript.parser, parserOptions: typed }
  }
  if (!TYPESCRIPT.test(filePath)) {
    const isCommonJs = path.extname(filePath) === '.cjs'
    const sourceTypes = isCommonJs ? (['commonjs', 'module'] as const) : (['module', 'commonjs'] as const)
    for (const sourceType of sourceTypes) yield { ecmaVersion: 'latest', sourceType, parserOptions }
  }
  if (typescript.available) yield { sourceType: 'module', parser: typescript.parser, parserOptions }
}

function lintParsedAs(
  languageOptions: Linter.LanguageOptions,
  source: string,
  filePath: string,
  { plugin, rules, leaksOf }: LintSettings,
): LintOutcome {
  const leaks = leaksOf?.(filePath)
  const config: Linter.Config[] = [
    // A file named on the command line is linted wherever it lies.
    { ignores: ['!**/node_modules/', '!**/.git/'] },
    {
      // ESLint does not let `**/*` alone make a file lintable; this matches every name as well.
      files: ['**/?*'],
      plugins: { leaks: plugin },
      rules,
      languageOptions,
      settings: leaks === undefined ? {} : { leaks },
      linterOptions: { reportUnusedDisableDirectives: 'off' },
    },
  ]
  const crashed = new Map<string, string>()
  const options = {
    filename: filePath,
    // Comments may turn on rules as well, of ESLint itself for instance. ESLint's types leave this out.
    ruleFilter: ({ ruleId }: { ruleId: string }) => Object.hasOwn(rules, ruleId) && !crashed.has(ruleId),
  }
  for (;;) {
    try {
      const linter = createLinter(filePath)
      const messages = linter.verify(source, config, options)
      return { ...read(messages, rules, linter), crashes: [...crashed.values()] }
    } catch (error) {
      const ruleId = ruleThatThrew(error)
      if (ruleId === undefined || crashed.has(ruleId)) throw error
      crashed.set(ruleId, `rule ${ruleId} crashed on it: ${firstLine(error)}`)
    }
  }
}

/** A linter reaches what lies below its `cwd`, and paths on the command line may lead anywhere. */
function createLinter(filePath: string): Linter {
  const silent = () => undefined
  const options = {
    cwd: path.parse(filePath).root,
    configType: 'flat' as const,
    // ESLint 9 warns of eslint-env comments on stderr, which the audit has no business with.
    warningService: {
      emitESLintEnvWarning: silent,
      emitInactiveFlagWarning: silent,
      emitCircularFixesWarning: silent,
    },
  }
  return new Linter(options)
}

function read(
  messages: Linter.LintMessage[],
  rules: Linter.RulesRecord,
  linter: Linter,
): Omit<LintOutcome, 'crashes'> {
  const fatal = messages.find((message) => message.fatal && message.message.startsWith(PARSING_ERROR))
  if (fatal !== undefined) {
    const { message, line, column } = fatal
    return {
      messages: [],
      syntaxError: { message: message.slice(PARSING_ERROR.length), line, column },
    }
  }
  const ofRules = messages.filter(({ ruleId }) => ruleId !== null && Object.hasOwn(rules, ruleId))
  if (ofRules.length === 0) return { messages: [] }
  const sourceCode = linter.getSourceCode()
  return { messages: ofRules.map((message) => ({ ...message, identity: identify(message, sourceCode) })) }
}

function ruleThatThrew(error: unknown): string | undefined {
  const message = error instanceof Error ? error.message : ''
  const match = /^Rule: "(.+)"$|^Error while loading rule '(.+?)'/m.exec(message)
  return match?.[1] ?? match?.[2]
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n', 1)[0] ?? ''
}
