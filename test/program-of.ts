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
  const file = ts.createSourceFile('file.ts', code, ts.ScriptTarget.ES2023, true)
  const virtualHost: ts.CompilerHost = {
    ...host,
    getCurrentDirectory: () => '',
    fileExists: (name) => name === 'file.ts' || host.fileExists(name),
    readFile: (name) => (name === 'file.ts' ? code : host.readFile(name)),
    getSourceFile(name, languageVersion) {
      if (name === 'file.ts') return file
      if (!libraries.has(name)) libraries.set(name, host.getSourceFile(name, languageVersion))
      return libraries.get(name)
    },
  }
  return ts.createProgram({ rootNames: ['file.ts'], options, host: virtualHost })
}
