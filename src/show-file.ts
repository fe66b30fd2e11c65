import Taro from '@tarojs/taro'
import type { EvidenceContent } from '@jucai/contract/evidence'
import { openPdf } from './open-pdf'

/** Shows a file. @returns a data address where the page itself has to show it */
export const showFile = async ({ fileName, type, data }: EvidenceContent): Promise<string | null> => {
  if (type === 'application/pdf') {
    await openPdf(fileName, data)
    return null
  }
  if (process.env.TARO_ENV === 'h5') return `data:${type};base64,${data}`
  const filePath = `${Taro.env.USER_DATA_PATH}/look-${fileName.replace(/[^\w.-]/g, '')}.jpg`
  Taro.getFileSystemManager().writeFileSync(filePath, data, 'base64')
  await Taro.previewImage({ urls: [filePath] })
  return null
}
