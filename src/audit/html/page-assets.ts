import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'

/** The style and the script of the page, and the hash by which the page allows this script and no other. */
export interface PageAssets {
  readonly style: string
  readonly script: string
  readonly scriptHash: string
}

/** Reads both from where they lie beside this module, in the sources as in the build. */
export function readPageAssets(): PageAssets {
  const script = read('page.js')
  const scriptHash = `sha256-${createHash('sha256').update(script).digest('base64')}`
  return { style: read('page.css'), script, scriptHash }
}

function read(name: string): string {
  return readFileSync(new URL(name, import.meta.url), 'utf8')
}
