import type { TSESTree } from '@typescript-eslint/utils'

import { moduleStatements } from '../../syntax/component-scripts.js'
import { addTo } from '../../syntax/grouping.js'
import { loadedModule } from '../../syntax/bindings.js'
import { isModuleNamed, wrappedModule } from '../../syntax/module-origin.js'
import { keyName } from '../../syntax/property-name.js'
import { wrapped } from '../../syntax/unwrap.js'
import { perFile, type FileFacts } from '../file-facts.js'

interface ImportedName {
  local: string
  module: string
}

/** What a module exports by default, or is as a whole. */
export const WHOLE = 'default'

/** Answers the names by which a file knows what modules export: `o` after `import { openSync as o } from 'fs'`. */
export function localNamesOf(
  facts: FileFacts,
  exported: string,
  modules: readonly string[],
): readonly string[] {
  const names = imports(facts).names.get(exported)
  if (!names) return NONE
  const found = names.filter(({ module }) => isModuleNamed(module, modules))
  return found.length === 0 ? NONE : found.map(({ local }) => local)
}

const NONE: readonly string[] = []

/** Answers the names by which a file knows modules as a whole: `Redis` after `import Redis from 'ioredis'`. */
export function localNamesOfDefault(facts: FileFacts, modules: readonly string[]): readonly string[] {
  return localNamesOf(facts, WHOLE, modules)
}

/** Whether a file imports or requires one of some modules. */
export function importsOneOf(facts: FileFacts, modules: readonly string[]): boolean {
  for (const name of moduleNames(facts)) if (modules.includes(name)) return true
  return false
}

/** Whether a file runs with a module of such a name: what it takes from there is more than types. */
export function importsCodeMatching(facts: FileFacts, pattern: RegExp): boolean {
  const { modules, code } = imports(facts)
  return modules.some((module) => code.has(module) && pattern.test(module))
}

/** Whether a file imports or requires a module of such a name. */
export function importsMatching(facts: FileFacts, pattern: RegExp): boolean {
  return imports(facts).modules.some((module) => pattern.test(module))
}

/** Answers the modules a file imports, and those that these wrap. */
export const moduleNames = perFile((facts): ReadonlySet<string> => {
  const names = new Set<string>()
  for (const source of imports(facts).modules) {
    names.add(source)
    const inner = wrappedModule(source)
    if (inner !== undefined) names.add(inner)
  }
  return names
})

/** Answers the names by which modules export what a file imports; {@link WHOLE} for what one is as a whole. */
export function exportedNamesOf(facts: FileFacts): Iterable<string> {
  return imports(facts).names.keys()
}

/** What a file takes from other modules, gathered once for all questions about it. */
interface Imports {
  /** In the order of the file, what is required last. */
  readonly modules: readonly string[]
  /** Those of which more than types are taken. */
  readonly code: ReadonlySet<string>
  /** What it takes, by the names by which the modules export it. */
  readonly names: ReadonlyMap<string, readonly ImportedName[]>
}

const imports = perFile((facts): Imports => {
  const modules: string[] = []
  const code = new Set<string>()
  const names = new Map<string, ImportedName[]>()
  for (const statement of moduleStatements(facts.sourceCode.ast)) {
    if (statement.type === 'ImportDeclaration') {
      const { source, specifiers, importKind } = statement
      let isCode = importKind !== 'type' && specifiers.length === 0
      for (const specifier of specifiers) {
        const isNamed = specifier.type === 'ImportSpecifier'
        if (importKind !== 'type' && !(isNamed && specifier.importKind === 'type')) isCode = true
        const exported = isNamed ? keyName(specifier.imported, false) : WHOLE
        if (exported !== undefined)
          addTo(names, exported, { local: specifier.local.name, module: source.value })
      }
      modules.push(source.value)
      if (isCode) code.add(source.value)
    }
    // `import fs = require('fs')`
    if (
      statement.type === 'TSImportEqualsDeclaration' &&
      statement.moduleReference.type === 'TSExternalModuleReference'
    ) {
      modules.push(statement.moduleReference.expression.value)
      code.add(statement.moduleReference.expression.value)
    }
  }
  for (const node of [...(facts.nodes.calls.get('require') ?? []), ...facts.nodes.importExpressions]) {
    const module = loadedModule(node)
    if (module === undefined) continue
    modules.push(module)
    code.add(module)
    const { parent } = wrapped(node)
    if (parent?.type === 'VariableDeclarator') addLoaded(names, parent.id, module)
  }
  return { modules, code, names }
})

/** `const fs = require('fs')`, `const { openSync } = require('fs')` */
function addLoaded(names: Map<string, ImportedName[]>, target: TSESTree.Node, module: string): void {
  if (target.type === 'Identifier') addTo(names, WHOLE, { local: target.name, module })
  if (target.type !== 'ObjectPattern') return
  for (const property of target.properties) {
    if (property.type !== 'Property' || property.value.type !== 'Identifier') continue
    const exported = keyName(property.key, property.computed)
    if (exported !== undefined) addTo(names, exported, { local: property.value.name, module })
  }
}
