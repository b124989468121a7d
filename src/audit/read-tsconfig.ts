import type ts from 'typescript'

import type { TypeScriptApi } from '../types/installed-typescript.js'

/** A tsconfig.json: what it makes of the files it covers, or what is wrong with it. */
export type Tsconfig =
  | { broken: false; configPath: string; parsed: ts.ParsedCommandLine }
  | { broken: true; configPath: string; reason: string }

/**
 * Diagnostics that leave a usable project. No inputs is how a solution-style tsconfig looks, and an unknown
 * option or value is one of another TypeScript version.
 */
const TOLERATED = new Set([
  18002, // the 'files' list is empty
  18003, // no inputs were found
  5023, // unknown compiler option
  5025, // unknown compiler option, did you mean …
  6046, // argument for option must be …
])

/** What does the tsconfig or jsconfig at `configPath` say, `extends` included? */
export function readTsconfig(api: TypeScriptApi, configPath: string): Tsconfig {
  const failures: ts.Diagnostic[] = []
  const host: ts.ParseConfigFileHost = {
    fileExists: (file) => api.sys.fileExists(file),
    readFile: (file) => api.sys.readFile(file),
    readDirectory: (...search) => api.sys.readDirectory(...search),
    getCurrentDirectory: () => api.sys.getCurrentDirectory(),
    useCaseSensitiveFileNames: api.sys.useCaseSensitiveFileNames,
    onUnRecoverableConfigFileDiagnostic: (diagnostic) => failures.push(diagnostic),
  }
  const parsed = api.getParsedCommandLineOfConfigFile(configPath, { noEmit: true }, host)
  const diagnostics = parsed === undefined ? [] : api.getConfigFileParsingDiagnostics(parsed)
  failures.push(...diagnostics.filter(({ code }) => !TOLERATED.has(code)))

  const first = failures[0]
  if (parsed !== undefined && first === undefined) return { broken: false, configPath, parsed }
  const reason = first === undefined ? 'cannot be read' : describe(api, first, configPath)
  return { broken: true, configPath, reason }
}

function describe(api: TypeScriptApi, { file, start, messageText }: ts.Diagnostic, configPath: string) {
  const message = api.flattenDiagnosticMessageText(messageText, ' ')
  if (file === undefined || start === undefined) return message
  const line = file.getLineAndCharacterOfPosition(start).line + 1
  const where = file.fileName === configPath ? '' : `${file.fileName} `
  return `${where}line ${String(line)}: ${message}`
}
