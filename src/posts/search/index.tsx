import { useEffect, useMemo, useState } from 'react'
import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { knownForFit, matcherOf, type Matcher } from '@jucai/contract/fit/fit'
import type { PostCard, SavedSearch } from '@jucai/contract/post-shapes'
import { payUnitLabels, payUnits, postKindLabels, postKinds } from '@jucai/contract/post-vocabulary'
import { degreeLabels, degrees } from '@jucai/contract/vocabulary'
import { newAttempt } from '@/attempt'
import { call } from '@/api'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Cell, CellGroup } from '@/components/cell'
import { Choice } from '@/components/choice'
import { Empty } from '@/components/empty'
import { useLoaded, type Loading } from '@/components/loaded'
import { Notice } from '@/components/notice'
import { Page } from '@/components/page'
import { PagedList, usePaged } from '@/components/paged-list'
import { RegionPicker } from '@/components/region-picker'
import { Rows } from '@/components/rows'
import { Sheet } from '@/components/sheet'
import { SwitchRow } from '@/components/switch-row'
import { TextInput } from '@/components/text-input'
import { toast } from '@/components/toast'
import { loadFitFacts, useFitFacts } from '@/fit-store'
import { useSession } from '@/session'
import { useRefresh } from '@/use-refresh'
import { todayInChina } from '@/words/dates'
import { wordsOf } from '@/words/problems'
import { asked, filterWords, useFilter, type Wanted } from '../filter'
import { PostRow } from '../post-row'
import '../posts.scss'

const keeping = newAttempt()

/** Open posts: by words, pinyin and initials, by filters that this phone remembers, and as saved searches. */
export default function SearchPage() {
  const signedIn = useSession(({ token }) => token !== null)
  const { saved: opened, q, shortage, title } = useRouter().params
  const [wanted, setWanted] = useFilter()
  const [words, setWords] = useState(wanted.q ?? '')
  const [filtering, setFiltering] = useState(false)
  const list = usePaged((from) => call('GET /posts', { query: { ...from, ...asked(wanted) } }))
  const saved = useLoaded(async () => {
    const { items } = signedIn ? await call('GET /me/saved-searches') : { items: [] }
    const one = items.find(({ id }) => id === opened)
    if (one) look(one.filter)
    return items
  })
  const matcher = useMatcher()
  useRefresh(() => Promise.all([list.reload(), saved.reload()]))
  const look = (next: Wanted) => {
    setWanted(next)
    setWords(next.q ?? '')
    setTimeout(() => void list.reload(), 0)
  }
  useEffect(() => {
    if (q) look({ q: decodeURIComponent(q) })
    if (shortage) look({ shortage, ...(title ? { shortageName: decodeURIComponent(title) } : {}) })
    // Once, when the page opens: what is typed afterwards goes before the address.
  }, [])
  const { q: _before, ...rest } = wanted
  const find = () => look(words.trim() ? { ...rest, q: words.trim() } : rest)
  const parts = filterWords(asked(wanted), wanted)
  return (
    <Page title="找岗位" up="/pages/services/index">
      <View className="stack">
        <Card>
          <View className="stack">
            <TextInput
              label="找什么"
              hint="岗位或单位的名字，拼音和首字母也可以"
              required={false}
              maxLength={40}
              value={words}
              onChange={setWords}
            />
            <Button wide icon="search" onClick={find}>
              搜索
            </Button>
            <Button wide kind="secondary" icon="settings" onClick={() => setFiltering(true)}>
              {parts.length > 0 ? `筛选：${parts.join('，')}` : '筛选'}
            </Button>
            <SwitchRow
              title="只看适合我的"
              note={matcher ? '按你登记和答过的，在手机上核对' : '登录后，或在岗位里答过问题后可用'}
              checked={matcher !== null && wanted.fitsMe === true}
              onChange={(fitsMe) => setWanted({ ...wanted, fitsMe })}
            />
          </View>
        </Card>
        {signedIn && (
          <CellGroup>
            <Cell icon="send" title="我的投递" note="进展和答复日" to="/posts/mine/index" />
          </CellGroup>
        )}
        <Save parts={parts} filter={wanted} of={saved} signedIn={signedIn} onLook={look} />
        <PagedList
          of={list}
          empty={
            <Card>
              <Empty icon="search-x" title="没有找到岗位" text="换个词，或者少选几个条件再试。" />
            </Card>
          }
        >
          {(items) => <Found items={items} matcher={matcher} onlyFitting={wanted.fitsMe === true} />}
        </PagedList>
      </View>
      {filtering && (
        <Filters
          was={wanted}
          onClose={() => setFiltering(false)}
          onDone={(next) => {
            setFiltering(false)
            look(next)
          }}
        />
      )}
    </Page>
  )
}

/** Holds posts against what is known of the reader; null while nothing is. */
const useMatcher = (): Matcher | null => {
  useEffect(() => void loadFitFacts(), [])
  const facts = useFitFacts()
  return useMemo(
    () => (Object.keys(facts).length === 0 ? null : matcherOf(knownForFit(facts, todayInChina()))),
    [facts],
  )
}

function Found({
  items,
  matcher,
  onlyFitting,
}: {
  items: readonly PostCard[]
  matcher: Matcher | null
  onlyFitting: boolean
}) {
  // Who asks for nothing refuses nobody.
  const isFit = ({ outcome }: ReturnType<Matcher['match']>) =>
    outcome === 'pass' || outcome === 'not-applicable' || outcome === 'not-computed'
  const fits = (post: PostCard) => matcher !== null && isFit(matcher.match(post.requirements))
  const shown = onlyFitting && matcher ? items.filter(fits) : items
  if (shown.length === 0)
    return <Notice title="这一页没有全部符合的">继续往下看，或者关掉“只看适合我的”。</Notice>
  return (
    <View className="card card-flush">
      <Rows items={shown} keyOf={({ id }) => id}>
        {(post) => <PostRow post={post} fits={matcher ? fits(post) : undefined} />}
      </Rows>
    </View>
  )
}

function Save({
  parts,
  filter,
  of,
  signedIn,
  onLook,
}: {
  parts: readonly string[]
  filter: Wanted
  of: Loading<SavedSearch[]>
  signedIn: boolean
  onLook(filter: Wanted): void
}) {
  const [failed, setFailed] = useState<string>()
  const items = of.data ?? []
  const trying = async (run: () => Promise<unknown>, done: string) => {
    setFailed(undefined)
    try {
      await run()
      await of.reload()
      toast(done)
    } catch (error) {
      setFailed(wordsOf(error))
    }
  }
  if (!signedIn) return null
  return (
    <>
      {failed && (
        <Notice kind="bad" live>
          {failed}
        </Notice>
      )}
      {parts.length > 0 && (
        <Button
          wide
          kind="secondary"
          icon="bell"
          onClick={() =>
            trying(
              () =>
                call(
                  'POST /me/saved-searches',
                  { body: { filter: asked(filter), alerts: true } },
                  { attempt: keeping },
                ),
              '有新岗位就告诉你，一天最多一次',
            )
          }
        >
          有新的告诉我
        </Button>
      )}
      {items.length > 0 && (
        <CellGroup title="保存的搜索">
          {items.map((one) => (
            <View key={one.id}>
              <Cell
                title={filterWords(one.filter).join('，') || '全部岗位'}
                note="点开就按它搜索"
                onClick={() => onLook(one.filter)}
              />
              <SwitchRow
                title="有新岗位发消息"
                note="一天最多一次，关掉马上生效"
                checked={one.alerts}
                onChange={(alerts) =>
                  void trying(
                    () =>
                      call('PUT /me/saved-searches/:savedSearch', {
                        params: { savedSearch: one.id },
                        body: { alerts },
                      }),
                    alerts ? '打开了' : '关掉了',
                  )
                }
              />
              <Button
                kind="quiet"
                label={`删除搜索：${filterWords(one.filter).join('，')}`}
                onClick={() =>
                  trying(
                    () => call('DELETE /me/saved-searches/:savedSearch', { params: { savedSearch: one.id } }),
                    '删掉了',
                  )
                }
              >
                删除
              </Button>
            </View>
          ))}
        </CellGroup>
      )}
    </>
  )
}

const all = 'all'
const options = <V extends string>(values: readonly V[], labels: Readonly<Record<V, string>>) => [
  { value: all as V | typeof all, label: '不限' },
  ...values.map((value) => ({ value, label: labels[value] })),
]
const without = <V extends string>(value: V | typeof all): V | undefined =>
  value === all ? undefined : value

function Filters({ was, onClose, onDone }: { was: Wanted; onClose(): void; onDone(next: Wanted): void }) {
  const [next, setNext] = useState(was)
  const chains = useLoaded(() => call('GET /chains'))
  const [yuan, setYuan] = useState(was.payAtLeastFen ? String(was.payAtLeastFen / 100) : '')
  const [fault, setFault] = useState<string>()
  const put = (change: Partial<{ [K in keyof Wanted]: Wanted[K] | undefined }>) =>
    setNext(
      Object.fromEntries(Object.entries({ ...next, ...change }).filter(([, value]) => value !== undefined)),
    )
  const done = () => {
    if (yuan !== '' && !/^[1-9]\d{0,6}$/.test(yuan)) return setFault('写整数元，例如 8000；不限就空着')
    const { payAtLeastFen: _pay, payUnit: _unit, ...rest } = next
    onDone(
      yuan === '' ? rest : { ...rest, payAtLeastFen: Number(yuan) * 100, payUnit: next.payUnit ?? 'month' },
    )
  }
  return (
    <Sheet title="筛选" tall onClose={onClose}>
      <View className="stack sheet-body">
        <Choice
          label="哪一种"
          options={options(postKinds, postKindLabels)}
          value={next.kind ?? all}
          onChange={(kind) => put({ kind: without(kind) })}
        />
        <Choice
          label="我的学历可以投"
          options={options(degrees, degreeLabels)}
          value={next.degree ?? all}
          onChange={(degree) => put({ degree: without(degree) })}
        />
        <Choice
          label="报酬按什么算"
          options={payUnits.map((value) => ({ value, label: `每${payUnitLabels[value]}` }))}
          value={next.payUnit ?? 'month'}
          onChange={(payUnit) => put({ payUnit })}
        />
        <TextInput
          label="报酬至少"
          hint="单位元；不限就空着"
          required={false}
          error={fault}
          type="digit"
          maxLength={8}
          value={yuan}
          onChange={setYuan}
        />
        {(chains.data?.chains ?? []).length > 0 && (
          <Choice
            label="产业链"
            options={[
              { value: all, label: '不限' },
              ...(chains.data?.chains ?? []).map(({ key, name }) => ({ value: key, label: name })),
            ]}
            value={next.chain ?? all}
            onChange={(chain) =>
              put({
                chain: without(chain),
                chainName: chains.data?.chains.find(({ key }) => key === chain)?.name,
              })
            }
          />
        )}
        <RegionPicker
          label="在哪里"
          required={false}
          value={next.region ? { value: next.region, label: next.regionName ?? next.region } : undefined}
          onChange={({ value, label }) => put({ region: value, regionName: label })}
        />
        <Button wide onClick={done}>
          按这些找
        </Button>
        <Button wide kind="secondary" onClick={() => onDone(was.q ? { q: was.q } : {})}>
          清空筛选
        </Button>
      </View>
    </Sheet>
  )
}
