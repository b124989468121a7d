import type { TSESTree } from '@typescript-eslint/utils'

import { perKey, type FileFacts } from '../../cells/file-facts.js'
import { componentOfClass } from '../../frameworks/component-homes.js'
import { decoratorName, decoratorsOf, optionsOfDecorators } from '../../frameworks/injected-classes.js'
import { MAKES_COMPONENT } from '../../protocols/repetition.js'
import { ROOT_COMPONENT } from '../../protocols/rxjs.js'
import type { Variable } from '../../syntax/bindings.js'
import { isExport, isExported } from '../../syntax/exported.js'
import {
  declaredName,
  enclosingFunctions,
  isClass,
  type ClassNode,
  type FunctionNode,
} from '../../syntax/functions.js'
import { calleeName, keyName } from '../../syntax/property-name.js'
import { wrapped } from '../../syntax/unwrap.js'
import { programOf } from './program.js'
import { byCode, byHost, byOthers, byOwner, type Run } from './run.js'

/** Answers everything that makes an instance of a class, or mounts a function component. */
export const makingsOf = perKey((facts: FileFacts, made: ClassNode | FunctionNode): readonly Run[] => {
  const name = isClass(made) ? classVariable(facts, made) : declaredVariable(facts, made)
  const runs = [...ofApplication(facts, made), ...inPlace(made)]
  if (runs.length > 0) return runs
  if (!name) return [byHost(made, 'unknown', 'it has no name to follow')]
  const found = mentionsOf(facts, made, name).flatMap((identifier) => makingAt(identifier, made))
  for (const element of facts.nodes.elements.get(name.name) ?? []) found.push(byCode(element))
  const keepsItself = isClass(made) && found.some((run) => isKeptByClass(run.at, made))
  const isOpen = isExport(made.parent) || isExported(name)
  if (isOpen && !keepsItself && programOf(facts) === undefined) {
    found.push(byOthers(made, 'making', 'other modules may make instances of it'))
  }
  if (keepsItself) return found.map((run) => (isKeptByClass(run.at, made) ? theOnly(run.at) : run))
  return found
})

/** What names a class or a component. Within its own body a class has a second variable of its name. */
function mentionsOf(facts: FileFacts, made: ClassNode | FunctionNode, variable: Variable): TSESTree.Node[] {
  const own = facts.sourceCode.scopeManager?.getDeclaredVariables(made) ?? []
  const variables = isClass(made) ? new Set([variable, ...own]) : [variable]
  return [...variables].flatMap(({ references }) =>
    references.flatMap((each) => (each.isRead() ? (each.identifier as TSESTree.Node) : [])),
  )
}

function theOnly(at: TSESTree.Node): Run {
  return byHost(at, 'once', 'the class makes its only instance and keeps it')
}

/** What the decorators of a class say: a module, a service of the whole application, its root component. */
function ofApplication(facts: FileFacts, made: ClassNode | FunctionNode): Run[] {
  if (!isClass(made)) return []
  const names = decoratorsOf(made).map(decoratorName)
  const isService = names.includes('Injectable') && optionNamed(made, 'providedIn') !== undefined
  if (names.includes('NgModule') || isService) {
    return [byHost(made, 'once', 'the application has one instance of it')]
  }
  const selector = optionNamed(made, 'selector')
  const selected = selector?.value.type === 'Literal' ? selector.value.value : undefined
  const isRoot =
    names.includes('Component') &&
    [made.id?.name, selected].some((each) => typeof each === 'string' && ROOT_COMPONENT.test(each))
  return isRoot || componentOfClass(facts, made)?.ends === false
    ? [byHost(made, 'once', 'it is the root component of the application')]
    : []
}

function optionNamed(made: ClassNode, name: string): TSESTree.Property | undefined {
  return optionsOfDecorators(made).find((each) => keyName(each.key, each.computed) === name)
}

/** `new (class { … })()` */
function inPlace(made: ClassNode | FunctionNode): Run[] {
  const { parent } = made
  return parent.type === 'NewExpression' && parent.callee === made ? [byCode(parent)] : []
}

/** Answers what is made of a class or component where it is named, in its own file or in another one. */
export function makingAt(mention: TSESTree.Node, made: ClassNode | FunctionNode): readonly Run[] {
  const { parent } = mention
  switch (parent?.type) {
    case 'NewExpression':
      if (parent.callee === mention) return [byCode(parent)]
      break
    case 'CallExpression':
      if (MAKES_COMPONENT.has(calleeName(parent) ?? '')) return [byCode(parent)]
      if (parent.callee === mention) return [byCode(parent)]
      break
    case 'ClassDeclaration':
    case 'ClassExpression':
      // What extends it is an instance of it.
      return parent.superClass === mention && parent !== made ? [byOwner(mention, parent)] : []
    case 'MemberExpression':
    case 'TSTypeReference':
    case 'TSTypeQuery':
    case 'TSQualifiedName':
    case 'TSClassImplements':
    case 'BinaryExpression':
    case 'ExportSpecifier':
    case 'ExportDefaultDeclaration':
    case 'JSXOpeningElement':
    case 'JSXClosingElement':
      return []
    case 'VariableDeclarator':
      if (parent.id === mention) return []
      break
    default:
  }
  return [byHost(mention, 'unknown', 'it is handed on, and others may make instances of it')]
}

/** `static #instance = new Store()`, `static get() { return (Store.#instance ??= new Store()) }` */
function isKeptByClass(construction: TSESTree.Node, made: ClassNode): boolean {
  if (construction.type !== 'NewExpression') return false
  const { parent } = wrapped(construction)
  if (parent?.type === 'PropertyDefinition') return parent.static && parent.parent.parent === made
  if (parent?.type !== 'AssignmentExpression' || parent.left.type !== 'MemberExpression') return false
  const { object } = parent.left
  if (object.type === 'Identifier') return object.name === made.id?.name
  if (object.type !== 'ThisExpression') return false
  const member = enclosingFunctions(construction).find(({ parent: around }) => isClass(around.parent?.parent))
  return member?.parent.type === 'MethodDefinition' && member.parent.static
}

function classVariable(facts: FileFacts, made: ClassNode): Variable | undefined {
  const { parent } = made
  const name = made.id ?? (parent.type === 'VariableDeclarator' ? parent.id : undefined)
  return name && facts.bindings.variableOf(name)
}

function declaredVariable(facts: FileFacts, made: FunctionNode): Variable | undefined {
  const name = declaredName(made)
  return name && facts.bindings.variableOf(name)
}
