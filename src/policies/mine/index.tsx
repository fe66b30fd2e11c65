import { useMemo, useState } from 'react'
import { View } from '@tarojs/components'
import { turnsAhead } from '@jucai/contract/policies/offers'
import { useShareAppMessage } from '@tarojs/taro'
import { createStore, useStore } from 'zustand'
import { isOpen } from '@jucai/contract/policies/change'
import { nextQuestions } from '@jucai/contract/policies/questions'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Cell, CellGroup } from '@/components/cell'
import { Notice } from '@/components/notice'
import { toast } from '@/components/toast'
import { useSession } from '@/session'
import { dayText } from '@/words/dates'
import { wordsOf } from '@/words/problems'
import { BookPage } from '../book-page'
import { FactQuestion } from '../fact-question'
import { turnWords } from '../turn-words'
import { Slot } from '../slot'
import { placeLabels, placeOf, places, type Judged, type Place, type Standing } from '../standing'
import { forgetTold, keepTold, usePolicies } from '../store'
import { givenWords } from '../words'
import { Best } from './best'
import '../policies.scss'

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
      <Slot show={!nothingKnown}>
        <CellGroup title="对照的结果">
          {places.map((place) => (
            <PlaceRow key={place} place={place} items={inPlace(place)} />
          ))}
        </CellGroup>
      </Slot>
      <CellGroup>
        <Cell
          icon="star"
          title="免申即享"
          note="按记录符合的，不用申请，确认一下就有"
          to="/policies/offers/index"
        />
      </CellGroup>
      <Slot show={!nothingKnown}>
        <CellGroup>
          <Ahead standing={standing} />
          <Cell
            icon="user-round"
            title="按这些情况算的"
            note="看每一项的来历，随时改、随时删"
            value={`${Object.keys(standing.facts).length} 项`}
            to="/policies/facts/index"
          />
        </CellGroup>
      </Slot>
      <View className="tiny">按政策库现行版本计算，供你参考，以申请时的审核为准。</View>
    </View>
  )
}

const restWords = (soon: number, open: number): string =>
  [soon > 0 ? `${soon} 项到时候就可以` : '', open > 0 ? `${open} 项再说一点就知道` : '']
    .filter(Boolean)
    .join('，') || '全部对照完了'

const mostNamed = 2
const namedWords = (items: readonly Judged[]): string => {
  if (items.length === 0) return '没有'
  const names = items.slice(0, mostNamed).map(({ policy, outcome, gives }) => {
    const given = isOpen(outcome) ? givenWords(gives) : ''
    return given ? `${policy.title} ${given}` : policy.title
  })
  return items.length > mostNamed ? `${names.join('；')} 等` : names.join('；')
}
/** One place with how many stand in it, of what can be had the first by name; the list of it lies behind. */
function PlaceRow({ place, items }: { place: Place; items: readonly Judged[] }) {
  return (
    <Cell
      title={placeLabels[place]}
      note={place === 'now' || place === 'soon' ? namedWords(items) : undefined}
      value={`${items.length} 项`}
      to={`/policies/library/index?place=${place}`}
    />
  )
}

/** The next thing that changes by itself, and the way to the line of time. */
function Ahead({ standing }: { standing: Standing }) {
  const turns = useMemo(
    () => turnsAhead(standing.prepared, standing.facts, standing.day).slice(0, 12),
    [standing],
  )
  const [next] = turns
  const title = next && standing.prepared.book.policies.find(({ code }) => code === next.policy)?.title
  return (
    <Cell
      icon="calendar"
      title="往后两年会怎样"
      note={next ? `${dayText(next.on)}，${turnWords(title ?? next.policy, next)}` : '看不到会自己变化的'}
      value={`${turns.length} 次`}
      to="/policies/ahead/index"
    />
  )
}

/** The next questions but those that were passed over. Takes a tenth of a second with nothing known yet. */
const questionsOf = (standing: Standing, passed: readonly string[]) => {
  const asked = standing.judged
    .filter((one) => placeOf(one) === 'open')
    .map(({ policy, prepared }) => ({ code: policy.code, compiled: prepared.compiled }))
  return nextQuestions(asked, standing.known, atATime + passed.length).filter(
    ({ fact }) => !passed.includes(fact),
  )
}

/** How many are asked before somebody is asked whether they want to go on. */
const atATime = 3
interface Turn {
  passed: readonly string[]
  left: number
}
/**
 * A store as what was answered is one: both are then drawn before the next frame, and no question beyond the last one of a
 * turn is seen for a moment.
 */
const newTurn = () => createStore<Turn>(() => ({ passed: [], left: atATime }))
const keptWhere = (signedIn: boolean): string =>
  signedIn ? '回答加密存在你的账号里，只用来对照政策，随时可以改、可以删。' : '回答只存在这部手机里。'

/** At most three questions, the one that settles most first; more only for who wants to go on. */
function Ask({ standing }: { standing: Standing }) {
  const signedIn = useSession(({ me }) => me !== null)
  const [turn] = useState(newTurn)
  const { passed, left } = useStore(turn)
  const questions = useMemo(() => questionsOf(standing, passed), [standing, passed])
  const openCount = standing.judged.filter((one) => placeOf(one) === 'open').length
  const [first] = questions
  const definition = first && standing.prepared.book.facts.find(({ code }) => code === first.fact)
  const isThere = first !== undefined && definition !== undefined
  const isAsked = isThere && left > 0
  return (
    <Slot show={isThere || passed.length > 0}>
      {isAsked && (
        <Card title="问你一句" aside={`还有 ${Math.min(left, questions.length)} 个问题`}>
          <View className="small ask-steps">
            {`和 ${first.policies.length} 项政策有关。${keptWhere(signedIn)}`}
          </View>
          <FactQuestion
            definition={definition}
            value={undefined}
            onDone={(told) =>
              turn.setState({ left: left - 1, passed: told ? passed : [...passed, first.fact] })
            }
          />
        </Card>
      )}
      {isThere && !isAsked && (
        <Button kind="secondary" wide onClick={() => turn.setState({ left: atATime })}>
          {`再答 ${Math.min(atATime, questions.length)} 个，还有 ${openCount} 项说不准`}
        </Button>
      )}
      {!isThere && passed.length > 0 && (
        <Button kind="secondary" wide onClick={() => turn.setState({ left: atATime, passed: [] })}>
          {`还有 ${passed.length} 个问题没答，现在答`}
        </Button>
      )}
    </Slot>
  )
}

/** What was told before signing in is offered to the account, never taken. */
function TakeOver() {
  const signedIn = useSession(({ me }) => me !== null)
  const count = usePolicies(({ told }) => Object.keys(told).length)
  const [error, setError] = useState<string>()
  const isOffered = signedIn && count > 0
  const keep = async () => {
    setError(undefined)
    try {
      const refused = await keepTold()
      if (refused.length === 0) toast('已存到你的账号')
      else setError(`其余的已存到你的账号，剩下 ${refused.length} 项没有存：${refused.join('；')}`)
    } catch (problem) {
      setError(wordsOf(problem))
    }
  }
  return (
    <Slot show={isOffered}>
      {isOffered && (
        <Card title={`登录前，这部手机上答过 ${count} 项`}>
          <View className="stack">
            <View className="small">是你答的，就存到你的账号，换了手机也按它对照；不是你答的，请删掉。</View>
            {error && (
              <Notice kind="bad" title="没有全部存下" live>
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
      )}
    </Slot>
  )
}
