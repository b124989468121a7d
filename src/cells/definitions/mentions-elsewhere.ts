import type { TSESTree } from '@typescript-eslint/utils'

import type { ImportingFile } from '../../project/other-files.js'
import { BESIDE_PRODUCT } from '../../protocols/test-modules.js'
import { loadedModule, soleValue, type Variable } from '../../syntax/bindings.js'
import { isExport, isExportOf } from '../../syntax/exported.js'
import type { ClassNode, FunctionNode } from '../../syntax/functions.js'
import { importedPartsOf } from '../../syntax/imported-path.js'
import { addTo } from '../../syntax/grouping.js'
import { keyName, memberName } from '../../syntax/property-name.js'
import { perFile, perKey, type FileFacts } from '../file-facts.js'
import { exportsOf } from './exports.js'

/** A place in another file that names what a file exports. */
export interface MentionElsewhere {
  readonly facts: FileFacts
  readonly node: TSESTree.Node
}

/** Who is named in more files than this is used in many ways. */
const MAX_FILES = 4

/** More modules that hand a name on than a project has on the way to who uses it. */
const MAX_HOPS = 4

/**
 * Answers every place in other files of the project that names a class, a function or a variable of this one, through what modules hand on; tests
 * and examples are left out. Undefined where not all of them can be seen: where many files name it, where one of them loads it in
 * another way than by an import, and where the last module that hands it on is imported by nobody, so that others may.
 */
export const mentionsElsewhere = perKey(
  (
    facts: FileFacts,
    node: ClassNode | FunctionNode | TSESTree.Identifier,
  ): readonly MentionElsewhere[] | undefined => {
    const names = exportedNamesOf(facts, node)
    return names.length > 0 ? inAll(names, (name) => usersOf(facts, name, MAX_HOPS)) : undefined
  },
)

/** What is asked of all must be answered by all. */
function inAll<T, A>(all: readonly T[], ask: (each: T) => readonly A[] | undefined): A[] | undefined {
  const found: A[] = []
  for (const each of all) {
    const answer = ask(each)
    if (!answer) return undefined
    found.push(...answer)
  }
  return found
}

function exportedNamesOf(
  facts: FileFacts,
  node: ClassNode | FunctionNode | TSESTree.Identifier,
): readonly string[] {
  if (!facts.others) return []
  const variable = node.type === 'Identifier' ? facts.bindings.variableOf(node) : undefined
  return namesOfExports(facts).get(variable ?? node) ?? []
}

/** The names of what a file exports, by the variable that is exported and by what that certainly is. */
const namesOfExports = perFile((facts): ReadonlyMap<TSESTree.Node | Variable, readonly string[]> => {
  const names = new Map<TSESTree.Node | Variable, string[]>()
  for (const [name, exported] of exportsOf(facts).named) {
    if (exported.from === 'there') continue
    const variable = facts.bindings.variableOf(exported.node)
    const value = variable && soleValue(variable)
    for (const each of new Set([exported.node, variable, value])) if (each) addTo(names, each, name)
  }
  return names
})

function usersOf(facts: FileFacts, name: string, hops: number): readonly MentionElsewhere[] | undefined {
  const importers = hops > 0 ? facts.others?.importers() : undefined
  const users = importers?.filter(({ path, text }) => !BESIDE_PRODUCT.test(path) && mayName(text, name))
  if (!users || users.length > MAX_FILES) return undefined
  return inAll(users, (user) => mentionsIn(user, name, hops))
}

/** What is neither named in a file nor handed on by it as a whole is not used there. */
function mayName(text: string, name: string): boolean {
  if (name === 'default' || /\bexport\s*\*/.test(text)) return true
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    if (!isPartOfName(text[at - 1]) && !isPartOfName(text[at + name.length])) return true
  }
  return false
}

function isPartOfName(character: string | undefined): boolean {
  return character !== undefined && /[\w$]/.test(character)
}

function mentionsIn(
  user: ImportingFile<FileFacts>,
  name: string,
  hops: number,
): readonly MentionElsewhere[] | undefined {
  const facts = user.facts()
  const specifiers = new Set(user.specifiers)
  if (!facts || loadsOtherwise(facts, specifiers)) return undefined
  const names = namesHandedOn(facts, specifiers, name)
  const nodes = names && importedMentions(facts, specifiers, name)
  if (!nodes) return undefined
  for (const { parent } of nodes) {
    if (parent?.type === 'ExportSpecifier') names.push(keyName(parent.exported, false) ?? name)
    else if (isExport(parent)) names.push('default')
  }
  const onwards = inAll(names, (each) => usersOnwards(facts, each, hops))
  const here = nodes.filter((node) => !isExportOf(node)).map((node) => ({ facts, node }))
  return onwards && [...here, ...onwards]
}

/** A module that hands a name on and is imported by nobody does so for users that are not seen. */
function usersOnwards(facts: FileFacts, name: string, hops: number): readonly MentionElsewhere[] | undefined {
  return facts.others?.importers()?.length === 0 ? undefined : usersOf(facts, name, hops - 1)
}

/** `await import('./feed')`, `run(require('./feed'))` */
function loadsOtherwise({ nodes }: FileFacts, specifiers: ReadonlySet<string>): boolean {
  const loads = [...nodes.importExpressions, ...(nodes.calls.get('require') ?? [])]
  return loads.some((each) => {
    const module = loadedModule(each)
    if (module === undefined || !specifiers.has(module)) return false
    return each.type === 'ImportExpression' || each.parent.type !== 'VariableDeclarator'
  })
}

/** The names under which a module exports what it imports by a name; undefined where that is a part of something. */
function namesHandedOn(
  { sourceCode }: FileFacts,
  specifiers: ReadonlySet<string>,
  name: string,
): string[] | undefined {
  const names: string[] = []
  for (const statement of sourceCode.ast.body) {
    if (statement.type === 'ExportAllDeclaration' && specifiers.has(statement.source.value)) {
      if (statement.exported) return undefined
      if (name !== 'default') names.push(name)
    } else if (statement.type === 'ExportNamedDeclaration' && specifiers.has(statement.source?.value ?? '')) {
      for (const { local, exported } of statement.specifiers) {
        if (keyName(local, false) === name) names.push(keyName(exported, false) ?? name)
      }
    }
  }
  return names
}

/** What names an import in a file; undefined where the module as a whole is handed to somebody. */
function importedMentions(
  facts: FileFacts,
  specifiers: ReadonlySet<string>,
  name: string,
): readonly TSESTree.Node[] | undefined {
  const { sourceCode, bindings } = facts
  const variables = (sourceCode.scopeManager?.scopes ?? [])
    .filter(({ type }) => type === 'global' || type === 'module')
    .flatMap((scope) => scope.variables)
  return inAll(variables, (variable) => {
    const [identifier] = variable.identifiers
    const path = identifier && importedPartsOf(identifier, bindings)
    if (!path || !specifiers.has(path.module)) return []
    const [member = 'default', ...others] = path.members
    const reads = readsOf(facts, variable)
    if (others.length > 0) return member === name ? reads : []
    if (member === name) return reads
    return member === 'default' && path.members.length === 0 ? membersNamed(reads, name) : []
  })
}

/** What reads a variable as a value: not as a type, and an element as a whole, which not every parser says of its name. */
function readsOf({ nodes }: FileFacts, { name, references }: Variable): readonly TSESTree.Node[] {
  const reads = references.flatMap((each) => {
    const identifier = each.identifier as TSESTree.Node
    const isOfType = each.isTypeReference || /^TSTypeQuery|^JSX/.test(identifier.parent?.type ?? '')
    return each.isRead() && !isOfType ? [identifier] : []
  })
  return [...reads, ...(nodes.elements.get(name) ?? [])]
}

/** `feeds.Feed` of `import * as feeds`. */
function membersNamed(reads: readonly TSESTree.Node[], name: string): readonly TSESTree.Node[] | undefined {
  return inAll(reads, ({ parent }) => {
    if (parent?.type !== 'MemberExpression' || memberName(parent) === undefined) return undefined
    return memberName(parent) === name ? [parent] : []
  })
}
