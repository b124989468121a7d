import type { TSESTree } from '@typescript-eslint/utils'

import type { Cell } from '../cells/cell.js'
import { functionsMeantBy, functionsRunBy } from '../cells/call-targets.js'
import { perKey, type CallNode, type FileFacts } from '../cells/file-facts.js'
import type { Use } from '../cells/uses/uses.js'
import { heldIn, keyOfEntry } from '../cells/uses/held.js'
import { usesWithin, writesWithin } from '../cells/uses/within.js'
import type { CellUses, CellWrite } from '../cells/uses/uses-of-cell.js'
import { OPENS_ITSELF, TAKES_OVER } from '../protocols/ownership.js'
import { TIMER_STOPS } from '../protocols/removals.js'
import type { ResourceProtocol } from '../protocols/resources/protocol.js'
import { isTeardownName, RELEASING_NAME } from '../protocols/teardowns.js'
import { mayThrowByName } from '../protocols/throwing.js'
import { enclosingFunctions, isWithin, type FunctionNode } from '../syntax/functions.js'
import { isNoHandle } from '../syntax/nothing.js'
import { calleeName, receiverOf } from '../syntax/property-name.js'
import { unwrap, wrapped } from '../syntax/unwrap.js'
import { CellWalk } from './cell-walk.js'
import { filledWhen } from './conditions/exists-when.js'
import { isEnd, isMadeWith, usesUnderAnyName } from './kept-cell-uses.js'
import { EMPTY, MAYBE, OPEN, type States } from './states.js'
import { TooDeep, type Effect, type OpenExit } from './walk-questions.js'

/** What a walk of one function over a cell that was there before it answers. */
export interface KeptWalk {
  /** Writes over, and voidings of, a handle that is open there. */
  readonly lost: readonly OpenExit[]
  /** Exceptions by which it may be left with a handle open in the cell. */
  readonly thrown: readonly OpenExit[]
  /** What the cell may hold when the function has ended. */
  readonly after: States
}

/**
 * Walks a function over the state of a cell that outlives its call. The cell is entered as `entered` says: open, empty, or
 * either. Undefined where the code is nested too deeply to follow.
 */
export function walkKeptCell(
  facts: FileFacts,
  cell: Cell,
  kind: ResourceProtocol,
  region: FunctionNode,
  entered: States,
  observe?: (node: TSESTree.Node, states: States) => void,
): KeptWalk | undefined {
  const effects = effectsIn(facts, cell, kind, region)
  const walk = new CellWalk({
    acquisition: undefined,
    entered,
    ...(observe && { observe }),
    effectOf: (node) => effects.get(node) ?? effectOfCall(facts, cell, kind, node) ?? throwing(node),
    existsWhen: (test) => filledWhen(facts, test, (part) => namesContent(facts, part, cell)),
  })
  try {
    const exits = walk.run(region.body)
    const lost = exits.filter((exit) => exit.kind === 'overwrite' || exit.kind === 'void')
    const thrown = exits.filter((exit) => exit.kind === 'throw')
    return { lost, thrown, after: walk.end | walk.returned }
  } catch (error) {
    if (error instanceof TooDeep) return undefined
    throw error
  }
}

/** Whether a part of a condition is what a cell holds, under any name, or asks whether there is such an entry. */
function namesContent(facts: FileFacts, part: TSESTree.Node, cell: Cell): boolean {
  if (contentOf(facts, heldIn(facts, cell)).has(part)) return true
  if (cell.kind !== 'entry') return facts.places.placeOf(part) === cell.place
  const receiver = part.type === 'CallExpression' && calleeName(part) === 'has' ? receiverOf(part) : undefined
  return receiver !== undefined && facts.places.placeOf(receiver) === cell.place
}

const contentOf = perKey(
  (_facts: FileFacts, { uses }: CellUses): ReadonlySet<TSESTree.Node> =>
    new Set(uses.map(({ node }) => node)),
)

/** A node that does nothing to the cell may still lead into a `catch`. */
function throwing(node: TSESTree.Node): Effect {
  if (node.type === 'AwaitExpression') return 'throws'
  if (node.type !== 'CallExpression') return 'none'
  const name = calleeName(node)
  return name !== undefined && !mayThrowByName(name) ? 'none' : 'throws'
}

/** The effects of what names the cell within a function, at the nodes that the walk passes. */
function effectsIn(
  facts: FileFacts,
  cell: Cell,
  kind: ResourceProtocol,
  region: FunctionNode,
): ReadonlyMap<TSESTree.Node, Effect> {
  const effects = new Map<TSESTree.Node, Effect>()
  const held = heldIn(facts, cell)
  const { writes } = held
  const uses = usesWithin(facts, usesUnderAnyName(facts, held), region)
  const ended = uses.filter((use) => isEnd(facts, kind, use))
  for (const use of uses) {
    if (isEnd(facts, kind, use)) {
      const passed = passedBy(use.node, region)
      // What a thing is made with runs when that calls it.
      if (passed !== use.node && isMadeWith(facts, writes, passed)) continue
      effects.set(passed, 'release')
      if (passed === use.node) effects.set(evaluatedAt(use), 'release')
      const taken = takenOut(facts, use.node)
      if (taken && isWithin(taken, region)) effects.set(taken, 'release')
    } else if (takesAlong(facts, use, ended)) effects.set(use.node, 'release')
    // What fails to open has nothing open.
    else if (use.kind === 'receiver' && OPENS_ITSELF.test(use.method ?? '')) {
      effects.set(use.call, 'none')
    } else if (use.kind === 'argument' && TAKES_OVER.test(calleeName(use.call) ?? '')) {
      effects.set(passedBy(use.node, region), 'mayRelease')
    }
  }
  for (const write of writesWithin(facts, writes, region)) {
    if (isOfAnotherKey(facts, cell, write)) continue
    const passed = passedBy(write.target, region)
    // In a nested function it happens later, if at all: what is there then is not known here.
    if (passed !== write.target) {
      if (!effects.has(passed)) effects.set(passed, 'none')
    } else effects.set(write.at, effectOfWrite(write))
  }
  return effects
}

/** `sockets.set(other, …)` leaves what is under this key where it is. */
function isOfAnotherKey(facts: FileFacts, cell: Cell, { target, value }: CellWrite): boolean {
  const own = keyOfEntry(cell)
  const key = value && keyOfEntry({ ...cell, target })
  return own !== undefined && key !== undefined && !isSameKey(facts, own, key)
}

function isSameKey(facts: FileFacts, one: TSESTree.Node, other: TSESTree.Node): boolean {
  const { sourceCode } = facts
  return one === other || sourceCode.getText(one) === sourceCode.getText(other)
}

/** Where the walk has evaluated a use: its call, or the use itself where that is none. */
function evaluatedAt(use: Use): TSESTree.Node {
  if (use.kind === 'receiver' || use.kind === 'argument') return use.call
  const outer = wrapped(use.node)
  return outer.parent?.type === 'CallExpression' ? outer.parent : use.node
}

/** `const old = this.socket; this.socket = undefined; old.close()`: the handle lives on under another name. */
function takesAlong(facts: FileFacts, use: Use, ended: readonly Use[]): boolean {
  if (use.kind !== 'alias') return false
  return ended.some(({ node }) => {
    const inner = unwrap(node)
    return inner.type === 'Identifier' && facts.bindings.variableOf(inner) === use.variable
  })
}

/** `const { socket } = this; this.socket = undefined; socket.close()`: where what is ended was taken out of its owner. */
function takenOut(facts: FileFacts, node: TSESTree.Node): TSESTree.Node | undefined {
  const inner = unwrap(node)
  const variable = inner.type === 'Identifier' ? facts.bindings.variableOf(inner) : undefined
  const declared = variable?.defs[0]?.node as TSESTree.Node | undefined
  return declared?.type === 'VariableDeclarator' && declared.id.type === 'ObjectPattern'
    ? (declared.init ?? undefined)
    : undefined
}

/** The outermost function within the region that a node stands in, which the walk does not enter; else the node. */
function passedBy(node: TSESTree.Node, region: FunctionNode): TSESTree.Node {
  const around = enclosingFunctions(node)
  const index = around.indexOf(region)
  return (index > 0 ? around[index - 1] : undefined) ?? node
}

function effectOfWrite({ value, operator }: CellWrite): Effect {
  if (operator === '??=' || operator === '||=') return 'none'
  if (operator === 'delete' || (value && (isNoHandle(value) || isStop(value)))) return 'voids'
  return 'refills'
}

/** `this.timer = clearInterval(this.timer)`: what stops a timer answers nothing. */
function isStop(value: TSESTree.Node): boolean {
  const call = unwrap(value)
  return call.type === 'CallExpression' && TIMER_STOPS.includes(calleeName(call) ?? '')
}

/**
 * What a call of functions in view does to the cell; undefined where they do not touch it. A call of an inherited method
 * whose name ends something may end the cell as well.
 */
function effectOfCall(
  facts: FileFacts,
  cell: Cell,
  kind: ResourceProtocol,
  node: TSESTree.Node,
): Effect | undefined {
  if (node.type !== 'CallExpression') return undefined
  const targets = functionsMeantBy(facts, node.callee)
  if (targets.length === 0) return mayEndInherited(node) ? 'mayRelease' : undefined
  const touched = functionsNaming(facts, cell)
  const relevant = targets.filter((target) => {
    const { functions } = functionsRunBy(facts, target)
    return [...touched].some((each) => functions.has(each))
  })
  const found = relevant.map((target) => summaryOf(facts, cell, kind, target))
  if (found.length === 0) return undefined
  return found.every((each) => each === found[0]) ? found[0] : 'mayRelease'
}

/** `this.reset()`, `super.stop()`, `closeAll(this)`: inherited, or of another file. */
function mayEndInherited(call: CallNode): boolean {
  const name = calleeName(call) ?? ''
  const receiver = call.type === 'CallExpression' ? receiverOf(call) : undefined
  const isOwn = receiver?.type === 'ThisExpression' || receiver?.type === 'Super'
  if (!isOwn && !call.arguments.some(({ type }) => type === 'ThisExpression')) return false
  return RELEASING_NAME.test(name) || isTeardownName(name, 0, NO_NAMES) || /^_*reset/.test(name)
}

const NO_NAMES: ReadonlySet<string> = new Set()

/** Answers the functions that name what is in a cell themselves. */
export function functionsNaming(facts: FileFacts, cell: Cell): ReadonlySet<FunctionNode> {
  return functionsAround(facts, heldIn(facts, cell))
}

const functionsAround = perKey((_facts: FileFacts, { uses, writes }: CellUses): ReadonlySet<FunctionNode> => {
  const nodes = [...uses.map(({ node }) => node), ...writes.map(({ target }) => target)]
  return new Set(nodes.flatMap((node) => enclosingFunctions(node)))
})

/**
 * What a function does to what is in a cell when it is called: fills it, ends it on every way, on some, or neither. Unsure where it
 * calls itself.
 */
function summaryOf(facts: FileFacts, cell: Cell, kind: ResourceProtocol, target: FunctionNode): Effect {
  const known = summariesOf(facts, cell)
  const answer = known.get(target)
  if (answer) return answer
  known.set(target, 'mayRelease')
  const open = walkKeptCell(facts, cell, kind, target, OPEN)
  const empty = walkKeptCell(facts, cell, kind, target, EMPTY)
  const found = effectOfStates(open?.after, empty?.after)
  known.set(target, found)
  return found
}

const summariesOf = perKey((_facts: FileFacts, _cell: Cell) => new Map<FunctionNode, Effect>())

function effectOfStates(after: States | undefined, fromEmpty: States | undefined): Effect {
  if (after === undefined || fromEmpty === undefined) return 'mayRelease'
  if ((fromEmpty & OPEN) !== 0 && (after & OPEN) !== 0) return 'fills'
  if ((after & (OPEN | MAYBE)) === 0) return 'release'
  return (after & ~OPEN) === 0 ? 'none' : 'mayRelease'
}

/** What a cell may hold where a function begins that did not fill it: something open, or nothing. */
export const OPEN_OR_EMPTY: States = OPEN | EMPTY
