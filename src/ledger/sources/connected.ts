import type { TSESTree } from '@typescript-eslint/utils'

import { cellOfTarget } from '../../cells/cell-of.js'
import { perFile, type CallNode, type FileFacts } from '../../cells/file-facts.js'
import { nodesNamed } from '../../cells/named-nodes.js'
import { usesOfCell } from '../../cells/uses/uses-of-cell.js'
import { CLOSES_A_CLASS } from '../../protocols/closing-verbs.js'
import { resource, type ResourceProtocol } from '../../protocols/resources/protocol.js'
import { runsAtModuleLoad } from '../../syntax/functions.js'
import { calleeName, receiverOf } from '../../syntax/property-name.js'
import { unwrap, unwrapAwait, wrapped } from '../../syntax/unwrap.js'
import type { Duty } from '../duty.js'
import { doubted } from '../link.js'

/**
 * Answers what a file makes and connects, whatever library it is of: `const client = new Client(options); await client.connect()`. The
 * other side keeps a connection that is waited for until one of both ends it.
 */
export const dutiesConnected = perFile((facts): readonly Duty[] => {
  const found = new Map<CallNode, Duty>()
  for (const [, calls] of connections(facts)) {
    for (const call of calls) {
      const site = makerOf(facts, call)
      if (site && !runsAtModuleLoad(site) && !found.has(site)) found.set(site, dutyOf(site, call))
    }
  }
  return [...found.values()]
})

const connections = nodesNamed('calls', (name) => name === 'connect')

/** What makes the one thing that is connected there, and waited for. */
function makerOf(facts: FileFacts, call: TSESTree.CallExpression): TSESTree.NewExpression | undefined {
  const receiver = wrapped(call).type === 'AwaitExpression' ? receiverOf(call) : undefined
  const cell = receiver && cellOfTarget(facts, receiver)
  if (!cell || (cell.kind !== 'local' && cell.kind !== 'field')) return undefined
  const values = usesOfCell(facts, cell).writes.flatMap(({ value }) => {
    const made = value && unwrapAwait(unwrap(value))
    return made?.type === 'NewExpression' ? [made] : []
  })
  return values.length === 1 ? values[0] : undefined
}

function dutyOf(site: TSESTree.NewExpression, call: CallNode): Duty {
  const kind = kindOf(calleeName(site) ?? 'connection')
  const owed = doubted('meant', 'likely', 'what is connected stays so until one of both ends it', call)
  return { site, kind, source: 'learned', arrival: { as: 'value' }, owed }
}

function kindOf(noun: string): ResourceProtocol {
  const known = kinds.get(noun)
  if (known) return known
  const kind = resource({
    noun,
    acquire: { name: '', form: 'constructor', opensBy: 'connect' },
    methods: ['close', ...CLOSES_A_CLASS.filter((each) => each !== 'close'), 'end', 'logout'],
    awaits: true,
    example: '',
  })
  kinds.set(noun, kind)
  return kind
}

/** One kind for all of a class: what functions do with it is walked once for each kind. */
const kinds = new Map<string, ResourceProtocol>()
