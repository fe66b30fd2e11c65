/** @jest-environment <rootDir>/test/jsdom-environment.ts */
import { NetworkError } from '@jucai/contract/client'
import Taro from '@tarojs/taro'
import { call } from '@/api'
import { sampleCode } from '@/account/sign-in/sample'
import { holdScreen } from '@/pages/code/hold-screen'

const unheard: unknown[] = []
const hear = (reason: unknown) => void unheard.push(reason)
beforeEach(() => {
  unheard.length = 0
  process.on('unhandledRejection', hear)
})
afterEach(() => void process.off('unhandledRejection', hear))
const settled = () =>
  new Promise((resolve) => {
    setTimeout(resolve, 20)
  })

it('a request without a reply is an error for its caller, and for nobody else', async () => {
  await expect(call('GET /city')).rejects.toThrow(NetworkError)
  await expect(sampleCode('13900000000')).rejects.toHaveProperty('errMsg')
  await settled()
  expect(unheard).toEqual([])
})

it('a phone that does not tell its brightness leaves no rejection unheard', async () => {
  const refused = { errMsg: 'getScreenBrightness:fail' }
  jest.mocked(Taro.getScreenBrightness).mockImplementationOnce((options) => {
    options?.fail?.(refused)
    return Promise.reject(Object.assign(new Error(), refused))
  })
  holdScreen()()
  await settled()
  expect(unheard).toEqual([])
  expect(Taro.setScreenBrightness).toHaveBeenLastCalledWith({ value: -1 })
})
