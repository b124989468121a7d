import { createRequire } from 'node:module'

import type * as ts from 'typescript'

const COMPILER_FILE = /[\\/]typescript[\\/]lib[\\/](?:typescript|tsserverlibrary)\.js$/
const { cache } = createRequire(import.meta.url)

const known = new WeakMap<object, typeof ts>()

/**
 * Answers the compiler that parsed a file: the enumerations and predicates of another version do not fit its nodes,
 * and a project may have several, one for itself and one for each tool. Loads none, since that one is loaded.
 * Undefined where it is not among the modules that were required.
 */
export function compilerOf(file: ts.SourceFile): typeof ts | undefined {
  let compiler = known.get(file.constructor)
  if (compiler === undefined) {
    compiler = loadedCompilers().find((each) => emptyFileOf(each).constructor === file.constructor)
    if (compiler) known.set(file.constructor, compiler)
  }
  return compiler
}

function loadedCompilers(): (typeof ts)[] {
  return Object.values(cache).flatMap((loaded) =>
    loaded?.loaded === true && COMPILER_FILE.test(loaded.filename) ? [loaded.exports as typeof ts] : [],
  )
}

function emptyFileOf({ createSourceFile, ScriptTarget }: typeof ts): ts.SourceFile {
  return createSourceFile('', '', ScriptTarget.Latest)
}
