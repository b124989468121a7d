import type { TSESTree } from '@typescript-eslint/utils'

import type { Cell } from '../../cells/cell.js'
import { cellOfTarget } from '../../cells/cell-of.js'
import { destinationsOf, type Destination } from '../../cells/uses/destinations.js'
import type { FileFacts } from '../../cells/file-facts.js'
import { nodesOfVariable, useOf } from '../../cells/uses/uses.js'
import { KEEPS_MADE, KEEPS_VALUE } from '../../protocols/hooks.js'
import { enclosingFunction } from '../../syntax/functions.js'
import { calleeName, memberName } from '../../syntax/property-name.js'
import { wrapped } from '../../syntax/unwrap.js'

/**
 * Answers the cells in which a hook keeps a handle from render to render: what it is given, `useRef(new X())`, or what the
 * function makes that it is given, `useMemo(() => new X(), [])`.
 */
export function cellsOfHook(facts: FileFacts, given: Destination): readonly Cell[] {
  if (given.to === 'argument') {
    const { call, index } = given
    const isKept = call.type === 'CallExpression' && index === 0 && KEEPS_VALUE.has(calleeName(call) ?? '')
    return isKept ? cellsOfRef(facts, call) : []
  }
  const maker = given.to === 'caller' ? enclosingFunction(given.node) : undefined
  const call = maker?.parent
  if (!maker || call?.type !== 'CallExpression' || call.arguments[0] !== maker) return []
  return KEEPS_MADE.has(calleeName(call) ?? '') ? cellsOfMade(facts, call) : []
}

/** `observer.current` of `const observer = useRef(…)`, as the first use of it names it. */
function cellsOfRef(facts: FileFacts, call: TSESTree.CallExpression): readonly Cell[] {
  const use = useOf(facts, call)
  if (use.kind !== 'alias') return []
  const read = nodesOfVariable(use.variable)
    .map((node) => wrapped(node).parent)
    .find(
      (parent) => parent?.type === 'MemberExpression' && /^(?:current|value)$/.test(memberName(parent) ?? ''),
    )
  const cell = read && cellOfTarget(facts, read)
  return cell ? [cell] : []
}

/** `const observer = useMemo(…)`, `const [observer] = useState(…)` */
function cellsOfMade(facts: FileFacts, call: TSESTree.CallExpression): readonly Cell[] {
  return destinationsOf(facts, call).flatMap((each) => {
    if (each.to === 'cell') return [each.cell]
    const first =
      each.to === 'part' && each.pattern.type === 'ArrayPattern' ? each.pattern.elements[0] : undefined
    return (first && cellOfTarget(facts, first)) ?? []
  })
}
