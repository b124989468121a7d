import type { TSESTree } from '@typescript-eslint/utils'

import {
  ENDS_BY_ITSELF,
  FLATTENS,
  JOINS,
  MAY_END,
  REPEATS,
  UNTIL,
  endsWithOwner,
  isRxjsModule,
} from '../../protocols/rxjs.js'
import { moduleOf } from '../../syntax/module-origin.js'
import { calleeName, keyName } from '../../syntax/property-name.js'
import { unwrap } from '../../syntax/unwrap.js'
import type { FileFacts } from '../../cells/file-facts.js'
import { strongest, type Stream } from './stream.js'

/** Whether a method of that name is an operator that bears on the end of a stream. */
export function isOperator(name: string): boolean {
  return [ENDS_BY_ITSELF, MAY_END, UNTIL, FLATTENS, JOINS, REPEATS].some((names) => names.has(name))
}

/**
 * Answers what becomes of a stream by an operator: a call inside `pipe()`, or one on the stream itself. `inner`
 * answers the stream that an expression, or the function it stands for, gives.
 */
export function applyOperator(
  facts: FileFacts,
  stream: Stream,
  argument: TSESTree.Node,
  inner: (node: TSESTree.Node) => Stream,
): Stream {
  const operator = unwrap(argument)
  if (operator.type !== 'CallExpression') return doubtful(stream)
  const name = operatorName(facts, operator)
  const [first] = operator.arguments
  if (endsWithOwner(name) || facts.settings.collectors.has(name)) return ended(stream, operator, undefined)
  if (UNTIL.has(name)) {
    // Until a request answers or a timeout is over: that comes whatever the owner does.
    if (first && inner(first).ends === 'byItself') return { ...stream, ends: 'byItself' }
    return ended(stream, operator, first)
  }
  if (ENDS_BY_ITSELF.has(name)) return { ends: 'byItself', keeper: stream.keeper, node: stream.node }
  if (MAY_END.has(name)) return doubtful(stream)
  if (FLATTENS.has(name)) {
    const last = name.endsWith('Scan') ? undefined : first
    return last ? joined(stream, [inner(last)], operator) : stream
  }
  if (JOINS.has(name)) return joined(stream, operator.arguments.map(inner), operator)
  if (REPEATS.has(name)) return stream.ending ? joined(stream, [stream.ending.held], operator) : stream
  return isOfRxjs(facts, operator) ? stream : doubtful(stream)
}

/** An operator of nobody knows whom: it may end the stream. What is sure to end before it stays so. */
function doubtful(stream: Stream): Stream {
  if (stream.ends !== 'never' && !(stream.ends === 'unknown' && stream.keeper === 'given')) return stream
  return { ends: 'unknown', keeper: stream.keeper === 'own' ? 'own' : 'unknown', node: stream.node }
}

function ended(
  stream: Stream,
  operator: TSESTree.CallExpression,
  notifier: TSESTree.Node | undefined,
): Stream {
  if (stream.ends === 'byItself') return stream
  const { misplaced: _, ...held } = stream
  const { keeper, node } = stream
  return {
    ends: 'withOwner',
    keeper,
    node,
    ending: { operator, notifier, held: stream.ending?.held ?? held },
  }
}

/** A stream together with others that it subscribes to by an operator. */
function joined(stream: Stream, others: readonly Stream[], operator: TSESTree.Node): Stream {
  const inner = strongest(others)
  if (!stream.ending || stream.misplaced) return strongest([stream, inner])
  const goesOn = inner.keeper === 'outlives' || (inner.keeper === 'given' && inner.isHeld === true)
  if (inner.ends === 'byItself' || inner.ends === 'withOwner' || !goesOn) return stream
  const sure = inner.ends === 'never' && inner.keeper === 'outlives' ? 'yes' : 'likely'
  return { ...stream, misplaced: { ending: stream.ending, operator, sure, inner } }
}

/** The name under which rxjs knows an operator, or its own. */
function operatorName(facts: FileFacts, operator: TSESTree.CallExpression): string {
  const callee = unwrap(operator.callee)
  const variable = callee.type === 'Identifier' ? facts.bindings.variableOf(callee) : undefined
  const specifier = variable?.defs[0]?.node as TSESTree.Node | undefined
  const imported = specifier?.type === 'ImportSpecifier' ? keyName(specifier.imported, false) : undefined
  return imported ?? calleeName(operator) ?? ''
}

function isOfRxjs(facts: FileFacts, { callee }: TSESTree.CallExpression): boolean {
  return isRxjsModule(moduleOf(callee, facts.bindings) ?? '')
}
