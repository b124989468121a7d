import { functionsMeantBy } from '../../cells/call-targets.js'
import { perFile, perKey, type CallNode, type FileFacts } from '../../cells/file-facts.js'
import { heldIn } from '../../cells/uses/held.js'
import { useOf } from '../../cells/uses/uses.js'
import { resource } from '../../protocols/resources/protocol.js'
import { functionName, isFunction, type FunctionNode } from '../../syntax/functions.js'
import { walk } from '../../syntax/walk.js'
import type { Duty } from '../duty.js'
import { cellsFilledBy } from './evidence-of-ends.js'
import { link } from '../link.js'
import { makerName } from '../makers.js'

/**
 * Answers the calls of generators of this file that have a `finally` or a `using` and are advanced by hand: what stands
 * there runs only when they come to their end, or are returned. A loop or a spread ends what it begins by itself.
 */
export const dutiesOfGenerators = perFile((facts): readonly Duty[] => {
  const found: Duty[] = []
  for (const target of facts.nodes.functions) {
    const name = target.generator ? functionName(target) : undefined
    if (name === undefined || !endsSomething(facts, target)) continue
    for (const site of facts.nodes.calls.get(name) ?? []) {
      if (!functionsMeantBy(facts, site.callee).includes(target) || !isAdvancedByHand(facts, site)) continue
      const owed = link('yes', `what ${makerName(site)} has in its finally runs when it ends`, target)
      found.push({ site, kind: GENERATOR, source: 'generator', arrival: { as: 'value' }, owed })
    }
  }
  return found
})

const GENERATOR = resource({
  noun: 'generator',
  acquire: { name: '', form: 'function' },
  methods: ['return', 'throw', 'Symbol.dispose', 'Symbol.asyncDispose'],
  example: '',
})

const endsSomething = perKey((facts: FileFacts, target: FunctionNode): boolean => {
  let ends = false
  walk(target.body, facts.sourceCode.visitorKeys, (node) => {
    if (isFunction(node)) return false
    if (node.type === 'TryStatement' && node.finalizer) ends = true
    if (node.type === 'VariableDeclaration' && node.kind.endsWith('using')) ends = true
    return !ends
  })
  return ends
})

function isAdvancedByHand(facts: FileFacts, site: CallNode): boolean {
  // `readRows(path).next().value`: the first is taken, and nobody can ask for the end.
  const use = useOf(facts, site)
  if (use.kind === 'receiver') return use.method === 'next'
  return cellsFilledBy(facts, site).some((cell) => {
    const { uses } = heldIn(facts, cell)
    const isRun = uses.some(({ node: { parent } }) => parent && RUNS.has(parent.type))
    return !isRun && uses.some((use) => use.kind === 'receiver' && use.method === 'next')
  })
}

const RUNS: ReadonlySet<string> = new Set(['ForOfStatement', 'SpreadElement', 'YieldExpression'])
