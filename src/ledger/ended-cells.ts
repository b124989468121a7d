import type { TSESTree } from '@typescript-eslint/utils'

import type { Cell } from '../cells/cell.js'
import { elementVariableOf } from '../cells/values/array-elements.js'
import { perKey, type CallNode, type FileFacts } from '../cells/file-facts.js'
import { nodesOfProperty, useOf, type Use } from '../cells/uses/uses.js'
import { heldIn } from '../cells/uses/held.js'
import { writesWithin } from '../cells/uses/within.js'
import { usesOfCell, type CellUses, type CellWrite } from '../cells/uses/uses-of-cell.js'
import { ENDS_A_HANDLE, OTHER_ENDS } from '../protocols/ownership.js'
import { resource, type ResourceProtocol } from '../protocols/resources/protocol.js'
import { CLOSING_METHODS, ENDS_LAST } from '../protocols/closing-verbs.js'
import { COLLECTORS, RELEASING_NAME } from '../protocols/teardowns.js'
import { TIMER_STOPS } from '../protocols/removals.js'
import { enclosingFunction } from '../syntax/functions.js'
import { isNothing } from '../syntax/nothing.js'
import { calleeName } from '../syntax/property-name.js'
import { unwrap, wrapped } from '../syntax/unwrap.js'

/**
 * Whether a use ends what is in a cell, as far as the name of what is called tells, of whatever kind it is: what may
 * end a thing speaks against a loss of it, also where no row knows it.
 */
export function endsByName(facts: FileFacts, use: Use): boolean {
  switch (use.kind) {
    case 'stored':
      return endsOfElement(facts, use.target).some((each) => endsByName(facts, each))
    case 'receiver':
      return use.method !== undefined && isEndingMethod(use.method)
    case 'argument': {
      const name = calleeName(use.call)
      return name !== undefined && (RELEASING_NAME.test(name) || COLLECTORS.has(name))
    }
    case 'other':
      return isCalled(use.node)
    default:
      return false
  }
}

/** `[this.a, this.b].forEach((each) => each.close())`: what is done with each element is done with the cell. */
function endsOfElement(facts: FileFacts, target: TSESTree.Node): readonly Use[] {
  const element = target.type === 'ArrayExpression' ? elementVariableOf(facts, target) : undefined
  return element ? usesOfCell(facts, element).uses : []
}

/** Methods that end what they are called on. `remove` and `delete` take something else out of it, mostly. */
function isEndingMethod(method: string): boolean {
  if (OTHER_ENDS.has(method) || CLOSING_METHODS.includes(method)) return true
  return RELEASING_NAME.test(method) && !/^(?:remove|delete|clear|off|un)/.test(method)
}

/** `this.stop()`, `stopWatching?.()`: the handle is the function that ends it. */
function isCalled(node: TSESTree.Node): boolean {
  const outer = wrapped(node)
  return outer.parent?.type === 'CallExpression' && outer.parent.callee === outer
}

/**
 * Answers the kind of what is in a cell, where the file itself ends it for good somewhere: that is what the file says must
 * be done with it, whatever made it. Undefined where nothing ends it, or only gives it up: to cancel or abort is not
 * to close.
 */
export function kindEndedIn(facts: FileFacts, cell: Cell): ResourceProtocol | undefined {
  return kindEndedByUses(facts, heldIn(facts, cell)) ?? kindEndedElsewhere(facts, cell)
}

const kindEndedByUses = perKey(
  (facts: FileFacts, { uses, writes }: CellUses): ResourceProtocol | undefined => {
    const ends = noEnds()
    const voidings = writes.filter(({ value }) => value && isNothing(value))
    for (const use of uses) {
      addEnd(facts, ends, use)
      if (use.kind === 'receiver' && isLastWord(facts, use, voidings)) ends.methods.add(use.method ?? '')
    }
    return kindOf(ends)
  },
)

const kindEndedElsewhere = perKey((facts: FileFacts, cell: Cell): ResourceProtocol | undefined => {
  const ends = noEnds()
  for (const node of readersElsewhere(facts, cell)) addEnd(facts, ends, useOf(facts, node))
  return kindOf(ends)
})

function kindOf(ends: Ends): ResourceProtocol | undefined {
  if (!isAny(ends)) return undefined
  return resource({
    noun: 'handle',
    acquire: { name: '', form: 'function' },
    methods: [...ends.methods],
    functions: [...ends.functions],
    example: '',
  })
}

/** `if (this.client) this.client.end(); this.client = null`: what is done to a thing last of all, as it is thrown away. */
function isLastWord(
  facts: FileFacts,
  use: Extract<Use, { kind: 'receiver' }>,
  voidings: readonly CellWrite[],
): boolean {
  if (!ENDS_LAST.test(use.method ?? '') || use.call.arguments.length > 0) return false
  const scope = enclosingFunction(use.node)
  return (
    wrapped(use.call).parent?.type === 'ExpressionStatement' &&
    writesWithin(facts, voidings, scope ?? facts.sourceCode.ast).some(
      ({ target }) => target.range[0] > use.node.range[0] && enclosingFunction(target) === scope,
    )
  )
}

/** How a file ends what is in a cell. */
interface Ends {
  readonly methods: Set<string>
  readonly functions: Set<string>
  /** The handle itself is called. */
  isCalled: boolean
}

const noEnds = (): Ends => ({ methods: new Set(), functions: new Set(), isCalled: false })

const isAny = ({ methods, functions, isCalled }: Ends): boolean =>
  methods.size > 0 || functions.size > 0 || isCalled

function addEnd(facts: FileFacts, ends: Ends, use: Use): void {
  switch (use.kind) {
    case 'receiver':
      if (use.method !== undefined && isPlainEnd(use.call, use.method)) ends.methods.add(use.method)
      break
    case 'argument': {
      const name = use.index === 0 ? calleeName(use.call) : undefined
      if (name !== undefined && (TIMER_STOPS.includes(name) || ENDS_ARGUMENT.test(name)))
        ends.functions.add(name)
      break
    }
    case 'stored':
      for (const each of endsOfElement(facts, use.target)) addEnd(facts, ends, each)
      break
    case 'other':
      if (isCalledBare(use.node)) ends.isCalled = true
      break
    default:
      break
  }
}

/** `stop()`, as a statement: what is asked for an answer is no end. */
function isCalledBare(node: TSESTree.Node): boolean {
  const outer = wrapped(node)
  const call = outer.parent
  if (call?.type !== 'CallExpression' || call.callee !== outer || call.arguments.length > 0) return false
  return wrapped(call).parent?.type === 'ExpressionStatement'
}

/** A property that more code reads than this, as the short names of a bundle are, is not followed. */
const MAX_READERS = 200

/** `clearTimeout(socket.timer)` in a function beside the class: the same field by another name of the instance. */
function readersElsewhere(facts: FileFacts, cell: Cell): readonly TSESTree.Node[] {
  if (cell.home === undefined) return []
  const nodes = nodesOfProperty(facts, cell.place)
  return nodes.length > MAX_READERS ? [] : nodes
}

/** `close(1000, reason)` may as well send a word to somebody else. */
function isPlainEnd(call: CallNode, method: string): boolean {
  if (!ENDS_A_HANDLE.test(method) && !CLOSING_METHODS.includes(method)) return false
  const isPlain = call.arguments.every(
    (argument) => argument.type === 'Literal' || unwrap(argument).type === 'ObjectExpression',
  )
  return call.arguments.length < 2 && isPlain
}

/** Functions that end what they are given for good. */
const ENDS_ARGUMENT = /^(?:dispose|destroy|close|terminate|free|release|unsubscribe|shutdown)(?![a-z])/
