import type { TSESTree } from '@typescript-eslint/utils'

import { INJECTED_SERVICE, SERVICE_NAME } from '../../protocols/caches.js'
import { isModuleVariable, type Variable } from '../../syntax/bindings.js'
import { isExport, isExported } from '../../syntax/exported.js'
import {
  enclosingFunction,
  enclosingFunctions,
  isClass,
  isWithin,
  runsAtModuleLoad,
  type ClassNode,
} from '../../syntax/functions.js'
import { isNothing } from '../../syntax/nothing.js'
import type { Place } from '../../syntax/places.js'
import { calleeName, keyName } from '../../syntax/property-name.js'
import { rootOf, wrapped } from '../../syntax/unwrap.js'
import { instanceKeeper } from '../../lives/class-life.js'
import type { FileFacts } from '../../cells/file-facts.js'
import type { Certainty } from '../../ledger/certainty.js'
import { decoratorName, decoratorsOf } from '../../frameworks/injected-classes.js'
import { isConstructor } from '../../lives/repetition/runs.js'
import { runsOnce } from '../../lives/multiplicity.js'
import { nodesAtPlace, nodesOfVariable, useOf } from '../../cells/uses/uses.js'

/** Where something that a call makes is kept for as long as the module is loaded. */
export interface LongHome {
  /** As the file names it; undefined where it has no name here, as with `export default`. */
  name: string | undefined
  /** Every node of the file that denotes it, but those that write it. */
  nodes: readonly TSESTree.Node[]
  /** Whether code of other files can reach it. */
  reachable: boolean
  /** `likely` for an instance of a class of which a program commonly makes one. */
  certainty: Certainty
}

/** Longer chains of calls than anyone writes by hand. */
const MAX_DEPTH = 6

/** Answers where the result of a call is kept, if that lives as long as the module. */
export function longHomeOf(facts: FileFacts, made: TSESTree.Node, depth = 0): LongHome | undefined {
  if (depth > MAX_DEPTH) return undefined
  const use = useOf(facts, made)
  switch (use.kind) {
    case 'alias':
      return homeInVariable(facts, made, use.variable)
    case 'stored':
      return homeInTarget(facts, made, use.target, depth)
    case 'argument':
      return homeInResult(facts, use.call, use.index, depth)
    case 'other':
      return isExport(wrapped(made).parent) ? exportedHome : undefined
    default:
      return undefined
  }
}

const exportedHome: LongHome = { name: undefined, nodes: [], reachable: true, certainty: 'known' }

function homeInVariable(facts: FileFacts, made: TSESTree.Node, variable: Variable): LongHome | undefined {
  const isOfModule = isModuleVariable(variable) || runsInClosureAtLoad(made)
  const written = variable.references.filter(({ writeExpr }) => writeExpr && !isNothing(writeExpr))
  if (!isOfModule || written.length !== 1) return undefined
  const mentions = (test: TSESTree.Node): boolean =>
    variable.references.some(({ identifier }) => isWithin(identifier, test))
  if (!runsAtModuleLoad(made) && !isFilledOnce(facts, made, mentions)) return undefined
  return {
    name: variable.name,
    nodes: nodesOfVariable(variable).filter((node) => !written.some(({ identifier }) => identifier === node)),
    reachable: isExported(variable),
    certainty: 'known',
  }
}

/** `(function () { var load = memoize(f); … })()`: what the closure keeps, its functions keep. */
function runsInClosureAtLoad(node: TSESTree.Node): boolean {
  const around = enclosingFunctions(node)
  return (
    around.length > 0 &&
    around.every(
      ({ parent }, index) => parent.type === 'CallExpression' && parent.callee === around[index],
    ) &&
    runsAtModuleLoad(node)
  )
}

/** Whether an assignment runs where there is nothing yet: `x ??= …`, `if (!x) x = …`, or once at all. */
function isFilledOnce(
  facts: FileFacts,
  made: TSESTree.Node,
  mentions: (test: TSESTree.Node) => boolean,
): boolean {
  const scope = enclosingFunction(made)
  for (let node = made.parent; node && node !== scope; node = node.parent) {
    if (node.type === 'AssignmentExpression' && (node.operator === '??=' || node.operator === '||='))
      return true
    if (node.type === 'IfStatement' && mentions(node.test)) return true
    if (node.type === 'LogicalExpression' && node.operator !== '&&' && mentions(node.left)) return true
  }
  return runsOnce(facts, made)
}

function homeInTarget(
  facts: FileFacts,
  made: TSESTree.Node,
  target: TSESTree.Node,
  depth: number,
): LongHome | undefined {
  switch (target.type) {
    case 'MemberExpression':
      return homeInMember(facts, made, target)
    case 'PropertyDefinition':
      return homeInField(facts, target)
    case 'Property':
      return target.parent.type === 'ObjectExpression'
        ? homeInObject(facts, target, target.parent, depth)
        : undefined
    default:
      return undefined
  }
}

function homeInMember(
  facts: FileFacts,
  made: TSESTree.Node,
  target: TSESTree.MemberExpression,
): LongHome | undefined {
  const place = facts.places.placeOf(target)
  if (place === undefined) return undefined
  const name = facts.sourceCode.getText(target)
  const nodes = nodesAtPlace(facts, place).filter((node) => node !== target)
  if (isThisPlace(place)) {
    const scope = enclosingFunction(made)
    const member = enclosingFunctions(made).find((each) => each.type !== 'ArrowFunctionExpression')
    const around = member?.parent.type === 'MethodDefinition' ? member.parent.parent.parent : undefined
    if (!scope || !around || !isClass(around)) return undefined
    const isOnce =
      isConstructor(scope) || isFilledOnce(facts, made, (test) => nodes.some((node) => isWithin(node, test)))
    const certainty = isOnce ? lifeOfInstances(facts, around) : undefined
    return certainty && { name, nodes, reachable: true, certainty }
  }
  const root = rootOf(target)
  const variable = root.type === 'Identifier' ? facts.bindings.variableOf(root) : undefined
  const stays = place.startsWith('g:') || (variable !== undefined && isModuleVariable(variable))
  const isOnce =
    runsAtModuleLoad(made) || isFilledOnce(facts, made, (test) => nodes.some((node) => isWithin(node, test)))
  return stays && isOnce ? { name, nodes, reachable: true, certainty: 'known' } : undefined
}

function isThisPlace(place: Place): boolean {
  return place.startsWith('this')
}

function homeInField(facts: FileFacts, field: TSESTree.PropertyDefinition): LongHome | undefined {
  const around = field.parent.parent
  const key = keyName(field.key, field.computed)
  const home = field.value ? facts.places.thisPlaceAt(field.value) : undefined
  if (key === undefined || home === undefined) return undefined
  const reachable = !(field.accessibility === 'private' || key.startsWith('#'))
  const nodes = [...nodesAtPlace(facts, `${home}.${key}`)]
  if (!field.static) {
    const certainty = lifeOfInstances(facts, around)
    return certainty && { name: `this.${key}`, nodes, reachable, certainty }
  }
  if (!runsAtModuleLoad(field)) return undefined
  const variable = around.id && facts.bindings.variableOf(around.id)
  if (variable) nodes.push(...nodesAtPlace(facts, `${facts.places.variablePlace(variable)}.${key}`))
  return { name: `${around.id?.name ?? 'this'}.${key}`, nodes, reachable, certainty: 'known' }
}

/** How sure it is that the instances of a class live as long as the module; undefined where they may not. */
function lifeOfInstances(facts: FileFacts, node: ClassNode): Certainty | undefined {
  if (instanceKeeper(facts, node) !== undefined) return 'known'
  const isService =
    SERVICE_NAME.test(node.id?.name ?? '') ||
    decoratorsOf(node).some((decorator) => INJECTED_SERVICE.has(decoratorName(decorator)))
  // `@Injectable({ scope: Scope.REQUEST })`: one for each request.
  const isShort = decoratorsOf(node).some((decorator) =>
    SHORT_SCOPE.test(facts.sourceCode.getText(decorator)),
  )
  return isService && !isShort && runsAtModuleLoad(node) ? 'likely' : undefined
}

const SHORT_SCOPE = /REQUEST|TRANSIENT/

/** An object literal of the module's own, such as a table of functions that it exports. */
function homeInObject(
  facts: FileFacts,
  property: TSESTree.Property,
  object: TSESTree.ObjectExpression,
  depth: number,
): LongHome | undefined {
  const home = longHomeOf(facts, object, depth + 1)
  const key = keyName(property.key, property.computed)
  if (!home || key === undefined) return undefined
  const outer = wrapped(object).parent
  const variable =
    outer?.type === 'VariableDeclarator' && outer.id.type === 'Identifier'
      ? facts.bindings.variableOf(outer.id)
      : undefined
  const nodes = variable ? nodesAtPlace(facts, `${facts.places.variablePlace(variable)}.${key}`) : []
  const name = home.name === undefined || home.name === 'module.exports' ? key : `${home.name}.${key}`
  return { ...home, name, nodes, reachable: true }
}

/** `Object.assign(memoize(f), { … })` is what it is given; any other call may keep it or not. */
function homeInResult(
  facts: FileFacts,
  call: TSESTree.CallExpression | TSESTree.NewExpression,
  index: number,
  depth: number,
): LongHome | undefined {
  const name = calleeName(call) ?? ''
  if (RUNS_AND_FORGETS.has(name)) return undefined
  const home = longHomeOf(facts, call, depth + 1)
  const isSame =
    index === 0 && /^g:Object\.(?:assign|freeze|seal)$/.test(facts.places.placeOf(call.callee) ?? '')
  return home && { ...home, certainty: isSame ? home.certainty : 'likely' }
}

/** Calls that run the function which they are given, and keep neither it nor what it remembers. */
const RUNS_AND_FORGETS: ReadonlySet<string> = new Set([
  'map',
  'flatMap',
  'filter',
  'forEach',
  'find',
  'findIndex',
  'some',
  'every',
  'reduce',
  'reduceRight',
  'sort',
  'toSorted',
  'from',
  'then',
])
