import Taro from '@tarojs/taro'
import { toast } from '@/components/toast'

/** Opens the checker that people download: in a browser at once; WeChat opens none, so there its address is copied. */
export const openChecker = async (): Promise<void> => {
  const address = `${API_BASE}/draw-checker.html`
  if (process.env.TARO_ENV === 'h5') {
    window.open(address, '_blank', 'noopener')
    return
  }
  await Taro.setClipboardData({ data: address })
  toast('网址已复制，到浏览器里打开')
}
