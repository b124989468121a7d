import type { TSESTree } from '@typescript-eslint/utils'

import { perFile, type FileFacts } from '../../cells/file-facts.js'
import { decoratedAs, decoratorName, decoratorsOf } from '../../frameworks/injected-classes.js'
import { duties } from '../../ledger/duties.js'
import type { Duty } from '../../ledger/duty.js'
import { link, type Link } from '../../ledger/link.js'
import { subscriptionOf } from '../../ledger/sources/registered/subscriptions.js'
import { collectorAround } from '../../ledger/subscriptions/collected.js'
import { ownersOf } from '../../lives/owner.js'
import { callsIn } from '../../lives/repetition/calls.js'
import { isUpdateMember } from '../../lives/repetition/runs.js'
import { sourceHolder } from '../../lives/streams/source-holder.js'
import { streamOfDuty } from '../../lives/streams/subscribed.js'
import { isTestCode } from '../../lives/test-code.js'
import { FIRES, GIVEN_PARTS } from '../../protocols/rxjs.js'
import { RELEASING_NAME } from '../../protocols/teardowns.js'
import { enclosingFunction, type FunctionNode } from '../../syntax/functions.js'
import { calleeName } from '../../syntax/property-name.js'
import { unwrap } from '../../syntax/unwrap.js'
import { handleOfDuty } from '../handles/handle.js'
import type { Loss } from '../loss.js'
import { endingOperator } from './endings.js'

/**
 * Answers the subscriptions that each update of their owner begins anew, and that only its end ends: `ngOnChanges()` with a
 * `takeUntil()`, a list that collects one more each time. What is dropped or overwritten is lost otherwise.
 */
export const begunAgain = perFile((facts): readonly Loss[] => {
  // That nothing ends the former one is no more than likely.
  if (facts.onlyKnown || isTestCode(facts)) return []
  return duties(facts).flatMap((duty) => {
    const { site } = duty
    const scope = subscriptionOf(facts, duty) && enclosingFunction(site)
    if (!scope || !isUpdate(facts, scope) || !endsAtEndOnly(facts, duty)) return []
    const lasting = lastingLink(facts, duty)
    const [owner] = ownersOf(facts, site)
    const former = callsIn(facts, scope).find((call) => ENDS_FORMER.test(calleeName(call) ?? ''))
    return {
      kind: 'repeated',
      form: 'oneMorePerUpdate',
      duty,
      cell: undefined,
      node: site,
      at: scope,
      owner,
      ended: [],
      links: {
        owed: link('yes', 'it is ended where its owner ends', site),
        open: former
          ? link('unknown', 'the former one may be ended first', former)
          : link('likely', 'nothing ends the former one first', scope),
        lasting,
        matters: link('yes', 'each update begins one more', scope),
      },
    } satisfies Loss
  })
})

/** What ends the former one before the next begins: a call that releases, or one that fires a subject. */
const ENDS_FORMER = new RegExp(`${RELEASING_NAME.source}|^(?:${[...FIRES].join('|')})$`)

/** A member that runs on each update of its owner, or a setter that is run by each change of what surrounds it. */
function isUpdate(facts: FileFacts, scope: FunctionNode): boolean {
  const { parent } = scope
  if (isUpdateMember(facts, scope)) return true
  if (parent.type !== 'MethodDefinition' || parent.kind !== 'set') return false
  return decoratorsOf(parent).some((decorator) => GIVEN_PARTS.has(decoratorName(decorator)))
}

function endsAtEndOnly(facts: FileFacts, duty: Duty): boolean {
  if (endingOperator(facts, duty)) return true
  return (
    (duty.site.type === 'CallExpression' && collectorAround(facts, duty.site) !== undefined) ||
    handleOfDuty(facts, duty)?.cell?.kind === 'entry'
  )
}

/** Is it the same source each time, which keeps all of them. */
function lastingLink(facts: FileFacts, duty: Duty): Link {
  const held = streamOfDuty(facts, duty)?.stream
  const stream = held?.ending?.held ?? held
  const source = subscriptionOf(facts, duty)?.source
  const node: TSESTree.Node = stream?.node ?? source ?? duty.site
  const text = facts.sourceCode.getText(node)
  const stays = isSetByOthers(facts, node)
    ? false
    : stream
      ? stream.ends !== 'byItself' &&
        (stream.keeper === 'outlives' || (stream.keeper === 'given' && stream.isHeld === true))
      : source !== undefined && isOutside(facts, source)
  return stays
    ? link('yes', `${text} is there before each update and after it`, node)
    : link('unknown', `${text} may be another one each time`, node)
}

/** `this.item.changes$` of an `@Input()`: what surrounds the component gives it another one. */
function isSetByOthers(facts: FileFacts, node: TSESTree.Node): boolean {
  for (
    let part = unwrap(node);
    ;
    part = unwrap(part.type === 'MemberExpression' ? part.object : part.callee)
  ) {
    const place = facts.places.placeOf(part)
    if (place !== undefined && decoratedAs(facts, place) === 'given') return true
    if (part.type !== 'MemberExpression' && part.type !== 'CallExpression') return false
  }
}

function isOutside(facts: FileFacts, source: TSESTree.Node): boolean {
  const { lifetime, origin } = sourceHolder(facts, source)
  return lifetime === 'module' || origin === 'import' || origin === 'injected'
}
