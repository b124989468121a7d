import { perFile, type FileFacts } from '../cells/file-facts.js'
import { CLOSES_A_CLASS, ENDS_FOR_GOOD } from '../protocols/closing-verbs.js'
import { resource, type ResourceProtocol } from '../protocols/resources/protocol.js'
import type { ClassNode } from '../syntax/functions.js'

/** What closes a class, and whether what that ends is never collected. */
interface ClosedBy {
  readonly method: string
  readonly collected?: ResourceProtocol['collected'] | undefined
}

const MAX_NAME = 40

/** Answers the same kind for all instances of a class. */
export function kindOf(facts: FileFacts, node: ClassNode, name: string, closing: ClosedBy): ResourceProtocol {
  const kinds = kindsOfClasses(facts)
  const known = kinds.get(node) ?? closedBy(name, closing.method, closing.collected)
  kinds.set(node, known)
  return known
}

/** Answers the same kind for all instances of a class of which the file knows nothing but the name. */
export function kindOfName(facts: FileFacts, name: string): ResourceProtocol {
  const kinds = kindsOfClasses(facts)
  const known = kinds.get(name) ?? closedBy(name, 'close', undefined, CLOSES_A_CLASS)
  kinds.set(name, known)
  return known
}

const kindsOfClasses = perFile(() => new Map<ClassNode | string, ResourceProtocol>())

function closedBy(
  name: string,
  method: string,
  collected: ResourceProtocol['collected'] = 'unknown',
  others: Iterable<string> = ENDS_FOR_GOOD,
): ResourceProtocol {
  return resource({
    noun: name.length <= MAX_NAME ? name : 'disposable',
    acquire: { name: '', form: 'constructor' },
    methods: [method, ...[...others].filter((each) => each !== method && !each.startsWith('Symbol.'))],
    collected,
    example: '',
  })
}
