/** A document that is open in the editor, whose text is typed into. */
export class OpenDocument {
  #version = 1

  constructor(server, uri, text) {
    this.server = server
    this.uri = uri
    this.text = text
    server.notify('textDocument/didOpen', {
      textDocument: { uri, languageId: 'typescript', version: this.#version, text },
    })
  }

  /** Answers what the server reports of the text as it is now. */
  async diagnostics() {
    const report = await this.server.request('textDocument/diagnostic', { textDocument: { uri: this.uri } })
    return report.items
  }

  /** Replaces the text between two offsets, as an editor tells it. */
  replace(from, to, text) {
    const range = { start: this.#positionAt(from), end: this.#positionAt(to) }
    this.text = this.text.slice(0, from) + text + this.text.slice(to)
    this.#version += 1
    this.server.notify('textDocument/didChange', {
      textDocument: { uri: this.uri, version: this.#version },
      contentChanges: [{ range, text }],
    })
  }

  /** Makes the edits that the server has asked for. */
  apply(edits) {
    const offset = ({ line, character }) =>
      this.text.split('\n').slice(0, line).join('\n').length + (line > 0 ? 1 : 0) + character
    for (const { range, newText } of edits.toReversed())
      this.replace(offset(range.start), offset(range.end), newText)
  }

  #positionAt(offset) {
    const before = this.text.slice(0, offset).split('\n')
    return { line: before.length - 1, character: before.at(-1).length }
  }
}
