import {
  capitalKindLabels,
  capitalStateLabels,
  talentKindLabels,
  type CapitalKind,
  type TalentKind,
} from '@jucai/contract/project-vocabulary'
import { fenOf } from '@jucai/contract/ledger-rules'
import type { ProjectFile } from '@jucai/contract/projects'
import { App, Button } from 'antd'
import { useState } from 'react'
import { call, newAttempt } from '../api'
import { day, dayOf } from '../dates'
import { useAct } from '../loading'
import { yuan } from '../money'
import { Failure } from '../parts/notice'
import { Card } from '../parts/page'
import { ReasonDialog } from '../parts/reason-dialog'
import { actsColumn, Table } from '../parts/table'
import { choicesOf } from '../parts/field'
import { EntryDialog } from './entry-dialog'
import { MoreOf, useGoingOn } from './going-on'
import type { PartProps } from './words'

type Entry = ProjectFile['capital'][number]
const entering = newAttempt()
const correcting = newAttempt()
const deciding = newAttempt()
const promising = newAttempt()
const withdrawing = newAttempt()

const document = { key: 'document', label: '凭证或文件', kind: 'text', minLength: 4 } as const

function Enter({ file, onChanged, onClose }: PartProps & { onClose(): void }) {
  const today = dayOf(new Date())
  return (
    <EntryDialog
      title="登记一笔投资"
      lead="到位资金由另一位负责人复核以后才计入，名额随之增加。登记后不能改，写错了用改正冲掉。"
      action="登记"
      draftKey={`project ${file.id} capital`}
      fields={[
        {
          key: 'kind',
          label: '是哪一种',
          kind: 'choice',
          options: choicesOf(capitalKindLabels),
          first: 'in-place',
        },
        { key: 'amountFen', label: '金额（元）', kind: 'amount' },
        { key: 'on', label: '哪一天', kind: 'day', first: today, max: today },
        { ...document, hint: '进账单、验资报告、协议的名称和编号' },
      ]}
      onClose={onClose}
      onDone={async ({ kind, amountFen = '', on = '', document: paper = '' }) => {
        onChanged(
          await call(
            'POST /office/investment-projects/:investmentProject/capital',
            {
              params: { investmentProject: file.id },
              body: { kind: kind as CapitalKind, amountFen: fenOf(amountFen) ?? 0, on, document: paper },
            },
            { attempt: entering },
          ),
        )
        onClose()
      }}
    />
  )
}

function Deciding({ file, entry, onChanged }: PartProps & { entry: Entry }) {
  const [refuses, setRefuses] = useState(false)
  const { busy, error, run } = useAct()
  const { modal } = App.useApp()
  const send = async (body: { agrees: true } | { agrees: false; reason: string }) =>
    onChanged(
      await call(
        'POST /office/investment-projects/:investmentProject/capital/:capitalEntry/decision',
        { params: { investmentProject: file.id, capitalEntry: entry.id }, body },
        { attempt: deciding },
      ),
    )
  if (entry.enteredByMe) return <span className="muted small">您登记的，请另一位负责人复核</span>
  return (
    <>
      <Button
        size="small"
        loading={busy}
        aria-label={`同意：${yuan(entry.amountFen)}`}
        onClick={() =>
          modal.confirm({
            title: `同意计入 ${yuan(entry.amountFen)}`,
            content: `${entry.document}。同意以后名额随之变化，不能撤回，只能再改正。`,
            okText: '同意计入',
            onOk: () => run(() => send({ agrees: true })),
          })
        }
      >
        同意
      </Button>
      <Button size="small" aria-label={`退回：${yuan(entry.amountFen)}`} onClick={() => setRefuses(true)}>
        退回
      </Button>
      <Failure error={error} />
      <ReasonDialog
        open={refuses}
        title={`退回 ${yuan(entry.amountFen)}`}
        lead="这一笔留在记录里，不计入。"
        action="退回这一笔"
        onClose={() => setRefuses(false)}
        onDone={async (reason) => {
          await send({ agrees: false, reason })
          setRefuses(false)
        }}
      />
    </>
  )
}

function Correct({ file, entry, onChanged }: PartProps & { entry: Entry }) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button size="small" aria-label={`改正：${yuan(entry.amountFen)}`} onClick={() => setOpen(true)}>
        改正
      </Button>
      {open && (
        <EntryDialog
          title={`改正 ${yuan(entry.amountFen)}`}
          lead="整笔冲掉，原来的留着；金额不对的，冲掉以后按正确的另登记一笔。已经用掉的名额也会收回，剩余可能成负数。"
          action="登记改正"
          danger
          draftKey={`project ${file.id} correct ${entry.id}`}
          fields={[{ key: 'reason', label: '原因', kind: 'text', minLength: 4 }, document]}
          onClose={() => setOpen(false)}
          onDone={async ({ reason = '', document: paper = '' }) => {
            onChanged(
              await call(
                'POST /office/investment-projects/:investmentProject/capital/:capitalEntry/correction',
                {
                  params: { investmentProject: file.id, capitalEntry: entry.id },
                  body: { reason, document: paper },
                },
                { attempt: correcting },
              ),
            )
            setOpen(false)
          }}
        />
      )}
    </>
  )
}

/** Capital promised and in place, entry by entry. */
export function CapitalCard(props: PartProps) {
  const { file, mayWrite } = props
  const [open, setOpen] = useState(false)
  const list = useGoingOn(file.capital, file.more.capital, (after) =>
    call('GET /office/investment-projects/:investmentProject/capital', {
      params: { investmentProject: file.id },
      query: { after },
    }),
  )
  return (
    <Card
      title="投资"
      extra={mayWrite && file.stage !== 'ended' && <Button onClick={() => setOpen(true)}>登记一笔</Button>}
    >
      {open && <Enter {...props} onClose={() => setOpen(false)} />}
      {file.capital.length === 0 ? (
        <p className="muted">还没有登记</p>
      ) : (
        <Table label="投资" columns={['哪一天', '种类', '金额', '凭证', '状态', actsColumn]}>
          {list.items.map((entry) => (
            <tr key={entry.id}>
              <td>{day(entry.on)}</td>
              <td>
                {entry.corrects ? `改正${capitalKindLabels[entry.kind]}` : capitalKindLabels[entry.kind]}
              </td>
              <td className="num">{yuan(entry.amountFen)}</td>
              <td>
                {entry.document}
                {entry.reason && <div className="small">{`原因：${entry.reason}`}</div>}
              </td>
              <td>
                {entry.isCorrected && entry.state === 'counted'
                  ? '已被改正'
                  : capitalStateLabels[entry.state]}
                {entry.decision && <div className="small">{entry.decision}</div>}
              </td>
              <td>
                {mayWrite && entry.state === 'waiting' && <Deciding {...props} entry={entry} />}
                {mayWrite && entry.state === 'counted' && !entry.corrects && !entry.isCorrected && (
                  <Correct {...props} entry={entry} />
                )}
              </td>
            </tr>
          ))}
        </Table>
      )}
      <MoreOf list={list} what="投资" />
    </Card>
  )
}

function Promising({ file, onChanged, onClose }: PartProps & { onClose(): void }) {
  return (
    <EntryDialog
      title="登记人才承诺"
      lead="投资协议里写的：哪一类人、多少、到哪天。"
      action="登记"
      draftKey={`project ${file.id} commitment`}
      fields={[
        {
          key: 'kind',
          label: '哪一类人才',
          kind: 'choice',
          options: choicesOf(talentKindLabels),
          first: 'master',
        },
        { key: 'people', label: '人数', kind: 'people' },
        { key: 'due', label: '到哪天为止', kind: 'day' },
        document,
      ]}
      onClose={onClose}
      onDone={async ({ kind, people, due = '', document: paper = '' }) => {
        onChanged(
          await call(
            'POST /office/investment-projects/:investmentProject/commitments',
            {
              params: { investmentProject: file.id },
              body: { kind: kind as TalentKind, people: Number(people), due, document: paper },
            },
            { attempt: promising },
          ),
        )
        onClose()
      }}
    />
  )
}

/** What the project promised of people, against who is there. */
export function CommitmentCard(props: PartProps) {
  const { file, mayWrite, onChanged } = props
  const [open, setOpen] = useState(false)
  const [withdrawn, setWithdrawn] = useState<ProjectFile['commitments'][number] | null>(null)
  const list = useGoingOn(file.commitments, file.more.commitments, (after) =>
    call('GET /office/investment-projects/:investmentProject/commitments', {
      params: { investmentProject: file.id },
      query: { after },
    }),
  )
  return (
    <Card
      title="人才承诺"
      extra={mayWrite && file.stage !== 'ended' && <Button onClick={() => setOpen(true)}>登记承诺</Button>}
    >
      {open && <Promising {...props} onClose={() => setOpen(false)} />}
      {file.commitments.length === 0 ? (
        <p className="muted">还没有登记</p>
      ) : (
        <Table label="人才承诺" columns={['哪一类', '承诺', '现在有', '到哪天', '依据', actsColumn]}>
          {list.items.map((one) => (
            <tr key={one.id}>
              <td>{talentKindLabels[one.kind]}</td>
              <td>{`${one.people} 人`}</td>
              <td>{`${one.here} 人`}</td>
              <td>
                {day(one.due)} {one.isLate && <span className="tag bad">逾期</span>}
              </td>
              <td>
                {one.document}
                {one.withdrawnBecause !== null && (
                  <div className="small">{`已撤销：${one.withdrawnBecause}`}</div>
                )}
              </td>
              <td>
                {mayWrite && one.withdrawnBecause === null && (
                  <Button
                    size="small"
                    aria-label={`撤销：${talentKindLabels[one.kind]} ${one.people} 人`}
                    onClick={() => setWithdrawn(one)}
                  >
                    撤销
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </Table>
      )}
      <MoreOf list={list} what="人才承诺" />
      {withdrawn && (
        <ReasonDialog
          open
          title="撤销这项承诺"
          lead="留在记录里，不再计入。"
          action="撤销承诺"
          onClose={() => setWithdrawn(null)}
          onDone={async (reason) => {
            onChanged(
              await call(
                'POST /office/investment-projects/:investmentProject/commitments/:commitment/withdrawal',
                { params: { investmentProject: file.id, commitment: withdrawn.id }, body: { reason } },
                { attempt: withdrawing },
              ),
            )
            setWithdrawn(null)
          }}
        />
      )}
    </Card>
  )
}
