import type { TSESTree } from '@typescript-eslint/utils'

import { perFile, type FileFacts } from '../../cells/file-facts.js'
import { functionsMeantBy } from '../../cells/call-targets.js'
import { variablesOfCall } from '../../cells/uses/outer-variables.js'
import { link, type Link } from '../../ledger/link.js'
import { isMadeAnew } from '../../ledger/registrations/handlers.js'
import type { Registration } from '../../ledger/registrations/registration.js'
import { componentScopeOf, effects } from '../../frameworks/hooks.js'
import { multiplicityOf } from '../../lives/multiplicity.js'
import { isConstructor } from '../../lives/repetition/runs.js'
import { isTestCode } from '../../lives/test-code.js'
import { beginsSession, END_EVENTS } from '../../protocols/teardowns.js'
import { isParameter, type Variable } from '../../syntax/bindings.js'
import {
  enclosingFunctions,
  functionName,
  isExecutor,
  isFunction,
  isWithin,
  runsWhereItStands,
  type FunctionNode,
} from '../../syntax/functions.js'
import { memberName } from '../../syntax/property-name.js'
import { rootOf } from '../../syntax/unwrap.js'
import type { Loss } from '../loss.js'
import { linksOfListener, listenerLoss, type Begun } from './begun.js'
import { removalFor } from './ends/releases.js'
import { thereBeforeAndAfter } from './lasting.js'

/**
 * `follow(id) { this.feed.on('update', (all) => this.show(all[id])) }`: answers that each call of a method adds a listener for what
 * that call is told, to what is there before it and after it. What begins a session is called about once.
 */
export function listenerPerCall(facts: FileFacts, begun: Begun): Loss | undefined {
  const { registration, holder } = begun
  const { node, event, handler, once } = registration
  if (once || END_EVENTS.has(event.name ?? '') || event.name === undefined || !isMadeAnew(handler))
    return undefined
  const scope = enclosingFunctions(node).find((each) => !isHandedOver(each))
  if (!scope || !isMethod(facts, scope) || isTestCode(facts)) return undefined
  if (enclosingFunctions(node).some((each) => isExecutor(each) || effects(facts).has(each))) return undefined
  const isOutside = holder.origin === 'injected' || holder.origin === 'import' || holder.lifetime === 'module'
  if (!(isOutside || isWrapper(facts, scope)) || componentScopeOf(facts, scope)) return undefined
  const told = toldToCall(facts, handler, scope)
  const before = told && thereBeforeAndAfter(facts, registration, scope)
  const lasting =
    before ?? (told && isWrapper(facts, scope) ? ofCaller(facts, registration, scope) : undefined)
  if (!told || !lasting || multiplicityOf(facts, scope).times === 'once') return undefined
  const alone = removalFor(facts, registration)
  return listenerLoss(
    begun,
    'repeated',
    'addedAgain',
    {
      lasting,
      matters: link('likely', `each call adds one for another ${told.name}`, told.identifiers[0]),
      ...(alone && { alone }),
      ...linksOfListener(facts, begun),
    },
    { recurrence: { kind: 'calls', scope, name: functionName(scope) } },
  )
}

/** Whether a function is given to a call, by itself or in a record: `new ReadableStream({ start(controller) { … } })`. */
function isHandedOver(scope: FunctionNode): boolean {
  const { parent } = scope
  if (parent.type === 'CallExpression' || parent.type === 'NewExpression') return true
  const record = parent.type === 'Property' ? parent.parent.parent : undefined
  return record?.type === 'CallExpression' || record?.type === 'NewExpression'
}

/** Whether a function is called on what is there before it, any number of times. */
function isMethod(facts: FileFacts, scope: FunctionNode): boolean {
  const name = functionName(scope)
  if (name === undefined || facts.places.memberOf(scope) === undefined) return isWrapper(facts, scope)
  return !isConstructor(scope) && !beginsSession(name)
}

/** `return function () { …; return original.apply(this, arguments) }`: whether a function stands in for a method, and is called as that is. */
function isWrapper(facts: FileFacts, scope: FunctionNode): boolean {
  if (scope.type === 'ArrowFunctionExpression' || !functionsThatPassOn(facts).has(scope)) return false
  return facts.places.thisPlaceAt(scope.body) === undefined
}

/** The functions within which something is called on `this` by `apply` or `call`. */
const functionsThatPassOn = perFile(({ nodes }): ReadonlySet<FunctionNode> => {
  const found = new Set<FunctionNode>()
  for (const node of nodes.thisExpressions) {
    const callee = node.parent.type === 'CallExpression' ? node.parent.callee : undefined
    if (callee?.type !== 'MemberExpression' || !/^(?:apply|call)$/.test(memberName(callee) ?? '')) continue
    for (const each of enclosingFunctions(node)) found.add(each)
  }
  return found
})

/** What has the wrapper called on it is there before that, and so is what it has, unless the wrapper puts it there. */
function ofCaller(
  { nodes, sourceCode }: FileFacts,
  { target }: Registration,
  scope: FunctionNode,
): Link | undefined {
  if (rootOf(target.node).type !== 'ThisExpression') return undefined
  const isFilled = nodes.assignments.some(
    ({ left }) => isWithin(left, scope) && target.text.startsWith(sourceCode.getText(left)),
  )
  return isFilled
    ? undefined
    : link('likely', `${target.text} is there before each call and after it`, target.node)
}

/** What a call is told, and its handler uses: a parameter of it, or of what it hands to others; not the elements of a list. */
function toldToCall(
  facts: FileFacts,
  handler: TSESTree.Expression,
  scope: FunctionNode,
): Variable | undefined {
  return functionsMeantBy(facts, handler)
    .flatMap((each) => variablesOfCall(facts, each, scope))
    .find((variable) => isParameter(variable) && !isElement(variable, scope))
}

function isElement({ scope: { block } }: Variable, scope: FunctionNode): boolean {
  const around = block as TSESTree.Node
  return isFunction(around) && around !== scope && isWithin(around, scope) && runsWhereItStands(around)
}
