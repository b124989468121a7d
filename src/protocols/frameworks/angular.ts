import { NOTHING, type Framework } from './framework.js'

export const ANGULAR: Framework = {
  ...NOTHING,
  name: 'Angular',
  modules: /^@angular\/[\w-]+(?:\/|$)/,
  effects: [
    {
      name: 'effect',
      callback: 0,
      cleanup: 'registered',
      registrar: 0,
      otherwise: 'another',
      ends: true,
    },
  ],
  lifecycles: [
    ['ngOnInit', 'ngOnDestroy'],
    ['ngAfterViewInit', 'ngOnDestroy'],
    ['ngAfterContentInit', 'ngOnDestroy'],
  ],
  updateMembers: ['ngOnChanges', 'ngDoCheck'],
  decorators: ['Component', 'Directive'],
  roots: /^App(?:Component)?$/,
}
