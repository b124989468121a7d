import type { TSESTree } from '@typescript-eslint/utils'

import { LASTING_METHOD, OF_SUBSCRIBER } from '../../protocols/rxjs.js'
import { isModuleVariable, soleValue } from '../../syntax/bindings.js'
import { enclosingFunction } from '../../syntax/functions.js'
import type { Place } from '../../syntax/places.js'
import { unwrap } from '../../syntax/unwrap.js'
import type { FileFacts } from '../../cells/file-facts.js'
import { decoratedAs, injectedAs, isOfConstructor } from '../../frameworks/injected-classes.js'
import { valuesByPlace } from '../../cells/values/written-values.js'
import { holderOf } from '../lifetime.js'
import { alike, endless, given, UNKNOWN_STREAM, values, type Stream } from './stream.js'

const APPLICATION = 'until the application ends'

/**
 * Answers the stream that a parameter is. A constructor, a component or a hook keeps what it is given for as long
 * as it lives; a method or a callback may be given anything.
 */
export function ofParameter(node: TSESTree.Node): Stream {
  const scope = enclosingFunction(node)
  const isNamed = scope?.type === 'FunctionDeclaration' || scope?.parent.type === 'VariableDeclarator'
  return isNamed || isOfConstructor(node) ? given(node, true) : alike(node, 'unknown')
}

/** Answers the stream that a class is given itself: `actions$: Actions`. */
export function injectedStream(facts: FileFacts, node: TSESTree.Node): Stream | undefined {
  const injected = injectedAs(facts, node)
  if (!injected) return undefined
  return injected.known?.lasting.includes('') === true
    ? endless(node, 'outlives', APPLICATION)
    : { ...alike(node, injected.isOwn ? 'own' : 'given'), isHeld: true }
}

/** Answers the stream that a member of what a class is given is: `this.router.events`, `this.http.get(…)`. */
export function memberOfInjected(
  facts: FileFacts,
  node: TSESTree.MemberExpression,
  name: string,
  isHeld: boolean,
): Stream {
  const injected = injectedAs(facts, node.object)
  if (!injected) return memberOfRoot(facts, node, isHeld)
  const { known, isOwn } = injected
  if (isOwn || known?.lives === 'subscriber') return { ...alike(node, 'own'), ends: 'never' }
  if (known?.finite.includes(name) === true) return values(node)
  if (known?.lasting.includes(name) === true) return endless(node, 'outlives', APPLICATION)
  if (known || OF_SUBSCRIBER.test(injected.name)) return UNKNOWN_STREAM
  return given(node, isHeld || LASTING_METHOD.test(name))
}

/** Answers the stream that a member of something else is: it lives as long as that: of a local, of a field, of an argument. */
export function memberOfRoot(facts: FileFacts, node: TSESTree.MemberExpression, isHeld = true): Stream {
  let root: TSESTree.Node = unwrap(node.object)
  while (!isField(root) && (root.type === 'MemberExpression' || root.type === 'CallExpression')) {
    root = unwrap(root.type === 'CallExpression' ? root.callee : root.object)
  }
  root = fieldMeantBy(facts, root) ?? root
  const injected = injectedAs(facts, root)
  if (injected) {
    if (injected.isOwn || injected.known)
      return alike(node, injected.known?.lives === 'application' ? 'unknown' : 'own')
    // A part of a part of a service may be anything.
    return alike(node, 'unknown')
  }
  const place = isField(root) ? facts.places.placeOf(root) : undefined
  const decorated = place === undefined ? undefined : decoratedAs(facts, place)
  if (decorated) return { ...alike(node, decorated), isHeld }
  const { lifetime, origin } = holderOf(facts, root)
  if (lifetime === 'call' || lifetime === 'owner') return alike(node, 'own')
  if (lifetime === 'module') return alike(node, 'unknown')
  const isOutside = origin === 'import' || (origin === 'injected' && isGivenField(facts, place))
  const isDirect = root === unwrap(node.object) || root === fieldMeantBy(facts, unwrap(node.object))
  return isOutside && isDirect ? given(node, isHeld) : alike(node, 'unknown')
}

/** Whether a field is written, and with what its class is given: one that nothing here writes may be anything. */
function isGivenField(facts: FileFacts, place: Place | undefined): boolean {
  return place !== undefined && valuesByPlace(facts).has(place)
}

/** `const product = this.product`: the field that a name of a function stands for. */
function fieldMeantBy({ bindings }: FileFacts, node: TSESTree.Node): TSESTree.Node | undefined {
  const variable = node.type === 'Identifier' ? bindings.variableOf(node) : undefined
  const value = variable && !isModuleVariable(variable) ? soleValue(variable) : undefined
  const named = value && unwrap(value)
  return named && isField(named) ? named : undefined
}

function isField(node: TSESTree.Node): boolean {
  return node.type === 'MemberExpression' && unwrap(node.object).type === 'ThisExpression'
}
