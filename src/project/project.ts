import { dirname } from 'node:path'

import type { TSESLint } from '@typescript-eslint/utils'

import { importersIn, type Importer } from './import-index.js'
import { packageFolder } from './manifest.js'
import { sourceAt, stampOf, type Language, type ReadSource } from './read-sources.js'
import { resolveImport } from './resolve-import.js'
import { workspaceRoot } from './workspace-packages.js'

export type { Importer } from './import-index.js'
export type { Language } from './read-sources.js'

/*
 * Other files of the project: which file an import names, and what is written there. Asked only for what decides a
 * finding that would otherwise stand, since reading and parsing a file takes longer than all else that is asked. Nothing
 * here says what a file means: its facts are asked by the same functions as those of the file that is linted.
 */

/** The other files, as one file sees them. */
export interface Project {
  /**
   * Answers the file that an import of a file names; undefined where it is none of the project's sources: a package, a type
   * declaration, what is not there. Never throws.
   */
  fileOf(specifier: string, from: string): ProjectFile | undefined
  /**
   * Answers the files that import a file, as far as they are below the folder from which is linted; undefined where they cannot be
   * counted. Never throws.
   */
  importersOf(path: string): readonly Importer[] | undefined
  /** Answers the file at a path. */
  at(path: string): ProjectFile | undefined
}

/** A source of the project, read and not parsed yet. */
export interface ProjectFile {
  /** From the root, with `/` between folders. */
  readonly path: string
  readonly text: string
  /** Changes whenever the file does. */
  readonly stamp: string
  /** Answers the parsed file; undefined where it cannot be parsed. */
  sourceCode(): TSESLint.SourceCode | undefined
}

/** Answers the project around files that are linted with a parser, from a folder. */
export function projectFor(language: Language, folder: string): Project {
  const at = (path: string): ProjectFile | undefined => {
    const source = sourceAt(path)
    return source && fileOf(source, language)
  }
  return {
    at,
    fileOf(specifier, from) {
      const path = resolveImport(specifier, from)
      return path === undefined ? undefined : at(path)
    },
    // What is linted from elsewhere has no root that is known.
    importersOf: (path) => importersOf(path.replaceAll('\\', '/'), folder.replaceAll('\\', '/')),
  }
}

/**
 * The whole of the workspace is looked at, and where that is too large the package; where there is no package, what lies below the folder
 * from which is linted.
 */
function importersOf(path: string, folder: string): readonly Importer[] | undefined {
  const start = dirname(path)
  const manifest = packageFolder(start)
  const roots = [workspaceRoot(start), manifest, manifest ?? folder]
  for (const root of new Set(roots)) {
    if (root === undefined || !path.startsWith(`${root}/`)) continue
    const found = importersIn(root, path)
    if (found) return found
  }
  return undefined
}

function fileOf(source: ReadSource, language: Language): ProjectFile {
  return {
    path: source.path,
    text: source.text,
    stamp: source.stamp,
    sourceCode: () => source.parsed(language),
  }
}

/** Whether a file is still what it was when it had that stamp. */
export function isUnchanged(path: string, stamp: string): boolean {
  return stampOf(path) === stamp
}
