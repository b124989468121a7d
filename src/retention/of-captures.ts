import { capturesByType, largeCaptures } from '../capture/captures.js'
import { instanceCaptures } from '../capture/instance-captures.js'
import { keptErrors } from '../capture/kept-errors.js'
import { pendingReactions } from '../capture/promises/promise-reactions.js'
import { retainedSlices } from '../capture/slices.js'
import type { FileFacts } from '../cells/file-facts.js'
import { functionName, isFunction } from '../syntax/functions.js'
import { codeOf, positionOf } from '../verdict/positions.js'
import { asSaid, inCode, inWords, retentionAt, type Retainer, type Retention } from './retention.js'

/** Answers who keeps the values that a function, an instance, a slice or a promise of a file keeps with itself. */
export function retentionsOfCaptures(facts: FileFacts): readonly Retention[] {
  return [
    ...ofFunctions(facts),
    ...ofInstances(facts),
    ...ofSlices(facts),
    ...ofPromises(facts),
    ...ofErrors(facts),
  ]
}

function ofFunctions(facts: FileFacts): Retention[] {
  return [...largeCaptures(facts), ...capturesByType(facts)].map(({ keeper, holds, size }) =>
    retentionAt(keeper.node, [
      asSaid(keeper.keeper, 'keeps the function'),
      functionAt(facts, keeper.node),
      inCode(holds.name, size.reason),
    ]),
  )
}

function ofInstances(facts: FileFacts): Retention[] {
  return instanceCaptures(facts).map(({ node, keeper, field }) =>
    retentionAt(node, [
      asSaid(keeper, isFunction(node) ? 'keeps the function' : 'keeps the instance'),
      ...(isFunction(node) ? [functionAt(facts, node)] : []),
      inCode('this', 'the whole instance'),
      inCode(field.name, field.size.reason),
    ]),
  )
}

function ofSlices(facts: FileFacts): Retention[] {
  return retainedSlices(facts).map(({ node, escape, shared }) =>
    retentionAt(node, [
      asSaid(escape.keeper, escape.until),
      inCode(codeOf(facts, node), `a piece of the whole ${shared.kind}`, positionOf(node)),
      inCode(
        shared.variable?.name ?? codeOf(facts, shared.whole),
        shared.size.reason,
        positionOf(shared.whole),
      ),
    ]),
  )
}

function ofErrors(facts: FileFacts): Retention[] {
  return keptErrors(facts).map(({ node, keeper }) =>
    retentionAt(node, [
      asSaid(keeper, 'keeps the error'),
      inWords('this error', 'until its stack is read', positionOf(node)),
      inCode('this', 'of each function that ran when it was made'),
    ]),
  )
}

function ofPromises(facts: FileFacts): Retention[] {
  return pendingReactions(facts).map(({ node, promise, combinator, repetition }) => {
    const waiting = combinator ?? node
    return retentionAt(node, [
      inCode(promise.name, 'a promise that stays pending', positionOf(promise.node)),
      inWords('a reaction', repetition.by, positionOf(waiting)),
      inCode(codeOf(facts, waiting), 'and all that it uses'),
    ])
  })
}

function functionAt(facts: FileFacts, node: Parameters<typeof functionName>[0]): Retainer {
  const name = functionName(node)
  const at = positionOf(node)
  return name === undefined ? inWords('this function', '', at) : inCode(`${name}()`, 'this function', at)
}
