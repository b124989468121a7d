import { expect, test } from 'vitest'

import { registrationReports, testFramework } from './framework-tester.js'

testFramework({
  'a component': {
    files: ['ts'],
    fields: true,
    code: `import { Component, OnDestroy, OnInit } from '@angular/core'
@Component({ selector: 'x-clock', template: '' })
export class Clock implements OnInit, OnDestroy {
  ngOnInit(): void { START }
  ngOnDestroy(): void { [[STOP]] }
}`,
    where: 'ngOnDestroy()',
  },
  'a component without an end': {
    files: ['ts'],
    fields: true,
    code: `import { Component } from '@angular/core'
@Component({ selector: 'x-clock', template: '' })
export class Clock {
  constructor() { START }
  [[ngOnDestroy() { STOP }]]
}`,
    where: 'in ngOnDestroy()',
  },
  'a directive without an end': {
    files: ['ts'],
    fields: true,
    code: `import * as core from '@angular/core'
import { Directive } from '@angular/core'
@Directive({ selector: '[xClock]' })
export class Clock {
  begin() { START }
  [[ngOnDestroy() { STOP }]]
}`,
    where: 'in ngOnDestroy()',
  },
  'a class with the members of a component': {
    files: ['js', 'ts'],
    fields: true,
    code: `export class Clock extends Base {
  ngAfterViewInit() { START }
  [[ngOnDestroy() { STOP }]]
}`,
    where: 'in ngOnDestroy()',
  },
  'a service with an end': {
    files: ['ts'],
    fields: true,
    code: `import { Injectable } from '@angular/core'
@Injectable()
export class Clock {
  begin() { START }
  ngOnDestroy() { [[STOP]] }
}`,
    where: 'ngOnDestroy()',
  },
  'a destroy reference': {
    files: ['ts'],
    fields: true,
    code: `import { Component, DestroyRef, inject } from '@angular/core'
@Component({ selector: 'x-clock', template: '' })
export class Clock {
  constructor() {
    START
    inject(DestroyRef).onDestroy(() => { [[STOP]] })
  }
}`,
    where: 'the callback given to onDestroy()',
  },
  'a destroy reference in a field': {
    files: ['ts'],
    fields: true,
    code: `import { DestroyRef, Directive, inject } from '@angular/core'
@Directive()
export class Clock {
  readonly #destroyRef = inject(DestroyRef)
  begin() {
    START
    this.#destroyRef.onDestroy(() => { [[STOP]] })
  }
}`,
    where: 'the callback given to onDestroy()',
  },
  'an effect': {
    files: ['ts'],
    code: `import { Component, effect } from '@angular/core'
const update = () => {}
@Component({ selector: 'x-clock', template: '' })
export class Clock {
  readonly clock = effect((done) => { DECLARE; START; done(() => { [[STOP]] }) })
}`,
    where: 'the callback given to done()',
  },
})

test('the root lives as long as the page', () => {
  const code = `import { Component } from '@angular/core'
@Component({ selector: 'app-root', template: '' })
export class AppComponent { ngOnInit() { this.handle = setInterval(this.update, 1000) } }`
  expect(registrationReports(code, 'file.ts')).toEqual([])
})

test('decorators of other libraries say nothing', () => {
  const code = `import { Component } from './entities'
@Component()
export class Clock { constructor() { window.addEventListener('resize', () => this.draw()) } }`
  expect(registrationReports(code, 'file.ts', false)).toEqual([])
})

test.each([
  ['ngOnDestory', true],
  ['ngOnDestroyed', true],
  ['ngonDestroy', true],
  ['onDestroy', false],
  ['ngOnDestroy', false],
])('%s never runs: %s', (name, expected) => {
  const code = `import { Component } from '@angular/core'
@Component({ selector: 'x-clock', template: '' })
export class Clock {
  ngOnInit() { window.addEventListener('resize', this.draw) }
  ${name}() { window.removeEventListener('resize', this.draw) }
}`
  expect(registrationReports(code, 'file.ts', false)).toEqual(
    expected ? ['require-listener-removal at 4'] : [],
  )
})
