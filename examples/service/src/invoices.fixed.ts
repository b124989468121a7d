import { open } from 'node:fs/promises'

const HEADER_BYTES = 16

export async function readInvoiceNumber(path: string): Promise<string> {
  const file = await open(path)
  try {
    const header = Buffer.alloc(HEADER_BYTES)
    const { bytesRead } = await file.read(header, 0, HEADER_BYTES, 0)
    if (bytesRead < HEADER_BYTES) throw new Error(`${path} is truncated`)
    return header.toString('ascii').trim()
  } finally {
    await file.close()
  }
}
