import Taro from '@tarojs/taro'
import { evidenceMaxBytes } from '@jucai/contract/application-vocabulary'
import type { FileStore, PickedFile } from './file-store'
import { withinEdge } from './picture-size'

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

/**
 * A picture with a long edge of 2,400 px at most. What cannot be made smaller goes as it is, and is
 * measured afterwards.
 */
const smaller = async (source: string): Promise<string> => {
  try {
    const { width, height } = await Taro.getImageInfo({ src: source })
    const fit = withinEdge(width, height)
    const { tempFilePath } = await Taro.compressImage({
      src: source,
      quality: 82,
      ...(fit.width < width ? { compressedWidth: fit.width, compressedHeight: fit.height } : {}),
    })
    return sizeOf(tempFilePath) < sizeOf(source) || fit.width < width ? tempFilePath : source
  } catch {
    return source
  }
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
      kept.push(keep(await smaller(tempFilePath), `照片${turn + 1}.jpg`))
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
  show: async ({ fileName, type, data }) => {
    const isPaper = type === 'application/pdf'
    const filePath = `${folder()}/look-${fileName.replace(/[^\w.-]/g, '')}${isPaper ? '.pdf' : '.jpg'}`
    files().writeFileSync(filePath, data, 'base64')
    await (isPaper
      ? Taro.openDocument({ filePath, fileType: 'pdf' })
      : Taro.previewImage({ urls: [filePath] }))
    return null
  },
}
