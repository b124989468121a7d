import { spawn } from 'node:child_process'

/**
 * An ESLint language server as editors run it, spoken to over stdio: JSON-RPC with a header for each message. What the
 * server asks its editor is answered with the settings of the extension, as far as it needs them.
 */
export class LanguageServer {
  #child
  #received = Buffer.alloc(0)
  #waiting = new Map()
  #next = 1
  /** The edits that the server has asked the editor to make. */
  edits = []
  /** Why the process has ended, once it has. */
  exit

  /** Starts the server with arguments for Node, in a folder. */
  constructor(folder, args) {
    this.folder = folder
    this.#child = spawn(process.execPath, [...args, '--stdio'], {
      cwd: folder,
      stdio: ['pipe', 'pipe', 'inherit'],
    })
    this.#child.stdout.on('data', (chunk) => this.#receive(chunk))
    this.#child.on('exit', (code, signal) => {
      this.exit = `the server has ended with ${signal ?? code}`
      for (const { reject } of this.#waiting.values()) reject(new Error(this.exit))
    })
  }

  get pid() {
    return this.#child.pid
  }

  /** Sends a request and answers its result; rejects with what the server says is wrong. */
  request(method, params) {
    const id = this.#next++
    this.#send({ id, method, params })
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject })
    })
  }

  notify(method, params) {
    this.#send({ method, params })
  }

  async start() {
    const uri = new URL(`file://${this.folder}`).href
    const workspaceFolders = [{ uri, name: 'project' }]
    const capabilities = {
      workspace: { applyEdit: true, configuration: true, workspaceFolders: true },
      textDocument: { diagnostic: { dynamicRegistration: true }, codeAction: { dynamicRegistration: true } },
    }
    await this.request('initialize', { processId: process.pid, rootUri: uri, workspaceFolders, capabilities })
    this.notify('initialized', {})
  }

  /** Ends the server, which may have ended by itself. */
  async stop() {
    if (this.exit) return
    const ended = new Promise((resolve) => this.#child.once('exit', resolve))
    await this.request('shutdown')
    this.notify('exit')
    await ended
  }

  #send(message) {
    if (this.exit) throw new Error(this.exit)
    const body = JSON.stringify({ jsonrpc: '2.0', ...message })
    this.#child.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`)
  }

  #receive(chunk) {
    this.#received = Buffer.concat([this.#received, chunk])
    for (;;) {
      const end = this.#received.indexOf('\r\n\r\n')
      if (end < 0) return
      const length = Number(/Content-Length: (\d+)/i.exec(this.#received.toString('latin1', 0, end))?.[1])
      if (this.#received.length < end + 4 + length) return
      const message = JSON.parse(this.#received.toString('utf8', end + 4, end + 4 + length))
      this.#received = this.#received.subarray(end + 4 + length)
      this.#handle(message)
    }
  }

  #handle({ id, method, params, result, error }) {
    if (method === undefined) {
      const waiting = this.#waiting.get(id)
      this.#waiting.delete(id)
      if (error) waiting?.reject(new Error(error.message))
      else waiting?.resolve(result)
    } else if (id !== undefined) {
      this.#send({ id, result: this.#answer(method, params) })
    }
  }

  #answer(method, params) {
    if (method === 'workspace/configuration') return params.items.map(() => settingsOf(this.folder))
    if (method === 'workspace/applyEdit') {
      this.edits.push(params.edit)
      return { applied: true }
    }
    return null
  }
}

/** The settings of the extension with its defaults. */
function settingsOf(folder) {
  return {
    validate: 'on',
    run: 'onType',
    nodePath: null,
    workingDirectory: { mode: 'location' },
    workspaceFolder: { uri: new URL(`file://${folder}`).href, name: 'project' },
    problems: { shortenToSingleLine: false },
    codeAction: {
      disableRuleComment: { enable: true, location: 'separateLine' },
      showDocumentation: { enable: true },
    },
    codeActionOnSave: { mode: 'all' },
    rulesCustomizations: [],
    experimental: {},
    format: false,
    quiet: false,
    onIgnoredFiles: 'off',
    options: {},
    useESLintClass: true,
  }
}
