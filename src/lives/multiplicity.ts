import type { TSESTree } from '@typescript-eslint/utils'

import { perFile, perKey, type FileFacts } from '../cells/file-facts.js'
import { soleValue } from '../syntax/bindings.js'
import { componentAround } from '../syntax/component-scripts.js'
import {
  enclosingFunction,
  isClass,
  isFunction,
  isWithin,
  type ClassNode,
  type FunctionNode,
} from '../syntax/functions.js'
import { MAKES_COMPONENT } from '../protocols/repetition.js'
import { calleeName, receiverOf } from '../syntax/property-name.js'
import { unwrap } from '../syntax/unwrap.js'
import { comesRoundByFailure, isEndless, isLoop } from '../syntax/loops.js'
import { runsEachTime } from './repetition/each-time.js'
import { emptiedAgain } from './repetition/made-again.js'
import { makingsOf } from './repetition/makings.js'
import { onceGuardOf, type OnceGuard } from './repetition/once-guard.js'
import { byOwner, type Others, type Run } from './repetition/run.js'
import { isUpdateMember, runsOf } from './repetition/runs.js'
import { combined, lineOf, times, type Multiplicity } from './repetition/times.js'

/**
 * Answers how often code runs in the life of the program, by the functions around it and by what runs those. Of a
 * function, it is how often the function itself is run.
 */
export function multiplicityOf(facts: FileFacts, node: TSESTree.Node): Multiplicity {
  return here.multiplicityOf(facts, node)
}

/**
 * Whether what stands at a node is evaluated once in the life of the program, or a fixed number of times as it starts.
 * Of a function: whether it is made so, however often it is run.
 */
export function runsOnce(facts: FileFacts, node: TSESTree.Node): boolean {
  return here.timesOfCode(facts, node).times === 'once'
}

/** Whether others start a function in one place only, and once; what it does to have itself run again is left out. */
export function isStartedOnce(facts: FileFacts, scope: FunctionNode): boolean {
  const [start, ...others] = runsOf(facts, scope).filter(({ at }) => at === scope || !isWithin(at, scope))
  return start !== undefined && others.length === 0 && here.timesOfRun(facts, start).times === 'once'
}

/**
 * Answers how many instances of a class there are in the life of the program, or how many times a component or another
 * scope is there: once or many.
 */
export function instancesOf(facts: FileFacts, owner: TSESTree.Node): Multiplicity {
  return here.instancesOf(facts, owner)
}

/** How often things happen, as one way to ask those that the file does not show answers it. */
export interface Counting {
  multiplicityOf(facts: FileFacts, node: TSESTree.Node): Multiplicity
  instancesOf(facts: FileFacts, owner: TSESTree.Node): Multiplicity
  timesOfCode(facts: FileFacts, node: TSESTree.Node): Multiplicity
  timesOfRun(facts: FileFacts, run: Run): Multiplicity
}

/** What other modules are asked, by what they do with a function or class of this one. */
export type AskOthers = (facts: FileFacts, others: Others, counting: Counting) => Multiplicity | undefined

/** A chain of callers longer than this is not followed to its beginning. */
const MAX_CALLERS = 100

/** Answers how to count, with what other modules do asked in one way. */
export function countingWith(askOthers: AskOthers): Counting {
  const callersFollowed = perFile(() => ({ count: 0 }))

  const timesOfFunction = perKey(
    (facts: FileFacts, scope: FunctionNode): Multiplicity => {
      const followed = callersFollowed(facts)
      if (followed.count > MAX_CALLERS) return times('unknown', 'too many functions run one another')
      followed.count++
      const found = combined(runsOf(facts, scope).map((run) => timesOfRun(facts, run)))
      followed.count--
      return found
    },
    times('unknown', 'it runs itself'),
  )

  const timesMade = perKey(
    (facts: FileFacts, owner: ClassNode | FunctionNode): Multiplicity =>
      combined(makingsOf(facts, owner).map((run) => timesOfRun(facts, run))),
    times('unknown', 'it is made within itself'),
  )

  const counting: Counting = { multiplicityOf: ofNode, instancesOf: ofOwner, timesOfCode, timesOfRun }
  return counting

  function ofNode(facts: FileFacts, node: TSESTree.Node): Multiplicity {
    return isFunction(node) ? timesOfFunction(facts, node) : timesOfCode(facts, node)
  }

  function ofOwner(facts: FileFacts, owner: TSESTree.Node): Multiplicity {
    if (isClass(owner) || isFunction(owner)) return timesMade(facts, owner)
    if (owner.type === 'ObjectExpression' && isMadeOf(owner)) return timesOfCode(facts, owner)
    return times('unknown', 'as many times as the component of this file is there', owner)
  }

  function timesOfRun(facts: FileFacts, run: Run): Multiplicity {
    switch (run.by) {
      case 'code': {
        const around = conditionally(facts, run.at, timesOfCode(facts, run.at))
        return run.perElement ? perTurn(facts, around, run.at) : around
      }
      case 'owner': {
        const instances = ofOwner(facts, run.owner)
        if (instances.times === 'once') return instances
        return times(
          'perOwner',
          `it runs once for each instance of what is on line ${lineOf(run.owner)}`,
          run.owner,
        )
      }
      case 'host':
        return (run.others && askOthers(facts, run.others, counting)) ?? times(run.times, run.because, run.at)
    }
  }

  /** How often the code at a node runs, as the loops and functions around it say. */
  function timesOfCode(facts: FileFacts, node: TSESTree.Node): Multiplicity {
    let loop: TSESTree.Node | undefined
    let inner = node
    for (let current = node.parent; current; inner = current, current = current.parent) {
      if (isLoop(current) && !isOutsideTurns(current, inner) && !comesRoundByFailure(node, current)) {
        if (isEndless(current) || isFed(current)) return perTurn(facts, times('unknown', ''), current)
        loop ??= current
      }
      if (isFunction(current)) {
        const guard = onceGuardOf(facts, node, current)
        if (guard?.of === 'program') return byGuard(guard, 'once')
        const around = timesOfFunction(facts, current)
        if (guard) return around.times === 'once' ? around : byGuard(guard, 'perOwner')
        return perTurn(facts, around, loop)
      }
      if (current.type === 'PropertyDefinition' && !current.static && current.value === inner) {
        return perTurn(facts, timesOfRun(facts, byOwner(current, current.parent.parent)), loop)
      }
    }
    if (componentAround(node)) return times('perOwner', 'it runs for each component of this file', node)
    return times('once', 'it runs while the module loads', node)
  }
}

/** What the file itself shows: others may do anything. */
const here = countingWith(() => undefined)

/** `createApp({ … })`, `new Vue({ … })`: one component of these options. Elsewhere they are there for any number. */
function isMadeOf({ parent }: TSESTree.ObjectExpression): boolean {
  if (parent.type === 'NewExpression') return true
  return parent.type === 'CallExpression' && MAKES_COMPONENT.has(calleeName(parent) ?? '')
}

/** A condition on the way may let only one of many through; that of a member which runs on updates asks what has changed. */
function conditionally(facts: FileFacts, at: TSESTree.Node, around: Multiplicity): Multiplicity {
  if (around.times !== 'many' || !around.certain) return around
  const scope = enclosingFunction(at)
  const isPlain =
    (scope && isUpdateMember(facts, scope)) ||
    runsEachTime(facts, at, around.witness) ||
    emptiedAgain(facts, at) !== undefined
  return isPlain ? around : { ...around, certain: false }
}

function byGuard({ node }: OnceGuard, each: 'once' | 'perOwner'): Multiplicity {
  return times(each, `the condition on line ${lineOf(node)} lets it through once`, node)
}

/** The list of a loop is asked for once, before its first turn. */
function isOutsideTurns(loop: TSESTree.Node, inner: TSESTree.Node): boolean {
  return 'right' in loop && loop.right === inner
}

/** `for await (const message of queue)`: as many turns as something outside gives it. */
function isFed(loop: TSESTree.Node): boolean {
  return loop.type === 'ForOfStatement' && loop.await
}

/** A pass over a list in code that runs once is over with the list; elsewhere it is one more for each run. */
function perTurn(facts: FileFacts, around: Multiplicity, loop: TSESTree.Node | undefined): Multiplicity {
  if (!loop || around.times === 'once' || around.times === 'many' || isPassOverWritten(facts, loop))
    return around
  return times('many', `it runs for each turn of the loop on line ${lineOf(loop)}`, loop)
}

/** `for (const name of ['click', 'keydown'])`: a list that is written there has as many turns as the program has words. */
function isPassOverWritten({ bindings }: FileFacts, loop: TSESTree.Node): boolean {
  const list =
    loop.type === 'ForOfStatement'
      ? loop.right
      : loop.type === 'CallExpression'
        ? receiverOf(loop)
        : undefined
  const variable = list && bindings.variableOf(unwrap(list))
  const written = variable ? soleValue(variable) : list
  const array = written && unwrap(written)
  if (array?.type !== 'ArrayExpression' || array.elements.length === 0) return false
  return array.elements.every((each) => each !== null && each.type !== 'SpreadElement')
}
