import type { TSESLint } from '@typescript-eslint/utils'

import { sourceAt, stampOf, type Language, type ReadSource } from './read-sources.js'
import { resolveImport } from './resolve-import.js'

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

/** Answers the project around files that are linted with a parser. */
export function projectFor(language: Language): Project {
  return {
    fileOf(specifier, from) {
      const path = resolveImport(specifier, from)
      const source = path === undefined ? undefined : sourceAt(path)
      return source && fileOf(source, language)
    },
  }
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
