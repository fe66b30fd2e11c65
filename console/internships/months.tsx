import type { Budget } from '@jucai/contract/ledger'
import type { MonthToApprove } from '@jucai/contract/internship-shapes'
import { internshipScheme, stipendRule } from '@jucai/contract/internship-vocabulary'
import { Button } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router-dom'
import { call } from '../api'
import { BudgetBar } from '../budgets/bar'
import '../budgets/budgets.css'
import { day, moment } from '../dates'
import { useAct } from '../loading'
import { thisYear, useBudgets, yuan } from '../money'
import { Empty, Failure, Notice } from '../parts/notice'
import { Card, Page } from '../parts/page'
import { PagesFoot, usePages } from '../parts/pages'
import { ReasonDialog } from '../parts/reason-dialog'
import { Table, actsColumn } from '../parts/table'
import { useHas } from '../session'

/** Months that bases have confirmed: what each costs, and what the budget still holds. */
export default function Months() {
  const pages = usePages<MonthToApprove>('internship-months', (after) =>
    call('GET /internship-months', { query: { after } }),
  )
  const budgets = useBudgets()
  const budget = budgets.value?.find((one) => one.scheme === internshipScheme && one.year === thisYear())
  const isLead = useHas('lead')
  const [returning, setReturning] = useState<MonthToApprove | null>(null)
  const { busy, error, run } = useAct()
  const decide = async (one: MonthToApprove, approved: boolean, why: string) => {
    await call('PUT /internships/:internship/months/:internshipMonth/decision', {
      params: { internship: one.internshipId, internshipMonth: one.month },
      body: { approved, why },
    })
    pages.change((items) =>
      items.filter((item) => item.internshipId !== one.internshipId || item.month !== one.month),
    )
    await budgets.reload()
  }
  const cost = pages.items.reduce((sum, one) => sum + (one.amountFen ?? 0), 0)
  return (
    <Page
      title="见习补贴核定"
      lead="基地确认过的月份在这里核定，核定就从预算里留出，10 个工作日内付到本人账户。"
      wide
    >
      {budgets.value && <BudgetState budget={budget} cost={cost} />}
      <Failure error={error} />
      {pages.items.length > 0 && (
        <Table
          label="待核定的月份"
          columns={['编号', '见习人员', '基地', '月份', '见习', '到岗', '补贴', '确认', actsColumn]}
        >
          {pages.items.map((one) => (
            <tr key={`${one.internshipId} ${one.month}`}>
              <td className="mono">
                <Link to={`/internships?id=${one.internshipId}`}>{one.number}</Link>
              </td>
              <td>{one.name}</td>
              <td>{one.base}</td>
              <td>{one.month}</td>
              <td>
                {one.days} / {one.daysInMonth} 天
              </td>
              <td>
                {one.attended} / {one.expected} 天{one.leave > 0 && `，其中请假 ${one.leave} 天`}
              </td>
              <td>{yuan(one.amountFen ?? 0)}</td>
              <td>
                {moment(one.confirmedAt)}
                {one.inStead && <div className="muted small">人才办代基地确认：{one.inStead}</div>}
              </td>
              <td>
                {isLead && (
                  <div className="form-actions">
                    <Button
                      type="primary"
                      loading={busy}
                      aria-label={`核定：${one.number} ${one.month}`}
                      onClick={() => void run(() => decide(one, true, '核定'))}
                    >
                      核定
                    </Button>
                    <Button aria-label={`退回：${one.number} ${one.month}`} onClick={() => setReturning(one)}>
                      退回
                    </Button>
                  </div>
                )}
              </td>
            </tr>
          ))}
        </Table>
      )}
      <PagesFoot
        pages={pages}
        what="月份"
        empty={
          <Empty icon="check" title="没有待核定的月份">
            基地确认一个月的出勤后，会出现在这里。
          </Empty>
        }
      />
      <p className="muted small">{stipendRule}</p>
      {returning && (
        <ReasonDialog
          open
          title={`退回：${returning.number}，${returning.month}`}
          lead={`${day(returning.from)}到${day(returning.to)}。基地读到您写的，改好出勤再确认。`}
          label="原因"
          action="退回"
          onClose={() => setReturning(null)}
          onDone={async (why) => {
            await decide(returning, false, why)
            setReturning(null)
          }}
        />
      )}
    </Page>
  )
}

function BudgetState({ budget, cost }: { budget: Budget | undefined; cost: number }) {
  if (!budget)
    return (
      <Notice
        tone="bad"
        title={`${thisYear()} 年还没有见习补贴的预算`}
        action={
          <Link className="button-link" to={`/budgets?year=${thisYear()}`}>
            去设预算
          </Link>
        }
      >
        没有预算，核定会被拦下。项目代码写 {internshipScheme}。
      </Notice>
    )
  return (
    <Card title={`${budget.title}，${budget.year} 年`}>
      <BudgetBar budget={budget} />
      <p>
        还能核定 {yuan(Math.max(0, budget.availableFen))}；下面列出的一共 {yuan(cost)}
        {cost > budget.availableFen && '，不够，请先调整预算'}。
      </p>
    </Card>
  )
}
