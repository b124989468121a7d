import type { TSESTree } from '@typescript-eslint/utils'

import {
  CONTEXT_COMPARED_GLOBALS,
  CONTEXT_COMPARED_MODULES,
  CONTEXT_NOT_COMPARED,
} from '../../protocols/removals.js'
import { receiverOf } from '../../syntax/property-name.js'
import { unwrap } from '../../syntax/unwrap.js'
import { perFile, type FileFacts } from '../../cells/file-facts.js'
import { link, type Link } from '../link.js'
import { handlerPlace, removalsOfHandlerAt } from './handler-mentions.js'
import { importsOneOf } from '../../cells/definitions/imported-names.js'
import type { Registration, Removal } from './registration.js'

/**
 * Answers the registrations that a removal misses since it leaves out the context they were added with, as
 * `on('move', f, this)`. Undefined where one of them has none, or where another removal names it.
 */
export function omitsContext(
  facts: FileFacts,
  removal: Removal,
  matching: readonly Registration[],
): { kind: 'noContext'; doubt: Link | undefined; meant: readonly Registration[] } | undefined {
  if (argumentAfterHandler(removal) || importsOneOf(facts, CONTEXT_NOT_COMPARED)) return undefined
  if (!matching.every((each) => hasContext(facts, each))) return undefined
  const place = removal.handler && handlerPlace(facts, removal.handler)
  const all = place === undefined ? [] : removalsOfHandlerAt(facts, place)
  if (all.some((other) => argumentAfterHandler(other) !== undefined)) return undefined
  // Only libraries that compare the context take the target as an argument.
  const isCompared = comparesContext(facts) || matching.every((each) => isGivenTarget(each))
  const doubt = isCompared ? undefined : link('likely', 'the emitter may compare no contexts', removal.node)
  return { kind: 'noContext', doubt, meant: matching }
}

/** Answers what stands behind the function: the context, for emitters that know one. */
export function argumentAfterHandler({ node, handler }: Removal | Registration): TSESTree.Node | undefined {
  const index = node.arguments.findIndex((argument) => argument === handler)
  return index < 0 ? undefined : node.arguments[index + 1]
}

/** An emitter compares no context that is itself. */
function hasContext(facts: FileFacts, registration: Registration): boolean {
  const context = argumentAfterHandler(registration)
  if (!context || registration.protocol.takesOptions) return false
  const isThis = unwrap(context).type === 'ThisExpression'
  const place = facts.places.placeOf(context)
  const home = facts.places.thisPlaceAt(context)
  return (
    (isThis || (place !== undefined && place === home)) && registration.target.text !== textOf(facts, context)
  )
}

function textOf(facts: FileFacts, node: TSESTree.Node): string {
  return facts.sourceCode.getText(unwrap(node))
}

function isGivenTarget({ node, target }: Registration): boolean {
  const receiver = receiverOf(node)
  return receiver !== undefined && node.arguments[0] === target.node
}

const comparesContext = perFile(
  (facts): boolean =>
    importsOneOf(facts, CONTEXT_COMPARED_MODULES) ||
    CONTEXT_COMPARED_GLOBALS.some((name) => facts.bindings.globalsNamed(name).length > 0),
)
