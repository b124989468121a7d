import type { TSESTree } from '@typescript-eslint/utils'

import { isModuleVariable, type Variable } from '../syntax/bindings.js'
import { isWithin, runsAtModuleLoad } from '../syntax/functions.js'
import type { Place } from '../syntax/places.js'
import { rootOf, unwrap, wrapped } from '../syntax/unwrap.js'
import { isDependencyList } from '../syntax/dependency-lists.js'
import type { FileFacts } from '../cells/file-facts.js'
import { usesOfHandle, type KeptHandle } from './handle.js'
import { nodesAtPlace, nodesOfVariable, useOf, type Use } from '../cells/uses.js'

/** The names of one observer, found from each other: variables, fields and refs. */
export class ObserverNames {
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
    if (isOfLoad(variable)) this.isShared = true
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
  const root = rootOf(node)
  if (root.type !== 'Identifier') return false
  const variable = facts.bindings.variableOf(root)
  return variable === undefined || isOfLoad(variable)
}

/** Whether a variable is there once: the module's, or that of a function which runs while the module loads. */
function isOfLoad(variable: Variable): boolean {
  const [name] = variable.identifiers
  return isModuleVariable(variable) || (name !== undefined && runsAtModuleLoad(name))
}
