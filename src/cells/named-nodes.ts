import { MAX_NAMES, ownText } from '../syntax/remembered.js'
import { perFile, type FileFacts } from './file-facts.js'
import type { NodeIndex } from './node-index.js'

/** The parts of a file's index that go by a name. */
type Part = 'calls' | 'constructions' | 'members'

type NodesOf<P extends Part> = NodeIndex[P] extends ReadonlyMap<string, infer Nodes> ? Nodes : never

/** The nodes of a file that go by a name which a question is about. */
export type Named<P extends Part> = readonly (readonly [name: string, nodes: NodesOf<P>])[]

/**
 * Turns a condition on names into a question: which calls, constructions or members of a file go by such a name, in the order
 * of the file? A name is judged once for all questions and files, since most are the same everywhere and mean nothing to
 * any of them. To be asked for while modules load; the condition must depend on nothing but the name.
 */
export function nodesNamed<P extends Part>(
  part: P,
  isMeant: (name: string) => boolean,
): (facts: FileFacts) => Named<P> {
  const question = CONDITIONS[part].push(isMeant) - 1
  // What has been judged without it says nothing of it.
  JUDGED[part].clear()
  return (facts) => (ANSWERS[part](facts)[question] ?? NONE) as Named<P>
}

const NONE: readonly never[] = []

type Condition = (name: string) => boolean

const CONDITIONS: Readonly<Record<Part, Condition[]>> = { calls: [], constructions: [], members: [] }

/** The questions that each name matters to. */
const JUDGED: Readonly<Record<Part, Map<string, readonly number[]>>> = {
  calls: new Map(),
  constructions: new Map(),
  members: new Map(),
}

/** For each question the names and nodes that it is about; nothing where there are none. */
type Answers = readonly ((readonly [string, readonly unknown[]])[] | undefined)[]

const ANSWERS: Readonly<Record<Part, (facts: FileFacts) => Answers>> = {
  calls: perFile((facts) => answersOf(facts, 'calls')),
  constructions: perFile((facts) => answersOf(facts, 'constructions')),
  members: perFile((facts) => answersOf(facts, 'members')),
}

function answersOf({ nodes }: FileFacts, part: Part): Answers {
  const answers = new Array<(readonly [string, readonly unknown[]])[] | undefined>(CONDITIONS[part].length)
  for (const named of nodes[part]) {
    for (const question of questionsAbout(part, named[0])) {
      const known = answers[question]
      if (known) known.push(named)
      else answers[question] = [named]
    }
  }
  return answers
}

/** The questions that a name matters to: for most none. */
function questionsAbout(part: Part, name: string): readonly number[] {
  const known = JUDGED[part].get(name)
  if (known) return known
  const questions = CONDITIONS[part].flatMap((isMeant, question) => (isMeant(name) ? [question] : []))
  const judged = questions.length === 0 ? NONE : questions
  if (JUDGED[part].size >= MAX_NAMES) JUDGED[part].clear()
  JUDGED[part].set(ownText(name), judged)
  return judged
}
