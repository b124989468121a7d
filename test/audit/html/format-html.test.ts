import { createHash } from 'node:crypto'

import { load, type CheerioAPI } from 'cheerio'
import { describe, expect, it } from 'vitest'

import plugin from '../../../src/index.js'
import type { Explained } from '../../../src/verdict/explained.js'
import { runInProcess } from '../run-in-process.js'
import { temporaryProject } from '../temporary-project.js'

const CHART = `export class Chart {
  constructor(element) {
    this.element = element

    window.addEventListener('resize', () => this.draw())
  }

  draw() {
    this.element.textContent = 'a < b && c > d'
  }

  destroy() {}
}
`
const USERS = `const users = new Map()

export function login(sessionId, user) {
  users.set(sessionId, user)
}
`

/** The page that an audit of these files prints, parsed as a browser does. */
async function pageOf(files: Readonly<Record<string, string>>, ...argv: string[]): Promise<CheerioAPI> {
  const { stdout } = await runInProcess(temporaryProject(files), ['--format', 'html', ...argv], { plugin })
  return load(stdout)
}

const texts = ($: CheerioAPI, selector: string): string[] =>
  $(selector)
    .toArray()
    .map((element) => $(element).text().replaceAll(/\s+/g, ' ').trim())

describe('the page', () => {
  it('shows each finding under its rule, with place, message, path and code', async () => {
    const $ = await pageOf({ 'src/chart.js': CHART, 'src/users.js': USERS })
    expect(texts($, 'h2')).toEqual([
      'leaks/no-unbounded-collection 1',
      'leaks/require-listener-removal 1',
      'How to read this',
    ])
    expect(texts($, 'h3')).toEqual(['src/users.js:4:3', 'src/chart.js:5:5'])
    expect(texts($, 'article > p:first-of-type')[1]).toContain("window keeps this 'resize' listener")
    expect(texts($, '#f1 .path li')).toEqual([
      'window until the page is left',
      "'resize' listener begun by addEventListener() · line 5",
      'this captured',
      'Chart the whole instance',
    ])
    expect(texts($, '#f1 .lost')).toEqual(['Lost left by the end of its owner'])
    expect($('#f1 pre').attr('style')).toBe('--from:1')
    expect($('#f1 pre').text()).toBe(
      `constructor(element) {
  this.element = element

  window.addEventListener('resize', () => this.draw())
}

draw() {
`,
    )
    expect(texts($, '#f1 .site mark')).toEqual(["window.addEventListener('resize', () => this.draw())"])
  })

  it('says why: the owner and the five links, as --explain does', async () => {
    const $ = await pageOf({ 'chart.js': CHART })
    expect(texts($, 'article summary')).toEqual(['Why: all five links are yes'])
    const entries = texts($, 'article dl div')
    expect(entries[0]).toBe('owner Chart, which ends with destroy() on line 12')

    const root = temporaryProject({ 'chart.js': CHART })
    const { stdout } = await runInProcess(root, ['--explain', 'chart.js:5', '--format', 'json'], { plugin })
    const { duties } = JSON.parse(stdout) as { duties: Explained[] }
    const links = duties.find(({ source }) => source === 'registration')?.losses[0]?.links ?? []
    expect(links).toHaveLength(5)
    for (const [index, { name, sure, because }] of links.entries())
      expect(entries[index + 1]).toContain(`${name} ${sure} ${because}`)
  })

  it('counts findings by rule, holder and file, most first, and marks each finding with its own', async () => {
    const $ = await pageOf({ 'chart.js': CHART, 'a/b.js': CHART, 'users.js': USERS })
    expect(texts($, 'legend')).toEqual(['Colours', 'Rules 2', 'Holders 2', 'Files 3'])
    expect(texts($, '.values label')).toEqual([
      'leaks/require-listener-removal 2',
      'leaks/no-unbounded-collection 1',
      'window 2',
      'this module 1',
      'a/b.js 1',
      'chart.js 1',
      'users.js 1',
    ])
    for (const article of $('article').toArray()) {
      const label = (facet: string): string =>
        $(`input[name=${facet}][value=${String($(article).data(facet))}] + span`).text()
      expect($(article).find('h3').text()).toContain(label('file'))
      expect(label('rule')).toBe(`leaks/${$(article).find('.rule').text()}`)
      expect($(article).find('.path li:first-child code, .path li:first-child b').text()).toBe(
        label('holder'),
      )
    }
  })

  it('has landmarks, headings in order and a name for every control', async () => {
    const $ = await pageOf({ 'chart.js': CHART })
    expect($('html').attr('lang')).toBe('en')
    expect([$('main').length, $('body > header').length, $('body > footer').length]).toEqual([1, 1, 1])
    expect($('form').attr('role')).toBe('search')
    expect($('.skip').attr('href')).toBe(`#${$('main').attr('id') ?? ''}`)
    const levels = $('h1, h2, h3')
      .toArray()
      .map(({ name }) => name)
    expect(levels).toEqual(['h1', 'h2', 'h3', 'h2'])
    for (const control of $('input, select').toArray()) expect($(control).closest('label').length).toBe(1)
    for (const article of $('article').toArray())
      expect($(`#${$(article).attr('aria-labelledby') ?? ''}`).length).toBe(1)
  })

  it('says when nothing was found, and what was not looked at', async () => {
    const $ = await pageOf({ 'a.js': 'export const a = 1\n', 'b.js': '(' })
    expect(texts($, 'h1')[0]).toMatch(/^No leaks found in /)
    expect(texts($, '#shown')).toEqual(['No findings.'])
    expect($('form').length).toBe(0)
    expect(texts($, '.problems li')).toEqual(['b.js line 1 syntax error: Unexpected token'])
  })
})

describe('what the page takes from the linted code', () => {
  const EVIL = '</script><img src=x onerror=alert(1)><!--'

  it('is text, in code, messages, names and paths', async () => {
    const code = `const users = new Map()
export function login(sessionId) {
  users.set(sessionId + '${EVIL}', "&lt;b&gt;\u202E") // ${EVIL}
}
`
    const $ = await pageOf({ '<img src=x onerror=alert(2)>/"\'&.js': code })
    expect($('img').length).toBe(0)
    expect($('script').length).toBe(1)
    expect($('article').length).toBe(1)
    expect($('pre').text()).toContain(EVIL)
    expect($('pre').text()).toContain('"&lt;b&gt;\uFFFD"')
    expect($('h3').text()).toContain('<img src=x onerror=alert(2)>/"\'&.js')
  })

  it('runs nothing: the page allows its own script by its hash, and loads nothing', async () => {
    const $ = await pageOf({ 'chart.js': CHART })
    const policy = $('meta[http-equiv="Content-Security-Policy"]').attr('content') ?? ''
    const hash = createHash('sha256').update($('script').text()).digest('base64')
    expect(policy).toContain(`script-src 'sha256-${hash}'`)
    expect(policy).toContain("default-src 'none'")
    expect($('[src], link:not([href^="data:"])').length).toBe(0)
    expect($('style').text()).not.toMatch(/url\(|@import/)
  })

  it('is cut where a line is too long to be read', async () => {
    const long = `const users = new Map();export function login(sessionId){${'/* wide */'.repeat(60)}users.set(sessionId, 1)${';sessionId'.repeat(200)}}\n`
    const $ = await pageOf({ 'min.js': long })
    expect($('pre').text().length).toBeLessThan(700)
    expect($('mark').text()).toBe('users.set(sessionId, 1)')
    expect($('pre').text()).toMatch(/^….*….*\n$/)
  })
})
