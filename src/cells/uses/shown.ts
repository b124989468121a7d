import type { TSESTree } from '@typescript-eslint/utils'

import { IS_STATE, SHOWS } from '../../protocols/ownership.js'
import type { Variable } from '../../syntax/bindings.js'
import { calleeName, memberName } from '../../syntax/property-name.js'
import { unwrap } from '../../syntax/unwrap.js'
import { perFile, type CallNode, type FileFacts } from '../file-facts.js'
import { useOf } from './uses.js'

/**
 * Whether a target is what an element shows or plays, `image.src`, and the file takes it from no element again: elements end
 * nothing of what they are given.
 */
export function isShownByElement(facts: FileFacts, target: TSESTree.Node): boolean {
  const member = unwrap(target)
  const name = member.type === 'MemberExpression' ? memberName(member) : undefined
  return name !== undefined && SHOWS.has(name) && !takenBack(facts).has(name)
}

/** The names of what elements show that the file reads to go on with it: `revoke(image.src)`, `video.srcObject.getTracks()`. */
const takenBack = perFile((facts): ReadonlySet<string> => {
  const isTakenBack = (node: TSESTree.Node): boolean =>
    !['assigned', 'tested'].includes(useOf(facts, node).kind)
  return new Set([...SHOWS].filter((name) => facts.nodes.members.get(name)?.some(isTakenBack) === true))
})

/** Answers the state of a component that a call sets: `url` of `const [url, setUrl] = useState()`. */
export function stateSetBy(facts: FileFacts, call: CallNode): Variable | undefined {
  const { callee } = call
  const setter = callee.type === 'Identifier' ? facts.bindings.variableOf(callee) : undefined
  const declarator = setter?.defs[0]?.node as TSESTree.Node | undefined
  if (declarator?.type !== 'VariableDeclarator' || declarator.id.type !== 'ArrayPattern') return undefined
  const [state, second] = declarator.id.elements
  const made = declarator.init && unwrap(declarator.init)
  const isPair = made?.type === 'CallExpression' && IS_STATE.test(calleeName(made) ?? '')
  const isSetter = second?.type === 'Identifier' && facts.bindings.variableOf(second) === setter
  return isPair && isSetter && state?.type === 'Identifier' ? facts.bindings.variableOf(state) : undefined
}
