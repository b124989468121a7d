import type { TSESLint, TSESTree } from '@typescript-eslint/utils'

import { readSettings, type LeakSettings } from '../protocols/settings.js'
import { indexBindings, type Bindings } from '../syntax/bindings.js'
import { indexComponentScripts } from '../syntax/component-scripts.js'
import { isClass, isFunction, type ClassNode, type FunctionNode } from '../syntax/functions.js'
import { createPlaces, type Places } from '../syntax/places.js'
import { calleeName, keyName, memberName } from '../syntax/property-name.js'
import { walkFile } from '../syntax/walk.js'
import { createTypeQueries, type TypeQueries } from '../types/type-queries.js'

type AnyContext = Readonly<TSESLint.RuleContext<string, readonly unknown[]>>
export type CallNode = TSESTree.CallExpression | TSESTree.NewExpression

/** The nodes of a file that questions start from, gathered in one traversal. */
export interface NodeIndex {
  /** Calls by the last name of what they call. */
  calls: ReadonlyMap<string, readonly TSESTree.CallExpression[]>
  constructions: ReadonlyMap<string, readonly TSESTree.NewExpression[]>
  /** Member expressions, and destructured properties, by the property they read. */
  members: ReadonlyMap<string, readonly (TSESTree.MemberExpression | TSESTree.Property)[]>
  /** Member expressions whose property is an expression: `table[key]`, `this[kTable]`. */
  computedMembers: readonly TSESTree.MemberExpression[]
  assignments: readonly TSESTree.AssignmentExpression[]
  /** `import(…)` */
  importExpressions: readonly TSESTree.ImportExpression[]
  functions: readonly FunctionNode[]
  classes: readonly ClassNode[]
  thisExpressions: readonly TSESTree.ThisExpression[]
  /** `<App />`, by the name. */
  elements: ReadonlyMap<string, readonly TSESTree.JSXOpeningElement[]>
  /** `return` arguments (and the bodies of expression arrows) by their function. */
  returns: ReadonlyMap<FunctionNode, readonly TSESTree.Expression[]>
  /** `return` and `throw` statements by their function. */
  exits: ReadonlyMap<FunctionNode, readonly (TSESTree.ReturnStatement | TSESTree.ThrowStatement)[]>
}

/** Everything that is known of one file, shared by all rules and computed when first asked for. */
export interface FileFacts {
  /** Where the file is, from where it is linted, with `/` between folders. */
  readonly path: string
  readonly sourceCode: TSESLint.SourceCode
  readonly settings: LeakSettings
  /** Whether no rule asks for more than what is known: what is likely at most is not looked for, if nothing else hinges on it. */
  readonly onlyKnown: boolean
  /** What is wrong with the user's settings, as one sentence. */
  readonly settingsProblem: string | undefined
  readonly types: TypeQueries | undefined
  readonly bindings: Bindings
  readonly places: Places
  readonly nodes: NodeIndex
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
  indexComponentScripts(sourceCode)
  const { settings, problem } = readSettings((context.settings as { leaks?: unknown }).leaks)
  const facts = new LazyFacts(sourceCode, settings, problem, pathOf(context), onlyKnown)
  factsByAst.set(sourceCode.ast, facts)
  return facts
}

/** From the working directory on: what lies above it says nothing of the project. */
function pathOf({ filename, cwd }: AnyContext): string {
  const path = withSlashes(filename)
  const root = withSlashes(cwd)
  const start = root.endsWith('/') ? root : `${root}/`
  return path.startsWith(start) ? path.slice(start.length) : path
}

function withSlashes(path: string): string {
  return path.includes('\\') ? path.replaceAll('\\', '/') : path
}

class LazyFacts implements FileFacts {
  readonly path: string
  readonly sourceCode: TSESLint.SourceCode
  readonly settings: LeakSettings
  readonly settingsProblem: string | undefined
  readonly onlyKnown: boolean
  readonly answers = new Array<unknown>(questions).fill(UNASKED)
  #types: TypeQueries | undefined | null = null

  constructor(
    sourceCode: TSESLint.SourceCode,
    settings: LeakSettings,
    problem: string | undefined,
    path: string,
    onlyKnown: boolean,
  ) {
    this.path = path
    this.onlyKnown = onlyKnown
    this.sourceCode = sourceCode
    this.settings = settings
    this.settingsProblem = problem
  }

  get types(): TypeQueries | undefined {
    if (this.#types === null) {
      this.#types =
        this.settings.types === 'off' ? undefined : createTypeQueries(this.sourceCode.parserServices)
    }
    return this.#types
  }

  get bindings(): Bindings {
    return keep(this, 'bindings', indexBindings(this.sourceCode))
  }

  get places(): Places {
    return keep(this, 'places', createPlaces(this.bindings))
  }

  get nodes(): NodeIndex {
    return keep(this, 'nodes', indexNodes(this.sourceCode))
  }
}

/** Puts a value in place of the getter that has computed it: hardly anything is read as often. */
function keep<T>(facts: FileFacts, name: 'bindings' | 'places' | 'nodes', value: T): T {
  Object.defineProperty(facts, name, { value })
  return value
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
  const answersOf = perFile(() => new Map<K, T>())
  return (facts, key) => {
    const answers = answersOf(facts)
    const known = answers.get(key)
    if (known !== undefined || answers.has(key)) return known as T
    if (whenCircular !== undefined) answers.set(key, whenCircular)
    const value = compute(facts, key)
    answers.set(key, value)
    return value
  }
}

function indexNodes(sourceCode: TSESLint.SourceCode): NodeIndex {
  const calls = new Map<string, TSESTree.CallExpression[]>()
  const constructions = new Map<string, TSESTree.NewExpression[]>()
  const members = new Map<string, (TSESTree.MemberExpression | TSESTree.Property)[]>()
  const computedMembers: TSESTree.MemberExpression[] = []
  const assignments: TSESTree.AssignmentExpression[] = []
  const importExpressions: TSESTree.ImportExpression[] = []
  const functions: FunctionNode[] = []
  const classes: ClassNode[] = []
  const thisExpressions: TSESTree.ThisExpression[] = []
  const elements = new Map<string, TSESTree.JSXOpeningElement[]>()
  const returns = new Map<FunctionNode, TSESTree.Expression[]>()
  const exits = new Map<FunctionNode, (TSESTree.ReturnStatement | TSESTree.ThrowStatement)[]>()
  walkFile(sourceCode, (node) => {
    switch (node.type) {
      case 'Identifier':
      case 'Literal':
        break
      case 'CallExpression':
        add(calls, calleeName(node), node)
        break
      case 'NewExpression':
        add(constructions, calleeName(node), node)
        break
      case 'MemberExpression': {
        const name = memberName(node)
        if (name === undefined) computedMembers.push(node)
        else add(members, name, node)
        break
      }
      case 'Property':
        if (node.parent.type === 'ObjectPattern') add(members, keyName(node.key, node.computed), node)
        break
      case 'AssignmentExpression':
        assignments.push(node)
        break
      case 'ImportExpression':
        importExpressions.push(node)
        break
      case 'ClassDeclaration':
      case 'ClassExpression':
        classes.push(node)
        break
      case 'ArrowFunctionExpression':
        if (node.body.type !== 'BlockStatement') add(returns, node, node.body)
        functions.push(node)
        break
      case 'FunctionDeclaration':
      case 'FunctionExpression':
        functions.push(node)
        break
      case 'ThisExpression':
        thisExpressions.push(node)
        break
      case 'JSXOpeningElement':
        if (node.name.type === 'JSXIdentifier') add(elements, node.name.name, node)
        break
      case 'ReturnStatement': {
        const scope = returningFunction(node)
        if (node.argument) add(returns, scope, node.argument)
        add(exits, scope, node)
        break
      }
      case 'ThrowStatement':
        add(exits, returningFunction(node), node)
        break
      default:
        return !node.type.startsWith('TS') || WITH_VALUES.has(node.type)
    }
    return true
  })
  return {
    calls,
    constructions,
    members,
    computedMembers,
    assignments,
    importExpressions,
    functions,
    classes,
    thisExpressions,
    elements,
    returns,
    exits,
  }
}

/** TypeScript nodes that hold expressions; below the others there are only types. */
const WITH_VALUES = new Set([
  'TSAsExpression',
  'TSNonNullExpression',
  'TSSatisfiesExpression',
  'TSTypeAssertion',
  'TSInstantiationExpression',
  'TSExportAssignment',
  'TSModuleDeclaration',
  'TSModuleBlock',
  'TSParameterProperty',
  'TSEnumDeclaration',
  'TSEnumBody',
  'TSEnumMember',
])

function returningFunction(node: TSESTree.Node): FunctionNode | undefined {
  for (let current = node.parent; current; current = current.parent) {
    if (isFunction(current)) return current
    if (isClass(current)) return undefined
  }
  return undefined
}

function add<K, V>(map: Map<K, V[]>, key: K | undefined, value: V): void {
  if (key === undefined) return
  const list = map.get(key)
  if (list) list.push(value)
  else map.set(key, [value])
}
