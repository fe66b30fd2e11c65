import Taro from '@tarojs/taro'
import type { Charge } from '@jucai/contract/charges'
import { newAttempt } from '@/attempt'
import { call } from '@/api'

const beginning = newAttempt()

/** How beginning to pay ended here. Whether it is paid, only the server knows. */
export type Begun = 'left' | 'done' | 'given-up'

const isGivenUp = (error: unknown): boolean => /cancel/.test((error as { errMsg?: string }).errMsg ?? '')

/**
 * Begins to pay a charge, or goes on with what was begun: in the mini-program over WeChat’s own sheet, in a browser by
 * leaving for the cashier.
 * @throws what the server refuses, or what WeChat says
 */
export const beginToPay = async ({ id }: Pick<Charge, 'id'>): Promise<Begun> => {
  const isPhone = process.env.TARO_ENV === 'weapp'
  const { pay } = await call(
    'POST /me/charges/:charge/payment',
    {
      params: { charge: id },
      body: { from: isPhone ? 'mini-program' : 'browser' },
    },
    { attempt: beginning },
  )
  if (pay?.jsapi)
    try {
      await Taro.requestPayment(pay.jsapi)
      return 'done'
    } catch (error) {
      if (isGivenUp(error)) return 'given-up'
      throw error
    }
  if (!pay?.url) return 'done' // it was paid meanwhile
  window.location.assign(pay.url)
  return 'left'
}
