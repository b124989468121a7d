/** The part of `process.stdout` the audit writes to. */
export interface Output {
  write(text: string): unknown
  isTTY?: boolean
  columns?: number
}

/** Where the audit runs and what it talks to. */
export interface Surroundings {
  cwd: string
  env: Readonly<Record<string, string | undefined>>
  stdout: Output
  stderr: Output
}

/** May the output move the cursor? */
export function canRedraw(output: Output, env: Surroundings['env']): boolean {
  return output.isTTY === true && env['TERM'] !== 'dumb'
}

/** May the output be coloured? See https://no-color.org. */
export function canColour(output: Output, env: Surroundings['env']): boolean {
  return canRedraw(output, env) && (env['NO_COLOR'] ?? '') === ''
}
