import type { TSESTree } from '@typescript-eslint/utils'

import { importsMatching } from '../../cells/definitions/imported-names.js'
import type { FileFacts } from '../../cells/file-facts.js'
import { componentScopeOf } from '../../frameworks/hooks.js'
import { REACT } from '../../protocols/frameworks/react.js'
import { RENDERS_WHAT_IT_IS_GIVEN } from '../../protocols/repetition.js'
import { enclosingFunction, functionName, type FunctionNode } from '../../syntax/functions.js'
import { calleeName } from '../../syntax/property-name.js'
import { runsEachTime } from './each-time.js'
import { byHost, byOwner, type Run } from './run.js'

/**
 * Answers how often an element mounts its component, or the call of a hook begins one: once for each component that always renders
 * it, whatever renders that again. Undefined for all other calls and elements: that is as often as their code runs.
 */
export function renderingAt(facts: FileFacts, mention: TSESTree.Node): Run | undefined {
  const scope = enclosingFunction(mention)
  if (!scope || !isComponent(facts, scope)) return undefined
  if (mention.type === 'JSXOpeningElement') {
    return isAlwaysRendered(facts, mention.parent, scope)
      ? byOwner(mention, scope)
      : byHost(mention, 'unknown', 'it may be rendered again and again')
  }
  const { parent } = mention
  const isHook = parent?.type === 'CallExpression' && /^use[A-Z]/.test(calleeName(parent) ?? '')
  return isHook ? byOwner(parent, scope) : undefined
}

/** Whether each render of a component or hook of React runs a node: the end of the component comes later, if ever. */
export function isAddedByRender(facts: FileFacts, node: TSESTree.Node, scope: FunctionNode): boolean {
  return (
    enclosingFunction(node) === scope &&
    isComponent(facts, scope) &&
    importsMatching(facts, REACT.modules) &&
    runsEachTime(facts, node)
  )
}

function isComponent(facts: FileFacts, scope: FunctionNode): boolean {
  return /^(?:use)?[A-Z]/.test(functionName(scope) ?? '') || componentScopeOf(facts, scope) !== undefined
}

/** Whether all that a component answers has an element, within elements that render what they are given. */
function isAlwaysRendered(facts: FileFacts, element: TSESTree.Node, scope: FunctionNode): boolean {
  let current = element
  for (
    ;
    current.parent?.type === 'JSXElement' || current.parent?.type === 'JSXFragment';
    current = current.parent
  ) {
    const { parent } = current
    if (parent.type === 'JSXElement' && !renders(parent.openingElement.name)) return false
  }
  const answers = facts.nodes.returns.get(scope) ?? []
  return answers.length === 1 && answers[0] === current
}

function renders(name: TSESTree.JSXTagNameExpression): boolean {
  if (name.type === 'JSXMemberExpression') return RENDERS_WHAT_IT_IS_GIVEN.test(name.property.name)
  return (
    name.type === 'JSXIdentifier' && (/^[a-z]/.test(name.name) || RENDERS_WHAT_IT_IS_GIVEN.test(name.name))
  )
}
