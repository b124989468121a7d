import { resource, type ResourceProtocol } from '../protocols/resources/protocol.js'
import { CLOSING_METHODS, RELEASING_NAME } from '../protocols/teardowns.js'
import { soleValue } from '../syntax/bindings.js'
import { isClass, type ClassNode, type FunctionNode } from '../syntax/functions.js'
import { calleeName, keyName, receiverOf } from '../syntax/property-name.js'
import { unwrap, wrapped } from '../syntax/unwrap.js'
import { walk } from '../syntax/walk.js'
import { disposalMethods, hasTypeName } from '../types/disposable.js'
import { resultTypes } from '../types/result-type.js'
import { callableMethod } from '../types/teardown-method.js'
import type { Answer } from '../types/type-queries.js'
import { acquisitionAt } from './acquisitions.js'
import { functionsRunBy } from '../cells/call-targets.js'
import { ignoredTypes, MAKES_NEW, rowByType } from './disposables.js'
import { perFile, perKey, type CallNode, type FileFacts } from '../cells/file-facts.js'

/** Something that is meant to be closed, and how that is known. */
export interface Closable {
  protocol: ResourceProtocol
  /** `row`: a row of the protocols; `class`: a class of this file that has a teardown; `type`: by its type. */
  basis: 'row' | 'class' | 'type'
}

/**
 * Answers how the value that a call makes is closed. Undefined where it is nothing to close, and where that
 * is not known: without types, the classes of other files.
 */
export const closableOf = perKey((facts: FileFacts, made: CallNode): Closable | undefined => {
  const row = acquisitionAt(facts).get(made)
  if (row) return row.protocol.result.as === 'value' ? { protocol: row.protocol, basis: 'row' } : undefined
  const typed = isMaker(made) ? rowByType(facts, made) : undefined
  if (typed) return { protocol: typed, basis: 'row' }
  const own = classConstructedBy(facts, made)
  return own ? closableByClass(facts, made, own) : closableByType(facts, made)
})

/** Whether a call makes something new rather than handing out what belongs to someone else. */
function isMaker(made: CallNode): boolean {
  return made.type === 'NewExpression' || MAKES_NEW.test(calleeName(made) ?? '')
}

/** Answers the class of this file that a call makes an instance of. */
function classConstructedBy(facts: FileFacts, made: CallNode): ClassNode | undefined {
  const callee = unwrap(made.callee)
  if (made.type !== 'NewExpression' || callee.type !== 'Identifier') return undefined
  const variable = facts.bindings.variableOf(callee)
  const value = variable && soleValue(variable)
  return isClass(value) ? value : undefined
}

function closableByClass(facts: FileFacts, made: CallNode, node: ClassNode): Closable | undefined {
  const method = closingMethodOf(facts, node)
  return method === undefined
    ? undefined
    : { protocol: protocolOf(calleeName(made) ?? 'object', method), basis: 'class' }
}

/** The method without parameters by which a class of this file is closed, where that releases anything. */
function closingMethodOf(facts: FileFacts, { body }: ClassNode): string | undefined {
  for (const method of CLOSING_METHODS) {
    for (const element of body.body) {
      if (element.type !== 'MethodDefinition' || element.static || element.value.params.length > 0) continue
      if (keyName(element.key, element.computed) !== method) continue
      if (doesRelease(facts, element.value as FunctionNode) === 'yes') return method
    }
  }
  return undefined
}

/**
 * Whether a function, or one that it runs, releases something, by the names of what is called. "No" where it calls
 * nothing, or only empties collections and writes a log; unknown where the names do not tell.
 */
export const doesRelease = perKey((facts: FileFacts, node: FunctionNode): Answer => {
  let answer: Answer = 'no'
  for (const each of functionsRunBy(facts, node).functions) {
    // A signature of an overload, or an abstract method.
    if ((each.body as FunctionNode['body'] | null) === null) continue
    walk(each.body, facts.sourceCode.visitorKeys, (inner) => {
      if (inner.type !== 'CallExpression') return answer !== 'yes'
      const name = calleeName(inner) ?? ''
      const receiver = receiverOf(inner)
      if (receiver?.type === 'Identifier' && HARMLESS_RECEIVERS.has(receiver.name)) return true
      const isOwn = receiver?.type === 'ThisExpression' || receiver?.type === 'Super'
      if (isReleasingName(name) && !isOwn) answer = 'yes'
      else if (answer === 'no' && !HARMLESS_CALLS.has(name)) answer = 'unknown'
      return answer !== 'yes'
    })
  }
  return answer
})

/** Whether a call of a name ends something rather than emptying a collection. */
export function isReleasingName(name: string): boolean {
  return (RELEASING_NAME.test(name) || ENDS.has(name)) && !HARMLESS_CALLS.has(name)
}

const ENDS: ReadonlySet<string> = new Set(['end', 'kill', 'quit', 'free', 'shutdown', 'Symbol.dispose'])

const HARMLESS_CALLS: ReadonlySet<string> = new Set(['clear', 'delete', 'log', 'debug', 'resolve', 'super'])

const HARMLESS_RECEIVERS: ReadonlySet<string> = new Set(['console', 'Promise', 'logger', 'log'])

function closableByType(facts: FileFacts, made: CallNode): Closable | undefined {
  const { types } = facts
  if (!types || !isMaker(made)) return undefined
  const isAwaited = wrapped(made).type === 'AwaitExpression'
  const [type, ...others] = resultTypes(types, made, isAwaited)
  if (!type || others.some((other) => other.symbol !== type.symbol)) return undefined
  if (hasTypeName(types, type, neverMembers(facts)) !== 'no') return undefined
  const [symbol] = disposalMethods(types, type) ?? []
  const method = callableMethod(types, type, CLOSED_BY_TYPE) ?? symbol
  if (method === undefined) return undefined
  return { protocol: protocolOf(types.checker.typeToString(type), method), basis: 'type' }
}

/** Without `disconnect`: an observer that is dropped with what it observes goes by itself. */
const CLOSED_BY_TYPE = CLOSING_METHODS.filter((method) => method !== 'disconnect')

/** What only holds its listeners goes with its owner, who holds it. */
const HOLDS_LISTENERS = ['EventEmitter', 'Emitter', 'EventTarget', 'Subject']

const neverMembers = perFile(
  (facts): ReadonlySet<string> => new Set([...ignoredTypes(facts), ...HOLDS_LISTENERS]),
)

const MAX_NAME = 40

function protocolOf(name: string, method: string): ResourceProtocol {
  return resource({
    noun: name.length <= MAX_NAME ? name : 'disposable',
    acquire: { name: '', form: 'constructor' },
    methods: [method, ...CLOSING_METHODS.filter((each) => each !== method)],
    example: '',
  })
}
