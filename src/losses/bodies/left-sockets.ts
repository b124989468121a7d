import type { TSESTree } from '@typescript-eslint/utils'

import { perFile, type FileFacts } from '../../cells/file-facts.js'
import { nodesOfVariable, useOf } from '../../cells/uses/uses.js'
import { openWhen } from '../../flow/conditions/socket-tests.js'
import type { OpenExit } from '../../flow/walk-questions.js'
import { openExits } from '../../flow/exits.js'
import { abortsIn } from '../../ledger/sources/bodies/aborts.js'
import { mayRead, readsOfVariable } from '../../ledger/sources/bodies/body-releases.js'
import { handlerDuties, type HandlerDuty } from '../../ledger/sources/handlers.js'
import { link, type Link } from '../../ledger/link.js'
import { isTestCode } from '../../lives/test-code.js'
import { ABORTING } from '../../protocols/responses.js'
import { SETTLING_NAME } from '../../protocols/streams.js'
import { isFunction, isWithin, type FunctionNode } from '../../syntax/functions.js'
import { calleeName } from '../../syntax/property-name.js'
import { unwrap } from '../../syntax/unwrap.js'
import { walk } from '../../syntax/walk.js'
import type { Loss } from '../loss.js'

/**
 * Answers the sockets and requests that handlers have taken over from the runtime and leave open.
 *
 * - `openSocket`, `openSocketOnReturn`: a socket that the runtime would have closed
 * - `idleRequest`: a request that has timed out, which only the handler hears of
 */
export const handlerLosses = perFile((facts): readonly Loss[] =>
  handlerDuties(facts).flatMap((duty) => leftOpen(facts, duty)),
)

function leftOpen(facts: FileFacts, duty: HandlerDuty): Loss[] {
  const { handler, cell, emitter, event } = duty
  const variable = cell?.variable ?? variableOf(facts, emitter)
  const inHandler = variable ? readsOfVariable(variable).filter((node) => isWithin(node, handler)) : []
  const uses = [
    ...inHandler.filter((node) => mayRead(facts, node, duty.kind.holder)),
    ...abortsIn(facts, handler.body),
  ]
  const form = emitter ? 'idleRequest' : 'openSocket'
  if (uses.length === 0)
    return [lossOf(facts, duty, form, event, link('yes', 'nothing in the handler ends it', event))]
  const effects = new Set(uses.map((node) => ownPart(node, handler)))
  const exits = openExits(handler.body, {
    acquisition: undefined,
    effectOf: (node) => (effects.has(node) ? 'release' : 'none'),
    existsWhen: (test) => (variable ? openWhen(facts, test, variable) : 'either'),
  })
  return (exits ?? [])
    .filter(({ kind }) => kind === 'return' || kind === 'end')
    .map((exit) => {
      const isReturn = exit.kind === 'return'
      const onReturn = emitter ? form : 'openSocketOnReturn'
      return lossOf(facts, duty, isReturn ? onReturn : form, isReturn ? exit.node : event, openOf(exit))
    })
}

function openOf({ kind, node, open }: OpenExit): Link {
  return kind === 'end' && open === 'yes'
    ? link('yes', 'nothing has ended it by then', node)
    : link('likely', 'whether it is still open may depend on the same condition', node)
}

function variableOf(
  facts: FileFacts,
  node: TSESTree.Node | undefined,
): ReturnType<typeof facts.bindings.variableOf> {
  const object = node && unwrap(node)
  return object?.type === 'Identifier' ? facts.bindings.variableOf(object) : undefined
}

function lossOf(facts: FileFacts, duty: HandlerDuty, form: string, node: TSESTree.Node, open: Link): Loss {
  return {
    kind: 'left',
    form,
    duty,
    cell: duty.cell,
    node,
    at: node === duty.event ? undefined : node,
    owner: undefined,
    ended: [],
    links: {
      owed: duty.emitter ? owedByTimeout(facts, duty) : duty.owed,
      open,
      alone: duty.emitter ? aloneOfRequest(facts, duty) : duty.alone,
      lasting: link('yes', 'the other side keeps the connection for as long as it likes'),
      matters: isTestCode(facts)
        ? link('no', 'this is a test, whose process ends soon')
        : link('yes', 'there is one for each connection'),
    },
  }
}

/** A request that has timed out is given up where its handler settles what waits for it; others only hear of it. */
function owedByTimeout(facts: FileFacts, { handler, event }: HandlerDuty): Link {
  let settles: TSESTree.Node | undefined
  walk(handler.body, facts.sourceCode.visitorKeys, (node) => {
    if (node.type === 'CallExpression' && SETTLING_NAME.test(calleeName(node) ?? '')) settles ??= node
    return undefined
  })
  return settles
    ? link('yes', 'the handler gives the request up, and a timeout ends nothing', settles)
    : link('unknown', 'the handler may only take note that the request is idle', event)
}

/** Who else aborts the request may do so because of what the handler does. */
function aloneOfRequest(facts: FileFacts, { emitter, handler }: HandlerDuty): Link {
  const variable = variableOf(facts, emitter)
  if (!variable) return link('likely', 'who has the request may end it', emitter)
  const uses = nodesOfVariable(variable).map((node) => useOf(facts, node))
  const abort = uses.find(
    (use) => use.kind === 'receiver' && ABORTING.has(use.method ?? '') && !isWithin(use.node, handler),
  )
  if (abort) return link('likely', 'the request is aborted elsewhere', abort.node)
  const handed = uses.find(({ kind }) => kind === 'returned' || kind === 'stored' || kind === 'argument')
  return handed
    ? link('likely', 'who is given the request may end it', handed.node)
    : link('yes', 'nobody else has the request')
}

function ownPart(node: TSESTree.Node, handler: FunctionNode): TSESTree.Node {
  let result = node
  for (let current = node.parent; current && current !== handler; current = current.parent) {
    if (isFunction(current) && isWithin(current, handler)) result = current
  }
  return result
}
