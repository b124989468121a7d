import type { TSESTree } from '@typescript-eslint/utils'

import { elementVariableOf } from '../../cells/values/array-elements.js'
import { functionsMeantBy } from '../../cells/call-targets.js'
import { isInstance } from '../../cells/cell-of.js'
import { perFile, type CallNode, type FileFacts } from '../../cells/file-facts.js'
import { areRelated } from '../../cells/definitions/inherited-fields.js'
import { isSharedWhenMade } from '../../cells/uses/member-writes.js'
import { nodesAtPlace, nodesOfProperty, useOf, type Use } from '../../cells/uses/uses.js'
import { usesOfCell } from '../../cells/uses/uses-of-cell.js'
import { isEnd } from '../../flow/kept-cell-uses.js'
import { endsByName } from '../../ledger/ended-cells.js'
import type { KeptDuty } from '../../ledger/kept-duty.js'
import { link, type Link } from '../../ledger/link.js'
import type { Owner } from '../../lives/owner.js'
import { runsWithin, type Teardown } from '../../lives/ends/teardown.js'
import { hasSetter, isLentTo } from './kept-besides.js'
import { COMBINES, SENDS, TAKES_OVER } from '../../protocols/ownership.js'
import { classAround, enclosingFunction, isClass } from '../../syntax/functions.js'
import type { Place } from '../../syntax/places.js'
import { calleeName, keyName, memberName } from '../../syntax/property-name.js'
import { unwrap, wrapped } from '../../syntax/unwrap.js'

/** Whether what is in a field is ended when its owner ends, or where it cannot be seen who runs the end. */
export function isEnded(
  facts: FileFacts,
  _kept: KeptDuty,
  ended: readonly TSESTree.Node[],
  { teardowns }: Owner,
): boolean {
  return ended.some((node) => runsWithin(facts, node, teardowns) || runsWhereNobodySees(facts, node))
}

/** A release in a function that is kept in an object, or given to a call that is not known. */
function runsWhereNobodySees(facts: FileFacts, node: TSESTree.Node): boolean {
  const scope = enclosingFunction(node)
  if (!scope) return false
  const { parent } = scope
  if (parent.type === 'AssignmentExpression' || parent.type === 'Property') {
    return enclosingFunction(scope) !== undefined
  }
  if (parent.type !== 'CallExpression' || parent.callee === scope) return false
  return (
    functionsMeantBy(facts, parent.callee).length === 0 &&
    !/^(?:on|once|then|catch)$/.test(calleeName(parent) ?? '')
  )
}

/** Answers who else may end what is in a field when its owner ends; undefined where nobody is seen to. */
export function keptByOthers(facts: FileFacts, kept: KeptDuty, owner: Owner): Link | undefined {
  if (kept.cell.home !== undefined && endsInBulk(facts, kept.cell.home, owner.teardowns)) {
    return link('no', 'the end goes through all fields')
  }
  if (hasSetter(facts, kept)) return link('no', 'a setter does with it what it likes')
  if (isSharedWhenMade(facts, kept, kept.duty.kind))
    return link('no', 'it is kept elsewhere as well, or handed on', kept.value)
  for (const use of usesOfCell(facts, kept.cell).uses) {
    if (isEnd(facts, kept.duty.kind, use) || isLentTo(facts, kept, use)) continue
    const isOpaque = runsWithin(facts, use.node, owner.teardowns) && mayEnd(use)
    if (isTaken(facts, use) || isOpaque) return link('no', 'something else may end it', use.node)
  }
  return isEndedByAnother(facts, kept) ? link('no', 'another class ends it') : undefined
}

/** Whether a field is handed out: returned by a method, also where it is written: `return (this.socket ??= open())`. */
export function isHandedOut(facts: FileFacts, { cell, target }: KeptDuty): boolean {
  if (usesOfCell(facts, cell).uses.some(({ kind }) => kind === 'returned')) return true
  const whole = target.type === 'MemberExpression' ? target.parent : undefined
  return whole?.type === 'AssignmentExpression' && useOf(facts, whole).kind === 'returned'
}

/** A use by which something else becomes the owner, or may. */
function isTaken(facts: FileFacts, use: Use): boolean {
  switch (use.kind) {
    case 'argument':
      return isTakenByCall(facts, use.call)
    case 'receiver':
      // `this.worker[method]()`
      return use.method === undefined
    case 'stored': {
      // `const { state } = this.view` takes something out of it.
      if (use.target.type === 'ObjectPattern' || elementVariableOf(facts, use.target)) return false
      const call = callGivenOptions(use.target)
      return call ? isTakenByCall(facts, call) : true
    }
    case 'other':
      // `<Player media={this.media} />`: a component does not own what it is given.
      return wrapped(use.node).parent?.type !== 'JSXExpressionContainer'
    default:
      return false
  }
}

/** `run({ view: this.view })`: answers the call that is given an object with the field in it. */
function callGivenOptions(property: TSESTree.Node): TSESTree.CallExpression | undefined {
  const object = property.type === 'Property' ? property.parent : undefined
  const call = object?.parent
  return call?.type === 'CallExpression' && call.callee !== object ? call : undefined
}

/** Whether a call keeps what it is given, as far as names tell, or makes something that may release it. */
function isTakenByCall(facts: FileFacts, call: CallNode): boolean {
  const name = calleeName(call)
  if (call.type === 'NewExpression' || name === undefined || TAKES_OVER.test(name)) return true
  // `this.all = combine(this.a, this.b)`: what is kept may be what releases them.
  const use = useOf(facts, call)
  if (use.kind === 'stored') return COMBINES.test(name) || isEndedSomewhere(facts, use.target)
  return use.kind === 'argument' || (use.kind !== 'tested' && COMBINES.test(name))
}

/** Whether anything in the file ends what is put into a field. Yes for what is put elsewhere. */
function isEndedSomewhere(facts: FileFacts, target: TSESTree.Node): boolean {
  const place = target.type === 'MemberExpression' ? facts.places.placeOf(target) : undefined
  return (
    place === undefined || nodesAtPlace(facts, place).some((node) => endsByName(facts, useOf(facts, node)))
  )
}

/** A use in a teardown of which it cannot be told whether it releases: a message may ask it to end itself. */
function mayEnd(use: Use): boolean {
  if (use.kind === 'receiver') return use.method === undefined || SENDS.test(use.method)
  return !['tested', 'assigned', 'alias'].includes(use.kind)
}

/** A property that more code reads than this, as the short names of a bundle are, is not followed. */
const MAX_READERS = 200

/** Whether code that is not of this instance ends the field: a class it extends or is extended by, a friend. */
function isEndedByAnother(facts: FileFacts, { cell, target, duty }: KeptDuty): boolean {
  // Whatever else names another cell is among its own uses.
  if (cell.home === undefined) return false
  const nodes = nodesOfProperty(facts, cell.place)
  if (nodes.length > MAX_READERS) return true
  const own = classAround(target)
  return nodes.some((node) => {
    if (node.type !== 'MemberExpression') return false
    const use = useOf(facts, node)
    // `kafka.consumer()`: only what is a function itself is ended by calling it.
    if (!endsByName(facts, use) || (use.kind === 'other' && duty.kind.methods.length > 0)) return false
    const home = facts.places.placeOf(node.object)
    if (home === cell.home) return false
    if (unwrap(node.object).type !== 'ThisExpression') return home === undefined || !isInstance(home)
    const other = classAround(node)
    return own !== undefined && other !== undefined && areRelated(facts, own, other)
  })
}

/** Whether the ends of an instance go through its fields without naming them: `Object.values(this)`. */
function endsInBulk(facts: FileFacts, home: Place, teardowns: readonly Teardown[]): boolean {
  return (bulkUses(facts).get(home) ?? []).some((node) => runsWithin(facts, node, teardowns))
}

const bulkUses = perFile((facts): ReadonlyMap<Place, readonly TSESTree.Node[]> => {
  const homes = new Map<Place, TSESTree.Node[]>()
  for (const node of facts.nodes.thisExpressions) {
    if (!standsForAllFields(node)) continue
    const home = facts.places.placeOf(node)
    if (home !== undefined) homes.set(home, [...(homes.get(home) ?? []), node])
  }
  return homes
})

/** `this[key].close()`, `for (const key in this)`, `const { ...all } = this`, `Object.values(this)`, `disposeAll(this)` */
function standsForAllFields({ parent }: TSESTree.ThisExpression): boolean {
  switch (parent.type) {
    case 'MemberExpression':
      return parent.computed && memberName(parent) === undefined
    case 'ForInStatement':
    case 'AssignmentPattern':
      return true
    case 'VariableDeclarator':
      return parent.id.type === 'ObjectPattern' && !parent.id.properties.every((each) => isPlain(each))
    case 'AssignmentExpression':
      return parent.left.type === 'ObjectPattern'
    case 'CallExpression':
      // `free(this, 'socket')`
      if (parent.callee.type === 'Identifier' && parent.arguments.some(({ type }) => type === 'Literal')) {
        return true
      }
      return BULK_RELEASE.test(calleeName(parent) ?? '')
    default:
      return false
  }
}

const BULK_RELEASE =
  /^(?:values|entries|keys)$|dispos|destroy|clean|release|teardown|close|terminate|shutdown|kill|free|stop/i

/** `{ a }` and `{ a: b }` of a destructuring, of which the places know. */
function isPlain(property: TSESTree.Property | TSESTree.RestElement): boolean {
  return property.type === 'Property' && !property.computed && property.value.type === 'Identifier'
}

/** Whether only its own class reaches a field: by `#`, by `private`, or by the underscore of old. */
export const isHiddenField = (node: TSESTree.Node, text: string): boolean => {
  const name = text.replace(/^.*\./, '')
  if (/^[#_]/.test(name)) return true
  return (
    isClass(node) &&
    node.body.body.some(
      (element) =>
        element.type === 'PropertyDefinition' &&
        element.accessibility === 'private' &&
        keyName(element.key, element.computed) === name,
    )
  )
}
