import type { TSESTree } from '@typescript-eslint/utils'

import {
  declaredName,
  enclosingFunction,
  enclosingFunctions,
  isWithin,
  runsAtModuleLoad,
  runsItsArguments,
  type FunctionNode,
} from '../syntax/functions.js'
import { isModuleVariable, soleValue, type Variable } from '../syntax/bindings.js'
import { unwrap } from '../syntax/unwrap.js'
import { perKey, type FileFacts } from '../cells/file-facts.js'
import { isExported } from '../syntax/exported.js'

const BRANCHES = new Set([
  'IfStatement',
  'ConditionalExpression',
  'LogicalExpression',
  'SwitchCase',
  'CatchClause',
  'ForStatement',
  'ForOfStatement',
  'ForInStatement',
  'WhileStatement',
])

/**
 * Whether a node runs each time its function does: it stands in no branch, loop or handler, and nothing
 * returns or throws before it.
 */
export function runsEachTime(facts: FileFacts, node: TSESTree.Node): boolean {
  const scope = enclosingFunction(node)
  if (!scope) return true
  for (let current = node.parent; current && current !== scope; current = current.parent) {
    if (BRANCHES.has(current.type)) return false
  }
  return !earlyExits(facts, scope).some((exit) => exit.range[1] <= node.range[0])
}

const earlyExits = perKey((facts: FileFacts, scope: FunctionNode): readonly TSESTree.Node[] =>
  (facts.nodes.exits.get(scope) ?? []).filter((exit) => exit.parent !== scope.body),
)

/**
 * Whether a node runs at most once: its function is called in one place, which runs while the module
 * loads, or a flag of the module lets it through once. "No" includes all that cannot be told, such as
 * exported functions.
 */
export function runsOnce(facts: FileFacts, node: TSESTree.Node): boolean {
  return enclosingFunctions(node).some(
    (scope) => isCalledOnceAtLoad(facts, scope) || isGuardedOnce(facts, node, scope),
  )
}

/** Whether a node runs only while the module loads: in a function that nothing calls, or may call, at another time. */
export function runsOnlyAtLoad(facts: FileFacts, node: TSESTree.Node): boolean {
  return enclosingFunctions(node).some((scope) => isCalledAtLoadOnly(facts, scope))
}

const isCalledAtLoadOnly = perKey((facts: FileFacts, scope: FunctionNode): boolean => {
  const variable = variableOfFunction(facts, scope)
  if (!variable || isExported(variable) || soleValue(variable) !== scope) return false
  const calls = variable.references.filter((reference) => reference.isRead())
  return (
    calls.length > 0 &&
    calls.every(({ identifier }) => {
      const { parent } = identifier
      if (parent.type !== 'CallExpression') return false
      if (isWithin(identifier, scope)) return parent.callee === identifier
      return (parent.callee === identifier || runsItsArguments(parent)) && runsAtModuleLoad(parent)
    })
  )
})

/** Whether a node runs once at most, as far as the file tells, or a few times while the module loads. */
export function runsOnceOrAtLoad(facts: FileFacts, node: TSESTree.Node): boolean {
  return runsAtModuleLoad(node) || runsOnce(facts, node) || runsOnlyAtLoad(facts, node)
}

/** `if (started) return; started = true; …`, `if (!started) { started = true; … }` */
function isGuardedOnce(facts: FileFacts, node: TSESTree.Node, scope: FunctionNode): boolean {
  for (let current = node.parent; current && current !== scope; current = current.parent) {
    if (current.type === 'IfStatement' && testsOwnFlag(facts, current.test, scope)) return true
  }
  const guard = firstGuard(facts, scope)
  return guard !== undefined && guard.range[1] <= node.range[0]
}

/** The first statement of a function that tests a flag of the module. */
const firstGuard = perKey((facts: FileFacts, scope: FunctionNode): TSESTree.Statement | undefined => {
  if (scope.body.type !== 'BlockStatement') return undefined
  return scope.body.body.find(
    (statement) => statement.type === 'IfStatement' && testsOwnFlag(facts, statement.test, scope),
  )
})

/** Whether a condition is a module's flag that the function itself sets. */
function testsOwnFlag(facts: FileFacts, test: TSESTree.Node, scope: FunctionNode): boolean {
  let node = unwrap(test)
  if (node.type === 'UnaryExpression' && node.operator === '!') node = unwrap(node.argument)
  if (node.type !== 'Identifier') return false
  const variable = facts.bindings.variableOf(node)
  if (!variable || !isModuleVariable(variable)) return false
  return writersOf(facts, variable).has(scope)
}

/** The functions within which a variable is written again. */
const writersOf = perKey(
  (_facts: FileFacts, variable: Variable): ReadonlySet<FunctionNode> =>
    new Set(
      variable.references
        .filter((reference) => reference.isWrite() && reference.init !== true)
        .flatMap((reference) => enclosingFunctions(reference.identifier)),
    ),
)

const isCalledOnceAtLoad = perKey((facts: FileFacts, scope: FunctionNode): boolean =>
  isSoleCallAtLoad(readsOf(facts, scope)),
)

/** Whether a function that has itself run again is started in one place only, while the module loads. */
export function isStartedOnceAtLoad(facts: FileFacts, scope: FunctionNode): boolean {
  const variable = variableOfFunction(facts, scope)
  if (!variable || isExported(variable)) return false
  return isSoleCallAtLoad(readsOf(facts, scope).filter((read) => !isWithin(read, scope)))
}

/** Answers what reads the variable that a function is declared as. */
function readsOf(facts: FileFacts, scope: FunctionNode): TSESTree.Identifier[] {
  const reads = variableOfFunction(facts, scope)?.references.filter((reference) => reference.isRead()) ?? []
  return reads.map(({ identifier }) => identifier as TSESTree.Identifier)
}

function isSoleCallAtLoad([read, ...others]: readonly TSESTree.Identifier[]): boolean {
  if (!read || others.length > 0) return false
  const { parent } = read
  return parent.type === 'CallExpression' && parent.callee === read && runsAtModuleLoad(parent)
}

/** The variable that a function is declared as, or is the value of. */
function variableOfFunction(facts: FileFacts, scope: FunctionNode): Variable | undefined {
  const name = declaredName(scope)
  return name && facts.bindings.variableOf(name)
}
