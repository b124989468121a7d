import type { FileFacts } from '../../cells/file-facts.js'
import { exportedNamesOf, moduleNames, WHOLE } from '../../cells/definitions/imported-names.js'
import { nodesNamed } from '../../cells/named-nodes.js'
import { resourceProtocols } from '../../protocols/resources.js'
import type { Acquire, ResourceProtocol } from '../../protocols/resources/protocol.js'
import { addTo } from '../../syntax/grouping.js'

/**
 * Answers the rows of resources that may have something in a file, in their order: most have nothing in most files. Those
 * of a module are there where it is imported, all others where their name is called.
 */
export function rowsWithin(facts: FileFacts): readonly ResourceProtocol[] {
  const { byModule, byName } = index()
  const found = new Set<number>()
  for (const module of moduleNames(facts)) {
    for (const row of byModule.get(module) ?? NONE) found.add(row)
  }
  const addNamed = (name: string): void => {
    for (const row of byName.get(name) ?? NONE) found.add(row)
  }
  for (const [name] of calls(facts)) addNamed(name)
  for (const [name] of constructions(facts)) addNamed(name)
  for (const name of exportedNamesOf(facts)) addNamed(name)
  const rows = resourceProtocols()
  return [...found].sort((a, b) => a - b).flatMap((row) => rows[row] ?? [])
}

const NONE: readonly never[] = []

/** The positions of the rows. */
interface RowIndex {
  readonly byModule: ReadonlyMap<string, readonly number[]>
  /** By the names that they may be imported or called by. */
  readonly byName: ReadonlyMap<string, readonly number[]>
}

let known: RowIndex | undefined

/** The rows are many: they are made when the first file is linted, not when the plugin is loaded. */
function index(): RowIndex {
  return (known ??= indexRows())
}

function indexRows(): RowIndex {
  const byModule = new Map<string, number[]>()
  const byName = new Map<string, number[]>()
  for (const [position, { acquire }] of resourceProtocols().entries()) {
    if (acquire.modules && isOfModules(acquire)) {
      for (const module of acquire.modules) addTo(byModule, module, position)
    } else {
      for (const name of acquire.isDefault ? [acquire.name, WHOLE] : [acquire.name])
        addTo(byName, name, position)
    }
  }
  return { byModule, byName }
}

const calls = nodesNamed('calls', (name) => index().byName.has(name))
const constructions = nodesNamed('constructions', (name) => index().byName.has(name))

/** Whether a file has to import one of the modules: a global needs none, and a receiver may be known by its type. */
function isOfModules({ global, receiverTypes }: Acquire): boolean {
  return global === undefined && receiverTypes === undefined
}
