import { NOTHING, type Framework } from './framework.js'

/** Extensions of VS Code: the host disposes of `context.subscriptions` and calls `deactivate()`. */
export const VSCODE: Framework = {
  ...NOTHING,
  name: 'VS Code',
  modules: /^vscode$/,
  entry: { start: 'activate', end: 'deactivate', name: 'this extension' },
  end: 'context.subscriptions.push',
}
