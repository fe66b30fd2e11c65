import Taro from '@tarojs/taro'

/** Opens a PDF: in WeChat’s reader, or in a tab of the browser. */
export const openPdf = async (fileName: string, data: string): Promise<void> => {
  if (process.env.TARO_ENV === 'h5') {
    const bytes = Uint8Array.from(atob(data), (one) => one.charCodeAt(0))
    const href = URL.createObjectURL(new Blob([bytes], { type: 'application/pdf' }))
    Object.assign(document.createElement('a'), { href, target: '_blank', rel: 'noopener' }).click()
    setTimeout(() => URL.revokeObjectURL(href), 60_000)
    return
  }
  const filePath = `${Taro.env.USER_DATA_PATH ?? ''}/open-${fileName.replace(/[^\w-]/g, '')}.pdf`
  Taro.getFileSystemManager().writeFileSync(filePath, data, 'base64')
  await Taro.openDocument({ filePath, fileType: 'pdf' })
}
