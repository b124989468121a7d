import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

import { onTestFinished } from 'vitest'

/** Writes files to a folder of their own, which goes when the test ends. Answers the folder. */
export function temporaryProject(files: Readonly<Record<string, string>>): string {
  // Where the folder for temporary files is a symbolic link, paths would not compare equal.
  const root = mkdtempSync(path.join(realpathSync(tmpdir()), 'leaks-audit-'))
  onTestFinished(() => {
    rmSync(root, { recursive: true, force: true })
  })
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(root, name)
    mkdirSync(path.dirname(file), { recursive: true })
    writeFileSync(file, text)
  }
  return root
}
