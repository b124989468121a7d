const FENCE = /^```.*\n([\s\S]*?)^```$/gm
/** Code in a sentence, which may look like a link, or a link, whose text may be code. */
const CODE_OR_LINK = /`[^`\n]+`|\[(?<text>[^\]]+)\]\((?<target>[^)\s]+)\)/g

/** Answers the first paragraph of prose of a page, in plain text. */
export function firstParagraph(page: string): string | undefined {
  const paragraph = page
    .replaceAll(FENCE, '')
    .split(/\n{2,}/)
    .find((block) => /^\w|^[*_`[]/.test(block.trim()))
  return paragraph && plainText(paragraph).replaceAll(/\s+/g, ' ').trim()
}

/** Answers a page without the marks of its markup; code and tables stay as they are. */
export function plainText(page: string): string {
  return byParts(page, unmarked, (_, code) => code.replaceAll(/^(?=.)/gm, '    ').trimEnd()).trim()
}

/** Answers a page whose links lead somewhere from anywhere: relative ones from `url`, or nowhere without one. */
export function withoutLocalLinks(page: string, url: string | undefined): string {
  const relink = (text: string, target: string, link: string): string => {
    if (/^[a-z]+:/.test(target)) return link
    return url === undefined ? text : `[${text}](${new URL(target, url).href})`
  }
  return byParts(
    page,
    (prose) => withLinks(prose, relink),
    (fence) => fence,
  )
}

function byParts(
  page: string,
  ofProse: (prose: string) => string,
  ofCode: (fence: string, code: string) => string,
): string {
  const parts: string[] = []
  let from = 0
  for (const fence of page.matchAll(FENCE)) {
    const [all, code = ''] = fence
    parts.push(ofProse(page.slice(from, fence.index)), ofCode(all, code))
    from = fence.index + all.length
  }
  parts.push(ofProse(page.slice(from)))
  return parts.join('')
}

function withLinks(prose: string, relink: (text: string, target: string, link: string) => string): string {
  let written = ''
  let from = 0
  for (const match of prose.matchAll(CODE_OR_LINK)) {
    const [all] = match
    const { text, target } = match.groups ?? {}
    const link = text === undefined || target === undefined ? all : relink(text, target, all)
    written += prose.slice(from, match.index) + link
    from = match.index + all.length
  }
  return written + prose.slice(from)
}

function unmarked(prose: string): string {
  return withLinks(prose, (text) => text)
    .replaceAll(/<!--.*?-->\n?/gs, '')
    .replaceAll(/^#+ +/gm, '')
    .replaceAll(/\*\*(\S.*?)\*\*/gs, '$1')
    .replaceAll(/(?<!\w)_(\S[^_]*?)_(?!\w)/gs, '$1')
    .replaceAll(/`([^`\n]+)`/g, '$1')
}
