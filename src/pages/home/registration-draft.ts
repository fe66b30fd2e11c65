import { phoneStorage } from '@/settings'

/** Whether this phone keeps a registration that was begun and not sent. */
export const hasRegistrationDraft = (): boolean => Boolean(phoneStorage.getItem('registration-draft'))
