import { NOTHING, type Framework } from './framework.js'

/** Custom elements: those of the platform, and what Lit, Stencil and others make of them. */
export const LIT: Framework = {
  ...NOTHING,
  name: 'custom elements',
  modules: /^(?:lit|lit-element|@lit\/[\w-]+|@stencil\/core|@microsoft\/fast-element)(?:\/|$)/,
  endHooks: ['disconnected'],
  lifecycles: [
    ['connectedCallback', 'disconnectedCallback'],
    ['attachedCallback', 'detachedCallback'],
    ['hostConnected', 'hostDisconnected'],
    ['firstUpdated', 'disconnectedCallback'],
    ['componentWillLoad', 'disconnectedCallback'],
    ['componentDidLoad', 'disconnectedCallback'],
  ],
  updateMembers: ['attributeChangedCallback', 'updated', 'willUpdate'],
  bases: /^(?:LitElement|ReactiveElement|UpdatingElement|FASTElement|HTML\w*Element|SVGElement)$/,
  decorators: ['customElement', 'Component'],
}
