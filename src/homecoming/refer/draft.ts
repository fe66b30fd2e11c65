import Taro from '@tarojs/taro'

/** What somebody typed about whom or what they refer. */
export interface ReferralDraft {
  kind: 'person' | 'project'
  name: string
  phone: string
  title: string
  about: string
  relation: string
}
const noDraft: ReferralDraft = {
  kind: 'person',
  name: '',
  phone: '',
  title: '',
  about: '',
  relation: '',
}

const storageKey = 'referral-draft'
// It is about somebody else: in a browser, where any script of this origin could read it, name and number
// live in memory only.
let kept: { personId: string; name: string; phone: string } | undefined

/** Keeps the draft at each change; never fails the form when the phone's storage does. */
export function keepReferral(personId: string, draft: ReferralDraft): void {
  kept = { personId, name: draft.name, phone: draft.phone }
  try {
    Taro.setStorageSync(storageKey, JSON.stringify({ personId, ...draft, name: '', phone: '' }))
  } catch {
    // A full storage must not stop anyone.
  }
}

/** The draft of this person; another's on a shared phone is thrown away. */
export function readReferral(personId: string): ReferralDraft {
  try {
    const text = Taro.getStorageSync<string>(storageKey)
    if (!text) return noDraft
    const { personId: owner, ...draft } = JSON.parse(text) as ReferralDraft & { personId: string }
    if (owner !== personId) {
      forgetReferral()
      return noDraft
    }
    return {
      ...noDraft,
      ...draft,
      ...(kept?.personId === personId ? { name: kept.name, phone: kept.phone } : {}),
    }
  } catch {
    return noDraft
  }
}

/** Throws the draft away: it was sent. */
export function forgetReferral(): void {
  kept = undefined
  Taro.removeStorageSync(storageKey)
}
