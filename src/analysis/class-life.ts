import type { TSESTree } from '@typescript-eslint/utils'

import { enclosingFunctions, isClass, runsAtModuleLoad, type ClassNode } from '../syntax/functions.js'
import { wrapped } from '../syntax/unwrap.js'
import { applicationLifeOf } from './application-life.js'
import { componentOfClass } from './component-homes.js'
import { perKey, type FileFacts } from './file-facts.js'
import { isTestCode } from './test-code.js'

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
  const variable = node.id && facts.bindings.variableOf(node.id)
  if (!variable) return undefined
  const uses = variable.references.map((reference) => reference.identifier as TSESTree.Node)
  const constructions = uses.flatMap((use) =>
    use.parent?.type === 'NewExpression' && use.parent.callee === use ? [use.parent] : [],
  )
  const kept = constructions.filter((each) => isKeptByModule(each) || isKeptByClass(each, node))
  const [first] = kept
  if (!first) return undefined
  return constructions.length === 1
    ? `the only instance of ${name}`
    : `the instance of ${name} on line ${String(first.loc.start.line)}`
})

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
    case 'Property':
    case 'ArrayExpression':
      return false
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
