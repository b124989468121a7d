import type { TSESTree } from '@typescript-eslint/utils'

import { resource, type ResourceProtocol } from '../protocols/resources/protocol.js'
import { CLOSING_METHODS } from '../protocols/closing-verbs.js'
import { TIMER_PROTOCOLS } from '../protocols/timers.js'
import { calleeName, memberName } from '../syntax/property-name.js'
import { unwrap, wrapped } from '../syntax/unwrap.js'
import { closableOf } from '../ledger/acquisitions.js'
import type { CallNode, FileFacts } from '../cells/file-facts.js'
import { fateOf } from './member-releases.js'
import type { MemberWrite } from '../cells/member-writes.js'
import { useOf } from '../cells/uses.js'

/**
 * Answers what has to be released before a field is overwritten, for things that a row or a release elsewhere in the
 * class tells. Undefined for everything else.
 */
export function overwrittenProtocol(facts: FileFacts, write: MemberWrite): ResourceProtocol | undefined {
  const timer = timerProtocol(facts, write.made)
  if (timer) return releasesOf(facts, write, timer).length > 0 ? timer : undefined
  const closable = closableOf(facts, write.made)
  // Most fields hold nothing to close: what becomes of those need not be looked for.
  if (!closable && write.made.type !== 'NewExpression') return undefined
  const found = fateOf(facts, write).releases
  if (closable && (closable.basis === 'row' || found.length > 0)) return closable.protocol
  const method = found.map(closingMethodAt).find((name) => name !== undefined)
  if (method === undefined || write.made.type !== 'NewExpression') return undefined
  return resource({
    noun: calleeName(write.made) ?? 'object',
    acquire: { name: '', form: 'constructor' },
    methods: [method],
    example: '',
  })
}

/** The method that closes an object by its name. `close(1000, reason)` may as well send a word to somebody else. */
function closingMethodAt(node: TSESTree.Node): string | undefined {
  const { parent } = node
  const call = parent && wrapped(parent).parent
  if (parent?.type !== 'MemberExpression' || call?.type !== 'CallExpression') return undefined
  const isPlain = call.arguments.every(({ type }) => type === 'Literal' || type === 'ObjectExpression')
  const name = memberName(parent)
  return name !== undefined && call.arguments.length < 2 && isPlain && CLOSING_METHODS.includes(name)
    ? name
    : undefined
}

function timerProtocol(facts: FileFacts, made: CallNode): ResourceProtocol | undefined {
  const row = TIMER_PROTOCOLS.find(({ start, kind }) => start === calleeName(made) && kind !== 'frame')
  if (!row || made.type !== 'CallExpression') return undefined
  const callee = unwrap(made.callee)
  if (callee.type === 'Identifier' && !facts.bindings.isGlobal(callee)) return undefined
  return resource({
    noun: row.noun,
    acquire: { name: row.start, form: 'function' },
    functions: row.stop,
    example: '',
  })
}

/** Answers the releases of a field that end what is in it: `timer.unref()` does not. */
export function releasesOf(
  facts: FileFacts,
  write: MemberWrite,
  protocol: ResourceProtocol,
): TSESTree.Node[] {
  return fateOf(facts, write).releases.filter((node) => {
    const use = useOf(facts, node)
    if (use.kind === 'argument')
      return protocol.functions.length === 0 || protocol.functions.includes(calleeName(use.call) ?? '')
    return use.kind === 'receiver' && protocol.methods.includes(use.method ?? '')
  })
}
