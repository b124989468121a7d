import path from 'node:path'

import type { ArtifactLocation, Location, Region } from 'sarif'

/** A place in a file, or the file itself. */
export interface Place {
  /** Absolute. */
  filePath: string
  line?: number
  column?: number
  endLine?: number | undefined
  endColumn?: number | undefined
  /** The text of the file, to quote from. */
  source?: string
}

/** The folder that locations are relative to. What it is on the machine of the reader, the reader knows. */
export const ROOT = '%SRCROOT%'

/** Longer lines are minified code, of which no reader wants to see any. */
const LONGEST_LINE = 400

/** Answers a place relative to `cwd`, so that a report made on one machine fits a checkout on another. */
export function locate({ filePath, line, column, endLine, endColumn, source }: Place, cwd: string): Location {
  const artifactLocation = artifactOf(filePath, cwd)
  if (line === undefined) return { physicalLocation: { artifactLocation } }
  const region: Region = {
    startLine: line,
    ...(column !== undefined && { startColumn: column }),
    ...(endLine !== undefined && { endLine }),
    ...(endColumn !== undefined && { endColumn }),
  }
  const lines = source?.split(/\r\n|[\n\r\u2028\u2029]/) ?? []
  const quoted = quote(lines, line, line)
  if (quoted === undefined) return { physicalLocation: { artifactLocation, region } }
  const [first, last] = [Math.max(1, line - 2), Math.min(lines.length, (endLine ?? line) + 2)]
  const around = last - first < 20 ? quote(lines, first, last) : undefined
  return {
    physicalLocation: {
      artifactLocation,
      region: { ...region, snippet: { text: quoted } },
      ...(around !== undefined && {
        contextRegion: { startLine: first, endLine: last, snippet: { text: around } },
      }),
    },
  }
}

function quote(lines: readonly string[], first: number, last: number): string | undefined {
  const quoted = lines.slice(first - 1, last)
  return quoted.length === 0 || quoted.some(({ length }) => length > LONGEST_LINE)
    ? undefined
    : quoted.join('\n')
}

/** A file outside of the folder is found from it as well, if by another way. */
function artifactOf(filePath: string, cwd: string): ArtifactLocation {
  const parts = path.relative(cwd, filePath).split(path.sep)
  const uri = parts.map((part) => encodeURIComponent(part)).join('/')
  return parts[0] === '..' || path.isAbsolute(parts.join(path.sep)) ? { uri } : { uri, uriBaseId: ROOT }
}
