import type { OfficeLeaseLine, Repair } from '@jucai/contract/lease-shapes'
import {
  keyRemindedDays,
  leaseStateLabels,
  leaseViewLabels,
  leaseViews,
  repairKindLabels,
  repairStateLabels,
  type LeaseView,
} from '@jucai/contract/lease-vocabulary'
import { Link, useSearchParams } from 'react-router-dom'
import { call } from '../api'
import { day, dayOf } from '../dates'
import { useLoaded } from '../loading'
import { yuan } from '../money'
import { ChoiceField } from '../parts/field'
import { Empty, Failure } from '../parts/notice'
import { Card, Page } from '../parts/page'
import { PagesFoot, usePages } from '../parts/pages'
import { Table } from '../parts/table'
import { Assign } from './assign'
import { LeaseFiguresView } from './figures'
import { OneLease } from './one-lease'
import './leases.css'

type Shown = LeaseView | 'repairs' | 'figures'
const shownLabels: Record<Shown, string> = {
  ...leaseViewLabels,
  repairs: '报修（按约定日期）',
  figures: '周转和入住率',
}
const tones: Partial<Record<OfficeLeaseLine['state'], string>> = {
  'to-sign': 'care',
  signed: 'care',
  paid: 'info',
  living: 'good',
  ending: 'care',
}

/** Leases by what has to be done about them, repairs by the promised day, and figures; or one lease. */
export default function Leases() {
  const [search] = useSearchParams()
  const id = search.get('lease')
  return id ? <OneLease key={id} id={id} /> : <Lists />
}

function Lists() {
  const [search, setSearch] = useSearchParams()
  const figures = useLoaded('lease-figures', () => call('GET /lease-figures'))
  const asked = search.get('view')
  const view = (Object.keys(shownLabels) as Shown[]).find((one) => one === asked) ?? 'keys'
  const countOf = (one: Shown): number | undefined =>
    one === 'repairs'
      ? figures.value?.repairsOpen
      : figures.value?.views.find((counted) => counted.view === one)?.count
  return (
    <Page wide title="公寓租约" lead="按今天要办的事分列。打开一户能看到全部经过；每看一次，本人都能读到。">
      <Failure error={figures.error} retry={figures.reload} />
      <nav className="lease-views" aria-label="列表">
        {([...leaseViews, 'repairs', 'figures'] as const).map((one) => (
          <button
            key={one}
            type="button"
            className="lease-view"
            aria-current={one === view ? 'true' : undefined}
            onClick={() => setSearch({ view: one })}
          >
            {shownLabels[one]}
            {countOf(one) !== undefined && <span className="mono lease-count">{countOf(one)}</span>}
          </button>
        ))}
      </nav>
      <div className="lease-views-narrow">
        <ChoiceField<Shown>
          label="列表"
          required
          value={view}
          options={([...leaseViews, 'repairs', 'figures'] as const).map((value) => ({
            value,
            label: shownLabels[value],
          }))}
          onChange={(one) => setSearch({ view: one })}
        />
      </div>
      {view === 'figures' ? (
        figures.value && <LeaseFiguresView figures={figures.value} />
      ) : view === 'repairs' ? (
        <Repairs />
      ) : (
        <LeaseTable key={view} view={view} />
      )}
      <div className="lease-acts">
        <Assign onDone={() => void figures.reload()} />
      </div>
    </Page>
  )
}

const emptyWords: Record<LeaseView, string> = {
  'to-sign': '没有等着签约的。',
  unpaid: '签了约的都交了款。',
  keys: '没有等着领钥匙的。',
  living: '还没有人入住。',
  arrears: '没有欠费。',
  ending: '30 天内没有到期的。',
  overstay: '没有到期不退的。',
  objections: '没有待复核的扣款异议。',
  over: '还没有结束的租约。',
}

function LeaseTable({ view }: { view: LeaseView }) {
  const pages = usePages<OfficeLeaseLine>(`leases ${view}`, (after) =>
    call('GET /leases', { query: { after, view, limit: 50 } }),
  )
  return (
    <Card className="flush lease-card" title={leaseViewLabels[view]}>
      {pages.items.length > 0 && (
        <Table
          label={leaseViewLabels[view]}
          columns={[
            '房屋',
            '承租人',
            '状态',
            '租期',
            { key: 'rent', head: '月租', className: 'num' },
            { key: 'due', head: '欠费', className: 'num' },
          ]}
        >
          {pages.items.map((item) => (
            <tr key={item.id}>
              <td>
                <Link to={`/leases?lease=${item.id}`}>{item.flat}</Link>
                <div className="muted small">{`${item.project} · ${item.number}`}</div>
              </td>
              <td>{item.maskedName}</td>
              <td>
                <span className={`tag ${tones[item.state] ?? ''}`}>{leaseStateLabels[item.state]}</span>
                {item.keyWaits !== null && item.keyWaits > 0 && (
                  <div className={item.keyWaits >= keyRemindedDays[0] ? 'tag care' : 'muted small'}>
                    {`钥匙等了 ${item.keyWaits} 天`}
                  </div>
                )}
              </td>
              <td className="mono second">{`${item.firstDay} 至 ${item.lastDay}`}</td>
              <td className="num mono">{yuan(item.rentFenPerMonth)}</td>
              <td className="num mono">
                {item.overdueFen > 0 ? (
                  <span className="tag bad">{yuan(item.overdueFen)}</span>
                ) : item.dueOn ? (
                  <span className="muted">{`${day(item.dueOn)}到期`}</span>
                ) : (
                  <span className="muted">没有</span>
                )}
              </td>
            </tr>
          ))}
        </Table>
      )}
      <PagesFoot
        pages={pages}
        what="租约"
        empty={
          <Empty icon="key-round" title={emptyWords[view]}>
            有了会列在这里，按到期日排。
          </Empty>
        }
      />
    </Card>
  )
}

function Repairs() {
  const pages = usePages<Repair>('lease-repairs', (after) =>
    call('GET /lease-repairs', { query: { after, limit: 50 } }),
  )
  const today = dayOf(new Date())
  return (
    <Card className="flush lease-card" title="没有修完的">
      {pages.items.length > 0 && (
        <Table label="报修" columns={['房屋', '内容', '状态', '约定日期', '报修时间']}>
          {pages.items.map((repair) => (
            <tr key={repair.id}>
              <td>
                <Link to={`/leases?lease=${repair.leaseId}`}>{repair.flat}</Link>
                <div className="muted small mono">{repair.number}</div>
              </td>
              <td>
                {repairKindLabels[repair.kind]}
                {repair.urgent && <span className="tag care">紧急</span>}
                <div className="second small">{repair.words}</div>
              </td>
              <td>{repairStateLabels[repair.state]}</td>
              <td>
                <span className="mono">{repair.dueOn}</span>
                {repair.dueOn < today && <div className="tag bad">过了日子</div>}
              </td>
              <td className="second">{day(repair.reportedAt)}</td>
            </tr>
          ))}
        </Table>
      )}
      <PagesFoot
        pages={pages}
        what="报修"
        empty={
          <Empty icon="circle-check" title="都修好了">
            新的报修会列在这里，约定日期早的在前。
          </Empty>
        }
      />
    </Card>
  )
}
