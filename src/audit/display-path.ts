import path from 'node:path'

/** How is a path shown to someone standing in `cwd`? Relative if it lies below, else absolute. */
export function displayPath(filePath: string, cwd: string): string {
  const relative = path.relative(cwd, filePath)
  if (relative === '') return '.'
  const outside = relative === '..' || relative.startsWith(`..${path.sep}`) || path.isAbsolute(relative)
  return outside ? filePath : relative
}
