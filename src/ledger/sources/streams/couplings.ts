import type { TSESTree } from '@typescript-eslint/utils'

import { perFile, type CallNode } from '../../../cells/file-facts.js'
import { COUPLED, type StreamKind } from '../../../protocols/streams.js'
import type { Duty } from '../../duty.js'
import type { Link } from '../../link.js'
import { forwardingStreams } from './forwarding-streams.js'
import { pipeChains, type PipeChain } from './pipe-chains.js'
import { pumps, type Pump } from './pumps.js'

/**
 * Streams of which one feeds the other, and by what: `.pipe()`, a loop that reads and writes, a hand-written stream
 * that writes into another one.
 */
export type Coupling =
  | { readonly by: 'pipe'; readonly site: TSESTree.CallExpression; readonly chain: PipeChain }
  | { readonly by: 'pump'; readonly site: TSESTree.CallExpression; readonly pump: Pump }
  | { readonly by: 'forward'; readonly site: TSESTree.NewExpression; readonly inner: TSESTree.Identifier }

export type PipeCoupling = Extract<Coupling, { by: 'pipe' }>

/** Answers the streams of a file that feed each other. */
export const couplings = perFile((facts): readonly Coupling[] => [
  ...pipeChains(facts).map((chain): Coupling => ({ by: 'pipe', site: chain.node, chain })),
  ...pumps(facts).map((pump): Coupling => ({ by: 'pump', site: pump.node, pump })),
  ...forwardingStreams(facts).map(({ node, inner }): Coupling => ({ by: 'forward', site: node, inner })),
])

/** One end of a coupling, which has to be closed when the other one fails or closes early. */
export interface CoupledDuty extends Duty {
  readonly site: CallNode
  readonly source: 'coupling'
  readonly coupling: Coupling
  /** The stream that has to be closed. */
  readonly stream: TSESTree.Node
  /** The stream after whose failure or early end it has to be. */
  readonly other: TSESTree.Node
  readonly holds: StreamKind['holds']
}

/** Answers the duty to close one end of a coupling with the other. */
export function coupledDuty(
  coupling: Coupling,
  ends: Pick<CoupledDuty, 'stream' | 'other' | 'holds'>,
  owed: Link,
): CoupledDuty {
  return {
    ...ends,
    site: coupling.site,
    kind: COUPLED,
    source: 'coupling',
    coupling,
    arrival: { as: 'receiver', receiver: ends.stream },
    owed,
  }
}
