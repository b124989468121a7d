import type { TSESTree } from '@typescript-eslint/utils'

import { isModuleVariable } from '../syntax/bindings.js'
import {
  enclosingFunction,
  enclosingFunctions,
  isClass,
  isWithin,
  runsAtModuleLoad,
  type ClassNode,
} from '../syntax/functions.js'
import { wrapped } from '../syntax/unwrap.js'
import { applicationLifeOf } from './application-life.js'
import { componentOfClass } from '../frameworks/component-homes.js'
import { perKey, type FileFacts } from '../cells/file-facts.js'
import { requestScopeOf } from './requests.js'
import { isTestCode } from './test-code.js'
import { nodesOfVariable, useOf } from '../cells/uses/uses.js'

/** What keeps the instances of a class for as long as the program runs, as a message says it. */
export type InstanceKeeper = string

/**
 * Answers what keeps an instance of a class until the program ends: the module that constructs it while it loads,
 * a static member of the class itself, or the application whose service it is. Undefined where the file does not
 * tell: instances may well come and go.
 */
export const instanceKeeper = perKey((facts: FileFacts, node: ClassNode): InstanceKeeper | undefined => {
  if (isTestCode(facts) || componentOfClass(facts, node)?.ends === true) return undefined
  const name = node.id?.name ?? 'the class'
  if (applicationLifeOf(node) === 'stays') return `the one instance of ${name} that the application has`
  if (isConstructedInPlace(node)) return `the only instance of the class`
  const constructions = mentionsOf(facts, node).flatMap((use) => constructionBy(use) ?? [])
  const kept = constructions.filter((each) => isKeptByModule(each) || isKeptByClass(each, node))
  const [first] = kept
  if (!first) return undefined
  return constructions.length === 1
    ? `the only instance of ${name}`
    : `an instance of ${name} that the module keeps`
})

/** Whether each instance of a class is a local of the call that makes it, and goes with it. */
export const isMadePerCall = perKey((facts: FileFacts, node: ClassNode): boolean => {
  const mentions = mentionsOf(facts, node)
  return mentions.length > 0 && mentions.every((mention) => isLocalConstruction(facts, mention))
})

function isLocalConstruction(facts: FileFacts, mention: TSESTree.Node): boolean {
  const construction = constructionBy(mention)
  const scope = construction && enclosingFunction(construction)
  if (!scope) return false
  const use = useOf(facts, construction)
  if (use.kind === 'receiver') return true
  if (use.kind !== 'alias' || isModuleVariable(use.variable)) return false
  const isOfRequest = requestScopeOf(facts, scope) !== undefined
  return nodesOfVariable(use.variable).every((each) => {
    if (each.parent?.type === 'VariableDeclarator') return true
    // `let job; try { job = new Job() } finally { job?.end() }`
    if (each.parent?.type === 'AssignmentExpression' && each.parent.left === each) return true
    // What listens to a request goes with it.
    const isOfCall = enclosingFunction(each) === scope || (isWithin(each, scope) && isOfRequest)
    return isOfCall && ['receiver', 'property'].includes(useOf(facts, each).kind)
  })
}

/** The mentions of a class as a value, within itself and outside. */
function mentionsOf(facts: FileFacts, node: ClassNode): TSESTree.Node[] {
  const isOpen =
    node.parent.type === 'ExportNamedDeclaration' || node.parent.type === 'ExportDefaultDeclaration'
  const variables = facts.sourceCode.scopeManager?.getDeclaredVariables(node) ?? []
  const mentions = variables.flatMap(({ references }) => references.map(({ identifier }) => identifier))
  const values = mentions.filter(({ parent }) => parent.type !== 'TSTypeReference')
  // Of an exported class others may make instances: the class itself is such a mention.
  return isOpen ? [...values, node] : values
}

function constructionBy(mention: TSESTree.Node): TSESTree.NewExpression | undefined {
  const { parent } = mention
  return parent?.type === 'NewExpression' && parent.callee === mention ? parent : undefined
}

/** `const store = new (class { … })()` at the top of a module. */
function isConstructedInPlace(node: ClassNode): boolean {
  const { parent } = node
  return parent.type === 'NewExpression' && parent.callee === node && isKeptByModule(parent)
}

/** `const store = new Store()`, `export default new Store()`, `module.exports = new Store()` while the module loads. */
function isKeptByModule(construction: TSESTree.NewExpression): boolean {
  if (!runsAtModuleLoad(construction)) return false
  const { parent } = wrapped(construction)
  switch (parent?.type) {
    case 'VariableDeclarator':
      return parent.id.type === 'Identifier' && parent.parent.parent.type !== 'BlockStatement'
    case 'AssignmentExpression':
    case 'ExportDefaultDeclaration':
      return true
    default:
      return false
  }
}

/** `static #instance = new Store()`, `static get() { return (Store.#instance ??= new Store()) }` */
function isKeptByClass(construction: TSESTree.NewExpression, node: ClassNode): boolean {
  const { parent } = wrapped(construction)
  if (parent?.type === 'PropertyDefinition') return parent.static && parent.parent.parent === node
  if (parent?.type !== 'AssignmentExpression' || parent.left.type !== 'MemberExpression') return false
  const { object } = parent.left
  if (object.type === 'Identifier') return object.name === node.id?.name
  if (object.type !== 'ThisExpression') return false
  const member = enclosingFunctions(construction).find(({ parent: around }) => isClass(around.parent?.parent))
  return member?.parent.type === 'MethodDefinition' && member.parent.static
}
