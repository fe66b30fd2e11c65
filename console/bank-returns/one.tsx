import type { BankReturn, ReturnLine } from '@jucai/contract/bank-returns'
import { lineVerdictLabels, lineVerdicts, type LineVerdict } from '@jucai/contract/ledger-vocabulary'
import { Link, useNavigate, useSearchParams } from 'react-router-dom'
import { call } from '../api'
import { moment } from '../dates'
import { useLoaded } from '../loading'
import { yuan } from '../money'
import { Facts } from '../parts/facts'
import { Icon } from '../parts/icon'
import { Bones, Empty, Failure, Notice } from '../parts/notice'
import { Card, Page } from '../parts/page'
import { PagesFoot, usePages } from '../parts/pages'
import { ImportActs } from './acts'
import { LineTable } from './line-table'
import { usePolling } from './polling'
import { BulkBar, useSettling } from './settling'
import { ImportTag } from './tags'

function Progress({ done, of }: { done: number; of: number }) {
  const percent = of === 0 ? 0 : Math.floor((done / of) * 100)
  return (
    <div
      className="progress"
      role="progressbar"
      aria-label="已入账的行"
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
    >
      <span style={{ width: `${percent}%` }} />
    </div>
  )
}

function Standing({ item }: { item: BankReturn }) {
  if (item.state === 'reading')
    return (
      <Notice tone="info" title={`正在读取，已读 ${item.lines} 行`}>
        可以离开这一页，读完以后在这里预览。
      </Notice>
    )
  if (item.state === 'refused')
    return (
      <Notice tone="bad" title="这个文件不能用，没有入账">
        {item.refusedBecause}
      </Notice>
    )
  if (item.state === 'booking')
    return (
      <Notice tone="info" title={`正在入账：${item.lines - item.waiting} / ${item.lines} 行`}>
        <Progress done={item.lines - item.waiting} of={item.lines} />
        可以离开这一页。中途停电也不会重复入账，会从停下的地方接着做。
      </Notice>
    )
  if (item.state === 'previewed')
    return (
      <Notice tone="care" title="这是预览，还没有入账">
        入账以后：{item.matched} 行相符的按银行的回复记账（入账 {yuan(item.paidFen)}，退回{' '}
        {yuan(item.returnedFen)}）；
        {item.mismatches} 行对不上的列为待查款项；{item.repeated} 行重复的跳过。
      </Notice>
    )
  return null
}

type Shown = LineVerdict | 'mismatch' | 'all'

function Verdicts({
  item,
  shown,
  onChange,
}: {
  item: BankReturn
  shown: Shown
  onChange(shown: Shown): void
}) {
  const choices: { key: Shown; words: string; lines: number }[] = [
    { key: 'mismatch', words: '对不上的', lines: item.mismatches },
    ...item.verdicts.map(({ verdict, lines }) => ({
      key: verdict,
      words: lineVerdictLabels[verdict],
      lines,
    })),
    { key: 'all', words: '全部', lines: item.lines },
  ]
  return (
    <div className="verdicts" role="group" aria-label="按核对结果看">
      {choices.map(({ key, words, lines }) => (
        <button
          key={key}
          type="button"
          className="verdict"
          aria-pressed={shown === key}
          onClick={() => onChange(key)}
        >
          {words} <strong>{lines.toLocaleString('zh-CN')}</strong>
        </button>
      ))}
    </div>
  )
}

function Lines({ item, reload }: { item: BankReturn; reload(): void }) {
  const [search, setSearch] = useSearchParams()
  const asked = search.get('show')
  const fallback: Shown = item.mismatches > 0 ? 'mismatch' : 'all'
  const shown: Shown =
    asked === 'all' || asked === 'mismatch' ? asked : (lineVerdicts.find((one) => one === asked) ?? fallback)
  const query = shown === 'all' ? {} : shown === 'mismatch' ? { mismatch: true } : { verdict: shown }
  const pages = usePages<ReturnLine>(`lines ${item.id} ${item.state} ${shown}`, (after) =>
    call('GET /ledger/returns/:bankReturn/lines', {
      params: { bankReturn: item.id },
      query: { after, limit: 50, ...query },
    }),
  )
  const { acts, chosen, settleAll, dialogs } = useSettling(pages, reload)
  const settles = item.state === 'done' && item.open > 0
  return (
    <Card title="逐行核对" className="flush titled">
      <div className="bulk">
        <Verdicts
          item={item}
          shown={shown}
          onChange={(next) => setSearch({ import: item.id, show: next }, { replace: true })}
        />
      </div>
      {settles && pages.items.length > 0 && <BulkBar chosen={chosen} settleAll={settleAll} />}
      {pages.items.length > 0 && (
        <LineTable label="逐行核对" lines={pages.items} acts={settles ? acts : null} />
      )}
      <PagesFoot
        pages={pages}
        what="这个文件的行"
        empty={<Empty icon="circle-check" title="没有这样的行" />}
      />
      {dialogs}
    </Card>
  )
}

/** One import: how far it is, its counts, each line, booking it or throwing it away, settling what is open. */
export function OneImport({ id }: { id: string }) {
  const {
    value: item,
    error,
    reload,
    set,
  } = useLoaded(id, () => call('GET /ledger/returns/:bankReturn', { params: { bankReturn: id } }))
  const go = useNavigate()
  usePolling(item?.state === 'reading' || item?.state === 'booking', reload)
  if (!item)
    return (
      <Page title="银行回单">
        {error ? <Failure error={error} retry={reload} /> : <Bones what="这个文件" lines={8} />}
      </Page>
    )
  const hasLines = item.state === 'previewed' || item.state === 'done'
  return (
    <Page
      wide
      title={item.fileName}
      lead="银行回单"
      actions={
        item.state === 'previewed' && (
          <ImportActs item={item} onCommitted={set} onDiscarded={() => void go('/bank-returns')} />
        )
      }
    >
      <p className="back-line">
        <Link to="/bank-returns">
          <Icon name="arrow-left" size={16} /> 全部回单
        </Link>
      </p>
      <Failure error={error} retry={reload} />
      <Standing item={item} />
      <Card title="概况" extra={<ImportTag state={item.state} />}>
        <Facts
          of={[
            { name: '行数', value: item.lines.toLocaleString('zh-CN') },
            { name: '相符', value: item.matched.toLocaleString('zh-CN') },
            { name: '对不上', value: item.mismatches.toLocaleString('zh-CN') },
            { name: '重复', value: item.repeated.toLocaleString('zh-CN') },
            { name: '相符的入账', value: yuan(item.paidFen) },
            { name: '相符的退回', value: yuan(item.returnedFen) },
            { name: '还没有处理', value: `${item.open.toLocaleString('zh-CN')} 行` },
            { name: '上传', value: moment(item.uploadedAt) },
            { name: '入账', value: item.committedAt ? moment(item.committedAt) : '还没有' },
          ]}
        />
      </Card>
      {hasLines && <Lines item={item} reload={() => void reload()} />}
    </Page>
  )
}
