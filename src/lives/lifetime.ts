import type { TSESTree } from '@typescript-eslint/utils'

import {
  EXTENSION_EVENT,
  FACTORY_NAME,
  GLOBALS_BY_MODULE,
  LONG_LIVED_GLOBALS,
  WRAPS_TARGETS,
} from '../protocols/holders.js'
import { FLUENT_METHODS } from '../protocols/listeners.js'
import { COLLECTORS } from '../protocols/teardowns.js'
import {
  importSource,
  isImported,
  isModuleVariable,
  isParameter,
  soleValue,
  valuesOf,
  type Variable,
} from '../syntax/bindings.js'
import { destructuredFrom } from '../syntax/aliases.js'
import type { Place } from '../syntax/places.js'
import { isClass } from '../syntax/functions.js'
import { calleeName, keyName, memberName } from '../syntax/property-name.js'
import { hasTypeName } from '../types/disposable.js'
import { isNothing } from '../syntax/nothing.js'
import { rootOf, unwrap, unwrapAwait } from '../syntax/unwrap.js'
import { perKey, type FileFacts } from '../cells/file-facts.js'
import { valuesByPlace } from '../cells/values/written-values.js'

/**
 * How long something lives.
 *
 * - `call`: a local that dies with its call
 * - `owner`: as long as the instance, component or closure that made it
 * - `module`: as long as the module, the page or the process
 * - `unknown`: given from outside (a parameter, an import, an injected member), or not understood
 */
export type Lifetime = 'call' | 'owner' | 'module' | 'unknown'

export interface Holder {
  lifetime: Lifetime
  /** For `module`: until when it lives, as a message says it. */
  until: string | undefined
  /** For `module`: whether it belongs to this file's module rather than to the platform. */
  ownModule?: boolean
  /** For `unknown`: where it comes from. */
  origin: 'parameter' | 'import' | 'injected' | 'other'
}

const PAGE = 'until the page is left'
const PROGRAM = 'until the program ends'
/** A module is never unloaded, but one that is loaded twice is there twice. */
const MODULE = 'as long as this module is loaded'

const CALL: Holder = { lifetime: 'call', until: undefined, origin: 'other' }
const OWNER: Holder = { lifetime: 'owner', until: undefined, origin: 'other' }
const UNKNOWN: Holder = { lifetime: 'unknown', until: undefined, origin: 'other' }

const asModule = (until: string): Holder => ({
  lifetime: 'module',
  until,
  origin: 'other',
  ownModule: until === MODULE,
})

/** Longer chains of members and calls than anyone writes by hand. */
const MAX_DEPTH = 50

/** Answers how long the value of an expression lives, and with whom. */
export function holderOf(facts: FileFacts, expression: TSESTree.Node, depth = 0): Holder {
  if (depth > MAX_DEPTH) return UNKNOWN
  const node = unwrap(expression)
  const place = facts.places.placeOf(node)
  if (isLongLivedByType(facts, node)) return asModule(PROGRAM)
  if (place !== undefined) {
    const until = LONG_LIVED_GLOBALS.get(place)
    if (until !== undefined) return asModule(until)
    if (place.startsWith('g:matchMedia') || EXTENSION_EVENT.test(place)) return asModule(PAGE)
    if (facts.settings.longLived.size > 0 && facts.settings.longLived.has(facts.sourceCode.getText(node)))
      return asModule(PROGRAM)
  }
  switch (node.type) {
    case 'ThisExpression':
    case 'Super':
      return OWNER
    case 'Identifier':
      return identifierHolder(facts, node)
    case 'MemberExpression':
      return memberHolder(facts, node, place, depth)
    case 'NewExpression':
      return CALL
    case 'CallExpression':
      return callHolder(facts, node, depth)
    case 'LogicalExpression':
      return node.operator === '&&'
        ? holderOf(facts, node.right, depth + 1)
        : holderOfEither(facts, node.left, node.right, depth)
    case 'ConditionalExpression':
      return holderOfEither(facts, node.consequent, node.alternate, depth)
    default:
      return UNKNOWN
  }
}

/** One of two: known where both live alike. */
function holderOfEither(facts: FileFacts, one: TSESTree.Node, other: TSESTree.Node, depth: number): Holder {
  if (isNothing(one)) return holderOf(facts, other, depth + 1)
  if (isNothing(other)) return holderOf(facts, one, depth + 1)
  const [left, right] = [holderOf(facts, one, depth + 1), holderOf(facts, other, depth + 1)]
  return left.lifetime === right.lifetime && left.origin === right.origin ? left : UNKNOWN
}

/** Whether the user's settings name the type of an expression as long-lived. */
function isLongLivedByType({ types, settings }: FileFacts, node: TSESTree.Node): boolean {
  if (!types || settings.longLived.size === 0) return false
  return hasTypeName(types, types.typeOf(node), settings.longLived) === 'yes'
}

function callHolder(facts: FileFacts, node: TSESTree.CallExpression, depth = 0): Holder {
  const name = calleeName(node)
  if (name === 'matchMedia') return asModule(PAGE)
  if (name !== undefined && FACTORY_NAME.test(name)) return CALL
  if (name !== undefined && WRAPS_TARGETS.has(name)) return holderOfWrapped(facts, node)
  // A collector answers what it is given: `this._register(new Emitter())`.
  const [only, ...others] = node.arguments
  if (only && others.length === 0 && name !== undefined && PASSES_ON.has(name)) {
    return holderOf(facts, unwrapAwait(only), depth + 1)
  }
  // A fluent call such as `child.stdout.setEncoding('utf8').on(…)` lives as long as what it is called on.
  if (node.callee.type === 'MemberExpression' && name !== undefined && FLUENT_METHODS.has(name)) {
    return holderOf(facts, node.callee.object, depth + 1)
  }
  return isHandedOut(facts, node, name) ? { ...UNKNOWN, origin: 'import' } : UNKNOWN
}

/** `$(window)`: what is wrapped is listened to, and of an element nobody knows how long it is there. */
function holderOfWrapped(facts: FileFacts, { arguments: [only] }: TSESTree.CallExpression): Holder {
  const until = only && LONG_LIVED_GLOBALS.get(facts.places.placeOf(only) ?? '')
  return until === undefined ? UNKNOWN : asModule(until)
}

/**
 * `Client.get()`, `getStore()`: what another module hands out without being given anything of the caller's is there for
 * others as well. A hook makes it for its component.
 */
function isHandedOut(facts: FileFacts, node: TSESTree.CallExpression, name: string | undefined): boolean {
  const variable = facts.bindings.variableOf(rootOf(node.callee))
  const isOfCaller = node.arguments.some((argument) => argument.type !== 'Literal')
  return !isOfCaller && variable !== undefined && isImported(variable) && !/^use[A-Z]/.test(name ?? '')
}

const PASSES_ON: ReadonlySet<string> = new Set([...COLLECTORS, 'add'])

function identifierHolder(facts: FileFacts, node: TSESTree.Identifier): Holder {
  const variable = facts.bindings.variableOf(node)
  if (!variable || variable.defs.length === 0) return UNKNOWN
  return variableHolder(facts, variable)
}

/** Variables may be aliases in circles: what lives as long as itself lives nobody knows how long. */
const variableHolder = perKey((facts: FileFacts, variable: Variable): Holder => {
  const source = importSource(variable)
  if (source !== undefined) {
    const until = LONG_LIVED_GLOBALS.get(GLOBALS_BY_MODULE.get(source) ?? '')
    return until === undefined ? { ...UNKNOWN, origin: 'import' } : asModule(until)
  }
  if (isImported(variable)) return { ...UNKNOWN, origin: 'import' }
  if (isParameter(variable)) return { ...UNKNOWN, origin: 'parameter' }
  if (isModuleVariable(variable)) {
    const value = soleValue(variable)
    // What a call at module level hands out may belong to anyone; what it constructs lives with the module.
    const made = value && unwrapAwait(value)
    if (made?.type === 'NewExpression') return asModule(MODULE)
    const holder = made?.type === 'CallExpression' ? callHolder(facts, made) : UNKNOWN
    if (holder.lifetime === 'module') return holder
    return holder.lifetime === 'call' ? asModule(MODULE) : UNKNOWN
  }
  const holders = (valuesOf(variable) ?? []).map((value) => holderOf(facts, unwrapAwait(value)))
  // One of several: it may be the one that lives longest.
  return (
    LONGEST_FIRST.flatMap((each) => holders.find(({ lifetime }) => lifetime === each) ?? [])[0] ??
    holderOfPart(facts, variable)
  )
}, UNKNOWN)

const LONGEST_FIRST: readonly Lifetime[] = ['module', 'unknown', 'owner', 'call']

/** `const { room } = this.props` names a part of what the instance is given, or has. */
function holderOfPart(facts: FileFacts, variable: Variable): Holder {
  const part = destructuredFrom(variable)
  if (!part) return UNKNOWN
  const source = unwrap(part.source)
  if (rootOf(source).type !== 'ThisExpression') return UNKNOWN
  const place = facts.places.variablePlace(variable)
  if (source.type === 'ThisExpression') return fieldHolder(facts, place, part.name)
  const whole = holderOf(facts, source)
  return whole.lifetime === 'module' ? UNKNOWN : whole
}

function memberHolder(
  facts: FileFacts,
  node: TSESTree.MemberExpression,
  place: Place | undefined,
  depth: number,
): Holder {
  const object = unwrap(node.object)
  if (memberName(node) === 'ownerDocument') return asModule(PAGE)
  if (object.type === 'ThisExpression' || (place?.startsWith('this') === true && isDirectMember(place))) {
    return fieldHolder(facts, place, memberName(node))
  }
  const isOfClass = staticHolder(facts, node, place)
  if (isOfClass) return isOfClass
  const variable = facts.bindings.variableOf(object)
  const global = GLOBALS_BY_MODULE.get((variable && importSource(variable)) ?? '')
  const until = LONG_LIVED_GLOBALS.get(`${global ?? ''}.${memberName(node) ?? ''}`)
  if (until !== undefined) return asModule(until)
  // A part of something local dies with it: `child.stdout`, `request.signal`.
  const given = place === undefined ? undefined : valuesByPlace(facts).get(place)
  if (given && object.type === 'Identifier') return holderOfValues(facts, given)
  if (memberName(node) === 'signal' && isMadeOfGiven(facts, object)) return { ...UNKNOWN, origin: 'injected' }
  const whole = holderOf(facts, object, depth + 1)
  if (whole.lifetime === 'call' || whole.lifetime === 'owner') return whole
  return whole.lifetime === 'module' ? UNKNOWN : whole
}

/** `this.options = new Options(given)`: the signal in it is the one that was given. A request or controller makes its own. */
function isMadeOfGiven(facts: FileFacts, object: TSESTree.Node): boolean {
  const place = facts.places.placeOf(object)
  const values = (place === undefined ? undefined : valuesByPlace(facts).get(place)) ?? []
  return values.some((value) => {
    const made = value === 'parameter' ? undefined : unwrapAwait(value)
    return (
      made?.type === 'NewExpression' &&
      made.arguments.length > 0 &&
      !MAKES_SIGNAL.test(calleeName(made) ?? '')
    )
  })
}

const MAKES_SIGNAL = /Request$|Controller$/

/** `Registry.bus`: what a class keeps lives with its module, if the class or its module makes it. */
function staticHolder(
  facts: FileFacts,
  node: TSESTree.MemberExpression,
  place: Place | undefined,
): Holder | undefined {
  const variable = facts.bindings.variableOf(unwrap(node.object))
  const owner = variable && soleValue(variable)
  if (!owner || !isClass(owner)) return undefined
  const declared = owner.body.body.flatMap((element) => {
    if (element.type !== 'PropertyDefinition' || !element.static || !element.value) return []
    return keyName(element.key, element.computed) === memberName(node) ? [element.value] : []
  })
  const values = [...declared, ...((place === undefined ? undefined : valuesByPlace(facts).get(place)) ?? [])]
  const isMade = values.length > 0 && values.every((value) => isMadeHere(value))
  return isMade ? asModule(MODULE) : UNKNOWN
}

function isMadeHere(value: TSESTree.Node | 'parameter'): boolean {
  return value !== 'parameter' && unwrapAwait(value).type === 'NewExpression'
}

function isDirectMember(place: Place): boolean {
  return place.split('.').length === 2
}

/** Own element of a custom element or component: it goes when the instance goes. */
const OWN_ELEMENT =
  /^(?:shadowRoot|renderRoot|\$?el|host|element|container(?:El)?|(?:content|header|footer|title|scroll|input|toolbar)?[nN]ode|(?:content|root)El(?:ement)?)$/

function fieldHolder(facts: FileFacts, place: Place | undefined, name: string | undefined): Holder {
  if (place === undefined) return UNKNOWN
  const values = valuesByPlace(facts).get(place)
  if (values) return holderOfValues(facts, values)
  return name !== undefined && OWN_ELEMENT.test(name) ? OWNER : { ...UNKNOWN, origin: 'injected' }
}

/** Answers with whom the values of one field live. Fields, too, may be aliases in circles. */
const holderOfValues = perKey(
  (facts: FileFacts, values: readonly (TSESTree.Node | 'parameter')[]): Holder => {
    const holders = values.map((value) =>
      value === 'parameter' ? 'injected' : holderOf(facts, unwrapAwait(value)),
    )
    if (holders.some((holder) => holder === 'injected')) return { ...UNKNOWN, origin: 'injected' }
    const known = holders.filter((holder) => holder !== 'injected')
    if (known.every((holder) => holder.lifetime === 'call' || holder.lifetime === 'owner')) return OWNER
    if (known.some((holder) => holder.lifetime === 'call')) return OWNER
    const module = known.find((holder) => holder.lifetime === 'module')
    if (module) return module
    if (known.some((holder) => holder.origin === 'parameter' || holder.origin === 'injected'))
      return { ...UNKNOWN, origin: 'injected' }
    return { ...UNKNOWN, origin: known.some(({ origin }) => origin === 'import') ? 'import' : 'other' }
  },
  UNKNOWN,
)
