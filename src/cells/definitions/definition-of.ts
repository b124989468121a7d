import type { TSESTree } from '@typescript-eslint/utils'

import { soleValue } from '../../syntax/bindings.js'
import { importedPartsOf, type ImportedPath } from '../../syntax/imported-path.js'
import { keyName } from '../../syntax/property-name.js'
import { unwrap } from '../../syntax/unwrap.js'
import { exportsOf, type Exported } from './exports.js'
import type { FileFacts } from '../file-facts.js'

/** What an imported name stands for, in the file that writes it. All questions about the node go to those facts. */
export interface Definition {
  readonly facts: FileFacts
  readonly node: TSESTree.Node
  /** Where it is, as a message says it: the module as the import names it. */
  readonly module: string
}

/** More modules that hand a name on than a project has on the way to what it means. */
const MAX_HOPS = 6

/**
 * Answers what an imported name stands for in another file of the project: a function, a class or the value of a variable, through
 * what modules hand on. Undefined for what is not imported or is no source of the project. With `mentions` a file with classes none of
 * which has a match is not parsed: most have nothing to ask.
 */
export function definitionOf(
  facts: FileFacts,
  node: TSESTree.Node,
  mentions?: RegExp,
): Definition | undefined {
  const path = facts.others ? importedPartsOf(node, facts.bindings) : undefined
  if (!path) return undefined
  const found = exportedBy(facts, 'imported', path, mentions, MAX_HOPS)
  return found && { ...found, module: path.module }
}

/** Whether an expression names what a source of the project exports, which can be asked then. Parses nothing. */
export function isOfProject(facts: FileFacts, node: TSESTree.Node): boolean {
  const name = unwrap(node)
  if (!facts.others || (name.type !== 'Identifier' && name.type !== 'MemberExpression')) return false
  const path = importedPartsOf(name, facts.bindings)
  return path !== undefined && facts.others.imported(path.module) !== undefined
}

type Found = Omit<Definition, 'module'>

function exportedBy(
  facts: FileFacts,
  by: 'imported' | 'handedOn',
  { module, members }: ImportedPath,
  mentions: RegExp | undefined,
  hops: number,
): Found | undefined {
  const file = hops > 0 ? facts.others?.[by](module) : undefined
  if (!file || (mentions && !mentions.test(file.text) && hasClassesOfItsOwn(file.text))) return undefined
  const there = file.facts()
  return there && memberExportedBy(there, members, mentions, hops - 1)
}

/** What a file does not mention itself may be said in one that it hands on, or that its classes extend. */
function hasClassesOfItsOwn(text: string): boolean {
  return /\bclass\b/.test(text) && !/\bextends\b|\bexport\b[^;'"]*\bfrom\b/.test(text)
}

function memberExportedBy(
  facts: FileFacts,
  [name = 'default', ...rest]: readonly string[],
  mentions: RegExp | undefined,
  hops: number,
): Found | undefined {
  const { named, all } = exportsOf(facts)
  const exported = named.get(name)
  if (exported) return valueOf(facts, exported, rest, mentions, hops)
  for (const module of all) {
    const found = exportedBy(facts, 'handedOn', { module, members: [name, ...rest] }, mentions, hops)
    if (found) return found
  }
  return undefined
}

function valueOf(
  facts: FileFacts,
  exported: Exported,
  rest: readonly string[],
  mentions: RegExp | undefined,
  hops: number,
): Found | undefined {
  if (exported.from === 'there') {
    const members = exported.name === undefined ? rest : [exported.name, ...rest]
    return exportedBy(facts, 'handedOn', { module: exported.module, members }, mentions, hops)
  }
  const path = importedPartsOf(exported.node, facts.bindings)
  if (path) {
    return exportedBy(facts, 'handedOn', { ...path, members: [...path.members, ...rest] }, mentions, hops)
  }
  const node = writtenHere(facts, exported.node)
  return node && memberOf(facts, node, rest)
}

/** The value itself; undefined where it may change. */
function writtenHere(facts: FileFacts, exported: TSESTree.Node): TSESTree.Node | undefined {
  const node = unwrap(exported)
  if (node.type !== 'Identifier') return node
  const variable = facts.bindings.variableOf(node)
  const value = variable && soleValue(variable)
  return value && unwrap(value)
}

function memberOf(
  facts: FileFacts,
  node: TSESTree.Node,
  [name, ...rest]: readonly string[],
): Found | undefined {
  if (name === undefined) return { facts, node }
  const property =
    node.type === 'ObjectExpression'
      ? node.properties.find((each) => each.type === 'Property' && keyName(each.key, each.computed) === name)
      : undefined
  if (property?.type !== 'Property') return undefined
  const value = writtenHere(facts, property.value)
  return value && memberOf(facts, value, rest)
}
