/** How many colours a picture has, and how light it is on the whole, from 0 to 255: decoded by a page of the browser. */
export async function imageStatistics(browser, picture) {
  const page = await browser.newPage()
  const statistics = await page.evaluate(async (bytes) => {
    const blob = new Blob([Uint8Array.from(atob(bytes), (character) => character.charCodeAt(0))])
    const bitmap = await createImageBitmap(blob)
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height)
    const context = canvas.getContext('2d')
    context.drawImage(bitmap, 0, 0)
    const { data } = context.getImageData(0, 0, bitmap.width, bitmap.height)
    const colours = new Set()
    let sum = 0
    for (let index = 0; index < data.length; index += 4) {
      colours.add((data[index] << 16) | (data[index + 1] << 8) | data[index + 2])
      sum += 0.2126 * data[index] + 0.7152 * data[index + 1] + 0.0722 * data[index + 2]
    }
    return { colours: colours.size, lightness: sum / (data.length / 4) }
  }, picture.toString('base64'))
  await page.close()
  return statistics
}
