import type { TSESTree } from '@typescript-eslint/utils'

import type { FileFacts } from '../cells/file-facts.js'
import { decoratorName, decoratorsOf } from '../frameworks/injected-classes.js'
import { ROOT_COMPONENT } from '../protocols/rxjs.js'
import { enclosingFunctions, functionName, isClass, isFunction } from '../syntax/functions.js'
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
  const root = names.find((name) => ROOT_COMPONENT.test(name ?? ''))
  if (root !== undefined) return { because: `there is mostly one ${root}`, witness: node, of: 'application' }
  if (!isClass(node)) return undefined
  const decorator = decoratorsOf(node).find((each) => MADE_ONCE.test(decoratorName(each)))
  return (
    decorator && {
      because: 'a container makes it, mostly once for all who ask',
      witness: decorator,
      of: 'container',
    }
  )
}

/** Decorators of what a container makes and hands out. */
const MADE_ONCE = /^(?:injectable|singleton|service)$/i
