import Taro from '@tarojs/taro'

const saveInBrowser = (text: string, name: string, type: string): string => {
  const url = URL.createObjectURL(new Blob([text], { type }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  // Some browsers read the address only after the click has been handled.
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
  return `已下载 ${name}`
}

/**
 * A mini-program cannot hand a file to the phone's own folders, so it goes to a chat of the reader's
 * choice, or to the clipboard.
 */
const saveInWeChat = async (text: string, name: string): Promise<string> => {
  if (typeof Taro.shareFileMessage !== 'function') {
    await Taro.setClipboardData({ data: text })
    return '已复制，粘贴到备忘录里保存'
  }
  const filePath = `${Taro.env.USER_DATA_PATH}/${name}`
  const files = Taro.getFileSystemManager()
  files.writeFileSync(filePath, text, 'utf8')
  try {
    await Taro.shareFileMessage({ filePath, fileName: name })
    return '已发给你选的聊天'
  } finally {
    files.unlinkSync(filePath)
  }
}

/** Gives the reader a text as a file. @returns what happened, for the reader. */
export const saveText = async (text: string, name: string, type = 'application/json'): Promise<string> =>
  process.env.TARO_ENV === 'h5' ? saveInBrowser(text, name, type) : saveInWeChat(text, name)
