import { expect, test } from 'vitest'

import { registrationReports, testFramework } from './framework-tester.js'

testFramework({
  'an extension with deactivate()': {
    files: ['ts', 'js'],
    // A handle that the module keeps may be cleared by whatever comes.
    only: 'listener',
    code: `import * as vscode from 'vscode'
const update = () => {}
export function activate(context) { START }
export function deactivate() { vscode.window.showInformationMessage('bye'); [[STOP]] }`,
    where: 'deactivate()',
  },
  'an extension with subscriptions': {
    files: ['ts', 'js'],
    code: `import { Disposable } from 'vscode'
const update = () => {}
export function activate(context) {
  DECLARE
  START
  context.subscriptions.push(new Disposable(() => { [[STOP]] }))
}`,
    where: 'the callback given to push()',
  },
  'an extension with subscriptions that are objects': {
    files: ['ts', 'js'],
    code: `const vscode = require('vscode')
const update = () => {}
exports.activate = function activate({ subscriptions }) {
  DECLARE
  START
  subscriptions.push({ dispose() { [[STOP]] } })
}`,
    where: 'the callback given to push()',
  },
  'an extension that ends nothing': {
    files: ['ts', 'js'],
    likely: true,
    code: `import * as vscode from 'vscode'
const update = () => {}
export function activate(context) {
  DECLARE
  START
  [[context.subscriptions.push({ dispose: () => { STOP } })]]
  context.subscriptions.push(vscode.commands.registerCommand('clock.show', update))
}
export function deactivate() {}`,
    where: 'a disposable given to context.subscriptions.push()',
  },
})

test('activate() of other modules is a function like others', () => {
  const code = `export function activate() { setInterval(draw, 1000) }
export function deactivate() { draw() }`
  expect(registrationReports(code, 'file.js', false)).toEqual([])
})
