import type { Rule } from 'eslint'
import type ts from 'typescript'

import { derivePresets } from '../../src/configs.js'
import type { AuditPlugin } from '../../src/audit/select-rules.js'

/** Reports every call of `leak`. */
const leak: Rule.RuleModule = {
  meta: {
    docs: { description: 'Reports calls of leak', recommended: true, url: 'https://example.org/leak' },
    schema: [],
    messages: { found: 'This leaks.' },
  },
  create: (context) => ({
    'CallExpression[callee.name="leak"]'(node: Rule.Node) {
      context.report({ node, messageId: 'found' })
    },
  }),
}

/** Says of every argument of `probe` which type it has. */
const probe: Rule.RuleModule = {
  meta: {
    docs: { description: 'Tells types', recommended: true },
    schema: [],
    messages: { type: '{{type}}' },
  },
  create: (context) => ({
    'CallExpression[callee.name="probe"] > *.arguments'(node: Rule.Node) {
      context.report({ node, messageId: 'type', data: { type: typeOf(node, context) } })
    },
  }),
}

function typeOf(node: Rule.Node, { sourceCode }: Rule.RuleContext): string {
  const services = sourceCode.parserServices as {
    program?: ts.Program | null
    esTreeNodeToTSNodeMap?: WeakMap<Rule.Node, ts.Node>
  }
  const tsNode = services.esTreeNodeToTSNodeMap?.get(node)
  const checker = services.program?.getTypeChecker()
  if (checker === undefined || tsNode === undefined) return 'no types'
  return checker.typeToString(checker.getTypeAtLocation(tsNode))
}

/** Throws on a call of `explode`, and while it is created for a file that says so. */
const fragile: Rule.RuleModule = {
  meta: { docs: { description: 'Crashes', recommended: true }, schema: [] },
  create({ sourceCode }) {
    if (sourceCode.text.includes('explode at once')) throw new Error('no luck')
    return {
      'CallExpression[callee.name="explode"]'() {
        throw new Error('boom')
      },
    }
  },
}

/** In no preset but `strict` and `all`. With `likely` its message says so. */
const strictOnly: Rule.RuleModule = {
  meta: {
    docs: { description: 'Reports calls of maybe', recommended: false },
    schema: [{ type: 'object', properties: { likely: { type: 'boolean' } }, additionalProperties: false }],
    messages: { found: 'Maybe; options {{options}}.' },
  },
  create: (context) => ({
    'CallExpression[callee.name="maybe"]'(node: Rule.Node) {
      context.report({ node, messageId: 'found', data: { options: JSON.stringify(context.options) } })
    },
  }),
}

/** A plugin small enough to know by heart, so that these tests say nothing about the real rules. */
export const fakePlugin = withPresets({
  meta: { name: 'eslint-plugin-leaks', version: '1.2.3' },
  rules: { leak, probe, fragile, 'strict-only': strictOnly },
})

function withPresets(plugin: Omit<AuditPlugin, 'configs'>): AuditPlugin {
  return { ...plugin, configs: derivePresets(plugin) }
}
