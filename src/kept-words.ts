import { useState } from 'react'
import Taro from '@tarojs/taro'
import { useSession } from '@/session'

interface Kept {
  personId: string
  text: string
}

const read = (key: string, personId: string): string => {
  try {
    const kept = JSON.parse(Taro.getStorageSync<string>(key) || 'null') as Kept | null
    if (kept?.personId === personId) return kept.text
    Taro.removeStorageSync(key) // another's, on a shared phone
    return ''
  } catch {
    return ''
  }
}

/**
 * Text that outlives its page: each change is kept on this phone until the text is sent or cleared. Only the
 * person who typed it gets it back.
 * @param of what they are about, unique within the app
 */
export function useKeptWords(of: string): [text: string, setText: (next: string) => void] {
  const key = `words-${of}`
  const personId = useSession(({ me }) => me?.id ?? '')
  const [text, show] = useState(() => read(key, personId))
  const setText = (next: string) => {
    show(next)
    try {
      if (next === '') Taro.removeStorageSync(key)
      else Taro.setStorageSync(key, JSON.stringify({ personId, text: next }))
    } catch {
      // A full storage must not stop anyone from writing.
    }
  }
  return [text, setText]
}
