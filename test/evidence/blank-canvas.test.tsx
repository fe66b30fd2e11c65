import { browserFiles } from '@/applications/evidence/browser-files'

const original = new File([new Uint8Array(5000)], 'IMG_0001.jpg', { type: 'image/jpeg' })
const shrunk = new Blob([new Uint8Array(100)], { type: 'image/jpeg' })

/** A browser whose canvas holds these pixels after drawing, and whose person chooses the photo. */
const browserThatDraws = (pixel: (index: number) => number): void => {
  const drawing = {
    fillRect: () => undefined,
    drawImage: () => undefined,
    getImageData: () => ({
      data: Uint8ClampedArray.from({ length: 32 * 32 * 4 }, (_, index) => pixel(index)),
    }),
  }
  jest.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(drawing as never)
  jest.spyOn(HTMLCanvasElement.prototype, 'toBlob').mockImplementation((done) => done(shrunk))
  jest.spyOn(HTMLInputElement.prototype, 'click').mockImplementation(function (this: HTMLInputElement) {
    Object.defineProperty(this, 'files', { value: [original] })
    this.dispatchEvent(new Event('change'))
  })
  Object.assign(globalThis, {
    createImageBitmap: async () => ({ width: 8064, height: 6048, close: () => undefined }),
  })
}
afterEach(() => jest.restoreAllMocks())

it('sends a photo made smaller when it was drawn', async () => {
  browserThatDraws((index) => index % 251)
  expect(await browserFiles.pickPictures(1)).toMatchObject([{ name: 'IMG_0001.jpg', size: 100 }])
})

it.each([
  ['white', 255],
  ['clear', 0],
])('sends the photo itself when the canvas stayed all %s', async (_colour, value) => {
  browserThatDraws(() => value)
  expect(await browserFiles.pickPictures(1)).toMatchObject([{ name: 'IMG_0001.jpg', size: 5000 }])
})
