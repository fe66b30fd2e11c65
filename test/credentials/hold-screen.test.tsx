/** @jest-environment <rootDir>/test/jsdom-environment.ts */
import Taro from '@tarojs/taro'
import { holdScreen } from '@/pages/code/hold-screen'

it('a code left before the phone has said how bright it was leaves no bright screen behind', async () => {
  let say: (found: { value: number }) => void = () => undefined
  jest.mocked(Taro.getScreenBrightness).mockReturnValue(new Promise((resolve) => (say = resolve)) as never)
  const set = jest.mocked(Taro.setScreenBrightness)
  set.mockClear()
  const release = holdScreen()
  release()
  say({ value: 0.4 })
  await new Promise((resolve) => setTimeout(resolve, 0))
  expect(set.mock.calls.map(([{ value }]) => value)).not.toContain(1)
  jest.mocked(Taro.getScreenBrightness).mockResolvedValue({ value: 0.4 })
  const again = holdScreen()
  await new Promise((resolve) => setTimeout(resolve, 0))
  expect(set).toHaveBeenLastCalledWith({ value: 1 })
  again()
  expect(set).toHaveBeenLastCalledWith({ value: 0.4 })
})
