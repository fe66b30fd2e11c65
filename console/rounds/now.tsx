import type { DeskRound } from '@jucai/contract/round-desk'
import { roundStateLabels } from '@jucai/contract/rounds-vocabulary'
import { App, Button, Modal } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router-dom'
import { call } from '../api'
import { moment } from '../dates'
import { useAct } from '../loading'
import { Icon, type IconName } from '../parts/icon'
import { Failure, Notice } from '../parts/notice'
import { Card } from '../parts/page'
import { ReasonDialog } from '../parts/reason-dialog'
import { CorrectDialog } from './correct'
import { orStale, type OfRound } from './of-round'

type Deed = DeskRound['may'][number]

/** A deed that is asked in words before it is done. */
interface Asked {
  label: string
  icon: IconName
  title: string
  text: string
  done: string
  run(round: DeskRound): Promise<DeskRound>
}
const of = (round: DeskRound) => ({ params: { round: round.id }, body: { version: round.version } })
const asked: Partial<Record<Deed, Asked>> = {
  publish: {
    label: '公布',
    icon: 'send',
    title: '公布这一批？',
    text: '公布以后规则、类别和房源都不能再改，只能更正时间和来源（要写原因，公开）。房源从“空着”变成“在批次里”。',
    done: '已公布',
    run: (round) => call('POST /round-desk/:round/publication', of(round)),
  },
  'ask-lock': {
    label: '提出锁定',
    icon: 'key-round',
    title: '提出锁定名单？',
    text: '请先看一遍下面的数字：有争议的家庭、资格还没有结果的人。另一位负责人确认以后，名单就锁定。',
    done: '已提出，请另一位负责人确认',
    run: (round) => call('POST /round-desk/:round/lock', of(round)),
  },
  'confirm-lock': {
    label: '确认锁定',
    icon: 'shield-check',
    title: '锁定名单，公布承诺值？',
    text: '给每个人号码，算出名单的根和承诺值，马上公布。以后谁也不能再改一个字，也没有“重来”。',
    done: '名单已锁定，承诺值已公布',
    run: (round) => call('POST /round-desk/:round/lock-confirmation', of(round)),
  },
  draw: {
    label: '算出顺序',
    icon: 'layout-list',
    title: '算出顺序？',
    text: '由承诺值和两人录入一致的开奖号码算出。算多少次都是同一个结果，没有随机数。',
    done: '顺序已算出，记录已公开',
    run: (round) => call('POST /round-desk/:round/draw', { params: { round: round.id } }),
  },
  'begin-choosing': {
    label: '开始选房',
    icon: 'hand',
    title: '开始选房？',
    text: '按顺序通知前面的号。开始以后，开奖公告再有更正也不重算。',
    done: '选房开始了',
    run: (round) => call('POST /round-desk/:round/choosing', of(round)),
  },
  end: {
    label: '结束这一批',
    icon: 'flag',
    title: '结束这一批？',
    text: '没有人选的房重新空着，可以放进下一批。记录一直公开。',
    done: '这一批结束了',
    run: (round) => call('POST /round-desk/:round/end', of(round)),
  },
}
const mainDeeds = ['publish', 'ask-lock', 'confirm-lock', 'draw', 'begin-choosing', 'end'] as const

/** What has to be done now, and why somebody cannot. */
const sentenceOf = (round: DeskRound): { title: string; text: string } => {
  const may = (deed: Deed) => round.may.includes(deed)
  switch (round.state) {
    case 'draft':
      return round.writtenByMe
        ? { title: '等另一位负责人公布', text: '这一批是您写的，公布要由另一位负责人看过以后办。' }
        : { title: '请核对后公布', text: '逐项核对规则、类别、房源、时间和开奖期号。有不对的，请写的人改。' }
    case 'published':
      return {
        title: `${moment(round.opensAt)} 开始申请`,
        text: '现在不用办什么。时间、来源有错，可以更正，要写原因，会公开。',
      }
    case 'open':
      return { title: `正在申请，${moment(round.closesAt)} 截止`, text: '现在不用办什么。截止以后锁定名单。' }
    case 'closed':
      if (may('confirm-lock'))
        return {
          title: '请核对后确认锁定',
          text: `${round.lockAskedBy ?? ''}已提出锁定。您是第二位，确认以后名单不能再改。`,
        }
      if (round.lockAskedByMe)
        return {
          title: '等另一位负责人确认锁定',
          text: `您已提出。请在 ${moment(round.firstDrawingAt)} 开奖以前确认，不然要更正来源。`,
        }
      return may('ask-lock')
        ? {
            title: '请提出锁定名单',
            text: `要在 ${moment(round.firstDrawingAt)} 开奖以前锁定，两位负责人办理。`,
          }
        : {
            title: `${moment(round.lockFrom)} 以后可以锁定`,
            text: '截止后的几分钟里，截止前没有发完的申请还会进来。',
          }
    case 'locked':
      return may('draw')
        ? { title: '号码齐了，可以算出顺序', text: '两位负责人录入的号码全部一致。' }
        : {
            title: '录入开奖号码',
            text: `${moment(round.firstDrawingAt)} 起，两位负责人在各自的电脑上，对着官方公告各录一遍。互相看不到，一致才算数。`,
          }
    case 'drawn':
      if (round.waits !== null)
        return may('correct-source')
          ? { title: '两人录入的更正一致，请按更正的公告重算', text: round.waits }
          : { title: '开奖号码的更正没有核对完，选房先不开始', text: `${round.waits}在“开奖号码”里办。` }
      return {
        title: '顺序已公开，等选房开始',
        text: `${moment(round.choosingFrom)} 起选房。彩票公告有更正的，在这以前更正。`,
      }
    case 'choosing':
      return { title: '正在选房', text: '有人不选、不符合，要跳过的，在下面的名单里办，写公开的原因。' }
    default:
      return { title: roundStateLabels[round.state], text: '记录一直公开，不能再改。' }
  }
}

/** The card that says what to do now, with the buttons for who may. */
export function Now({ round, onChanged, onStale }: OfRound) {
  const [open, setOpen] = useState<Deed>()
  const { title, text } = sentenceOf(round)
  const may = (deed: Deed) => round.may.includes(deed)
  const close = () => setOpen(undefined)
  const dialog = open && asked[open]
  const after = ['locked', 'drawn', 'choosing', 'ended'].includes(round.state)
  return (
    <Card title="现在要办的">
      <Notice tone="info" title={title}>
        {text}
      </Notice>
      <div className="form-actions">
        {mainDeeds.map((deed) => {
          const one = asked[deed]
          return may(deed) && one ? (
            <Button key={deed} type="primary" icon={<Icon name={one.icon} />} onClick={() => setOpen(deed)}>
              {one.label}
            </Button>
          ) : null
        })}
        {may('change') && (
          <Link className="button-link" to={`/rounds?write=${round.id}`}>
            改草稿
          </Link>
        )}
        {round.state === 'choosing' && (
          <Link className="button-link" to={`/choosing?round=${round.id}`}>
            窗口选房
          </Link>
        )}
        {may('correct') && <Button onClick={() => setOpen('correct')}>更正时间或来源</Button>}
        {may('correct-source') && <Button onClick={() => setOpen('correct-source')}>按更正的公告重算</Button>}
        {may('cancel') && (
          <Button danger onClick={() => setOpen('cancel')}>
            取消这一批
          </Button>
        )}
        {after && (
          <Link className="button-link" to={`/rounds?write=new&after=${round.id}`}>
            另开一批重新抽签
          </Link>
        )}
      </div>
      {after && (
        <p className="second small">
          重新抽签只有两种原因：名单和承诺值不符（或漏了有回执的人），来源和后备的开奖都无效。结果不合意不是原因，原来的记录保留。
        </p>
      )}
      {dialog && <Ask asked={dialog} {...{ round, onChanged, onStale }} onClose={close} />}
      {open === 'correct' && <CorrectDialog {...{ round, onChanged, onStale }} onClose={close} />}
      {(open === 'cancel' || open === 'correct-source') && (
        <WithReason deed={open} {...{ round, onChanged, onStale }} onClose={close} />
      )}
    </Card>
  )
}

function Ask({
  asked: { title, text, label, done, run },
  round,
  onChanged,
  onStale,
  onClose,
}: OfRound & { asked: Asked; onClose(): void }) {
  const act = useAct()
  const { message } = App.useApp()
  const send = () =>
    act.run(() =>
      orStale(async () => {
        onChanged(await run(round))
        void message.success(done)
        onClose()
      }, onStale),
    )
  return (
    <Modal
      open
      title={title}
      okText={label}
      cancelText="再看看"
      confirmLoading={act.busy}
      onOk={() => void send()}
      onCancel={onClose}
    >
      <p className="dialog-lead">{text}</p>
      <Failure error={act.error} />
    </Modal>
  )
}

const reasons = {
  cancel: {
    title: '取消这一批',
    lead: '锁定名单以前可以取消。原因会公开，申请的人会收到消息；房源重新空着。',
    action: '取消这一批',
  },
  'correct-source': {
    title: '按更正的开奖公告重算',
    lead: '两位负责人先把更正后的号码各录一遍，一致以后在这里重算。原来的结果保留，公开记录里写原因。',
    action: '重算',
  },
} as const

function WithReason({
  deed,
  round,
  onChanged,
  onStale,
  onClose,
}: OfRound & { deed: keyof typeof reasons; onClose(): void }) {
  const { title, lead, action } = reasons[deed]
  const send = (why: string) =>
    orStale(async () => {
      const request = { params: { round: round.id }, body: { version: round.version, why } }
      onChanged(
        deed === 'cancel'
          ? await call('POST /round-desk/:round/cancellation', request)
          : await call('POST /round-desk/:round/source-correction', request),
      )
      onClose()
    }, onStale)
  return (
    <ReasonDialog
      open
      {...{ title, lead, action }}
      label="原因（会公开）"
      minLength={5}
      maxLength={300}
      danger={deed === 'cancel'}
      onClose={onClose}
      onDone={send}
    />
  )
}
