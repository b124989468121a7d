import { existsSync, readFileSync } from 'node:fs'

import type { ReportingDescriptor } from 'sarif'

import { installedPage } from '../../rules/rule-page.js'
import type { AuditPlugin } from '../select-rules.js'
import { firstParagraph, plainText, withoutLocalLinks } from './page-text.js'

/** What services cut a description off at. */
const LONGEST = 1000

/**
 * Describes a rule for who reads a report without having the plugin: with all of its page. Links are those that work
 * from anywhere.
 */
export function describeRule(id: string, { rules }: AuditPlugin): ReportingDescriptor {
  const name = id.slice(id.indexOf('/') + 1)
  const docs = rules?.[name]?.meta?.docs
  const description = capitalized(docs?.description ?? id)
  const url = docs?.url?.startsWith('http') === true ? docs.url : undefined
  const page = pageOf(name) ?? `${description}.`
  return {
    id,
    name: name.split('-').map(capitalized).join(''),
    shortDescription: { text: description },
    fullDescription: { text: (firstParagraph(page) ?? `${description}.`).slice(0, LONGEST) },
    help: { text: plainText(page), markdown: withoutLocalLinks(page, url) },
    ...(url !== undefined && { helpUri: url }),
  }
}

/** The page, without its head, which says what the descriptor says. */
function pageOf(name: string): string | undefined {
  const file = installedPage(name)
  if (!existsSync(file)) return undefined
  const page = readFileSync(file, 'utf8')
  return page.replace(/^.*?<!-- end auto-generated rule header -->/s, '').trim()
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
