import { perFile, type FileFacts } from '../../cells/file-facts.js'
import { coupledDuty, couplings, type Coupling } from '../../ledger/sources/streams/couplings.js'
import { link } from '../../ledger/link.js'
import type { Loss } from '../loss.js'
import { strandedByPipe } from './stranded-by-pipe.js'
import { strandedByPump } from './stranded-by-pump.js'
import { lossOfStream } from './stranded-stream.js'

/**
 * Answers the streams of a file that stay open when one that they are coupled to fails or closes early.
 *
 * - `staysOpen`: the stream is not told that the other one has failed or closed
 * - `returnedAlone`: the caller gets the other one only, and has no way to close the stream
 * - `pumpStaysOpen`: a loop reads it into another one
 * - `forwards`: a hand-written stream writes into it
 */
export const couplingLosses = perFile((facts): readonly Loss[] =>
  couplings(facts).flatMap((coupling) => {
    const loss = leftByEnd(facts, coupling)
    return loss ? [loss] : []
  }),
)

function leftByEnd(facts: FileFacts, coupling: Coupling): Loss | undefined {
  switch (coupling.by) {
    case 'pipe':
      return strandedByPipe(facts, coupling)
    case 'pump':
      return strandedByPump(facts, coupling, coupling.pump)
    case 'forward': {
      const ends = { stream: coupling.inner, other: coupling.site, holds: 'maybe' } as const
      return lossOfStream(
        'forwards',
        coupledDuty(coupling, ends, link('yes', 'it is made here', coupling.inner)),
        {
          open: link(
            'likely',
            'nothing destroys it where the stream that writes into it is destroyed',
            coupling.site,
          ),
        },
      )
    }
  }
}
