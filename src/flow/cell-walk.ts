import type { TSESTree } from '@typescript-eslint/utils'

import { isFunction } from '../syntax/functions.js'
import { mayTarget } from '../syntax/jumps.js'
import { isEndless } from '../syntax/loops.js'
import { partsOf } from '../syntax/parts.js'
import { BEFORE, EMPTY, joinBranches, MAYBE, OPEN, released, type States } from './states.js'

/**
 * What a node, once evaluated, means for what a cell holds.
 *
 * - `release`: it is ended, handed on, or otherwise no longer to be ended here
 * - `mayRelease`: it may be, which cannot be told
 * - `throws`: the node may leave by an exception
 * - `releaseUnlessThrows`: it releases where it does not throw: `use(resource, () => resource.close())`
 * - `overwrites`: it puts something else where the handle was, which is none of this duty's
 * - `refills`: it puts another of its kind there, which is open from then on
 * - `voids`: it puts nothing there
 * - `none`: none of these
 */
export type Effect =
  'release' | 'mayRelease' | 'throws' | 'releaseUnlessThrows' | 'overwrites' | 'refills' | 'voids' | 'none'

/** What the walk asks about the nodes it passes. */
export interface WalkQuestions {
  /** The node that fills the cell; undefined where the cell is filled, or may be, from the start. */
  acquisition: TSESTree.Node | undefined
  /** What the cell may hold where the region begins; by default nothing yet, or open where there is no acquisition. */
  entered?: States
  /** The effect of a node that has been evaluated; also asked for functions, which are not entered. */
  effectOf(node: TSESTree.Node): Effect
  /** Told of each node, before its effect, what the cell may hold there. */
  observe?(node: TSESTree.Node, states: States): void
  /** For a condition: whether the cell holds something where it is true, or where it is false. */
  existsWhen(test: TSESTree.Node): 'true' | 'false' | 'either'
}

/** A place at which the duty is still open and can no longer be ended: a way out, or a write over its handle. */
export interface OpenExit {
  kind: 'end' | 'return' | 'throw' | 'jump' | 'overwrite' | 'void'
  /** What leaves: the `return`, the call that throws; the region itself for its end; the write. */
  node: TSESTree.Node
  /** `unknown`: it may have been released under a condition that the walk cannot relate to. */
  open: 'yes' | 'unknown'
}

const MAX_DEPTH = 400

/** How deep `finally` blocks may stand within each other: each is run several times, and so are those in it. */
const MAX_FINALIZERS = 4

/** How deep loops may stand within each other that are walked twice. */
const MAX_LOOPS = 3

interface Sink {
  returns: (node: TSESTree.Node, states: States) => void
  throws: (node: TSESTree.Node, states: States) => void
  /** `break` and `continue`, by label where they have one. */
  jumps: (node: TSESTree.BreakStatement | TSESTree.ContinueStatement, states: States) => void
}

export class TooDeep extends Error {}

export class CellWalk {
  readonly #questions: WalkQuestions
  readonly #exits = new Map<TSESTree.Node, OpenExit>()
  #sink: Sink
  #depth = 0
  #finalizers = 0
  #loops = 0

  constructor(questions: WalkQuestions) {
    this.#questions = questions
    this.#sink = {
      returns: (node, states) => {
        this.returned |= states
        this.#record('return', node, states)
      },
      throws: (node, states) => {
        this.#record('throw', node, states)
      },
      jumps: (node, states) => {
        this.#record('jump', node, states)
      },
    }
  }

  run(region: TSESTree.Node): OpenExit[] {
    this.end = this.#node(region, this.#questions.entered ?? (this.#questions.acquisition ? BEFORE : OPEN))
    this.#record('end', region, this.end)
    return [...this.#exits.values()]
  }

  /** The states at the end of the region, once it has been run; `returned` those at its `return` statements. */
  end: States = 0
  returned: States = 0

  #record(kind: OpenExit['kind'], node: TSESTree.Node, states: States): void {
    if ((states & (OPEN | MAYBE)) === 0) return
    const open = (states & OPEN) !== 0 ? 'yes' : 'unknown'
    const known = this.#exits.get(node)
    if (!known || (known.open === 'unknown' && open === 'yes')) this.#exits.set(node, { kind, node, open })
  }

  #node(node: TSESTree.Node | null | undefined, states: States): States {
    if (!node || states === 0) return states
    this.#depth += 1
    if (this.#depth > MAX_DEPTH) throw new TooDeep()
    const after = this.#visit(node, states)
    this.#depth -= 1
    return after
  }

  #list(nodes: readonly (TSESTree.Node | null)[], states: States): States {
    let current = states
    for (const node of nodes) current = this.#node(node, current)
    return current
  }

  #visit(node: TSESTree.Node, states: States): States {
    if (isFunction(node)) return this.#apply(node, states)
    switch (node.type) {
      case 'BlockStatement':
      case 'Program':
      case 'StaticBlock':
        return this.#list(node.body, states)
      case 'ExpressionStatement':
        return this.#node(node.expression, states)
      case 'VariableDeclaration':
        return this.#list(node.declarations, states)
      case 'VariableDeclarator':
        return this.#apply(node, this.#node(node.id, this.#node(node.init, states)))
      case 'IfStatement':
        return this.#branch(node.test, node.consequent, node.alternate, states)
      case 'ConditionalExpression':
        return this.#branch(node.test, node.consequent, node.alternate, states)
      case 'LogicalExpression':
        return node.operator === '&&'
          ? this.#branch(node.left, node.right, null, states)
          : this.#branch(node.left, null, node.right, states)
      case 'ReturnStatement': {
        const after = this.#apply(node, this.#node(node.argument, states))
        this.#sink.returns(node, after)
        return 0
      }
      case 'ThrowStatement': {
        const after = this.#node(node.argument, states)
        this.#sink.throws(node, after)
        return 0
      }
      case 'BreakStatement':
      case 'ContinueStatement':
        this.#sink.jumps(node, states)
        return 0
      case 'LabeledStatement':
        return this.#breakable(node, node.label.name, states, () => this.#node(node.body, states))
      case 'SwitchStatement':
        return this.#switch(node, states)
      case 'TryStatement':
        return this.#try(node, states)
      case 'WhileStatement':
        return this.#loop(node, node.test, node.body, null, states)
      case 'DoWhileStatement':
        return this.#breakable(node, undefined, states, () => {
          const end = this.#node(node.test, this.#node(node.body, states))
          return isEndless(node) ? 0 : end
        })
      case 'ForStatement':
        return this.#loop(node, node.test, node.body, node.update, this.#node(node.init, states))
      case 'ForInStatement':
      case 'ForOfStatement':
        return this.#loop(node, null, node.body, null, this.#apply(node, this.#node(node.right, states)))
      default:
        return this.#expression(node, states)
    }
  }

  #expression(node: TSESTree.Node, states: States): States {
    switch (node.type) {
      case 'CallExpression':
        return this.#apply(node, this.#list(node.arguments, this.#node(node.callee, states)))
      case 'NewExpression':
        return this.#apply(node, this.#list(node.arguments, this.#node(node.callee, states)))
      case 'AssignmentExpression':
        return this.#apply(node, this.#node(node.right, this.#node(node.left, states)))
      case 'MemberExpression':
        return this.#apply(
          node,
          this.#node(node.computed ? node.property : null, this.#node(node.object, states)),
        )
      case 'ChainExpression':
      case 'TSAsExpression':
      case 'TSNonNullExpression':
      case 'TSSatisfiesExpression':
        return this.#apply(node, this.#node(node.expression, states))
      case 'AwaitExpression':
      case 'YieldExpression':
      case 'UnaryExpression':
      case 'UpdateExpression':
      case 'SpreadElement':
        return this.#apply(node, this.#node(node.argument, states))
      case 'BinaryExpression':
        return this.#node(node.right, this.#node(node.left, states))
      case 'SequenceExpression':
        return this.#list(node.expressions, states)
      case 'ArrayExpression':
        return this.#apply(node, this.#list(node.elements, states))
      case 'ObjectExpression':
        return this.#apply(node, this.#list(node.properties, states))
      case 'Property':
        return this.#apply(node, this.#node(node.value, this.#node(node.computed ? node.key : null, states)))
      case 'TemplateLiteral':
        return this.#list(node.expressions, states)
      case 'TaggedTemplateExpression':
        return this.#apply(node, this.#list(node.quasi.expressions, this.#node(node.tag, states)))
      case 'ImportExpression':
        return this.#apply(node, this.#node(node.source, states))
      case 'ExportNamedDeclaration':
        return this.#node(node.declaration, states)
      case 'Identifier':
      case 'Literal':
        return this.#apply(node, states)
      default:
        return this.#apply(node, this.#list(partsOf(node), states))
    }
  }

  /** The effect of a node itself, after its parts. */
  #apply(node: TSESTree.Node, states: States): States {
    if (states === 0) return 0
    this.#questions.observe?.(node, states)
    if (node === this.#questions.acquisition) {
      this.#sink.throws(node, states & ~OPEN)
      return OPEN
    }
    switch (this.#questions.effectOf(node)) {
      case 'releaseUnlessThrows':
        this.#sink.throws(node, states)
        return released(states)
      case 'overwrites':
        this.#record('overwrite', node, states)
        return released(states)
      case 'refills':
        this.#record('overwrite', node, states)
        return OPEN
      case 'voids':
        this.#record('void', node, states)
        return EMPTY
      case 'mayRelease':
        return (states & OPEN) === 0 ? states : (states & ~OPEN) | MAYBE
      case 'release':
        return released(states)
      case 'throws':
        this.#sink.throws(node, states)
        return states
      case 'none':
        return states
    }
  }

  #branch(
    test: TSESTree.Node,
    consequent: TSESTree.Node | null,
    alternate: TSESTree.Node | null,
    states: States,
  ): States {
    const tested = this.#node(test, states)
    const exists = this.#questions.existsWhen(test)
    // Where the resource is known not to exist, there is nothing left to release.
    const absent = released(tested)
    const filled = (tested & ~EMPTY) === 0 ? tested : tested & ~EMPTY
    const whenTrue = this.#node(consequent, stateWhen(exists, 'true', { tested, absent, filled }))
    const whenFalse = this.#node(alternate, stateWhen(exists, 'false', { tested, absent, filled }))
    return joinBranches(whenTrue, whenFalse, exists !== 'either')
  }

  #loop(
    node: TSESTree.Node,
    test: TSESTree.Node | null,
    body: TSESTree.Node,
    update: TSESTree.Node | null,
    states: States,
  ): States {
    return this.#breakable(node, undefined, states, () => {
      const tested = this.#node(test, states)
      const once = this.#node(update, this.#node(body, tested))
      // A second turn meets what the first has left behind.
      const again = once === tested ? once : this.#secondTurn(test, body, update, once)
      return isEndless(node) ? 0 : joinBranches(tested, once | again, false)
    })
  }

  /** Each turn doubles the work for the loops within it: those nested deeply are walked once. */
  #secondTurn(
    test: TSESTree.Node | null,
    body: TSESTree.Node,
    update: TSESTree.Node | null,
    states: States,
  ): States {
    if (this.#loops >= MAX_LOOPS) return states
    this.#loops += 1
    const after = this.#node(update, this.#node(body, this.#node(test, states)))
    this.#loops -= 1
    return after
  }

  /** Runs a statement that `break` and `continue` may target, and joins where they lead. */
  #breakable(node: TSESTree.Node, label: string | undefined, states: States, run: () => States): States {
    const outer = this.#sink
    let jumped: States = 0
    this.#sink = {
      ...outer,
      jumps: (jump, at) => {
        const isOurs =
          jump.label === null ? label === undefined && mayTarget(jump, node) : jump.label.name === label
        if (isOurs) jumped |= at
        else outer.jumps(jump, at)
      },
    }
    const end = run()
    this.#sink = outer
    return end | jumped
  }

  #switch(node: TSESTree.SwitchStatement, states: States): States {
    const tested = this.#node(node.discriminant, states)
    return this.#breakable(node, undefined, tested, () => {
      let current: States = 0
      let result: States = node.cases.some((each) => each.test === null) ? 0 : tested
      for (const each of node.cases) {
        current = this.#list(each.consequent, this.#node(each.test, tested) | current)
      }
      result = joinBranches(result, current, false)
      return result
    })
  }

  #try(node: TSESTree.TryStatement, states: States): States {
    const outer = this.#sink
    const { finalizer, handler } = node
    if (finalizer) this.#sink = this.#through(finalizer, outer)
    const protectedSink = this.#sink
    let thrown: States = 0
    if (handler) {
      this.#sink = {
        ...protectedSink,
        throws: (_, at) => {
          thrown |= at
        },
      }
    }
    let end = this.#node(node.block, states)
    this.#sink = protectedSink
    if (handler && thrown !== 0) end |= this.#node(handler.body, thrown)
    this.#sink = outer
    return finalizer ? this.#finalizer(finalizer, end) : end
  }

  #finalizer(node: TSESTree.BlockStatement, states: States): States {
    this.#finalizers += 1
    if (this.#finalizers > MAX_FINALIZERS) throw new TooDeep()
    const after = this.#node(node, states)
    this.#finalizers -= 1
    return after
  }

  /** A sink whose exits run the `finally` block first. Each set of states is run through it once. */
  #through(finalizer: TSESTree.BlockStatement, outer: Sink): Sink {
    const results = new Map<States, States>()
    const run = (states: States): States => {
      const known = results.get(states)
      if (known !== undefined) return known
      results.set(states, 0)
      const inner = this.#sink
      this.#sink = outer
      const after = this.#finalizer(finalizer, states)
      this.#sink = inner
      results.set(states, after)
      return after
    }
    return {
      returns: (node, states) => {
        outer.returns(node, run(states))
      },
      throws: (node, states) => {
        outer.throws(node, run(states))
      },
      jumps: (node, states) => {
        outer.jumps(node, run(states))
      },
    }
  }
}

/** The states in a branch, of which it is known when the cell is filled there. */
function stateWhen(
  exists: 'true' | 'false' | 'either',
  branch: 'true' | 'false',
  { tested, absent, filled }: Readonly<Record<'tested' | 'absent' | 'filled', States>>,
): States {
  if (exists === 'either') return tested
  return exists === branch ? filled : absent
}
