import { describe, expect, it } from 'vitest'

import { duties } from '../../../src/ledger/duties.js'
import { streamOfDuty } from '../../../src/lives/streams/subscribed.js'
import { unendedStream, type StreamMessageId } from '../../../src/suggestions/unended-streams.js'
import { surestFindings } from '../../../src/verdict/surest-findings.js'
import { parseFile, type ParseOptions } from '../../parse-file.js'
import { programOf } from '../../program-of.js'

const PROBLEMS: Readonly<Record<StreamMessageId, string>> = {
  streamDropped: 'dropped',
  streamSiblingEnded: 'dropped',
  streamNotEnded: 'notUnsubscribedAtEnd',
  streamEndedElsewhere: 'notUnsubscribedAtEnd',
  takeUntilNotLast: 'takeUntilNotLast',
  neverFires: 'neverFires',
  neverFiresBut: 'neverFires',
  replayStays: 'shareReplayWithoutRefCount',
}

const IMPORTS = `
import { Component, Directive, Injectable, Input, ViewChild, inject } from '@angular/core'
import { HttpClient } from '@angular/common/http'
import { Router, ActivatedRoute } from '@angular/router'
import { Store } from '@ngrx/store'
import { takeUntilDestroyed, toObservable } from '@angular/core/rxjs-interop'
import { EMPTY, NEVER, Subject, ReplaySubject, Subscription, combineLatest, concat, defer, forkJoin, from, fromEvent, iif, interval as every, merge, of, timer } from 'rxjs'
import * as rx from 'rxjs'
import { first, map, mergeMap, mergeWith, repeat, shareReplay, startWith, switchMap, take, takeUntil, takeWhile, withLatestFrom } from 'rxjs/operators'
import { shared$ } from './shared'
import { custom } from './operators'
const ticks$ = new Subject<number>()
`

/** A component with some members, and something it subscribes to when it starts. */
const component = (body: string, members = '', parameters = ''): string => `${IMPORTS}
@Component({ selector: 'x-panel', providers: [OwnFeed] })
export class PanelComponent {
  ${members}
  constructor(${parameters}) {}
  ngOnInit() {
    ${body}
  }
}`

const DESTROYED = 'private destroy$ = new Subject<void>(); ngOnDestroy() { this.destroy$.next() }'

function leaksOf(code: string, options: ParseOptions = { language: 'ts' }): string[] {
  const { facts } = parseFile(code, options)
  return surestFindings(facts, true).flatMap(({ verdict, loss }) => {
    const unended = unendedStream(facts, loss)
    if (!unended) return []
    const text = facts.sourceCode.getText(unended.node).replaceAll(/\s+/g, ' ')
    return [`${verdict} ${PROBLEMS[unended.messageId]} ${text}`]
  })
}

/** The leak of `SOURCE.subscribe(f)`. */
function leakOf(source: string, members = '', parameters = ''): string | undefined {
  const leaks = leaksOf(component(`${source}.subscribe(f)`, members, parameters))
  expect(leaks.length).toBeLessThan(2)
  return leaks[0]?.split(' ').slice(0, 2).join(' ')
}

describe('a stream that never ends and outlives the component', () => {
  it.each([
    ['every(1000)', ''],
    ['rx.interval(1000)', ''],
    ['timer(0, 1000)', ''],
    ['ticks$', ''],
    ['ticks$.asObservable()', ''],
    ["fromEvent(window, 'resize')", ''],
    ["fromEvent(document, 'click').pipe(map(g), startWith(0))", ''],
    ["(fromEvent(document, 'click') as Observable<Event>)", ''],
    ['merge(of(1), every(1000))', ''],
    ['combineLatest([of(1), ticks$])', ''],
    ['combineLatest({ a: of(1), b: ticks$ })', ''],
    ['of(1).pipe(switchMap(() => every(10)))', ''],
    ['of(1).pipe(mergeWith(ticks$))', ''],
    ['ticks$.pipe(switchMap(() => of(1)))', ''],
    ['ticks$.pipe(withLatestFrom(of(1)))', ''],
    ['(a ? of(1) : ticks$)', ''],
    ['(this.given ?? ticks$)', ''],
    ['defer(() => ticks$)', ''],
    ['iif(() => a, of(1), ticks$)', ''],
    ['this.router.events', 'private router: Router'],
    ['this.store', 'private readonly store: Store<State>'],
    ['this.store.select(byName).pipe(map(g))', 'private store: Store<State>'],
    [
      'this.store.pipe(select(byName), map(g))'.replace('select(byName), ', ''),
      'private store: Store<State>',
    ],
  ])('is known to leak: %s', (source, parameters) => {
    expect(leakOf(source, '', parameters)).toBe('known dropped')
  })

  it.each([
    ['private router = inject(Router)', 'this.router.events'],
    ['private source$ = ticks$', 'this.source$'],
    ['private source$ = every(10).pipe(map(g))', 'this.source$'],
    ['private source$; start() { this.source$ = every(10) }', 'this.source$'],
    ['private make() { return every(10) }', 'this.make()'],
  ])('is followed through a member: %s', (members, source) => {
    expect(leakOf(source, members)).toBe('known dropped')
  })
})

describe('what ends, or goes with the component', () => {
  it.each([
    'of(1, 2)',
    'from([1, 2])',
    'from(new Promise(g))',
    "from(fetch('/a'))",
    'EMPTY',
    'rx.EMPTY',
    'timer(1000)',
    'forkJoin([of(1), timer(1)])',
    'concat(of(1), of(2))',
    'ticks$.pipe(take(1))',
    'ticks$.pipe(map(g), first())',
    'ticks$.pipe(takeUntil(timer(1000)))',
    'ticks$.pipe(first(), switchMap(() => of(1)))',
    'ticks$.pipe(takeUntilDestroyed())',
    'ticks$.pipe(untilDestroyed(this), map(g))',
    'ticks$.pipe(takeWhile(g))',
    'ticks$.pipe(custom())',
    'ticks$.pipe(takeUntil(this.destroy$))',
    'ticks$.pipe(takeUntil(this.destroy$), map(g), withLatestFrom(ticks$))',
    'ticks$.pipe(takeUntil(this.destroy$), switchMap(() => of(1)))',
    'ticks$.pipe(takeUntil(this.destroy$), switchMap(() => this.http.get(a)))',
    'ticks$.pipe(takeUntil(this.destroy$), switchMap(() => this.feed.load()))',
    'ticks$.pipe(switchMap(() => every(10)), takeUntil(this.destroy$))',
    'ticks$.pipe(takeUntil(this.destroy$), switchMap(() => every(10)), takeUntil(this.destroy$))',
    'ticks$.pipe(takeUntil(this.destroy$), switchMap(() => every(10).pipe(takeUntil(this.destroy$))))',
    'this.http.get(a)',
    "this.http.post<A>('/a', {}).pipe(map(g))",
    'this.feed.load()',
    'this.feed.load$()',
    'this.ownFeed.items$',
    'this.route.params',
    'this.own$',
    'this.own$.pipe(switchMap(() => of(1)))',
    'this.form.valueChanges',
    "this.form.get('a').valueChanges",
    'this.view.changes',
    'this.dialog.open(a).afterClosed()',
    "fromEvent(this.view.nativeElement, 'click')",
    'this.inherited$',
    'toObservable(this.signal)',
    'NEVER',
    'unknown',
    'unknown()',
  ])('is silent: %s', (source) => {
    const members = `${DESTROYED}; private own$ = new ReplaySubject<number>(1); @ViewChild('a') view; private form = new FormGroup({})`
    const parameters =
      'private http: HttpClient, private feed: Feed, private ownFeed: OwnFeed, private route: ActivatedRoute, private dialog: MatDialog'
    expect(leakOf(source, members, parameters)).toBeUndefined()
  })

  it.each([
    ['the module while it loads', `${IMPORTS} ticks$.subscribe(f)`],
    ['the root component', component('ticks$.subscribe(f)').replace('PanelComponent', 'AppComponent')],
    [
      'the component that the page is bootstrapped with',
      component('ticks$.subscribe(f)').replace('x-panel', 'shop-root'),
    ],
    [
      'a service of the application',
      `${IMPORTS} @Injectable({ providedIn: 'root' }) class Feed { constructor() { ticks$.subscribe(f) } ngOnDestroy() {} }`,
    ],
    [
      'a service without an end',
      `${IMPORTS} @Injectable() class Feed { constructor() { ticks$.subscribe(f) } }`,
    ],
    ['a list', component('this.items.forEach(f); ticks.forEach(f)')],
    ['what runs at the end', component('', 'ngOnDestroy() { ticks$.subscribe(f) }')],
    ['code without an owner that runs once', `${IMPORTS} function main() { ticks$.subscribe(f) } main()`],
  ])('is silent in %s', (_where, code) => {
    expect(leaksOf(code)).toEqual([])
  })
})

describe('a stream that comes from outside', () => {
  it.each([
    ['this.feed.items$', 'known dropped'],
    ['this.feed.items$.pipe(map(g))', 'known dropped'],
    ['this.feed.onChange()', 'known dropped'],
    ['this.feed.changed', 'known dropped'],
    ['this.given$', 'known dropped'],
    ['shared$', 'known dropped'],
    ['this.context.data$', undefined],
  ])('%s beside one that ends with the component: %s', (source, expected) => {
    const members = `${DESTROYED}; @Input() given$: Observable<number>; other() { this.feed.other$.pipe(takeUntil(this.destroy$)).subscribe(f) }`
    expect(leakOf(source, members, 'private feed: Feed, private context: PanelContext')).toBe(expected)
  })

  it('is likely where nothing else ends with the component', () => {
    expect(leakOf('this.feed.items$', '', 'private feed: Feed')).toBe('likely dropped')
    expect(leakOf('shared$')).toBe('likely dropped')
  })

  it('is silent in a service, which the application mostly has one of', () => {
    const code = `${IMPORTS} @Injectable() class A { constructor(private feed: Feed) { this.feed.items$.subscribe(f) } ngOnDestroy() {} }`
    expect(leaksOf(code)).toEqual([])
  })

  it.each(['show(items$) { items$.subscribe(f) }', 'show() { load((items$) => items$.subscribe(f)) }'])(
    'is silent where a method or callback is given it: %s',
    (member) => {
      expect(leaksOf(component('', member))).toEqual([])
    },
  )
})

describe('an effect', () => {
  const effect = (body: string): string => `${IMPORTS} function Panel() { useEffect(() => { ${body} }, []) }`

  it.each([
    ['ticks$.subscribe(f)', ['known dropped ticks$.subscribe(f)']],
    ['shared$.subscribe(f)', ['likely dropped shared$.subscribe(f)']],
    ['const s = ticks$.subscribe(f); return () => s.unsubscribe()', []],
    ['const s = ticks$.subscribe(f); return () => { s.unsubscribe() }', []],
    ['const s = ticks$.subscribe(f); s.add(g)', ['known notUnsubscribedAtEnd ticks$.subscribe(f)']],
    ['const s = ticks$.subscribe(() => s.unsubscribe())', []],
  ])('%s', (body, expected) => {
    expect(leaksOf(effect(body))).toEqual(expected)
  })
})

describe('a subscription that is kept', () => {
  it.each([
    ['this.sub = ticks$.subscribe(f)', 'sub: Subscription', 'known notUnsubscribedAtEnd'],
    ['this.sub = ticks$.subscribe(f)', 'sub; ngOnDestroy() { this.sub.unsubscribe() }', undefined],
    ['this.sub = ticks$.subscribe(f)', 'sub; ngOnDestroy() { this.sub?.unsubscribe() }', undefined],
    ['this.sub = ticks$.subscribe(f)', 'sub; ngOnDestroy() { release(this.sub) }', undefined],
    ['this.sub?.unsubscribe(); this.sub = ticks$.subscribe(f)', 'sub', 'known notUnsubscribedAtEnd'],
    [
      'this.sub = ticks$.subscribe(f)',
      'sub; ionViewWillLeave() { this.sub.unsubscribe() }',
      'likely notUnsubscribedAtEnd',
    ],
    ['this.subs.add(ticks$.subscribe(f))', 'subs = new Subscription()', 'known notUnsubscribedAtEnd'],
    [
      'this.subs.add(ticks$.subscribe(f))',
      'subs = new Subscription(); ngOnDestroy() { this.subs.unsubscribe() }',
      undefined,
    ],
    ['this.subs.sink = ticks$.subscribe(f)', 'subs = new SubSink()', 'known notUnsubscribedAtEnd'],
    [
      'this.subs.sink = ticks$.subscribe(f)',
      'subs = new SubSink(); ngOnDestroy() { this.subs.unsubscribe() }',
      undefined,
    ],
    [
      'this.subs.push(ticks$.subscribe(f))',
      'subs = []; ngOnDestroy() { this.subs.forEach((s) => s.unsubscribe()) }',
      undefined,
    ],
    ['this.subs.push(ticks$.subscribe(f))', 'subs = []', 'known notUnsubscribedAtEnd'],
    ['this.subs.add(ticks$.subscribe(f))', '', undefined],
    ['return ticks$.subscribe(f)', '', undefined],
    ['keep(ticks$.subscribe(f))', '', undefined],
    ['ticks$.subscribe(f).add(g)', '', 'known dropped'],
  ])('%s with %s: %s', (body, members, expected) => {
    const leaks = leaksOf(component(body, members))
    expect(leaks.map((leak) => leak.split(' ').slice(0, 2).join(' '))).toEqual(
      expected === undefined ? [] : [expected],
    )
  })
})

describe('an ending that holds nothing', () => {
  it.each([
    ['switchMap(() => every(10))', ['known takeUntilNotLast takeUntil(this.destroy$)']],
    ['mergeMap(() => { return ticks$ })', ['known takeUntilNotLast takeUntil(this.destroy$)']],
    ['mergeWith(every(10))', ['known takeUntilNotLast takeUntil(this.destroy$)']],
    ['repeat()', ['known takeUntilNotLast takeUntil(this.destroy$)']],
    ['switchMap(() => this.feed.items$)', ['likely takeUntilNotLast takeUntil(this.destroy$)']],
    ['switchMap(() => this.own$)', []],
    ['switchMap((x) => g(x))', []],
  ])('takeUntil() before %s', (operator, expected) => {
    const code = component(
      `ticks$.pipe(takeUntil(this.destroy$), ${operator}).subscribe(f)`,
      `${DESTROYED}; own$ = new Subject()`,
      'private feed: Feed',
    )
    expect(leaksOf(code)).toEqual(expected)
  })

  it.each([
    ['private destroy$ = new Subject()', 'known'],
    ['destroy$ = new Subject()', 'known'],
    ['#x; destroy$ = new Subject(); ngOnDestroy() { this.destroy$.complete() }', 'known'],
    ['protected destroy$ = new Subject()', 'likely'],
    ['destroy$; constructor() { this.destroy$ = new Subject() }', 'likely'],
    ['private destroy$ = new Subject(); ngOnDestroy() { this.destroy$.next() }', undefined],
    [
      'private destroy$ = new Subject(); ngOnDestroy() { this.destroy$.next(true); this.destroy$.complete() }',
      undefined,
    ],
    ['private destroy$ = new Subject(); ngOnDestroy() { end(this.destroy$) }', undefined],
    ['private destroy$ = this.lifecycle.end$', undefined],
    ['', undefined],
  ])('a subject nobody fires: %s', (members, certainty) => {
    const body =
      'ticks$.pipe(takeUntil(this.destroy$)).subscribe(f); shared$.pipe(takeUntil(this.destroy$)).subscribe(f)'
    const expected = certainty === undefined ? [] : [`${certainty} neverFires takeUntil(this.destroy$)`]
    expect(leaksOf(component(body, members).replace('constructor() {}', ''))).toEqual(expected)
  })

  it('may be fired by a base class', () => {
    const code = component('ticks$.pipe(takeUntil(this.destroy$)).subscribe(f)', 'destroy$ = new Subject()')
    expect(leaksOf(code.replace('class PanelComponent', 'class PanelComponent extends Base'))).toEqual([])
  })

  it('says what looks as if it fired the subject', () => {
    const { facts, call } = parseFile(
      component(
        'ticks$.pipe(takeUntil(this.destroy$)).subscribe(f)',
        'private destroy$ = new Subject(); ngOnDestroy() { this.destroy$.complete() }',
      ),
      { language: 'ts' },
    )
    const [finding] = surestFindings(facts, true)
    expect(finding && unendedStream(facts, finding.loss)?.subject?.attempt).toBe(
      call('this.destroy$.complete()'),
    )
  })
})

describe('shareReplay()', () => {
  it.each([
    ['shareReplay(1)', 'likely shareReplayWithoutRefCount shareReplay(1)'],
    [
      'map(g), shareReplay({ bufferSize: 1, refCount: false })',
      'likely shareReplayWithoutRefCount shareReplay({ bufferSize: 1, refCount: false })',
    ],
    ['shareReplay({ bufferSize: 1, refCount: true })', undefined],
    ['shareReplay(options)', undefined],
    ['take(1), shareReplay(1)', undefined],
    ['takeUntilDestroyed(), shareReplay(1)', undefined],
  ])('ticks$.pipe(%s)', (operators, expected) => {
    const leaks = leaksOf(component('', `shown$ = ticks$.pipe(${operators})`))
    expect(leaks).toEqual(expected === undefined ? [] : [expected])
  })

  it('is silent in a module, which makes it once', () => {
    expect(leaksOf(`${IMPORTS} export const a$ = ticks$.pipe(shareReplay(1))`)).toEqual([])
  })
})

describe('types', () => {
  const DECLARED = `
declare class Observable<T> { subscribe(f: (value: T) => void): { unsubscribe(): void }; forEach(f: (value: T) => void): Promise<void> }
declare class Feed { items: Observable<number>; list: number[]; signal: { subscribe(f: unknown): void } }
declare const f: () => void
`
  const subscriptions = (body: string): string[] => {
    const code = `${DECLARED} class A { constructor(private feed: Feed) { ${body} } dispose() {} } export {}`
    const { facts } = parseFile(code, { language: 'ts', program: programOf(code) })
    return duties(facts).flatMap((duty) => streamOfDuty(facts, duty)?.isStream ?? [])
  }

  it.each([
    ['this.feed.items.subscribe(f)', ['yes']],
    ['this.feed.signal.subscribe(f)', ['unknown']],
    ['this.feed.list.forEach(f)', []],
    ['const items$ = this.feed.items; items$.forEach(f)', ['yes']],
    ['const items$ = this.feed.list; items$.forEach(f)', []],
  ])('%s', (body, expected) => {
    expect(subscriptions(body)).toEqual(expected)
  })

  it('says of a field without a telling name that it is a stream', () => {
    const code = `${DECLARED} class A { constructor(private feed: Feed) { this.feed.items.subscribe(f) } dispose() {} } export {}`
    expect(leaksOf(code, { language: 'ts', program: programOf(code) })).toEqual([
      'likely dropped this.feed.items.subscribe(f)',
    ])
    expect(leaksOf(code)).toEqual([])
  })
})

describe('odd code', () => {
  it('may be a long chain of aliases', () => {
    const aliases = Array.from({ length: 5000 }, (_, i) => `const a${i + 1}$ = a${i}$`).join('\n')
    expect(leaksOf(component(`const a0$ = ticks$\n${aliases}\na5000$.subscribe(f)`))).toEqual([])
  })

  it.each([
    'x.subscribe',
    'subscribe()',
    'super.subscribe()',
    'a.pipe(...b).subscribe()',
    'a.pipe(1, , 2).subscribe()'.replace(' ,', ''),
    'merge().subscribe()',
    'const a = b, b = a; a.subscribe()',
    'let a$ = a$.pipe(f); a$.subscribe()',
    'takeUntil().subscribe()',
    'a.pipe(takeUntil()).subscribe(); a.pipe(takeUntil(...b)).subscribe()',
    'class A { a$ = this.b$; b$ = this.a$; m() { this.a$.subscribe() } }',
    'function f() { return f() } f().subscribe()',
  ])('%s', (code) => {
    const wrapped = `import { merge, takeUntil } from 'rxjs'; class Base { m() {} } class X extends Base { m(a, b) { ${code} } }`
    expect(() => leaksOf(wrapped.replace('x.subscribe', 'x.subscribe'), { language: 'ts' })).not.toThrow()
  })
})
