import type { TSESTree } from '@typescript-eslint/utils'

import { FRAMEWORKS } from '../protocols/frameworks.js'
import { type Framework } from '../protocols/frameworks/framework.js'
import { componentFileOf } from '../syntax/component-scripts.js'
import { enclosingFunctions, functionName, runsAtModuleLoad, type FunctionNode } from '../syntax/functions.js'
import { componentOfObject } from '../frameworks/component-homes.js'
import { perKey, type FileFacts } from '../cells/file-facts.js'
import { componentScopeOf, type ComponentScope, type Effect } from '../frameworks/hooks.js'
import { importsMatching } from '../cells/definitions/imported-names.js'
import type { Owner } from './owner.js'
import { endsOfRequest, requestScopeOf } from './requests.js'
import { cleanupsOfEffect, teardownsOfScope } from './ends/teardown.js'

/** Answers the callback of an effect as an owner. */
export function effectOwner(facts: FileFacts, scope: FunctionNode, { hook, ends }: Effect): Owner {
  const noun = hook.noun ?? 'effect'
  const registrar = hook.registrar === undefined ? undefined : scope.params[hook.registrar]
  const register = registrar?.type === 'Identifier' ? registrar.name : 'onCleanup'
  return {
    kind: 'effect',
    node: scope,
    name: `this ${noun}`,
    teardowns: cleanupsOfEffect(facts, scope),
    ends: ends ? 'yes' : 'unknown',
    home: undefined,
    missing: hook.cleanup === 'returned' ? `a cleanup of this ${noun}` : `a function given to ${register}()`,
  }
}

/** Answers `setup() { … }` in the options of a component as an owner: its scope ends with the component. */
export function setupOwner(facts: FileFacts, scope: FunctionNode): Owner | undefined {
  const { parent } = scope
  if (parent.type !== 'Property' || parent.parent.type !== 'ObjectExpression') return undefined
  const framework = componentOfObject(facts, parent.parent)?.framework
  if (functionName(scope) !== framework?.options?.setup) return undefined
  return {
    kind: 'scope',
    node: scope,
    name: 'this component',
    teardowns: teardownsOfScope(facts, scope),
    ends: 'yes',
    home: undefined,
    missing: endOfScope(framework),
  }
}

/** Answers a function that serves a request or a connection as an owner: it ends when that is closed. */
export function requestOwner(facts: FileFacts, scope: FunctionNode): Owner | undefined {
  const request = requestScopeOf(facts, scope)
  if (!request) return undefined
  const name = `the handler of the end of \`${request.subject}\``
  return {
    kind: 'request',
    node: scope,
    name: 'this request or connection',
    teardowns: [
      ...endsOfRequest(facts, request).map((node) => ({ node, name })),
      ...teardownsOfScope(facts, scope),
    ],
    ends: 'yes',
    home: undefined,
    missing: `a 'close' handler of \`${request.subject}\``,
  }
}

/** Answers a component, a composable, or a function that hands back a disposer as an owner; other functions are none. */
export function functionOwner(facts: FileFacts, scope: FunctionNode): Owner | undefined {
  const teardowns = teardownsOfScope(facts, scope)
  const hooks = componentScopeOf(facts, scope)
  if (teardowns.length === 0 && !hooks) return undefined
  return {
    kind: 'scope',
    node: scope,
    name: describeFunction(scope, hooks),
    teardowns,
    // The body of a module runs once, and what it answers is there for good.
    ends: (teardowns.length > 0 && !runsAtModuleLoad(scope.body)) || hooks?.ends === true ? 'yes' : 'unknown',
    home: undefined,
    missing: endOfScope(hooks?.framework),
  }
}

/** Answers the component whose script a program has as an owner: what it runs outside of all functions, it runs for each instance. */
export const componentOwner = perKey((facts: FileFacts, program: TSESTree.Node): Owner => {
  const hooks = componentScopeOf(facts, program)
  const teardowns = teardownsOfScope(facts, program)
  const isFrontmatter = componentFileOf(program)?.language === 'astro'
  return {
    kind: 'scope',
    node: program,
    name: isFrontmatter ? 'the request' : 'this component',
    teardowns,
    ends: teardowns.length > 0 || hooks?.ends === true ? 'yes' : 'unknown',
    home: undefined,
    missing: isFrontmatter ? 'a `finally` of the frontmatter' : endOfScope(hooks?.framework),
  }
})

function endOfScope(framework: Framework | undefined): string {
  if (framework?.end === undefined) return 'a cleanup of the component or scope'
  return `a function given to ${framework.end}()`
}

/** Answers a function that the host of a module calls to begin its life as an owner: `activate()` of an extension. */
export function entryOwner(facts: FileFacts, scope: FunctionNode): Owner | undefined {
  const name = scope.parent.type === 'Program' || isExported(scope) ? functionName(scope) : undefined
  const framework = FRAMEWORKS.find(({ entry }) => name !== undefined && entry?.start === name)
  if (!framework?.entry || !importsMatching(facts, framework.modules)) return undefined
  const { end } = framework.entry
  const ends = facts.nodes.functions.filter(
    (node) => functionName(node) === end && enclosingFunctions(node).length === 0 && doesSomething(node),
  )
  const teardowns = [...ends.map((node) => ({ node, name: `${end}()` })), ...teardownsOfScope(facts, scope)]
  return {
    kind: 'scope',
    node: scope,
    name: framework.entry.name,
    teardowns,
    ends: teardowns.length > 0 ? 'yes' : 'unknown',
    home: undefined,
    missing: `a disposable given to ${framework.end ?? end}()`,
  }
}

function isExported({ parent }: FunctionNode): boolean {
  return (
    parent.type === 'ExportNamedDeclaration' ||
    (parent.type === 'VariableDeclarator' && parent.parent.parent.type === 'ExportNamedDeclaration') ||
    (parent.type === 'AssignmentExpression' && parent.parent.parent?.type === 'Program')
  )
}

function doesSomething({ body }: FunctionNode): boolean {
  return body.type !== 'BlockStatement' || body.body.length > 0
}

function describeFunction(node: FunctionNode, hooks: ComponentScope | undefined): string {
  const name = functionName(node)
  if (name === undefined) return hooks?.ends === true ? 'this component' : 'this function'
  return hooks && /^[A-Z]/.test(name) ? name : `${name}()`
}
