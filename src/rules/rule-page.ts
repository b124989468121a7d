import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'

/** What the plugin says of itself in its package.json. */
export interface Manifest {
  readonly name: string
  readonly version: string
  /** The page of its repository. */
  readonly homepage?: string
}

/* It is found through the package's own name: from here it is another way than from the built file. */
const require = createRequire(import.meta.url)
const manifestPath = require.resolve('eslint-plugin-leaks/package.json')

export const manifest = require(manifestPath) as Manifest

/** Answers where the page of a rule is on this machine: the documentation ships with the package. */
export function installedPage(name: string): URL {
  return new URL(`rules-docs/${name}.md`, pathToFileURL(manifestPath))
}

/**
 * Answers the address of a rule's page, which an editor opens: of the very version that makes the reports, in the
 * repository if the package names one, else as it is installed.
 */
export function pageUrl(name: string, { homepage, version }: Manifest = manifest): string {
  if (homepage === undefined) return installedPage(name).href
  const repository = homepage.replace(/[#?].*$/, '').replace(/\/$/, '')
  return `${repository}/blob/v${version}/rules-docs/${name}.md`
}
