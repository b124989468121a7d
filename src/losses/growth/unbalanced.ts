import type { TSESTree } from '@typescript-eslint/utils'

import { SWITCHES } from '../../protocols/collections.js'
import { perFile, perKey, type FileFacts } from '../../cells/file-facts.js'
import type { Grow } from '../../ledger/collections/access.js'
import type { Collection } from '../../ledger/collections/collection.js'
import { isSameKey, type CollectionUses } from '../../ledger/collections/uses.js'
import { doubted, link, type Link } from '../../ledger/link.js'
import {
  growsPerCall,
  isUnder,
  timesOfAddition,
  type AdditionTimes,
} from '../../lives/collections/additions.js'
import { isEndlessKey } from '../../lives/collections/growth-keys.js'
import { isNamedByProgram } from '../../lives/collections/key-names.js'
import { goesWithComponent, soundsShort } from '../../lives/collections/lasting.js'
import { isOverWithLoad } from '../../lives/repetition/over-with-load.js'
import { programOf } from '../../lives/repetition/program.js'
import { callsIn } from '../../lives/repetition/calls.js'
import { enclosingFunction, isFunction } from '../../syntax/functions.js'
import { isLoop } from '../../syntax/loops.js'
import { calleeName } from '../../syntax/property-name.js'
import { unwrap } from '../../syntax/unwrap.js'
import { balanceOf, type Balance } from './balance.js'
import type { EntryLoss } from './entry-loss.js'

/** Answers the additions to a collection that no removal balances, each with its links. */
export const unbalancedEntries = perKey((facts: FileFacts, uses: CollectionUses): readonly EntryLoss[] => {
  const balance = balanceOf(facts, uses)
  const form = FORMS[balance.by]
  if (!form || goesWithComponent(facts, uses.collection)) return []
  return uses.grows.flatMap((grow): EntryLoss[] => {
    if (!growsPerCall(facts, grow) || (grow.key && isOfProgram(facts, grow.key))) return []
    if (isWarnedOf(facts, uses, grow)) return []
    if (balance.by === 'end' && uses.collection.lifetime !== 'instance') return []
    const times = timesOfAddition(facts, grow)
    // What each instance adds as it is made is one more in what is there for all of them.
    if (times === 'owner' && uses.collection.lifetime !== 'module') return []
    return [
      {
        form,
        uses,
        grow,
        times,
        related: balance.removal?.node,
        detail: balance.trigger,
        links: {
          owed: owedLink(uses, grow),
          open: openLink(facts, grow, balance),
          alone: aloneLink(uses.collection),
          lasting: lastingLink(uses.collection),
          matters: mattersLink(facts, uses, grow, times),
        },
      },
    ]
  })
})

const FORMS = {
  never: 'neverShrinks',
  end: 'endOnly',
  failure: 'failureOnly',
  success: 'successOnly',
  balanced: undefined,
} as const

/** A name that the program gives, or what it is made of: the module that it requires is there for as long as the program. */
function isOfProgram(facts: FileFacts, key: TSESTree.Node): boolean {
  return isNamedByProgram(key) || requiredKeys(facts).has(facts.sourceCode.getText(unwrap(key)))
}

const requiredKeys = perFile(
  (facts): ReadonlySet<string> =>
    new Set(
      (facts.nodes.calls.get('require') ?? []).flatMap(({ arguments: [source] }) =>
        source ? facts.sourceCode.getText(unwrap(source)) : [],
      ),
    ),
)

/** That a table of the module loses nothing speaks for itself; an instance may be there to hold what it is given. */
function owedLink({ collection: { lifetime, keeper } }: CollectionUses, { key }: Grow): Link {
  if (lifetime === 'module') return link('yes', `${keeper} outlives all that uses it`)
  return doubted('passes', 'unknown', `nothing tells that there is always another ${key ? 'key' : 'entry'}`)
}

function openLink(facts: FileFacts, { node }: Grow, { by, removal }: Balance): Link {
  if (isUnder(facts, node, SWITCHES))
    return link('likely', 'it is added under a switch of the environment', node)
  if (by === 'never') return link('yes', 'nothing takes entries out')
  const because =
    by === 'end' ? 'only the end of its owner takes entries out' : 'only a failure takes entries out'
  return link('yes', because, removal?.node)
}

function aloneLink({ reachable, lifetime }: Collection): Link {
  if (reachable && lifetime === 'module') return link('likely', 'other files can reach it')
  return link('yes', 'no other code is given it')
}

/** How long an instance lives the file does not tell; the name of its class may say that it goes with a piece of work. */
function lastingLink(collection: Collection): Link {
  const { lifetime, className, keeper } = collection
  if (lifetime === 'module') return link('yes', `${keeper} lives as long as the program`)
  if (lifetime === 'closure') return doubted('lasts', 'unknown', 'nothing tells how long the closure lives')
  if (soundsShort(collection))
    return doubted('lasts', 'unknown', `${className ?? 'its class'} sounds like a piece of work`)
  return link('likely', `nothing tells how long ${keeper} lives`)
}

function mattersLink(
  facts: FileFacts,
  { collection }: CollectionUses,
  grow: Grow,
  times: AdditionTimes,
): Link {
  const program = programOf(facts)
  if (program !== undefined) {
    const sure = isOverWithLoad(facts, grow.node) ? 'no' : 'likely'
    return link(sure, `it is over with its work: ${program}`, grow.node)
  }
  if (collection.lifetime === 'module') {
    const because = grow.key ? 'there may be only a few keys' : 'it may run only a few times'
    return doubted('passes', 'likely', because, grow.key ?? grow.node)
  }
  if (times === 'event') return link('yes', 'each event adds one', grow.node)
  // What one call puts in all together is filled once, for all that is known.
  if (isInLoop(grow.node)) return link('unknown', 'one call fills it', grow.node)
  return doubted('again', 'likely', 'others may call it any number of times', grow.node)
}

function isInLoop(node: TSESTree.Node): boolean {
  for (let current = node.parent; current; current = current.parent) {
    if (isLoop(current)) return true
    if (isFunction(current)) {
      const { parent } = current
      if (parent.type !== 'CallExpression' || calleeName(parent) !== 'forEach') return false
    }
  }
  return false
}

/** Whether an entry says that a warning has been given, of which a program has so many: `if (seen.has(code)) return`. */
function isWarnedOf(
  facts: FileFacts,
  { collection, reads }: CollectionUses,
  { node, key, value }: Grow,
): boolean {
  if (!key || isEndlessKey(facts, key)) return false
  const saysOnlyThat = collection.protocol.noun === 'Set' || value?.type === 'Literal'
  const scope = enclosingFunction(node)
  const isAsked = reads.some(
    (read) => enclosingFunction(read.node) === scope && isSameKey(facts, read.key, key),
  )
  return saysOnlyThat && isAsked && callsIn(facts, scope).some((call) => WARNINGS.has(calleeName(call) ?? ''))
}

const WARNINGS: ReadonlySet<string> = new Set(['warn', 'emitWarning', 'deprecate', 'warnOnce'])
