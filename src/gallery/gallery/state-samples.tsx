import { useState } from 'react'
import { View } from '@tarojs/components'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Dialog } from '@/components/dialog'
import { Empty } from '@/components/empty'
import { ErrorState, type Trouble } from '@/components/error-state'
import { Sheet } from '@/components/sheet'
import { Skeleton } from '@/components/skeleton'
import { toast } from '@/components/toast'
import { Sample } from './sample'

const troubles: Trouble[] = ['offline', 'server', 'busy', 'missing', 'refused']

/** What opens, what comes and goes, and what stands in for content. */
export function StateSamples() {
  const [open, setOpen] = useState<'sheet' | 'dialog'>()
  const close = () => setOpen(undefined)
  return (
    <>
      <Sample title="弹出">
        <View className="wrap">
          <Button kind="secondary" onClick={() => setOpen('sheet')}>
            打开面板
          </Button>
          <Button kind="secondary" onClick={() => setOpen('dialog')}>
            打开对话框
          </Button>
          <Button kind="secondary" onClick={() => toast('已保存')}>
            轻提示
          </Button>
        </View>
        {open === 'sheet' && (
          <Sheet title="选择服务" onClose={close}>
            领取钥匙、办理入住、参加活动
          </Sheet>
        )}
        {open === 'dialog' && (
          <Dialog title="退出这台设备？" confirm="退出" danger onConfirm={close} onClose={close}>
            退出后，这台手机上的人才码不能再用，重新登录就好。
          </Dialog>
        )}
      </Sample>
      <Sample title="等待与空白">
        <Skeleton shape="card" />
        <Skeleton />
        <Skeleton shape="text" />
        <Card>
          <Empty
            icon="bell"
            title="还没有消息"
            text="申请有进展时，会在这里告诉你。"
            action={<Button kind="secondary">看看服务</Button>}
          />
        </Card>
        {troubles.map((trouble) => (
          <Card key={trouble}>
            <ErrorState trouble={trouble} onRetry={() => undefined} />
          </Card>
        ))}
      </Sample>
    </>
  )
}
