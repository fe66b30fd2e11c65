import Taro from '@tarojs/taro'
import { drawShareCard, shareSize, type Pen, type ShareCard } from './share-card'

/** Draws on a canvas of the page. @returns the picture as a data URI */
const inBrowser = (card: ShareCard): string => {
  const canvas = Object.assign(document.createElement('canvas'), shareSize)
  drawShareCard(canvas.getContext('2d') as Pen, card)
  return canvas.toDataURL('image/png')
}

/** Draws on a canvas that nobody sees. @returns the path of the picture */
const onPhone = async (card: ShareCard): Promise<string> => {
  const canvas = Taro.createOffscreenCanvas({ type: '2d', ...shareSize })
  drawShareCard(canvas.getContext('2d') as unknown as Pen, card)
  const { width, height } = shareSize
  const { tempFilePath } = await Taro.canvasToTempFilePath({
    canvas: canvas as unknown as Taro.Canvas,
    width,
    height,
    destWidth: width,
    destHeight: height,
    fileType: 'png',
  })
  return tempFilePath
}

/** A picture of a policy, to be shown and handed on. @throws where the phone cannot draw one */
export const sharePicture = (card: ShareCard): Promise<string> =>
  process.env.TARO_ENV === 'h5' ? Promise.resolve(inBrowser(card)) : onPhone(card)

/** Hands it on: WeChat’s own menu (a friend, favourites, the album), or a file in the browser. */
export const handOn = async (picture: string, title: string): Promise<void> => {
  if (process.env.TARO_ENV === 'h5') {
    const link = Object.assign(document.createElement('a'), { href: picture, download: `${title}.png` })
    link.click()
    return
  }
  await Taro.showShareImageMenu({ path: picture })
}
