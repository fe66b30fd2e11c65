import { useEffect, useMemo, useRef, useState } from 'react'
import { Button as Clear, Input, View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { urgencies, urgencyLabels, type Urgency } from '@jucai/contract/chain-vocabulary'
import type { ShownShortagePost } from '@jucai/contract/chains'
import { knownForFit, matcherOf, type Matched } from '@jucai/contract/fit/fit'
import { requirementsInShort } from '@jucai/contract/fit/requirements'
import { degreeLabels, degrees, type Degree } from '@jucai/contract/vocabulary'
import { call } from '@/api'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Cell } from '@/components/cell'
import { Choice } from '@/components/choice'
import { Empty } from '@/components/empty'
import { Icon } from '@/components/icon'
import { useLoaded } from '@/components/loaded'
import { Page } from '@/components/page'
import { PagedList, usePaged } from '@/components/paged-list'
import { Rows } from '@/components/rows'
import { loadFitFacts, useFitFacts } from '@/fit-store'
import { todayInChina } from '@/words/dates'
import { basisWords, payWords } from '../words'
import '../chains.scss'

interface Narrowed {
  words: string
  chain: string
  degree: Degree | 'any'
  urgency: Urgency | 'any'
}
const kept = 'shortage-filter'
const everything: Narrowed = { words: '', chain: 'any', degree: 'any', urgency: 'any' }
/** By what this phone narrowed last; words are typed anew, and what is not known any more is left out. */
const remembered = (): Narrowed => {
  try {
    const { chain, degree, urgency } = JSON.parse(
      Taro.getStorageSync<string>(kept) || '{}',
    ) as Partial<Narrowed>
    return {
      words: '',
      chain: chain ?? 'any',
      degree: degrees.find((one) => one === degree) ?? 'any',
      urgency: urgencies.find((one) => one === urgency) ?? 'any',
    }
  } catch {
    return everything
  }
}
const remember = ({ words: _typed, ...rest }: Narrowed): void => {
  try {
    Taro.setStorageSync(kept, JSON.stringify(rest))
  } catch {
    // A full storage must not stop anyone from looking.
  }
}
const queryOf = ({ words, chain, degree, urgency }: Narrowed) => ({
  ...(words.trim() === '' ? {} : { words: words.trim() }),
  ...(chain === 'any' ? {} : { chain }),
  ...(degree === 'any' ? {} : { degree }),
  ...(urgency === 'any' ? {} : { urgency }),
})
const any = { value: 'any', label: '全部' } as const
const waitMs = 300

/** The catalogue of shortage posts: by words, pinyin, chain, degree and urgency, each with whether it fits. */
export default function CataloguePage() {
  const [by, setBy] = useState<Narrowed>(remembered)
  const chains = useLoaded(() => call('GET /chains'))
  const latest = useRef(by)
  latest.current = by
  const list = usePaged<ShownShortagePost>((from) =>
    call('GET /shortage-posts', { query: { ...queryOf(latest.current), ...from } }),
  )
  useEffect(() => void loadFitFacts(), [])
  const isFirst = useRef(true)
  useEffect(() => {
    if (isFirst.current) {
      isFirst.current = false
      return
    }
    remember(by)
    const timer = setTimeout(() => void list.reload(), waitMs)
    return () => clearTimeout(timer)
    // The list asks by what is in `latest`; it is asked anew when that changes.
  }, [by])
  const narrow = (more: Partial<Narrowed>) => setBy((before) => ({ ...before, ...more }))
  return (
    <Page title="急需紧缺岗位" up="/chains/list/index">
      <View className="stack">
        <Find words={by.words} onChange={(words) => narrow({ words })} />
        <Choice
          label="产业链"
          options={[
            any,
            ...(chains.data?.chains ?? []).map(({ key, name }) => ({ value: key, label: name })),
          ]}
          value={by.chain}
          onChange={(chain) => narrow({ chain })}
        />
        <Choice
          label="我的学历够得上的"
          options={[any, ...degrees.map((value) => ({ value, label: degreeLabels[value] }))]}
          value={by.degree}
          onChange={(degree) => narrow({ degree })}
        />
        <Choice
          label="紧缺程度"
          options={[any, ...urgencies.map((value) => ({ value, label: urgencyLabels[value] }))]}
          value={by.urgency}
          onChange={(urgency) => narrow({ urgency })}
        />
        <PagedList of={list} empty={<Nothing onAll={() => setBy(everything)} />}>
          {(items) => <Found items={items} />}
        </PagedList>
        {chains.data && <View className="tiny">{basisWords(chains.data.published)}</View>}
      </View>
    </Page>
  )
}

function Find({ words, onChange }: { words: string; onChange(words: string): void }) {
  return (
    <View className="chain-find" aria-role="search">
      <Icon name="search" />
      <Input
        className="chain-find-input"
        placeholderClass="box-empty"
        aria-label="找岗位"
        placeholder="电解液、计算机、gydc…"
        maxlength={40}
        value={words}
        onInput={(event) => onChange(event.detail.value)}
      />
      {words !== '' && (
        <Clear className="chain-find-x" aria-label="清空" onClick={() => onChange('')}>
          <Icon name="x" />
        </Clear>
      )}
    </View>
  )
}

function Nothing({ onAll }: { onAll(): void }) {
  return (
    <Card>
      <Empty
        icon="search"
        title="没有找到岗位"
        text="换个短一点的词，或者少选一个条件。"
        action={
          <Button kind="secondary" onClick={onAll}>
            看全部岗位
          </Button>
        }
      />
    </Card>
  )
}

const standingWords = ({ outcome, onlyMissing }: Matched): string => {
  if (outcome === 'pass') return '写明的条件都符合'
  if (outcome === 'not-computed') return '写明的都符合，其余由用人单位看'
  if (outcome === 'unknown') return '再答一两个问题就知道'
  return onlyMissing === null ? '有几条不符合' : '只有一条不符合，点开看'
}

function Found({ items }: { items: readonly ShownShortagePost[] }) {
  const facts = useFitFacts()
  const matched = useMemo(() => {
    if (Object.keys(facts).length === 0) return null
    const matcher = matcherOf(knownForFit(facts, todayInChina()))
    return new Map(items.map(({ key, requirements }) => [key, matcher.match(requirements)]))
  }, [facts, items])
  return (
    <View className="card card-flush">
      <Rows items={items} keyOf={({ key }) => key}>
        {(post) => {
          const standing = matched?.get(post.key)
          const lines = [
            `${payWords(post)} · ${urgencyLabels[post.urgency]}，缺 ${post.wanted} 人`,
            [post.chain.name, requirementsInShort(post.requirements)].filter(Boolean).join(' · '),
            ...(standing ? [standingWords(standing)] : []),
          ]
          return (
            <Cell
              title={post.title}
              note={lines.map((line) => (
                <View key={line}>{line}</View>
              ))}
              to={`/chains/post/index?key=${post.key}`}
            />
          )
        }}
      </Rows>
    </View>
  )
}
