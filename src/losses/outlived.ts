import type { TSESTree } from '@typescript-eslint/utils'

import { perFile, type FileFacts } from '../cells/file-facts.js'
import { identityOf } from '../cells/cell.js'
import { isInherited } from '../cells/definitions/inherited-fields.js'
import { functionsMeantBy } from '../cells/call-targets.js'
import { usesOfCell, type CellWrite } from '../cells/uses/uses-of-cell.js'
import { endsOf } from '../flow/kept-cell-uses.js'
import { keptDuties } from '../ledger/kept-duties.js'
import { originalOf } from '../ledger/duty.js'
import type { KeptDuty } from '../ledger/kept-duty.js'
import { doubted, link, type Link } from '../ledger/link.js'
import { callsIn } from '../lives/repetition/calls.js'
import { ownersOf, mainTeardown, type Owner } from '../lives/owner.js'
import { runsWithin, type Teardown } from '../lives/ends/teardown.js'
import { ENDS_A_HANDLE, STARTS } from '../protocols/ownership.js'
import { disposesAll, undoesStart } from '../protocols/teardowns.js'
import { enclosingFunction, functionName, type FunctionNode } from '../syntax/functions.js'
import { mayFollow } from '../syntax/may-follow.js'
import { groupedBy } from '../syntax/grouping.js'
import { isNothing } from '../syntax/nothing.js'
import { memberName, receiverOf } from '../syntax/property-name.js'
import { isEnded, isHandedOut, isHiddenField, keptByOthers } from './fields/fate-of-field.js'
import { isMadeRepeatedly, mattersToInstance } from './fields/instances.js'
import type { Loss } from './loss.js'
import { isLeftEmpty, siblingEnded, withSiblings } from './fields/siblings.js'

/**
 * Answers the fields whose content stays open when the instance that owns it ends: its end misses them, ends them at another
 * time only, or there is no end. Each field once.
 */
export const outlivedLosses = perFile((facts): readonly Loss[] => {
  const fields = [...keptDuties(facts), ...withSiblings(facts)].filter(({ cell }) => cell.home !== undefined)
  return [...groupedBy(fields, ({ cell }) => identityOf(cell)).values()].flatMap((duties) => {
    for (const kept of duties) {
      const loss = speaksOf(kept) ? lossOf(facts, kept) : undefined
      if (loss) return [loss]
    }
    return []
  })
})

/** Timers, observers and subscriptions at the end of their owner are told by rules of their own. */
function speaksOf({ duty }: KeptDuty): boolean {
  return duty.source !== 'row-of-registration' && duty.kind.acquire.name !== 'setInterval'
}

function lossOf(facts: FileFacts, kept: KeptDuty): Loss | undefined {
  const { cell, duty, value } = kept
  const found = ownersOf(facts, value).find(({ home }) => home === cell.home)
  if (!found) return undefined
  const owner = withOwnTeardowns(found)
  const ended = endsOf(facts, kept)
  if (isEnded(facts, kept, ended, owner)) return undefined
  const teardown = mainTeardown(owner)
  const sibling = ended.length === 0 ? siblingEnded(facts, kept) : undefined
  const loss = {
    kind: 'outlived' as const,
    duty,
    cell,
    node: value,
    at: teardown?.node,
    owner,
    ended: sibling ? [sibling.target] : ended,
  }
  const alone = aloneLink(facts, kept, owner, ended)
  const matters = mattersToInstance(facts, kept, owner)
  const [endedAt] = ended
  if (endedAt) {
    if (!isForGood(kept, endedAt)) return undefined
    const open = refilledLink(facts, kept, ended, owner)
    return { ...loss, form: 'releasedElsewhere', links: { alone, matters, open, lasting: endsLink(owner) } }
  }
  if (!teardown && !sibling) {
    if (duty.source !== 'row') return undefined
    return {
      ...loss,
      form: 'noTeardown',
      links: { alone, matters, lasting: withoutTeardown(facts, kept, owner) },
    }
  }
  if (sibling) {
    return {
      ...loss,
      form: 'missedSibling',
      links: {
        owed: emptyLink(facts, kept, sibling) ?? memoryLink(kept),
        alone,
        matters,
        lasting: endsLink(owner),
      },
    }
  }
  return {
    ...loss,
    form: 'missed',
    links: {
      owed: memoryLink(kept),
      alone,
      matters,
      lasting:
        teardown && undoes(teardown, kept) ? endsLink(owner) : link('likely', 'its end undoes another start'),
    },
  }
}

/** A static method of the class does not end an instance. */
function withOwnTeardowns(owner: Owner): Owner {
  const teardowns = owner.teardowns.filter(
    ({ node: { parent } }) =>
      (parent.type !== 'MethodDefinition' && parent.type !== 'PropertyDefinition') || !parent.static,
  )
  return teardowns.length === owner.teardowns.length ? owner : { ...owner, teardowns, ends: 'unknown' }
}

/** Whether a teardown ends what has been done before it: `stop` what `start` did, `dispose` everything. */
function undoes({ name }: Teardown, { scope }: KeptDuty): boolean {
  if (!undoesStart(name)) return true
  const member = scope && functionName(scope)
  return member !== undefined && STARTS.some(([start, stop]) => start.test(member) && stop.test(name))
}

/** Whether an owner ends while what it has begun goes on. */
export function endsLink(owner: Owner): Link {
  return owner.ends === 'yes'
    ? link('yes', `${owner.name} ends while the program goes on`, owner.node)
    : doubted('ends', 'likely', `${owner.name} may end while the program goes on`, owner.node)
}

/** A row knows what it holds, and so does who hands out or ends what is of a row. A class or a type only says that it can be closed. */
export function memoryLink({ duty }: KeptDuty): Link {
  const { owed, kind } = duty
  if (owed.sure === 'unknown' || originalOf(duty).source === 'row' || kind.collected === 'never') return owed
  return doubted('memory', 'likely', `${owed.because}, which may be nothing but memory`, owed.witness)
}

/** What its sibling is ended for is put into that, and nothing into this one. */
function emptyLink(facts: FileFacts, { cell, duty }: KeptDuty, sibling: KeptDuty): Link | undefined {
  return isLeftEmpty(facts, cell, sibling.cell)
    ? link('likely', `nothing here puts anything into ${cell.text}`, duty.site)
    : undefined
}

function aloneLink(facts: FileFacts, kept: KeptDuty, owner: Owner, ended: readonly TSESTree.Node[]): Link {
  const others = keptByOthers(facts, kept, owner)
  if (others) return others
  const inherited = isInherited(facts, owner.node, {
    name: kept.cell.text.replace(/^this\./, ''),
    target: kept.target,
  })
  if (inherited === 'yes') return link('no', 'the field belongs to the base class')
  if (isHandedOut(facts, kept)) {
    const isMemory = kept.duty.source !== 'row' && siblingEnded(facts, kept) === undefined
    return link(isMemory ? 'unknown' : 'likely', 'it is handed out to whoever asks')
  }
  if (inherited === 'unknown') return link('likely', 'the base class may own the field')
  const [endedAt] = ended
  if (endedAt && runsItself(facts, endedAt, owner)) {
    return link('likely', 'what replaces it runs the end as well', endedAt)
  }
  return link('yes', `nothing else ends ${kept.cell.text}`)
}

function runsItself(facts: FileFacts, endedAt: TSESTree.Node, owner: Owner): boolean {
  const scope = enclosingFunction(endedAt)
  return scope !== undefined && runsWithin(facts, scope, owner.teardowns)
}

/**
 * A field that is ended only to be filled again always holds one, and the last one stays. What is ended where it is filled as well, on
 * another way or by a call, is no more for the end than that. One that is ended by some event may be empty by then.
 */
function refilledLink(
  facts: FileFacts,
  { cell }: KeptDuty,
  ended: readonly TSESTree.Node[],
  owner: Owner,
): Link {
  const { teardowns } = owner
  const fills = usesOfCell(facts, cell).writes.filter(({ value }) => !(value && isNothing(value)))
  const isRefilled = ended.every((end) =>
    fills.some(
      ({ target }) => target.range[0] > end.range[0] && enclosingFunction(target) === enclosingFunction(end),
    ),
  )
  if (isRefilled) return link('yes', 'it is ended only to be filled again', ended[0])
  const isUpdate = ended.every((end) => {
    const begun = beginningsIn(facts, enclosingFunction(end), fills)
    // What comes to its end after it has begun there is a session of that function.
    return begun.length > 0 && begun.every((each) => end.range[0] < each.range[0] || !mayFollow(end, each))
  })
  const isSwitched = teardowns.some(({ node }) => callsIn(facts, node).some(isSwitchedOff))
  if (isUpdate && !isSwitched) return link('likely', 'it is ended where it is filled as well', ended[0])
  const teardown = mainTeardown(owner)
  const isSure = !isSwitched && teardown !== undefined && disposesAll(teardown.name)
  return link(isSure ? 'likely' : 'unknown', 'it may be ended before its owner ends', ended[0])
}

/** `this.setActive(false)`: what is on by a state goes off with it, whoever hears of that. */
function isSwitchedOff(call: TSESTree.CallExpression): boolean {
  const [first] = call.arguments
  return receiverOf(call)?.type === 'ThisExpression' && first?.type === 'Literal' && first.value === false
}

/** What fills a cell in a function: the writes there, and the calls of what writes it. */
function beginningsIn(
  facts: FileFacts,
  scope: FunctionNode | undefined,
  fills: readonly CellWrite[],
): readonly TSESTree.Node[] {
  const own = fills.flatMap(({ target }) => (enclosingFunction(target) === scope ? [target] : []))
  const calls = callsIn(facts, scope).filter((call) =>
    functionsMeantBy(facts, call.callee).some((each) =>
      fills.some(({ target }) => runsWithin(facts, target, [{ node: each, name: '' }])),
    ),
  )
  return [...own, ...calls]
}

/** Whether something is ended where it is for good: to cancel or abort is to give up what may be over anyway. */
function isForGood({ duty }: KeptDuty, end: TSESTree.Node): boolean {
  const method = methodAt(end)
  return ENDS_A_HANDLE.test(method ?? '') || (method === undefined && duty.source === 'row')
}

/** Without an end it takes instances that certainly come and go, or what nothing collects. */
function withoutTeardown(facts: FileFacts, kept: KeptDuty, owner: Owner): Link {
  const { kind } = kept.duty
  if (owner.kind !== 'instance') return link('unknown', `how long ${owner.name} lives is not known`)
  if (owner.ends === 'yes') return endsLink(owner)
  if (kind.collected !== 'never' || kind.isLongLived) {
    return link('unknown', `${owner.name} may live as long as the program`)
  }
  return isHiddenField(owner.node, kept.cell.text) && isMadeRepeatedly(facts, owner.node)
    ? link('yes', `instances of ${owner.name} come and go`, owner.node)
    : link('likely', `instances of ${owner.name} may come and go`, owner.node)
}

function methodAt(node: TSESTree.Node): string | undefined {
  let { parent } = node
  while (parent?.type === 'TSNonNullExpression') parent = parent.parent
  return parent?.type === 'MemberExpression' ? memberName(parent) : undefined
}
