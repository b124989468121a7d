/* What a call's name says of whether it makes what it answers. */

/** Calls that make something new, by their name. */
export const MAKES_NEW =
  /^_*(?:create|open|acquire|make|spawn|connect|lock|reserve|mkdtemp|begin|start|launch|borrow|checkout|new|build|fork|clone|allocate|alloc)(?![a-z])/

/** Calls that hand out what was there before: accessors, look-ups, and what takes an element out of a collection. */
export const HANDS_OUT =
  /^_*(?:get|find|current|use|peek|at|item|lookup|look_?[uU]p|select|query|first|last|pop|shift|next|inject|require|resolve|ensure|as|to|in|has|is|read|data|filter|map|reduce|then|slice|concat|of)(?![a-z])|^from[A-Z]/

/** Methods of strings and lists, which answer values that nothing holds. */
export const ANSWERS_VALUES: ReadonlySet<string> = new Set([
  ...[
    'trim',
    'trimStart',
    'trimEnd',
    'toString',
    'join',
    'split',
    'substring',
    'substr',
    'replace',
    'replaceAll',
  ],
  ...[
    'toLowerCase',
    'toUpperCase',
    'padStart',
    'padEnd',
    'repeat',
    'charAt',
    'stringify',
    'String',
    'Number',
  ],
])

/** Functions that stop a measurement: they take a time down and end nothing. */
export const STOPS_MEASURING =
  /^(?:stop|end|finish)\w*(?:Timer|Stopwatch|Watch|Clock|Measure|Measurement|Span)$/

/** Accessors that lend something of a stock, which has to be given back. */
export const LENDS = /^get(?:Connection|Client|Session|Handle|Lock|Transaction|Cursor)$/

/** Methods by which what has just been made is opened. */
export const OPENS: ReadonlySet<string> = new Set(['open', 'connect', 'launch', 'dial'])
