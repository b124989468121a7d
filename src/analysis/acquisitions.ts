import type { TSESTree } from '@typescript-eslint/utils'

import { RESOURCE_PROTOCOLS, type ResourceProtocol } from '../protocols/resources.js'
import type { UserProtocol } from '../protocols/settings.js'
import { soleValue } from '../syntax/bindings.js'
import { isFunction } from '../syntax/functions.js'
import { isModuleNamed, moduleOf } from '../syntax/module-origin.js'
import { calleeName, memberName } from '../syntax/property-name.js'
import { unwrap } from '../syntax/unwrap.js'
import { disposables } from './disposables.js'
import { perFile, perKey, type CallNode, type FileFacts } from './file-facts.js'

/** A call that acquires something which must be released. */
export interface Acquisition {
  node: CallNode
  protocol: ResourceProtocol
}

/** Answers the acquisitions of a file: by the rows of the protocols, the user's rows, and by type. */
export const acquisitions = perFile((facts): readonly Acquisition[] => {
  const found = new Map<CallNode, Acquisition>()
  for (const protocol of [...RESOURCE_PROTOCOLS, ...facts.settings.protocols.flatMap(userRows)]) {
    const { name, form } = protocol.acquire
    const candidates: readonly CallNode[] =
      (form === 'constructor' ? facts.nodes.constructions : facts.nodes.calls).get(name) ?? []
    for (const node of candidates) {
      if (!found.has(node) && acquires(facts, node, protocol)) found.set(node, { node, protocol })
    }
  }
  for (const acquisition of disposables(facts)) {
    if (!found.has(acquisition.node)) found.set(acquisition.node, acquisition)
  }
  return [...found.values()]
})

/** A row of the user's settings says neither how it is called nor how it releases: both ways count. */
function userRows(row: UserProtocol): ResourceProtocol[] {
  return (['function', 'method', 'constructor'] as const).map((form) => ({
    noun: `result of ${row.acquire}()`,
    acquire: {
      name: row.acquire,
      form,
      ...(row.module === undefined || form === 'method' ? {} : { modules: [row.module] }),
    },
    result: { as: 'value' },
    methods: row.release,
    functions: row.release,
    consumers: [],
    borrowers: [],
    collected: 'unknown',
    awaits: false,
    exceptions: true,
  }))
}

function acquires(facts: FileFacts, node: CallNode, protocol: ResourceProtocol): boolean {
  const { form, modules, receiver } = protocol.acquire
  const callee = unwrap(node.callee)
  if (protocol.result.as === 'callback' && !hasCallback(node, protocol.result.parameter)) return false
  if (protocol.acquire.callback && mayHaveCallback(node)) return false
  if (form === 'method')
    return callee.type === 'MemberExpression' && isReceiver(facts, callee.object, modules, receiver)
  return modules === undefined ? callee.type === 'Identifier' : isFromModule(facts, callee, modules)
}

/** Whether a callee is imported from one of the modules: `openSync`, `fs.openSync`, `fs.promises.open`. */
function isFromModule(facts: FileFacts, callee: TSESTree.Node, modules: readonly string[]): boolean {
  const source = moduleOf(callee, facts.bindings)
  return source !== undefined && isModuleNamed(source, modules)
}

/**
 * Whether a method is called on the right thing. With modules: on what is constructed from one of them, or
 * on something of the right name in a file that imports one. Without: the method's name says enough.
 */
function isReceiver(
  facts: FileFacts,
  node: TSESTree.Node,
  modules: readonly string[] | undefined,
  name: RegExp | undefined,
): boolean {
  if (!modules) return true
  const object = unwrap(node)
  if (object.type === 'Identifier') {
    const variable = facts.bindings.variableOf(object)
    const value = variable && soleValue(variable)
    if (value?.type === 'NewExpression' || value?.type === 'CallExpression') {
      const made = calleeName(value)
      return (
        made !== undefined && name?.test(made) === true && isFromModule(facts, unwrap(value.callee), modules)
      )
    }
  }
  const text =
    object.type === 'Identifier'
      ? object.name
      : object.type === 'MemberExpression'
        ? memberName(object)
        : undefined
  return text !== undefined && name?.test(text) === true && importsOneOf(facts, modules)
}

const importsOneOf = perKey((facts: FileFacts, modules: readonly string[]): boolean =>
  importedModules(facts).some((source) => isModuleNamed(source, modules)),
)

const importedModules = perFile((facts): readonly string[] => {
  const required = (facts.nodes.calls.get('require') ?? []).flatMap((call) => {
    const [argument] = call.arguments
    return argument?.type === 'Literal' && typeof argument.value === 'string' ? [argument.value] : []
  })
  const imported = facts.sourceCode.ast.body.flatMap((statement) =>
    statement.type === 'ImportDeclaration' ? [statement.source.value] : [],
  )
  return [...required, ...imported]
})

function hasCallback(node: CallNode, parameters: number): boolean {
  const last = node.arguments.at(-1)
  return (
    (last?.type === 'ArrowFunctionExpression' || last?.type === 'FunctionExpression') &&
    last.params.length >= parameters + 1
  )
}

/** Whether the last argument is a callback, or may be one since nothing is done with the result. */
function mayHaveCallback(node: CallNode): boolean {
  const last = node.arguments.at(-1)
  if (last === undefined || last.type === 'Literal' || last.type === 'ObjectExpression') return false
  return isFunction(last) || node.parent.type === 'ExpressionStatement'
}

/** Answers the name of what acquires, as a message says it. */
export function acquirerName(node: CallNode): string {
  const name = calleeName(node) ?? 'the call'
  return node.type === 'NewExpression' ? `new ${name}()` : `${name}()`
}
