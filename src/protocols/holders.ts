/**
 * Globals that live as long as the page, the worker or the process: whatever they hold stays until it is
 * taken out. Places as the analysis names them (`g:` for a global), with until when a message says they live.
 */
export const LONG_LIVED_GLOBALS: ReadonlyMap<string, string> = new Map([
  ['g:window', 'until the page is left'],
  // The window's method, called by its bare name.
  ['g:addEventListener', 'until the page is left'],
  ['g:document', 'until the page is left'],
  ['g:document.body', 'until the page is left'],
  ['g:document.documentElement', 'until the page is left'],
  ['g:document.head', 'until the page is left'],
  ['g:document.fonts', 'until the page is left'],
  ['g:screen', 'until the page is left'],
  ['g:screen.orientation', 'until the page is left'],
  ['g:visualViewport', 'until the page is left'],
  ['g:navigation', 'until the page is left'],
  ['g:history', 'until the page is left'],
  ['g:performance', 'until the page is left'],
  ['g:speechSynthesis', 'until the page is left'],
  ['g:cookieStore', 'until the page is left'],
  ['g:navigator.serviceWorker', 'until the page is left'],
  ['g:navigator.mediaDevices', 'until the page is left'],
  ['g:navigator.connection', 'until the page is left'],
  ['g:navigator.permissions', 'until the page is left'],
  ['g:navigator.clipboard', 'until the page is left'],
  ['g:navigator.virtualKeyboard', 'until the page is left'],
  ['g:navigator.bluetooth', 'until the page is left'],
  ['g:navigator.devicePosture', 'until the page is left'],
  ['g:navigator.hid', 'until the page is left'],
  ['g:navigator.serial', 'until the page is left'],
  ['g:navigator.usb', 'until the page is left'],
  ['g:navigator.windowControlsOverlay', 'until the page is left'],
  ['g:navigator.xr', 'until the page is left'],
  ['g:document.scrollingElement', 'until the page is left'],
  ['g:documentPictureInPicture', 'until the page is left'],
  ['g:parent', 'until the page is left'],
  ['g:top', 'until the page is left'],
  ['g:gsap', 'until the page is left'],
  ['g:gsap.ticker', 'until the page is left'],
  ['g:process', 'until the process ends'],
  ['g:process.stdin', 'until the process ends'],
  ['g:process.stdout', 'until the process ends'],
  ['g:process.stderr', 'until the process ends'],
])

/** Events of browser extensions, which are there for as long as the page or worker that asks for them: `chrome.tabs.onUpdated`. */
export const EXTENSION_EVENT = /^g:(?:chrome|browser)(?:\.\w+)+\.on[A-Z]\w*$/

/** Functions that wrap what they are given, so that it is listened to: `$(window)`, `jQuery('body')`. */
export const WRAPS_TARGETS: ReadonlySet<string> = new Set(['$', 'jQuery'])

/** Modules whose default export is a global by another name: `import process from 'node:process'`. */
export const GLOBALS_BY_MODULE: ReadonlyMap<string, string> = new Map([
  ['process', 'g:process'],
  ['node:process', 'g:process'],
  ['global/window', 'g:window'],
  ['global/document', 'g:document'],
  ['gsap', 'g:gsap'],
])

/**
 * Constructors and factories whose result belongs to the code that calls them. A call by any other name may
 * hand out something shared.
 */
export const FACTORY_NAME =
  /^(?:create|make|spawn|fork|exec|open|start|begin|launch|build|new|clone|construct|fetch|request)(?![a-z])/
