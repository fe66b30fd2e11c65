import fs from 'node:fs'
import path from 'node:path'
import Taro from '@tarojs/taro'
import { checkBaseLibrary, oldestBaseLibrary } from '@/base-library'

it.each(['2.21.2', '2.9.4', '1.99.99', '2.21'])(
  'tells whoever has base library %s to update WeChat',
  (SDKVersion) => {
    jest.spyOn(Taro, 'getAppBaseInfo').mockReturnValueOnce({ ...Taro.getAppBaseInfo(), SDKVersion })
    checkBaseLibrary()
    expect(Taro.showModal).toHaveBeenCalledWith(
      expect.objectContaining({
        content: expect.stringContaining('请先更新微信') as string,
        confirmText: '去更新',
      }),
    )
  },
)

it.each([oldestBaseLibrary, '2.21.10', '2.30.0', '3.0', '3.10.1', ''])(
  'says nothing with %s',
  (SDKVersion) => {
    jest.spyOn(Taro, 'getAppBaseInfo').mockReturnValueOnce({ ...Taro.getAppBaseInfo(), SDKVersion })
    checkBaseLibrary()
    expect(Taro.showModal).not.toHaveBeenCalled()
  },
)

it('is the version that the README names', () => {
  const readme = fs.readFileSync(path.join(__dirname, '../../README.md'), 'utf8')
  expect(readme).toContain(`最低基础库 ${oldestBaseLibrary}`)
})
