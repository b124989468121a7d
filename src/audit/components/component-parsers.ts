import { createRequire } from 'node:module'
import path from 'node:path'

import type { Linter } from 'eslint'

/** The parser of a component's framework, or what has to be installed to have it. */
export type ComponentParser =
  { available: true; parser: Linter.Parser } | { available: false; reason: string; install: string }

interface ParserPackage {
  readonly name: string
  /** The plugin that brings the parser along, where package managers hide it from the project. */
  readonly plugin: string
}

const PACKAGES: Readonly<Record<string, ParserPackage>> = {
  '.vue': { name: 'vue-eslint-parser', plugin: 'eslint-plugin-vue' },
  '.svelte': { name: 'svelte-eslint-parser', plugin: 'eslint-plugin-svelte' },
  '.astro': { name: 'astro-eslint-parser', plugin: 'eslint-plugin-astro' },
}

const known = new Map<string, ComponentParser>()

/** Which files are components, with markup around their scripts? */
export const COMPONENT = /\.(?:vue|svelte|astro)$/

/**
 * Answers what parses a component, as it is installed for the project that the file lies in; undefined for files that
 * are none.
 */
export function componentParserOf(filePath: string): ComponentParser | undefined {
  const wanted = PACKAGES[path.extname(filePath)]
  if (wanted === undefined) return undefined
  const key = `${path.dirname(filePath)} ${wanted.name}`
  let parser = known.get(key)
  if (parser === undefined) known.set(key, (parser = load(filePath, wanted)))
  return parser
}

function load(filePath: string, { name, plugin }: ParserPackage): ComponentParser {
  const fromProject = createRequire(filePath)
  const resolved = resolveWith(fromProject, name) ?? resolveThrough(fromProject, plugin, name)
  if (resolved === undefined) return { available: false, reason: `${name} is not installed`, install: name }
  try {
    return { available: true, parser: fromProject(resolved) as Linter.Parser }
  } catch (error) {
    const [reason = ''] = String(error).split('\n', 1)
    return { available: false, reason: `${name} cannot be loaded: ${reason}`, install: name }
  }
}

function resolveThrough(fromProject: NodeJS.Require, plugin: string, name: string): string | undefined {
  const entry = resolveWith(fromProject, plugin)
  return entry === undefined ? undefined : resolveWith(createRequire(entry), name)
}

function resolveWith(from: NodeJS.Require, name: string): string | undefined {
  try {
    return from.resolve(name)
  } catch {
    return undefined
  }
}
