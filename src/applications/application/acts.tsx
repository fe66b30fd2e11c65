import { useState } from 'react'
import { View } from '@tarojs/components'
import { ProblemError } from '@jucai/contract/client'
import type { Application } from '@jucai/contract/applications'
import { call } from '@/api'
import { useAttempt } from '@/attempt'
import { Button } from '@/components/button'
import { Dialog } from '@/components/dialog'
import { Notice } from '@/components/notice'
import { Sheet } from '@/components/sheet'
import { TextArea } from '@/components/text-input'
import { toast } from '@/components/toast'
import { wordsOf } from '@/words/problems'

interface ActsProps {
  application: Application
  onChanged(application: Application): void
  onStale(): Promise<void>
}

/** Withdraw and appeal, where the reply says that they are open. */
export function Acts({ application, onChanged, onStale }: ActsProps) {
  const [asking, setAsking] = useState<'withdraw' | 'appeal'>()
  const [note, setNote] = useState('')
  const [short, setShort] = useState<string>()
  const [problem, setProblem] = useState<string>()
  const attempt = useAttempt()
  const { id, version, allowedEvents, programTitle } = application

  async function act(event: 'withdraw' | 'appeal'): Promise<void> {
    setProblem(undefined)
    const body = { event, version, ...(event === 'appeal' ? { note: note.trim() } : {}) }
    try {
      const changed = await call(
        'POST /me/applications/:application/events',
        { params: { application: id }, body },
        { attempt },
      )
      setAsking(undefined)
      toast(event === 'withdraw' ? '已撤回' : '申诉已提交')
      onChanged(changed)
    } catch (error) {
      setProblem(wordsOf(error))
      if (
        error instanceof ProblemError &&
        (error.code === 'stale-version' || error.code === 'event-not-allowed')
      ) {
        setAsking(undefined)
        await onStale()
      } else if (event === 'withdraw') setAsking(undefined)
    }
  }
  return (
    <View className="stack">
      {problem && !asking && (
        <Notice kind="care" title="没有办成" live>
          {problem}
        </Notice>
      )}
      {allowedEvents.includes('appeal') && (
        <Button wide kind="secondary" onClick={() => setAsking('appeal')}>
          不认同，我要申诉
        </Button>
      )}
      {allowedEvents.includes('withdraw') && (
        <Button wide kind="quiet" icon="undo-2" onClick={() => setAsking('withdraw')}>
          撤回申请
        </Button>
      )}
      {asking === 'withdraw' && (
        <Dialog
          title={`撤回“${programTitle}”的申请？`}
          confirm="撤回"
          danger
          onConfirm={() => act('withdraw')}
          onClose={() => setAsking(undefined)}
        >
          撤回后不再审核，排队的日期不保留；你交的文件人才办不能再打开，由你自己删除，30
          天后也会自动删除。想再申请要重新提交，填过的内容可以再用，文件要重新上传。
        </Dialog>
      )}
      {asking === 'appeal' && (
        <Sheet title="申诉" onClose={() => setAsking(undefined)}>
          <View className="stack">
            <TextArea
              label="哪里不对，依据是什么"
              hint="写清事实，换一位工作人员重新看"
              value={note}
              error={short}
              maxLength={1000}
              onChange={(text) => {
                setNote(text)
                setShort(undefined)
              }}
            />
            {problem && (
              <Notice kind="bad" title="还没有提交成功" live>
                {problem}
              </Notice>
            )}
            <Button
              wide
              onClick={() =>
                note.trim().length < 10 ? setShort('请把理由写清楚，至少 10 个字') : act('appeal')
              }
            >
              提交申诉
            </Button>
          </View>
        </Sheet>
      )}
    </View>
  )
}
