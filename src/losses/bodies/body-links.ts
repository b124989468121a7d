import { importsMatching, importsOneOf } from '../../cells/definitions/imported-names.js'
import { perFile, type FileFacts } from '../../cells/file-facts.js'
import { usesWithin } from '../../cells/uses/within.js'
import type { BodyDuty } from '../../ledger/sources/bodies/bodies.js'
import { optionsOf } from '../../ledger/sources/bodies/request-options.js'
import { doubted, link, type Link } from '../../ledger/link.js'
import { runsOnce } from '../../lives/multiplicity.js'
import { isTestCode } from '../../lives/test-code.js'
import { PAGE_GLOBALS, PAGE_MODULES, SERVER_MODULES } from '../../protocols/responses.js'

/**
 * How much of a body is known to be left: `short` is that of a failure, `unknown` where the file reads none of it, and
 * nothing is kept of what is `dropped`.
 */
export type Length = 'long' | 'short' | 'unknown' | 'dropped'

/** Whether the connection of an unread body stays longer than the code that asked for it. */
export function lastingOf(facts: FileFacts, { request, kind }: BodyDuty): Link {
  const timeout = [request.node, request.inner].flatMap((part) => usesWithin(facts, timeouts(facts), part))[0]
    ?.node
  if (timeout && kind.arrives === 'promise') return link('no', 'its signal aborts it after a while', timeout)
  if (kind.acquire.global !== undefined && runsInPage(facts, request.inner)) {
    return link('no', 'in a page the connections are few, and the browser closes them', request.node)
  }
  return link('yes', kind.kept)
}

const timeouts = perFile((facts) =>
  (facts.nodes.calls.get('timeout') ?? []).flatMap((node) =>
    facts.places.placeOf(node.callee) === 'g:AbortSignal.timeout' ? [{ node }] : [],
  ),
)

/** A page's code is known by what only pages have, and by an address that nothing but a page can resolve. */
function runsInPage(facts: FileFacts, { arguments: [url] }: BodyDuty['request']['inner']): boolean {
  if (isOfServer(facts)) return false
  const text =
    url?.type === 'Literal'
      ? url.value
      : url?.type === 'TemplateLiteral'
        ? url.quasis[0]?.value.cooked
        : undefined
  return (typeof text === 'string' && /^\.{0,2}\/(?!\/)/.test(text)) || isOfPage(facts)
}

const isOfServer = perFile((facts) => importsOneOf(facts, SERVER_MODULES))

const isOfPage = perFile(
  (facts) =>
    PAGE_GLOBALS.some((name) => facts.bindings.globalsNamed(name).length > 0) ||
    importsMatching(facts, PAGE_MODULES),
)

/** Whether what is left unread is large enough to hold a connection, and piles up. */
export function mattersOf(facts: FileFacts, { request, kind }: BodyDuty, length: Length): Link {
  const { node, method } = request
  if (runsOnce(facts, node)) return link('no', 'it is sent once in the life of the program', node)
  if (isTestCode(facts)) return link('no', 'this is a test, whose process ends soon')
  if (kind.arrives === 'callback') return link('yes', 'a body of any length keeps its connection')
  const isCommand = method !== undefined && method !== 'GET'
  const isSure = kind.collected === 'never'
  if (length === 'short' || (isCommand && length === 'dropped')) {
    const because =
      length === 'short' ? 'the body of a failure is mostly short' : 'a command is answered shortly'
    return doubted('long', isSure ? 'likely' : 'unknown', because, node)
  }
  if (isCommand)
    return doubted('long', 'likely', 'a command is mostly answered shortly', optionsOf(facts, node)[0])
  return isSure
    ? link('yes', 'a long body keeps its connection', node)
    : doubted('long', 'likely', 'a short body keeps nothing, and how long this one is is not known', node)
}
