import type { FileFacts } from '../../cells/file-facts.js'
import { exportedNamesOf, moduleNames, WHOLE } from '../../cells/definitions/imported-names.js'
import { nodesNamed } from '../../cells/named-nodes.js'
import { RESOURCE_PROTOCOLS } from '../../protocols/resources.js'
import type { Acquire, ResourceProtocol } from '../../protocols/resources/protocol.js'
import { addTo } from '../../syntax/grouping.js'

/**
 * Answers the rows of resources that may have something in a file, in their order: most have nothing in most files. Those
 * of a module are there where it is imported, all others where their name is called.
 */
export function rowsWithin(facts: FileFacts): readonly ResourceProtocol[] {
  const found = new Set<number>()
  for (const module of moduleNames(facts)) {
    for (const row of ROWS_BY_MODULE.get(module) ?? NONE) found.add(row)
  }
  const addNamed = (name: string): void => {
    for (const row of ROWS_BY_NAME.get(name) ?? NONE) found.add(row)
  }
  for (const [name] of calls(facts)) addNamed(name)
  for (const [name] of constructions(facts)) addNamed(name)
  for (const name of exportedNamesOf(facts)) addNamed(name)
  return [...found].sort((a, b) => a - b).flatMap((row) => RESOURCE_PROTOCOLS[row] ?? [])
}

const NONE: readonly never[] = []

const ROWS_BY_MODULE = new Map<string, number[]>()

/** By the names that they may be imported or called by. */
const ROWS_BY_NAME = new Map<string, number[]>()

for (const [position, { acquire }] of RESOURCE_PROTOCOLS.entries()) {
  if (acquire.modules && isOfModules(acquire)) {
    for (const module of acquire.modules) addTo(ROWS_BY_MODULE, module, position)
  } else {
    for (const name of acquire.isDefault ? [acquire.name, WHOLE] : [acquire.name])
      addTo(ROWS_BY_NAME, name, position)
  }
}

const calls = nodesNamed('calls', (name) => ROWS_BY_NAME.has(name))
const constructions = nodesNamed('constructions', (name) => ROWS_BY_NAME.has(name))

/** Whether a file has to import one of the modules: a global needs none, and a receiver may be known by its type. */
function isOfModules({ global, receiverTypes }: Acquire): boolean {
  return global === undefined && receiverTypes === undefined
}
