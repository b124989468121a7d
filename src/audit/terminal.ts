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

/** May the output be coloured? See https://no-color.org and https://force-color.org; the latter wins, as in Node. */
export function canColour(output: Output, env: Surroundings['env']): boolean {
  const forced = env['FORCE_COLOR']
  if (forced !== undefined) return forced !== '0' && forced !== 'false'
  return canRedraw(output, env) && (env['NO_COLOR'] ?? '') === ''
}

const USUAL_WIDTH = 80

/** How many columns are there to write in? What nobody says, as where a hook or a log reads along, is the usual. */
export function widthOf({ columns = 0 }: Output): number {
  // Some terminals say that they are zero columns wide.
  return columns > 0 ? columns : USUAL_WIDTH
}
