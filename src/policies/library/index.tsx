import { useState } from 'react'
import { Button as Chip, Input, View } from '@tarojs/components'
import { useRouter, useShareAppMessage } from '@tarojs/taro'
import { isInForce } from '@jucai/contract/policies/book'
import {
  situationLabels,
  situations,
  stageLabels,
  stages,
  type Situation,
  type Stage,
} from '@jucai/contract/vocabulary'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Cell, CellGroup } from '@/components/cell'
import { Empty } from '@/components/empty'
import { Icon } from '@/components/icon'
import { openPage } from '@/page-address'
import { BookPage } from '../book-page'
import { PolicyRow } from '../policy-row'
import { searchPolicies } from '../search'
import { Slot } from '../slot'
import { placeLabels, placeOf, places, type Judged, type Place, type Standing } from '../standing'
import { usePolicies } from '../store'
import { Chips } from './filters'
import '../policies.scss'

/** The “1+22”: one policy and those that carry it out, found by words, pinyin and situation. */
export default function LibraryPage() {
  useShareAppMessage(() => ({
    title: '星城“1+22”人才政策：查一查你能享受哪几项',
    path: '/policies/library/index',
  }))
  return (
    <BookPage
      title="政策库"
      up="/pages/services/index"
      action={
        <Button wide kind="star" onClick={() => openPage('/policies/mine/index')}>
          我能享受什么
        </Button>
      }
    >
      {(standing) => <Library standing={standing} />}
    </BookPage>
  )
}

/** What the list is narrowed to; null: by nothing. */
interface Narrowed {
  query: string
  situation: Situation | null
  stage: Stage | null
  place: Place | 'mine' | null
}
const everything: Narrowed = { query: '', situation: null, stage: null, place: null }
const ways = ['mine', ...places] as const
const wayWords = (way: Place | 'mine') => (way === 'mine' ? '和我有关' : placeLabels[way])

/** Words are looked for everywhere: who searches has said what they want. */
const isWanted =
  ({ query, situation, stage, place }: Narrowed, found: ReadonlySet<unknown>) =>
  (one: Judged): boolean =>
    found.has(one.policy) &&
    (query !== '' || situation === null || one.policy.situations.includes(situation)) &&
    (query !== '' || stage === null || one.policy.stages.includes(stage)) &&
    (place === null || (place === 'mine' ? placeOf(one) !== 'no' : placeOf(one) === place))

function Library({ standing }: { standing: Standing }) {
  const { params } = useRouter()
  const [by, setBy] = useState<Narrowed>(() => ({
    ...everything,
    place: places.find((place) => place === params.place) ?? null,
  }))
  const narrow = (more: Partial<Narrowed>) => setBy({ ...by, ...more })
  const book = usePolicies(({ known }) => known)
  const { policies, sample } = standing.prepared.book
  const master = policies.find((one) => one.kind === 'master' && isInForce(one, standing.day))
  const { judged } = standing
  const found = searchPolicies(
    judged.map(({ policy }) => policy),
    by.query,
  )
  const isIn = isWanted(by, new Set(found))
  const count = judged.filter(isIn).length
  const plain = Object.keys(standing.facts).length === 0
  return (
    <View className="stack">
      <Search query={by.query} onChange={(query) => narrow({ query })} />
      <View className="filters">
        <Chips
          label="按你想办的事"
          values={situations}
          chosen={by.situation}
          wordsOf={(one) => situationLabels[one]}
          onChoose={(situation) => narrow({ situation })}
        />
        <Chips
          label="按你在哪一步"
          values={stages}
          chosen={by.stage}
          wordsOf={(one) => stageLabels[one]}
          onChoose={(stage) => narrow({ stage })}
        />
        <Slot show={!plain}>
          <Chips
            label="按对照的结果"
            values={ways}
            chosen={by.place}
            wordsOf={wayWords}
            onChoose={(place) => narrow({ place })}
          />
        </Slot>
      </View>
      <Slot show={master !== undefined && by.query === '' && by.situation === null && by.stage === null}>
        {master && (
          <CellGroup title="总政策">
            <Cell
              icon="landmark"
              title={master.title}
              note={master.summary}
              to={`/policies/policy/index?code=${master.code}`}
            />
          </CellGroup>
        )}
      </Slot>
      <Slot show={count > 0}>
        <CellGroup title={`配套政策 ${count} 项`}>
          {judged.map((one) => (
            <PolicyRow key={one.policy.code} of={one} plain={plain} off={!isIn(one)} />
          ))}
        </CellGroup>
      </Slot>
      <Slot show={count === 0}>
        {count === 0 && <NothingFound query={by.query} onAll={() => setBy(everything)} />}
      </Slot>
      {book && (
        <View className="tiny">
          {`第 ${book.version} 版，来自${book.source}${sample ? '。全部为示例，不是任何政府的规定' : ''}`}
        </View>
      )}
    </View>
  )
}

function Search({ query, onChange }: { query: string; onChange(query: string): void }) {
  return (
    <View className="find" aria-role="search">
      <Icon name="search" />
      <Input
        className="find-input"
        placeholderClass="box-empty"
        aria-label="找政策"
        placeholder="租房补贴、购房、zfbt…"
        maxlength={30}
        value={query}
        onInput={(event) => onChange(event.detail.value)}
      />
      {query !== '' && (
        <Chip className="find-x" aria-label="清空" onClick={() => onChange('')}>
          <Icon name="x" />
        </Chip>
      )}
    </View>
  )
}

function NothingFound({ query, onAll }: { query: string; onAll(): void }) {
  return (
    <Card>
      <Empty
        icon="search"
        title={query ? `没有找到“${query}”` : '这里没有政策'}
        text="换个短一点的词，或者看全部。"
        action={
          <Button kind="secondary" onClick={onAll}>
            看全部政策
          </Button>
        }
      />
    </Card>
  )
}
