import type { TSESLint, TSESTree } from '@typescript-eslint/utils'

import { componentFileOf } from './component-scripts.js'
import { isNothing } from './nothing.js'
import { remembered } from './remembered.js'
import { unwrap, unwrapAwait } from './unwrap.js'

export type Variable = TSESLint.Scope.Variable
type Reference = TSESLint.Scope.Reference
export type Scope = TSESLint.Scope.Scope

/** Which variable each identifier of a file stands for. */
export interface Bindings {
  /** The variable of a reference or declaration; undefined for globals nobody declares. */
  variableOf(node: TSESTree.Node): Variable | undefined
  /** Whether an identifier means the global of that name: it is not declared in the file. */
  isGlobal(node: TSESTree.Node): boolean
  /** The identifiers that mean the global of a name. */
  globalsNamed(name: string): readonly TSESTree.Node[]
}

/** Indexes every reference and declaration of a file, in one pass over its scopes. */
export function indexBindings(sourceCode: TSESLint.SourceCode): Bindings {
  const variables = new Map<TSESTree.Node, Variable | undefined>()
  const globals = new Map<string, TSESTree.Node[]>()
  const visitReference = ({ identifier, resolved }: Reference): void => {
    const variable = resolved?.scope.type === 'class' ? outerVariable(resolved) : (resolved ?? undefined)
    variables.set(identifier, variable)
    if (variable && variable.defs.length > 0) return
    const name = identifier.type === 'Identifier' ? identifier.name : ''
    const named = globals.get(name)
    if (named) named.push(identifier)
    else globals.set(name, [identifier])
  }
  // The scopes hang below the file's own: a scope manager may serve several files.
  const stack: Scope[] = [sourceCode.getScope(sourceCode.ast)]
  for (let scope = stack.pop(); scope; scope = stack.pop()) {
    for (const reference of scope.references) visitReference(reference)
    for (const variable of scope.variables) {
      const outer = scope.type === 'class' ? outerVariable(variable) : variable
      for (const identifier of variable.identifiers) variables.set(identifier, outer)
    }
    for (const child of scope.childScopes) stack.push(child)
  }
  return {
    variableOf: (node) => variables.get(node),
    isGlobal(node) {
      const variable = variables.get(node)
      return node.type === 'Identifier' && (variable === undefined || variable.defs.length === 0)
    },
    globalsNamed: (name) => globals.get(name) ?? [],
  }
}

/** Within its own body a class has a second variable of its name; both mean the one around it. */
function outerVariable(variable: Variable): Variable {
  if (variable.scope.type !== 'class' || variable.scope.block.type !== 'ClassDeclaration') return variable
  return variable.scope.upper.set.get(variable.name) ?? variable
}

/**
 * Answers the node that a variable has as its value for all its life: the initialiser of a `const`, or of a
 * `let` or `var` that nothing writes again; a function or class declaration. Undefined for everything else.
 */
export function soleValue(variable: Variable): TSESTree.Node | undefined {
  if (!isDeclaredOnce(variable)) return undefined
  const known = soleValues.get(variable)
  if (known !== undefined) return known ?? undefined
  const value = findSoleValue(variable)
  soleValues.set(variable, value ?? null)
  return value
}

/** Each of a variable's many references may ask, and each answer looks at all of them. */
const soleValues = new WeakMap<Variable, TSESTree.Node | null>()

/** Whether a variable is declared in one place that may say its value; parameters and imports are not. */
function isDeclaredOnce({ defs }: Variable): boolean {
  const [definition] = defs
  if (defs.length !== 1 || !definition) return false
  return !WITHOUT_VALUE.has(definition.type)
}

const WITHOUT_VALUE = new Set<string>(['CatchClause', 'ImportBinding', 'Parameter'])

function findSoleValue(variable: Variable): TSESTree.Node | undefined {
  const [definition] = variable.defs
  if (!definition) return undefined
  const { node } = definition
  if (node.type === 'FunctionDeclaration' || node.type === 'ClassDeclaration') {
    // The parameters of a function are defined by the same node as its name.
    if (node.id !== definition.name) return undefined
    return writesOf(variable).length > 0 ? undefined : node
  }
  if (node.type !== 'VariableDeclarator' || node.id.type !== 'Identifier') return undefined
  const writes = writesOf(variable)
  if (writes.length !== 1) return undefined
  const [write] = writes
  const value = write?.writeExpr
  if (!value) return undefined
  return isPlainWrite(write, node) ? unwrap(value) : undefined
}

/**
 * Answers all that a variable declared in one place ever has as its value, `null` and `undefined` left out:
 * `let query = null; if (wide) query = matchMedia(…)`. Undefined where a part of something is written, or a sum, and for
 * parameters, imports and what is written by a loop.
 */
export function valuesOf(variable: Variable): readonly TSESTree.Node[] | undefined {
  const sole = soleValue(variable)
  if (sole) return [sole]
  const [definition] = variable.defs
  if (!definition || !isDeclaredOnce(variable)) return undefined
  const { node } = definition
  if (node.type !== 'VariableDeclarator' || node.id.type !== 'Identifier') return undefined
  const writes = writesOf(variable)
  const values: TSESTree.Node[] = []
  for (const write of writes) {
    if (!write.writeExpr || !isPlainWrite(write, node)) return undefined
    if (!isNothing(write.writeExpr)) values.push(unwrap(write.writeExpr))
  }
  return values
}

/** Answers every reference that writes a variable, its declaration's included. */
export const writesOf = remembered(({ references }: Variable): readonly Reference[] =>
  references.filter((each) => each.isWrite()),
)

/** A write that gives the variable the written expression itself, not a part of it or a sum. */
function isPlainWrite(write: Reference, declarator: TSESTree.VariableDeclarator): boolean {
  if (write.init === true) return declarator.init === write.writeExpr
  const { parent } = write.identifier as TSESTree.Identifier
  return parent.type === 'AssignmentExpression' && parent.operator === '=' && parent.left === write.identifier
}

/** Whether a variable belongs to the module (or script) rather than to a function or to each component. */
export function isModuleVariable(variable: Variable): boolean {
  const { scope } = variable
  if (scope.type !== 'module' && scope.type !== 'global') return false
  const [declared] = variable.identifiers
  // What a component's script imports is there once, as any import.
  const isOfComponent = declared && !isImported(variable) && isPerInstance(scope.block, declared)
  return isOfComponent !== true
}

function isPerInstance(program: TSESTree.Node, node: TSESTree.Node): boolean {
  return componentFileOf(program)?.isPerInstance(node.range) === true
}

/** Whether a variable is a parameter of a function. */
export function isParameter(variable: Variable): boolean {
  return variable.defs.some((definition) => (definition.type as string) === 'Parameter')
}

/** Whether a variable comes from another module, by `import` or as the result of `require`. */
export function isImported(variable: Variable): boolean {
  return variable.defs.some((definition) => (definition.type as string) === 'ImportBinding')
}

/**
 * Answers the module a variable is imported from: by `import`, or as what `require('…')` or `import('…')` answers or a part
 * of it, put in where it is declared, later on, or by the promise.
 */
export function importSource(variable: Variable): string | undefined {
  const [definition] = variable.defs
  if (!definition) return undefined
  const known = importSources.get(variable)
  if (known) return known.source
  const source = findImportSource(variable, definition)
  importSources.set(variable, { source })
  return source
}

const importSources = new WeakMap<Variable, { source: string | undefined }>()

function findImportSource(variable: Variable, definition: Variable['defs'][number]): string | undefined {
  const { node, parent } = definition as { node: TSESTree.Node; parent?: TSESTree.Node | null }
  if (parent?.type === 'ImportDeclaration') return parent.source.value
  switch (node.type) {
    case 'TSImportEqualsDeclaration': {
      const { moduleReference } = node
      return moduleReference.type === 'TSExternalModuleReference'
        ? moduleReference.expression.value
        : undefined
    }
    case 'VariableDeclarator': {
      const declared = node.init ? requiredModule(node.init) : undefined
      if (declared !== undefined || parent?.type !== 'VariableDeclaration' || parent.kind === 'const')
        return declared
      // `let Player; … Player = (await import('player')).default`
      for (const { writeExpr } of variable.references) {
        const source = writeExpr ? requiredModule(unwrap(writeExpr)) : undefined
        if (source !== undefined) return source
      }
      return undefined
    }
    case 'ArrowFunctionExpression':
    case 'FunctionExpression':
      return (definition.type as string) === 'Parameter' ? moduleOfCallback(node) : undefined
    default:
      return undefined
  }
}

/** `import('player').then(({ Player }) => …)` */
function moduleOfCallback(
  node: TSESTree.ArrowFunctionExpression | TSESTree.FunctionExpression,
): string | undefined {
  const { parent } = node
  if (parent.type !== 'CallExpression' || parent.arguments[0] !== node) return undefined
  const callee = unwrap(parent.callee)
  if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return undefined
  return callee.property.name === 'then' ? loadedModule(callee.object) : undefined
}

function requiredModule(node: TSESTree.Node): string | undefined {
  let current = unwrapAwait(node)
  while (current.type === 'MemberExpression') current = unwrapAwait(current.object)
  return loadedModule(current)
}

/** Answers the module that an expression loads: `require('fs')`, `await import('fs')`, and what compilers put around it. */
export function loadedModule(node: TSESTree.Node): string | undefined {
  const call = unwrapAwait(node)
  if (call.type === 'ImportExpression') return textOf(call.source)
  if (call.type !== 'CallExpression' || call.arguments.length !== 1) return undefined
  const { callee, arguments: given } = call
  const name = callee.type === 'Identifier' ? callee.name : ''
  if (name === 'require') return textOf(given[0])
  return INTEROP.test(name) && given[0] ? loadedModule(given[0]) : undefined
}

const INTEROP = /^_+(?:importStar|importDefault|interopRequire)/

function textOf(node: TSESTree.Node | undefined): string | undefined {
  return node?.type === 'Literal' && typeof node.value === 'string' ? node.value : undefined
}
