import { readFileSync } from 'node:fs'

import type ts from 'typescript'

import type { AuditedFile, AuditReport, Problem } from './audit-report.js'
import { coverWithTypes, type Batch } from './cover-with-types.js'
import { describeSystemError } from './describe-system-error.js'
import { lintSource, type LintSettings } from './lint-source.js'
import { retentionsOf } from './retentions-of.js'

/** What takes time: linting a file, or reading what the types of a project are made of. */
export type Step = { file: string } | { project: string; sourcesRead: number }

/** Told before each step: how many of the files are done, and what comes next. */
export type OnProgress = (done: number, next: Step) => void

const TYPESCRIPT = /\.[cm]?tsx?$/

/**
 * What do the rules say of these files? Files come back in the order given. One that cannot be linted
 * becomes a problem and the others are linted all the same.
 */
export function lintFiles(
  files: readonly string[],
  settings: LintSettings,
  onProgress: OnProgress,
): Pick<AuditReport, 'files' | 'problems'> {
  const audited = new Map<string, AuditedFile>()
  const { batches, problems } = plan(files, settings)
  let done = files.length - batches.reduce((sum, batch) => sum + batch.files.length, 0)

  // One project at a time: its program is the largest thing in memory and is dropped before the next.
  for (const batch of batches) {
    const program = createProgram(batch, settings, problems, (step) => {
      onProgress(done, step)
    })
    for (const file of batch.files) {
      onProgress(done, { file })
      const result = lintFile(file, program, settings, problems)
      if (result !== undefined) audited.set(file, result)
      done += 1
    }
  }
  return { files: files.flatMap((file) => audited.get(file) ?? []), problems }
}

function plan(files: readonly string[], { typescript }: LintSettings) {
  if (typescript.available) return coverWithTypes(typescript.ts, files)

  const parsable = files.filter((file) => !TYPESCRIPT.test(file))
  const lost = files.length - parsable.length
  const problems: Problem[] = []
  if (lost > 0) {
    const message = `${typescript.reason}: ${String(lost)} TypeScript file${lost === 1 ? '' : 's'} not audited`
    problems.push({ filePath: undefined, message, inputLost: true })
  }
  return { batches: [{ files: parsable }] satisfies Batch[] as Batch[], problems }
}

function createProgram(
  { project }: Batch,
  { typescript }: LintSettings,
  problems: Problem[],
  onStep: (step: Step) => void,
): ts.Program | undefined {
  if (project === undefined || !typescript.available) return undefined
  const { fileNames, options } = project.parsed
  let sourcesRead = 0
  const tell = () => {
    onStep({ project: project.configPath, sourcesRead })
  }
  tell()
  try {
    const host = typescript.ts.createCompilerHost(options, true)
    const readSource = host.getSourceFile.bind(host)
    host.getSourceFile = (...wanted) => {
      sourcesRead += 1
      tell()
      return readSource(...wanted)
    }
    // References are left out on purpose: with them the compiler reads a referenced project's build output,
    // which need not exist; without them it reads the sources.
    return typescript.ts.createProgram(fileNames, options, host)
  } catch (error) {
    const message = `its files are audited without types: ${String(error)}`
    problems.push({ filePath: project.configPath, message, inputLost: false })
    return undefined
  }
}

function lintFile(
  filePath: string,
  program: ts.Program | undefined,
  settings: LintSettings,
  problems: Problem[],
): AuditedFile | undefined {
  let source: string
  try {
    source = readFileSync(filePath, 'utf8')
  } catch (error) {
    problems.push({ filePath, message: describeSystemError(error), inputLost: true })
    return undefined
  }

  const known = program?.getSourceFile(filePath) === undefined ? undefined : program
  try {
    const { messages, syntaxError, crashes } = lintSource(source, filePath, known, settings)
    if (syntaxError !== undefined) {
      const { line, column, message } = syntaxError
      problems.push({ filePath, line, column, message: `syntax error: ${message}`, inputLost: true })
      return undefined
    }
    for (const message of crashes) problems.push({ filePath, message, inputLost: true })
    const isShown = messages.length > 0
    return {
      filePath,
      typed: known !== undefined,
      messages,
      source: isShown ? source : '',
      ...(isShown && settings.retentions && { retentions: retentionsOf(source, filePath, known, settings) }),
    }
  } catch (error) {
    const message = `cannot be linted: ${String(error).split('\n', 1)[0] ?? ''}`
    problems.push({ filePath, message, inputLost: true })
    return undefined
  }
}
