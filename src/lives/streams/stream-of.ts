import type { TSESTree } from '@typescript-eslint/utils'

import {
  CONSTANTS,
  CREATORS,
  FINITE_METHODS,
  KEEPS_END,
  LASTING_METHOD,
  OF_FORM_CONTROLS,
  REQUESTER_NAME,
  REQUESTS,
  SUBJECTS,
  type Creation,
} from '../../protocols/rxjs.js'
import { isImported, isModuleVariable, isParameter, soleValue, type Variable } from '../../syntax/bindings.js'
import type { FunctionNode } from '../../syntax/functions.js'
import { calleeName, memberName, receiverOf } from '../../syntax/property-name.js'
import { unwrap, unwrapAwait } from '../../syntax/unwrap.js'
import { typeNames } from '../../types/type-queries.js'
import { functionsMeantBy } from '../../cells/call-targets.js'
import { perFile, perKey, type FileFacts } from '../../cells/file-facts.js'
import { decoratedAs, injectedAs } from '../../frameworks/injected-classes.js'
import { valuesByPlace } from '../../cells/values/written-values.js'
import { holderOf } from '../lifetime.js'
import { injectedStream, memberOfInjected, memberOfRoot, ofParameter } from './members.js'
import { applyOperator, isOperator } from './operators.js'
import { alike, endless, given, strongest, UNKNOWN_STREAM, values, type Stream } from './stream.js'
import { rxjsName } from '../../cells/definitions/rxjs-names.js'

/** Longer chains of aliases, members and calls than anyone writes by hand. */
const MAX_DEPTH = 100

const PAGE = 'until the page is left'
const PROGRAM = 'until the program ends'
const MODULE = 'as long as this module is loaded'

/** Answers when the stream that an expression stands for ends, and what keeps its subscribers until then. */
export function streamOf(facts: FileFacts, expression: TSESTree.Node): Stream {
  const level = nesting(facts)
  if (level.depth > MAX_DEPTH) return UNKNOWN_STREAM
  level.depth += 1
  const stream = findStream(facts, unwrap(expression))
  level.depth -= 1
  return stream
}

/** How many questions about streams wait for the answer to another: aliases, too, may be longer than the call stack. */
const nesting = perFile(() => ({ depth: 0 }))

function findStream(facts: FileFacts, node: TSESTree.Node): Stream {
  switch (node.type) {
    case 'Identifier': {
      const variable = facts.bindings.variableOf(node)
      return variable ? streamOfVariable(facts, variable) : UNKNOWN_STREAM
    }
    case 'MemberExpression':
      return streamOfMember(facts, node)
    case 'CallExpression':
      return streamOfCall(facts, node)
    case 'NewExpression':
      return SUBJECTS.has(calleeName(node) ?? '') ? endless(node, 'own') : UNKNOWN_STREAM
    case 'ConditionalExpression':
      return strongest([streamOf(facts, node.consequent), streamOf(facts, node.alternate)])
    case 'LogicalExpression':
      return strongest([streamOf(facts, node.left), streamOf(facts, node.right)])
    default:
      return UNKNOWN_STREAM
  }
}

/** `rx.EMPTY` */
function constantStream(facts: FileFacts, node: TSESTree.MemberExpression): Stream | undefined {
  const constant = CONSTANTS.get(rxjsName(facts, node) ?? '')
  if (constant === undefined) return undefined
  return constant === 'values' ? values(node) : endless(node, 'own')
}

const streamOfVariable = perKey((facts: FileFacts, variable: Variable): Stream => {
  const [node] = variable.identifiers
  if (!node) return UNKNOWN_STREAM
  if (isImported(variable)) {
    const constant = rxjsName(facts, node)
    if (constant === undefined) return given(node, true)
    return CONSTANTS.get(constant) === 'values' ? values(node) : endless(node, 'own')
  }
  if (isParameter(variable)) return injectedStream(facts, node) ?? ofParameter(node)
  const value = soleValue(variable)
  if (!value) return UNKNOWN_STREAM
  const stream = streamOf(facts, value)
  const isOwn = stream.ends === 'never' && stream.keeper === 'own'
  return isOwn && isModuleVariable(variable) && value.type === 'NewExpression'
    ? endless(node, 'outlives', MODULE)
    : stream
}, UNKNOWN_STREAM)

function streamOfMember(facts: FileFacts, node: TSESTree.MemberExpression): Stream {
  const name = memberName(node) ?? ''
  const place = facts.places.placeOf(node)
  if (place?.startsWith('this') === true && place.split('.').length === 2) {
    const injected = injectedStream(facts, node)
    if (injected) return injected
    const decorated = decoratedAs(facts, place)
    if (decorated) return { ...alike(node, decorated), isHeld: true }
    const written = valuesByPlace(facts).get(place)
    return written ? streamOfField(facts, written) : UNKNOWN_STREAM
  }
  if (OF_FORM_CONTROLS.has(name)) return { ...memberOfRoot(facts, node), ends: 'never' }
  return constantStream(facts, node) ?? memberOfInjected(facts, node, name, true)
}

/** The values of a field. A field may be written from itself, in a circle. */
const streamOfField = perKey(
  (facts: FileFacts, written: readonly (TSESTree.Node | 'parameter')[]): Stream =>
    strongest(
      written.map((value) => (value === 'parameter' ? UNKNOWN_STREAM : streamOf(facts, unwrapAwait(value)))),
    ),
  UNKNOWN_STREAM,
)

function streamOfCall(facts: FileFacts, node: TSESTree.CallExpression): Stream {
  const name = calleeName(node) ?? ''
  const callee = unwrap(node.callee)
  const receiver = receiverOf(node)
  const creation = CREATORS.get(rxjsName(facts, callee) ?? '')
  if (creation) return created(facts, node, creation)
  if (!receiver) return name === 'toObservable' ? alike(node, 'own') : returnedBy(facts, node)
  if (name === 'pipe') return pipedStream(facts, node, node.arguments.length)
  if (FINITE_METHODS.has(name)) return values(node)
  if (callee.type !== 'MemberExpression') return UNKNOWN_STREAM
  if (REQUESTS.includes(name) && REQUESTER_NAME.test(nameOf(receiver))) return values(node)
  if (injectedAs(facts, receiver)) return memberOfInjected(facts, callee, name, false)
  if (isOperator(name) || KEEPS_END.has(name)) {
    const source = streamOf(facts, receiver)
    return KEEPS_END.has(name) ? source : applyOperator(facts, source, node, innerOf(facts))
  }
  return functionsMeantBy(facts, callee).length > 0
    ? returnedBy(facts, node)
    : memberOfRoot(facts, callee, LASTING_METHOD.test(name))
}

/** Answers the stream that a `pipe()` makes with the first so many of its operators. */
export function pipedStream(facts: FileFacts, pipe: TSESTree.CallExpression, operators: number): Stream {
  const source = receiverOf(pipe)
  return pipe.arguments
    .slice(0, operators)
    .reduce<Stream>(
      (stream, operator) => applyOperator(facts, stream, operator, innerOf(facts)),
      source ? streamOf(facts, source) : UNKNOWN_STREAM,
    )
}

const innerOf =
  (facts: FileFacts) =>
  (node: TSESTree.Node): Stream => {
    const [target] = functionsMeantBy(facts, node)
    return target ? returnsOf(facts, target) : streamOf(facts, node)
  }

function nameOf(expression: TSESTree.Node): string {
  const node = unwrap(expression)
  if (node.type === 'Identifier') return node.name
  return node.type === 'MemberExpression' ? (memberName(node) ?? '') : ''
}

/** The stream that a function of this file returns. */
function returnedBy(facts: FileFacts, node: TSESTree.CallExpression): Stream {
  const [target, ...others] = functionsMeantBy(facts, node.callee)
  return target && others.length === 0 ? returnsOf(facts, target) : UNKNOWN_STREAM
}

const returnsOf = perKey((facts: FileFacts, target: FunctionNode): Stream => {
  const returned = facts.nodes.returns.get(target) ?? []
  return target.async || target.generator
    ? UNKNOWN_STREAM
    : strongest(returned.map((value) => streamOf(facts, value)))
}, UNKNOWN_STREAM)

function created(facts: FileFacts, node: TSESTree.CallExpression, creation: Creation): Stream {
  const [first, second] = node.arguments
  const isTimerOnce = calleeName(node) === 'timer' && !second
  switch (creation) {
    case 'values':
      return values(node)
    case 'ticks':
      return isTimerOnce ? values(node) : endless(node, 'outlives', PROGRAM)
    case 'events': {
      if (!first) return UNKNOWN_STREAM
      const { lifetime, until, ownModule } = holderOf(facts, first)
      if (lifetime === 'module' && ownModule !== true) return endless(node, 'outlives', until ?? PAGE)
      return {
        ...alike(node, lifetime === 'call' || lifetime === 'owner' ? 'own' : 'unknown'),
        ends: 'never',
      }
    }
    case 'given':
      return first ? madeOf(facts, first) : UNKNOWN_STREAM
    case 'called':
      return first ? innerOf(facts)(first) : UNKNOWN_STREAM
    case 'choice':
      return strongest(node.arguments.slice(1).map((each) => streamOf(facts, each)))
    case 'together':
      return strongest(elementsOf(node).map((each) => streamOf(facts, each)))
  }
}

/** The streams that are given as arguments, as a list or as the properties of an object. */
function elementsOf(node: TSESTree.CallExpression): TSESTree.Node[] {
  return node.arguments.flatMap((argument): TSESTree.Node[] => {
    if (argument.type === 'ArrayExpression') return argument.elements.filter((each) => each !== null)
    if (argument.type !== 'ObjectExpression') return [argument]
    return argument.properties.map((each) => (each.type === 'Property' ? each.value : each))
  })
}

function madeOf(facts: FileFacts, argument: TSESTree.Node): Stream {
  const node = unwrap(argument)
  if (node.type === 'ArrayExpression' || node.type === 'ImportExpression') return values(node)
  if (node.type === 'NewExpression' && calleeName(node) === 'Promise') return values(node)
  if (node.type === 'CallExpression' && calleeName(node) === 'fetch') return values(node)
  if (facts.types) {
    const names = typeNames(facts.types, facts.types.typeOf(node))
    if (['Promise', 'PromiseLike', 'Array', 'ReadonlyArray'].some((each) => names?.has(each)))
      return values(node)
  }
  return streamOf(facts, node)
}
