import { isAbsolute } from 'node:path'

import type { TSESLint, TSESTree } from '@typescript-eslint/utils'

import { otherFilesOf, type OtherFiles } from '../project/other-files.js'
import { projectFor, type Language } from '../project/project.js'
import { readSettings, type LeakSettings } from '../protocols/settings.js'
import { indexBindings, type Bindings } from '../syntax/bindings.js'
import { indexComponentScripts } from '../syntax/component-scripts.js'
import { createPlaces, type Places } from '../syntax/places.js'
import { createTypeQueries, type TypeQueries } from '../types/type-queries.js'
import { indexNodes, type NodeIndex } from './node-index.js'

type AnyContext = Readonly<TSESLint.RuleContext<string, readonly unknown[]>>
export type CallNode = TSESTree.CallExpression | TSESTree.NewExpression

/** Everything that is known of one file, shared by all rules and computed when first asked for. */
export interface FileFacts {
  /** Where the file is, from where it is linted, with `/` between folders. */
  readonly path: string
  readonly sourceCode: TSESLint.SourceCode
  readonly settings: LeakSettings
  /** Whether no rule asks for more than what is known: what is likely at most is not looked for, if nothing else hinges on it. */
  readonly onlyKnown: boolean
  /** What is wrong with the user's settings, each as a sentence. */
  readonly settingsProblems: readonly string[]
  readonly types: TypeQueries | undefined
  readonly bindings: Bindings
  readonly places: Places
  readonly nodes: NodeIndex
  /** The other files of the project, as far as this one may ask them. */
  readonly others: OtherFiles<FileFacts> | undefined
  /** What has been answered of the file already, by the number of the question. The answers go with the file. */
  readonly answers: unknown[]
}

const factsByAst = new WeakMap<object, FileFacts>()

/**
 * Answers the facts of the file a rule is looking at. All rules of one file share them: the key is the
 * syntax tree, since some hosts reuse the scope manager from file to file.
 */
export function factsOf(context: AnyContext): FileFacts {
  return factsByAst.get(context.sourceCode.ast) ?? newFacts(context, false)
}

/** The same for a rule that says what it will ask for, before any of them asks; who asks for all later on begins anew. */
export function factsFor(context: AnyContext, asks: 'all' | 'known'): FileFacts {
  const known = factsByAst.get(context.sourceCode.ast)
  return known && !(known.onlyKnown && asks === 'all') ? known : newFacts(context, asks === 'known')
}

function newFacts(context: AnyContext, onlyKnown: boolean): FileFacts {
  const { sourceCode } = context
  indexComponentScripts(sourceCode, context.filename)
  const { settings, problems } = readSettings((context.settings as { leaks?: unknown }).leaks)
  const others = settings.project === 'off' ? undefined : othersOf(context, settings)
  const facts = new LazyFacts({
    sourceCode,
    settings,
    settingsProblems: problems,
    path: pathFrom(context.cwd, context.filename),
    others,
    onlyKnown,
    isLinted: true,
  })
  factsByAst.set(sourceCode.ast, facts)
  return facts
}

/** From the working directory on: what lies above it says nothing of the project. */
function pathFrom(folder: string, filename: string): string {
  const path = withSlashes(filename)
  const root = withSlashes(folder)
  const start = root.endsWith('/') ? root : `${root}/`
  return path.startsWith(start) ? path.slice(start.length) : path
}

/** A text without a place on the disk has no others around it; nor is there a parser to read them where ESLint does not run. */
function othersOf(context: AnyContext, settings: LeakSettings): OtherFiles<FileFacts> | undefined {
  const { languageOptions, physicalFilename } = context as {
    readonly languageOptions?: Language
    readonly physicalFilename?: string
  }
  if (languageOptions?.parser === undefined || physicalFilename === undefined) return undefined
  if (!isAbsolute(physicalFilename)) return undefined
  return otherFilesOf(
    {
      project: projectFor(languageOptions, context.cwd),
      settings: (context.settings as { leaks?: unknown }).leaks,
      create: (sourceCode, path, others) =>
        new LazyFacts({
          sourceCode,
          settings,
          settingsProblems: [],
          path: pathFrom(context.cwd, path),
          others,
          // Files that ask for less and for more share them.
          onlyKnown: false,
          isLinted: false,
        }),
    },
    physicalFilename,
  )
}

function withSlashes(path: string): string {
  return path.includes('\\') ? path.replaceAll('\\', '/') : path
}

/** What a file's facts are made of; all else is computed when first asked for. */
interface FactsGiven extends Pick<
  FileFacts,
  'path' | 'sourceCode' | 'settings' | 'settingsProblems' | 'others' | 'onlyKnown'
> {
  /** Whether ESLint runs its rules on the file, rather than that another one asks it. */
  readonly isLinted: boolean
}

class LazyFacts implements FileFacts {
  readonly path: string
  readonly sourceCode: TSESLint.SourceCode
  readonly settings: LeakSettings
  readonly settingsProblems: readonly string[]
  readonly others: OtherFiles<FileFacts> | undefined
  readonly onlyKnown: boolean
  readonly answers = new Array<unknown>(questions).fill(UNASKED)
  readonly #isLinted: boolean
  #types: TypeQueries | undefined | null = null
  #bindings: Bindings | undefined
  #places: Places | undefined
  #nodes: NodeIndex | undefined

  constructor({ path, sourceCode, settings, settingsProblems, others, onlyKnown, isLinted }: FactsGiven) {
    this.path = path
    this.sourceCode = sourceCode
    this.settings = settings
    this.settingsProblems = settingsProblems
    this.others = others
    this.onlyKnown = onlyKnown
    this.#isLinted = isLinted
  }

  get types(): TypeQueries | undefined {
    if (this.#types === null) {
      this.#types =
        this.settings.types === 'off' ? undefined : createTypeQueries(this.sourceCode.parserServices)
    }
    return this.#types
  }

  get bindings(): Bindings {
    return (this.#bindings ??= indexBindings(this.sourceCode))
  }

  get places(): Places {
    return (this.#places ??= createPlaces(this.bindings))
  }

  get nodes(): NodeIndex {
    return (this.#nodes ??= indexNodes(this.sourceCode, this.#isLinted))
  }
}

/**
 * Turns a computation into a question that each file answers at most once. The computation must depend on
 * nothing but the file.
 */
export function perFile<T>(compute: (facts: FileFacts) => T): (facts: FileFacts) => T {
  const question = questions++
  return (facts) => {
    const known = facts.answers[question]
    if (known !== UNASKED) return known as T
    const value = compute(facts)
    facts.answers[question] = value
    return value
  }
}

/** What stands for an answer that nobody has asked for yet: no answer is this. */
const UNASKED = Symbol('unasked')

/** How many questions there are: each has its own place among the answers of a file. */
let questions = 0

/**
 * The same for a question about one node or other object of a file. `whenCircular` is the answer where an
 * answer depends on itself.
 */
export function perKey<K extends object, T>(
  compute: (facts: FileFacts, key: K) => T,
  whenCircular?: T,
): (facts: FileFacts, key: K) => T {
  const question = questions++
  return (facts, key) => {
    const asked = facts.answers[question]
    const answers = asked === UNASKED ? new Map<K, T>() : (asked as Map<K, T>)
    if (asked === UNASKED) facts.answers[question] = answers
    const known = answers.get(key)
    if (known !== undefined || answers.has(key)) return known as T
    if (whenCircular !== undefined) answers.set(key, whenCircular)
    const value = compute(facts, key)
    answers.set(key, value)
    return value
  }
}
