import type { CoupledDuty } from '../../ledger/sources/streams/couplings.js'
import { link, type Link, type LinkName } from '../../ledger/link.js'
import type { Loss } from '../loss.js'

/** Answers the loss of a stream that stays open when the one that it is coupled to fails or closes early. */
export function lossOfStream(
  form: string,
  duty: CoupledDuty,
  links: Readonly<Partial<Record<LinkName, Link>>>,
): Loss {
  return {
    kind: 'left',
    form,
    duty,
    cell: undefined,
    node: duty.site,
    at: duty.other,
    owner: undefined,
    ended: [],
    links: {
      owed: duty.owed,
      alone: link('yes', 'nobody else has it'),
      lasting: link('yes', `what it holds stays: ${duty.holds ?? 'maybe nothing'}`),
      matters: link('yes', 'there is one for each call', duty.site),
      ...links,
    },
  }
}
