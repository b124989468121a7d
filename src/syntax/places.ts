import type { TSESTree } from '@typescript-eslint/utils'

import { destructuredFrom, fieldOfParameter, isOfConstructor, namesOfSelf } from './aliases.js'
import { soleValue, type Bindings, type Variable } from './bindings.js'
import { functionName, isClass, type FunctionNode } from './functions.js'
import { keyName, memberName } from './property-name.js'
import { unwrap } from './unwrap.js'

/**
 * A place is a name for where a value lives, equal for two expressions that certainly mean the same
 * place: `this.timer` in two methods of one class, `self.timer` after `const self = this`,
 * `document.body` and `window.document.body`.
 */
export type Place = string

/** A function that belongs to a class, an object literal or a prototype, under a name. */
export interface Member {
  /** The place of `this` that all members of the same home share. */
  home: Place
  name: string
  node: FunctionNode
}

export interface Places {
  /** The place an expression denotes; undefined where two evaluations may differ. */
  placeOf(node: TSESTree.Node): Place | undefined
  /** The place of `this` at a node: one for all members of a class, object literal or prototype. */
  thisPlaceAt(node: TSESTree.Node): Place | undefined
  /** The home and name of a member function; undefined for a function that is no member. */
  memberOf(node: FunctionNode): Member | undefined
  /** The place of the variable itself, without following what it is an alias of. */
  variablePlace(variable: Variable): Place
}

/** Names that stand for the global object itself. */
const GLOBAL_OBJECTS = new Set(['window', 'globalThis', 'self', 'global'])

/** Groups of a component's options whose functions run with the component as `this`. */
const OPTION_GROUPS = new Set(['methods', 'computed', 'watch'])

const EVENT_PROPERTY = /^on[a-z]+$/

const MAX_ALIAS_DEPTH = 8

/** Makes the places of one file; equal places are equal strings within it. */
export function createPlaces(bindings: Bindings): Places {
  const ids = new Map<object, number>()
  const idOf = (key: object): number => {
    const known = ids.get(key)
    if (known !== undefined) return known
    ids.set(key, ids.size)
    return ids.size - 1
  }
  /** Functions whose `this` is being looked for: they may call each other in a circle. */
  const underway = new Set<Variable>()
  const variablePlace = (variable: Variable): Place => `v${String(idOf(variable))}`
  const known = new Map<TSESTree.Node, Place | undefined>()
  const knownHomes = new Map<FunctionNode, Place | undefined>()

  /** Rules ask for the same nodes again and again, and each part of a long member chain for all before it. */
  function rememberedPlaceOf(node: TSESTree.Node): Place | undefined {
    const remembered = known.get(node)
    if (remembered !== undefined || known.has(node)) return remembered
    const place = findPlaceOf(node, 0)
    known.set(node, place)
    return place
  }

  function thisPlaceAt(node: TSESTree.Node): Place | undefined {
    for (let current = node.parent; current; current = current.parent) {
      switch (current.type) {
        case 'ClassDeclaration':
        case 'ClassExpression':
          return instancePlace(current)
        case 'FunctionDeclaration':
        case 'FunctionExpression':
          return homePlace(current)
        default:
      }
    }
    return undefined
  }

  /** The fields of each class that are `this` itself: `_self = this`. */
  const selves = new Map<Place, ReadonlySet<string>>()
  const instancePlace = (home: TSESTree.Node): Place => {
    const place = `this${String(idOf(home))}`
    if (isClass(home) && !selves.has(place)) selves.set(place, namesOfSelf(home))
    return place
  }
  const prototypePlace = (owner: Place | undefined): Place | undefined => owner && `this:${owner}`

  /** Every `this` of a function asks, and its home may depend on all references of its name. */
  function homePlace(node: FunctionNode): Place | undefined {
    if (knownHomes.has(node)) return knownHomes.get(node)
    const place = findHome(node)
    if (underway.size === 0) knownHomes.set(node, place)
    return place
  }

  /** What a non-arrow function's `this` is: of the class or object it is a member of, or its prototype's. */
  function findHome(node: FunctionNode): Place | undefined {
    const { parent } = node
    switch (parent.type) {
      case 'MethodDefinition':
      case 'PropertyDefinition':
        return instancePlace(parent.parent.parent)
      case 'Property':
        return parent.parent.type === 'ObjectExpression' ? objectHome(parent.parent) : undefined
      case 'AssignmentExpression':
        return assignedHome(parent)
      case 'MemberExpression':
        return bindsThis(parent) ? thisPlaceAt(parent) : undefined
      default:
        return node.type === 'FunctionDeclaration' && node.id ? declaredHome(node.id) : undefined
    }
  }

  /** `X.prototype.method = function …`, `exports.method = function …`, `self.method = function …` of an instance */
  function assignedHome(node: TSESTree.AssignmentExpression): Place | undefined {
    if (node.left.type !== 'MemberExpression') return undefined
    const owner = unwrap(node.left.object)
    const instance = thisPlaceAt(node)
    if (instance !== undefined && placeOf(owner, 0) === instance) return instance
    if (owner.type === 'MemberExpression' && memberName(owner) === 'prototype') {
      return prototypePlace(placeOf(owner.object, 0))
    }
    // `socket.onopen = function () { … }`: what runs on an event of a thing is no member of it.
    if (owner.type !== 'Identifier' || EVENT_PROPERTY.test(memberName(node.left) ?? '')) return undefined
    return prototypePlace(placeOf(owner, 0))
  }

  /**
   * A constructor function shares its instances with the methods of its prototype; a function that is
   * called as `f.call(this)` has the `this` of its caller.
   */
  function declaredHome(name: TSESTree.Identifier): Place | undefined {
    const variable = bindings.variableOf(name)
    if (!variable) return undefined
    if (makesInstances(variable)) return prototypePlace(variablePlace(variable))
    if (underway.has(variable)) return undefined
    underway.add(variable)
    const caller = variable.references.find(({ identifier }) => bindsThis(identifier.parent))
    const home = caller && thisPlaceAt(caller.identifier)
    underway.delete(variable)
    return home
  }

  /** `X.prototype = { … }` shares the instances of X; the groups of a component's options share its `this`. */
  function objectHome(node: TSESTree.ObjectExpression): Place | undefined {
    const { parent } = node
    if (parent.type === 'AssignmentExpression' && parent.left.type === 'MemberExpression') {
      if (memberName(parent.left) === 'prototype') return prototypePlace(placeOf(parent.left.object, 0))
    }
    if (parent.type === 'Property' && parent.parent.type === 'ObjectExpression') {
      const group = keyName(parent.key, parent.computed)
      if (group !== undefined && OPTION_GROUPS.has(group)) return instancePlace(parent.parent)
    }
    return instancePlace(node)
  }

  function memberOf(node: FunctionNode): Member | undefined {
    const home = node.type === 'ArrowFunctionExpression' ? arrowHome(node) : homePlace(node)
    const name = functionName(node)
    return home === undefined || name === undefined ? undefined : { home, name, node }
  }

  /** An arrow function is a member as the value of a class field or of an object's property. */
  function arrowHome(node: TSESTree.ArrowFunctionExpression): Place | undefined {
    const { parent } = node
    if (parent.type === 'PropertyDefinition') return instancePlace(parent.parent.parent)
    if (parent.type === 'Property' && parent.parent.type === 'ObjectExpression')
      return objectHome(parent.parent)
    if (parent.type === 'AssignmentExpression' && parent.left.type === 'MemberExpression') {
      return parent.left.object.type === 'ThisExpression' ? thisPlaceAt(parent) : undefined
    }
    return undefined
  }

  function placeOf(node: TSESTree.Node, depth: number): Place | undefined {
    return depth === 0 ? rememberedPlaceOf(node) : findPlaceOf(node, depth)
  }

  function findPlaceOf(node: TSESTree.Node, depth: number): Place | undefined {
    const expression = unwrap(node)
    switch (expression.type) {
      case 'ThisExpression':
        return thisPlaceAt(expression)
      case 'Identifier':
        return identifierPlace(expression, depth)
      case 'MemberExpression':
      case 'CallExpression':
        return chainPlace(expression, depth)
      default:
        return undefined
    }
  }

  /** A chain of members and calls may be longer than the call stack is deep. */
  function chainPlace(node: TSESTree.Node, depth: number): Place | undefined {
    const passed: [node: TSESTree.Node, link: string][] = []
    let current = node
    // Each part of a long chain is asked for as well.
    while (
      (current.type === 'MemberExpression' || current.type === 'CallExpression') &&
      !(depth === 0 && known.has(current))
    ) {
      const link = current.type === 'CallExpression' ? callLink(current) : memberLink(current)
      if (link === undefined) return undefined
      passed.push([current, link])
      current = unwrap(current.type === 'CallExpression' ? current.callee : current.object)
    }
    let place = placeOf(current, depth)
    for (const [part, link] of place === undefined ? [] : passed.reverse()) {
      if (selves.get(place ?? '')?.has(link) !== true)
        place = place === 'g:window' && link.startsWith('.') ? `g:${link.slice(1)}` : `${place ?? ''}${link}`
      if (depth === 0) known.set(part, place)
    }
    return place
  }

  function memberLink(node: TSESTree.MemberExpression): string | undefined {
    const name = memberName(node) ?? computedName(node)
    return name === undefined ? undefined : `.${name}`
  }

  /** `handlers[name]`: the same place as long as the key is a variable that is written once. */
  function computedName(node: TSESTree.MemberExpression): string | undefined {
    if (node.property.type !== 'Identifier') return undefined
    const variable = bindings.variableOf(node.property)
    return variable && `[${variablePlace(variable)}]`
  }

  function identifierPlace(node: TSESTree.Identifier, depth: number): Place | undefined {
    if (bindings.isGlobal(node)) return GLOBAL_OBJECTS.has(node.name) ? 'g:window' : `g:${node.name}`
    const variable = bindings.variableOf(node)
    if (!variable) return undefined
    if (depth < MAX_ALIAS_DEPTH) {
      const value = soleValue(variable)
      if (value && isAliasable(value)) return placeOf(value, depth + 1) ?? variablePlace(variable)
      const destructured = destructuredFrom(variable)
      if (destructured) {
        const source = placeOf(destructured.source, depth + 1)
        if (source === 'g:window') return `g:${destructured.name}`
        if (source !== undefined) return `${source}.${destructured.name}`
      }
      const field = isOfConstructor(variable) ? fieldOfParameter(variable) : undefined
      if (field) return placeOfField(field, depth) ?? variablePlace(variable)
    }
    return variablePlace(variable)
  }

  function placeOfField(
    field: TSESTree.MemberExpression | TSESTree.Identifier,
    depth: number,
  ): Place | undefined {
    if (field.type === 'MemberExpression') return placeOf(field, depth + 1)
    const home = thisPlaceAt(field)
    return home === undefined ? undefined : `${home}.${field.name}`
  }

  return { placeOf: rememberedPlaceOf, thisPlaceAt, memberOf, variablePlace }
}

/** A call with constant arguments on a stable place: a getter by another name, such as `this.element()`. */
function callLink(node: TSESTree.CallExpression): string | undefined {
  const texts: string[] = []
  for (const argument of node.arguments) {
    if (argument.type !== 'Literal') return undefined
    texts.push(typeof argument.value === 'string' ? JSON.stringify(argument.value) : argument.raw)
  }
  return `(${texts.join(',')})`
}

/** `f.bind(this)`, `f.call(this)`, `f.apply(this, …)`: the callee of a call that passes its own `this` on. */
function bindsThis(node: TSESTree.Node | undefined): boolean {
  if (node?.type !== 'MemberExpression' || node.parent.type !== 'CallExpression') return false
  const [first] = node.parent.arguments
  return (
    node.parent.callee === node &&
    first?.type === 'ThisExpression' &&
    ['bind', 'call', 'apply'].includes(memberName(node) ?? '')
  )
}

function isAliasable(value: TSESTree.Node): boolean {
  return value.type === 'Identifier' || value.type === 'ThisExpression' || value.type === 'MemberExpression'
}

/** Whether a function of old makes instances: `new Clock()`, `Clock.prototype`. */
function makesInstances(variable: Variable): boolean {
  return variable.references.some(({ identifier }) => {
    const { parent } = identifier
    if (parent.type === 'NewExpression') return parent.callee === identifier
    const isObject = parent.type === 'MemberExpression' && parent.object === identifier
    return isObject && memberName(parent) === 'prototype'
  })
}
