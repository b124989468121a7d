// Takes the README's picture of the report: the examples, as `strict` finds them. `npm run picture` after a change of the page.
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import process from 'node:process'
import { fileURLToPath, pathToFileURL } from 'node:url'

import { main } from '../dist/audit/main.js'
import plugin from '../dist/index.js'
import { launchChromium } from './browser/launch-chromium.mjs'

const LARGEST = 200_000

const examples = fileURLToPath(new URL('../examples/', import.meta.url))
const picture = path.join(examples, 'report.png')
const folder = mkdtempSync(path.join(tmpdir(), 'leaks-picture-'))
const file = path.join(folder, 'report.html')
const browser = await launchChromium()
try {
  const argv = ['--preset', 'strict', '--format', 'html', '-o', file, '.']
  const { env, stdout, stderr } = process
  await main(argv, plugin, { cwd: path.resolve(examples), env, stdout, stderr })
  const page = await browser.newPage({ viewport: { width: 1200, height: 1000 }, colorScheme: 'light' })
  await page.goto(pathToFileURL(file).href)
  await page.locator('article summary').first().click()
  await page.mouse.move(0, 0)
  writeFileSync(picture, await page.screenshot({ animations: 'disabled' }))
  const { size } = statSync(picture)
  console.log(`examples/report.png: ${Math.round(size / 1000)} KB`)
  process.exitCode = size > LARGEST ? 1 : 0
} finally {
  await browser.close()
  rmSync(folder, { recursive: true, force: true })
}
