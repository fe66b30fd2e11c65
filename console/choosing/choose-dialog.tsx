import { ProblemError } from '@jucai/contract/client'
import type { Board, BoardFlat, OneInLine } from '@jucai/contract/choosing'
import type { DeskRound } from '@jucai/contract/round-desk'
import { layoutLabels } from '@jucai/contract/housing-vocabulary'
import { App, Modal } from 'antd'
import { useState } from 'react'
import { call, newAttempt } from '../api'
import { money } from '../dates'
import { useDraft } from '../draft'
import { useAct } from '../loading'
import { Facts } from '../parts/facts'
import { Failure, Notice } from '../parts/notice'
import { LongTextField } from '../parts/text-field'

interface ChooseProps {
  roundId: string
  one: OneInLine
  round: DeskRound
  flat: BoardFlat
  board: Board
  onClose(): void
  onDone(): Promise<void>
  /** What is free has changed; what was typed stays. */
  onRefused(): Promise<void>
}

const nothing = { why: '' }

/** Says what choosing does, asks why it is done for somebody, and does it. */
export function ChooseDialog({ roundId, one, round, flat, board, onClose, onDone, onRefused }: ChooseProps) {
  const { draft, write, clear } = useDraft(`choice ${roundId} ${one.number}`, nothing)
  const [tried, setTried] = useState(false)
  const [attempt] = useState(newAttempt)
  const { busy, error, run } = useAct()
  const { message } = App.useApp()
  const type = board.types[flat.type]
  const part = board.parts.find((each) => each.part === board.part)
  const place = `${part?.project ?? ''} ${part?.building ?? ''} ${flat.number}`.trim()
  const who = [one.number, one.household[0]?.maskedName ?? ''].filter(Boolean).join(' ')
  const why = draft.why.trim()
  const fault = [...why].length < 2 ? '请写明为什么由您代选，至少 2 个字，例如：不会用手机，本人到窗口' : null
  const send = async () => {
    setTried(true)
    if (fault) return
    let refused = false
    await run(async () => {
      try {
        await call(
          'POST /rounds/:round/choices',
          { params: { round: roundId }, body: { number: one.number, flat: flat.code, why } },
          { attempt },
        )
      } catch (problem) {
        refused = problem instanceof ProblemError
        throw problem
      }
      clear()
      void message.success(`${one.number} 选定了 ${place}`)
      await onDone()
    })
    if (refused) await onRefused()
  }
  return (
    <Modal
      open
      width={640}
      title={`替 ${who} 选定 ${place}？`}
      okText="选定"
      cancelText="再看看"
      confirmLoading={busy}
      onOk={() => void send()}
      onCancel={onClose}
    >
      <div className="counter-facts">
        <Facts
          of={[
            { name: '户型', value: type ? `${type.typeName}，${layoutLabels[type.layout]}` : '—' },
            {
              name: '面积',
              value: type ? `${type.areaSqmHundredths / 100} ㎡，最多住 ${type.people} 人` : '—',
            },
            {
              name: '租金',
              value: type?.rentFenPerMonth ? `${money(type.rentFenPerMonth)}/月` : '没有公布标准',
            },
            { name: '押金', value: type?.depositFen ? money(type.depositFen) : '没有公布标准' },
          ]}
        />
        <Notice tone="care" title="选定以后会怎样">
          <ul className="counter-then">
            <li>{`${one.number} 在“${round.title}”里选定这一套，不能撤回，名额用完；签约前双方同意可以互换。`}</li>
            {one.hold && one.hold.flat.code !== flat.code && (
              <li>{`对方手机上正占着 ${one.hold.flat.building} ${one.hold.flat.number}，随即放开。`}</li>
            )}
            <li>公开记录里写号码和房，不写人。</li>
            <li>本人马上收到消息；“谁看过我的信息”里有您办的这件事和下面的原因。</li>
            <li>接着签约、交押金，期限和自己选的一样。</li>
          </ul>
        </Notice>
      </div>
      <LongTextField
        label="为什么代选（本人看得到）"
        required
        fault={tried ? fault : null}
        autoFocus
        rows={2}
        maxLength={200}
        value={draft.why}
        onChange={(text) => write({ why: text })}
      />
      <Failure error={error} />
    </Modal>
  )
}
