import { browserFiles } from '@/applications/evidence/browser-files'

const original = new File([new Uint8Array(5000)], 'IMG_0001.jpg', { type: 'image/jpeg' })
const shrunk = new Blob([new Uint8Array(100)], { type: 'image/jpeg' })

interface Browser {
  /** What the canvas holds after drawing. */
  pixel?(index: number): number
  width?: number
  height?: number
  /** Whether a picture of that size is opened at all. */
  opens?: boolean
  file?: File
}
/** A browser whose person chooses a photo. */
const browserThat = ({
  pixel = (index) => index % 251,
  width = 8064,
  height = 6048,
  opens = true,
  file = original,
}: Browser): void => {
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
    Object.defineProperty(this, 'files', { value: [file] })
    this.dispatchEvent(new Event('change'))
  })
  class Picture {
    naturalWidth = width
    naturalHeight = height
    onload?: () => void
    onerror?: () => void
    set src(_address: string) {
      setTimeout(() => (width > 0 ? this.onload?.() : this.onerror?.()))
    }
  }
  Object.assign(globalThis, {
    Image: Picture,
    createImageBitmap: async () => {
      if (!opens) throw new DOMException('no memory')
      return { width, height, close: () => undefined }
    },
  })
  Object.assign(URL, { createObjectURL: () => 'blob:picture', revokeObjectURL: () => undefined })
}
const { Image: realImage } = globalThis
afterEach(() => {
  jest.restoreAllMocks()
  Object.assign(globalThis, { Image: realImage })
})

it('sends a photo made smaller when it was drawn', async () => {
  browserThat({})
  expect(await browserFiles.pickPictures(1)).toMatchObject([{ name: 'IMG_0001.jpg', size: 100 }])
})

it.each([
  ['white', 255],
  ['clear', 0],
])('sends the photo itself when the canvas stayed all %s', async (_colour, value) => {
  browserThat({ pixel: () => value })
  expect(await browserFiles.pickPictures(1)).toMatchObject([{ name: 'IMG_0001.jpg', size: 5000 }])
})

it('sends a photo of 108 million pixels made smaller where the browser can do it', async () => {
  browserThat({ width: 12000, height: 9000 })
  expect(await browserFiles.pickPictures(1)).toMatchObject([{ size: 100 }])
})

it.each<[string, Browser]>([
  ['the canvas stayed white', { pixel: () => 255 }],
  ['the browser did not open it', { opens: false }],
])('says before sending what to do with 108 million pixels when %s', async (_why, browser) => {
  browserThat({ ...browser, width: 12000, height: 9000 })
  const [picked] = await browserFiles.pickPictures(1)
  expect(picked).toMatchObject({
    at: '',
    refused: expect.stringMatching(/1\.1 亿像素，最多 5000 万.*截一张图/) as string,
  })
})

it('leaves to the server what the browser cannot measure', async () => {
  browserThat({ opens: false, width: 0, height: 0 })
  const [picked] = await browserFiles.pickPictures(1)
  expect(picked).toMatchObject({ size: 5000 })
  expect(picked?.refused).toBeUndefined()
})
