import type { FileFacts } from '../cells/file-facts.js'
import { mentionsElsewhere, type MentionElsewhere } from '../cells/definitions/mentions-elsewhere.js'
import { isFunction } from '../syntax/functions.js'
import { countingWith, type Counting } from './multiplicity.js'
import { runsAt } from './repetition/handed-over.js'
import { makingAt } from './repetition/makings.js'
import { renderingAt } from './repetition/rendering.js'
import { byCode, type Others, type Run } from './repetition/run.js'
import { combined, type Multiplicity } from './repetition/times.js'

/**
 * How often things happen in the life of the program, as all files of the project tell that can be asked: who constructs a class, calls
 * a function, renders a component, and how often that is done. It reads and parses other files, and is asked last.
 */
export const inProject: Counting = countingWith(othersDo)

function othersDo(facts: FileFacts, { of, doing }: Others, counting: Counting): Multiplicity | undefined {
  const mentions = mentionsElsewhere(facts, of)
  const ways = mentions?.flatMap((mention) => {
    const rendered = doing === 'making' ? renderingAt(mention.facts, mention.node) : undefined
    const runs = rendered ? [rendered] : runsOrMakings(mention, of, doing)
    return runs.map((run) => saidBy(mention.facts, counting.timesOfRun(mention.facts, run)))
  })
  return ways && ways.length > 0 ? combined(ways) : undefined
}

/** A witness in another file is no node of this one: the sentence names the file, the one at which the way ends. */
function saidBy({ path }: FileFacts, { because, ...times }: Multiplicity): Multiplicity {
  return {
    ...times,
    because: NAMES_A_FILE.test(because) ? because : `${because}, in ${path}`,
    witness: undefined,
  }
}

const NAMES_A_FILE = /, in \S+$/

function runsOrMakings(
  { facts, node }: MentionElsewhere,
  of: Others['of'],
  doing: Others['doing'],
): readonly Run[] {
  if (node.type === 'JSXOpeningElement') return [byCode(node)]
  return doing === 'running' && isFunction(of) ? runsAt(facts, node, of) : makingAt(node, of)
}
