/** The button holds its listener; when it leaves the page, both are collected. */
export function createLikeButton(onLike) {
  const button = document.createElement('button')
  button.addEventListener('click', () => onLike())
  return button
}

/** The timer ends by itself and is not started again. */
export function flash(element) {
  element.classList.add('flash')
  setTimeout(() => element.classList.remove('flash'), 300)
}

/** Registered once, when the page is loaded, and wanted until it is left. */
window.addEventListener('pagehide', () => {
  navigator.sendBeacon('/metrics', String(performance.now()))
})
