import type { TSESTree } from '@typescript-eslint/utils'

import { enclosingFunction, isFunction } from '../syntax/functions.js'
import { isEndless } from '../syntax/loops.js'
import { evaluatedParts } from './evaluation-order.js'
import { sidesOf } from './conditions/sides.js'
import { aroundBreakable, aroundHandler, through, type Sink } from './sink.js'
import { BEFORE, EMPTY, joinBranches, MAYBE, OPEN, released, type States } from './states.js'
import { TooDeep, type OpenExit, type WalkQuestions } from './walk-questions.js'

/** How deep code may be nested; `finally` blocks within each other, each run several times; loops that are walked twice. */
const [MAX_DEPTH, MAX_FINALIZERS, MAX_LOOPS] = [400, 4, 3]

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
      throws: this.#record.bind(this, 'throw'),
      jumps: this.#record.bind(this, 'jump'),
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

  /** Of statements that say nothing of the cell only their ways out count. */
  #statements(list: readonly TSESTree.Node[], states: States): States {
    let current = states
    for (let at = 0; at < list.length && current !== 0; at += 1) {
      const passed = this.#questions.passes?.(list, at, current)
      for (const { kind, node } of passed?.exits ?? []) {
        if (node.type === 'YieldExpression' && this.#questions.stops !== true) continue
        if (kind === 'return') this.#sink.returns(node, current)
        else this.#sink.throws(node, current)
      }
      at = passed?.to ?? at
      current = this.#node(list[at], current)
    }
    return current
  }

  #visit(node: TSESTree.Node, states: States): States {
    if (isFunction(node)) return this.#apply(node, states)
    switch (node.type) {
      case 'BlockStatement':
      case 'Program':
      case 'StaticBlock':
        return this.#statements(node.body, states)
      case 'ExpressionStatement':
        return this.#node(node.expression, states)
      case 'VariableDeclaration':
        return this.#list(node.declarations, states)
      case 'VariableDeclarator':
        return this.#apply(node, this.#node(node.id, this.#node(node.init, states)))
      case 'IfStatement':
      case 'ConditionalExpression':
        return this.#branch(node.test, node.consequent, node.alternate, states)
      case 'LogicalExpression':
        return node.operator === '&&'
          ? this.#branch(node.left, node.right, null, states)
          : this.#branch(node.left, null, node.right, states)
      case 'AssignmentExpression':
        return this.#assignment(node, states)
      case 'ReturnStatement':
        this.#sink.returns(node, this.#apply(node, this.#node(node.argument, states)))
        return 0
      case 'YieldExpression': {
        const after = this.#expression(node, states)
        if (this.#questions.stops === true && enclosingFunction(node)?.async === true)
          this.#sink.returns(node, after)
        return after
      }
      case 'ThrowStatement':
        this.#sink.throws(node, this.#node(node.argument, states))
        return 0
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
        return this.#loop(node, null, node.body, node.test, states)
      case 'ForStatement':
        return this.#loop(node, node.test, node.body, node.update, this.#node(node.init, states))
      case 'ForInStatement':
      case 'ForOfStatement':
        return this.#loop(node, null, node.body, null, this.#apply(node, this.#node(node.right, states)))
      default:
        return this.#expression(node, states)
    }
  }

  /** A node whose parts are evaluated in turn, and then it. */
  #expression(node: TSESTree.Node, states: States): States {
    return this.#apply(node, this.#list(evaluatedParts(node), states))
  }

  /** `file ??= open()`: the right is reached only where the left holds nothing, or something, as its operator says. */
  #assignment(node: TSESTree.AssignmentExpression, states: States): States {
    switch (node.operator) {
      case '&&=':
        return this.#branch(node.left, node.right, null, states)
      case '??=':
      case '||=':
        return this.#branch(node.left, null, node.right, states)
      default:
        return this.#expression(node, states)
    }
  }

  /** The effect of a node itself, after its parts. */
  #apply(node: TSESTree.Node, states: States): States {
    if (states === 0) return 0
    this.#questions.observe?.(node, states)
    if (node === this.#questions.acquisition) {
      if (this.#questions.isPiling === true) this.#record('overwrite', node, states)
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
      case 'fills':
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
    const sides = sidesOf(test, tested, this.#questions)
    const whenTrue = this.#node(consequent, sides.whenTrue)
    return joinBranches(whenTrue, this.#node(alternate, sides.whenFalse), sides.isDecided)
  }

  #loop(
    node: TSESTree.Node,
    test: TSESTree.Node | null,
    body: TSESTree.Node,
    update: TSESTree.Node | null,
    states: States,
  ): States {
    return this.#breakable(node, undefined, states, () => {
      const first = sidesOf(test, this.#node(test, states), this.#questions)
      const once = this.#node(update, this.#node(body, first.whenTrue))
      const again = this.#secondTurn(test, body, update, first.whenTrue, once)
      if (isEndless(node)) return 0
      if (node.type === 'DoWhileStatement') return sidesOf(node.test, once | again, this.#questions).whenFalse
      return joinBranches(first.whenFalse, sidesOf(test, once | again, this.#questions).whenFalse, false)
    })
  }

  /**
   * A second turn meets what the first has left behind. Each doubles the work for the loops within it: those nested deeply
   * are walked once.
   */
  #secondTurn(
    test: TSESTree.Node | null,
    body: TSESTree.Node,
    update: TSESTree.Node | null,
    before: States,
    states: States,
  ): States {
    if (states === before || this.#loops >= MAX_LOOPS) return states
    this.#loops += 1
    const { whenTrue } = sidesOf(test, this.#node(test, states), this.#questions)
    const after = this.#node(update, this.#node(body, whenTrue))
    this.#loops -= 1
    return after
  }

  /** Runs a statement that `break` and `continue` may target, and joins where they lead. */
  #breakable(node: TSESTree.Node, label: string | undefined, states: States, run: () => States): States {
    const outer = this.#sink
    let jumped: States = 0
    this.#sink = aroundBreakable(outer, node, label, (at) => {
      jumped |= at
    })
    const end = run()
    this.#sink = outer
    return end | jumped
  }

  #switch(node: TSESTree.SwitchStatement, states: States): States {
    const tested = this.#node(node.discriminant, states)
    return this.#breakable(node, undefined, tested, () => {
      let current: States = 0
      const skipped: States = node.cases.some((each) => each.test === null) ? 0 : tested
      for (const each of node.cases) {
        current = this.#list(each.consequent, this.#node(each.test, tested) | current)
      }
      return joinBranches(skipped, current, false)
    })
  }

  #try(node: TSESTree.TryStatement, states: States): States {
    const outer = this.#sink
    const { finalizer, handler } = node
    if (finalizer) this.#sink = through(outer, (states) => this.#onTheWayOut(finalizer, outer, states))
    const protectedSink = this.#sink
    let thrown: States = 0
    if (handler) {
      this.#sink = aroundHandler(protectedSink, (at) => {
        thrown |= at
      })
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

  /** Runs a `finally` block on a way out of what it follows: what leaves it itself goes where the `try` stands. */
  #onTheWayOut(finalizer: TSESTree.BlockStatement, outer: Sink, states: States): States {
    const inner = this.#sink
    this.#sink = outer
    const after = this.#finalizer(finalizer, states)
    this.#sink = inner
    return after
  }
}
