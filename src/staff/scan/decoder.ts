import { BarcodeDetector, prepareZXingModule } from 'barcode-detector/ponyfill'

// From our own origin: the package would otherwise ask a public CDN, which the security policy refuses.
prepareZXingModule({ overrides: { locateFile: (file: string) => `/zxing/${file}` } })
const detector = new BarcodeDetector({ formats: ['qr_code'] })

/** The text of the QR code in a picture or a frame of video; null when there is none. */
export const decodePicture = async (source: ImageBitmapSource): Promise<string | null> =>
  (await detector.detect(source))[0]?.rawValue ?? null

/** Lets somebody choose a picture. @returns null when they did not. */
export const choosePicture = (): Promise<File | null> =>
  new Promise((resolve) => {
    const input = Object.assign(document.createElement('input'), { type: 'file', accept: 'image/*' })
    input.onchange = () => resolve(input.files?.[0] ?? null)
    input.oncancel = () => resolve(null)
    input.click()
  })
