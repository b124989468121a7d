import type { TSESTree } from '@typescript-eslint/utils'

import { ABORTING, BODILESS, type BodyHolder } from '../protocols/responses.js'
import type { Variable } from '../syntax/bindings.js'
import { enclosingFunction, isFunction, isWithin, type FunctionNode } from '../syntax/functions.js'
import { abortsIn } from './aborts.js'
import { mayRead, readsOfVariable } from './body-uses.js'
import type { OpenExit } from '../flow/cell-walk.js'
import { openExits } from '../flow/exits.js'
import type { Existence } from '../flow/exists-when.js'
import type { FileFacts } from '../cells/file-facts.js'
import type { Certainty } from './findings.js'
import type { ResponseSource } from './response-sources.js'
import { bodyExistsWhen, succeedsWhen } from './response-tests.js'
import { nodesOfVariable, useOf } from '../cells/uses.js'

/** A response whose body nobody reads, or not on some way out. */
export interface UnreadBody {
  source: ResponseSource
  certainty: Certainty
  /**
   * - `dropped`: nothing is kept that the body could be read from
   * - `neverRead`: the response, or its body, is in a variable that is not used to read it
   * - `unreadOnExit`: it is read, but not on this way out
   */
  problem: 'dropped' | 'neverRead' | 'unreadOnExit'
  /** Where it is to be said. */
  node: TSESTree.Node
  variable: Variable | undefined
  /** Whether the variable is the body, and not the response. */
  isBody: boolean
  /** What runs with the variable: a function's body, or the block that the variable belongs to. */
  region: TSESTree.Node | undefined
  exit: OpenExit | undefined
  /** For the end of the region: the branch without reading, where it is a block. */
  branch: TSESTree.BlockStatement | undefined
}

/**
 * Answers where a variable that holds a response, or the body of one, is left unread. `start` is what gives the variable its value; undefined for a parameter,
 * which has one from the start.
 */
export function unreadVariable(
  facts: FileFacts,
  source: ResponseSource,
  variable: Variable,
  holder: BodyHolder,
  start: TSESTree.Node | undefined,
): UnreadBody[] {
  const block = variable.scope.block as TSESTree.Node
  const region = isFunction(block) ? block.body : block
  const scope = isFunction(block) ? block : enclosingFunction(block)
  // Where a function around this one has the variable, the body may be read once this function has ended.
  if (!scope || (start && enclosingFunction(start) !== scope)) return []
  const nodes = readsOfVariable(variable).filter((node) => mayRead(facts, node, holder))
  const { protocol } = source
  const isBody = holder !== protocol.response
  const place = start ? source.node : variable.identifiers[0]
  if (!place) return []
  const isSure = protocol.isCertain && !isAbortedElsewhere(facts, source, region)
  const found = {
    source,
    node: place,
    variable,
    isBody,
    region,
    exit: undefined,
    branch: undefined,
  }
  const aborts = abortsIn(facts, region)
  if (nodes.length === 0 && aborts.length === 0) {
    const certainty = certaintyOfUnread(source)
    return certainty ? [{ ...found, certainty: isSure ? certainty : 'likely', problem: 'neverRead' }] : []
  }
  const effects = new Set([...nodes, ...aborts].map((node) => visiblePart(node, scope)))
  const exitsWhere = (existsWhen: (test: TSESTree.Node) => Existence): readonly OpenExit[] =>
    openExits(region, {
      acquisition: start,
      effectOf: (node) => (effects.has(node) ? 'release' : 'none'),
      existsWhen,
    })?.filter((exit) => isWorthSaying(exit, source, region)) ?? []
  const bodyExists = (test: TSESTree.Node): Existence => bodyExistsWhen(facts, test, variable)
  const longBodyExists = (test: TSESTree.Node): Existence => {
    const exists = bodyExists(test)
    return exists === 'either' ? succeedsWhen(test) : exists
  }
  // A short body holds nothing where the library reads ahead.
  const ofLongBodies = protocol.arrives === 'promise' ? exitsWhere(longBodyExists) : []
  const exits = protocol.isCertain ? exitsWhere(bodyExists) : ofLongBodies
  const isLong = (exit: OpenExit): boolean =>
    protocol.arrives === 'callback' ||
    ofLongBodies.some(({ node, open }) => node === exit.node && open === exit.open)
  return exits.map((exit): UnreadBody => {
    const choice = exit.open === 'yes' ? undefined : soleChoice(effects, region)
    const isOpen = exit.open === 'yes' || (exit.kind === 'end' && choice !== undefined)
    return {
      ...found,
      certainty: isSure && isOpen && isLong(exit) ? 'known' : 'likely',
      problem: 'unreadOnExit',
      node: exit.kind === 'end' ? place : exit.node,
      exit,
      branch: choice && unreadBlock(choice, effects),
    }
  })
}

/** How sure it is that a body is a leak which nothing reads at all; undefined where it is none that matters. */
export function certaintyOfUnread({ protocol, isCommand }: ResponseSource): Certainty | undefined {
  if (protocol.arrives === 'callback') return 'known'
  if (isCommand) return protocol.isCertain ? 'likely' : undefined
  return protocol.isCertain ? 'known' : 'likely'
}

/**
 * Whether the code around a region aborts the request some time, after a timeout for one. Then the connection is
 * not kept for good.
 */
function isAbortedElsewhere(facts: FileFacts, { node }: ResponseSource, region: TSESTree.Node): boolean {
  const use = useOf(facts, node)
  const requests = use.kind === 'alias' ? nodesOfVariable(use.variable) : []
  return requests.some((request) => {
    const each = useOf(facts, request)
    return each.kind === 'receiver' && ABORTING.has(each.method ?? '') && !isWithin(request, region)
  })
}

/**
 * The node at which the walk over exits passes by another one. A function counts from where it is made, since when
 * it runs is not known, and some nodes are passed as a whole.
 */
function visiblePart(node: TSESTree.Node, scope: FunctionNode): TSESTree.Node {
  let result = node
  for (let current = node.parent; current && current !== scope; current = current.parent) {
    if (isFunction(current) || /^(?:JSX|Class|TSTypeAssertion|TSInstantiation)/.test(current.type))
      result = current
  }
  return result
}

function isWorthSaying(
  { kind, node }: OpenExit,
  { protocol }: ResponseSource,
  region: TSESTree.Node,
): boolean {
  // An exception in a callback of an emitter ends the process.
  if (kind === 'throw' && (node.type !== 'ThrowStatement' || protocol.arrives === 'callback')) return false
  for (let current = node.parent; current && isWithin(current, region); current = current.parent) {
    if (
      current.type === 'SwitchCase' &&
      current.test?.type === 'Literal' &&
      BODILESS.has(current.test.value)
    ) {
      return false
    }
  }
  return true
}

/**
 * The one `if` statement of a region that decides whether the body is read: with no other that could make up for
 * it, the branch that does not read leaves the body unread for certain.
 */
function soleChoice(
  effects: ReadonlySet<TSESTree.Node>,
  region: TSESTree.Node,
): TSESTree.IfStatement | undefined {
  if (region.type !== 'BlockStatement') return undefined
  const choices = region.body.filter((statement) => [...effects].some((node) => isWithin(node, statement)))
  const [choice] = choices
  if (choices.length !== 1 || choice?.type !== 'IfStatement') return undefined
  const branches = [choice.test, choice.consequent, choice.alternate].filter(
    (part) => part && [...effects].some((node) => isWithin(node, part)),
  )
  return branches.length === 1 && branches[0] !== choice.test ? choice : undefined
}

function unreadBlock(
  { consequent, alternate }: TSESTree.IfStatement,
  effects: ReadonlySet<TSESTree.Node>,
): TSESTree.BlockStatement | undefined {
  const unread = [...effects].some((node) => isWithin(node, consequent)) ? alternate : consequent
  return unread?.type === 'BlockStatement' ? unread : undefined
}
