import { readFileSync } from 'node:fs'

import type { ComponentFile } from './component-scripts.js'

/** What a program is the script of, where the host has cut it out of a component file. */
interface CutOutScript {
  language: ComponentFile['language']
  /** Whether it runs once for each instance, not once for all. */
  isPerInstance: boolean
}

const OPENING_TAG = /<script\b((?:[^>"']|"[^"]*"|'[^']*')*)>/gi
const FENCE = /^\s*---/

/**
 * Answers which script of a component file a program is. Hosts without the parsers of these languages, as oxlint, cut each
 * script out, and give it as a program with nothing but its text and the name of the file: the file on the disk
 * says in which tag the text stands. Answers undefined for other files, and where the file has no such script, as when an
 * editor has not saved it.
 */
export function cutOutScript(filename: string, text: string): CutOutScript | undefined {
  const language = /\.(vue|svelte|astro)$/.exec(filename)?.[1] as ComponentFile['language'] | undefined
  const script = text.trim()
  const file = language && script !== '' ? textOnDisk(filename) : undefined
  if (language === undefined || file === undefined) return undefined
  const isAt = (start: number): boolean => file.slice(start).trimStart().startsWith(script)
  const fence = language === 'astro' ? FENCE.exec(file) : null
  if (fence && isAt(fence[0].length)) return { language, isPerInstance: true }
  for (const tag of file.matchAll(OPENING_TAG)) {
    if (isAt(tag.index + tag[0].length)) {
      return { language, isPerInstance: isRunPerInstance(language, tag[1] ?? '') }
    }
  }
  return undefined
}

/** What the attributes of a script's tag say: a `<script>` of Astro runs in the browser, once for a page. */
function isRunPerInstance(language: ComponentFile['language'], attributes: string): boolean {
  if (language === 'vue') return /\ssetup(?=[\s=]|$)/.test(attributes)
  return language === 'svelte' && !/\s(?:module|context\s*=\s*["']?module["']?)(?=\s|$)/.test(attributes)
}

function textOnDisk(filename: string): string | undefined {
  try {
    return readFileSync(filename, 'utf8')
  } catch {
    return undefined
  }
}
