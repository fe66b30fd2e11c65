import { call } from '../api'
import { moment, money } from '../dates'
import { useLoaded } from '../loading'
import { Bones, Empty, Failure } from '../parts/notice'
import { Card, Page } from '../parts/page'
import './figures.css'

const measures = [
  { key: 'met', label: '见面' },
  { key: 'registered', label: '登记' },
  { key: 'returned', label: '回来' },
  { key: 'projects', label: '项目落地' },
] as const

/** A count with a quiet bar: long enough to compare at a glance, without a place in a row. */
function Measure({ label, value, most }: { label: string; value: number; most: number }) {
  return (
    <div className="measure">
      <dt>{label}</dt>
      <dd>
        <span className="measure-bar" aria-hidden>
          <span style={{ width: most === 0 ? 0 : `${Math.max(value > 0 ? 2 : 0, (value / most) * 100)}%` }} />
        </span>
        <strong>{value.toLocaleString('zh-CN')}</strong>
      </dd>
    </div>
  )
}

/** Real outcomes of each station, in the order of the city's configuration. No points, no ranking. */
export default function Figures() {
  const { value, error, reload } = useLoaded('figures', () => call('GET /station-figures'))
  const items = value?.items ?? []
  const mostOf = (key: (typeof measures)[number]['key']) =>
    Math.max(0, ...items.map(({ figures }) => figures[key]))
  const total = (pick: (figures: (typeof items)[number]['figures']) => number) =>
    items.reduce((sum, { figures }) => sum + pick(figures), 0)
  return (
    <Page
      title="站点成效"
      lead="只数真实的结果：见了谁、谁登记了、谁回来了、哪些项目和资金落了地。按名录的顺序列出，不排名次。"
    >
      <Failure error={error} retry={reload} />
      {!value && !error && (
        <Card>
          <Bones what="成效" lines={8} />
        </Card>
      )}
      {value && items.length === 0 && <Empty icon="chart-column" title="还没有站点" />}
      {items[0] && (
        <>
          <Card
            title="全市合计"
            extra={<span className="muted small">截至 {moment(items[0].figures.asOf)}</span>}
          >
            <dl className="totals">
              {measures.map(({ key, label }) => (
                <div key={key}>
                  <dt>{label}</dt>
                  <dd>{total((figures) => figures[key]).toLocaleString('zh-CN')}</dd>
                </div>
              ))}
              <div>
                <dt>到位资金</dt>
                <dd>{money(total(({ capitalFen }) => capitalFen))}</dd>
              </div>
            </dl>
          </Card>
          <div className="figure-grid">
            {items.map(({ id, name, figures }) => (
              <Card key={id} title={name}>
                <dl>
                  {measures.map(({ key, label }) => (
                    <Measure key={key} label={label} value={figures[key]} most={mostOf(key)} />
                  ))}
                  <div className="measure">
                    <dt>到位资金</dt>
                    <dd className="alone">
                      <strong>{money(figures.capitalFen)}</strong>
                    </dd>
                  </div>
                </dl>
              </Card>
            ))}
          </div>
        </>
      )}
    </Page>
  )
}
