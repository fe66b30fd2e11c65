import Taro from '@tarojs/taro'

const browsers: [RegExp, string][] = [
  [/MicroMessenger/, '微信'],
  [/Edg\//, 'Edge'],
  [/Firefox|FxiOS/, 'Firefox'],
  [/Chrome|CriOS/, 'Chrome'],
  [/Safari/, 'Safari'],
]
const systems: [RegExp, string][] = [
  [/iPhone/, 'iPhone'],
  [/iPad/, 'iPad'],
  [/HarmonyOS|OpenHarmony/, '鸿蒙'],
  [/Android/, '安卓手机'],
  [/Windows/, 'Windows 电脑'],
  [/Macintosh/, 'Mac'],
  [/Linux/, 'Linux 电脑'],
]
const find = (list: [RegExp, string][], agent: string) => list.find(([pattern]) => pattern.test(agent))?.[1]

/** A name by which the owner recognises this device in the list of sign-ins, at most 60 characters. */
export function deviceName(): string {
  if (process.env.TARO_ENV === 'weapp') {
    const info = Taro.getDeviceInfo?.()
    return `微信 · ${[info?.brand, info?.model].filter(Boolean).join(' ') || '手机'}`.slice(0, 60)
  }
  const agent = navigator.userAgent
  return [find(systems, agent), find(browsers, agent)].filter(Boolean).join(' · ') || '浏览器'
}
