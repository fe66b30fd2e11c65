import { useState } from 'react'
import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import type { CandidateCard } from '@jucai/contract/post-shapes'
import { jobApplicationMeanings, shownFieldLabels, shownFields } from '@jucai/contract/post-vocabulary'
import { newAttempt } from '@/attempt'
import { call } from '@/api'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Cell } from '@/components/cell'
import { Choices } from '@/components/choice'
import { Empty } from '@/components/empty'
import { Notice } from '@/components/notice'
import { Page } from '@/components/page'
import { PagedList, usePaged } from '@/components/paged-list'
import { Rows } from '@/components/rows'
import { SwitchRow } from '@/components/switch-row'
import { Tag } from '@/components/tag'
import { TextArea } from '@/components/text-input'
import { openPage } from '@/page-address'
import { useRefresh } from '@/use-refresh'
import { dayText, momentText } from '@/words/dates'
import { wordsOf } from '@/words/problems'
import { jobTones } from '../looks'
import '../posts.scss'

const answering = newAttempt()

/** Who applied for a post: rows on a phone, a table where there is room; many answered at once with a reason. */
export default function CandidatesPage() {
  const { employer = '', post = '' } = useRouter().params
  const [waiting, setWaiting] = useState(false)
  const list = usePaged((from) =>
    call('GET /employers/:employer/posts/:post/candidates', {
      params: { employer, post },
      query: { ...from, ...(waiting ? { waiting } : {}) },
    }),
  )
  useRefresh(list.reload)
  const only = (isOnly: boolean) => {
    setWaiting(isOnly)
    setTimeout(() => void list.reload(), 0)
  }
  return (
    <Page title="收到的投递" up={`/posts/desk-posts/index?employer=${employer}`}>
      <View className="stack">
        <View className="small">名单按投递先后排列，不打分、不排名。每一次查看，本人都能看到。</View>
        <View className="card card-flush">
          <SwitchRow title="只看等答复的" checked={waiting} onChange={only} />
        </View>
        <PagedList
          of={list}
          empty={
            <Card>
              <Empty icon="users" title="还没有投递" text="有人投递会发消息给你。" />
            </Card>
          }
        >
          {(items) => (
            <View className="stack">
              <List items={items} employer={employer} />
              <AnswerMany items={items} employer={employer} post={post} onDone={list.reload} />
            </View>
          )}
        </PagedList>
      </View>
    </Page>
  )
}

const nameOf = ({ name }: CandidateCard): string => name ?? '已撤回，资料已收回'
const waitOf = ({ state, overdue, answerBy, sentAt }: CandidateCard): string => {
  if (state !== 'sent' && state !== 'seen') return `${momentText(sentAt)}投递`
  return overdue ? `本该在${dayText(answerBy)}前答复` : `${dayText(answerBy)}前答复`
}
const address = (employer: string, id: string): string =>
  `/posts/candidate/index?employer=${employer}&id=${id}`

function List({ items, employer }: { items: readonly CandidateCard[]; employer: string }) {
  return (
    <>
      <View className="card card-flush candidate-narrow">
        <Rows items={items} keyOf={({ id }) => id}>
          {(one) => (
            <Cell
              title={nameOf(one)}
              note={
                <>
                  <View>
                    {one.shown
                      .filter(({ field }) => field !== 'name')
                      .map(({ value }) => value)
                      .join(' · ')}
                  </View>
                  <View className={one.overdue ? 'post-late' : ''}>{waitOf(one)}</View>
                </>
              }
              value={<Tag tone={jobTones[one.state]}>{jobApplicationMeanings[one.state].label}</Tag>}
              to={address(employer, one.id)}
            />
          )}
        </Rows>
      </View>
      {process.env.TARO_ENV === 'h5' && <Wide items={items} employer={employer} />}
    </>
  )
}

/** The same as a table. */
function Wide({ items, employer }: { items: readonly CandidateCard[]; employer: string }) {
  return (
    <View className="card candidate-wide" aria-role="table" aria-label="收到的投递">
      <View className="candidate-row candidate-head" aria-role="row">
        {[...shownFields.map((field) => shownFieldLabels[field]), '状态', '答复', '操作'].map((title) => (
          <View key={title} className="candidate-cell" aria-role="columnheader">
            {title}
          </View>
        ))}
      </View>
      {items.map((one) => (
        <View key={one.id} className="candidate-row" aria-role="row">
          {shownFields.map((field) => (
            <View key={field} className="candidate-cell" aria-role="cell">
              {one.shown.find((shown) => shown.field === field)?.value ??
                (field === 'name' ? nameOf(one) : '—')}
            </View>
          ))}
          <View className="candidate-cell" aria-role="cell">
            <Tag tone={jobTones[one.state]}>{jobApplicationMeanings[one.state].label}</Tag>
          </View>
          <View className={one.overdue ? 'candidate-cell post-late' : 'candidate-cell'} aria-role="cell">
            {waitOf(one)}
          </View>
          <View className="candidate-cell" aria-role="cell">
            <Button
              kind="quiet"
              label={`打开${nameOf(one)}的投递`}
              onClick={() => openPage(address(employer, one.id))}
            >
              打开
            </Button>
          </View>
        </View>
      ))}
    </View>
  )
}

function AnswerMany({
  items,
  employer,
  post,
  onDone,
}: {
  items: readonly CandidateCard[]
  employer: string
  post: string
  onDone(): Promise<void>
}) {
  const open = items.filter(({ state }) => state === 'sent' || state === 'seen')
  const [chosen, setChosen] = useState<string[]>([])
  const [reason, setReason] = useState('')
  const [told, setTold] = useState<string[]>([])
  const [failed, setFailed] = useState<string>()
  if (open.length < 2 && told.length === 0) return null
  const candidates = open
    .filter(({ id }) => chosen.includes(id))
    .map(({ id, revision }) => ({ id, revision }))
  const send = async (event: 'shortlist' | 'reject') => {
    setFailed(undefined)
    try {
      const { items: came } = await call(
        'POST /employers/:employer/posts/:post/answers',
        {
          params: { employer, post },
          body: { event, reason: reason.trim(), candidates },
        },
        { attempt: answering },
      )
      const names = new Map(open.map((one) => [one.id, nameOf(one)]))
      setTold([
        `答复了 ${came.filter(({ answered }) => answered).length} 人。`,
        ...came.flatMap(({ id, why }) => (why ? [`${names.get(id) ?? ''}：${why}`] : [])),
      ])
      setChosen([])
      await onDone()
    } catch (error) {
      setFailed(wordsOf(error))
    }
  }
  const why =
    candidates.length === 0
      ? '先选人'
      : [...reason.trim()].length < 4 && '写一句对方能看懂的理由，至少 4 个字'
  return (
    <Card title="一起答复几个人">
      <View className="stack">
        <Choices
          label="选人"
          options={open.map((one) => ({ value: one.id, label: nameOf(one) }))}
          value={chosen}
          onChange={setChosen}
        />
        <TextArea label="理由" hint="每个人都会读到" maxLength={200} value={reason} onChange={setReason} />
        {told.length > 0 && (
          <Notice kind="good" title="结果" live>
            {told.map((line) => (
              <View key={line}>{line}</View>
            ))}
          </Notice>
        )}
        {failed && (
          <Notice kind="bad" live>
            {failed}
          </Notice>
        )}
        <Button wide kind="secondary" onClick={() => send('shortlist')} disabledReason={why}>
          列入初选
        </Button>
        <Button wide kind="danger" onClick={() => send('reject')} disabledReason={why}>
          不录用
        </Button>
      </View>
    </Card>
  )
}
