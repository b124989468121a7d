/** Shows a price and keeps it current. */
export class PriceTicker {
  constructor(element, symbol) {
    this.element = element
    this.symbol = symbol
    this.destroyed = false
  }

  async update() {
    const response = await fetch(`/prices/${this.symbol}`)
    this.element.textContent = await response.text()
    // `destroy` may have been called while the price was on its way.
    if (!this.destroyed) this.timer = setTimeout(() => this.update(), 5_000)
  }

  destroy() {
    this.destroyed = true
    clearTimeout(this.timer)
    this.element.remove()
  }
}
