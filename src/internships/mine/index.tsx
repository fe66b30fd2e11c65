import { useState } from 'react'
import { View } from '@tarojs/components'
import type { InternshipWish } from '@jucai/contract/internship-shapes'
import { internshipStateLabels, wishStateLabels } from '@jucai/contract/internship-vocabulary'
import { call } from '@/api'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Cell, CellGroup } from '@/components/cell'
import { Dialog } from '@/components/dialog'
import { Empty } from '@/components/empty'
import { Notice } from '@/components/notice'
import { Page } from '@/components/page'
import { PagedList, usePaged } from '@/components/paged-list'
import { Rows } from '@/components/rows'
import { SignInFirst } from '@/components/sign-in-first'
import { Tag } from '@/components/tag'
import { toast } from '@/components/toast'
import { openPage } from '@/page-address'
import { useSession } from '@/session'
import { useSettledMessages } from '@/settled-messages'
import { useRefresh } from '@/use-refresh'
import { untilText } from '@/words/dates'
import { wordsOf } from '@/words/problems'
import { internshipTones, spanWords, wishTones } from '../words'
import { Ranking } from './ranking'
import '../internships.scss'

/** What the reader applied for, in which order, and what came of it. */
export default function MinePage() {
  const signedIn = useSession(({ token }) => token !== null)
  return (
    <Page title="我的见习" up="/internships/places/index">
      {signedIn ? (
        <Mine />
      ) : (
        <Card>
          <SignInFirst text="登录后看报名、协议、出勤和补贴。" />
        </Card>
      )}
    </Page>
  )
}

function Mine() {
  const internships = usePaged((query) => call('GET /me/internships', { query }))
  const wishes = usePaged((query) => call('GET /me/internship-wishes', { query }))
  useRefresh(() => Promise.all([internships.reload(), wishes.reload()]))
  useSettledMessages('/internships/mine/index', wishes.data !== undefined)
  const put = (changed: readonly InternshipWish[]) =>
    wishes.change((one) => changed.find(({ id }) => id === one.id) ?? one)
  return (
    <View className="stack">
      <PagedList of={internships} empty={null}>
        {(items) => (
          <CellGroup title="见习">
            <Rows items={items} keyOf={({ id }) => id}>
              {(one) => (
                <Cell
                  title={one.title}
                  note={
                    <>
                      <View>{one.base}</View>
                      <View>{spanWords(one.firstDay, one.lastDay)}</View>
                    </>
                  }
                  value={<Tag tone={internshipTones[one.state]}>{internshipStateLabels[one.state]}</Tag>}
                  to={`/internships/internship/index?id=${one.id}`}
                />
              )}
            </Rows>
          </CellGroup>
        )}
      </PagedList>
      {wishes.data && <Ranking wishes={wishes.data.items} onRanked={put} />}
      <PagedList
        of={wishes}
        empty={
          <Card>
            <Empty icon="send" title="还没有报名" text="看看有哪些见习岗位，逐条知道自己符合不符合。" />
            <Button wide onClick={() => openPage('/internships/places/index')}>
              看见习岗位
            </Button>
          </Card>
        }
      >
        {(items) => (
          <Card title="报名">
            <Rows items={items} keyOf={({ id }) => id}>
              {(wish) => <Wish wish={wish} onChanged={(next) => put([next])} />}
            </Rows>
          </Card>
        )}
      </PagedList>
    </View>
  )
}

/** What a wish waits for, or what was answered. */
const waitText = ({ state, inRound, answerBy, answer }: InternshipWish): string => {
  if (state === 'applied')
    return inRound ? `${untilText(answerBy)}后统一分配` : `${untilText(answerBy)}前答复`
  return answer ? `答复：${answer}` : ''
}

function Wish({ wish, onChanged }: { wish: InternshipWish; onChanged(next: InternshipWish): void }) {
  const [asking, setAsking] = useState(false)
  const [failed, setFailed] = useState<string>()
  const withdraw = async () => {
    setFailed(undefined)
    try {
      onChanged(await call('DELETE /me/internship-wishes/:wish', { params: { wish: wish.id } }))
      setAsking(false)
      toast('已撤回')
    } catch (error) {
      setFailed(wordsOf(error))
    }
  }
  return (
    <View className="intern-wish">
      <View className="intern-wish-main">
        <View className="strong">{wish.place.title}</View>
        <View className="small">{wish.place.base}</View>
        <View className="small">{spanWords(wish.place.startDay, wish.place.lastDay)}</View>
        {waitText(wish) && <View className="small">{waitText(wish)}</View>}
      </View>
      <Tag tone={wishTones[wish.state]}>{wishStateLabels[wish.state]}</Tag>
      <View className="intern-do">
        <Button
          kind="quiet"
          label={`看岗位：${wish.place.title}`}
          onClick={() => openPage(`/internships/place/index?id=${wish.place.id}`)}
        >
          看岗位
        </Button>
        {wish.mayWithdraw && (
          <Button kind="quiet" label={`撤回报名：${wish.place.title}`} onClick={() => setAsking(true)}>
            撤回报名
          </Button>
        )}
      </View>
      {asking && (
        <Dialog
          title={`撤回“${wish.place.title}”的报名？`}
          confirm="撤回报名"
          cancel="留着"
          danger
          onConfirm={withdraw}
          onClose={() => setAsking(false)}
        >
          撤回后基地看不到你的资料；报名截止前可以再报。
          {failed && (
            <Notice kind="bad" title="没有撤回" live>
              {failed}
            </Notice>
          )}
        </Dialog>
      )}
    </View>
  )
}
