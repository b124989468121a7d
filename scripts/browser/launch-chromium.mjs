import { execFileSync } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import path from 'node:path'
import process from 'node:process'

import { chromium } from 'playwright-core'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome']

/**
 * Starts the Chromium of this machine: the one that CHROME_PATH names, one that the PATH has, or that of Debian's package,
 * which is installed where apt-get is there and may do so.
 */
export async function launchChromium() {
  const executablePath = process.env.CHROME_PATH ?? onPath() ?? installed()
  if (executablePath === undefined) {
    console.error(
      'There is no Chromium: install it (`apt-get install chromium`), or set CHROME_PATH to a Chromium or Chrome.',
    )
    process.exit(2)
  }
  // The sandbox refuses to run as root, as in a container.
  return chromium.launch({ executablePath, chromiumSandbox: process.getuid?.() !== 0 })
}

function onPath() {
  const folders = (process.env.PATH ?? '').split(path.delimiter)
  return folders.flatMap((folder) => NAMES.map((name) => path.join(folder, name))).find(isExecutable)
}

function installed() {
  if (process.getuid?.() !== 0) return undefined
  try {
    console.log('Installing chromium…')
    execFileSync('apt-get', ['update', '-qq'], { stdio: 'ignore' })
    execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], {
      stdio: 'ignore',
    })
  } catch {
    return undefined
  }
  return onPath()
}

function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}
