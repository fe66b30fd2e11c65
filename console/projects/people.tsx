import {
  introductionStateLabels,
  quotaKindLabels,
  talentKindLabels,
  type TalentKind,
} from '@jucai/contract/project-vocabulary'
import type { ProjectFile } from '@jucai/contract/projects'
import { Button } from 'antd'
import { useState } from 'react'
import { call, newAttempt } from '../api'
import { day, dayOf, moment } from '../dates'
import { choicesOf } from '../parts/field'
import { Notice } from '../parts/notice'
import { Card } from '../parts/page'
import { actsColumn, Table } from '../parts/table'
import { EntryDialog } from './entry-dialog'
import { MoreOf, useGoingOn } from './going-on'
import type { PartProps } from './words'

/** The quota: its rule, and every row of its ledger. */
export function QuotaCard({ file }: PartProps) {
  const list = useGoingOn(file.quota, file.more.quota, (after) =>
    call('GET /office/investment-projects/:investmentProject/quota', {
      params: { investmentProject: file.id },
      query: { after },
    }),
  )
  return (
    <Card title="名额" extra={<span className="second">{`剩 ${file.remaining} 个`}</span>}>
      <p className="second">{file.rule ?? '签约以后，按签约日的标准算名额。'}</p>
      {file.quota.length > 0 && (
        <Table label="名额流水" columns={['第几笔', '做了什么', '个数', '之后剩余', '事由', '时间']}>
          {list.items.map((row) => (
            <tr key={row.number}>
              <td>{row.number}</td>
              <td>{quotaKindLabels[row.kind]}</td>
              <td className="num">{row.places > 0 ? `+${row.places}` : row.places}</td>
              <td className="num">{row.remaining}</td>
              <td>{row.reason}</td>
              <td>{moment(row.at)}</td>
            </tr>
          ))}
        </Table>
      )}
      <MoreOf list={list} what="名额流水" />
    </Card>
  )
}

const asking = newAttempt()
const ending = newAttempt()

function Ask({
  file,
  onCode,
  onChanged,
  onClose,
}: PartProps & { onCode(code: string): void; onClose(): void }) {
  return (
    <EntryDialog
      title="引进一个人"
      lead="生成一个引进码，交给本人。本人在手机上看过项目、点了同意，才用掉一个名额，您也才看得到是谁（姓名隐去部分）。"
      action="生成引进码"
      draftKey={`project ${file.id} ask`}
      fields={[
        {
          key: 'kind',
          label: '哪一类人才',
          kind: 'choice',
          options: choicesOf(talentKindLabels),
          first: 'master',
        },
        { key: 'firstDay', label: '到岗的日子', kind: 'day', first: dayOf(new Date()) },
        {
          key: 'note',
          label: '给谁的',
          kind: 'text',
          minLength: 1,
          hint: '自己记得是谁就行，例如“研发部小何”；本人导出资料时看得到',
        },
      ]}
      onClose={onClose}
      onDone={async ({ kind, firstDay = '', note = '' }) => {
        const { project, code } = await call(
          'POST /office/investment-projects/:investmentProject/introductions',
          { params: { investmentProject: file.id }, body: { kind: kind as TalentKind, firstDay, note } },
          { attempt: asking },
        )
        onChanged(project)
        onCode(code)
        onClose()
      }}
    />
  )
}

type Person = ProjectFile['introductions'][number]

function End({ file, person, onChanged, onClose }: PartProps & { person: Person; onClose(): void }) {
  const today = dayOf(new Date())
  const isCode = person.state === 'asked' || person.state === 'expired'
  return (
    <EntryDialog
      title={isCode ? '收回引进码' : '登记离开'}
      lead={isCode ? '收回以后，这个码不能再用。' : `本人会收到消息。${file.rule ?? ''}`}
      action={isCode ? '收回' : '登记离开'}
      danger
      draftKey={`project ${file.id} end ${person.id}`}
      fields={[
        ...(isCode
          ? []
          : [
              {
                key: 'came',
                label: '来过没有',
                kind: 'choice' as const,
                first: 'came',
                options: [
                  { value: 'came', label: '来过，现在离开了' },
                  { value: 'never', label: '没有到岗，名额退回' },
                ],
              },
            ]),
        { key: 'on', label: '哪一天', kind: 'day', first: today, max: today },
        { key: 'reason', label: '原因', kind: 'text', minLength: 4 },
      ]}
      onClose={onClose}
      onDone={async ({ on = '', reason = '', came }) => {
        onChanged(
          await call(
            'POST /office/investment-projects/:investmentProject/introductions/:introduction/end',
            {
              params: { investmentProject: file.id, introduction: person.id },
              body: { on, reason, ...(came === 'never' ? { neverCame: true } : {}) },
            },
            { attempt: ending },
          ),
        )
        onClose()
      }}
    />
  )
}

/** Who was introduced with the project, and who is asked. */
export function PeopleCard(props: PartProps) {
  const { file, mayWrite } = props
  const [asks, setAsks] = useState(false)
  const [code, setCode] = useState<string | null>(null)
  const [ended, setEnded] = useState<Person | null>(null)
  const list = useGoingOn(file.introductions, file.more.introductions, (after) =>
    call('GET /office/investment-projects/:investmentProject/introductions', {
      params: { investmentProject: file.id },
      query: { after },
    }),
  )
  const mayAsk = mayWrite && file.remaining > 0 && file.stage !== 'ended' && file.stage !== 'talking'
  return (
    <Card
      title={`引进的人（${file.people}）`}
      extra={mayAsk && <Button onClick={() => setAsks(true)}>引进一个人</Button>}
    >
      {asks && <Ask {...props} onCode={setCode} onClose={() => setAsks(false)} />}
      {code && (
        <Notice tone="good" title={`引进码 ${code}`} alert>
          只显示这一次，14 天内有效。请交给本人：“我的 → 项目引进”里填写。
        </Notice>
      )}
      {file.introductions.length === 0 ? (
        <p className="muted">还没有人</p>
      ) : (
        <Table label="引进的人" columns={['是谁', '哪一类', '到岗', '状态', '说明', actsColumn]}>
          {list.items.map((one) => (
            <tr key={one.id}>
              <td>
                {one.maskedName ?? '—'}
                {one.note && <div className="second small">{one.note}</div>}
              </td>
              <td>{talentKindLabels[one.kind]}</td>
              <td>{day(one.firstDay)}</td>
              <td>{introductionStateLabels[one.state]}</td>
              <td>
                {one.endedOn && day(one.endedOn)} {one.reason}{' '}
                {one.gaveBack && <span className="tag">名额已退回</span>}
              </td>
              <td>
                {mayWrite && ['asked', 'expired', 'here'].includes(one.state) && (
                  <Button
                    size="small"
                    aria-label={`${one.state === 'here' ? '登记离开' : '收回'}：${one.note || one.maskedName}`}
                    onClick={() => setEnded(one)}
                  >
                    {one.state === 'here' ? '登记离开' : '收回'}
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </Table>
      )}
      <MoreOf list={list} what="引进的人" />
      {ended && <End key={ended.id} {...props} person={ended} onClose={() => setEnded(null)} />}
    </Card>
  )
}
