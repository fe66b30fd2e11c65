import Taro from '@tarojs/taro'
import type { EvidenceContent } from '@jucai/contract/evidence'
import { evidenceChunkBytes, evidenceMaxBytes } from '@jucai/contract/evidence-limits'
import { call } from '@/api'
import { newIdempotencyKey } from '@/random'

/** A picture that was chosen, made smaller where it can be. */
interface Picked {
  size: number
  read(offset: number, length: number): Promise<string>
}

const longEdge = 1600
const base64 = (bytes: Uint8Array): string => {
  let text = ''
  for (let from = 0; from < bytes.length; from += 8192)
    text += String.fromCharCode(...bytes.subarray(from, from + 8192))
  return btoa(text)
}

const smaller = async (file: Blob): Promise<Blob> => {
  try {
    const picture = await createImageBitmap(file)
    const scale = Math.min(1, longEdge / Math.max(picture.width, picture.height))
    const size = { width: Math.round(picture.width * scale), height: Math.round(picture.height * scale) }
    const canvas = Object.assign(document.createElement('canvas'), size)
    canvas.getContext('2d')?.drawImage(picture, 0, 0, size.width, size.height)
    const made = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.8))
    return made && made.size < file.size ? made : file
  } catch {
    return file // not a picture that this browser reads: the server tells by its content
  }
}

const inBrowser = (count: number): Promise<Picked[]> =>
  new Promise((resolve) => {
    const input = Object.assign(document.createElement('input'), {
      type: 'file',
      accept: 'image/*',
      multiple: count > 1,
    })
    input.addEventListener('cancel', () => resolve([]))
    input.addEventListener('change', () => {
      const chosen = [...(input.files ?? [])].slice(0, count)
      void Promise.all(
        chosen.map(async (file): Promise<Picked> => {
          const blob = await smaller(file)
          return {
            size: blob.size,
            read: async (offset, length) =>
              base64(new Uint8Array(await blob.slice(offset, offset + length).arrayBuffer())),
          }
        }),
      ).then(resolve)
    })
    input.click()
  })

const inWeChat = async (count: number): Promise<Picked[]> => {
  const { tempFiles } = await Taro.chooseMedia({
    count: Math.min(count, 9),
    mediaType: ['image'],
    sizeType: ['compressed'],
  }).catch((error: { errMsg?: string }) => {
    if (/cancel/.test(String(error.errMsg ?? error))) return { tempFiles: [] }
    throw error
  })
  return tempFiles.map(({ tempFilePath: filePath, size }) => ({
    size,
    read: (position, length) =>
      new Promise((resolve, reject) => {
        Taro.getFileSystemManager().readFile({
          filePath,
          encoding: 'base64',
          position,
          length,
          success: ({ data }) => resolve(String(data)),
          fail: ({ errMsg }) => reject(new Error(errMsg)),
        })
      }),
  }))
}

/** Chooses pictures; none when the person closed the chooser. */
export const pickPhotos = (count: number): Promise<Picked[]> =>
  process.env.TARO_ENV === 'h5' ? inBrowser(count) : inWeChat(count)

/** Sends one. @returns its id @throws Error in words when it is too large */
export const sendPhoto = async (picked: Picked): Promise<string> => {
  if (picked.size > evidenceMaxBytes) throw new Error('这张照片太大了，请重拍或截图后再传')
  const { id } = await call(
    'POST /me/evidence',
    { body: { fileName: '照片.jpg', sizeBytes: picked.size } },
    { idempotencyKey: await newIdempotencyKey() },
  )
  for (let offset = 0; offset < picked.size; offset += evidenceChunkBytes) {
    const data = await picked.read(offset, Math.min(evidenceChunkBytes, picked.size - offset))
    await call('PUT /me/evidence/:evidence/parts/:offset', {
      params: { evidence: id, offset },
      body: { data },
    })
  }
  await call('POST /me/evidence/:evidence/completion', { params: { evidence: id } })
  return id
}

/** A photo as the address of a picture. */
export const pictureOf = ({ type, data }: EvidenceContent): string => `data:${type};base64,${data}`
