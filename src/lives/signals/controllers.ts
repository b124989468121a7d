import type { TSESTree } from '@typescript-eslint/utils'

import { CONTROLLER, MEMO_HOOKS, REF_HOOKS } from '../../protocols/signals.js'
import { isModuleVariable, writesOf, type Variable } from '../../syntax/bindings.js'
import { isClass, isFunction } from '../../syntax/functions.js'
import { isNothing } from '../../syntax/nothing.js'
import type { Place } from '../../syntax/places.js'
import { calleeName, keyName } from '../../syntax/property-name.js'
import { unwrap } from '../../syntax/unwrap.js'
import { perFile, perKey, type FileFacts } from '../../cells/file-facts.js'
import type { Cell } from '../../cells/cell.js'
import { destinationsOf } from '../../cells/uses/destinations.js'
import { usesOfCell } from '../../cells/uses/uses-of-cell.js'
import { neverRuns } from '../../frameworks/never-run.js'
import { valuesByPlace } from '../../cells/values/written-values.js'
import { nodesOfProperty, nodesOfVariable, useOf, type Use } from '../../cells/uses/uses.js'

/** Something that this file makes to abort a signal with, and keeps under a name. */
export interface Controller {
  handle: Cell
  /** Where it is made; of several places that make it anew, the first. */
  made: TSESTree.NewExpression
  /** The calls of its `abort()`. */
  aborts: readonly TSESTree.CallExpression[]
  /** Its `abort` where it is named without being called: `controller.abort.bind(controller)`. */
  boundAborts: readonly TSESTree.Node[]
  /**
   * Whether anyone outside of the file may abort it: `no` where it certainly goes nowhere; `unknown` where it is a
   * field that others can reach, and none of the file hands it out.
   */
  reachable: 'yes' | 'no' | 'unknown'
}

/** Answers the controller that is kept at a place; undefined where something else may be kept there. */
export function controllerAt(facts: FileFacts, place: Place): Controller | undefined {
  const made = madeControllers(facts).get(place)
  return made && controllerOf(facts, made)
}

/** Answers the controllers that a file makes and keeps. */
export const controllers = perFile((facts): readonly Controller[] =>
  [...madeControllers(facts).values()].flatMap((made) => controllerOf(facts, made) ?? []),
)

/** Whether an expression makes a controller that nobody else has. */
export function makesController(facts: FileFacts, node: TSESTree.Node): node is TSESTree.NewExpression {
  if (node.type !== 'NewExpression' || calleeName(node) !== CONTROLLER) return false
  const variable = facts.bindings.variableOf(node.callee)
  return variable?.defs.every(({ type }) => (type as string) === 'ImportBinding') ?? true
}

interface Made {
  handle: Cell
  made: TSESTree.NewExpression
  place: Place
}

const madeControllers = perFile((facts): ReadonlyMap<Place, Made> => {
  const found = new Map<Place, Made>()
  for (const made of facts.nodes.constructions.get(CONTROLLER) ?? []) {
    const handle = makesController(facts, made) ? keptAs(facts, made) : undefined
    if (handle && !found.has(handle.place)) found.set(handle.place, { handle, made, place: handle.place })
  }
  return found
})

/** Where a controller is kept: in a variable, a field, or, through a hook, in a ref. */
function keptAs(facts: FileFacts, made: TSESTree.NewExpression): Cell | undefined {
  const use = useOf(facts, made)
  if (use.kind === 'argument' && use.index === 0 && REF_HOOKS.has(calleeName(use.call) ?? '')) {
    const ref = keptIn(facts, use.call)
    return (
      ref && {
        ...ref,
        kind: 'ref',
        place: `${ref.place}.current`,
        text: `${ref.text}.current`,
        variable: undefined,
      }
    )
  }
  const { parent } = made
  if (use.kind === 'returned' && isFunction(parent) && parent.parent.type === 'CallExpression') {
    if (MEMO_HOOKS.has(calleeName(parent.parent) ?? '')) return keptIn(facts, parent.parent)
  }
  return keptIn(facts, made)
}

function keptIn(facts: FileFacts, value: TSESTree.Node): Cell | undefined {
  const [destination] = destinationsOf(facts, value)
  const cell = destination?.to === 'cell' ? destination.cell : undefined
  return cell?.kind === 'entry' ? undefined : cell
}

const controllerOf = perKey((facts: FileFacts, { handle, made, place }: Made): Controller | undefined => {
  const values = valuesOf(facts, handle)
  if (!values.every((value) => isMadeHere(facts, value))) return undefined
  const aborts: TSESTree.CallExpression[] = []
  const boundAborts: TSESTree.Node[] = []
  let isHandedOn =
    isExported(handle) || isPartOfAnother(handle) || values.some((value) => isPassedThrough(facts, value))
  const uses = [
    ...usesOfCell(facts, handle).uses.filter(({ node }) => !neverRuns(facts, node)),
    ...usesByName(facts, handle),
    ...usesOfRef(facts, handle),
  ]
  for (const use of uses) {
    const role = roleOf(use)
    if (role === 'abort' && use.kind === 'receiver') aborts.push(use.call)
    else if (role === 'abort' && use.kind === 'property') boundAborts.push(use.member)
    else if (role === 'handedOn') isHandedOn = true
  }
  const isOpen = !handle.variable && !place.endsWith('.current') && !isPrivate(handle)
  const reachable = isHandedOn ? 'yes' : isOpen ? 'unknown' : 'no'
  return { handle, made, aborts, boundAborts, reachable }
})

/** Everything that is ever kept under the name. */
function valuesOf(facts: FileFacts, handle: Cell): readonly (TSESTree.Node | 'parameter')[] {
  if (!handle.variable) return valuesByPlace(facts).get(handle.place) ?? []
  return writesOf(handle.variable).map((reference) => {
    const { parent } = reference.identifier as TSESTree.Identifier
    const isPlain = parent.type === 'VariableDeclarator' || parent.type === 'AssignmentExpression'
    return isPlain && reference.writeExpr ? reference.writeExpr : 'parameter'
  })
}

/** A controller that is made on the spot, a hook around one, or nothing. */
function isMadeHere(facts: FileFacts, value: TSESTree.Node | 'parameter'): boolean {
  if (value === 'parameter') return false
  const node = unwrap(value)
  if (isNothing(node) || makesController(facts, node)) return true
  if (node.type === 'AssignmentExpression') return isMadeHere(facts, node.right)
  if (node.type !== 'CallExpression' || !MEMO_HOOKS.has(calleeName(node) ?? '')) return false
  const [first] = node.arguments
  return first?.type === 'ArrowFunctionExpression' && makesController(facts, unwrap(first.body))
}

/** `const same = (this.controller = new AbortController())`: the value of the assignment goes elsewhere, too. */
function isPassedThrough(facts: FileFacts, value: TSESTree.Node | 'parameter'): boolean {
  const assignment = value === 'parameter' ? undefined : value.parent
  return assignment?.type === 'AssignmentExpression' && roleOf(useOf(facts, assignment), true) === 'handedOn'
}

function roleOf(use: Use, isNewName = false): 'abort' | 'handedOn' | 'none' {
  switch (use.kind) {
    case 'receiver':
      return use.method === 'abort' ? 'abort' : 'handedOn'
    case 'property': {
      const name = keyName(use.member.property, use.member.computed)
      return name === 'signal' ? 'none' : name === 'abort' ? 'abort' : 'handedOn'
    }
    case 'stored':
      return isDestructuredSignal(use.target) || isDependency(use.target) ? 'none' : 'handedOn'
    case 'alias':
      return isNewName ? 'handedOn' : 'none'
    case 'assigned':
    case 'tested':
      return 'none'
    default:
      return 'handedOn'
  }
}

/** `const { signal } = controller`: the signal alone aborts nothing. */
function isDestructuredSignal(target: TSESTree.Node): boolean {
  return (
    target.type === 'ObjectPattern' &&
    target.properties.every(
      (property) => property.type === 'Property' && keyName(property.key, property.computed) === 'signal',
    )
  )
}

/** `useEffect(…, [controller])` */
function isDependency(target: TSESTree.Node): boolean {
  return (
    target.type === 'ArrayExpression' &&
    target.parent.type === 'CallExpression' &&
    target.parent.arguments.indexOf(target) > 0 &&
    /^use[A-Z]/.test(calleeName(target.parent) ?? '')
  )
}

/** `other.controller.abort()`: another instance, by whatever name, may be the same one. */
function usesByName(facts: FileFacts, handle: Cell): Use[] {
  if (handle.variable || handle.place.endsWith('.current')) return []
  return nodesOfProperty(facts, handle.place).flatMap((node) => {
    const use = useOf(facts, node)
    return use.kind === 'receiver' && use.method === 'abort' ? [use] : []
  })
}

/** Whoever is given a ref may abort what is kept in it. */
function usesOfRef(facts: FileFacts, { place, variable: own, target }: Cell): Use[] {
  if (own || !place.endsWith('.current')) return []
  const identifier = target.type === 'MemberExpression' ? unwrap(target.object) : target
  const variable = facts.bindings.variableOf(identifier)
  if (!variable) return []
  return nodesOfVariable(variable).flatMap((each) => {
    const use = useOf(facts, each)
    const isRead =
      use.kind === 'property' || use.kind === 'assigned' || each.parent?.type === 'VariableDeclarator'
    return isRead ? [] : [use]
  })
}

function isExported(handle: Cell): boolean {
  if (!handle.variable || !isModuleVariable(handle.variable)) return false
  // The variables of a script belong to all scripts of the page.
  return handle.variable.scope.type === 'global' || isDeclaredInExport(handle.variable)
}

function isDeclaredInExport(variable: Variable): boolean {
  const definition = variable.defs[0] as { parent?: TSESTree.Node | null } | undefined
  return definition?.parent?.parent?.type === 'ExportNamedDeclaration'
}

/** `session.controller = …`: a field of something else, whose owner may do with it what it likes. */
function isPartOfAnother({ variable, place }: Cell): boolean {
  return !variable && !place.endsWith('.current') && !/^this\d+\.[^.]+$/.test(place)
}

function isPrivate({ target, place }: Cell): boolean {
  const name = place.slice(place.lastIndexOf('.') + 1)
  if (name.startsWith('#')) return true
  for (let current: TSESTree.Node | undefined = target; current; current = current.parent) {
    if (!isClass(current)) continue
    return current.body.body.some(
      (element) =>
        element.type === 'PropertyDefinition' &&
        element.accessibility === 'private' &&
        keyName(element.key, element.computed) === name,
    )
  }
  return false
}
