import Taro from '@tarojs/taro'
import type { EvidenceContent } from '@jucai/contract/evidence'
import { evidenceChunkBytes, evidenceMaxBytes } from '@jucai/contract/evidence-limits'
import { call } from '@/api'
import { newIdempotencyKey } from '@/random'

interface Picked {
  size: number
  read(offset: number, length: number): Promise<string>
}

const inBrowser = (): Promise<Picked | null> =>
  new Promise((resolve) => {
    const input = Object.assign(document.createElement('input'), { type: 'file', accept: 'image/*' })
    input.addEventListener('cancel', () => resolve(null))
    input.addEventListener('change', () => {
      const file = input.files?.[0]
      if (!file) return resolve(null)
      resolve({
        size: file.size,
        read: async (offset, length) => {
          const bytes = new Uint8Array(await file.slice(offset, offset + length).arrayBuffer())
          let text = ''
          for (let from = 0; from < bytes.length; from += 8192)
            text += String.fromCharCode(...bytes.subarray(from, from + 8192))
          return btoa(text)
        },
      })
    })
    input.click()
  })

const inWeChat = async (): Promise<Picked | null> => {
  const { tempFiles } = await Taro.chooseMedia({
    count: 1,
    mediaType: ['image'],
    sizeType: ['compressed'],
  }).catch((error: { errMsg?: string }) => {
    if (/cancel/.test(String(error.errMsg ?? error))) return { tempFiles: [] }
    throw error
  })
  const [file] = tempFiles
  if (!file) return null
  return {
    size: file.size,
    read: (position, length) =>
      new Promise((resolve, reject) => {
        Taro.getFileSystemManager().readFile({
          filePath: file.tempFilePath,
          encoding: 'base64',
          position,
          length,
          success: ({ data }) => resolve(String(data)),
          fail: ({ errMsg }) => reject(new Error(errMsg)),
        })
      }),
  }
}

/** Takes a picture of the licence and sends it. @returns its id; null when the person closed the chooser */
export const takeLicence = async (): Promise<string | null> => {
  const picked = await (process.env.TARO_ENV === 'h5' ? inBrowser() : inWeChat())
  if (!picked) return null
  if (picked.size > evidenceMaxBytes) throw new Error('这张照片太大了，请重拍或截图后再传')
  const { id } = await call(
    'POST /me/evidence',
    { body: { fileName: '营业执照.jpg', sizeBytes: picked.size } },
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

/** A picture as its own address. */
export const pictureOf = ({ type, data }: EvidenceContent): string => `data:${type};base64,${data}`
