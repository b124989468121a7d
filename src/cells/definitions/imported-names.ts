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
  const names = importedNames(facts).get(exported)
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
  const isOfTypes = typeOnlyModules(facts)
  return importedModules(facts).some((module) => pattern.test(module) && !isOfTypes.has(module))
}

const typeOnlyModules = perFile((facts): ReadonlySet<string> => {
  const types = new Set<string>()
  const code = new Set(requires(facts).map(({ module }) => module))
  for (const statement of moduleStatements(facts.sourceCode.ast)) {
    if (statement.type !== 'ImportDeclaration') continue
    const isTypes =
      statement.importKind === 'type' ||
      (statement.specifiers.length > 0 &&
        statement.specifiers.every((each) => each.type === 'ImportSpecifier' && each.importKind === 'type'))
    const modules = isTypes ? types : code
    modules.add(statement.source.value)
  }
  return new Set([...types].filter((module) => !code.has(module)))
})

/** Whether a file imports or requires a module of such a name. */
export function importsMatching(facts: FileFacts, pattern: RegExp): boolean {
  return importedModules(facts).some((module) => pattern.test(module))
}

const importedModules = perFile((facts): readonly string[] => {
  const modules: string[] = []
  for (const statement of moduleStatements(facts.sourceCode.ast)) {
    if (statement.type === 'ImportDeclaration') modules.push(statement.source.value)
    // `import fs = require('fs')`
    if (
      statement.type === 'TSImportEqualsDeclaration' &&
      statement.moduleReference.type === 'TSExternalModuleReference'
    )
      modules.push(statement.moduleReference.expression.value)
  }
  for (const { module } of requires(facts)) modules.push(module)
  return modules
})

/** Answers the modules a file imports, and those that these wrap. */
export const moduleNames = perFile((facts): ReadonlySet<string> => {
  const names = new Set<string>()
  for (const source of importedModules(facts)) {
    names.add(source)
    names.add(wrappedModule(source) ?? source)
  }
  return names
})

/** Answers the names by which modules export what a file imports; {@link WHOLE} for what one is as a whole. */
export function exportedNamesOf(facts: FileFacts): Iterable<string> {
  return importedNames(facts).keys()
}

const importedNames = perFile((facts): ReadonlyMap<string, readonly ImportedName[]> => {
  const names = new Map<string, ImportedName[]>()
  const add = (exported: string | undefined, local: string, module: string): void => {
    if (exported === undefined) return
    addTo(names, exported, { local, module })
  }
  for (const statement of moduleStatements(facts.sourceCode.ast)) {
    if (statement.type !== 'ImportDeclaration') continue
    for (const specifier of statement.specifiers) {
      const exported = specifier.type === 'ImportSpecifier' ? keyName(specifier.imported, false) : WHOLE
      add(exported, specifier.local.name, statement.source.value)
    }
  }
  for (const { target, module } of requires(facts)) {
    if (target?.type === 'Identifier') add(WHOLE, target.name, module)
    if (target?.type !== 'ObjectPattern') continue
    for (const property of target.properties) {
      if (property.type !== 'Property' || property.value.type !== 'Identifier') continue
      add(keyName(property.key, property.computed), property.value.name, module)
    }
  }
  return names
})

const requires = perFile((facts) => {
  const loading = [...(facts.nodes.calls.get('require') ?? []), ...facts.nodes.importExpressions]
  return loading.flatMap((node) => {
    const module = loadedModule(node)
    if (module === undefined) return []
    const { parent } = wrapped(node)
    const target = parent?.type === 'VariableDeclarator' ? parent.id : undefined
    return [{ module, target }]
  })
})
