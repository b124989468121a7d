import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'

const reportLines: (() => string)[] = []

export async function acceptUpload(path: string): Promise<string> {
  const body = await readFile(path)
  const size = body.length
  const checksum = createHash('sha256').update(body).digest('hex')
  reportLines.push(() => `${path}  ${String(size)} bytes  ${checksum}`)
  return checksum
}

/** Called once a day. */
export function writeReport(): string {
  return reportLines
    .splice(0)
    .map((line) => line())
    .join('\n')
}
