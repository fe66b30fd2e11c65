import Taro from '@tarojs/taro'

/**
 * Whether this phone keeps a registration that was begun and not sent. Its content may be encrypted, so
 * only its presence is asked.
 */
export const hasRegistrationDraft = (): boolean => Taro.getStorageInfoSync().keys.includes('register-draft')
