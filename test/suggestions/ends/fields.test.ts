import { requireUnsubscribe } from '../../../src/rules/require-unsubscribe.js'
import { ruleTester } from '../../rule-tester.js'

const LIKELY: [{ likely: boolean }] = [{ likely: true }]

ruleTester('untypedTs').run('a stream in a class', requireUnsubscribe, {
  valid: [],
  invalid: [
    {
      name: 'made by the constructor',
      code: `import { interval } from 'rxjs'
export class Clock {
  private count = 0

  constructor() {
    interval(1000).subscribe(() => this.count++)
  }

  ngOnDestroy() {
    this.count = 0
  }
}`,
      options: LIKELY,
      errors: [
        {
          messageId: 'streamDropped',
          at: 'interval(1000).subscribe(() => this.count++)',
          suggestions: [
            {
              messageId: 'keepAndEnd',
              output: `import { interval, Subscription } from 'rxjs'
export class Clock {
  private count = 0
  private subscription: Subscription

  constructor() {
    this.subscription = interval(1000).subscribe(() => this.count++)
  }

  ngOnDestroy() {
    this.subscription.unsubscribe()
    this.count = 0
  }
}`,
            },
          ],
        },
      ],
    },
    {
      name: 'started later, of a file that imports no stream',
      code: `import { Component } from '@angular/core';
import { Feed } from './feed'; // the news

@Component({ selector: 'app-news', template: '' })
export class News {
  shown: string[] = [];

  constructor(private readonly feed: Feed) {}

  ngOnInit(): void {
    this.feed.news$
      // all of them
      .subscribe((news) => { this.shown.push(news); });
  }

  ngOnDestroy(): void {}
}`,
      options: LIKELY,
      errors: [
        {
          messageId: 'streamDropped',
          at: 'this.feed.news$\n      // all of them\n      .subscribe((news) => { this.shown.push(news); })',
          suggestions: [
            {
              messageId: 'keepAndEnd',
              output: `import { Component } from '@angular/core';
import { Feed } from './feed'; // the news
import { Subscription } from 'rxjs';

@Component({ selector: 'app-news', template: '' })
export class News {
  shown: string[] = [];
  private subscription: Subscription | undefined;

  constructor(private readonly feed: Feed) {}

  ngOnInit(): void {
    this.subscription = this.feed.news$
      // all of them
      .subscribe((news) => { this.shown.push(news); });
  }

  ngOnDestroy(): void {
    this.subscription?.unsubscribe();
  }
}`,
            },
          ],
        },
      ],
    },
    {
      name: 'with the subject that the class fires already',
      code: `import { Component } from '@angular/core'
import { Subject, interval, takeUntil } from 'rxjs'
import { Feed } from './feed'
@Component({ selector: 'app-news', template: '' })
export class News {
  private readonly destroyed = new Subject<void>()
  shown = 0
  constructor(private readonly feed: Feed) {}
  ngOnInit() {
    interval(5).pipe(takeUntil(this.destroyed)).subscribe(() => this.shown++)
    this.feed.news$.subscribe(() => this.shown++)
  }
  ngOnDestroy() {
    this.destroyed.next()
  }
}`,
      options: LIKELY,
      errors: [
        {
          messageId: 'streamSiblingEnded',
          at: 'this.feed.news$.subscribe(() => this.shown++)',
          suggestions: [
            {
              messageId: 'endLikeSibling',
              output: `import { Component } from '@angular/core'
import { Subject, interval, takeUntil } from 'rxjs'
import { Feed } from './feed'
@Component({ selector: 'app-news', template: '' })
export class News {
  private readonly destroyed = new Subject<void>()
  shown = 0
  constructor(private readonly feed: Feed) {}
  ngOnInit() {
    interval(5).pipe(takeUntil(this.destroyed)).subscribe(() => this.shown++)
    this.feed.news$.pipe(takeUntil(this.destroyed)).subscribe(() => this.shown++)
  }
  ngOnDestroy() {
    this.destroyed.next()
  }
}`,
            },
          ],
        },
      ],
    },
    {
      name: 'with the reference to its end that it has',
      code: `import { Component, DestroyRef, inject } from '@angular/core'
import { Feed } from './feed'
@Component({ selector: 'app-news', template: '' })
export class News {
  private readonly destroyRef = inject(DestroyRef)
  shown = 0
  constructor(private readonly feed: Feed) {}
  ngOnInit() {
    this.feed.news$.subscribe(() => this.shown++) // counts
    this.shown = 0
  }
}`,
      options: LIKELY,
      errors: [
        {
          messageId: 'streamDropped',
          at: 'this.feed.news$.subscribe(() => this.shown++)',
          suggestions: [
            {
              messageId: 'keepAndEnd',
              output: `import { Component, DestroyRef, inject } from '@angular/core'
import { Feed } from './feed'
@Component({ selector: 'app-news', template: '' })
export class News {
  private readonly destroyRef = inject(DestroyRef)
  shown = 0
  constructor(private readonly feed: Feed) {}
  ngOnInit() {
    const subscription = this.feed.news$.subscribe(() => this.shown++) // counts
    this.destroyRef.onDestroy(() => subscription.unsubscribe())
    this.shown = 0
  }
}`,
            },
          ],
        },
      ],
    },
    {
      name: 'none where it may be begun several times',
      code: `import { interval } from 'rxjs'
export class Clock {
  count = 0
  show(isShown: boolean) {
    if (isShown) interval(1000).subscribe(() => this.count++)
  }
  dispose() {}
}`,
      options: LIKELY,
      errors: [{ messageId: 'streamDropped', at: 'interval(1000).subscribe(() => this.count++)' }],
    },
  ],
})

ruleTester('untypedJs').run('a stream in a class', requireUnsubscribe, {
  valid: [],
  invalid: [
    {
      name: 'in JavaScript',
      code: `import { interval } from 'rxjs'
export class Clock {
  count = 0
  start() {
    interval(1000).subscribe(() => this.count++)
  }
  dispose() { this.count = 0 /* again */ }
}`,
      options: LIKELY,
      errors: [
        {
          messageId: 'streamDropped',
          at: 'interval(1000).subscribe(() => this.count++)',
          suggestions: [
            {
              messageId: 'keepAndEnd',
              output: `import { interval } from 'rxjs'
export class Clock {
  count = 0
  subscription
  start() {
    this.subscription = interval(1000).subscribe(() => this.count++)
  }
  dispose() { this.subscription?.unsubscribe(); this.count = 0 /* again */ }
}`,
            },
          ],
        },
      ],
    },
  ],
})

ruleTester('untypedTs').run('a function that ends something, in a class', requireUnsubscribe, {
  valid: [],
  invalid: [
    {
      name: 'of a custom element',
      code: `import { getAuth, onAuthStateChanged, type User } from 'firebase/auth'
export class Session extends HTMLElement {
  static observedAttributes = ['name']

  connectedCallback() {
    onAuthStateChanged(getAuth(), (user) => this.show(user))
  }
  disconnectedCallback() {}
  show(user: User | null) {}
}`,
      options: LIKELY,
      errors: [
        {
          messageId: 'dropped',
          at: 'onAuthStateChanged(getAuth(), (user) => this.show(user))',
          suggestions: [
            {
              messageId: 'keepAndEnd',
              output: `import { getAuth, onAuthStateChanged, type User } from 'firebase/auth'
export class Session extends HTMLElement {
  static observedAttributes = ['name']

  #unsubscribe: (() => void) | undefined

  connectedCallback() {
    this.#unsubscribe = onAuthStateChanged(getAuth(), (user) => this.show(user))
  }
  disconnectedCallback() {
    this.#unsubscribe?.()
  }
  show(user: User | null) {}
}`,
            },
          ],
        },
      ],
    },
  ],
})

ruleTester('untypedJs').run('a function that ends something, in a class', requireUnsubscribe, {
  valid: [],
  invalid: [
    {
      name: 'in JavaScript',
      code: `import { getAuth, onAuthStateChanged } from 'firebase/auth'
export class Session {
  constructor(show) {
    onAuthStateChanged(getAuth(), show)
  }
  destroy() {}
}`,
      options: LIKELY,
      errors: [
        {
          messageId: 'dropped',
          at: 'onAuthStateChanged(getAuth(), show)',
          suggestions: [
            {
              messageId: 'keepAndEnd',
              output: `import { getAuth, onAuthStateChanged } from 'firebase/auth'
export class Session {
  constructor(show) {
    this.unsubscribe = onAuthStateChanged(getAuth(), show)
  }
  destroy() {
    this.unsubscribe()
  }
}`,
            },
          ],
        },
      ],
    },
  ],
})
