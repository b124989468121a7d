import type { FileFacts } from '../../cells/file-facts.js'
import { link, type Link } from '../../ledger/link.js'
import type { Registration } from '../../ledger/registrations/registration.js'
import { TAKES_RECEIVER_OUT } from '../../protocols/listeners.js'
import { classAround } from '../../syntax/functions.js'
import { unwrap } from '../../syntax/unwrap.js'

/**
 * `signal.connect(this.update, this)`: answers whether all that an instance receives is taken out together, by a call that is given the
 * instance, or perhaps by its base class. Undefined where it is connected without its receiver.
 */
export function disconnectedWithReceiver(
  facts: FileFacts,
  { node, protocol }: Registration,
): Link | undefined {
  const [, receiver] = node.arguments
  if (protocol.add !== 'connect' || !receiver || unwrap(receiver).type !== 'ThisExpression') return undefined
  const home = facts.places.thisPlaceAt(receiver)
  const taken = TAKES_RECEIVER_OUT.flatMap((name) => facts.nodes.calls.get(name) ?? []).find(
    ({ arguments: [given] }) => {
      const instance = given && unwrap(given)
      return instance?.type === 'ThisExpression' && facts.places.thisPlaceAt(instance) === home
    },
  )
  if (taken) return link('no', 'all that the instance receives is taken out at once', taken)
  const base = classAround(node)?.superClass
  return base ? link('unknown', 'its base class may take out all that it receives', base) : undefined
}
