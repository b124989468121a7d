import type { TSESTree } from '@typescript-eslint/utils'

import type { FileFacts } from '../../cells/file-facts.js'
import type { Duty } from '../../ledger/duty.js'
import { doubted, link, type Link } from '../../ledger/link.js'
import type { Subscription } from '../../ledger/subscriptions/subscription.js'
import { wasThereBefore } from '../../lives/outlives.js'
import type { Owner } from '../../lives/owner.js'
import { runsEachTime } from '../../lives/repetition/each-time.js'
import { sourceHolder } from '../../lives/streams/source-holder.js'
import type { Stream } from '../../lives/streams/stream.js'
import { END_OF_SOURCE } from '../../protocols/subscriptions.js'
import { isModuleVariable, isParameter } from '../../syntax/bindings.js'
import { isOfConstructor } from '../../frameworks/injected-classes.js'
import { isSharedByHook } from '../../frameworks/shared-by-hook.js'
import { rootOf } from '../../syntax/unwrap.js'
import { enclosingFunction, isFunction, isWithin } from '../../syntax/functions.js'
import { calleeName } from '../../syntax/property-name.js'
import type { Handle } from '../handles/handle.js'

/** Answers whether what a subscription is on outlives the owner that ends and leaves it there. */
export function lastingLink(
  facts: FileFacts,
  { duty: { site }, owner, cell }: Handle,
  subscription: Subscription,
  isEndedSomewhere = false,
): Link {
  const { source, reach, node } = subscription
  const text = source ? facts.sourceCode.getText(source) : 'what it listens to'
  const ends = owner?.ends === 'yes'
  const name = owner?.name ?? 'what begins it'
  const ifEnds = (because: string): Link =>
    ends
      ? link('yes', `${because} outlives ${name}`, owner.node)
      : link('likely', `${because} outlives ${name}, should that end`, site)
  switch (reach) {
    case 'host':
      // What is ended before the host ends need not be ended once more there.
      if (isEndedSomewhere && cell?.kind === 'local')
        return link('unknown', `${name} may live as long as its host`, site)
      // A class without an end may be made once and live as long as the program.
      return owner?.kind === 'instance' && !ends && !runsPerCall(facts, site)
        ? link('likely', `${name} may live as long as its host`, owner.node)
        : link('yes', `the host outlives ${name}`, site)
    case 'module':
    case 'outlives':
      return ifEnds(text)
    case 'observes':
      return observing(facts, node, owner)
    default:
      return source ? lastingOn(facts, subscription, source, owner) : lastingSomewhere(site, owner)
  }
}

function lastingSomewhere(site: TSESTree.Node, owner: Owner | undefined): Link {
  return owner?.ends === 'yes'
    ? link('likely', `what it listens to may outlive ${owner.name}`, owner.node)
    : doubted('forgotten', 'unknown', 'nothing tells what it listens to', site)
}

/** How long that lives which a listener is called on, by where it comes from. */
function lastingOn(
  facts: FileFacts,
  { node, basis }: Subscription,
  source: TSESTree.Node,
  owner: Owner | undefined,
): Link {
  const text = facts.sourceCode.getText(source)
  if (END_OF_SOURCE.test(calleeName(node) ?? ''))
    return link('no', `${text} ends with that, and takes it along`, source)
  const ends = owner?.ends === 'yes'
  const name = owner?.name ?? 'what begins it'
  const holder = sourceHolder(facts, source)
  const { lifetime } = holder
  const origin = isOfConstructor(rootVariableName(facts, source)) ? 'injected' : holder.origin
  if (lifetime === 'call' || lifetime === 'owner') return link('no', `${text} goes with ${name}`, source)
  const shared =
    owner?.kind === 'effect' && basis === 'event' && ends ? givenToComponent(facts, source, owner) : undefined
  if (shared) return shared
  if (lifetime === 'module' || origin === 'import')
    return ends && basis !== 'event'
      ? link('yes', `${text} outlives ${name}`, source)
      : doubted(
          'forgotten',
          ends || basis !== 'event' ? 'likely' : 'unknown',
          `${text} may outlive ${name}`,
          source,
        )
  if (origin === 'injected') {
    if (!ends) return doubted('forgotten', 'unknown', `${text} may live as long as ${name}`, source)
    return basis === 'event'
      ? doubted('forgotten', 'likely', `${text} was given to ${name}, which ends`, source)
      : link('yes', `${text} was given to ${name}, which ends`, source)
  }
  return ends && basis !== 'event'
    ? link('likely', `${text} may outlive ${name}`, source)
    : doubted('forgotten', 'unknown', `${text} may be over by then`, source)
}

/** Where what something is a part of is named first. */
function rootVariableName(facts: FileFacts, source: TSESTree.Node): TSESTree.Node | undefined {
  return facts.bindings.variableOf(rootOf(source))?.identifiers[0]
}

/** What a component is given, or shares with others by a hook, is there before its effect and may be after it. */
function givenToComponent(facts: FileFacts, source: TSESTree.Node, owner: Owner): Link | undefined {
  const variable = facts.bindings.variableOf(rootOf(source))
  const declared = variable?.identifiers[0]
  if (!variable || !declared || isWithin(declared, owner.node) || isModuleVariable(variable)) return undefined
  const text = facts.sourceCode.getText(source)
  return isParameter(variable) || isSharedByHook(variable)
    ? link('likely', `${text} is given to the component`, declared)
    : link('unknown', `${text} may be the component's own`, declared)
}

/** Whether each call of a method runs a node, rather than a constructor or a condition on the way. */
function runsPerCall(facts: FileFacts, node: TSESTree.Node): boolean {
  const scope = enclosingFunction(node)
  const isMethod = scope?.parent.type !== 'MethodDefinition' || scope.parent.kind === 'method'
  return scope !== undefined && isMethod && runsEachTime(facts, node)
}

/** What observes whatever its callback reads lives as long as that. */
function observing(facts: FileFacts, node: TSESTree.CallExpression, owner: Owner | undefined): Link {
  const ends = owner?.ends === 'yes'
  if (owner?.kind === 'effect')
    return link(ends ? 'yes' : 'likely', 'what it reads is there before the effect and after it', node)
  if (readsOnlyThis(facts, node)) return link('no', 'it observes its own instance', node)
  return link(ends ? 'likely' : 'unknown', 'what it reads may be there for longer', node)
}

/** Whether a callback names nothing from outside other than what it calls: then it observes its own `this`. */
function readsOnlyThis({ sourceCode }: FileFacts, { arguments: given }: TSESTree.CallExpression): boolean {
  return given.every((argument) => {
    if (!isFunction(argument)) return true
    const { through } = sourceCode.getScope(argument)
    // What a component is given is not its own.
    if (/\bthis\.props\.\w+\.\w/.test(sourceCode.getText(argument))) return false
    return through.every(({ identifier, resolved }) => {
      if (!resolved || resolved.defs.length === 0) return true
      const { parent } = identifier
      const isCalled = parent.type === 'CallExpression' && parent.callee === identifier
      return isCalled || (parent.type === 'MemberExpression' && /^[A-Z]/.test(resolved.name))
    })
  })
}

/** Answers whether what a subscription is on is still there when the function that begins it is left. */
export function lastingOfCall(
  facts: FileFacts,
  { site }: Duty,
  { source }: Subscription,
  stream: Stream | undefined,
): Link {
  if (!source) return doubted('holder', 'likely', 'what it listens to may be there for longer', site)
  const text = facts.sourceCode.getText(source)
  if (stream?.keeper === 'outlives') return link('yes', `${text} outlives the call`, source)
  const scope = enclosingFunction(site)
  const before = scope && wasThereBefore(facts, source, scope)
  if (before) return link('yes', `${text} is there before the call and after it`, before)
  const { lifetime, origin } = sourceHolder(facts, source)
  if (lifetime === 'call') return link('no', `${text} goes with the call`, source)
  if (lifetime === 'module' || origin === 'import') return link('yes', `${text} outlives the call`, source)
  return doubted('holder', 'likely', `${text} may outlive the call`, source)
}
