import type { TSESTree } from '@typescript-eslint/utils'

import { callsOf } from './calls.js'
import { functionsMeantBy, membersByHome } from '../../cells/call-targets.js'
import { perFile, perKey, type FileFacts } from '../../cells/file-facts.js'
import { importsMatching } from '../../cells/definitions/imported-names.js'
import { componentScopeOf, effects } from '../../frameworks/hooks.js'
import { FRAMEWORKS, LIFECYCLE_STARTS, UPDATE_MEMBERS } from '../../protocols/frameworks.js'
import { COMMON_LIFECYCLES } from '../../protocols/teardowns.js'
import { soleValue, type Variable } from '../../syntax/bindings.js'
import { isExport, isExported } from '../../syntax/exported.js'
import {
  declaredName,
  functionName,
  isClass,
  isWithin,
  runsAtModuleLoad,
  type ClassNode,
  type FunctionNode,
} from '../../syntax/functions.js'
import { addTo } from '../../syntax/grouping.js'
import { calleeName, keyName, memberName } from '../../syntax/property-name.js'
import { unwrap } from '../../syntax/unwrap.js'
import { runsAt } from './handed-over.js'
import { makingsOf } from './makings.js'
import { programOf } from './program.js'
import { requestScopeOf } from '../requests.js'
import { byHost, byOthers, byOwner, type Run } from './run.js'

/** Answers everything that runs a function, what only may run it included; its calls of itself run it no more often. */
export const runsOf = perKey((facts: FileFacts, scope: FunctionNode): readonly Run[] => {
  if (requestScopeOf(facts, scope)) return [byHost(scope, 'many', 'each request or connection runs it')]
  const rendered = runByRendering(facts, scope)
  if (rendered) return [rendered]
  const { parent } = scope
  if (isConstructor(scope))
    return isClass(parent.parent?.parent) ? [byOwner(scope, parent.parent.parent)] : []
  const named = namesOf(facts, scope)
  const runs = [...named.mentions, ...(memberMentions(facts).get(scope) ?? [])].flatMap((mention) =>
    isOwnCall(mention, scope) ? [] : runsAt(facts, mention, scope),
  )
  const member = facts.places.memberOf(scope)
  if (member) return [...runs, ...runsOfMember(facts, scope, member.name)]
  if (!named.variable && !isNamedByMember(scope)) runs.push(...runsAt(facts, scope, scope))
  if (named.isOpen) runs.push(runByOthers(facts, scope))
  return runs
})

/** Whether a function is the constructor of a class: `Handler.extend({ initialize() { … } })` makes one as well. */
export function isConstructor({ parent }: FunctionNode): boolean {
  if (parent.type === 'MethodDefinition') return parent.kind === 'constructor'
  if (parent.type !== 'Property' || keyName(parent.key, parent.computed) !== 'initialize') return false
  const call = parent.parent.parent
  return call.type === 'CallExpression' && calleeName(call) === 'extend'
}

/** `function Clock() { this.timer = … }`: a function of old that makes instances. */
export function isConstructorFunction(facts: FileFacts, { type, parent, id }: FunctionNode): boolean {
  if (type === 'ArrowFunctionExpression' || parent.type === 'Property') return false
  const name = id?.name ?? ''
  return type === 'FunctionDeclaration' && (/^[A-Z]/.test(name) || facts.nodes.constructions.has(name))
}

/** Whether a function is a member that its framework calls on each update, whose conditions ask what has changed. */
export function isUpdateMember(facts: FileFacts, scope: FunctionNode): boolean {
  return UPDATE_MEMBERS.has(facts.places.memberOf(scope)?.name ?? '')
}

/** A call of itself, within itself. What it hands to a timer runs it again. */
function isOwnCall(mention: TSESTree.Node, scope: FunctionNode): boolean {
  const { parent } = mention
  return parent?.type === 'CallExpression' && parent.callee === mention && isWithin(mention, scope)
}

interface Names {
  readonly variable: Variable | undefined
  readonly mentions: readonly TSESTree.Node[]
  /** Whether other modules know it. */
  readonly isOpen: boolean
}

/** Answers the variable that a function is, and what reads it. */
function namesOf(facts: FileFacts, scope: FunctionNode): Names {
  const name = declaredName(scope)
  const isDefault = isExport(scope.parent)
  // The name of a function expression is known within it only.
  const variable = name && facts.bindings.variableOf(name)
  if (!variable) return { variable: undefined, mentions: [], isOpen: isDefault }
  const mentions = variable.references.filter((each) => each.isRead()).map(({ identifier }) => identifier)
  const isOwnName = scope.type === 'FunctionExpression' && scope.id === name
  return {
    variable: isOwnName ? undefined : variable,
    mentions: mentions,
    isOpen: isDefault || isExported(variable),
  }
}

function isNamedByMember({ parent }: FunctionNode): boolean {
  return parent.type === 'MethodDefinition' || parent.type === 'PropertyDefinition' || isExport(parent)
}

/** Function components and their hooks run for each render; the setup of other components once for each of them. */
function runByRendering(facts: FileFacts, scope: FunctionNode): Run | undefined {
  if (effects(facts).has(scope)) return undefined
  const component = componentScopeOf(facts, scope)
  if (!component) return undefined
  const { framework } = component
  if (framework === undefined || framework.name === 'React') {
    return /^(?:use)?[A-Z]/.test(functionName(scope) ?? '')
      ? byHost(scope, 'many', 'each render runs it')
      : undefined
  }
  return byOwner(scope, scope)
}

/** What other modules may do with a function that they know; a host knows when it calls its own entry. */
function runByOthers(facts: FileFacts, scope: FunctionNode): Run {
  const name = functionName(scope)
  const host = FRAMEWORKS.find(({ entry }) => name !== undefined && entry?.start === name)
  // What a host starts and ends has an end of its own.
  if (host && importsMatching(facts, host.modules)) return byOwner(scope, scope)
  const program = programOf(facts)
  if (program !== undefined) return byHost(scope, 'once', program)
  if (name === 'main' && isStartedAtLoad(facts, scope)) return byHost(scope, 'once', 'the file starts it')
  return byOthers(scope, 'running', 'other modules may call it')
}

function isStartedAtLoad(facts: FileFacts, scope: FunctionNode): boolean {
  return callsOf(facts, scope).some((call) => runsAtModuleLoad(call))
}

/** What a framework does with a member, and who else knows it. */
function runsOfMember(facts: FileFacts, scope: FunctionNode, name: string): Run[] {
  if (isUpdateMember(facts, scope)) return [byHost(scope, 'many', `${name}() runs on each update`)]
  const holder = holderOfMember(scope)
  if (LIFECYCLE_STARTS.has(name) || COMMON_LIFECYCLES.has(name)) return [byOwner(scope, holder ?? scope)]
  if (isPrivate(scope) || (holder && staysInFile(facts, holder))) return []
  return [byHost(scope, 'unknown', `others may call ${name}()`)]
}

/** The class or object that a function is a member of. */
function holderOfMember({ parent }: FunctionNode): ClassNode | TSESTree.ObjectExpression | undefined {
  const holder = parent.parent?.type === 'ClassBody' ? parent.parent.parent : parent.parent
  return isClass(holder) || holder?.type === 'ObjectExpression' ? holder : undefined
}

function isPrivate({ parent }: FunctionNode): boolean {
  if (parent.type !== 'MethodDefinition' && parent.type !== 'PropertyDefinition') return false
  return parent.key.type === 'PrivateIdentifier' || parent.accessibility === 'private'
}

/** Whether all that is done with instances of a class, or with an object, is seen here: methods are called, members are read. */
const staysInFile = perKey((facts: FileFacts, holder: ClassNode | TSESTree.ObjectExpression): boolean => {
  if (!isClass(holder)) return isSeen(facts, holder)
  const makings = makingsOf(facts, holder)
  return makings.length > 0 && makings.every((run) => run.by === 'code' && isSeen(facts, run.at))
}, false)

function isSeen(facts: FileFacts, made: TSESTree.Node): boolean {
  const { parent } = made
  if (parent?.type === 'MemberExpression') return true
  if (parent?.type === 'ExpressionStatement') return true
  const variable = parent?.type === 'VariableDeclarator' ? facts.bindings.variableOf(parent.id) : undefined
  if (!variable || isExported(variable)) return false
  return variable.references.every(
    ({ identifier, init }) => init === true || identifier.parent.type === 'MemberExpression',
  )
}

/** What names each member: `this.poll`, `app.start` where `app` is an instance made here. */
const memberMentions = perFile((facts): ReadonlyMap<FunctionNode, TSESTree.Node[]> => {
  const found = new Map<FunctionNode, TSESTree.Node[]>()
  const names = new Set(
    [...membersByHome(facts).values()].flatMap((members) => members.map(({ name }) => name)),
  )
  for (const name of names) {
    for (const node of facts.nodes.members.get(name) ?? []) {
      if (node.type !== 'MemberExpression') continue
      for (const target of membersNamedAt(facts, node)) addTo(found, target, node)
    }
  }
  return found
})

function membersNamedAt(facts: FileFacts, node: TSESTree.MemberExpression): readonly FunctionNode[] {
  const found = functionsMeantBy(facts, node)
  if (found.length > 0) return found
  const home = homeOfInstance(facts, node.object)
  const name = memberName(node)
  if (home === undefined || name === undefined) return []
  return membersNamed(facts).get(`${home}.${name}`) ?? []
}

const membersNamed = perFile((facts): ReadonlyMap<string, FunctionNode[]> => {
  const found = new Map<string, FunctionNode[]>()
  for (const [home, members] of membersByHome(facts)) {
    for (const { name, node } of members) addTo(found, `${home}.${name}`, node)
  }
  return found
})

/** The place that members of `new App()` share, for `new App().start()` and `const app = new App(); app.start()`. */
function homeOfInstance(facts: FileFacts, object: TSESTree.Node): string | undefined {
  let made: TSESTree.Node | undefined = unwrap(object)
  if (made.type === 'Identifier') {
    const variable = facts.bindings.variableOf(made)
    made = variable && soleValue(variable)
  }
  if (made?.type !== 'NewExpression') return undefined
  const variable = facts.bindings.variableOf(made.callee)
  const value = variable ? soleValue(variable) : undefined
  return isClass(value) ? facts.places.thisPlaceAt(value.body) : undefined
}
