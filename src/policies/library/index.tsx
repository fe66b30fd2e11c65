import { useState } from 'react'
import { Button as Chip, Input, View } from '@tarojs/components'
import { useShareAppMessage } from '@tarojs/taro'
import { isInForce } from '@jucai/contract/policies/book'
import { situationLabels, situations, type Situation } from '@jucai/contract/vocabulary'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Cell, CellGroup } from '@/components/cell'
import { Empty } from '@/components/empty'
import { Icon } from '@/components/icon'
import { SwitchRow } from '@/components/switch-row'
import { openPage } from '@/page-address'
import { webOnly } from '@/web-only'
import { BookPage } from '../book-page'
import { PolicyRow } from '../policy-row'
import { searchPolicies } from '../search'
import { placeOf, type Standing } from '../standing'
import { usePolicies } from '../store'
import '@/components/choice.scss'
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

function Library({ standing }: { standing: Standing }) {
  const [query, setQuery] = useState('')
  const [situation, setSituation] = useState<Situation | null>(null)
  const [mineOnly, setMineOnly] = useState(false)
  const book = usePolicies(({ known }) => known)
  const { policies } = standing.prepared.book
  const master = policies.find(
    ({ kind, ...one }) => kind === 'master' && isInForce({ kind, ...one }, standing.day),
  )
  const found = new Set(
    searchPolicies(
      standing.judged.map(({ policy }) => policy),
      query,
    ),
  )
  const shown = standing.judged.filter(
    (one) =>
      found.has(one.policy) &&
      (query !== '' || situation === null || one.policy.situations.includes(situation)) &&
      (!mineOnly || placeOf(one) !== 'no'),
  )
  const all = () => {
    setQuery('')
    setSituation(null)
    setMineOnly(false)
  }
  return (
    <View className="stack">
      <View className="find" aria-role="search">
        <Icon name="search" />
        <Input
          className="find-input"
          placeholderClass="box-empty"
          aria-label="找政策"
          placeholder="租房补贴、购房、zfbt…"
          maxlength={30}
          value={query}
          onInput={(event) => setQuery(event.detail.value)}
        />
        {query !== '' && (
          <Chip className="find-x" aria-label="清空" onClick={() => setQuery('')}>
            <Icon name="x" />
          </Chip>
        )}
      </View>
      <View className="chips chips-tight" aria-role="radiogroup" aria-label="按你想办的事">
        {([null, ...situations] as const).map((one) => (
          <Chip
            key={one ?? 'all'}
            className={one === situation ? 'chip chip-on' : 'chip'}
            aria-role="radio"
            aria-checked={one === situation}
            {...webOnly({ tabIndex: one === situation ? 0 : -1 })}
            onClick={() => setSituation(one)}
          >
            {one ? situationLabels[one] : '全部'}
          </Chip>
        ))}
      </View>
      {Object.keys(standing.facts).length > 0 && (
        <Card flush>
          <SwitchRow
            title="只看和我有关的"
            note="不看确定不符合的"
            checked={mineOnly}
            onChange={setMineOnly}
          />
        </Card>
      )}
      {master && query === '' && situation === null && (
        <CellGroup title="总政策">
          <Cell
            icon="landmark"
            title={master.title}
            note={master.summary}
            to={`/policies/policy/index?code=${master.code}`}
          />
        </CellGroup>
      )}
      {shown.length > 0 ? (
        <CellGroup title={`配套政策 ${shown.length} 项`}>
          {shown.map((one) => (
            <PolicyRow key={one.policy.code} of={one} plain={Object.keys(standing.facts).length === 0} />
          ))}
        </CellGroup>
      ) : (
        <Card>
          <Empty
            icon="search"
            title={query ? `没有找到“${query}”` : '这里没有政策'}
            text="换个短一点的词，或者看全部。"
            action={
              <Button kind="secondary" onClick={all}>
                看全部政策
              </Button>
            }
          />
        </Card>
      )}
      {book && (
        <View className="tiny">
          {`第 ${book.version} 版，来自${book.source}${standing.prepared.book.sample ? '。全部为示例，不是任何政府的规定' : ''}`}
        </View>
      )}
    </View>
  )
}
