import type { TSESTree } from '@typescript-eslint/utils'

import type { Cell } from '../cells/cell.js'
import { perKey, type CallNode, type FileFacts } from '../cells/file-facts.js'
import type { Use } from '../cells/uses.js'
import { usesOfCell } from '../cells/uses-of-cell.js'
import { ENDS_A_HANDLE, OTHER_ENDS } from '../protocols/ownership.js'
import { resource, type ResourceProtocol } from '../protocols/resources/protocol.js'
import { CLOSING_METHODS, COLLECTORS, RELEASING_NAME } from '../protocols/teardowns.js'
import { TIMER_PROTOCOLS } from '../protocols/timers.js'
import { calleeName } from '../syntax/property-name.js'
import { unwrap, wrapped } from '../syntax/unwrap.js'

/**
 * Whether a use ends what is in a cell, as far as the name of what is called tells, of whatever kind it is: what may
 * end a thing speaks against a loss of it, also where no row knows it.
 */
export function endsByName(use: Use): boolean {
  switch (use.kind) {
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
export const kindEndedIn = perKey((facts: FileFacts, cell: Cell): ResourceProtocol | undefined => {
  const methods = new Set<string>()
  const functions = new Set<string>()
  for (const use of usesOfCell(facts, cell).uses) {
    if (use.kind === 'receiver' && use.method !== undefined && isPlainEnd(use.call, use.method)) {
      methods.add(use.method)
    }
    const name = use.kind === 'argument' && use.index === 0 ? calleeName(use.call) : undefined
    if (name !== undefined && (TIMER_STOPS.has(name) || ENDS_ARGUMENT.test(name))) functions.add(name)
  }
  if (methods.size === 0 && functions.size === 0) return undefined
  return resource({
    noun: 'handle',
    acquire: { name: '', form: 'function' },
    methods: [...methods],
    functions: [...functions],
    example: '',
  })
})

/** `close(1000, reason)` may as well send a word to somebody else. */
function isPlainEnd(call: CallNode, method: string): boolean {
  if (!ENDS_A_HANDLE.test(method) && !CLOSING_METHODS.includes(method)) return false
  const isPlain = call.arguments.every(
    (argument) => argument.type === 'Literal' || unwrap(argument).type === 'ObjectExpression',
  )
  return call.arguments.length < 2 && isPlain
}

const TIMER_STOPS: ReadonlySet<string> = new Set(TIMER_PROTOCOLS.flatMap(({ stop }) => stop))

/** Functions that end what they are given for good. */
const ENDS_ARGUMENT = /^(?:dispose|destroy|close|terminate|free|release|unsubscribe|shutdown)(?![a-z])/
