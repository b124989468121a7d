import path from 'node:path'

import type ts from 'typescript'

import type { TypeScriptApi } from '../types/installed-typescript.js'
import type { Problem } from './audit-report.js'
import { readTsconfig, type Tsconfig } from './read-tsconfig.js'

/** Files to be linted together with the types of one project; without types where there is no project. */
export interface Batch {
  project?: { configPath: string; parsed: ts.ParsedCommandLine }
  files: string[]
}

const CONFIG_NAMES = ['tsconfig.json', 'jsconfig.json']

/**
 * Which project types each file? The nearest one above the file that lists it, itself or by `references`.
 * A file that none lists goes with the nearest project that may reach it by an import. Files of a broken
 * tsconfig get no types, not those of a project further up, which would have other options.
 */
export function coverWithTypes(
  api: TypeScriptApi,
  files: readonly string[],
): { batches: Batch[]; problems: Problem[] } {
  const known = new Map<string, KnownConfig | undefined>()
  const problems: Problem[] = []
  const typed = new Map<string, Batch>()
  const untyped: string[] = []

  for (const file of files) {
    const project = projectOf(file)
    if (project === undefined) {
      untyped.push(file)
      continue
    }
    const batch = typed.get(project.configPath)
    if (batch === undefined) typed.set(project.configPath, { project, files: [file] })
    else batch.files.push(file)
  }
  const batches = [...typed.values()]
  return { batches: untyped.length > 0 ? [...batches, { files: untyped }] : batches, problems }

  function projectOf(file: string): Batch['project'] {
    let mayImportIt: Batch['project']
    for (const nearest of configsAbove(file)) {
      for (const config of withReferences(nearest)) {
        if (config.broken) return undefined
        if (config.fileNames.has(canonical(file))) return config
        if (mayImport(config, file)) mayImportIt ??= config
      }
    }
    return mayImportIt
  }

  function* configsAbove(file: string): Generator<KnownConfig> {
    let folder = path.dirname(file)
    for (;;) {
      for (const name of CONFIG_NAMES) {
        const config = configAt(path.join(folder, name))
        if (config !== undefined) {
          yield config
          break
        }
      }
      const parent = path.dirname(folder)
      if (parent === folder) return
      folder = parent
    }
  }

  function* withReferences(first: KnownConfig, seen = new Set<KnownConfig>()): Generator<KnownConfig> {
    if (seen.has(first)) return
    seen.add(first)
    yield first
    if (first.broken) return
    for (const reference of first.parsed.projectReferences ?? []) {
      const referenced = configAt(path.normalize(api.resolveProjectReferencePath(reference)))
      if (referenced !== undefined) yield* withReferences(referenced, seen)
    }
  }

  function configAt(configPath: string): KnownConfig | undefined {
    if (!known.has(configPath)) known.set(configPath, readConfig(configPath))
    return known.get(configPath)
  }

  function readConfig(configPath: string): KnownConfig | undefined {
    if (!api.sys.fileExists(configPath)) return undefined
    const config = readTsconfig(api, configPath)
    if (!config.broken) return { ...config, fileNames: new Set(config.parsed.fileNames.map(canonical)) }
    const message = `its files are audited without types: ${config.reason}`
    problems.push({ filePath: configPath, message, inputLost: false })
    return config
  }

  /** The compiler writes paths with forward slashes, and where the file system ignores case so must we. */
  function canonical(file: string): string {
    const slashed = file.split(path.sep).join('/')
    return api.sys.useCaseSensitiveFileNames ? slashed : slashed.toLowerCase()
  }
}

type KnownConfig =
  Extract<Tsconfig, { broken: true }> | (Extract<Tsconfig, { broken: false }> & { fileNames: Set<string> })

function mayImport({ parsed }: { parsed: ts.ParsedCommandLine }, file: string): boolean {
  if (parsed.fileNames.length === 0) return false
  return /\.[cm]?tsx?$/.test(file) || parsed.options.allowJs === true
}
