import { useMemo } from 'react'
import { View } from '@tarojs/components'
import type { Choice, Combination, LeftOut } from '@jucai/contract/policies/combination'
import { horizonMonths } from '@jucai/contract/policies/benefits'
import type { Refused } from '@jucai/contract/policies/choosable'
import { refusalWords, sinceWords, type Held } from '@jucai/contract/policies/granting'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Cell, CellGroup } from '@/components/cell'
import { Empty } from '@/components/empty'
import { openPage } from '@/page-address'
import { amountText } from '@/words/amounts'
import { BookPage } from '../book-page'
import { bestChoice } from '../best-choice'
import type { Standing } from '../standing'
import '../policies.scss'

/** Benefits exclude and reduce one another: which together bring most in three years, and what another choice costs. */
export default function BestPage() {
  return (
    <BookPage title="怎样组合最划算" up="/policies/mine/index">
      {(standing) => <Comparison standing={standing} />}
    </BookPage>
  )
}

function Comparison({ standing }: { standing: Standing }) {
  const choice = useMemo(() => bestChoice(standing), [standing])
  if (!choice)
    return (
      <Card>
        <Empty
          icon="sparkles"
          title="还没有可以组合的待遇"
          text="先回答几个问题，看看能享受哪些。"
          action={
            <Button kind="secondary" onClick={() => openPage('/policies/mine/index')}>
              去回答
            </Button>
          }
        />
      </Card>
    )
  const { combination, enjoyed, besides, lacking, refused, usedUp } = choice
  const titleOf = (code: string) =>
    standing.prepared.book.policies.find((policy) => policy.code === code)?.title ?? code
  const { best, runnerUp, leftOut, search } = combination
  return (
    <View className="stack">
      {best.parts.length > 0 && (
        <View className="sky">
          <View className="sky-words">{`从本月起 ${horizonMonths} 个月，${enjoyed.length > 0 ? '还' : ''}最多可得`}</View>
          <View className="sky-figure">{amountText(best.totalFen)}</View>
          <View className="sky-words">{partsWords(best.parts.length, enjoyed.length)}</View>
        </View>
      )}
      <Enjoyed items={enjoyed} />
      {!search.isComplete && (
        <View className="small">
          {`组合太多，没有全部比完：不会有超过 ${amountText(search.atMostFen)} 的组合。`}
        </View>
      )}
      <Months choice={best} />
      {best.parts.length > 0 && <Parts title="这样组合" choice={best} titleOf={titleOf} />}
      <RefusedOnes title="现在算不出，没有算进合计" items={refused.filter(isUnset)} titleOf={titleOf} />
      <RefusedOnes
        title="现在不能和正在享受的一起"
        items={refused.filter((one) => !isUnset(one))}
        titleOf={titleOf}
      />
      {best.conditions.length > 0 && (
        <Card title="要一直做到">
          <View className="stack" aria-role="list">
            {best.conditions.map((condition) => (
              <View key={condition} aria-role="listitem">
                {condition}
              </View>
            ))}
          </View>
        </Card>
      )}
      {leftOut.length > 0 && (
        <CellGroup title="没有选进来的">
          {leftOut.map((one) => (
            <Cell
              key={one.code}
              title={titleOf(one.code)}
              note={whyLeft(one, titleOf)}
              to={`/policies/policy/index?code=${one.code}`}
            />
          ))}
        </CellGroup>
      )}
      <Others title="怎样选都能享受的" codes={besides} titleOf={titleOf} />
      <Others title="还要先办别的" codes={lacking} titleOf={titleOf} />
      <Others title="已经领满的" codes={usedUp} titleOf={titleOf} />
      {runnerUp && (
        <>
          <View className="small">{costWords(combination)}</View>
          <Parts title="第二种组合" choice={runnerUp} titleOf={titleOf} />
        </>
      )}
      <View className="tiny">
        金额按现在的标准和你说的情况计算，没有算进还不确定的待遇。选之前什么都不会锁定，实际以审核和拨付为准。
      </View>
    </View>
  )
}

const partsWords = (parts: number, enjoyed: number): string =>
  enjoyed === 0 ? `${parts} 项待遇一起享受` : `${parts} 项待遇一起享受，正在享受的 ${enjoyed} 项不算在内`

/** What is had already, and until when: promised to nobody once more. */
function Enjoyed({ items }: { items: readonly Held[] }) {
  if (items.length === 0) return null
  return (
    <CellGroup title="正在享受">
      {items.map((one) => (
        <Cell key={`${one.code} ${one.from}`} title={one.label} note={sinceWords(one)} />
      ))}
    </CellGroup>
  )
}

const isUnset = ({ because }: Refused): boolean => because === 'unset'
function RefusedOnes({
  title,
  items,
  titleOf,
}: {
  title: string
  items: readonly Refused[]
  titleOf(code: string): string
}) {
  if (items.length === 0) return null
  return (
    <CellGroup title={title}>
      {items.map((one) => (
        <Cell
          key={one.code}
          title={titleOf(one.code)}
          note={refusalWords(one)}
          to={`/policies/policy/index?code=${one.code}`}
        />
      ))}
    </CellGroup>
  )
}

function Others({
  title,
  codes,
  titleOf,
}: {
  title: string
  codes: readonly string[]
  titleOf(code: string): string
}) {
  if (codes.length === 0) return null
  return (
    <CellGroup title={title}>
      {codes.map((code) => (
        <Cell key={code} title={titleOf(code)} to={`/policies/policy/index?code=${code}`} />
      ))}
    </CellGroup>
  )
}

/** Why something is not in the best choice. */
const whyLeft = (one: LeftOut, titleOf: (code: string) => string): string => {
  if (one.because === 'no-gain') return '选了也不会更多'
  const others = one.with.map(titleOf).join('、')
  return 'needs' in one.rule
    ? `要先有${others}`
    : `不能和${others}同时享受${one.rule.clause ? `（${one.rule.clause}）` : ''}`
}

const costWords = ({ costFen, decidedBy }: Combination): string => {
  if (costFen > 0) return `如果换成第二种，三年会少 ${amountText(costFen)}。`
  if (decidedBy === 'earlier') return '两种合计一样多，第一种到手更早。'
  return decidedBy === 'papers' ? '两种合计一样多，第一种要交的材料更少。' : '两种合计一样多。'
}

function Parts({ title, choice, titleOf }: { title: string; choice: Choice; titleOf(code: string): string }) {
  return (
    <CellGroup title={`${title}：${amountText(choice.totalFen)}`}>
      {choice.parts.map(({ code, totalFen, aloneFen }) => (
        <Cell
          key={code}
          title={titleOf(code)}
          note={
            totalFen < aloneFen
              ? `单独享受是 ${amountText(aloneFen)}，一起享受要减`
              : totalFen === 0
                ? '不是钱，或者金额要审核后才定'
                : undefined
          }
          value={totalFen === 0 ? undefined : amountText(totalFen)}
          to={`/policies/policy/index?code=${code}`}
        />
      ))}
    </CellGroup>
  )
}

/** The money by month, drawn; in words for who cannot see it. */
function Months({ choice }: { choice: Choice }) {
  const { byMonth } = choice
  const most = Math.max(...byMonth)
  if (most === 0) return null
  const paid = byMonth.filter((fen) => fen > 0)
  const words = `${paid.length} 个月有钱到账，最多的一个月 ${amountText(most)}，最后一次在第 ${byMonth.reduce((last, fen, month) => (fen > 0 ? month : last), 0) + 1} 个月`
  return (
    <Card title="每月到多少">
      <View className="months" aria-role="img" aria-label={words}>
        {byMonth.map((fen, month) => (
          <View key={month} className="month-bar" style={{ height: `${Math.round((fen * 100) / most)}%` }} />
        ))}
      </View>
      <View className="month-foot" aria-hidden>
        <View>本月</View>
        <View>一年后</View>
        <View>两年后</View>
        <View>三年</View>
      </View>
      <View className="small">{words}</View>
    </Card>
  )
}
