import Taro from '@tarojs/taro'
import { evidenceMaxBytes } from '@jucai/contract/evidence-limits'
import type { FileStore, PickedFile } from './file-store'
import { isOneColour, lookSide, tooManyPixels, withinEdge } from './picture-size'

const folder = () => `${Taro.env.USER_DATA_PATH ?? ''}`
const files = () => Taro.getFileSystemManager()
const sizeOf = (filePath: string): number => (files().statSync(filePath) as Taro.Stats).size

let copies = 0
/**
 * What WeChat lends is gone when the mini-program closes: a copy of our own outlives it, so that an upload
 * can go on.
 */
const keep = (source: string, name: string): PickedFile => {
  const at = `${folder()}/evidence-${Date.now()}-${(copies += 1)}${/\.\w{2,5}$/.exec(name)?.[0] ?? ''}`
  files().copyFileSync(source, at)
  return { name, size: sizeOf(at), at }
}

const isBlank = async (source: string): Promise<boolean> => {
  const canvas = Taro.createOffscreenCanvas({ type: '2d', width: lookSide, height: lookSide })
  const picture = canvas.createImage()
  await new Promise<void>((resolve, reject) => {
    picture.onload = () => resolve()
    picture.onerror = () => reject(new Error('picture'))
    picture.src = source
  })
  const drawing = canvas.getContext('2d') as CanvasRenderingContext2D
  drawing.drawImage(picture as unknown as CanvasImageSource, 0, 0, lookSide, lookSide)
  return isOneColour(drawing.getImageData(0, 0, lookSide, lookSide).data)
}

type Size = { width: number; height: number }
/**
 * A picture with a long edge of 2,400 px at most. What cannot be made smaller, or came out blank, goes as it is,
 * and is measured afterwards.
 */
const smaller = async (source: string, { width, height }: Size): Promise<string> => {
  try {
    const fit = withinEdge(width, height)
    const { tempFilePath } = await Taro.compressImage({
      src: source,
      quality: 82,
      ...(fit.width < width ? { compressedWidth: fit.width, compressedHeight: fit.height } : {}),
    })
    const isSmaller = sizeOf(tempFilePath) < sizeOf(source) || fit.width < width
    return isSmaller && !(await isBlank(tempFilePath)) ? tempFilePath : source
  } catch {
    return source
  }
}

const unknownSize: Size = { width: 0, height: 0 }
const keepPicture = async (source: string, name: string): Promise<PickedFile> => {
  const size = await Taro.getImageInfo({ src: source }).catch(() => unknownSize)
  const made = await smaller(source, size)
  const refused = made === source ? tooManyPixels(size.width * size.height) : undefined
  return refused ? { name, size: sizeOf(source), at: '', refused } : keep(made, name)
}

// A person who closes the chooser again has not failed at anything.
const cancelled = (error: unknown): [] => {
  if (/cancel/.test(String((error as { errMsg?: string }).errMsg ?? error))) return []
  throw error
}

/** The mini-program's way to files: WeChat's choosers, its compressor, its file system. */
export const weChatFiles: FileStore = {
  pickPictures: async (count) => {
    const chosen = await Taro.chooseMedia({
      count: Math.min(count, 9),
      mediaType: ['image'],
      sourceType: ['album', 'camera'],
      sizeType: ['original', 'compressed'],
    }).then(({ tempFiles }) => tempFiles, cancelled)
    const kept: PickedFile[] = []
    for (const [turn, { tempFilePath }] of chosen.entries())
      kept.push(await keepPicture(tempFilePath, `照片${turn + 1}.jpg`))
    return kept
  },
  pickPapers: async (count) => {
    const chosen = await Taro.chooseMessageFile({
      count: Math.min(count, 9),
      type: 'file',
      extension: ['pdf'],
    }).then(({ tempFiles }) => tempFiles, cancelled)
    // Too large to be taken: not worth a copy; the size alone says why.
    return chosen.map(({ path, name, size }) =>
      size > evidenceMaxBytes ? { name, size, at: '' } : keep(path, name),
    )
  },
  read: (at, position, length) =>
    new Promise((resolve, reject) => {
      files().readFile({
        filePath: at,
        encoding: 'base64',
        position,
        length,
        success: ({ data }) => resolve(String(data)),
        fail: ({ errMsg }) => reject(new Error(errMsg)),
      })
    }),
  drop: async (at) => {
    try {
      if (at) files().unlinkSync(at)
    } catch {
      /* gone already */
    }
  },
}
