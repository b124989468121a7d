import type { TSESTree } from '@typescript-eslint/utils'

import { SHORT_LIVED_CLASS } from '../../protocols/collections.js'
import { isModuleVariable, soleValue } from '../../syntax/bindings.js'
import { classAround, isClass, isFunction, runsAtModuleLoad, type ClassNode } from '../../syntax/functions.js'
import { isNothing } from '../../syntax/nothing.js'
import type { Place } from '../../syntax/places.js'
import { isStaticCode } from '../../syntax/static-code.js'
import { rootOf, unwrap } from '../../syntax/unwrap.js'
import { memberName } from '../../syntax/property-name.js'
import { instanceKeeper, isMadePerCall } from '../../lives/class-life.js'
import { moduleCollections } from '../../lives/collections/collections.js'
import { componentOfClass } from '../../frameworks/component-homes.js'
import { PROGRAM_ENDS, WHILE_IT_LIVES, type Escape } from './escape.js'
import { perFile, type FileFacts } from '../../cells/file-facts.js'
import type { Certainty } from '../../ledger/certainty.js'
import { isTestCode } from '../../lives/test-code.js'

/** Something whose properties outlive the call that sets them. */
interface Keeper {
  text: string
  until: string
  certainty: Certainty
  instance?: Place | undefined
}

/**
 * Answers what long-lived variables and properties are set to: of the module, of an object or class that it keeps, of
 * the global object, and, where they may live long, of instances.
 */
export function keptProperties(facts: FileFacts): Escape[] {
  const emptied = emptiedPlaces(facts)
  return facts.nodes.assignments.flatMap((assignment): Escape[] => {
    const { left, right, operator } = assignment
    if (operator === '+=' || isNothing(right)) return []
    const keeper = keeperOf(facts, left)
    if (!keeper) return []
    const isProperty = unwrap(left).type === 'MemberExpression'
    const isEmptied = isProperty && emptied.has(facts.places.placeOf(left) ?? left)
    return [
      {
        value: right,
        keeper: `\`${keeper.text}\``,
        instance: keeper.instance,
        until: keeper.until,
        as: 'variable',
        stay: isEmptied ? 'passing' : 'last',
        certainty: isEmptied ? 'likely' : keeper.certainty,
      },
    ]
  })
}

/** The places that the file also sets to nothing. */
const emptiedPlaces = perFile(
  (facts): ReadonlySet<unknown> =>
    new Set(
      facts.nodes.assignments
        .filter(({ right }) => isNothing(right))
        .map(({ left }) => facts.places.placeOf(left)),
    ),
)

function keeperOf(facts: FileFacts, target: TSESTree.Node): Keeper | undefined {
  const node = unwrap(target)
  const text = facts.sourceCode.getText(node)
  const known: Keeper = { text, until: PROGRAM_ENDS, certainty: 'known' }
  if (node.type === 'Identifier') {
    const variable = facts.bindings.variableOf(node)
    return variable && isModuleVariable(variable) ? known : undefined
  }
  if (node.type !== 'MemberExpression' || isEntry(facts, node)) return undefined
  const object = unwrap(node.object)
  if (facts.places.placeOf(object) === 'g:window') return known
  if (object.type === 'ThisExpression') return fieldKeeper(facts, object, text)
  const root = rootOf(object)
  const variable = root.type === 'Identifier' ? facts.bindings.variableOf(root) : undefined
  if (root.type === 'Identifier' && isExports(facts, root, object)) return known
  const made = variable && isModuleVariable(variable) ? soleValue(variable) : undefined
  if (!made || !isOwn(made)) return undefined
  // What lies deeper may be anything that comes and goes, and so may what is kept under one key of many.
  return root === object && memberName(node) !== undefined ? known : { ...known, certainty: 'likely' }
}

/** Whether a member is an entry of a collection, about which that is asked. */
function isEntry(facts: FileFacts, { object }: TSESTree.MemberExpression): boolean {
  return collectionNodes(facts).has(unwrap(object))
}

const collectionNodes = perFile(
  (facts): ReadonlySet<TSESTree.Node> => new Set(moduleCollections(facts).flatMap(({ nodes }) => nodes)),
)

function isExports(facts: FileFacts, root: TSESTree.Identifier, object: TSESTree.Node): boolean {
  if (!facts.bindings.isGlobal(root)) return false
  if (root.name === 'exports') return object === root
  return root.name === 'module' && object.type === 'MemberExpression' && object.object === root
}

/** What the module makes itself, and nobody else may take back. */
function isOwn(made: TSESTree.Node): boolean {
  return (
    made.type === 'ObjectExpression' ||
    made.type === 'ArrayExpression' ||
    made.type === 'NewExpression' ||
    isClass(made) ||
    isFunction(made)
  )
}

function fieldKeeper(facts: FileFacts, node: TSESTree.ThisExpression, text: string): Keeper | undefined {
  const classNode = classAround(node)
  if (!classNode)
    return isOfModuleObject(facts, node) ? { text, until: PROGRAM_ENDS, certainty: 'known' } : undefined
  if (isStaticCode(node)) return { text, until: PROGRAM_ENDS, certainty: 'known' }
  const keeper = instanceKeeper(facts, classNode)
  if (keeper !== undefined) return { text, until: PROGRAM_ENDS, certainty: 'known' }
  if (!mayLiveLong(facts, classNode)) return undefined
  return { text, until: WHILE_IT_LIVES, certainty: 'likely', instance: facts.places.placeOf(node) }
}

function mayLiveLong(facts: FileFacts, node: ClassNode): boolean {
  if (isTestCode(facts) || SHORT_LIVED_CLASS.test(node.id?.name ?? '') || isMadePerCall(facts, node))
    return false
  return componentOfClass(facts, node)?.ends !== true
}

/** `const store = { last: undefined, set(value) { this.last = value } }` at the top of a module. */
function isOfModuleObject(facts: FileFacts, node: TSESTree.ThisExpression): boolean {
  const place = facts.places.placeOf(node)
  return place !== undefined && moduleObjects(facts).has(place)
}

const moduleObjects = perFile((facts): ReadonlySet<string> => {
  const homes = new Set<string>()
  for (const node of facts.nodes.functions) {
    const object = node.parent.type === 'Property' ? node.parent.parent : undefined
    if (object?.type !== 'ObjectExpression' || object.parent.type !== 'VariableDeclarator') continue
    if (!runsAtModuleLoad(object)) continue
    const home = facts.places.memberOf(node)?.home
    if (home !== undefined) homes.add(home)
  }
  return homes
})
