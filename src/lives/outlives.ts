import type { TSESTree } from '@typescript-eslint/utils'

import { functionsMeantBy } from '../cells/call-targets.js'
import type { FileFacts } from '../cells/file-facts.js'
import { valuesByPlace } from '../cells/values/written-values.js'
import { link, type Link } from '../ledger/link.js'
import { FINDS, LENDS } from '../protocols/makers.js'
import { isModuleVariable, isParameter, soleValue, writesOf, type Variable } from '../syntax/bindings.js'
import { enclosingFunction, isFunction, isWithin, type FunctionNode } from '../syntax/functions.js'
import { mayFollow } from '../syntax/may-follow.js'
import { calleeName } from '../syntax/property-name.js'
import { remembered } from '../syntax/remembered.js'
import { rootOf, unwrap } from '../syntax/unwrap.js'
import { holderOf } from './lifetime.js'
import type { Owner } from './owner.js'

/**
 * Answers whether what holds something is still there when an owner has ended: it was there before the owner began, or
 * lives as long as the module or the program. No where it begins and goes with the owner; unknown where it was given
 * from outside and nothing tells how long it lives.
 */
export function outlives(facts: FileFacts, holder: TSESTree.Node, owner: Owner): Link {
  const node = unwrap(holder)
  const text = facts.sourceCode.getText(node)
  const { lifetime, until, origin } = holderOf(facts, node)
  if (lifetime === 'module') return link('yes', `${text} lives ${until ?? 'as long as the program'}`, node)
  const before = whatWasThereBefore(facts, node, owner)
  if (before) return link('yes', `${text} is there before ${owner.name} begins and after it ends`, before)
  if (lifetime === 'call') return link('no', `${text} begins and goes with ${owner.name}`, node)
  if (lifetime === 'owner') return link('no', `${text} belongs to ${owner.name}`, node)
  if (origin === 'import')
    return link('likely', `${text} comes from another module and may live as long as it`, node)
  if (origin === 'injected') return link('unknown', `${text} was given to ${owner.name} from outside`, node)
  if (origin === 'parameter') return link('unknown', `${text} was given from outside`, node)
  return link('unknown', `nothing tells how long ${text} lives`, node)
}

/**
 * Answers what shows that a target was there before a function ran and is there after it: `this`, a field, a variable of
 * an outer function, of the module, an import; undefined for what the function makes or is given.
 */
export function wasThereBefore(
  facts: FileFacts,
  target: TSESTree.Node,
  work: FunctionNode,
): TSESTree.Node | undefined {
  const root = rootOf(target)
  if (isFilledIn(facts, target, work)) return undefined
  if (root.type === 'ThisExpression') return facts.places.thisPlaceAt(root) === undefined ? undefined : root
  const variable = facts.bindings.variableOf(root)
  const declared = variable?.identifiers[0]
  if (!variable || !declared) return undefined
  const value = soleValue(variable)
  // `const self = this`, `const { bus } = this`: another name of what was there.
  if (value && isWithin(declared, work)) {
    const made = unwrap(value)
    if (isFound(made) || isAnsweredFromBefore(facts, made)) return made
    if (made.type !== 'ThisExpression' && made.type !== 'MemberExpression') return undefined
    const source = facts.bindings.variableOf(rootOf(made))
    if (source) {
      // `const track = tracks[i]`: a part of what was there.
      const [known] = source.identifiers
      return known && !isWithin(known, work) && !isFilledIn(facts, made, work) ? made : undefined
    }
    return rootOf(made).type === 'ThisExpression' && !isFilledIn(facts, made, work) ? made : undefined
  }
  return isWithin(declared, work) ? undefined : declared
}

/** `this.pick()`, which answers an element of `this.workers`: a function in view that only hands out what its instance or module has. */
function isAnsweredFromBefore(facts: FileFacts, expression: TSESTree.Node): boolean {
  if (expression.type !== 'CallExpression') return false
  const [answering, ...others] = functionsMeantBy(facts, expression.callee)
  const answers = answering && facts.nodes.returns.get(answering)
  if (!answers || answers.length === 0 || others.length > 0) return false
  return answers.every((answer) => isFromBefore(facts, answer, answering, MAX_NAMES))
}

/** Variables that stand for one another in a circle are followed no further. */
const MAX_NAMES = 5

/** Whether a value is a part of what was there before a function ran: a member, or a local that is given nothing else. */
function isFromBefore(facts: FileFacts, value: TSESTree.Node, work: FunctionNode, depth: number): boolean {
  const node = unwrap(value)
  const root = rootOf(node)
  if (node.type === 'MemberExpression' && root.type === 'ThisExpression')
    return !isFilledIn(facts, node, work)
  const variable = root.type === 'Identifier' ? facts.bindings.variableOf(root) : undefined
  if (!variable || depth === 0 || isParameter(variable)) return false
  if (isModuleVariable(variable)) return node.type === 'MemberExpression' && !isFilledIn(facts, node, work)
  const given =
    node.type === 'Identifier'
      ? writesOf(variable).map(({ identifier, writeExpr }) => turnOf(identifier) ?? writeExpr)
      : []
  return given.length > 0 && given.every((each) => each && isFromBefore(facts, each, work, depth - 1))
}

/** `for (const worker of this.workers)`: the list whose elements a variable stands for. */
function turnOf(identifier: TSESTree.Node): TSESTree.Node | undefined {
  const declaration = identifier.parent?.parent
  const loop = declaration?.type === 'VariableDeclaration' ? declaration.parent : undefined
  return loop?.type === 'ForOfStatement' && loop.left === declaration ? loop.right : undefined
}

/** Whether an expression looks up what is there for others as well, rather than make or lend it: `getElementById(id)`. */
export function isFound(expression: TSESTree.Node): boolean {
  const node = unwrap(expression)
  if (node.type === 'ConditionalExpression') return isFound(node.consequent) && isFound(node.alternate)
  const name = node.type === 'CallExpression' ? (calleeName(node) ?? '') : ''
  return FINDS.test(name) && !LENDS.test(name)
}

/** Answers what makes a holder anew in the function that puts something on it: `socket = connect(); socket.on('data', read)`. */
export function filledBefore(facts: FileFacts, holder: TSESTree.Node): TSESTree.Node | undefined {
  const work = enclosingFunction(holder)
  const target = unwrap(holder)
  const variable = work && target.type === 'Identifier' ? facts.bindings.variableOf(target) : undefined
  const write = (variable ? fillsOf(variable) : []).find(
    ({ identifier }) =>
      enclosingFunction(identifier) === work &&
      identifier.range[0] < target.range[0] &&
      mayFollow(target, identifier),
  )
  return write?.identifier
}

/** Where a variable is given something new after it has been declared. */
const fillsOf = remembered((variable: Variable) =>
  variable.references.filter(
    ({ init, writeExpr }) => init !== true && /^(?:New|Call|Await)Expression$/.test(writeExpr?.type ?? ''),
  ),
)

/** Whether a function itself puts into a field, or a part of it, what it then uses: `this.socket = connect()`. */
function isFilledIn(facts: FileFacts, target: TSESTree.Node, work: FunctionNode): boolean {
  if (filledBefore(facts, target)) return true
  for (let node = unwrap(target); node.type === 'MemberExpression'; node = unwrap(node.object)) {
    const place = facts.places.placeOf(node)
    const values = place === undefined ? [] : (valuesByPlace(facts).get(place) ?? [])
    if (values.some((value) => value !== 'parameter' && isWithin(value, work))) return true
  }
  return false
}

/** The function, or the member of an instance, that has a holder and that is around the owner. */
function whatWasThereBefore(facts: FileFacts, node: TSESTree.Node, owner: Owner): TSESTree.Node | undefined {
  const root = rootOf(node)
  if (root.type === 'ThisExpression') {
    const home = facts.places.thisPlaceAt(root)
    // What an instance has is there before each effect, request or wait within it.
    return home === undefined || owner.kind === 'instance' ? undefined : outsideOf(facts, root, owner)
  }
  const variable = facts.bindings.variableOf(root)
  const declared = variable?.identifiers[0]
  if (!variable || !declared || isModuleVariable(variable) || isWithin(declared, owner.node)) return undefined
  const scope = variable.scope.variableScope.block as TSESTree.Node
  return isFunction(scope) && isWithin(owner.node, scope) ? declared : undefined
}

/** `this`, where it is not that of the owner's own function. */
function outsideOf(facts: FileFacts, node: TSESTree.Node, owner: Owner): TSESTree.Node | undefined {
  const home = facts.places.thisPlaceAt(node)
  const isAround = isFunction(owner.node) && facts.places.thisPlaceAt(owner.node.body) === home
  return isAround ? node : undefined
}
