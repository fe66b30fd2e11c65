import { useState } from 'react'
import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import type { BoothCard, PublicFair } from '@jucai/contract/fair-shapes'
import { fairFieldLabels, fairFields, passingRule, type FairField } from '@jucai/contract/fair-vocabulary'
import { call } from '@/api'
import { useAttempt } from '@/attempt'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Cell, CellGroup } from '@/components/cell'
import { Choices } from '@/components/choice'
import { Empty } from '@/components/empty'
import { Loaded, useLoaded } from '@/components/loaded'
import { Notice } from '@/components/notice'
import { Page } from '@/components/page'
import { Sheet } from '@/components/sheet'
import { SignInFirst } from '@/components/sign-in-first'
import { openPage } from '@/page-address'
import { useSession } from '@/session'
import { useRefresh } from '@/use-refresh'
import { wordsOf } from '@/words/problems'
import { whenText, whereText } from '../looks'
import '../fairs.scss'

/** The fair that is meant; an address without one means the next. */
const fairMeant = async (id: string): Promise<string> =>
  id || ((await call('GET /fairs', { query: { limit: 1 } })).items[0]?.id ?? '')

/** One fair: when, where, its booths, and signing up. */
export default function FairPage() {
  const { id = '' } = useRouter().params
  const loaded = useLoaded(async () => call('GET /fairs/:fair', { params: { fair: await fairMeant(id) } }))
  useRefresh(loaded.reload)
  return (
    <Page title="招聘会" up="/fairs/list/index" action={loaded.data && <Do fair={loaded.data} />}>
      <Loaded of={loaded}>
        {(fair) => (
          <View className="stack">
            <View className="fair-head">
              <View className="fair-title" aria-role="heading" aria-level={2}>
                {fair.title}
              </View>
              <View className="fair-line">{whenText(fair)}</View>
              <View className="fair-line">{whereText(fair)}</View>
            </View>
            <Standing fair={fair} />
            {fair.about !== '' && (
              <Card>
                <View className="fair-text">{fair.about}</View>
              </Card>
            )}
            <Booths fair={fair} />
            <Card title="怎么排队">
              <View className="fair-text">{passingRule(fair.callMinutes)}</View>
            </Card>
          </View>
        )}
      </Loaded>
    </Page>
  )
}

function Standing({ fair }: { fair: PublicFair }) {
  if (fair.standing === 'cancelled')
    return (
      <Notice kind="care" title="这场招聘会取消了">
        {fair.cancelReason}
      </Notice>
    )
  if (fair.standing === 'over')
    return (
      <Notice kind="info" title="这场招聘会结束了">
        展位带来的岗位还在，没有截止的可以继续投递。
      </Notice>
    )
  return null
}

const boothNote = ({ posts, waiting, freeSlots, queue }: BoothCard, running: boolean): string =>
  [
    `${posts.length} 个岗位`,
    running && queue && `${waiting} 人在排`,
    freeSlots > 0 && `还有 ${freeSlots} 个时段可约`,
  ]
    .filter(Boolean)
    .join(' · ')

function Booths({ fair }: { fair: PublicFair }) {
  if (fair.boothList.length === 0)
    return (
      <Card>
        <Empty icon="building-2" title="展位还在确认" text="确认后出现在这里，可以先报名。" />
      </Card>
    )
  return (
    <CellGroup title={`展位（${fair.booths}）`}>
      {fair.boothList.map((booth) => (
        <Cell
          key={booth.id}
          icon="building-2"
          title={booth.employer.name}
          note={
            booth.state === 'cancelled'
              ? `展位取消了：${booth.cancelReason ?? ''}`
              : boothNote(booth, fair.standing === 'running')
          }
          value={booth.place || undefined}
          to={`/fairs/booth/index?fair=${fair.id}&id=${booth.id}`}
        />
      ))}
    </CellGroup>
  )
}

function Do({ fair }: { fair: PublicFair }) {
  const [open, setOpen] = useState(false)
  if (fair.ticket)
    return (
      <Button wide onClick={() => openPage(`/fairs/ticket/index?id=${fair.ticket ?? ''}`)}>
        看我的排队和时段
      </Button>
    )
  if (fair.standing !== 'published' && fair.standing !== 'running') return null
  return (
    <>
      <Button wide kind="star" onClick={() => setOpen(true)}>
        报名
      </Button>
      {open && <SignUp fair={fair} onClose={() => setOpen(false)} />}
    </>
  )
}

function SignUp({ fair, onClose }: { fair: PublicFair; onClose(): void }) {
  const signedIn = useSession(({ token }) => token !== null)
  const [fields, setFields] = useState<readonly FairField[]>(fairFields)
  const [failed, setFailed] = useState<string>()
  const attempt = useAttempt()
  const send = async () => {
    try {
      const { id } = await call(
        'POST /me/fair-tickets',
        { body: { fair: fair.id, fields: [...fields] } },
        { attempt },
      )
      onClose()
      await openPage(`/fairs/ticket/index?id=${id}`)
    } catch (error) {
      setFailed(wordsOf(error))
    }
  }
  return (
    <Sheet title="报名" onClose={onClose}>
      {signedIn ? (
        <View className="stack">
          <Choices
            label="叫到你时给展位看的"
            hint="姓名一定给看，不然没法叫你。没有叫到你的展位只看到隐去一部分的姓名。"
            options={fairFields
              .filter((field) => field !== 'name')
              .map((value) => ({ value, label: fairFieldLabels[value] }))}
            value={fields.filter((field) => field !== 'name')}
            onChange={(next) => setFields(['name', ...next])}
          />
          {failed && (
            <Notice kind="bad" title="还没有报上" live>
              {failed}
            </Notice>
          )}
          <Button wide kind="star" onClick={send}>
            确认报名
          </Button>
        </View>
      ) : (
        <SignInFirst text="登录后报名。" />
      )}
    </Sheet>
  )
}
