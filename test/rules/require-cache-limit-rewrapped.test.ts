import { requireCacheLimit, type MessageId } from '../../src/rules/require-cache-limit.js'
import { certaintyTester } from '../certainty-tester.js'
import type { ExpectedReport } from '../rule-tester.js'

const cases = certaintyTester('require-cache-limit', requireCacheLimit)

const wraps = (at: string, name: string, where: string): ExpectedReport<MessageId>[] => [
  { messageId: 'wrapsItself', at, data: { name, where } },
]

cases('a memoized function that is memoized again', ['everywhere'], {
  known: [
    {
      name: 'in a method that resets',
      code: "import memoizeOne from 'memoize-one'\nexport class Table {\n  rows(query) { return find(query) }\n  reset() { this.rows = memoizeOne(this.rows) }\n}",
      errors: wraps('this.rows = memoizeOne(this.rows)', 'this.rows', 'reset()'),
    },
    {
      name: 'bound, by a helper of the class',
      code: "import { wrap } from 'optimism'\nexport class Table {\n  rows(query) { return find(query) }\n  clearCaches() { this.rows = this.remember(this.rows) }\n  remember(original) { return wrap(original.bind(this), { makeCacheKey: (each) => each }) }\n}",
      errors: wraps('this.rows = this.remember(this.rows)', 'this.rows', 'clearCaches()'),
    },
    {
      name: 'by a helper of the file',
      code: "import { memoize } from 'lodash'\nfunction remember(original) { return memoize(original) }\nexport class Table {\n  refresh() { this.rows = remember(this.rows) }\n  rows(id) { return find(id) }\n}",
      errors: wraps('this.rows = remember(this.rows)', 'this.rows', 'refresh()'),
    },
    {
      name: 'within another assignment',
      code: "import { wrap } from 'optimism'\nexport class Table {\n  rows(query) { return find(query) }\n  resetRows() { this.forget = (this.rows = wrap(this.rows.bind(this))).dirty }\n}",
      errors: wraps('this.rows = wrap(this.rows.bind(this))', 'this.rows', 'resetRows()'),
    },
    {
      name: 'in a method that is called in two places',
      code: "import { memoize } from 'lodash'\nexport class Table {\n  remember() { this.rows = memoize(this.rows) }\n  open() { this.remember() }\n  reopen() { this.remember() }\n  rows(id) { return find(id) }\n}",
      errors: wraps('this.rows = memoize(this.rows)', 'this.rows', 'remember()'),
    },
    {
      name: 'in a listener',
      code: "import { memoize } from 'lodash'\nexport class Table {\n  constructor() { window.addEventListener('resize', () => this.measure()) }\n  measure() { this.rows = memoize(this.rows) }\n  rows(id) { return find(id) }\n}",
      errors: wraps('this.rows = memoize(this.rows)', 'this.rows', 'measure()'),
    },
    {
      name: 'a variable of the module',
      code: "import { memoize } from 'lodash'\nlet rows = (id) => find(id)\nexport function resetRows() { rows = memoize(rows) }\nexport const get = (id) => rows(id)",
      errors: wraps('rows = memoize(rows)', 'rows', 'resetRows()'),
    },
    {
      name: 'a property of an object of the module',
      code: "import { memoize } from 'lodash'\nconst api = { rows: (id) => find(id) }\nexport function refreshApi() { api.rows = memoize(api.rows) }",
      errors: wraps('api.rows = memoize(api.rows)', 'api.rows', 'refreshApi()'),
    },
  ],
  likely: [
    {
      name: 'in a method of which nothing tells how often it runs',
      code: "import { memoize } from 'lodash'\nexport class Table {\n  speedUp() { this.rows = memoize(this.rows) }\n  rows(id) { return find(id) }\n}",
      errors: wraps('this.rows = memoize(this.rows)', 'this.rows', 'speedUp()'),
    },
  ],
  silent: [
    {
      name: 'in the constructor',
      code: "import { memoize } from 'lodash'\nexport class Table {\n  constructor() { this.rows = memoize(this.rows) }\n  rows(id) { return find(id) }\n}",
    },
    {
      name: 'in a private method that the constructor runs',
      code: "import memoizeOne from 'memoize-one'\nexport class Table {\n  constructor() { this.#reset() }\n  #reset() { this.rows = memoizeOne(this.rows) }\n  rows(id) { return find(id) }\n}",
    },
    {
      name: 'where its life begins',
      code: "import memoizeOne from 'memoize-one'\nexport class Table extends HTMLElement {\n  connectedCallback() { this.rows = memoizeOne(this.rows) }\n  rows(id) { return find(id) }\n}\nexport class Other {\n  setup() { this.rows = memoizeOne(this.rows) }\n  rows(id) { return find(id) }\n}",
    },
    {
      name: 'the method of the prototype',
      code: "import memoizeOne from 'memoize-one'\nexport class Table {\n  reset() {\n    const proto = Table.prototype\n    this.rows = memoizeOne(proto.rows.bind(this))\n  }\n  rows(id) { return find(id) }\n}",
    },
    {
      name: 'an original that is kept',
      code: "import memoizeOne from 'memoize-one'\nconst api = { rows: (id) => find(id) }\nconst original = api.rows\nexport function resetApi() { api.rows = memoizeOne(original) }",
    },
    {
      name: 'the original is put back first',
      code: "import memoizeOne from 'memoize-one'\nexport class Table {\n  reset() {\n    this.rows = Table.prototype.rows\n    this.rows = memoizeOne(this.rows)\n  }\n  rows(id) { return find(id) }\n}",
    },
    {
      name: 'what hides the original is deleted first',
      code: "import memoizeOne from 'memoize-one'\nexport class Table {\n  reset() {\n    delete this.rows\n    this.rows = memoizeOne(this.rows)\n  }\n  rows(id) { return find(id) }\n}",
    },
    {
      name: 'once, by a flag',
      code: "import memoizeOne from 'memoize-one'\nexport class Table {\n  update() {\n    if (this.isWrapped) return\n    this.isWrapped = true\n    this.rows = memoizeOne(this.rows)\n  }\n  rows(id) { return find(id) }\n}",
    },
    {
      name: 'an object of the caller',
      code: "import memoizeOne from 'memoize-one'\nexport function updateApi(api) { api.rows = memoizeOne(api.rows) }",
    },
    {
      name: 'another member',
      code: "import memoizeOne from 'memoize-one'\nexport class Table {\n  reset() { this.rows = memoizeOne(this.find) }\n  find(id) { return find(id) }\n}",
    },
    {
      name: 'a helper that memoizes something else',
      code: "import memoizeOne from 'memoize-one'\nexport class Table {\n  reset() { this.rows = this.remember(this.rows) }\n  remember(original) { return memoizeOne((id) => find(id)) }\n}",
    },
    {
      name: 'a function that memoizes nothing',
      code: "import memoizeOne from 'memoize-one'\nexport class Table {\n  reset() { this.rows = checked(this.rows) }\n  rows(id) { return find(id) }\n}\nexport const first = memoizeOne(find)",
    },
  ],
})
