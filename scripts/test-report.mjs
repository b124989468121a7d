/*
 * Opens the HTML report in Chromium and uses it as a reader does: `npm run test:report`. The examples are looked at in both
 * colour schemes, at 1280 and at 320 pixels; hostile code must do nothing; a report of 2,000 findings must stay usable.
 */
import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import process from 'node:process'
import { fileURLToPath, pathToFileURL } from 'node:url'

import axe from 'axe-core'

import { main } from '../dist/audit/main.js'
import plugin from '../dist/index.js'
import { imageStatistics } from './browser/image-statistics.mjs'
import { launchChromium } from './browser/launch-chromium.mjs'
import { writeLeakyFiles } from './browser/many-findings.mjs'

const MANY = 2000
const LARGEST = 5_000_000
const SLOWEST = 1500

const root = fileURLToPath(new URL('..', import.meta.url))
const folder = mkdtempSync(path.join(tmpdir(), 'leaks-report-'))
const browser = await launchChromium()
const complaints = []
const violations = []
let views = 0
let checks = 0

try {
  const examples = await report('examples.html', root, 'examples', '--preset', 'strict')
  for (const colorScheme of ['light', 'dark'])
    for (const width of [1280, 320])
      await check(`${colorScheme} at ${width} pixels`, () => look(examples, colorScheme, width))
  await check('filters, groups and search', () => filters(examples))
  await check('the switch of colours holds', () => switchesTheme(examples))
  await check('the keyboard alone', () => keyboard(examples))
  await check('print shows all, and no controls', () => prints(examples))
  await check('hostile code does nothing', hostileCode)
  const many = await check(`${MANY} findings`, manyFindings)

  console.log(
    `axe: ${violations.length} violations in ${views} views (${serious().length} serious), ${complaints.length} console errors`,
  )
  console.log(
    `${MANY} findings: ${(many.bytes / 1e6).toFixed(1)} MB, loaded in ${many.loaded} ms, searched in ${many.searched} ms, grouped in ${many.grouped} ms`,
  )
  console.log(`${checks} checks of the report passed`)
} finally {
  await browser.close()
  rmSync(folder, { recursive: true, force: true })
}

async function check(name, run) {
  const start = performance.now()
  const answer = await run()
  assert.deepEqual(complaints, [], name)
  assert.deepEqual(serious(), [], name)
  console.log(`  ok  ${name} (${((performance.now() - start) / 1000).toFixed(1)} s)`)
  checks += 1
  return answer
}

function serious() {
  return violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
}

/** Audits a path and answers the address of the page. */
async function report(name, cwd, ...argv) {
  const file = path.join(folder, name)
  const silent = { write: () => true }
  const surroundings = { cwd, env: process.env, stdout: silent, stderr: process.stderr }
  const code = await main([...argv, '--format', 'html', '-o', file], plugin, surroundings)
  assert.equal(code, 1, `the audit for ${name} finds something`)
  return pathToFileURL(file).href
}

async function open(address, options = {}) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, ...options })
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('request', (request) => {
    if (!/^(?:file|data):/.test(request.url())) complaints.push(`asks the network for ${request.url()}`)
  })
  page.on('dialog', (dialog) => {
    complaints.push(`shows "${dialog.message()}"`)
    return dialog.dismiss()
  })
  await page.goto(address)
  return page
}

async function look(address, colorScheme, width) {
  const page = await open(address, { colorScheme, viewport: { width, height: 900 } })
  // All that may be opened is looked at as well.
  await page.evaluate(() => {
    for (const details of document.querySelectorAll('details')) details.open = true
  })
  const { colours, lightness } = await imageStatistics(browser, await page.screenshot({ fullPage: true }))
  assert.ok(colours > 100, `a picture of ${colours} colours is blank`)
  assert.ok(colorScheme === 'light' ? lightness > 200 : lightness < 70, `${colorScheme} is ${lightness}`)
  assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= width, 'scrolls sideways')
  await inspect(page)
  await page.close()
}

async function inspect(page) {
  await page.evaluate(axe.source)
  const found = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }))
  views += 1
  for (const { id, impact, nodes } of found.violations)
    violations.push({ id, impact, nodes: nodes.map(({ html }) => html.slice(0, 120)) })
}

function shownIn(page) {
  return page.locator('article:visible').count()
}

/** Waits for the search, which waits for the end of the word. */
async function says(page, text) {
  const end = Date.now() + 5000
  while (!(await saidBy(page)).startsWith(text)) {
    assert.ok(Date.now() < end, `it says "${await saidBy(page)}", not "${text}"`)
    await page.waitForTimeout(20)
  }
}

function saidBy(page) {
  return page.locator('#shown').textContent()
}

async function filters(address) {
  const page = await open(address)
  const all = await shownIn(page)
  assert.ok(all > 5)
  const rule = page.getByLabel(/^leaks\/require-listener-removal/)
  await rule.check()
  assert.equal(await shownIn(page), 2)
  assert.equal(await saidBy(page), `2 of ${all} findings.`)
  await page.getByLabel(/^document/).check()
  assert.equal(await shownIn(page), 1)
  await page.getByRole('button', { name: 'Clear search and filters' }).click()
  assert.equal(await shownIn(page), all)

  await page.getByLabel('Search').fill('SIGHUP settings')
  await says(page, '1 of')
  assert.equal(await page.locator('article:visible .rule').textContent(), 'require-listener-removal')
  await page.getByLabel('Search').fill('resize zebra')
  await says(page, 'None of')
  await page.getByRole('button', { name: 'Clear search and filters' }).click()

  await page.getByLabel('Group by').selectOption('holder')
  const headings = (await page.locator('#groups h2').allTextContents()).map((text) => text.trim())
  assert.ok(headings.includes('the timer queue 2'), headings.join(', '))
  assert.equal(await shownIn(page), all)
  await page.getByLabel('Group by').selectOption('file')
  assert.equal(await page.locator('#groups section').count(), all)
  await inspect(page)
  await page.close()
}

async function switchesTheme(address) {
  const page = await open(address, { colorScheme: 'light' })
  const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor)
  const light = await paper()
  await page.getByText('dark', { exact: true }).click()
  const dark = await paper()
  assert.notEqual(dark, light)
  await page.reload()
  assert.equal(await paper(), dark)
  await page.close()
}

async function keyboard(address) {
  const page = await open(address)
  const focused = () => page.evaluate(() => document.activeElement.textContent || document.activeElement.id)
  await page.keyboard.press('Tab')
  assert.equal(await focused(), 'Skip to the findings')
  await page.keyboard.press('Enter')
  assert.equal(await page.evaluate(() => document.activeElement.id), 'findings')
  await page.keyboard.press('Tab')
  assert.match(await focused(), /:\d+:\d+$/)
  await page.keyboard.press('Tab')
  assert.match(await focused(), /^\s*Why: /)
  await page.keyboard.press('Enter')
  assert.equal(await page.locator('article details[open]').count(), 1)
  await page.close()
}

async function prints(address) {
  const page = await open(address, { colorScheme: 'dark' })
  await page.emulateMedia({ media: 'print' })
  assert.equal(await page.locator('form').isVisible(), false)
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')))
  const details = page.locator('article details dl')
  assert.ok((await details.count()) > 5)
  for (const each of await details.all()) assert.ok(await each.isVisible())
  const { lightness } = await imageStatistics(browser, await page.screenshot())
  assert.ok(lightness > 200, 'paper is light')
  await page.close()
}

async function hostileCode() {
  const evil = '</script><img src=x onerror=alert(1)><script>alert(2)</script>'
  const inside = path.join(folder, 'hostile/<img src=x onerror=alert(3)>')
  mkdirSync(inside, { recursive: true })
  const code = `const users = new Map()\nexport function login(sessionId) {\n  users.set(sessionId + '${evil}', '${evil}') // ${evil}\n}\n`
  writeFileSync(path.join(inside, '"><svg onload=alert(4)>.js'), code)
  const page = await open(await report('hostile.html', path.join(folder, 'hostile'), '.'))
  assert.equal(await page.locator('img, svg').count(), 0)
  assert.ok((await page.locator('pre').textContent()).includes(evil))
  assert.ok((await page.locator('h3').textContent()).includes('<img src=x onerror=alert(3)>'))
  await page.close()
}

async function manyFindings() {
  const project = path.join(folder, 'many')
  writeLeakyFiles(project, MANY / 5)
  const address = await report('many.html', project, '.')
  const { size: bytes } = statSync(fileURLToPath(address))
  assert.ok(bytes < LARGEST, `${bytes} bytes`)
  const start = performance.now()
  const page = await open(address)
  const loaded = Math.round(performance.now() - start)
  assert.equal(await page.locator('article').count(), MANY)
  await page.getByLabel('Search').fill('resize view-77')
  const searched = await timeOf(page, () =>
    document.querySelector('#query').dispatchEvent(new Event('change', { bubbles: true })),
  )
  // The listener, the observer of sizes, and the interval below the listener.
  assert.equal(await shownIn(page), 3)
  const grouped = await timeOf(page, () => {
    const grouping = document.querySelector('#grouping')
    grouping.value = 'file'
    grouping.dispatchEvent(new Event('change', { bubbles: true }))
  })
  for (const time of [searched, grouped]) assert.ok(time < SLOWEST, `${time} ms`)
  await page.close()
  return { bytes, loaded, searched, grouped }
}

/** How long something on the page takes until what follows from it is laid out. */
async function timeOf(page, run) {
  const time = await page.evaluate(`(() => {
    const start = performance.now()
    ;(${run})()
    document.body.getBoundingClientRect()
    return performance.now() - start
  })()`)
  return Math.round(time)
}
