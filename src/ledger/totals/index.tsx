import { useState } from 'react'
import { Button as TaroButton, Text, View } from '@tarojs/components'
import { useShareAppMessage } from '@tarojs/taro'
import { call } from '@/api'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Cell, CellGroup } from '@/components/cell'
import { Choice } from '@/components/choice'
import { Empty } from '@/components/empty'
import { Icon } from '@/components/icon'
import { Loaded, useLoaded } from '@/components/loaded'
import { Page } from '@/components/page'
import { Sheet } from '@/components/sheet'
import { Skeleton } from '@/components/skeleton'
import { StaleNotice } from '@/components/stale-notice'
import { openPage } from '@/page-address'
import { useSession } from '@/session'
import { useRefresh } from '@/use-refresh'
import { dayText } from '@/words/dates'
import { paymentsPage, shortYuan, totalsPage } from '../words'
import { byMonth, byYear, lastMonths } from './figures'
import { Flow, Legend } from './flow'
import { Months } from './months'
import { NumbersTable } from './table'
import '../ledger.scss'
import './totals.scss'

const load = () => call('GET /ledger/totals')
type Totals = Awaited<ReturnType<typeof load>>
type Figure = keyof Totals['definitions']

const everything = '全部'

/** What was promised, paid and overdue in the whole city, for anybody. */
export default function TotalsPage() {
  const loaded = useLoaded(load)
  useRefresh(loaded.reload)
  const { data } = loaded
  useShareAppMessage(() => ({
    title: data
      ? `人才补贴公开账本：承诺 ${shortYuan(data.all.promisedFen)}，已入账 ${shortYuan(data.all.paidFen)}`
      : '人才补贴公开账本',
    path: totalsPage,
  }))
  return (
    <Page title="公开账本" up="/city/plan/index">
      <Loaded
        of={loaded}
        skeleton={
          <View className="stack">
            <Skeleton shape="card" />
            <Skeleton count={4} />
          </View>
        }
      >
        {(totals) => (
          <View className="stack">
            <StaleNotice error={loaded.error} />
            {totals.schemes.length === 0 ? <Nothing notYet={totals.notYet} /> : <Book totals={totals} />}
          </View>
        )}
      </Loaded>
    </Page>
  )
}

function Nothing({ notYet }: Pick<Totals, 'notYet'>) {
  const few = notYet.length > 0
  return (
    <Card>
      <Empty
        icon="landmark"
        title={few ? '还没有能公开的数字' : '账本还是空的'}
        text={
          few
            ? `${notYet.join('、')}一共还不到 5 笔，为了不让人看出是谁，满 5 笔起公开。`
            : '一个项目满 5 笔起，承诺了多少、到账多少，都在这里。'
        }
        action={
          <Button kind="secondary" onClick={() => openPage('/policies/library/index')}>
            看有哪些政策
          </Button>
        }
      />
    </Card>
  )
}

function Book({ totals }: { totals: Totals }) {
  const [chosen, setChosen] = useState(everything)
  const [defined, setDefined] = useState<Figure>()
  const signedIn = useSession(({ token }) => token !== null)
  const scheme = totals.schemes.find((one) => one.scheme === chosen)
  const months = byMonth(totals.months, scheme?.scheme)
  return (
    <>
      {totals.schemes.length > 1 && (
        <Choice
          label="看哪一项"
          options={[
            { value: everything, label: everything },
            ...totals.schemes.map((one) => ({ value: one.scheme, label: one.schemeTitle })),
          ]}
          value={chosen}
          onChange={setChosen}
        />
      )}
      <Whole of={scheme ?? totals.all} name={scheme?.schemeTitle ?? '全市人才补贴'} onDefine={setDefined} />
      {!scheme && <Schemes totals={totals} />}
      <Card title="按月" aside={<AskWhat figure="folded" words="哪些月份不单列" onDefine={setDefined} />}>
        <View className="legend" aria-hidden>
          <View className="legend-one legend-promised">当月承诺</View>
          <View className="legend-one legend-paid">当月入账</View>
        </View>
        <Months months={lastMonths(months, totals.asOf)} />
        <Numbers
          months={months}
          years={byYear(totals.years, scheme?.scheme)}
          withDays={scheme !== undefined}
        />
      </Card>
      {signedIn && (
        <CellGroup>
          <Cell icon="user-round" title="我的补贴款" note="每一笔走到哪一步" to={paymentsPage} />
        </CellGroup>
      )}
      {!scheme && totals.notYet.length > 0 && (
        <View className="tiny">{`${totals.notYet.join('、')}一共还不到 5 笔，为了不让人看出是谁，暂不计入；满 5 笔起全部计入。`}</View>
      )}
      <View className="tiny">{`按账目算出，截至${dayText(totals.asOf)}，没有人手填的数字。`}</View>
      {defined && (
        <Sheet title={titles[defined]} onClose={() => setDefined(undefined)}>
          <View className="small">{totals.definitions[defined]}</View>
        </Sheet>
      )}
    </>
  )
}

const titles: Readonly<Record<Figure, string>> = {
  promised: '承诺发放',
  paid: '银行已入账',
  overdue: '逾期',
  medianDays: '等了多少天',
  folded: '哪些月份和年份不单列',
}

interface AskWhatProps {
  figure: Figure
  words: string
  onDefine(figure: Figure): void
}

/** What a figure means, at a tap. */
function AskWhat({ figure, words, onDefine }: AskWhatProps) {
  return (
    <TaroButton className="what" onClick={() => onDefine(figure)}>
      <Text>{words}</Text>
      <Icon name="info" />
    </TaroButton>
  )
}

interface WholeProps extends Pick<AskWhatProps, 'onDefine'> {
  of: Totals['all']
  name: string
}

/** The four figures over the bar that they are drawn on; each says what it means. */
function Whole({ of, name, onDefine }: WholeProps) {
  const figures: readonly { figure: Figure; value: string; look?: string }[] = [
    { figure: 'paid', value: shortYuan(of.paidFen), look: 'money-star' },
    { figure: 'promised', value: shortYuan(of.promisedFen) },
    {
      figure: 'overdue',
      value: shortYuan(of.overdueFen),
      ...(of.overdueFen > 0 ? { look: 'money-late' } : {}),
    },
    { figure: 'medianDays', value: of.medianDays === null ? '还没有' : `${of.medianDays} 天` },
  ]
  return (
    <View className="money">
      <View className="money-words">{name}</View>
      <View className="whole">
        {figures.map(({ figure, value, look }, at) => (
          <View key={figure} className={at === 0 ? 'whole-one whole-first' : 'whole-one'}>
            <View className={`${at === 0 ? 'money-figure' : 'money-sum'} ${look ?? ''}`}>{value}</View>
            <AskWhat figure={figure} words={titles[figure]} onDefine={onDefine} />
          </View>
        ))}
      </View>
      <Flow of={of} whole={of.promisedFen} label={name} />
      <Legend />
    </View>
  )
}

/** Scheme by scheme, each against the largest. */
function Schemes({ totals: { schemes } }: { totals: Totals }) {
  const most = Math.max(...schemes.map(({ promisedFen }) => promisedFen))
  return (
    <Card title="按项目">
      <View aria-role="list">
        {[...schemes]
          .sort((a, b) => b.promisedFen - a.promisedFen)
          .map((one) => (
            <View key={one.scheme} className="scheme" aria-role="listitem">
              <View className="scheme-top">
                <View className="strong">{one.schemeTitle}</View>
                <View className="small">{`${shortYuan(one.paidFen)} / ${shortYuan(one.promisedFen)}`}</View>
              </View>
              <Flow of={one} whole={most} label={one.schemeTitle} />
              <View className="tiny">
                {[
                  one.overdueFen > 0 ? `逾期 ${shortYuan(one.overdueFen)}` : '没有逾期',
                  one.medianDays === null ? '' : `一半的款 ${one.medianDays} 天内入账`,
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </View>
            </View>
          ))}
      </View>
      <Legend />
    </Card>
  )
}

function Numbers(props: Parameters<typeof NumbersTable>[0]) {
  const [isShown, setShown] = useState(false)
  return (
    <View className="numbers-do">
      <Button kind="quiet" onClick={() => setShown(!isShown)}>
        {isShown ? '收起数字' : '看数字'}
      </Button>
      {isShown && <NumbersTable {...props} />}
    </View>
  )
}
