import type { Recovery } from '@jucai/contract/profiles'
import { recoveryEffects } from '@jucai/contract/recovery-words'
import { Button } from 'antd'
import { useState } from 'react'
import { call } from '../api'
import { moment } from '../dates'
import { Empty } from '../parts/notice'
import { Card, Page } from '../parts/page'
import { PagesFoot, usePages } from '../parts/pages'
import { ReasonDialog } from '../parts/reason-dialog'

/** Accounts to be given back to people whose old phone is gone. */
export default function Recoveries() {
  const pages = usePages<Recovery>('recoveries', (after) =>
    call('GET /account-recoveries', { query: { after } }),
  )
  const [deciding, setDeciding] = useState<{ recovery: Recovery; approve: boolean } | null>(null)
  const decide = async (reason: string) => {
    if (!deciding) return
    const { recovery, approve } = deciding
    await call('PUT /account-recoveries/:recovery/decision', {
      params: { recovery: recovery.id },
      body: { approve, reason },
    })
    pages.change((items) => items.filter(({ id }) => id !== recovery.id))
    setDeciding(null)
  }
  return (
    <Page title="账号找回" lead="先打电话核对本人，再决定。">
      {pages.items.map((recovery) => (
        <Card
          key={recovery.id}
          title={recovery.maskedName}
          extra={<span className="muted small">{moment(recovery.createdAt)}</span>}
        >
          <p className="second">
            证件 <span className="mono">{recovery.maskedDocument}</span> · 联系电话{' '}
            <span className="mono">{recovery.contactPhone}</span>
          </p>
          <p className="paragraph">{recovery.explanation}</p>
          <p className="second small">同意以后：{recoveryEffects[recovery.asks]}</p>
          <div className="form-actions">
            <Button
              type="primary"
              onClick={() => setDeciding({ recovery, approve: true })}
              aria-label={`同意${recovery.maskedName}的申请`}
            >
              同意
            </Button>
            <Button
              danger
              onClick={() => setDeciding({ recovery, approve: false })}
              aria-label={`不同意${recovery.maskedName}的申请`}
            >
              不同意
            </Button>
          </div>
        </Card>
      ))}
      <PagesFoot
        pages={pages}
        what="找回申请"
        empty={
          <Empty icon="key-round" title="没有等待处理的找回申请">
            换了手机、收不到验证码的人提出后，会出现在这里。
          </Empty>
        }
      />
      {deciding && (
        <ReasonDialog
          open
          title={deciding.approve ? '同意找回账号' : '不同意找回账号'}
          lead="申请人会看到您写的内容。"
          label={deciding.approve ? '怎样核对了本人' : '为什么不同意，可以怎么办'}
          action={deciding.approve ? '同意' : '不同意'}
          danger={!deciding.approve}
          minLength={2}
          onClose={() => setDeciding(null)}
          onDone={decide}
        />
      )}
    </Page>
  )
}
