/* What rxjs, and the frameworks that hand out its streams, say about when a stream ends and what holds it. */

/** Whether a module is rxjs or a part of it: `rxjs`, `rxjs/operators`, `rxjs/internal/Observable`. */
export function isRxjsModule(module: string): boolean {
  return /^rxjs(?:-compat)?(?:\/|$)/.test(module)
}

/** Modules that work with streams of rxjs. */
export const STREAM_LIBRARIES = /^(?:rxjs|@angular\/|@ngrx\/|@ngneat\/|@ngxs\/)/

/** Types of streams, of rxjs and of those that build on it. */
export const STREAM_TYPES: ReadonlySet<string> = new Set([
  'Observable',
  'Subject',
  'BehaviorSubject',
  'ReplaySubject',
  'AsyncSubject',
  'ConnectableObservable',
  'WebSocketSubject',
])

/** Constructors of subjects: they go on until somebody completes them, and are held by who made them. */
export const SUBJECTS: ReadonlySet<string> = new Set([
  'Subject',
  'BehaviorSubject',
  'ReplaySubject',
  'EventEmitter',
])

/**
 * What a function makes:
 * - `values`: a stream that ends once it has given its values
 * - `ticks`: one that never ends, held by the platform's timers
 * - `events`: one that never ends, held by the target that it is given first
 * - `given`: what its argument is made to: a list, a promise, a stream
 * - `called`: what the function that it is given returns
 * - `choice`: one of the streams after the first argument
 * - `together`: all of the streams that it is given
 */
export type Creation = 'values' | 'ticks' | 'events' | 'given' | 'called' | 'choice' | 'together'

/** Functions that make streams. */
export const CREATORS: ReadonlyMap<string, Creation> = new Map<string, Creation>([
  ['of', 'values'],
  ['range', 'values'],
  ['empty', 'values'],
  ['throwError', 'values'],
  ['ajax', 'values'],
  ['getJSON', 'values'],
  ['fromFetch', 'values'],
  ['fromPromise', 'values'],
  ['timer', 'ticks'],
  ['interval', 'ticks'],
  ['animationFrames', 'ticks'],
  ['fromEvent', 'events'],
  ['from', 'given'],
  ['defer', 'called'],
  ['iif', 'choice'],
  ['forkJoin', 'together'],
  ['concat', 'together'],
  ['merge', 'together'],
  ['combineLatest', 'together'],
])

/** Streams that are there without a call. */
export const CONSTANTS: ReadonlyMap<string, 'values' | 'never'> = new Map([
  ['EMPTY', 'values'],
  ['NEVER', 'never'],
])

/** Operators after which a stream ends by itself, by a value of its source. */
export const ENDS_BY_ITSELF: ReadonlySet<string> = new Set([
  'first',
  'take',
  'find',
  'findIndex',
  'elementAt',
])

/** Operators by which a stream may end, depending on its values: nobody can tell. */
export const MAY_END: ReadonlySet<string> = new Set([
  'takeWhile',
  'every',
  'isEmpty',
  'single',
  'timeout',
  'timeoutWith',
  'race',
  'raceWith',
  'zip',
  'zipWith',
  'dematerialize',
])

/** Operators that end a stream when what they are given first gives a value. */
export const UNTIL: ReadonlySet<string> = new Set(['takeUntil'])

/** Whether an operator ends a stream with its owner: `takeUntilDestroyed()`, `untilDestroyed(this)`. */
export function endsWithOwner(name: string): boolean {
  return /until\w*(?:destroy|unmount|dispose|detach|leave)|^untilDestroyed$/i.test(name)
}

/** Operators that subscribe to what a function returns, for each value: it goes on when the source has ended. */
export const FLATTENS: ReadonlySet<string> = new Set([
  'mergeMap',
  'flatMap',
  'switchMap',
  'concatMap',
  'exhaustMap',
  'mergeMapTo',
  'switchMapTo',
  'concatMapTo',
  'expand',
  'mergeScan',
  'switchScan',
])

/** Operators that subscribe to further streams, which go on when the source has ended. */
export const JOINS: ReadonlySet<string> = new Set([
  'merge',
  'mergeWith',
  'combineLatest',
  'combineLatestWith',
  'concat',
  'concatWith',
])

/** Operators that subscribe to their source again when it has ended. */
export const REPEATS: ReadonlySet<string> = new Set(['repeat', 'repeatWhen'])

/** The operator that keeps its source subscribed for good unless it is told to count its subscribers. */
export const REPLAYS = 'shareReplay'

/** Operators as methods, as rxjs had them before `pipe()`, that leave the end of a stream as it is. */
export const KEEPS_END: ReadonlySet<string> = new Set([
  'map',
  'filter',
  'do',
  'tap',
  'debounceTime',
  'distinctUntilChanged',
  'throttleTime',
  'skip',
  'startWith',
  'share',
  'pluck',
  'scan',
  'delay',
  'asObservable',
  'catch',
  'finally',
])

/** Operators that hand on each value as it comes: what ends a stream before them may as well stand after them. */
export const HANDS_ON: ReadonlySet<string> = new Set([
  ...FLATTENS,
  ...JOINS,
  ...REPEATS,
  'auditTime',
  'catchError',
  'debounceTime',
  'delay',
  'distinctUntilChanged',
  'filter',
  'finalize',
  'map',
  'mapTo',
  'observeOn',
  'pairwise',
  'scan',
  'skip',
  'startWith',
  'tap',
  'throttleTime',
  'withLatestFrom',
])

/** A class whose instances a framework hands out, and the members of it that are streams. */
export interface InjectedClass {
  modules: readonly string[]
  /**
   * - `application`: there is one for the whole application
   * - `subscriber`: it goes with the component that asks for it
   */
  lives: 'application' | 'subscriber'
  /** Streams that never end. `''` is the instance itself. */
  lasting: readonly string[]
  /** Streams that end by themselves. */
  finite: readonly string[]
}

/** Methods that make a request: the stream ends with its answer. */
export const REQUESTS: readonly string[] = [
  'get',
  'post',
  'put',
  'delete',
  'patch',
  'head',
  'options',
  'jsonp',
  'request',
]

/** Names of fields that hold what makes requests, whatever wraps it. */
export const REQUESTER_NAME = /^[_#]?http(?:Client|Service)?$/

const application = (
  modules: readonly string[],
  lasting: readonly string[],
  finite: readonly string[] = [],
): InjectedClass => ({ modules, lives: 'application', lasting, finite })

const subscriber = (modules: readonly string[]): InjectedClass => ({
  modules,
  lives: 'subscriber',
  lasting: [],
  finite: [],
})

/** Classes of Angular and its libraries by their name. */
export const INJECTED_CLASSES: ReadonlyMap<string, InjectedClass> = new Map([
  ['HttpClient', application(['@angular/common/http'], [], REQUESTS)],
  ['Http', application(['@angular/http'], [], REQUESTS)],
  ['Router', application(['@angular/router'], ['events'])],
  [
    'Store',
    application(['@ngrx/store', '@ngxs/store'], ['', 'select', 'selectOnce', 'state$'], ['dispatch']),
  ],
  ['Actions', application(['@ngrx/effects', '@ngxs/store'], [''])],
  [
    'TranslateService',
    application(
      ['@ngx-translate/core'],
      ['onLangChange', 'onTranslationChange', 'onDefaultLangChange', 'onFallbackLangChange', 'stream'],
      ['get', 'use', 'getTranslation', 'reloadLang', 'setDefaultLang'],
    ),
  ],
  ['TranslocoService', application(['@ngneat/transloco', '@jsverse/transloco'], ['langChanges$', 'events$'])],
  ['BreakpointObserver', application(['@angular/cdk/layout'], ['observe'])],
  ['MediaObserver', application(['@angular/flex-layout'], ['media$', 'asObservable'])],
  ['ViewportRuler', application(['@angular/cdk/scrolling'], ['change'])],
  ['ScrollDispatcher', application(['@angular/cdk/scrolling'], ['scrolled'])],
  ['NgZone', application(['@angular/core'], ['onStable', 'onUnstable', 'onMicrotaskEmpty', 'onError'])],
  ['SwUpdate', application(['@angular/service-worker'], ['versionUpdates', 'available', 'unrecoverable'])],
  ['ActivatedRoute', subscriber(['@angular/router'])],
  ['NgControl', subscriber(['@angular/forms'])],
  ['NgForm', subscriber(['@angular/forms'])],
  ['ControlContainer', subscriber(['@angular/forms'])],
  ['FormGroupDirective', subscriber(['@angular/forms'])],
  ['MatDialogRef', subscriber(['@angular/material/dialog'])],
  ['MatBottomSheetRef', subscriber(['@angular/material/bottom-sheet'])],
  ['MatSnackBarRef', subscriber(['@angular/material/snack-bar'])],
  ['DialogRef', subscriber(['@angular/cdk/dialog'])],
  ['OverlayRef', subscriber(['@angular/cdk/overlay'])],
])

/** Names of classes whose instances mostly go with the component that asks for them, or with what is around it. */
export const OF_SUBSCRIBER = /(?:Ref|Context|Component|Directive|Control|Form|Host|Element|Modal|Dialog)$/

/** Methods whose stream ends by itself, of whatever they are. */
export const FINITE_METHODS: ReadonlySet<string> = new Set([
  'selectOnce',
  'afterClosed',
  'afterOpened',
  'beforeClosed',
  'afterDismissed',
  'onAction',
])

/** Streams that go with the form control they belong to. */
export const OF_FORM_CONTROLS: ReadonlySet<string> = new Set(['valueChanges', 'statusChanges'])

/** Methods whose name says that they hand out a stream that goes on, rather than an answer. */
export const LASTING_METHOD =
  /^(?:select|watch|observe|listen|stream|on)(?=[A-Z]|$)|^(?:get)?(?:[cC]urrent|[sS]elected|[aA]ctive)(?=[A-Z]|$)|^(?!get|load|fetch|find|list|query|read)\w*(?:[cC]hanges|[eE]vents|[uU]pdates|[nN]otifications)$/

/** Decorators of fields that hold a part of the component itself. */
export const OWN_PARTS: ReadonlySet<string> = new Set([
  'ViewChild',
  'ViewChildren',
  'ContentChild',
  'ContentChildren',
  'Output',
])

/** Decorators of fields that the surroundings of a component set. */
export const GIVEN_PARTS: ReadonlySet<string> = new Set(['Input'])

/** Decorators of classes whose instances come and go with a part of the page. */
export const COMPONENT_DECORATORS: ReadonlySet<string> = new Set(['Component', 'Directive', 'Pipe'])

/** Components that are there as long as the application is, by their name or their selector. */
export const ROOT_COMPONENT = /^(?:App|Root|AppRoot|Main)(?:Component)?$|^(?:[a-z]+-)?root$/

/** Properties of decorators that list what each instance gets an instance of its own of. */
export const OWN_PROVIDERS: ReadonlySet<string> = new Set(['providers', 'viewProviders'])

/** Calls that fire a subject. To complete it is not enough: `takeUntil()` waits for a value. */
export const FIRES: ReadonlySet<string> = new Set(['next', 'emit'])
