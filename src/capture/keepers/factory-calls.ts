import type { TSESTree } from '@typescript-eslint/utils'

import { isLoop } from '../../syntax/loops.js'
import { isModuleVariable } from '../../syntax/bindings.js'
import { enclosingFunction, runsAtModuleLoad, runsItsArguments } from '../../syntax/functions.js'
import { calleeName } from '../../syntax/property-name.js'
import { wrapped } from '../../syntax/unwrap.js'
import { functionsMeantBy } from '../../cells/call-targets.js'
import { PROGRAM_ENDS, type Escape } from './escape.js'
import { perFile } from '../../cells/file-facts.js'
import { keptEntries } from './kept-entries.js'

/**
 * Answers the calls by which a module, while it loads, has functions made for each element of a list and keeps them:
 * `const handlers = names.map((name) => makeHandler(name))`, `for (…) registry.set(name, makeHandler(name))`.
 */
export const keptFactoryCalls = perFile((facts): readonly Escape[] => {
  const mapped = (facts.nodes.calls.get('map') ?? []).flatMap((call): Escape[] => {
    const { parent } = wrapped(call)
    if (!runsAtModuleLoad(call) || parent?.type !== 'VariableDeclarator') return []
    const variable = facts.bindings.variableOf(parent.id)
    const [callback] = call.arguments
    if (!variable || !callback || !isModuleVariable(variable)) return []
    return functionsMeantBy(facts, callback).flatMap((each) =>
      (facts.nodes.returns.get(each) ?? []).map((value) => kept(value, variable.name)),
    )
  })
  const stored = keptEntries(facts)
    .filter(({ value }) => value.type === 'CallExpression' && runsAtModuleLoad(value) && isRepeated(value))
    .map((escape): Escape => ({ ...escape, certainty: 'likely' }))
  return [...mapped, ...stored]
})

const kept = (value: TSESTree.Node, name: string): Escape => ({
  value,
  keeper: `\`${name}\``,
  until: PROGRAM_ENDS,
  as: 'entry',
  stay: 'each',
  certainty: 'likely',
})

/** Whether code that runs while the module loads does so several times: in a loop, or for each element of a list. */
function isRepeated(node: TSESTree.Node): boolean {
  for (let current = node.parent; current; current = current.parent) {
    if (isLoop(current)) return true
    const scope = enclosingFunction(node)
    if (current === scope && current.parent.type === 'CallExpression' && runsItsArguments(current.parent)) {
      return calleeName(current.parent) !== 'sort'
    }
  }
  return false
}
