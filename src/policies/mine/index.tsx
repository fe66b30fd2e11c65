import { useMemo, useState } from 'react'
import { View } from '@tarojs/components'
import { useShareAppMessage } from '@tarojs/taro'
import { nextQuestions } from '@jucai/contract/policies/questions'
import { factSourceLabels } from '@jucai/contract/policies/facts'
import { factWords } from '@jucai/contract/policies/words'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Cell, CellGroup } from '@/components/cell'
import { Notice } from '@/components/notice'
import { Sheet } from '@/components/sheet'
import { toast } from '@/components/toast'
import { useSession } from '@/session'
import { dayText } from '@/words/dates'
import { wordsOf } from '@/words/problems'
import { BookPage } from '../book-page'
import { FactQuestion } from '../fact-question'
import { PolicyRow } from '../policy-row'
import { placeOf, type Judged, type Place, type Standing } from '../standing'
import { forgetTold, keepTold, tell, usePolicies } from '../store'
import { Best } from './best'
import { LineOfTime } from './line-of-time'
import '../policies.scss'

const places: readonly { place: Place; title: string }[] = [
  { place: 'now', title: '现在可以享受' },
  { place: 'soon', title: '到时候就可以' },
  { place: 'open', title: '再说一点就知道' },
  { place: 'no', title: '目前不符合' },
]

/** What somebody is entitled to: asked a few questions, signed in or not. */
export default function MinePoliciesPage() {
  useShareAppMessage(() => ({
    title: '答几个问题，看看星城哪些人才政策你能享受',
    path: '/policies/mine/index',
  }))
  return (
    <BookPage title="我能享受什么" up="/policies/library/index">
      {(standing) => <Mine standing={standing} />}
    </BookPage>
  )
}

function Mine({ standing }: { standing: Standing }) {
  const { judged } = standing
  const inPlace = (place: Place) => judged.filter((one) => placeOf(one) === place)
  const nothingKnown = Object.keys(standing.facts).length === 0
  return (
    <View className="stack">
      <View className="sky">
        <View className="sky-words">{`${dayText(standing.day)}，按你说的情况`}</View>
        <View className="sky-figure">
          {nothingKnown ? '先回答一个问题' : `${inPlace('now').length} 项可以享受`}
        </View>
        <View className="sky-words">
          {nothingKnown
            ? `共 ${judged.length} 项配套政策，不用登录就能对照`
            : restWords(inPlace('soon').length, inPlace('open').length)}
        </View>
      </View>
      <TakeOver />
      <Ask standing={standing} />
      <Best standing={standing} />
      {!nothingKnown &&
        places.map(({ place, title }) => <Group key={place} title={title} items={inPlace(place)} />)}
      <LineOfTime standing={standing} />
      <OwnFacts standing={standing} />
      <View className="tiny">按政策库现行版本计算，供你参考，以申请时的审核为准。</View>
    </View>
  )
}

const restWords = (soon: number, open: number): string =>
  [soon > 0 ? `${soon} 项到时候就可以` : '', open > 0 ? `${open} 项再说一点就知道` : '']
    .filter(Boolean)
    .join('，') || '全部对照完了'

function Group({ title, items }: { title: string; items: readonly Judged[] }) {
  if (items.length === 0) return null
  return (
    <CellGroup title={`${title} ${items.length} 项`}>
      {items.map((one) => (
        <PolicyRow key={one.policy.code} of={one} />
      ))}
    </CellGroup>
  )
}

/** The next questions but those that were passed over. Takes a tenth of a second with nothing known yet. */
const questionsOf = (standing: Standing, passed: readonly string[]) => {
  const asked = standing.judged
    .filter((one) => placeOf(one) === 'open')
    .map(({ policy, prepared }) => ({ code: policy.code, compiled: prepared.compiled }))
  return nextQuestions(asked, standing.known, 3 + passed.length).filter(({ fact }) => !passed.includes(fact))
}

const keptWhere = (signedIn: boolean): string =>
  signedIn ? '回答加密存在你的账号里，只用来对照政策，随时可以改、可以删。' : '回答只存在这部手机里。'

/** At most three questions at a time, the one that settles most first. */
function Ask({ standing }: { standing: Standing }) {
  const signedIn = useSession(({ me }) => me !== null)
  const [passed, setPassed] = useState<readonly string[]>([])
  const questions = useMemo(() => questionsOf(standing, passed), [standing, passed])
  const [first] = questions
  const definition = first && standing.prepared.book.facts.find(({ code }) => code === first.fact)
  if (!first || !definition)
    return passed.length > 0 ? (
      <Button kind="secondary" wide onClick={() => setPassed([])}>
        {`还有 ${passed.length} 个问题没答，现在答`}
      </Button>
    ) : null
  return (
    <Card title="问你一句" aside={`还有 ${Math.min(3, questions.length)} 个问题`}>
      <View className="small ask-steps">
        {`答了能定下 ${first.policies.length} 项政策。${keptWhere(signedIn)}`}
      </View>
      <FactQuestion
        key={first.fact}
        definition={definition}
        value={undefined}
        onDone={(told) => !told && setPassed([...passed, first.fact])}
      />
    </Card>
  )
}

/** What was told before signing in is offered to the account, never taken. */
function TakeOver() {
  const signedIn = useSession(({ me }) => me !== null)
  const count = usePolicies(({ told }) => Object.keys(told).length)
  const [error, setError] = useState<string>()
  if (!signedIn || count === 0) return null
  const keep = async () => {
    setError(undefined)
    try {
      await keepTold()
      toast('已存到你的账号')
    } catch (problem) {
      setError(wordsOf(problem))
    }
  }
  return (
    <Card title={`登录前，这部手机上答过 ${count} 项`}>
      <View className="stack">
        <View className="small">是你答的，就存到你的账号，以后不用再填；不是你答的，请删掉。</View>
        {error && (
          <Notice kind="bad" title="没有存成功" live>
            {error}
          </Notice>
        )}
        <View className="row">
          <Button onClick={keep}>是我答的，存下</Button>
          <Button kind="quiet" onClick={forgetTold}>
            不是我，删掉
          </Button>
        </View>
      </View>
    </Card>
  )
}

/** What is known, with source and date; what one told oneself can be changed and taken back. */
function OwnFacts({ standing }: { standing: Standing }) {
  const signedIn = useSession(({ me }) => me !== null)
  const [changing, setChanging] = useState<string>()
  const [error, setError] = useState<string>()
  const { facts: definitions } = standing.prepared.book
  const known = definitions.filter(({ code }) => standing.facts[code])
  const definition = definitions.find(({ code }) => code === changing)
  if (known.length === 0) return null
  const takeBack = async (code: string) => {
    setError(undefined)
    try {
      await tell(code, null)
      setChanging(undefined)
      toast('已删除')
    } catch (problem) {
      setError(wordsOf(problem))
    }
  }
  return (
    <>
      <CellGroup title="按这些情况算的">
        {known.map((one) => {
          const fact = standing.facts[one.code]
          if (!fact) return null
          const isTold = fact.source === 'self'
          return (
            <Cell
              key={one.code}
              title={one.label}
              note={`${factSourceLabels[fact.source]}，${dayText(fact.asOf)}`}
              value={factWords(one, fact.value)}
              {...(isTold ? { onClick: () => setChanging(one.code) } : {})}
              {...(fact.source === 'registration' ? { to: '/account/my-data/index' } : {})}
            />
          )
        })}
      </CellGroup>
      {!signedIn && (
        <Button wide kind="quiet" onClick={forgetTold}>
          清空这部手机上的回答
        </Button>
      )}
      {definition && (
        <Sheet title={definition.label} onClose={() => setChanging(undefined)}>
          <View className="stack">
            <FactQuestion
              definition={definition}
              value={standing.facts[definition.code]?.value}
              onDone={() => setChanging(undefined)}
            />
            {error && (
              <Notice kind="bad" title="没有删除成功" live>
                {error}
              </Notice>
            )}
            <Button wide kind="danger" onClick={() => takeBack(definition.code)}>
              删掉这一项
            </Button>
          </View>
        </Sheet>
      )}
    </>
  )
}
