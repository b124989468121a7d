import type { TSESTree } from '@typescript-eslint/utils'

import { NEUTRAL_METHODS, type ObserverProtocol } from '../protocols/observers.js'
import { RELEASING_NAME } from '../protocols/teardowns.js'
import { isModuleVariable, type Variable } from '../syntax/bindings.js'
import { enclosingFunctions, isFunction, isWithin, type FunctionNode } from '../syntax/functions.js'
import type { Place } from '../syntax/places.js'
import { calleeName, memberName } from '../syntax/property-name.js'
import { unwrap, wrapped } from '../syntax/unwrap.js'
import { walk } from '../syntax/walk.js'
import { functionsMeantBy } from './call-targets.js'
import { isDependencyList } from './dependency-lists.js'
import type { FileFacts } from './file-facts.js'
import { usesOfHandle, type KeptHandle } from './handle.js'
import type { MadeObserver } from './observer-makers.js'
import { nodesAtPlace, nodesOfVariable, useOf, type Use } from './uses.js'

/** What is done with an observer, under each of the names that it has. */
export interface ObserverUses {
  /** Where it is kept; undefined where nothing refers to it once it has been started. */
  kept: KeptHandle | undefined
  /** Calls that end it, or the watching of a target. */
  ends: readonly TSESTree.Node[]
  /** Whether it gets to where it may be ended out of sight, or where nobody should end it. */
  isHandedOn: boolean
  /** The functions it calls back. */
  callbacks: readonly FunctionNode[]
  /** Whether what it calls back is unknown, and so what that does with the observer. */
  isCallbackUnknown: boolean
}

/** Answers what becomes of the observer that a call such as `receiver.observe(…)` starts. */
export function usesOfObserver(
  facts: FileFacts,
  start: TSESTree.CallExpression,
  receiver: TSESTree.Node,
  made: readonly MadeObserver[],
): ObserverUses {
  const names = new Names(facts, start)
  const [kept] = [names.addReceiver(receiver), ...made.map(({ node }) => names.addUse(useOf(facts, node)))]
  const uses = names.uses()
  const { functions, isUnknown } = callbacksOf(facts, made)
  uses.push(...functions.flatMap((callback) => usesInCallback(facts, callback)))
  const protocols = made.map(({ protocol }) => protocol)
  const ends = uses.filter((use) => protocols.some((protocol) => endsObserver(use, protocol)))
  const isHandedOn =
    names.isShared ||
    uses.some(
      (use) =>
        !ends.includes(use) && !isReturnedByMaker(use, start, made) && mayBeEndedBy(facts, use, protocols),
    )
  return {
    kept: names.field ?? kept,
    ends: [...new Set(ends.map((use) => use.node))],
    isHandedOn,
    callbacks: functions,
    isCallbackUnknown: isUnknown,
  }
}

/** The names of one observer: variables, fields and refs, found from each other. */
class Names {
  readonly #facts: FileFacts
  readonly #start: TSESTree.Node
  readonly #handles: KeptHandle[] = []
  readonly #seen = new Set<Variable | Place>()
  readonly #others: Use[] = []
  /** The field it is kept in, where it has one. */
  field: KeptHandle | undefined
  /** Whether it is a module's, for all who want it. */
  isShared = false

  constructor(facts: FileFacts, start: TSESTree.Node) {
    this.#facts = facts
    this.#start = start
  }

  /** Takes up what a started observer is called by; answers where that keeps it. */
  addReceiver(receiver: TSESTree.Node): KeptHandle | undefined {
    const { bindings, places } = this.#facts
    const node = unwrap(receiver)
    if (node.type === 'AssignmentExpression') return this.#addTarget(node.left)
    if (node.type === 'MemberExpression') return this.#addTarget(node)
    const variable = node.type === 'Identifier' ? bindings.variableOf(node) : undefined
    if (!variable) return undefined
    const place = places.placeOf(node)
    return place === undefined || place === places.variablePlace(variable)
      ? this.#addVariable(variable, node)
      : this.#addPlace(place, node)
  }

  /** Takes up the name that a use gives it, where it gives one. */
  addUse(use: Use): KeptHandle | undefined {
    const whole = wrapped(use.node).parent
    if (whole?.type === 'AssignmentExpression' && whole.parent.type !== 'ExpressionStatement') {
      this.addUse(useOf(this.#facts, whole))
    }
    if (use.kind === 'alias') return this.#addVariable(use.variable, use.variable.identifiers[0] ?? use.node)
    if (use.kind !== 'stored' || isDependencyList(use.target)) return undefined
    const handle = this.#addTarget(use.target)
    if (!handle) this.#others.push(use)
    return handle
  }

  /** Answers all uses under all names, those excepted that only give it another name. */
  uses(): Use[] {
    const found: Use[] = []
    for (const handle of this.#handles) {
      for (const use of this.#usesOf(handle)) {
        if (use.kind === 'alias' || use.kind === 'stored') this.addUse(use)
        else found.push(use)
      }
    }
    return [...found, ...this.#others]
  }

  #addTarget(target: TSESTree.Node): KeptHandle | undefined {
    const { places } = this.#facts
    const node = unwrap(target)
    if (node.type === 'Identifier') return this.addReceiver(node)
    if (node.type === 'PropertyDefinition') {
      const home = node.value && places.thisPlaceAt(node.value)
      const name = node.key.type === 'PrivateIdentifier' ? `#${node.key.name}` : keyOf(node)
      if (node.static || home === null || home === undefined || name === undefined) return undefined
      return this.#addPlace(`${home}.${name}`, node, `this.${name}`)
    }
    if (node.type !== 'MemberExpression' || (node.computed && node.property.type !== 'Literal')) {
      return undefined
    }
    const place = places.placeOf(node)
    return place === undefined ? undefined : this.#addPlace(place, node)
  }

  #addVariable(variable: Variable, node: TSESTree.Node): KeptHandle {
    const place = this.#facts.places.variablePlace(variable)
    const handle: KeptHandle = { kind: 'variable', place, text: variable.name, node, variable }
    if (isModuleVariable(variable)) this.isShared = true
    return this.#add(variable, handle)
  }

  #addPlace(place: Place, node: TSESTree.Node, text = this.#facts.sourceCode.getText(node)): KeptHandle {
    const handle = this.#add(place, { kind: 'member', place, text, node })
    // `Watcher.observer`, `globalThis.observer`
    if (isOfModule(this.#facts, node)) this.isShared = true
    this.field ??= handle
    return handle
  }

  #add(key: Variable | Place, handle: KeptHandle): KeptHandle {
    if (!this.#seen.has(key)) {
      this.#seen.add(key)
      this.#handles.push(handle)
    }
    return handle
  }

  #usesOf(handle: KeptHandle): Use[] {
    const ref = this.#refOf(handle)
    if (!ref) return usesOfHandle(this.#facts, handle, this.#start)
    // What a ref is given to reaches what it holds.
    const given = nodesOfVariable(ref)
      .map((node) => useOf(this.#facts, node))
      .filter(({ kind, ...rest }) => {
        if (kind === 'stored' && 'target' in rest) return rest.target.type === 'Property'
        return kind === 'returned' || kind === 'argument'
      })
    const held = nodesAtPlace(this.#facts, handle.place)
      .filter((node) => !isWithin(node, this.#start))
      .map((node) => useOf(this.#facts, node))
    return [
      ...given.map((use): Use => ({ kind: 'other', node: use.node })),
      ...held.filter((use) => use.kind !== 'assigned'),
    ]
  }

  /** The variable of `ref.current` and `ref.value`. */
  #refOf({ kind, place, node }: KeptHandle): Variable | undefined {
    if (kind !== 'member' || !/^[^.]+\.(?:current|value)$/.test(place)) return undefined
    const root = node.type === 'MemberExpression' ? unwrap(node.object) : undefined
    return root?.type === 'Identifier' ? this.#facts.bindings.variableOf(root) : undefined
  }
}

function keyOf({ key, computed }: TSESTree.PropertyDefinition): string | undefined {
  return key.type === 'Identifier' && !computed ? key.name : undefined
}

function isOfModule(facts: FileFacts, node: TSESTree.Node): boolean {
  let root = node
  while (root.type === 'MemberExpression') root = unwrap(root.object)
  if (root.type !== 'Identifier') return false
  const variable = facts.bindings.variableOf(root)
  return variable === undefined || isModuleVariable(variable)
}

/** The functions that an observer calls back, as far as they are in the file. */
function callbacksOf(
  facts: FileFacts,
  made: readonly MadeObserver[],
): { functions: FunctionNode[]; isUnknown: boolean } {
  const functions = new Set<FunctionNode>()
  let isUnknown = false
  for (const { node } of made) {
    const found = node.arguments.flatMap((argument) =>
      argument.type === 'SpreadElement' ? [] : functionsMeantBy(facts, argument),
    )
    if (found.length === 0) isUnknown = true
    for (const each of found) functions.add(each)
  }
  return { functions: [...functions], isUnknown }
}

/** `(entries, observer) => …`, and `this` of a function that is none of an instance. */
function usesInCallback(facts: FileFacts, callback: FunctionNode): Use[] {
  const [, parameter] = callback.params
  const variable = parameter?.type === 'Identifier' ? facts.bindings.variableOf(parameter) : undefined
  const nodes = variable ? nodesOfVariable(variable) : []
  if (callback.type === 'FunctionExpression' && callback.parent.type === 'NewExpression') {
    walk(callback.body, facts.sourceCode.visitorKeys, (node) => {
      if (node.type === 'ThisExpression') nodes.push(node)
      return !isFunction(node) || node.type === 'ArrowFunctionExpression'
    })
  }
  return nodes.map((node) => {
    const use = useOf(facts, node)
    return use.kind === 'alias' ? { kind: 'other', node } : use
  })
}

function endsObserver(use: Use, { end, endOne }: ObserverProtocol): boolean {
  if (use.kind === 'receiver') {
    const { method } = use
    return method !== undefined && (end.includes(method) || endOne.includes(method) || releases(method))
  }
  return use.kind === 'argument' && releases(calleeName(use.call) ?? '')
}

function releases(name: string): boolean {
  return RELEASING_NAME.test(name)
}

/** Whether a use may lead to an end that the analysis does not see. */
function mayBeEndedBy(facts: FileFacts, use: Use, protocols: readonly ObserverProtocol[]): boolean {
  switch (use.kind) {
    case 'tested':
    case 'alias':
      return false
    case 'receiver': {
      const { method } = use
      if (method === undefined) return true
      return !NEUTRAL_METHODS.has(method) && protocols.every(({ start }) => start !== method)
    }
    case 'property':
      // `onCleanup(observer.disconnect)`, `observer[method]()`
      return protocols.some(({ end }) => end.includes(memberName(use.member) ?? end[0] ?? ''))
    case 'stored':
      return !isDependencyList(use.target)
    default:
      return true
  }
}

/** A function of the file that makes the observer hands it to the code that starts it. */
function isReturnedByMaker(use: Use, start: TSESTree.CallExpression, made: readonly MadeObserver[]): boolean {
  if (use.kind !== 'returned') return false
  const makers = made.flatMap(({ node }) => enclosingFunctions(node))
  const around = new Set(enclosingFunctions(start))
  return enclosingFunctions(use.node).some((scope) => makers.includes(scope) && !around.has(scope))
}
