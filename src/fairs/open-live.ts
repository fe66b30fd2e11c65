import Taro from '@tarojs/taro'
import { toast } from '@/components/toast'
import { openPage } from '@/page-address'

/**
 * Opens the room of a booth: a page of the app, or the address of a meeting service. A browser opens that itself; the
 * mini-program may not leave for a site, so there the address is copied.
 */
export const openLive = async (address: string): Promise<void> => {
  if (address.startsWith('/')) await openPage(address)
  else if (process.env.TARO_ENV === 'h5') window.open(address, '_blank', 'noopener')
  else {
    await Taro.setClipboardData({ data: address })
    toast('地址已复制，到浏览器里打开')
  }
}
