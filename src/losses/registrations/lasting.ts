import type { TSESTree } from '@typescript-eslint/utils'

import type { FileFacts } from '../../cells/file-facts.js'
import { valuesByPlace } from '../../cells/values/written-values.js'
import { doubted, link, type Link } from '../../ledger/link.js'
import { isMadePerCall } from '../../ledger/registrations/fresh-functions.js'
import type { Registration } from '../../ledger/registrations/registration.js'
import { multiplicityOf } from '../../lives/multiplicity.js'
import { isFound, wasThereBefore } from '../../lives/outlives.js'
import type { Owner } from '../../lives/owner.js'
import { isAddedByRender } from '../../lives/repetition/rendering.js'
import { isConstructor } from '../../lives/repetition/runs.js'
import { effects } from '../../frameworks/hooks.js'
import { isSharedByHook } from '../../frameworks/shared-by-hook.js'
import { COMMON_LIFECYCLES } from '../../protocols/teardowns.js'
import { fieldOfParameter } from '../../syntax/aliases.js'
import { isParameter, soleValue, type Variable } from '../../syntax/bindings.js'
import { enclosingFunction, functionName, isFunction, type FunctionNode } from '../../syntax/functions.js'
import { rootOf, unwrap } from '../../syntax/unwrap.js'
import type { Begun } from './begun.js'
import { isForHandedOut } from './handed-out.js'

/** Answers whether what a listener is put on outlives the owner that ends and leaves it there. */
export function lastingLink(facts: FileFacts, begun: Begun, owner: Owner | undefined): Link {
  const { holder } = begun
  if (holder.lifetime === 'module') return inModule(facts, begun, owner)
  if (holder.origin === 'import') return inOtherModule(facts, begun, owner)
  if (owner?.kind === 'effect' && isFunction(owner.node)) return outsideOfEffect(facts, begun, owner.node)
  if (owner?.kind === 'request' && isFunction(owner.node)) {
    const before = thereBeforeAndAfter(facts, begun.registration, owner.node)
    if (before) return before
  }
  return outside(facts, begun, owner)
}

/**
 * Answers that what a listener is put on is there before each run of a function and after it. What a field is given in
 * several places may be another one by then.
 */
export function thereBeforeAndAfter(
  facts: FileFacts,
  { target }: Registration,
  work: FunctionNode,
): Link | undefined {
  const before = wasThereBefore(facts, target.node, work)
  if (!before) return undefined
  const place = facts.places.placeOf(target.node)
  const values = (place === undefined ? undefined : valuesByPlace(facts).get(place)) ?? []
  const isKept = rootOf(target.node).type !== 'ThisExpression' || values.length <= 1
  // What is looked up may be found elsewhere by then.
  const isSame = isKept && !isFound(before)
  return link(isSame ? 'yes' : 'likely', `${target.text} is there before each call and after it`, before)
}

function inModule(facts: FileFacts, { registration, holder }: Begun, owner: Owner | undefined): Link {
  const { target, node, handler } = registration
  if (!owner) return link('yes', `${target.text} outlives this function`, target.node)
  if (
    isFunction(owner.node) &&
    isAddedByRender(facts, node, owner.node) &&
    isMadePerCall(facts, handler, owner.node)
  )
    return link('yes', `${target.text} is there for each render of ${owner.name}`, owner.node)
  if (owner.ends !== 'yes') {
    const mayEnd = owner.kind === 'instance' || owner.kind === 'scope'
    return link(mayEnd ? 'likely' : 'unknown', `nothing tells when ${owner.name} ends`, owner.node)
  }
  return holder.ownModule === true || isRunElsewhere(registration, owner)
    ? link('likely', `${target.text} may be there for ${owner.name}`, target.node)
    : link('yes', `${target.text} outlives ${owner.name}`, target.node)
}

/**
 * What a module hands out under a name of its own is there for each call of a function, and when an owner has ended; a part of it
 * may be another one by then. Of a request the surer loss is that the next one adds one more.
 */
function inOtherModule(
  facts: FileFacts,
  { registration: { target } }: Begun,
  owner: Owner | undefined,
): Link {
  if (owner && owner.ends !== 'yes')
    return link('unknown', `nothing tells when ${owner.name} ends`, owner.node)
  // `const recording = Store.instance.activeRecording`: another name of a part.
  const meant = outerRoot(facts, target.node)
  return owner?.kind !== 'request' && meant && unwrap(meant).type === 'Identifier'
    ? link('yes', `${target.text} lives as long as its module`, target.node)
    : link('likely', `${target.text} may live as long as its module`, target.node)
}

/**
 * An effect ends each time before it runs again, and what it was given is still there then; when its component ends, what the
 * component was given may be.
 */
function outsideOfEffect(facts: FileFacts, { registration }: Begun, effect: FunctionNode): Link {
  const { target, protocol } = registration
  const root = outerRoot(facts, target.node)
  const before = root && wasThereBefore(facts, root, effect)
  const variable = root && facts.bindings.variableOf(rootOf(root))
  if (!before || !variable) return link('unknown', `${target.text} may be made for this effect`, target.node)
  if (runsAgainOnIt(facts, effect, variable)) {
    const sure = isFound(before) ? 'likely' : 'yes'
    return link(sure, `${target.text} is there before the effect runs and when it runs again`, before)
  }
  const isGiven = !protocol.takesOptions && (isParameter(variable) || isSharedByHook(variable))
  return isGiven
    ? doubted('holder', 'likely', `${target.text} is given to the component`, before)
    : link('unknown', `${target.text} may be the component's own`, target.node)
}

/** `const element = ref.current` within the effect: what the name stands for. */
function outerRoot(facts: FileFacts, target: TSESTree.Node): TSESTree.Node | undefined {
  const variable = facts.bindings.variableOf(rootOf(target))
  const value = variable && soleValue(variable)
  const named = value && unwrap(value)
  return named?.type === 'MemberExpression' || named?.type === 'Identifier' ? named : target
}

/** Whether an effect runs again for something else than another target. */
function runsAgainOnIt(facts: FileFacts, effect: FunctionNode, target: Variable): boolean {
  const { times } = multiplicityOf(facts, effect)
  const call = effects(facts).get(effect)?.call
  if (times !== 'many' || call?.type !== 'CallExpression') return false
  const [, list] = call.arguments
  if (list?.type !== 'ArrayExpression') return true
  return list.elements.some((element) => element && facts.bindings.variableOf(rootOf(element)) !== target)
}

/**
 * Given from outside: it was there before the owner, and may be there after it. An owner with an end was meant to let go.
 */
function outside(facts: FileFacts, begun: Begun, owner: Owner | undefined): Link {
  const { registration, holder } = begun
  const { node, target, handler } = registration
  const scope = enclosingFunction(node)
  const isGiven = holder.origin === 'parameter' || (holder.origin === 'injected' && owner?.ends === 'yes')
  if (isGiven && isOfSignal(registration) && scope && isMadePerCall(facts, handler, scope))
    return link(
      isForHandedOut(facts, handler, scope) ? 'unknown' : 'likely',
      `${target.text} is the caller's`,
      target.node,
    )
  const isOfInstance = owner?.ends === 'yes' && owner.kind === 'instance'
  const end =
    isOfInstance && holder.origin === 'parameter' && scope
      ? COMMON_LIFECYCLES.get(functionName(scope) ?? '')
      : undefined
  if (end !== undefined && owner?.teardowns.some(({ name }) => name === `${end}()`))
    return link('likely', `${target.text} is given to the instance, and stays after ${end}()`, target.node)
  if (isOfInstance && isGivenToInstance(facts, begun, owner))
    return doubted('holder', 'likely', `${target.text} was given to ${owner.name}, which ends`, target.node)
  return link('unknown', `${target.text} may live as long as its owner`, target.node)
}

/**
 * `constructor(chart) { this.chart = chart; chart.on(…) }`: the parameter and the field are one value. `onAdd(map)`: the end
 * is given what the beginning was given.
 */
function isGivenToInstance(
  facts: FileFacts,
  { registration: { node, target }, holder: { origin } }: Begun,
  { teardowns }: Owner,
): boolean {
  if (origin === 'injected') return true
  const scope = enclosingFunction(node)
  // What belongs to what it was given is given with it: `cell.table.node`.
  const parameter = facts.bindings.variableOf(rootOf(target.node))
  if (origin !== 'parameter' || !scope || !parameter) return false
  if (isConstructor(scope) || fieldOfParameter(parameter) !== undefined) return true
  return teardowns.some(({ node: { params } }) =>
    params.some((each) => each.type === 'Identifier' && each.name === parameter.name),
  )
}

/** Whether it is `signal.addEventListener('abort', …)`: requests and readers have an event of that name as well. */
export function isOfSignal({ event, protocol, target }: Registration): boolean {
  return (
    event.name === 'abort' &&
    protocol.add === 'addEventListener' &&
    /signal/i.test(target.text) &&
    // The signal of a request that is served goes with it.
    !/^req(?:uest)?\??\./.test(target.text)
  )
}

/** Whether the call stands in a function that an object hands to another call: who runs it, and where, is open. */
function isRunElsewhere(registration: Registration, owner: Owner): boolean {
  for (
    let scope = enclosingFunction(registration.node);
    scope && scope !== owner.node;
    scope = enclosingFunction(scope)
  ) {
    const { parent } = scope
    if (parent.type === 'Property' && owner.kind !== 'instance') return true
  }
  return false
}
