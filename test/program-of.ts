import ts from 'typescript'

const options: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2023,
  module: ts.ModuleKind.ESNext,
  moduleDetection: ts.ModuleDetectionKind.Force,
  lib: ['lib.es2023.d.ts', 'lib.esnext.disposable.d.ts', 'lib.dom.d.ts'],
  strict: true,
  noEmit: true,
  types: [],
}

const host = ts.createCompilerHost(options)
const libraries = new Map<string, ts.SourceFile | undefined>()

/** Makes a program of one file that is nowhere on disk, `file.ts`. The libraries are parsed once for all. */
export function programOf(code: string): ts.Program {
  return programOfFiles({ 'file.ts': code })
}

/** Makes a program of several files that are nowhere on disk, by their names. */
export function programOfFiles(codes: Readonly<Record<string, string>>): ts.Program {
  const files = new Map(
    Object.entries(codes).map(([name, code]) => [
      name,
      ts.createSourceFile(name, code, ts.ScriptTarget.ES2023, true),
    ]),
  )
  const virtualHost: ts.CompilerHost = {
    ...host,
    getCurrentDirectory: () => '',
    directoryExists: () => true,
    fileExists: (name) => files.has(name) || host.fileExists(name),
    readFile: (name) => files.get(name)?.text ?? host.readFile(name),
    getSourceFile(name, languageVersion) {
      const file = files.get(name)
      if (file) return file
      if (!libraries.has(name)) libraries.set(name, host.getSourceFile(name, languageVersion))
      return libraries.get(name)
    },
  }
  return ts.createProgram({ rootNames: [...files.keys()], options, host: virtualHost })
}
