/** Shows a price and keeps it current. */
export class PriceTicker {
  constructor(element, symbol) {
    this.element = element
    this.symbol = symbol
  }

  /** Each round starts the next one, so the ticker goes on after `destroy`, for an element nobody sees. */
  async update() {
    const response = await fetch(`/prices/${this.symbol}`)
    this.element.textContent = await response.text()
    setTimeout(() => this.update(), 5_000)
  }

  destroy() {
    this.element.remove()
  }
}
