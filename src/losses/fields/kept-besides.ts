import type { TSESTree } from '@typescript-eslint/utils'

import { elementVariableOf } from '../../cells/values/array-elements.js'
import { functionsMeantBy, membersByHome } from '../../cells/call-targets.js'
import type { Cell } from '../../cells/cell.js'
import { cellOfTarget } from '../../cells/cell-of.js'
import { perFile, perKey, type CallNode, type FileFacts } from '../../cells/file-facts.js'
import { transferOf } from '../../cells/transfer-of.js'
import { useOf, nodesOfVariable, type Use } from '../../cells/uses/uses.js'
import { usesOfCell } from '../../cells/uses/uses-of-cell.js'
import { valuesByPlace } from '../../cells/values/written-values.js'
import { endsOf, isEnd } from '../../flow/kept-cell-uses.js'
import type { KeptDuty } from '../../ledger/kept-duty.js'
import { doubted, link, type Link } from '../../ledger/link.js'
import { isClosingVerb } from '../../protocols/closing-verbs.js'
import { TAKES_OVER } from '../../protocols/ownership.js'
import { COLLECTORS } from '../../protocols/teardowns.js'
import { soleValue } from '../../syntax/bindings.js'
import { enclosingFunction, isWithin } from '../../syntax/functions.js'
import type { Place } from '../../syntax/places.js'
import { calleeName, memberName, receiverOf } from '../../syntax/property-name.js'
import { rootOf, unwrap } from '../../syntax/unwrap.js'

/** Whether nobody but the cell keeps a handle, so that losing the cell's loses it: the link `alone`. */
export const keptBesides = perKey((facts: FileFacts, kept: KeptDuty): Link => {
  const { cell } = kept
  if (hasSetter(facts, kept)) return link('no', `a setter of ${cell.text} may end what was there`)
  const object = objectWithSetters(facts, kept)
  if (object) return link('unknown', `a setter of ${kept.cell.text} may end what was there`, object)
  const whole = cell.home === undefined ? undefined : endersOfInstances(facts).get(cell.home)
  if (whole)
    return link('unknown', `${calleeName(whole) ?? 'a call'}() is given all fields and may end it`, whole)
  const named = usesAtWrite(facts, kept).find(
    (use) => isEnd(facts, kept.duty.kind, use) && enclosingFunction(use.node) === kept.scope,
  )
  let doubt: Link | undefined =
    named && link('unknown', 'what fills it ends it by its other name', named.node)
  for (const use of [...usesOfCell(facts, cell).uses, ...usesAtWrite(facts, kept)]) {
    // `sockets.set(id, socket)` is how it gets into the cell.
    if (use.kind === 'argument' && use.call === kept.target) continue
    if (isLentTo(facts, kept, use)) continue
    if (use.kind === 'stored') {
      const other = cellOfTarget(facts, use.target)
      if (use.target.type === 'ObjectPattern' || other?.place === cell.place) continue
      if (elementVariableOf(facts, use.target)) continue
      // `new Fonts({ scene: this.scene })`: what the file ends itself is lent to it, as an argument is.
      const given = givenIn(use.target)
      if (given && isLent(facts, kept)) {
        doubt ??= doubted('lent', 'likely', `${calleeName(given) ?? 'a call'}() is given it as well`, given)
        continue
      }
      // `return { url, show }`: who has the ref sees what is in it, and a composable that ends that leaves it to nobody.
      if (cell.kind === 'ref' && !other && use.node.type === 'Identifier' && endsOf(facts, kept).length > 0) {
        doubt ??= link('likely', 'who is given the ref may end what is in it', use.node)
      } else if (isOfSameOwner(facts, kept, other)) {
        doubt ??= link('likely', `${other.text} holds it as well`, use.target)
      } else return link('no', 'something else holds it as well', use.node)
    } else if (use.kind === 'returned') {
      // `let it = all.get(id); if (it) return it; …`: what its owner ends is lent to who asks for it.
      if (!isAskedFor(kept, use.node) || endsOf(facts, kept).length === 0)
        return link('no', 'it is handed to the caller', use.node)
      doubt ??= link('likely', 'it is handed to the caller as well', use.node)
    } else if (use.kind === 'other') {
      if (!isCallOf(use.node) && !(cell.kind === 'entry' && isGoneThrough(use.node)))
        return link('no', 'what becomes of it is not followed', use.node)
    } else if (use.kind === 'argument') {
      const name = calleeName(use.call) ?? ''
      if (use.call.type === 'NewExpression' || TAKES_OVER.test(name) || COLLECTORS.has(name)) {
        // What the file ends itself was lent rather than given.
        if (use.call.type !== 'NewExpression' || !isLent(facts, kept)) {
          return link('no', `${name}() is given it`, use.call)
        }
        doubt ??= doubted('lent', 'likely', `${name}() is given it as well`, use.call)
      }
    }
  }
  return doubt ?? link('yes', `nothing but ${cell.text} keeps it`)
})

/** Whether what a use gives it to is known to leave it to whoever had it: `image.src = this.url`, `new Worker(this.url)`. */
export function isLentTo(facts: FileFacts, { duty }: KeptDuty, use: Use): boolean {
  const isGiven = use.kind === 'stored' || use.kind === 'argument'
  return isGiven && transferOf(facts, use, duty.kind).effect === 'borrows'
}

/** `destroyPlayer(this)`: what another module ends of an instance that it is given, it alone knows. By the instance. */
const endersOfInstances = perFile((facts): ReadonlyMap<Place, CallNode> => {
  const found = new Map<Place, CallNode>()
  for (const node of facts.nodes.thisExpressions) {
    const use = useOf(facts, node)
    if (use.kind !== 'argument' || use.call.type !== 'CallExpression') continue
    const home = facts.places.thisPlaceAt(node)
    const isEnder = isClosingVerb(calleeName(use.call) ?? '') && receiverOf(use.call) === undefined
    if (home !== undefined && isEnder && functionsMeantBy(facts, use.call.callee).length === 0)
      found.set(home, use.call)
  }
  return found
})

/** Whether an entry or a field is handed out to who asks for it, rather than to who has it made. */
function isAskedFor({ cell, scope }: KeptDuty, returned: TSESTree.Node): boolean {
  if (cell.kind === 'entry') return true
  return cell.kind === 'field' && enclosingFunction(returned) !== scope
}

/** What the file ends itself is lent to what it makes with it. What the system keeps open is commonly given for good. */
function isLent(facts: FileFacts, kept: KeptDuty): boolean {
  return kept.duty.source !== 'row' && endsOf(facts, kept).length > 0
}

/** `this.material.map = this.texture`: a field of the same instance, or a member of what that has. */
function isOfSameOwner(facts: FileFacts, { cell }: KeptDuty, other: Cell | undefined): other is Cell {
  if (!other || cell.home === undefined || other.kind === 'entry') return false
  const root = rootOf(other.target)
  return (
    other.home === cell.home ||
    (root.type === 'ThisExpression' && facts.places.thisPlaceAt(root) === cell.home)
  )
}

/** The construction whose options a property stands in. */
function givenIn(target: TSESTree.Node): TSESTree.NewExpression | undefined {
  const object = target.type === 'Property' ? target.parent : undefined
  return object?.parent.type === 'NewExpression' ? object.parent : undefined
}

/** `for (const [id, each] of this.sessions)`, `[...this.sessions]`: what is done with the entries is seen as such. */
function isGoneThrough(node: TSESTree.Node): boolean {
  const { parent } = node
  return (parent?.type === 'ForOfStatement' && parent.right === node) || parent?.type === 'SpreadElement'
}

function isCallOf(node: TSESTree.Node): boolean {
  return node.parent?.type === 'CallExpression' && node.parent.callee === node
}

/** What becomes of the value where it is written: `this.add((this.x = new X()))`, and of the variable it comes from. */
function usesAtWrite(facts: FileFacts, { target, value, made }: KeptDuty): Use[] {
  const uses: Use[] = []
  const add = (node: TSESTree.Node): void => {
    const use = useOf(facts, node)
    if (use.kind === 'assigned' || use.kind === 'tested') return
    if (use.kind === 'alias') {
      nodesOfVariable(use.variable)
        .filter((each) => each !== node)
        .forEach(addReader)
    } else uses.push(use)
  }
  const addReader = (node: TSESTree.Node): void => {
    if (node.parent?.type !== 'VariableDeclarator' && useOf(facts, node).kind !== 'alias') add(node)
  }
  if (target.type === 'MemberExpression' && target.parent.type === 'AssignmentExpression') add(target.parent)
  const source = unwrap(value)
  const variable = source.type === 'Identifier' ? facts.bindings.variableOf(source) : undefined
  if (variable) {
    nodesOfVariable(variable)
      .filter((each) => !isWithin(made, each))
      .forEach(addReader)
  }
  return uses
}

/** `this.socket.value = connect()`: only of an object that the file writes out it is known that its members are no setters. */
function objectWithSetters(facts: FileFacts, { cell, target }: KeptDuty): TSESTree.Node | undefined {
  if (cell.kind !== 'member' || target.type !== 'MemberExpression') return undefined
  const object = unwrap(target.object)
  const variable = object.type === 'Identifier' ? facts.bindings.variableOf(object) : undefined
  const values = variable
    ? [soleValue(variable)]
    : (valuesByPlace(facts).get(facts.places.placeOf(object) ?? '') ?? [])
  const isRecord = values.some((value) => typeof value === 'object' && value.type === 'ObjectExpression')
  return isRecord ? undefined : object
}

/** Whether a setter of the same name does with a value what it likes. */
export function hasSetter(facts: FileFacts, { cell, target }: KeptDuty): boolean {
  if (target.type !== 'MemberExpression' || cell.home === undefined) return false
  return (
    accessorsByHome(facts)
      .get(cell.home)
      ?.has(memberName(target) ?? '') === true
  )
}

const accessorsByHome = perFile((facts): ReadonlyMap<Place, ReadonlySet<string>> => {
  const homes = new Map<Place, Set<string>>()
  for (const [home, members] of membersByHome(facts)) {
    for (const { name, node } of members) {
      if (!('kind' in node.parent) || (node.parent.kind !== 'set' && node.parent.kind !== 'get')) continue
      homes.set(home, (homes.get(home) ?? new Set()).add(name))
    }
  }
  return homes
})
