import { open } from 'node:fs/promises'

const HEADER_BYTES = 16

/** A truncated invoice leaves the file open: the error is thrown past `close`. */
export async function readInvoiceNumber(path: string): Promise<string> {
  const file = await open(path)
  const header = Buffer.alloc(HEADER_BYTES)
  const { bytesRead } = await file.read(header, 0, HEADER_BYTES, 0)
  if (bytesRead < HEADER_BYTES) throw new Error(`${path} is truncated`)
  await file.close()
  return header.toString('ascii').trim()
}
