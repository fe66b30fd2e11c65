import Taro from '@tarojs/taro'

/** The oldest base library of WeChat this app runs on: from here on the key of a talent code is kept encrypted. */
export const oldestBaseLibrary = '2.21.3'

const isOlder = (one: string, other: string): boolean => {
  const [ours, theirs] = [one.split('.').map(Number), other.split('.').map(Number)]
  const at = theirs.findIndex((part, index) => part !== (ours[index] ?? 0))
  return at >= 0 && (ours[at] ?? 0) < (theirs[at] ?? 0)
}

/** Tells the reader of a WeChat that is too old what to do about it. WeChat only. */
export function checkBaseLibrary(): void {
  // A client that is too old may lack the newer call.
  const { SDKVersion } = Taro.getAppBaseInfo?.() ?? Taro.getSystemInfoSync()
  if (!SDKVersion || !isOlder(SDKVersion, oldestBaseLibrary)) return
  void Taro.showModal({
    title: '微信版本太旧',
    content: '这个版本的微信不能安全地存放人才码。请先更新微信，再打开聚才。',
    showCancel: false,
    confirmText: '去更新',
  })
    .then(() => Taro.updateWeChatApp?.({}))
    .catch(() => undefined)
}
