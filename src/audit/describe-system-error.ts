const SENTENCES: Readonly<Record<string, string>> = {
  EACCES: 'may not be read',
  EISDIR: 'is a folder, not a file',
  ELOOP: 'is a symbolic link that leads in circles',
  ENOENT: 'does not exist',
  ENOTDIR: 'does not exist',
  EPERM: 'may not be read',
}

/** What does a failed file operation mean, said after the path it concerns? */
export function describeSystemError(error: unknown): string {
  if (!(error instanceof Error)) return `cannot be read: ${String(error)}`
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  return SENTENCES[code] ?? `cannot be read: ${error.message}`
}
