import { useState } from 'react'
import { View } from '@tarojs/components'
import { wordsOf } from '@/words/problems'
import { Button } from './button'
import { Notice } from './notice'
import { Sheet } from './sheet'
import { PurposeFacts, type PurposeNotice } from './purpose-facts'

interface ConsentSheetProps {
  notice: PurposeNotice
  onGive(): Promise<void>
  onClose(): void
}

/** Asks for one consent where it is needed, apart from every other (PIPL art. 29). */
export function ConsentSheet({ notice, onGive, onClose }: ConsentSheetProps) {
  const [error, setError] = useState<string>()
  async function give(): Promise<void> {
    setError(undefined)
    try {
      await onGive()
    } catch (problem) {
      setError(wordsOf(problem))
    }
  }
  return (
    <Sheet title={`同意使用：${notice.title}`} onClose={onClose}>
      <View className="stack">
        <PurposeFacts notice={notice} />
        {error && (
          <Notice kind="bad" title="还没有记下你的同意" live>
            {error}
          </Notice>
        )}
        <Button wide onClick={give}>
          {notice.sensitive ? '单独同意' : '同意'}
        </Button>
        <Button wide kind="quiet" onClick={onClose}>
          暂不同意
        </Button>
      </View>
    </Sheet>
  )
}
