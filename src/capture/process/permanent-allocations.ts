import type { DroppedModule } from './dropped-modules.js'
import { droppedModules } from './dropped-modules.js'
import { voidedEntries, type VoidedEntry } from '../../losses/growth/entries/voided-entries.js'
import { perFile } from '../../cells/file-facts.js'
import { keptContexts, type KeptContext } from './kept-contexts.js'
import { processHandlers, type ProcessHandler } from './process-handlers.js'
import { registeredSymbols, type RegisteredSymbol } from './registered-symbols.js'
import { isTestCode } from '../../lives/test-code.js'
import { uniqueImports, type UniqueImport } from './unique-imports.js'

/** Something that the process never lets go of, and of which the file makes more and more. */
export type PermanentAllocation =
  | ({ kind: 'import' } & UniqueImport)
  | ({ kind: 'symbol' } & RegisteredSymbol)
  | ({ kind: 'module' } & DroppedModule)
  | ({ kind: 'context' } & KeptContext)
  | ({ kind: 'handler' } & ProcessHandler)
  | ({ kind: 'entry' } & VoidedEntry)

/** Answers the allocations of a file that stay until the process ends. The process of a test ends soon. */
export const permanentAllocations = perFile((facts): readonly PermanentAllocation[] => {
  if (isTestCode(facts)) return []
  return [
    ...uniqueImports(facts).map((each) => ({ kind: 'import' as const, ...each })),
    ...registeredSymbols(facts).map((each) => ({ kind: 'symbol' as const, ...each })),
    ...droppedModules(facts).map((each) => ({ kind: 'module' as const, ...each })),
    ...keptContexts(facts).map((each) => ({ kind: 'context' as const, ...each })),
    ...processHandlers(facts).map((each) => ({ kind: 'handler' as const, ...each })),
    ...voidedEntries(facts).map((each) => ({ kind: 'entry' as const, ...each })),
  ]
})
