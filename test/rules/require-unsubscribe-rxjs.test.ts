import { requireUnsubscribe } from '../../src/rules/require-unsubscribe.js'
import { certaintyTester } from '../certainty-tester.js'

const check = certaintyTester('require-unsubscribe', requireUnsubscribe)

const ANGULAR = `
import { Component, DestroyRef, inject } from '@angular/core'
import { takeUntilDestroyed } from '@angular/core/rxjs-interop'
import { HttpClient } from '@angular/common/http'
import { Router } from '@angular/router'
import { Subject, Subscription, fromEvent, interval, merge, of } from 'rxjs'
import { filter, first, map, shareReplay, switchMap, take, takeUntil, toArray } from 'rxjs/operators'
`

const component = (members: string): string => `${ANGULAR}
@Component({ selector: 'x-panel', template: '' })
export class PanelComponent {
${members}
}
`

const CLASS = `
import { Subject, Subscription, fromEvent, interval } from 'rxjs'
import { filter, map, shareReplay, switchMap, takeUntil } from 'rxjs/operators'
`

check('a component of Angular that drops the subscription', ['untypedTs'], {
  silent: [
    {
      name: 'takeUntil() last, with a subject that is fired',
      code: component(`
  private readonly destroyed = new Subject<void>()
  constructor(private readonly router: Router) {
    this.router.events.pipe(filter(Boolean), takeUntil(this.destroyed)).subscribe(() => this.draw())
  }
  draw() {}
  ngOnDestroy() { this.destroyed.next() }`),
    },
    {
      name: 'takeUntilDestroyed()',
      code: component(`
  private readonly router = inject(Router)
  constructor() { this.router.events.pipe(takeUntilDestroyed()).subscribe(() => this.draw()) }
  draw() {}`),
    },
    {
      name: 'takeUntilDestroyed() with the reference, before operators that subscribe to nothing else',
      code: component(`
  private readonly router = inject(Router)
  private readonly ref = inject(DestroyRef)
  ngOnInit() { this.router.events.pipe(takeUntilDestroyed(this.ref), map(String)).subscribe(() => this.draw()) }
  draw() {}`),
    },
    {
      name: 'the async pipe subscribes',
      code: component(`
  readonly events$ = inject(Router).events.pipe(map(String))`),
    },
    {
      name: 'one value',
      code: component(`
  constructor(private readonly router: Router) {}
  ngOnInit() {
    this.router.events.pipe(first()).subscribe(() => this.draw())
    this.router.events.pipe(map(String), take(1)).subscribe(() => this.draw())
  }
  draw() {}`),
    },
    {
      name: 'a request',
      code: component(`
  private readonly http = inject(HttpClient)
  ngOnInit() {
    this.http.get('/items').subscribe((items) => this.draw(items))
    of(1, 2).pipe(switchMap((id) => this.http.get(String(id)))).subscribe((item) => this.draw(item))
  }
  draw(item) {}`),
    },
    {
      name: 'a subject of its own',
      code: component(`
  private readonly clicks = new Subject<Event>()
  constructor() { this.clicks.pipe(map(String)).subscribe(() => this.draw()) }
  draw() {}`),
    },
    {
      name: 'kept in a subscription that ends with the component',
      code: component(`
  private readonly subscriptions = new Subscription()
  constructor(private readonly router: Router) {
    this.subscriptions.add(this.router.events.subscribe(() => this.draw()))
  }
  draw() {}
  ngOnDestroy() { this.subscriptions.unsubscribe() }`),
    },
    {
      name: 'a test',
      code: `${ANGULAR}
import { expect, it } from 'vitest'
@Component({ selector: 'x-panel', template: '' })
class PanelComponent {
  constructor() { interval(1000).subscribe(() => this.draw()) }
  draw() {}
}
it('ticks', () => { expect(new PanelComponent()).toBeDefined() })
`,
    },
    {
      name: 'the root component, a module of Angular and a service of the application',
      code: `${ANGULAR}
@Component({ selector: 'app-root', template: '' })
export class AppComponent { constructor(router: Router) { router.events.subscribe(print) } }
@NgModule({})
export class Main { constructor(router: Router) { router.events.subscribe(print) } }
@Injectable({ providedIn: 'root' })
export class Log { constructor(router: Router) { router.events.subscribe(print) } ngOnDestroy() {} }
`,
    },
  ],
  known: [
    {
      name: 'the constructor is given the router',
      code: component(`
  constructor(private readonly router: Router) {
    this.router.events.pipe(filter(Boolean)).subscribe(() => this.draw())
  }
  draw() {}`),
      errors: [
        {
          messageId: 'streamDropped',
          at: 'this.router.events.pipe(filter(Boolean)).subscribe(() => this.draw())',
          data: {
            source: '`this.router.events`',
            until: 'until the application ends',
            where: 'ngOnDestroy()',
          },
        },
      ],
    },
    {
      name: 'inject(), and a teardown that ends something else',
      code: component(`
  private readonly router = inject(Router)
  ngOnInit() {
    this.router.events // all of them
      .subscribe(() => this.draw())
  }
  draw() {}
  ngOnDestroy() { this.view.remove() }`),
      errors: [
        {
          messageId: 'streamDropped',
          at: `this.router.events // all of them
      .subscribe(() => this.draw())`,
          data: {
            source: '`this.router.events`',
            until: 'until the application ends',
            where: 'ngOnDestroy()',
          },
        },
      ],
    },
    {
      name: 'one of several streams, too long to be named',
      code: component(`
  ngOnInit() {
    merge(of(1), fromEvent(window, 'an-event-whose-name-is-far-too-long-for-a-message')).subscribe(print)
  }`),
      errors: [
        {
          messageId: 'streamDropped',
          at: "merge(of(1), fromEvent(window, 'an-event-whose-name-is-far-too-long-for-a-message')).subscribe(print)",
          data: { source: 'This stream', until: 'until the page is left', where: 'ngOnDestroy()' },
        },
      ],
    },
  ],
  likely: [
    {
      name: 'of a service, beside nothing that ends',
      code: component(`
  constructor(private readonly feed: Feed) { this.feed.items$.subscribe(print) }`),
      errors: [
        {
          messageId: 'streamDropped',
          at: 'this.feed.items$.subscribe(print)',
          data: { source: '`this.feed.items$`', until: 'as long as it lives', where: 'ngOnDestroy()' },
        },
      ],
    },
    {
      name: 'of what a service says is so now, beside nothing that ends',
      code: component(`
  constructor(private readonly feed: Feed) { this.feed.getCurrentItem('first').subscribe(print) }`),
      errors: [
        {
          messageId: 'streamDropped',
          at: "this.feed.getCurrentItem('first').subscribe(print)",
          data: {
            source: '`this.feed.getCurrentItem`',
            until: 'as long as it lives',
            where: 'ngOnDestroy()',
          },
        },
      ],
    },
  ],
})

check('beside one that ends with its owner', ['untypedTs'], {
  known: [
    {
      name: 'takeUntil(), added to a pipe on one line',
      code: component(`
  private readonly destroyed = new Subject<void>()
  constructor(private readonly feed: Feed, private readonly router: Router) {
    this.feed.items$.pipe(takeUntil(this.destroyed)).subscribe(print)
  }
  ngOnInit() { this.router.events.pipe(map(String) /* text */).subscribe(print) }
  ngOnDestroy() { this.destroyed.next() }`),
      errors: [
        {
          messageId: 'streamSiblingEnded',
          at: 'this.router.events.pipe(map(String) /* text */).subscribe(print)',
          data: {
            source: '`this.router.events`',
            until: 'until the application ends',
            owner: 'PanelComponent',
            likewise: 'Put takeUntil() last in its pipe(), as there.',
            sibling: '`subscribe(print)`',
          },
          suggestions: [
            {
              messageId: 'endLikeSibling',
              data: { sibling: '`subscribe(print)`' },
              output: component(`
  private readonly destroyed = new Subject<void>()
  constructor(private readonly feed: Feed, private readonly router: Router) {
    this.feed.items$.pipe(takeUntil(this.destroyed)).subscribe(print)
  }
  ngOnInit() { this.router.events.pipe(map(String), takeUntil(this.destroyed) /* text */).subscribe(print) }
  ngOnDestroy() { this.destroyed.next() }`),
            },
          ],
        },
      ],
    },
    {
      name: 'takeUntil(), added to a pipe on several lines',
      code: component(`
  private readonly destroyed = new Subject<void>()
  ngOnInit() {
    interval(10).pipe(takeUntil(this.destroyed)).subscribe(print)
    interval(1000)
      .pipe(
        map(String),
        filter(Boolean), // none
      )
      .subscribe(print)
  }
  ngOnDestroy() { this.destroyed.next() }`),
      errors: [
        {
          messageId: 'streamSiblingEnded',
          at: `interval(1000)
      .pipe(
        map(String),
        filter(Boolean), // none
      )
      .subscribe(print)`,
          suggestions: [
            {
              messageId: 'endLikeSibling',
              output: component(`
  private readonly destroyed = new Subject<void>()
  ngOnInit() {
    interval(10).pipe(takeUntil(this.destroyed)).subscribe(print)
    interval(1000)
      .pipe(
        map(String),
        filter(Boolean),
        takeUntil(this.destroyed), // none
      )
      .subscribe(print)
  }
  ngOnDestroy() { this.destroyed.next() }`),
            },
          ],
        },
      ],
    },
    {
      name: 'a stream without a pipe',
      code: component(`
  private readonly ref = inject(DestroyRef)
  constructor(private readonly feed: Feed) {
    this.feed.items$.pipe(takeUntilDestroyed(this.ref)).subscribe(print)
    this.feed.names$
      .subscribe(print)
  }`),
      errors: [
        {
          messageId: 'streamSiblingEnded',
          at: `this.feed.names$
      .subscribe(print)`,
          suggestions: [
            {
              messageId: 'endLikeSibling',
              output: component(`
  private readonly ref = inject(DestroyRef)
  constructor(private readonly feed: Feed) {
    this.feed.items$.pipe(takeUntilDestroyed(this.ref)).subscribe(print)
    this.feed.names$.pipe(takeUntilDestroyed(this.ref))
      .subscribe(print)
  }`),
            },
          ],
        },
      ],
    },
    {
      name: 'without a suggestion: takeUntilDestroyed() knows only in the constructor who is being made',
      code: component(`
  constructor(private readonly feed: Feed) { this.feed.items$.pipe(takeUntilDestroyed()).subscribe(print) }
  ngOnInit() { this.feed.names$.subscribe(print) }`),
      errors: [{ messageId: 'streamSiblingEnded', at: 'this.feed.names$.subscribe(print)' }],
    },
    {
      name: 'without a suggestion: brackets, and a member that may have no pipe()',
      code: component(`
  private readonly destroyed = new Subject<void>()
  constructor(private readonly feed: Feed) {
    this.feed.items$.pipe(takeUntil(this.destroyed)).subscribe(print)
    this.feed.changed.subscribe(print);
    (this.feed.names$).subscribe(print)
    this.feed.names$.pipe((map(String))).subscribe(print)
  }
  ngOnDestroy() { this.destroyed.next() }`),
      errors: [
        { messageId: 'streamSiblingEnded', at: 'this.feed.changed.subscribe(print)' },
        { messageId: 'streamSiblingEnded', at: '(this.feed.names$).subscribe(print)' },
        { messageId: 'streamSiblingEnded', at: 'this.feed.names$.pipe((map(String))).subscribe(print)' },
      ],
    },
    {
      name: 'collected',
      code: component(`
  private readonly subscriptions = new Subscription()
  ngOnInit() {
    this.subscriptions.add(interval(10).subscribe(print))
    interval(1000).subscribe(print)
  }
  ngOnDestroy() { this.subscriptions.unsubscribe() }`),
      errors: [
        {
          messageId: 'streamSiblingEnded',
          at: 'interval(1000).subscribe(print)',
          data: {
            source: '`interval(1000)`',
            until: 'until the program ends',
            owner: 'PanelComponent',
            likewise: 'Give it to `this.subscriptions` too.',
            sibling: '`interval(10).subscribe(print)`',
          },
          suggestions: [
            {
              messageId: 'collectToo',
              output: component(`
  private readonly subscriptions = new Subscription()
  ngOnInit() {
    this.subscriptions.add(interval(10).subscribe(print))
    this.subscriptions.add(interval(1000).subscribe(print))
  }
  ngOnDestroy() { this.subscriptions.unsubscribe() }`),
            },
          ],
        },
      ],
    },
    {
      name: 'kept in a field',
      code: component(`
  private first: Subscription
  ngOnInit() {
    this.first = interval(10).subscribe(print)
    interval(1000).subscribe(print)
  }
  ngOnDestroy() { this.first.unsubscribe() }`),
      errors: [
        {
          messageId: 'streamSiblingEnded',
          at: 'interval(1000).subscribe(print)',
          data: {
            source: '`interval(1000)`',
            until: 'until the program ends',
            owner: 'PanelComponent',
            likewise: 'Keep the subscription too, and call unsubscribe() in ngOnDestroy().',
            sibling: '`interval(10).subscribe(print)`',
          },
          suggestions: [
            {
              messageId: 'keepAndEnd',
              output: component(`
  private first: Subscription
  private subscription: Subscription | undefined
  ngOnInit() {
    this.first = interval(10).subscribe(print)
    this.subscription = interval(1000).subscribe(print)
  }
  ngOnDestroy() { this.subscription?.unsubscribe(); this.first.unsubscribe() }`),
            },
          ],
        },
      ],
    },
  ],
})

check('a subscription that is kept', ['untyped'], {
  silent: [
    {
      name: 'unsubscribed in the teardown',
      code: `${CLASS}
export class Clock {
  start() { this.ticks = interval(1000).subscribe(() => this.draw()) }
  draw() {}
  dispose() { this.ticks?.unsubscribe() }
}
`,
    },
  ],
  known: [
    {
      name: 'a field that nothing unsubscribes',
      code: `${CLASS}
export class Clock {
  start() { this.ticks = interval(1000).subscribe(() => this.draw()) }
  draw() {}
  dispose() {
    // the view is gone
    this.view.remove()
  }
}
`,
      errors: [
        {
          messageId: 'streamNotEnded',
          at: 'interval(1000).subscribe(() => this.draw())',
          data: {
            source: '`interval(1000)`',
            until: 'until the program ends',
            keptIn: 'this.ticks',
            where: 'dispose()',
          },
          suggestions: [
            {
              messageId: 'endAtEnd',
              data: { call: 'this.ticks.unsubscribe()', where: 'dispose()' },
              output: `${CLASS}
export class Clock {
  start() { this.ticks = interval(1000).subscribe(() => this.draw()) }
  draw() {}
  dispose() {
    this.ticks?.unsubscribe()
    // the view is gone
    this.view.remove()
  }
}
`,
            },
          ],
        },
      ],
    },
    {
      name: 'a field with an initial value',
      code: `${CLASS}
export class Clock {
  #ticks = interval(1000).subscribe(print)
  destroy() {}
}
`,
      errors: [
        {
          messageId: 'streamNotEnded',
          at: 'interval(1000).subscribe(print)',
          suggestions: [
            {
              messageId: 'endAtEnd',
              output: `${CLASS}
export class Clock {
  #ticks = interval(1000).subscribe(print)
  destroy() {
    this.#ticks.unsubscribe()
  }
}
`,
            },
          ],
        },
      ],
    },
    {
      name: 'unsubscribed before the next one only',
      code: `${CLASS}
export class Clock {
  start() {
    this.ticks?.unsubscribe()
    this.ticks = interval(1000).subscribe(print)
  }
  dispose() {}
}
`,
      errors: [
        {
          messageId: 'streamEndedElsewhere',
          at: 'interval(1000).subscribe(print)',
          data: {
            source: '`interval(1000)`',
            until: 'until the program ends',
            keptIn: 'this.ticks',
            where: 'dispose()',
            place: 'in start()',
          },
          suggestions: [
            {
              messageId: 'endAtEnd',
              output: `${CLASS}
export class Clock {
  start() {
    this.ticks?.unsubscribe()
    this.ticks = interval(1000).subscribe(print)
  }
  dispose() {
    this.ticks?.unsubscribe()
  }
}
`,
            },
          ],
        },
      ],
    },
    {
      name: 'without a suggestion: collections, of which a list has no unsubscribe()',
      code: `${CLASS}
export class Clock {
  constructor() { this.list = []; this.all = new Subscription() }
  start() {
    this.list.push(interval(1).subscribe(print))
    this.all.add(interval(2).subscribe(print))
  }
  dispose() {}
}
`,
      errors: [
        {
          messageId: 'streamNotEnded',
          at: 'interval(1).subscribe(print)',
          data: {
            source: '`interval(1)`',
            until: 'until the program ends',
            keptIn: 'this.list',
            where: 'dispose()',
          },
        },
        { messageId: 'streamNotEnded', at: 'interval(2).subscribe(print)' },
      ],
    },
  ],
  likely: [
    {
      name: 'unsubscribed by another method, which may be the end',
      code: `${CLASS}
export class Clock {
  start() { this.ticks = interval(1000).subscribe(print) }
  refresh() { this.ticks.unsubscribe() }
  dispose() {}
}
`,
      errors: [
        {
          messageId: 'streamEndedElsewhere',
          at: 'interval(1000).subscribe(print)',
          suggestions: [
            {
              messageId: 'endAtEnd',
              output: `${CLASS}
export class Clock {
  start() { this.ticks = interval(1000).subscribe(print) }
  refresh() { this.ticks.unsubscribe() }
  dispose() {
    this.ticks?.unsubscribe()
  }
}
`,
            },
          ],
        },
      ],
    },
  ],
})

const until = (operators: string, rest = ''): string => `${CLASS}
export class Clock {
  constructor() { this.destroyed = new Subject() }
  start(show) { fromEvent(window, 'focus').pipe(${operators}).subscribe(show) }
  dispose() { this.destroyed.next() }
}
${rest}`

check('takeUntil() before other operators', ['untyped'], {
  silent: [
    { name: 'last', code: until('switchMap(() => interval(10)), takeUntil(this.destroyed)') },
    {
      name: 'of the inner stream too',
      code: until('takeUntil(this.destroyed), switchMap(() => interval(10).pipe(takeUntil(this.destroyed)))'),
    },
    { name: 'what ends by itself', code: until('takeUntil(this.destroyed), switchMap(() => fetch(a))') },
  ],
  known: [
    {
      name: 'the operators change places, and comments stay',
      code: until('takeUntil(this.destroyed), /* every */ switchMap(() => interval(10)), map(String)'),
      errors: [
        {
          messageId: 'takeUntilNotLast',
          at: 'takeUntil(this.destroyed)',
          data: { owner: 'Clock', operator: 'switchMap', ending: 'takeUntil' },
          suggestions: [
            {
              messageId: 'moveEndingToEnd',
              data: { ending: 'takeUntil' },
              output: until(
                'switchMap(() => interval(10)), /* every */ map(String), takeUntil(this.destroyed)',
              ),
            },
          ],
        },
      ],
    },
    {
      name: 'on several lines, with a comma at the end',
      code: until(`
    takeUntil(this.destroyed),
    switchMap(() => interval(10)),
  `),
      errors: [
        {
          messageId: 'takeUntilNotLast',
          at: 'takeUntil(this.destroyed)',
          suggestions: [
            {
              messageId: 'moveEndingToEnd',
              output: until(`
    switchMap(() => interval(10)),
    takeUntil(this.destroyed),
  `),
            },
          ],
        },
      ],
    },
    {
      name: 'without a suggestion: an operator that waits for the end, one that is not known',
      code: until(
        'takeUntil(this.destroyed), switchMap(() => interval(10)), toArray()',
        "export function Page() { useEffect(() => { fromEvent(window, 'blur').pipe(takeUntilDestroyed(), switchMap(() => interval(10)), ...others).subscribe(show) }, []) }",
      ),
      errors: [
        { messageId: 'takeUntilNotLast', at: 'takeUntil(this.destroyed)' },
        { messageId: 'takeUntilNotLast', at: 'takeUntilDestroyed()' },
      ],
    },
  ],
})

const silentSubject = (teardown: string, type = ''): string => `${CLASS}
export class Clock {
  #destroyed = new Subject${type}()
  start(show) { interval(10).pipe(takeUntil(this.#destroyed)).subscribe(show) }
  again(show) { interval(20).pipe(takeUntil(this.#destroyed)).subscribe(show) }
  dispose() {${teardown}}
}
`

check('takeUntil() with a subject that nothing fires, in JavaScript', ['untypedJs'], {
  silent: [
    { name: 'fired', code: silentSubject(' this.#destroyed.next() ') },
    { name: 'handed on', code: silentSubject(' end(this.#destroyed) ') },
  ],
  known: [
    {
      name: 'reported once',
      code: silentSubject(''),
      errors: [
        {
          messageId: 'neverFires',
          at: 'takeUntil(this.#destroyed)',
          line: 7,
          data: {
            ending: 'takeUntil',
            subject: 'this.#destroyed',
            source: '`interval(10)`',
            until: 'until the program ends',
            where: 'dispose()',
          },
          suggestions: [
            {
              messageId: 'fireAtEnd',
              data: { subject: 'this.#destroyed', where: 'dispose()' },
              output: silentSubject('\n    this.#destroyed.next()\n  '),
            },
          ],
        },
      ],
    },
    {
      name: 'complete() is no value',
      code: silentSubject(' /* over */ this.#destroyed.complete() '),
      errors: [
        {
          messageId: 'neverFiresBut',
          at: 'takeUntil(this.#destroyed)',
          line: 7,
          data: {
            ending: 'takeUntil',
            subject: 'this.#destroyed',
            attempt: 'complete',
            source: '`interval(10)`',
            until: 'until the program ends',
            where: 'dispose()',
          },
          suggestions: [
            {
              messageId: 'fireAtEnd',
              output: silentSubject(' this.#destroyed.next(); /* over */ this.#destroyed.complete() '),
            },
          ],
        },
      ],
    },
  ],
})

check('takeUntil() with a subject that nothing fires, in TypeScript', ['untypedTs'], {
  known: [
    ...(
      [
        ['<void>', ''],
        ['<boolean>', 'true'],
        ['<any>', 'undefined'],
        ['', 'undefined'],
      ] as const
    ).map(([type, value]) => ({
      name: `Subject${type}`,
      code: silentSubject('', type),
      errors: [
        {
          messageId: 'neverFires' as const,
          at: 'takeUntil(this.#destroyed)',
          line: 7,
          suggestions: [
            {
              messageId: 'fireAtEnd' as const,
              output: silentSubject(`\n    this.#destroyed.next(${value})\n  `, type),
            },
          ],
        },
      ],
    })),
    {
      name: 'without a suggestion: what its values are is not known',
      code: silentSubject('', '<Reason>'),
      errors: [{ messageId: 'neverFires', at: 'takeUntil(this.#destroyed)', line: 7 }],
    },
    {
      name: 'declared by the type of the field, in a component without a teardown',
      code: component(`
  private readonly destroyed: Subject<void> = new Subject()
  ngOnInit() { interval(10).pipe(takeUntil(this.destroyed)).subscribe(print) }`),
      errors: [
        {
          messageId: 'neverFires',
          at: 'takeUntil(this.destroyed)',
          data: {
            ending: 'takeUntil',
            subject: 'this.destroyed',
            source: '`interval(10)`',
            until: 'until the program ends',
            where: 'ngOnDestroy()',
          },
        },
      ],
    },
    {
      name: 'declared by the type of the field',
      code: component(`
  private readonly destroyed: Subject<void> = new Subject()
  ngOnInit() { interval(10).pipe(takeUntil(this.destroyed)).subscribe(print) }
  ngOnDestroy() {}`),
      errors: [
        {
          messageId: 'neverFires',
          at: 'takeUntil(this.destroyed)',
          suggestions: [
            {
              messageId: 'fireAtEnd',
              output: component(`
  private readonly destroyed: Subject<void> = new Subject()
  ngOnInit() { interval(10).pipe(takeUntil(this.destroyed)).subscribe(print) }
  ngOnDestroy() {
    this.destroyed.next()
  }`),
            },
          ],
        },
      ],
    },
  ],
})

const replay = (options: string): string => `${CLASS}
export class Clock {
  constructor() { this.ticks = interval(1000).pipe(map(String), shareReplay(${options})) }
  dispose() {}
}
`

const perCall = (body: string): string => `${CLASS}
@Injectable({ providedIn: 'root' })
export class Quotes { ${body} }
`

check('shareReplay()', ['untypedTs'], {
  silent: [
    {
      name: 'kept, so that there is one for all calls',
      code: perCall('watch(name) { return (this.all ??= interval(1000).pipe(shareReplay(1))) }'),
    },
    {
      name: 'of a call that is told nothing',
      code: perCall('watch() { return interval(1000).pipe(shareReplay(1)) }'),
    },
    {
      name: 'above what ends by itself',
      code: perCall('load(name) { return of(name).pipe(shareReplay(1)) }'),
    },
  ],
  likely: [
    {
      name: 'one more for each call, for what it is told',
      code: perCall('watch(name) { return interval(1000).pipe(map(() => this.all[name]), shareReplay(1)) }'),
      errors: [
        {
          messageId: 'replayStays',
          at: 'shareReplay(1)',
          suggestions: [
            {
              messageId: 'countSubscribers',
              output: perCall(
                'watch(name) { return interval(1000).pipe(map(() => this.all[name]), shareReplay({ bufferSize: 1, refCount: true })) }',
              ),
            },
          ],
        },
      ],
    },
  ],
})

check('shareReplay()', ['untyped'], {
  silent: [
    { name: 'counts its subscribers', code: replay('{ bufferSize: 1, refCount: true }') },
    { name: 'options that are not seen', code: replay('{ ...options }') },
    {
      name: 'made once, by the module',
      code: `${CLASS} export const ticks = interval(1000).pipe(shareReplay(1))`,
    },
  ],
  likely: [
    ...(
      [
        ['1', '{ bufferSize: 1, refCount: true }'],
        ['(1), 2', '{ bufferSize: 1, windowTime: 2, refCount: true }'],
        ['1, 500', '{ bufferSize: 1, windowTime: 500, refCount: true }'],
        ['{ bufferSize: 2, refCount: false }', '{ bufferSize: 2, refCount: true }'],
        ['{ bufferSize: 2 }', '{ bufferSize: 2, refCount: true }'],
      ] as const
    ).map(([before, after]) => ({
      name: before,
      code: replay(before),
      errors: [
        {
          messageId: 'replayStays' as const,
          at: `shareReplay(${before})`,
          data: { source: '`interval(1000)`', until: 'until the program ends', options: after },
          suggestions: [
            { messageId: 'countSubscribers' as const, data: { options: after }, output: replay(after) },
          ],
        },
      ],
    })),
    {
      name: 'without a suggestion: a comment, or nothing to put it in',
      code: replay('/* one */ 1') + replay('').replace('class Clock', 'class Other').replace(CLASS, ''),
      errors: [
        { messageId: 'replayStays', at: 'shareReplay(/* one */ 1)' },
        {
          messageId: 'replayStays',
          at: 'shareReplay()',
          data: {
            source: '`interval(1000)`',
            until: 'until the program ends',
            options: '{ refCount: true }',
          },
        },
      ],
    },
  ],
})

check('an effect of React', ['untyped'], {
  silent: [
    {
      name: 'unsubscribed by the cleanup',
      filename: 'react.jsx',
      code: `
        import { useEffect } from 'react'
        import { fromEvent, interval } from 'rxjs'
        export function Clock({ show }) {
          useEffect(() => {
            const ticks = interval(1000).subscribe(show)
            const sizes = fromEvent(window, 'resize').subscribe(show)
            return () => { ticks.unsubscribe(); sizes.unsubscribe() }
          }, [show])
          return <hr />
        }
      `,
    },
    {
      name: 'the module subscribes',
      code: `
        import { fromEvent, interval } from 'rxjs'
        interval(1000).subscribe(print)
        fromEvent(window, 'resize').subscribe(print)
      `,
    },
    {
      name: 'lists have a forEach() too',
      code: `
        import { interval } from 'rxjs'
        export class Clock { draw(parts) { this.parts.forEach(print); parts.forEach(print) } dispose() {} }
      `,
    },
  ],
  known: [
    {
      name: 'interval() and fromEvent(window)',
      filename: 'react.jsx',
      code: `
        import { useEffect } from 'react'
        import { fromEvent, interval } from 'rxjs'
        export function Clock({ show }) {
          useEffect(() => {
            interval(1000).subscribe(show)
          }, [show])
          useEffect(() => {
            void fromEvent(window, 'resize').subscribe(show)
          }, [show])
          return <hr />
        }
      `,
      errors: [
        {
          suggestions: [
            {
              messageId: 'returnCleanup',
              output: `
        import { useEffect } from 'react'
        import { fromEvent, interval } from 'rxjs'
        export function Clock({ show }) {
          useEffect(() => {
            const subscription = interval(1000).subscribe(show)
            return () => subscription.unsubscribe()
          }, [show])
          useEffect(() => {
            void fromEvent(window, 'resize').subscribe(show)
          }, [show])
          return <hr />
        }
      `,
            },
          ],
          messageId: 'streamDropped',
          at: 'interval(1000).subscribe(show)',
          data: {
            source: '`interval(1000)`',
            until: 'until the program ends',
            where: 'a cleanup of this effect',
          },
        },
        {
          messageId: 'streamDropped',
          at: "fromEvent(window, 'resize').subscribe(show)",
          data: {
            source: "`fromEvent(window, 'resize')`",
            until: 'until the page is left',
            where: 'a cleanup of this effect',
          },
        },
      ],
    },
  ],
  likely: [
    {
      name: 'a function without an owner',
      code: `
        import { interval } from 'rxjs'
        export function watch(show) { interval(1000).subscribe(show) }
      `,
      errors: [
        {
          messageId: 'streamDropped',
          at: 'interval(1000).subscribe(show)',
          data: {
            source: '`interval(1000)`',
            until: 'until the program ends',
            where: 'a function that ends this work',
          },
        },
      ],
    },
  ],
})

const TYPED = `
declare class Observable<T> {
  subscribe(listener: (value: T) => void): { unsubscribe(): void }
  pipe<R>(...operators: unknown[]): Observable<R>
}
declare class Value { subscribe(listener: () => void): { dispose(): void } }
declare class Feed { readonly items: Observable<number>; readonly value: Value }
declare function print(): void
`

check('types', ['typed'], {
  silent: [
    {
      name: 'kept and ended',
      code: `${TYPED}
export class View {
  private items?: { unsubscribe(): void }
  constructor(private readonly feed: Feed) { this.items = this.feed.items.subscribe(print) }
  dispose() { this.items?.unsubscribe() }
}
`,
    },
  ],
  known: [
    {
      name: 'what is no stream is reported as a subscription',
      code: `${TYPED}
export class View {
  constructor(private readonly feed: Feed) { this.feed.value.subscribe(() => print()) }
  dispose() {}
}
`,
      errors: [{ messageId: 'dropped', at: 'this.feed.value.subscribe(() => print())' }],
    },
  ],
  likely: [
    {
      name: 'a stream by its type alone',
      code: `${TYPED}
export class View {
  constructor(private readonly feed: Feed) { this.feed.items.subscribe(print) }
  dispose() {}
}
`,
      errors: [
        {
          messageId: 'streamDropped',
          at: 'this.feed.items.subscribe(print)',
          data: { source: '`this.feed.items`', until: 'as long as it lives', where: 'dispose()' },
        },
      ],
    },
  ],
})
