/* What a call's name says of whether it makes what it answers. */

/** Calls that make something new, by their name. */
export const MAKES_NEW =
  /^_*(?:create|open|acquire|obtain|make|spawn|connect|duplicate|lock|reserve|mkdtemp|begin|start|launch|borrow|checkout|new|build|fork|clone|allocate|alloc)(?![a-z])/

/** Calls that begin something rather than only make it, by their name. */
export const BEGINS =
  /^_*(?:open|acquire|obtain|spawn|connect|lock|reserve|mkdtemp|start|launch|borrow|checkout|watch|listen|subscribe)(?![a-z])/

/** Calls that run a function with what is there before and after, by their name. */
export const RUNS_WITH =
  /^[_#]*(?:apply|call|invoke|execute|exec|run|perform|with|use|do|each|for|every|visit|walk|traverse|map)(?![a-z])/

/** Calls that hand out what was there before: accessors, look-ups, and what takes an element out of a collection. */
export const HANDS_OUT =
  /^_*(?:get|find|parent|closest|ancestor|opts|options|args|settings|current|use|peek|at|item|lookup|look_?[uU]p|select|query|first|last|pop|shift|next|inject|require|resolve|ensure|as|to|in|has|is|read|data|filter|map|reduce|then|slice|concat|of)(?![a-z])|^from[A-Z]/

/** Calls that look up what is there for others as well: `getElementById()`, `closest()`, `findRoot()`. */
export const FINDS =
  /^_*(?:get|find|closest|lookup|look_?[uU]p|peek)(?![a-z])|^(?:elementFromPoint|at|item|querySelector)$/

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
  // Numbers, and answers of yes or no.
  ...['now', 'getTime', 'parseInt', 'parseFloat', 'floor', 'ceil', 'round', 'random', 'isArray', 'includes'],
])

/** Functions that stop a measurement: they take a time down and end nothing. */
export const STOPS_MEASURING =
  /^(?:stop|end|finish)\w*(?:Timer|Stopwatch|Watch|Clock|Measure|Measurement|Span)$/

/** Functions that begin a measurement, by their name: what they answer takes the time down when it is called. */
export const BEGINS_MEASURING =
  /^_*(?:start|begin|create|make|get|new|wrap)?_?(?:timer|time|timing|stop_?watch|measure(?:ment)?|chronometer)$/i

/** Accessors that lend something of a stock, which has to be given back. */
export const LENDS = /^get(?:Connection|Client|Session|Handle|Lock|Transaction|Cursor)$/

/**
 * Classes whose instances hold memory, or what is put into them later: errors, streams that only change what passes through them,
 * bags of disposables. Of themselves nothing has to be ended.
 */
export const HOLDS_MEMORY =
  /Error$|^(?:PassThrough|Transform|TransformStream|CompositeDisposable|(?:Async)?Disposable(?:Collection|Store|Stack|Bag))$/

/** Members by which a function is told which of its things to end: `free(value.id)`. */
export const NAMES_A_THING =
  /^_*(?:id|uid|uuid|handle|fd|ptr|pointer|pid|key|token|ref|name)$|(?:Id|ID|Handle|Ptr|Key|Token|_id|_ptr)$/
