import Taro from '@tarojs/taro'
import type { EvidenceContent } from '@jucai/contract/evidence'

const openPaper = (data: string): void => {
  const bytes = Uint8Array.from(atob(data), (one) => one.charCodeAt(0))
  const url = URL.createObjectURL(new Blob([bytes], { type: 'application/pdf' }))
  const link = Object.assign(document.createElement('a'), { href: url, target: '_blank', rel: 'noopener' })
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}
const showInBrowser = ({ type, data }: EvidenceContent): string | null => {
  if (type !== 'application/pdf') return `data:${type};base64,${data}`
  openPaper(data)
  return null
}

const showInWeChat = async ({ fileName, type, data }: EvidenceContent): Promise<null> => {
  const isPaper = type === 'application/pdf'
  const filePath = `${Taro.env.USER_DATA_PATH}/look-${fileName.replace(/[^\w.-]/g, '')}${isPaper ? '.pdf' : '.jpg'}`
  Taro.getFileSystemManager().writeFileSync(filePath, data, 'base64')
  await (isPaper ? Taro.openDocument({ filePath, fileType: 'pdf' }) : Taro.previewImage({ urls: [filePath] }))
  return null
}

/** Shows a file. @returns a data address where the page itself has to show it */
export const showFile = async (content: EvidenceContent): Promise<string | null> =>
  process.env.TARO_ENV === 'h5' ? showInBrowser(content) : showInWeChat(content)
