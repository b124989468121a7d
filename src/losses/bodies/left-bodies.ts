import type { TSESTree } from '@typescript-eslint/utils'

import type { Cell } from '../../cells/cell.js'
import { perFile, type FileFacts } from '../../cells/file-facts.js'
import { nodesOfVariable, useOf } from '../../cells/uses/uses.js'
import { bodyExistsWhen, succeedsWhen } from '../../flow/conditions/body-tests.js'
import type { OpenExit } from '../../flow/walk-questions.js'
import type { Existence } from '../../flow/conditions/exists-when.js'
import { openExits } from '../../flow/exits.js'
import { passingWhereClosed } from '../../flow/neutral-statements.js'
import { bodies, type BodyDuty } from '../../ledger/sources/bodies/bodies.js'
import { abortsIn } from '../../ledger/sources/bodies/aborts.js'
import { readingOf, readsOfAliases } from '../../ledger/sources/bodies/body-releases.js'
import { link, type Link } from '../../ledger/link.js'
import { ABORTING, BODILESS } from '../../protocols/responses.js'
import { enclosingFunction, isFunction, isWithin, type FunctionNode } from '../../syntax/functions.js'
import { lastingOf, mattersOf, type Length } from './body-links.js'
import { leftReaders } from './left-readers.js'
import type { Loss } from '../loss.js'

/**
 * Answers the bodies of a file that are left unread, and the readers that are given up in the middle of one.
 *
 * - `dropped`: nothing is kept that the body could be read from
 * - `neverRead`: the response, or its body, is in a variable that is not used to read it
 * - `unreadOnReturn`, `unreadOnEnd`: it is read, but not on this way out
 * - `unreadOnNext`: the next response is put where it was
 */
export const bodyLosses = perFile((facts): readonly Loss[] => [
  ...bodies(facts).flatMap((duty) => leftOf(facts, duty)),
  ...leftReaders(facts),
])

function leftOf(facts: FileFacts, duty: BodyDuty): Loss[] {
  const { cell, dropped, start } = duty
  const variable = cell?.variable
  if (!cell || !variable) return dropped ? [lossOf(facts, duty, 'dropped', dropped, 'dropped')] : []
  const region = regionOf(cell)
  // Where a function around this one has the variable, the body may be read once this function has ended.
  if (!region || !cell.scope || (start && enclosingFunction(start) !== cell.scope)) return []
  const place = start ? duty.site : cell.target
  const uses = readsOfAliases(facts, variable).map((node) => ({
    node,
    reading: readingOf(facts, node, duty.holder),
  }))
  const nodes = uses.filter(({ reading }) => reading === 'yes').map(({ node }) => node)
  const takings = uses.filter(({ reading }) => reading === 'maybe').map(({ node }) => node)
  const aborts = abortsIn(facts, region)
  if (nodes.length + takings.length + aborts.length === 0)
    return [lossOf(facts, duty, 'neverRead', place, 'unknown')]
  const { scope } = cell
  const effects = new Set([...nodes, ...aborts].map((node) => visiblePart(node, scope)))
  const maybes = new Set(takings.map((node) => visiblePart(node, scope)))
  const passes = passingWhereClosed(facts, [...effects, ...maybes, ...(start ? [start] : [])])
  const exitsWhere = (existsWhen: (test: TSESTree.Node) => Existence): readonly OpenExit[] =>
    openExits(region, {
      acquisition: start,
      isPiling: true,
      effectOf: (node) => (effects.has(node) ? 'release' : maybes.has(node) ? 'mayRelease' : 'none'),
      passes,
      existsWhen,
    })?.filter((exit) => isWayOut(exit, duty, region)) ?? []
  const bodyExists = (test: TSESTree.Node): Existence => bodyExistsWhen(facts, test, variable)
  const long = exitsWhere((test) => {
    const exists = bodyExists(test)
    return exists === 'either' ? succeedsWhen(test) : exists
  })
  const isLong = (exit: OpenExit): boolean =>
    long.some(({ node, open }) => node === exit.node && open === exit.open)
  return exitsWhere(bodyExists).map((exit): Loss => {
    const choice = exit.open === 'yes' || maybes.size > 0 ? undefined : soleChoice(effects, region)
    const isOpen = exit.open === 'yes' || (exit.kind === 'end' && choice !== undefined)
    const found = lossOf(
      facts,
      duty,
      FORMS[exit.kind] ?? 'unreadOnReturn',
      exit.kind === 'end' ? place : exit.node,
      isLong(exit) ? 'long' : 'short',
    )
    return {
      ...found,
      at: choice ? unreadBlock(choice, effects) : exit.node,
      ended: nodes,
      links: { ...found.links, open: openOf(isOpen, exit.node, takings[0]) },
    }
  })
}

const FORMS: Partial<Record<OpenExit['kind'], string>> = { end: 'unreadOnEnd', overwrite: 'unreadOnNext' }

function openOf(isOpen: boolean, at: TSESTree.Node, taking: TSESTree.Node | undefined): Link {
  if (isOpen) return link('yes', 'nothing has read the body by then', at)
  return taking
    ? link('likely', 'who handles the error may read the body of the response that it takes along', taking)
    : link('likely', 'what has read the body may depend on the same condition', at)
}

function lossOf(facts: FileFacts, duty: BodyDuty, form: string, node: TSESTree.Node, length: Length): Loss {
  return {
    kind: form === 'dropped' ? 'dropped' : 'left',
    form,
    duty,
    cell: duty.cell,
    node,
    at: undefined,
    owner: undefined,
    ended: [],
    links: {
      owed: duty.owed,
      open: link('yes', 'nothing here reads the body', node),
      alone: aloneOf(facts, duty),
      lasting: lastingOf(facts, duty),
      matters: mattersOf(facts, duty, length),
    },
  }
}

/** Answers what runs with the variable of a cell: a function's body, or the block that it belongs to. */
export function regionOf({ variable }: Cell): TSESTree.Node | undefined {
  const block = variable?.scope.block as TSESTree.Node | undefined
  return isFunction(block) ? block.body : block
}

/**
 * Whether nobody else reads the body or ends its connection: the code around the handler may abort the request some
 * time, and whoever is handed the request may listen to its response as well.
 */
function aloneOf(facts: FileFacts, { request, arrival }: BodyDuty): Link {
  const { node } = request
  const region = arrival.as === 'parameter' ? arrival.callback : node
  const use = useOf(facts, node)
  const uses = use.kind === 'alias' ? nodesOfVariable(use.variable).map((each) => useOf(facts, each)) : [use]
  const abort = uses.find(
    (each) => each.kind === 'receiver' && ABORTING.has(each.method ?? '') && !isWithin(each.node, region),
  )
  if (abort) return link('likely', 'the request is aborted some time', abort.node)
  if (request.protocol.arrives === 'promise') return link('yes', 'nobody else has the response')
  const handed = uses.find(
    (each) =>
      (each.kind === 'argument' && !isWithin(each.node, region)) ||
      (each.kind === 'returned' && each.node.parent?.type !== 'ArrowFunctionExpression'),
  )
  if (handed)
    return link('unknown', 'who is given the request may listen to its response as well', handed.node)
  const stored = uses.find(({ kind }) => kind === 'stored')
  if (stored) return link('likely', 'what has the request may listen to its response as well', stored.node)
  return link('yes', 'this handler is the only one that gets the response')
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

/** Whether the code goes on after an exit, and there is a body then. */
function isWayOut({ kind, node }: OpenExit, { kind: protocol }: BodyDuty, region: TSESTree.Node): boolean {
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
