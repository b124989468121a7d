import { perKey, type FileFacts } from '../../cells/file-facts.js'
import type { Fill } from '../../ledger/fills.js'
import { finalEnds, isRefilledWhere, type FinalEnd } from '../../ledger/final-ends.js'
import { ownersOf, type Owner } from '../../lives/owner.js'
import { runsWithin } from '../../lives/ends/teardown.js'
import { enclosingFunctions, functionName, type FunctionNode } from '../../syntax/functions.js'

/** Where what is in a cell is ended together with its owner. */
export interface EndOfSibling {
  readonly end: FinalEnd
  /** Whose end it is; of a function that is no end by its name, the function itself. */
  readonly owner: Owner
  /** Whether it is an end by its name, or by a framework. */
  readonly isOwners: boolean
}

/**
 * Answers the end of the owner that ends what is in a cell; else the function that ends it and is another than the one
 * that fills it: what ends what another function begins is its end, whatever it is called. Undefined where that makes way
 * for the next one, or is about this cell alone by its name, and so says nothing of `other`.
 */
export function endedWithOwner(facts: FileFacts, fill: Fill, other: Fill): EndOfSibling | undefined {
  const sure = endByOwner(facts, fill)
  if (sure) return sure
  return endsByFunctions(facts, fill).find(
    ({ owner: { node } }) =>
      !namesOnly(functionName(node as FunctionNode) ?? '', fill.cell.text, other.cell.text),
  )
}

/** Answers those of some cells that anything of another function or of the owner ends, whatever cell is asked for. */
export const endedOf = perKey((facts: FileFacts, alike: readonly Fill[]): readonly Fill[] =>
  alike.filter((fill) => endByOwner(facts, fill) ?? endsByFunctions(facts, fill).length > 0),
)

const endsByFunctions = perKey((facts: FileFacts, fill: Fill): readonly EndOfSibling[] =>
  finalEnds(facts, fill).flatMap((end) => {
    const scope = endingFunction(facts, fill, end)
    const name = scope && functionName(scope)
    if (!scope || name === undefined || isRefilledWhere(facts, fill, end.node)) return []
    return [{ end, owner: ownerOfFunction(scope, name), isOwners: false }]
  }),
)

const endByOwner = perKey((facts: FileFacts, fill: Fill): EndOfSibling | undefined => {
  const ends = finalEnds(facts, fill)
  if (ends.length === 0) return undefined
  const owners = ownersOf(facts, fill.value).filter(({ teardowns }) => teardowns.length > 0)
  for (const end of ends) {
    const owner = owners.find(({ teardowns }) => runsWithin(facts, end.node, teardowns))
    if (owner) return { end, owner, isOwners: true }
  }
  return undefined
})

/** The function of the same owner that ends it: neither the one that fills it nor what that runs by itself. */
function endingFunction(
  facts: FileFacts,
  { scope, cell, group }: Fill,
  { node }: FinalEnd,
): FunctionNode | undefined {
  const around = enclosingFunctions(node)
  // Of a closure: a function within the one whose variables they are.
  const index = around.findIndex((each) => each === group)
  const within = cell.kind === 'local' || cell.kind === 'ref' ? around.slice(0, Math.max(index, 0)) : around
  const member = within.find((each) => facts.places.memberOf(each)) ?? within.at(-1)
  return member === undefined || (scope && around.includes(scope) && scope !== group) ? undefined : member
}

/** `stopPreview()` ends the preview, and says nothing of the other ones: it has a word of that cell alone. */
function namesOnly(name: string, text: string, other: string): boolean {
  const others = new Set(wordsOf(other))
  const own = wordsOf(text).filter((word) => !others.has(word))
  const said = wordsOf(name)
  return own.some((word) => said.includes(word))
}

function wordsOf(text: string): readonly string[] {
  return (text.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+/g) ?? []).map((word) => word.toLowerCase())
}

function ownerOfFunction(node: FunctionNode, name: string): Owner {
  const text = `${name}()`
  return {
    kind: 'scope',
    node,
    name: text,
    teardowns: [{ node, name: text }],
    ends: 'unknown',
    home: undefined,
    missing: text,
  }
}
