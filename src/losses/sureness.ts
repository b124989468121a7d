import type { Sureness } from '../ledger/link.js'
import type { Loss } from './loss.js'

const ORDER: readonly Sureness[] = ['no', 'unknown', 'likely', 'yes']

/** Answers how sure a loss is, by the weakest of its links. */
export function surenessOf({ links }: Loss): number {
  return Math.min(ORDER.length, ...Object.values(links).map(({ sure }) => ORDER.indexOf(sure)))
}

/** Answers the surest of several ways to lose a duty, and of equally sure ones the first. */
export function surestOf([first, ...others]: readonly Loss[]): Loss | undefined {
  let surest = first
  for (const loss of others) if (surest && surenessOf(loss) > surenessOf(surest)) surest = loss
  return surest
}
