import type { TSESLint } from '@typescript-eslint/utils'

import { isUnchanged, type Importer, type Project, type ProjectFile } from './project.js'

/** The other files that one file may ask, with whatever is known of each as its facts. */
export interface OtherFiles<F> {
  /** Answers the file that an import names; undefined where it is no source of the project, and where it is too far away. */
  imported(specifier: string): OtherFile<F> | undefined
  /** Answers the file that this one hands on exports of, which is as near as this one. */
  handedOn(specifier: string): OtherFile<F> | undefined
  /** Answers the files that import this one; undefined where they cannot be counted. */
  importers(): readonly ImportingFile<F>[] | undefined
}

/** A file that imports another one, and how it names that. */
export interface ImportingFile<F> extends OtherFile<F> {
  readonly specifiers: readonly string[]
}

export interface OtherFile<F> {
  readonly path: string
  readonly text: string
  /** Answers what is known of the file, which is parsed now; undefined where it cannot be parsed. */
  facts(): F | undefined
}

/** How facts come about; those of one file are shared by all that are linted with the same parser and settings. */
export interface Making<F> {
  readonly project: Project
  /** What the facts depend on beside the file. */
  readonly settings: unknown
  create(sourceCode: TSESLint.SourceCode, path: string, others: OtherFiles<F>): F
}

/**
 * A file asks those that it imports, and they the ones they import, which ask no more: what a file answers must not depend on who
 * asks first, and imports go in circles.
 */
const MAX_DISTANCE = 2

/** Answers the other files that the one at a path may ask, which itself is linted. */
export function otherFilesOf<F>(making: Making<F>, path: string): OtherFiles<F> {
  return new Neighbours(making, path, 0)
}

interface Entry {
  readonly settings: unknown
  readonly facts: unknown
  readonly neighbours: Neighbours<never>
}

/** By the parsed file: it goes with the last one that has it. One entry for each distance. */
const entries = new WeakMap<TSESLint.SourceCode, (Entry | undefined)[]>()

class Neighbours<F> implements OtherFiles<F> {
  readonly #making: Making<F>
  readonly #path: string
  readonly #distance: number
  readonly #known = new Map<string, OtherFile<F> | undefined>()
  /** What the answers rest on: the files that were asked, as they were. */
  readonly #asked = new Map<string, string>()
  readonly #neighbours = new Set<Neighbours<never>>()
  #importers: readonly Importer[] | undefined
  #importing: readonly ImportingFile<F>[] | undefined | null = null

  constructor(making: Making<F>, path: string, distance: number) {
    this.#making = making
    this.#path = path
    this.#distance = distance
  }

  imported(specifier: string): OtherFile<F> | undefined {
    return this.#distance < MAX_DISTANCE ? this.#at(specifier, this.#distance + 1) : undefined
  }

  handedOn(specifier: string): OtherFile<F> | undefined {
    return this.#at(specifier, Math.max(this.#distance, 1))
  }

  importers(): readonly ImportingFile<F>[] | undefined {
    if (this.#importing === null) {
      this.#importers = this.#making.project.importersOf(this.#path)
      this.#importing = this.#importers?.flatMap(({ path, specifiers }) => {
        const file = this.#fileAt(path)
        return file ? [{ ...file, specifiers }] : []
      })
    }
    return this.#importing
  }

  /** Whether each file that was asked is what it was then, and those that import this one are the same. */
  isUnchanged(seen = new Set<Neighbours<never>>()): boolean {
    const others = [...this.#neighbours].filter((each) => !seen.has(each))
    others.forEach((each) => seen.add(each))
    return (
      [...this.#asked].every(([path, stamp]) => isUnchanged(path, stamp)) &&
      this.#hasSameImporters() &&
      others.every((each) => each.isUnchanged(seen))
    )
  }

  #hasSameImporters(): boolean {
    if (this.#importing === null) return true
    const now = this.#making.project.importersOf(this.#path)
    return now?.map(({ path }) => path).join() === this.#importers?.map(({ path }) => path).join()
  }

  #at(specifier: string, distance: number): OtherFile<F> | undefined {
    const key = `${String(distance)} ${specifier}`
    if (this.#known.has(key)) return this.#known.get(key)
    const other = this.#otherFile(this.#making.project.fileOf(specifier, this.#path), distance)
    this.#known.set(key, other)
    return other
  }

  /** Who imports a file may be asked what it does with it, from however far away: no circle leads there. */
  #fileAt(path: string): OtherFile<F> | undefined {
    return this.#otherFile(this.#making.project.at(path), 1)
  }

  #otherFile(file: ProjectFile | undefined, distance: number): OtherFile<F> | undefined {
    if (!file) return undefined
    this.#asked.set(file.path, file.stamp)
    return {
      path: file.path,
      text: file.text,
      facts: () => {
        const sourceCode = file.sourceCode()
        return sourceCode && this.#factsOf(sourceCode, file.path, distance)
      },
    }
  }

  #factsOf(sourceCode: TSESLint.SourceCode, path: string, distance: number): F {
    const known = entries.get(sourceCode) ?? []
    entries.set(sourceCode, known)
    const { settings } = this.#making
    const former = known[distance]
    const entry =
      former && former.settings === settings && former.neighbours.isUnchanged()
        ? former
        : this.#entryOf(sourceCode, path, distance)
    known[distance] = entry
    this.#neighbours.add(entry.neighbours)
    return entry.facts as F
  }

  #entryOf(sourceCode: TSESLint.SourceCode, path: string, distance: number): Entry {
    const neighbours = new Neighbours(this.#making, path, distance)
    const facts = this.#making.create(sourceCode, path, neighbours)
    return { settings: this.#making.settings, facts, neighbours: neighbours as Neighbours<never> }
  }
}
