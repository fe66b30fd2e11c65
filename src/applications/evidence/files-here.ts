import { browserFiles } from './browser-files'
import type { FileStore } from './file-store'
import { weChatFiles } from './phone-files'

/** The files of this phone, or of this browser. */
export const filesHere: FileStore = process.env.TARO_ENV === 'h5' ? browserFiles : weChatFiles
