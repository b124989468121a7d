import { resource, type ResourceProtocol, type ResourceRow } from './protocol.js'

const PUPPETEER = [
  'puppeteer',
  'puppeteer-core',
  'puppeteer-extra',
  'rebrowser-puppeteer',
  'rebrowser-puppeteer-core',
  '@cloudflare/puppeteer',
] as const
const PLAYWRIGHT = [
  'playwright',
  'playwright-core',
  'playwright-chromium',
  'playwright-firefox',
  'playwright-webkit',
  '@playwright/test',
  'playwright-extra',
  'patchright',
  'patchright-core',
  'rebrowser-playwright',
  'rebrowser-playwright-core',
  '@cloudflare/playwright',
] as const
const DRIVERS = [...PUPPETEER, ...PLAYWRIGHT] as const

/** Some programs leave it open for whoever looks at it, or for what they opened in it. */
const browser = { noun: 'browser', collected: 'never', awaits: true, isLongLived: true } as const

/** What closes the browser closes what was opened in it. */
const part = {
  methods: ['close'],
  closers: ['close'],
  awaits: true,
  isLongLived: true,
} as const

const page = { ...part, noun: 'page' } as const
const context = { ...part, noun: 'browser context' } as const

const rows = (): readonly ResourceRow[] => [
  {
    ...browser,
    acquire: { name: 'launch', form: 'function', modules: DRIVERS },
    methods: ['close', 'disconnect'],
    example: 'await puppeteer.launch(input)',
  },
  {
    ...browser,
    acquire: { name: 'launchPersistentContext', form: 'function', modules: PLAYWRIGHT },
    methods: ['close'],
    example: 'await chromium.launchPersistentContext(input)',
  },
  {
    ...browser,
    noun: 'browser connection',
    acquire: { name: 'connect', form: 'function', modules: PUPPETEER },
    methods: ['disconnect', 'close'],
    example: 'await puppeteer.connect(input)',
  },
  {
    ...browser,
    noun: 'browser connection',
    acquire: { name: 'connect', form: 'function', modules: PLAYWRIGHT },
    methods: ['close'],
    example: 'await chromium.connect(input)',
  },
  {
    ...browser,
    noun: 'browser connection',
    acquire: { name: 'connectOverCDP', form: 'function', modules: PLAYWRIGHT },
    methods: ['close'],
    example: 'await chromium.connectOverCDP(input)',
  },
  {
    ...browser,
    acquire: { name: 'launch', form: 'function', modules: ['chrome-launcher'] },
    methods: ['kill'],
    awaits: false,
    example: 'await chromeLauncher.launch(input)',
  },
  {
    ...browser,
    noun: 'browser session',
    acquire: { name: 'remote', form: 'function', modules: ['webdriverio'] },
    methods: ['deleteSession'],
    example: 'await remote(input)',
  },
  {
    ...page,
    acquire: { name: 'newPage', form: 'method', modules: DRIVERS, receiver: /browser$|context$/i },
    example: 'await browser.newPage()',
  },
  ...(['createCDPSession', 'newCDPSession'] as const).map((name): ResourceRow => ({
    noun: 'debugger session',
    acquire: { name, form: 'method' },
    methods: ['detach'],
    awaits: true,
    isLongLived: true,
    example: `await page.${name}()`,
  })),
  {
    ...context,
    acquire: { name: 'newContext', form: 'method', modules: PLAYWRIGHT, receiver: /browser$/i },
    example: 'await browser.newContext()',
  },
  {
    ...context,
    acquire: {
      name: 'createBrowserContext',
      form: 'method',
      modules: PUPPETEER,
      receiver: /browser$/i,
    },
    example: 'await browser.createBrowserContext()',
  },
  {
    ...context,
    acquire: {
      name: 'createIncognitoBrowserContext',
      form: 'method',
      modules: PUPPETEER,
      receiver: /browser$/i,
    },
    example: 'await browser.createIncognitoBrowserContext()',
  },
]

/** Browsers under remote control, and what is opened in them. */
export const browserResources = (): readonly ResourceProtocol[] => rows().map(resource)
