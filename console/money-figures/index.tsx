import type { Budget } from '@jucai/contract/ledger'
import { useMemo } from 'react'
import { useSearchParams } from 'react-router-dom'
import { call } from '../api'
import { day } from '../dates'
import { useLoaded } from '../loading'
import { useBudgets, yuan } from '../money'
import { Chart } from '../parts/chart'
import { Facts } from '../parts/facts'
import { ChoiceField, withNone } from '../parts/field'
import { Bones, Empty, Failure, Notice } from '../parts/notice'
import { Card, Page } from '../parts/page'
import { usePalette } from '../theme'
import { budgetUse, byMonth, byScheme, daysWaited, type Totals } from './options'

/** Rows of a horizontal drawing need room each. */
const heightOf = (rows: number) => 110 + rows * 64

function Charts({ totals, scheme }: { totals: Totals; scheme: string }) {
  const palette = usePalette()
  const months = useMemo(
    () => totals.months.filter((row) => scheme === '' || row.scheme === scheme),
    [totals, scheme],
  )
  const drawnMonths = useMemo(() => byMonth(months, palette), [months, palette])
  const drawnSchemes = useMemo(() => byScheme(totals.schemes, palette), [totals, palette])
  const drawnDays = useMemo(() => daysWaited(months), [months])
  const { definitions } = totals
  return (
    <>
      {months.length > 0 && (
        <Chart
          title="每月批准、到账和逾期"
          definition={`批准：${definitions.promised}到账：${definitions.paid}逾期：${definitions.overdue}${definitions.folded}`}
          {...drawnMonths}
        />
      )}
      <Chart
        title="各项目批准、到账和逾期"
        definition={`批准：${definitions.promised}到账：${definitions.paid}逾期：今天仍然逾期的。`}
        height={heightOf(totals.schemes.length)}
        {...drawnSchemes}
      />
      {drawnDays.table.rows.length > 0 && (
        <Chart title="从批准到到账的天数" definition={definitions.medianDays} {...drawnDays} />
      )}
    </>
  )
}

function BudgetChart({ budgets, year }: { budgets: readonly Budget[]; year: number }) {
  const palette = usePalette()
  const drawn = useMemo(
    () =>
      budgetUse(
        budgets.filter((budget) => budget.year === year),
        palette,
      ),
    [budgets, year, palette],
  )
  return (
    <Chart
      title={`${year} 年预算用到哪里`}
      definition="批准时就从预算里留出。各段是这些钱现在到了哪一步，占当年预算的百分比；到 80% 和 100% 时提醒负责人。"
      height={heightOf(drawn.table.rows.length)}
      {...drawn}
    />
  )
}

/** Money drawn: promised, paid and overdue by month and scheme, budgets, days waited. */
export default function MoneyFigures() {
  const totals = useLoaded('totals', () => call('GET /ledger/totals'))
  const budgets = useBudgets()
  const [search, setSearch] = useSearchParams()
  const { value } = totals
  const scheme = value?.schemes.find((one) => one.scheme === search.get('scheme'))?.scheme ?? ''
  const year = budgets.value?.[0]?.year
  return (
    <Page
      wide
      title="资金图表"
      lead={
        value
          ? `截至 ${day(value.asOf)}。与市民在手机上看到的是同一组数字；每张图都有说明和数字表。`
          : '批准、到账、逾期和预算，按月份和项目看。'
      }
    >
      <Failure error={totals.error} retry={totals.reload} />
      <Failure error={budgets.error} retry={budgets.reload} />
      {!value && !totals.error && (
        <Card>
          <Bones what="资金数字" lines={8} />
        </Card>
      )}
      {value?.schemes.length === 0 && (
        <Empty icon="trending-up" title="还没有能画出来的数字">
          一个项目批准满 5 笔以后，这里按月份和项目画出来。
        </Empty>
      )}
      {value && value.notYet.length > 0 && (
        <Notice tone="info" title={`暂不计入：${value.notYet.join('、')}`}>
          从开始到现在不到 5 笔，公开会让人看出是谁；满 5 笔起全部计入。各笔在“款项”里看。
        </Notice>
      )}
      {value && value.schemes.length > 0 && (
        <>
          <Card title="全部合计">
            <Facts
              of={[
                { name: '批准', value: yuan(value.all.promisedFen) },
                { name: '到账', value: yuan(value.all.paidFen) },
                { name: '现在逾期', value: yuan(value.all.overdueFen) },
                {
                  name: '从批准到到账',
                  value: value.all.medianDays === null ? '还没有' : `${value.all.medianDays} 天（中位数）`,
                },
              ]}
            />
          </Card>
          <div className="narrow section-title">
            <ChoiceField
              label="按月份的图只看"
              required
              value={scheme}
              options={withNone(
                '全部项目',
                value.schemes.map((one) => ({ value: one.scheme, label: one.schemeTitle })),
              )}
              onChange={(next) => setSearch(next ? { scheme: next } : {})}
            />
          </div>
          <Charts totals={value} scheme={scheme} />
        </>
      )}
      {budgets.value && year !== undefined && <BudgetChart budgets={budgets.value} year={year} />}
    </Page>
  )
}
