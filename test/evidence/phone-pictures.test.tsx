import Taro from '@tarojs/taro'
import { weChatFiles } from '@/applications/evidence/phone-files'
import { phone } from '../doubles/taro'

/** A phone whose person chooses a photo of this size, and whose compressor made it white or not. */
const choose = (
  size: { width: number; height: number },
  pixel: (index: number) => number,
  compresses = true,
) => {
  phone.disk.set('tmp/photo', Buffer.alloc(5000))
  jest
    .mocked(Taro.chooseMedia)
    .mockResolvedValueOnce({ tempFiles: [{ tempFilePath: 'tmp/photo', size: 5000 }] } as never)
  jest.mocked(Taro.getImageInfo).mockResolvedValueOnce(size as never)
  jest.mocked(Taro.compressImage).mockImplementationOnce((() => {
    if (!compresses) return Promise.reject(new Error('compressImage:fail'))
    phone.disk.set('tmp/small', Buffer.alloc(100))
    return Promise.resolve({ tempFilePath: 'tmp/small' })
  }) as never)
  phone.pixels(pixel)
  return weChatFiles.pickPictures(1)
}
const large = { width: 8064, height: 6048 }
const huge = { width: 12000, height: 9000 }
const drawn = (index: number) => index % 251
afterEach(() => phone.reset())

it('sends the smaller picture when something is on it', async () => {
  expect(await choose(large, drawn)).toMatchObject([{ size: 100 }])
})

it.each([
  ['white', 255],
  ['black', 0],
])('sends the photo itself when the smaller one is all %s', async (_colour, value) => {
  expect(await choose(large, () => value)).toMatchObject([{ size: 5000 }])
})

it('sends the photo itself when the phone cannot look at the smaller one', async () => {
  expect(
    await choose(large, () => {
      throw new Error('no canvas')
    }),
  ).toMatchObject([{ size: 5000 }])
})

it('sends 108 million pixels made smaller where the phone can do it', async () => {
  expect(await choose(huge, drawn)).toMatchObject([{ size: 100 }])
})

it.each<[string, boolean]>([
  ['came out white', true],
  ['was not made smaller', false],
])('says before sending what to do with 108 million pixels that %s', async (_why, compresses) => {
  const [picked] = await choose(huge, () => 255, compresses)
  expect(picked).toMatchObject({
    at: '',
    refused: expect.stringMatching(/1\.1 亿像素，最多 5000 万.*截一张图/) as string,
  })
  expect([...phone.disk.keys()].filter((file) => file.startsWith('wxfile'))).toEqual([])
})
