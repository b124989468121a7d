import type * as ts from 'typescript'

import { perFile, type CallNode, type FileFacts } from '../../cells/file-facts.js'
import { useOf } from '../../cells/uses/uses.js'
import { CLOSING_METHODS, ENDS_BY_TYPE } from '../../protocols/closing-verbs.js'
import { HANDS_OUT, MAKES_NEW } from '../../protocols/makers.js'
import { resourceProtocols } from '../../protocols/resources.js'
import { resource, type ResourceProtocol } from '../../protocols/resources/protocol.js'
import { isWithin, runsAtModuleLoad } from '../../syntax/functions.js'
import { calleeName, receiverOf } from '../../syntax/property-name.js'
import { wrapped } from '../../syntax/unwrap.js'
import { disposalMethods, hasTypeName, type DisposalMethod } from '../../types/disposable.js'
import { isSameType, resultTypes } from '../../types/result-type.js'
import { callableMethod, declarerOf } from '../../types/teardown-method.js'
import { nameWithoutNull } from '../../types/type-name.js'
import type { TypeQueries } from '../../types/type-queries.js'
import type { Duty } from '../duty.js'
import { doubted, link, type Link } from '../link.js'
import { makerName } from '../makers.js'
import { hasOption } from './rows.js'
import { ignoredTypes, namesOf } from '../protocol-rows/row-types.js'

/**
 * Answers the calls of a file whose result has to be ended by its type: it has a row, it is disposable, or it has a
 * closing method without parameters. Nothing without types. Asked only of what makes something and keeps or drops it
 * here: an accessor, a look-up, and a fluent method answer what was there before.
 */
export const dutiesOfTypes = perFile((facts): readonly Duty[] => {
  const { types } = facts
  if (!types) return []
  const found: Duty[] = []
  for (const [name, calls] of facts.nodes.calls) {
    if (HANDS_OUT.test(name)) continue
    for (const site of calls) if (isKeptHere(facts, site)) add(found, dutyOf(facts, types, site))
  }
  for (const sites of facts.nodes.constructions.values()) {
    for (const site of sites) if (isKeptHere(facts, site)) add(found, dutyOf(facts, types, site))
  }
  return found
})

function add(found: Duty[], duty: Duty | undefined): void {
  if (duty) found.push(duty)
}

/** Whether the result is put somewhere or thrown away; what goes elsewhere is someone else's to release. */
function isKeptHere(facts: FileFacts, site: CallNode): boolean {
  const use = useOf(facts, site)
  if (use.kind === 'stored') return use.target.type !== 'Property' && use.target.type !== 'SpreadElement'
  if (runsAtModuleLoad(site)) return false
  return (
    use.kind === 'alias' || (use.kind === 'tested' && wrapped(site).parent?.type === 'ExpressionStatement')
  )
}

function dutyOf(facts: FileFacts, types: TypeQueries, site: CallNode): Duty | undefined {
  const results = resultTypesOf(types, site)
  const [first] = results
  // What is opened with a signal is closed by whoever aborts it.
  if (hasOption(site, 'signal')) return undefined
  if (!first || answersItsReceiver(types, site, results)) return undefined
  const arrival = { as: 'value' } as const
  const row = results.length === 1 ? rowOfType(facts, types, first) : undefined
  if (row) {
    const owed = link('yes', `its type is that of a ${row.noun}`, site)
    return { site, kind: row, source: 'type', arrival, owed }
  }
  const text = nameWithoutNull(types, first)
  if (text === undefined) return undefined
  const symbols = symbolsOf(facts, types, results)
  const [symbol] = symbols
  if (symbol) {
    const owed = owedBy(isMaker(site), `${text} has a [${symbol}]()`, site)
    return { site, kind: disposable(text, symbols), source: 'type', arrival, owed }
  }
  const method = closingMethodOf(facts, types, results)
  if (method === undefined) return undefined
  // An instance that keeps it for itself owns it; a local may be memory alone, whatever its type could close.
  const isOwned = isMaker(site) && useOf(facts, site).kind === 'stored'
  const owed = owedBy(isOwned, `${text}, which ${makerName(site)} answers, has a ${method}()`, site)
  return { site, kind: closedBy(text, method), source: 'type', arrival, owed }
}

function owedBy(isSure: boolean, because: string, site: CallNode): Link {
  return isSure ? link('yes', because, site) : doubted('meant', 'likely', because, site)
}

/** A construction makes something, and so does what says so by its name; of any other call it is likely at most. */
function isMaker(site: CallNode): boolean {
  return site.type === 'NewExpression' || MAKES_NEW.test(calleeName(site) ?? '')
}

function rowOfType(facts: FileFacts, types: TypeQueries, type: ts.Type): ResourceProtocol | undefined {
  return resourceProtocols().find(
    (row) => row.types.length > 0 && hasTypeName(types, type, namesOf(facts, row.types)) === 'yes',
  )
}

function resultTypesOf(types: TypeQueries, site: CallNode): ts.Type[] {
  const outer = wrapped(site)
  const isAwaited = outer !== site && outer.type === 'AwaitExpression' && isWithin(site, outer)
  return resultTypes(types, site, isAwaited)
}

/** A fluent method hands out what it is called on, which was there before. */
function answersItsReceiver(types: TypeQueries, site: CallNode, results: readonly ts.Type[]): boolean {
  if (site.type !== 'CallExpression') return false
  const receiver = receiverOf(site)
  return (
    receiver !== undefined && results.some((type) => isSameType(types, type, types.typeOf(receiver)) !== 'no')
  )
}

function symbolsOf(facts: FileFacts, types: TypeQueries, results: readonly ts.Type[]): DisposalMethod[] {
  const [first] = results
  const methods = first && disposalMethods(types, first)
  if (!methods || methods.length === 0) return []
  const ignored = ignoredTypes(facts)
  const isEach = results.every(
    (type) => hasTypeName(types, type, ignored) === 'no' && (disposalMethods(types, type)?.length ?? 0) > 0,
  )
  return isEach ? methods : []
}

function closingMethodOf(
  facts: FileFacts,
  types: TypeQueries,
  [first, ...others]: readonly ts.Type[],
): string | undefined {
  if (!first || others.some((other) => other.symbol !== first.symbol)) return undefined
  if (hasTypeName(types, first, ignoredTypes(facts)) !== 'no') return undefined
  const method = callableMethod(types, first, ENDS_BY_TYPE) ?? disconnecting(types, first)
  return method === undefined || HOLD_LISTENERS.has(declarerOf(first, method) ?? '') ? undefined : method
}

/** Observers are disconnected as well, and audio nodes, which are connected to something: only what connects by itself counts. */
function disconnecting(types: TypeQueries, type: ts.Type): string | undefined {
  const method = callableMethod(types, type, ['disconnect'])
  return method !== undefined && callableMethod(types, type, ['connect']) !== undefined ? method : undefined
}

/** What only holds its listeners goes with its owner, who holds it. */
const HOLD_LISTENERS: ReadonlySet<string> = new Set(['EventEmitter', 'Emitter', 'EventTarget', 'Subject'])

const MAX_NAME = 40

function nounOf(type: string): string {
  return type.length <= MAX_NAME ? type : 'disposable'
}

function disposable(type: string, methods: readonly DisposalMethod[]): ResourceProtocol {
  return resource({
    noun: nounOf(type),
    acquire: { name: '', form: 'function' },
    methods: [...methods, ...OTHER_RELEASES],
    awaits: methods[0] === 'Symbol.asyncDispose',
    exceptions: false,
    staysAfterFailure: true,
    example: '',
  })
}

/** Most disposables have had a method of their own for it since before there was a symbol. */
const OTHER_RELEASES = [
  'dispose',
  'close',
  'end',
  'destroy',
  'terminate',
  'stop',
  'release',
  'kill',
  'disconnect',
  'abort',
  'return',
]

function closedBy(type: string, method: string): ResourceProtocol {
  return resource({
    noun: nounOf(type),
    acquire: { name: '', form: 'constructor' },
    methods: [method, ...CLOSING_METHODS.filter((each) => each !== method)],
    example: '',
  })
}
