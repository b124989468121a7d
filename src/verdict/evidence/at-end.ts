import type { FileFacts } from '../../cells/file-facts.js'
import { runsWithin } from '../../lives/ends/teardown.js'
import type { Loss } from '../../losses/loss.js'
import { LIFECYCLE_ENDS } from '../../protocols/frameworks.js'
import { functionName } from '../../syntax/functions.js'
import { shown, type Shown } from './shown.js'

/**
 * What an owner begins in its own end it begins once, and mostly to hear when that is done. What a framework ends is the other way
 * round: who begins something in there has taken the end for the beginning.
 */
export function isBegunAtEnd(facts: FileFacts, { form, node, owner }: Loss): Shown | undefined {
  if (form !== 'neverRemoved' || !owner) return undefined
  const end = owner.teardowns.find(
    (each) => !LIFECYCLE_ENDS.has(functionName(each.node) ?? '') && runsWithin(facts, node, [each]),
  )
  return end && shown(`${end.name} begins it, which runs once`, end.node)
}
