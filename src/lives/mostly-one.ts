import type { TSESTree } from '@typescript-eslint/utils'

import type { FileFacts } from '../cells/file-facts.js'
import { decoratorName, decoratorsOf } from '../frameworks/injected-classes.js'
import { LIFECYCLE_ENDS } from '../protocols/frameworks.js'
import { ROOT_COMPONENT } from '../protocols/rxjs.js'
import { isParameter } from '../syntax/bindings.js'
import { enclosingFunctions, functionName, isClass, isFunction, type ClassNode } from '../syntax/functions.js'
import { isShown } from './instance-owner.js'
import { instancesOf } from './multiplicity.js'
import type { Owner } from './owner.js'

/** What shows that there is mostly one. */
interface MostlyOne {
  /** As a sentence without a full stop. */
  readonly because: string
  readonly witness: TSESTree.Node
  /** Whether somebody may make more of them: a container makes as many as are asked for. */
  readonly of: 'application' | 'container'
}

/**
 * Answers what shows that there is mostly one of an owner in the life of the program, whoever makes it: it has the name of what
 * an application begins with, or a container makes it and gives the same to all who ask. Undefined where nothing of that is
 * seen, and where the file itself makes many.
 */
export function mostlyOne(facts: FileFacts, owner: Owner): MostlyOne | undefined {
  const { node } = owner
  if (instancesOf(facts, node).times === 'many') return undefined
  const scopes = [...(isFunction(node) ? [node] : []), ...enclosingFunctions(node)]
  const names = isClass(node) ? [node.id?.name] : scopes.map(functionName)
  const root = names.find((name) => ROOT_COMPONENT.test(name ?? '') || ROOT_CLASS.test(name ?? ''))
  if (root !== undefined) return { because: `there is mostly one ${root}`, witness: node, of: 'application' }
  if (!isClass(node)) return undefined
  const only = soleMakingAtLoad(facts, node)
  if (only) return { because: 'the module makes one for all', witness: only, of: 'container' }
  const base = node.superClass && facts.bindings.variableOf(node.superClass)
  if (base && isParameter(base) && owner.teardowns.length === 0)
    return { because: 'what it is mixed into may be there once', witness: node, of: 'container' }
  // Who writes what a framework runs at the end of an instance expects instances to end.
  const isEnded =
    isShown(node) || owner.teardowns.some((each) => LIFECYCLE_ENDS.has(functionName(each.node) ?? ''))
  const decorator = decoratorsOf(node).find(
    (each) => MADE_ONCE.test(decoratorName(each)) && !(isEnded && !isForRoot(facts, each)),
  )
  return (
    decorator && {
      because: 'a container makes it, mostly once for all who ask',
      witness: decorator,
      of: 'container',
    }
  )
}

/** `export const store = register('store', () => new Store())`, and no other one in the file. */
function soleMakingAtLoad(facts: FileFacts, { id }: ClassNode): TSESTree.Node | undefined {
  const [only, ...others] = (id && facts.nodes.constructions.get(id.name)) ?? []
  if (!only || others.length > 0) return undefined
  const isWithinCalls = enclosingFunctions(only).every(({ parent }) => parent.type === 'CallExpression')
  let statement: TSESTree.Node = only
  while (statement.parent && !/^Program$|^Export/.test(statement.parent.type)) statement = statement.parent
  return isWithinCalls && statement.type === 'VariableDeclaration' ? only : undefined
}

/** `@Injectable({ providedIn: 'root' })` */
function isForRoot({ sourceCode }: FileFacts, decorator: TSESTree.Node): boolean {
  return /providedIn\s*:\s*['"](?:root|platform)['"]/.test(sourceCode.getText(decorator))
}

/** What an application begins with, in the name of a class or an element: `ShopApp`, `ShopAppElement`, `CastMain`. */
const ROOT_CLASS = /[a-z](?:App|Main)(?:El|Element|Component)?$/

/** Decorators of what a container makes and hands out. */
const MADE_ONCE = /^(?:injectable|singleton|service)$/i
