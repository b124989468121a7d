import type { TSESTree } from '@typescript-eslint/utils'

import { resource, type Acquire, type ResourceProtocol } from '../../protocols/resources/protocol.js'
import type { UserProtocol } from '../../protocols/settings.js'
import { isParameter, soleValue, type Variable } from '../../syntax/bindings.js'
import { isFunction, type FunctionNode } from '../../syntax/functions.js'
import { isModuleNamed, moduleOf } from '../../syntax/module-origin.js'
import type { Place } from '../../syntax/places.js'
import { calleeName, keyName, memberName } from '../../syntax/property-name.js'
import { rootOf, unwrap, unwrapAwait, wrapped } from '../../syntax/unwrap.js'
import { hasTypeName } from '../../types/disposable.js'
import { functionsMeantBy } from '../../cells/call-targets.js'
import type { Arrival, Duty } from '../duty.js'
import { link } from '../link.js'
import { makerName } from '../makers.js'
import { rowsWithin } from '../protocol-rows/resource-rows.js'
import { namesOf } from '../protocol-rows/row-types.js'
import { calleesMeant, callsByOtherName } from '../../cells/aliased-calls.js'
import { perFile, type CallNode, type FileFacts } from '../../cells/file-facts.js'
import { importsOneOf, localNamesOf, localNamesOfDefault } from '../../cells/definitions/imported-names.js'

/** Answers what the rows of the protocols and of the user's settings know of a file, each site once. */
export const dutiesOfRows = perFile((facts): readonly Duty[] => {
  const found = new Map<CallNode, Duty>()
  for (const kind of [...rowsWithin(facts), ...facts.settings.protocols.flatMap(userRows)]) {
    for (const site of candidatesOf(facts, kind.acquire)) {
      if (found.has(site) || !acquires(facts, site, kind)) continue
      const arrival = arrivalOf(facts, site, kind)
      const owed =
        kind.endsByItself === true
          ? link('unknown', `a ${kind.noun} ends by itself`, site)
          : link('yes', `${makerName(site)} opens ${kind.noun}`, site)
      if (arrival) found.set(site, { site, kind, source: 'row', arrival, owed })
    }
  }
  return [...found.values()]
})

/** How it arrives; undefined for a callback whose parameters cannot be seen. */
function arrivalOf(facts: FileFacts, site: CallNode, { result }: ResourceProtocol): Arrival | undefined {
  switch (result.as) {
    case 'value':
      return { as: 'value' }
    case 'argument':
      return { as: 'argument', index: result.index }
    case 'callback': {
      const callback = callbackOf(facts, site)
      return callback && { as: 'parameter', callback, index: result.parameter }
    }
  }
}

/** The function that a call is given last, in place or by its name. */
function callbackOf(facts: FileFacts, { arguments: given }: CallNode): FunctionNode | undefined {
  const last = given.at(-1)
  if (!last || isFunction(last)) return last
  const [target, ...others] = functionsMeantBy(facts, last)
  return others.length === 0 ? target : undefined
}

/** A row of the user's settings says neither how it is called nor how it releases: both ways count. */
function userRows(row: UserProtocol): ResourceProtocol[] {
  return (['function', 'method', 'constructor'] as const).map((form) =>
    resource({
      noun: `result of ${row.acquire}()`,
      acquire: {
        name: row.acquire,
        form,
        ...(row.module === undefined || form === 'method' ? {} : { modules: [row.module] }),
      },
      methods: row.release,
      functions: row.release,
      example: `${row.acquire}()`,
    }),
  )
}

/** The calls that have the right name, the one that an import gives it included. */
function candidatesOf(facts: FileFacts, acquire: Acquire): readonly CallNode[] {
  const { name, form, modules, isDefault } = acquire
  const named: ReadonlyMap<string, readonly CallNode[]> =
    form === 'constructor' ? facts.nodes.constructions : facts.nodes.calls
  const known = named.get(name) ?? NONE
  if (!modules || form === 'method') return known
  const others = form === 'constructor' ? NONE : callsByOtherName(facts, name)
  const exported = localNamesOf(facts, name, modules)
  const whole = isDefault ? localNamesOfDefault(facts, modules) : NONE
  if (exported.length + whole.length + others.length === 0) return known
  const locals = [...exported, ...whole].filter((local) => local !== name)
  if (locals.length + others.length === 0) return known
  return [...known, ...others, ...locals.flatMap((each) => named.get(each) ?? NONE)]
}

/** Most rows have nothing in most files: that must cost nothing. */
const NONE: readonly never[] = []

function acquires(facts: FileFacts, node: CallNode, protocol: ResourceProtocol): boolean {
  const { acquire, result } = protocol
  if (result.as === 'callback' && !hasCallback(facts, node, result.parameter)) return false
  if (acquire.callback && mayHaveCallback(node)) return false
  if (acquire.option !== undefined && !hasOption(node, acquire.option)) return false
  if (acquire.unless !== undefined && hasOption(node, acquire.unless)) return false
  // What is opened with a signal is closed by whoever aborts it.
  if (hasOption(node, 'signal')) return false
  if (acquire.first && !startsWith(node, acquire.first)) return false
  const callee = unwrap(node.callee)
  if (acquire.global !== undefined) return facts.places.placeOf(callee) === globalPlace(acquire)
  if (acquire.form === 'method') {
    return callee.type === 'MemberExpression' && isReceiver(facts, callee.object, acquire)
  }
  if (acquire.modules === undefined) {
    // `new api.Client()`: a class that is a member of its module.
    return (
      callee.type === 'Identifier' || (acquire.form === 'constructor' && callee.type === 'MemberExpression')
    )
  }
  return (
    isFromModule(facts, callee, acquire.modules) ||
    (acquire.form === 'constructor' && isGivenClass(facts, callee) && importsOneOf(facts, acquire.modules))
  )
}

/** `function show(Player: typeof Hls) { new Player() }`, `new this.driver.Pool()`: a class that arrives as a value. */
function isGivenClass(facts: FileFacts, callee: TSESTree.Node): boolean {
  const root = rootOf(callee)
  if (root.type === 'ThisExpression') return true
  const variable = root.type === 'Identifier' ? facts.bindings.variableOf(root) : undefined
  return variable !== undefined && isParameter(variable)
}

function globalPlace({ global, name }: Acquire): Place {
  return global === undefined || global === '' ? `g:${name}` : `g:${global}.${name}`
}

/** Whether a callee is imported from one of the modules: `openSync`, `fs.openSync`, `fs.promises.open`. */
function isFromModule(facts: FileFacts, callee: TSESTree.Node, modules: readonly string[]): boolean {
  return calleesMeant(facts, callee).every((each) => {
    const source = moduleOf(each, facts.bindings)
    return source !== undefined && isModuleNamed(source, modules)
  })
}

/**
 * Whether a method is called on the right thing. With types: on what has one of the types. With modules: on
 * what is constructed from one of them, or on something of the right name in a file that imports one. With
 * neither, the names say enough.
 */
function isReceiver(facts: FileFacts, node: TSESTree.Node, acquire: Acquire): boolean {
  const { modules, receiver, receiverTypes } = acquire
  const object = unwrap(node)
  if (receiverTypes && facts.types) {
    const answer = hasTypeName(facts.types, facts.types.typeOf(object), namesOf(facts, receiverTypes))
    if (answer !== 'unknown') return answer === 'yes'
  }
  if (!modules) return receiver === undefined || receiver.test(nameOf(object) ?? '')
  if (object.type === 'Identifier') {
    const variable = facts.bindings.variableOf(object)
    const value = variable && soleValue(variable)
    if (value?.type === 'NewExpression' || value?.type === 'CallExpression') {
      const made = calleeName(value)
      return (
        made !== undefined &&
        receiver?.test(made) !== false &&
        isFromModule(facts, unwrap(value.callee), modules)
      )
    }
    // `const b = await getBrowser()`, `function capture(b: Browser)`
    const said = variable && (typeNameOf(variable) ?? (value && awaitedMaker(value)))
    if (said !== undefined && receiver?.test(said) === true) return importsOneOf(facts, modules)
  }
  return receiver?.test(nameOf(object) ?? '') === true && importsOneOf(facts, modules)
}

/** The name of the type that a variable is declared with. */
function typeNameOf({ identifiers: [declared] }: Variable): string | undefined {
  const type = declared?.typeAnnotation?.typeAnnotation
  return type?.type === 'TSTypeReference' && type.typeName.type === 'Identifier'
    ? type.typeName.name
    : undefined
}

function awaitedMaker(value: TSESTree.Node): string | undefined {
  const made = unwrapAwait(value)
  return made.type === 'CallExpression' ? calleeName(made) : undefined
}

/** A chain of calls is named after the last of them: `new Builder().forBrowser('chrome')`. */
function nameOf(node: TSESTree.Node): string | undefined {
  if (node.type === 'Identifier') return node.name
  if (node.type === 'CallExpression' || node.type === 'NewExpression') return calleeName(node)
  return node.type === 'MemberExpression' ? memberName(node) : undefined
}

/** Whether an option is on in an object literal among the arguments. */
export function hasOption(node: CallNode, option: string): boolean {
  return node.arguments.some(
    (argument) =>
      argument.type === 'ObjectExpression' &&
      argument.properties.some(
        (property) =>
          property.type === 'Property' &&
          keyName(property.key, property.computed) === option &&
          !(property.value.type === 'Literal' && property.value.value === false),
      ),
  )
}

function startsWith(node: CallNode, values: readonly string[]): boolean {
  const [first] = node.arguments
  return first?.type === 'Literal' && typeof first.value === 'string' && values.includes(first.value)
}

function hasCallback(facts: FileFacts, node: CallNode, parameters: number): boolean {
  return (callbackOf(facts, node)?.params.length ?? 0) > parameters
}

/** Whether the last argument is a callback, or may be one since nothing is done with the result. */
function mayHaveCallback(node: CallNode): boolean {
  const last = node.arguments.at(-1)
  if (last === undefined || last.type === 'Literal' || last.type === 'ObjectExpression') return false
  return isFunction(last) || wrapped(node).parent?.type === 'ExpressionStatement'
}
