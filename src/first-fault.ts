import Taro from '@tarojs/taro'

// On WeChat what is nested deeply is inside a component, into which a plain selector does not look.
const selector = process.env.TARO_ENV === 'weapp' ? '.page >>> .field-bad' : '.field-bad'

/** Scrolls to the first field that says what is wrong with it, once it is drawn; does nothing where none is. */
export const showFirstFault = (): void =>
  Taro.nextTick(
    () => void Taro.pageScrollTo({ selector, offsetTop: -80, duration: 160 }).catch(() => undefined),
  )
