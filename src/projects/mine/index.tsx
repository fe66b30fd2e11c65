import { useState } from 'react'
import { View } from '@tarojs/components'
import {
  introductionStateLabels,
  introductionsPage,
  projectStageLabels,
  talentKindLabels,
} from '@jucai/contract/project-vocabulary'
import type { IntroductionRequest, OwnIntroduction } from '@jucai/contract/projects'
import { call } from '@/api'
import { useAttempt } from '@/attempt'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Empty } from '@/components/empty'
import { Notice } from '@/components/notice'
import { Page } from '@/components/page'
import { PagedList, usePaged } from '@/components/paged-list'
import { SignInFirst } from '@/components/sign-in-first'
import { Tag } from '@/components/tag'
import { TextArea, TextInput } from '@/components/text-input'
import { toast } from '@/components/toast'
import { useKeptWords } from '@/kept-words'
import { useSession } from '@/session'
import { useSettledMessages } from '@/settled-messages'
import { useRefresh } from '@/use-refresh'
import { dayText } from '@/words/dates'
import { refusalOf } from '../faults'

/** With which projects the reader was introduced; agreeing to one by a code, and saying that it is not so. */
export default function MyIntroductionsPage() {
  const signedIn = useSession(({ token }) => token !== null)
  return (
    <Page title="项目引进" up="/pages/mine/index">
      {signedIn ? (
        <Mine />
      ) : (
        <Card>
          <SignInFirst text="登录后填写引进码，看自己随哪个项目引进。" />
        </Card>
      )}
    </Page>
  )
}

function Mine() {
  useSettledMessages(introductionsPage, true)
  const list = usePaged((from) => call('GET /me/introductions', { query: from }))
  useRefresh(list.reload)
  return (
    <View className="stack">
      <ByCode onDone={() => void list.reload()} />
      <PagedList
        of={list}
        empty={
          <Card>
            <Empty
              icon="landmark"
              title="还没有随项目引进"
              text="企业或人才办给你引进码，你看过、同意了，才计在项目名下。"
            />
          </Card>
        }
      >
        {(items) => (
          <View className="stack">
            {items.map((item) => (
              <Introduction key={item.id} item={item} onChanged={() => void list.reload()} />
            ))}
          </View>
        )}
      </PagedList>
    </View>
  )
}

function ByCode({ onDone }: { onDone(): void }) {
  const [code, setCode] = useState('')
  const [asked, setAsked] = useState<IntroductionRequest | null>(null)
  const [refusal, setRefusal] = useState<{ field?: string; words?: string }>({})
  const attempt = useAttempt()
  const trying = async (run: () => Promise<void>) => {
    setRefusal({})
    try {
      await run()
    } catch (error) {
      setRefusal(refusalOf(error, 'code'))
    }
  }
  const look = () =>
    trying(async () =>
      setAsked(await call('POST /me/introduction-requests', { body: { code: code.trim() } })),
    )
  const answer = (agrees: boolean) =>
    trying(async () => {
      await call('POST /me/introductions', { body: { code: code.trim(), agrees } }, { attempt })
      toast(agrees ? '已同意' : '已答复不同意')
      setAsked(null)
      setCode('')
      onDone()
    })
  return (
    <Card title="有引进码">
      <View className="stack">
        <TextInput
          label="引进码"
          hint="16 位，14 天内有效"
          maxLength={40}
          value={code}
          error={refusal.field}
          onChange={(next) => {
            setCode(next)
            setAsked(null)
          }}
        />
        {asked ? (
          <>
            <View>{`“${asked.projectName}”（${asked.employerName}）想把你计为随项目引进的${talentKindLabels[asked.kind]}，${dayText(asked.firstDay)}到岗。`}</View>
            <View className="small">
              {`同意以后，${asked.office}能看到隐去部分的姓名和到岗日期，用来核对项目的名额。一个人同一时间只计一个项目，随时可以说明与自己无关。`}
            </View>
            <Button wide onClick={() => answer(true)}>
              同意计入
            </Button>
            <Button wide kind="quiet" onClick={() => answer(false)}>
              不同意
            </Button>
          </>
        ) : (
          <Button wide onClick={look}>
            看看是什么项目
          </Button>
        )}
        {refusal.words && (
          <Notice kind="bad" title="没有办成" live>
            {refusal.words}
          </Notice>
        )}
      </View>
    </Card>
  )
}

function Introduction({ item, onChanged }: { item: OwnIntroduction; onChanged(): void }) {
  const [objects, setObjects] = useState(false)
  return (
    <Card title={item.projectName}>
      <View className="stack">
        <View>
          <Tag tone={item.state === 'here' ? 'good' : 'plain'}>{introductionStateLabels[item.state]}</Tag>
        </View>
        <View className="small">
          {`${item.employerName} · ${talentKindLabels[item.kind]} · ${dayText(item.firstDay)}到岗 · 项目${projectStageLabels[item.stage]}`}
        </View>
        {item.endedOn && (
          <View className="small">{`${dayText(item.endedOn)}起不再计入。${item.reason}`}</View>
        )}
        {item.mayObject && !objects && (
          <Button wide kind="quiet" onClick={() => setObjects(true)}>
            这与我无关，或我已离开
          </Button>
        )}
        {item.mayObject && objects && <Objecting item={item} onDone={onChanged} />}
      </View>
    </Card>
  )
}

function Objecting({ item, onDone }: { item: OwnIntroduction; onDone(): void }) {
  const [words, setWords] = useKeptWords(`introduction-objection-${item.id}`)
  const [refusal, setRefusal] = useState<{ field?: string; words?: string }>({})
  const send = async () => {
    setRefusal({})
    try {
      await call('POST /me/introductions/:introduction/objection', {
        params: { introduction: item.id },
        body: { words: words.replace(/\s+/g, ' ').trim() },
      })
      setWords('')
      toast('已不再计入')
      onDone()
    } catch (error) {
      setRefusal(refusalOf(error, 'words'))
    }
  }
  return (
    <>
      <TextArea
        label="怎么回事"
        hint="发出以后马上不再计入，人才办会看到你写的"
        maxLength={200}
        value={words}
        error={refusal.field}
        onChange={setWords}
      />
      {refusal.words && (
        <Notice kind="bad" title="没有办成" live>
          {refusal.words}
        </Notice>
      )}
      <Button wide onClick={send}>
        不再把我计入
      </Button>
    </>
  )
}
