import { useState } from 'react'
import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import type { CandidateCard } from '@jucai/contract/post-shapes'
import { jobApplicationMeanings } from '@jucai/contract/post-vocabulary'
import { sayingSigns } from '@jucai/contract/text'
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
import { useRefresh } from '@/use-refresh'
import { useWide } from '@/use-wide'
import { dayText, momentText } from '@/words/dates'
import { wordsOf } from '@/words/problems'
import { CandidateView } from '../candidate/view'
import { jobTones } from '../looks'
import '../posts.scss'

const answering = newAttempt()

/**
 * Who applied for a post; many answered at once with a reason. In a wide window the one that was opened stands beside
 * the list; nobody is opened by itself, for each look is seen.
 */
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
  const isWide = useWide()
  const [picked, pick] = useState<string>()
  const only = (isOnly: boolean) => {
    setWaiting(isOnly)
    setTimeout(() => void list.reload(), 0)
  }
  return (
    <Page title="收到的投递" desk="two" up={`/posts/desk-posts/index?employer=${employer}`}>
      <View className="desk-panes">
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
                <List
                  items={items}
                  employer={employer}
                  picked={isWide ? picked : undefined}
                  onPick={isWide ? pick : undefined}
                />
                <AnswerMany items={items} employer={employer} post={post} onDone={list.reload} />
              </View>
            )}
          </PagedList>
        </View>
        {isWide && (
          <View className="desk-stays">
            {picked ? (
              <CandidateView
                key={picked}
                employer={employer}
                id={picked}
                onChanged={() => void list.reload()}
              />
            ) : (
              <Card>
                <Empty icon="users" title="在左边选一个人" text="选了谁，谁就能看到你们看过。" />
              </Card>
            )}
          </View>
        )}
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

function List({
  items,
  employer,
  picked,
  onPick,
}: {
  items: readonly CandidateCard[]
  employer: string
  picked: string | undefined
  /** Absent: a candidate is a page of their own. */
  onPick: ((id: string) => void) | undefined
}) {
  return (
    <View className="card card-flush">
      <Rows items={items} keyOf={({ id }) => id}>
        {(one) => (
          <Cell
            title={picked === one.id ? `正在看：${nameOf(one)}` : nameOf(one)}
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
            {...(onPick ? { onClick: () => onPick(one.id) } : { to: address(employer, one.id) })}
          />
        )}
      </Rows>
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
    candidates.length === 0 ? '先选人' : sayingSigns(reason) < 4 && '写一句对方能看懂的理由，至少 4 个字'
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
