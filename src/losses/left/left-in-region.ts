import type { TSESTree } from '@typescript-eslint/utils'

import { outermostValue } from '../../cells/uses/destinations.js'
import type { FileFacts } from '../../cells/file-facts.js'
import { effectsOfCell, type CellEffects } from '../../flow/cell-effects.js'
import { existenceIn, existsWhen, openWhen, type Existence } from '../../flow/conditions/exists-when.js'
import { openExits } from '../../flow/exits.js'
import { passingBut } from '../../flow/neutral-statements.js'
import { existsByRelated, relatedTests } from '../../flow/conditions/related-tests.js'
import { effectOnAnything } from '../../flow/throwing.js'
import type { OpenExit } from '../../flow/walk-questions.js'
import { doubted, link } from '../../ledger/link.js'
import { enclosingFunction, isFunction, isWithin } from '../../syntax/functions.js'
import { isAnyWithin } from '../../syntax/first-from.js'
import { mayFollow } from '../../syntax/may-follow.js'
import { effectAround, owedElsewhere } from '../common-links.js'
import { handlerWithoutRelease } from './left-in-member.js'
import { hardlyFails, hardlyThrows, linksOfExit } from './links-of-exit.js'
import { plainestExit } from './plainest-exit.js'
import { endedBySuccess } from './success-event.js'
import { soleCallback, successOnly } from './success-only.js'
import type { Kept } from './kept.js'
import type { Loss } from '../loss.js'

/**
 * Answers how a region is left with the duty in a cell open; undefined where it is not. Whoever may take it over is first taken
 * at his word; what is lost only where he does not take it is a loss whose `alone` is unknown.
 */
export function leftIn(facts: FileFacts, kept: Kept): Loss | undefined {
  const trusting = effectsOfCell(facts, kept.duty, kept.cell, kept.region)
  const loss = lossOf(facts, kept, trusting)
  if (loss) return loss
  const taker = trusting.takers.find(({ isSure }) => !isSure)
  if (!taker) return undefined
  const other = lossOf(facts, kept, effectsOfCell(facts, kept.duty, kept.cell, kept.region, false))
  const alone = doubted('lent', 'unknown', taker.reason, taker.node)
  return other && { ...other, links: { ...other.links, alone } }
}

function lossOf(facts: FileFacts, kept: Kept, found: CellEffects): Loss | undefined {
  const { duty, cell, region, start } = kept
  const { ends } = found
  const known = lossWith(kept, found)
  if (ends.length === 0) {
    return { ...known('neverReleased'), owner: effectAround(facts, duty), links: owedElsewhere(duty) }
  }
  if (start && ends.some((node) => isWithin(node, start))) {
    // What others call back, and how often, only a row knows.
    return duty.source === 'row' ? leftInOpeningCallback(facts, kept, start) : undefined
  }
  const failing = handlerWithoutRelease(facts, duty, cell)
  if (failing) return { ...known('openOnFailure', failing), released: found.releases }
  const event = duty.kind.completes === true ? undefined : endedBySuccess(facts, duty, cell)
  if (event) {
    const open = link('likely', 'what fails or is given up before that has no such event', event.node)
    return { ...known('openWithoutEvent', event.node), released: found.releases, links: { open } }
  }
  const chain = duty.kind.exceptions ? successOnly(facts, ends, start) : undefined
  if (chain) return { ...known('openOnRejection', chain), released: found.releases }
  const nested = soleCallback(facts, found, cell)
  if (nested) {
    const inner = lossOf(
      facts,
      { duty, cell, region: nested.body, start: undefined },
      effectsOfCell(facts, duty, cell, nested.body),
    )
    if (inner && isPlainWayOut(inner)) return inner
  }
  const awaited = outermostValue(duty.site)
  const exists = existenceOf(facts, kept, found)
  const exits = openExits(region, {
    stops: true,
    acquisition: start,
    // `await (given ? given.file : open())`: where that rejects, nothing has been opened.
    effectOf: (node) =>
      node === awaited ? 'none' : (found.effects.get(node) ?? effectOnAnything(facts, node)),
    passes: passingBut(facts, [...found.effects.keys(), awaited, ...(start ? [start] : [])], exists),
    existsWhen: exists,
  })
  const exit = plainestExit(exits ?? [], duty.kind, (node) =>
    node.type === 'AwaitExpression' ? hardlyFails(facts, duty, node) !== undefined : hardlyThrows(duty),
  )
  if (!exit) return undefined
  const links = linksOfExit(facts, kept, exit)
  // Handed on before it was opened: others know of it, whatever opens it later.
  const early = start && ends.find((node) => node.range[1] <= start.range[0])
  if (early) links.alone = link('unknown', 'it was handed on before it was opened', early)
  const released = found.releases.filter((node) => isOnAnotherWay(node, duty.site, region))
  const form = exit.node.type === 'YieldExpression' ? 'openOnYield' : FORMS[exit.kind]
  return { ...known(form, exit.node), released, links }
}

type Form =
  | 'neverReleased'
  | 'openOnFailure'
  | 'openOnRejection'
  | 'openWithoutEvent'
  | 'openOnThrow'
  | 'openOnReturn'
  | 'openOnYield'
  | 'openOnEnd'

const FORMS: Readonly<Record<OpenExit['kind'], Form>> = {
  throw: 'openOnThrow',
  end: 'openOnEnd',
  return: 'openOnReturn',
  jump: 'openOnReturn',
  overwrite: 'openOnReturn',
  void: 'openOnReturn',
}

function lossWith({ duty, cell }: Kept, { ends }: CellEffects): (form: Form, at?: TSESTree.Node) => Loss {
  return (form, at) => ({
    kind: 'left',
    form,
    duty,
    cell,
    node: duty.site,
    at,
    owner: undefined,
    ended: ends,
    links: {},
  })
}

function isPlainWayOut({ form, links }: Loss): boolean {
  return (form === 'openOnReturn' || form === 'openOnEnd') && links.open?.sure === 'yes'
}

/** Answers what conditions of the region say of the cell: those that test it, and those that go together with it. */
export function existenceOf(
  facts: FileFacts,
  { duty, cell, region, start, error }: Kept,
  { releases }: CellEffects,
): (test: TSESTree.Node) => Existence {
  const { variable } = cell
  // What a callback begins again has another one of itself to be told of.
  const begins = start ?? (isWithin(duty.site, region) ? region : duty.site)
  const related = relatedTests(facts, begins, region, releases)
  const failure = error?.type === 'Identifier' ? facts.bindings.variableOf(error) : undefined
  const named = [variable, failure].flatMap((each) => each?.references ?? [])
  const starts = Float64Array.from(named, ({ identifier: { range } }) => range[0]).sort()
  return (test) => {
    if (related.size === 0 && !isAnyWithin(starts, test)) return 'either'
    return existenceIn(test, (part) => {
      const own = variable ? existsWhen(facts, part, variable, error) : 'either'
      if (own !== 'either') return own
      const byState = variable ? openWhen(facts, part, variable) : 'either'
      return byState === 'either' ? existsByRelated(facts, related, part) : byState
    })
  }
}

/** Whether the function itself ends there what a site begins, on a way that comes by the site; or the callback that is walked does. */
function isOnAnotherWay(node: TSESTree.Node, site: TSESTree.Node, region: TSESTree.Node): boolean {
  if (isFunction(node)) return false
  const scope = enclosingFunction(node)
  if (scope === enclosingFunction(site)) return mayFollow(node, site)
  return scope === region.parent && !isWithin(site, region)
}

/** `client.connect((error) => { …; client.end() })`: the callback of the opening call ends what it opens. */
function leftInOpeningCallback(facts: FileFacts, kept: Kept, start: TSESTree.Node): Loss | undefined {
  const callback = start.type === 'CallExpression' ? start.arguments.at(-1) : undefined
  if (!isFunction(callback)) return undefined
  const [error] = callback.params
  return leftIn(facts, { ...kept, region: callback.body, start: undefined, error })
}
