import type { EmployerRow } from '@jucai/contract/employer-shapes'
import type { OwnBooth } from '@jucai/contract/fair-shapes'
import { boothStateLabels, type BoothState } from '@jucai/contract/fair-vocabulary'
import { Button, Input } from 'antd'
import { useState } from 'react'
import { call, newAttempt } from '../api'
import { useAct } from '../loading'
import { Failure } from '../parts/notice'
import { Card } from '../parts/page'
import { ReasonDialog } from '../parts/reason-dialog'
import { actsColumn, Table } from '../parts/table'
import type { PartProps } from './part'

const inviting = newAttempt()

const cancelling = newAttempt()

const deciding = newAttempt()

/** The booths of a fair: who asks, who comes, whom to invite. */
export function Booths({ fair, onChanged }: PartProps) {
  const isOpen = fair.standing !== 'over' && fair.standing !== 'cancelled'
  return (
    <Card title={`展位（${fair.boothList.length}）`}>
      {fair.boothList.length === 0 && <p className="muted">还没有展位。单位可以自己申请，也可以邀请。</p>}
      {fair.boothList.length > 0 && (
        <Table label="展位" columns={['单位', '带来', '在排', '展位号', actsColumn]}>
          {fair.boothList.map((booth) => (
            <OneBooth key={`${booth.id} ${booth.revision}`} booth={booth} fair={fair} onChanged={onChanged} />
          ))}
        </Table>
      )}
      {isOpen && <Invite fair={fair} onChanged={onChanged} />}
    </Card>
  )
}

const tones: Readonly<Record<BoothState, string>> = {
  invited: 'info',
  asked: 'care',
  admitted: 'good',
  declined: '',
  cancelled: '',
}

function OneBooth({ booth, fair, onChanged }: PartProps & { booth: OwnBooth }) {
  const [place, setPlace] = useState(booth.place)
  const [ending, setEnding] = useState<'decline' | 'cancel'>()
  const { busy, error, run } = useAct()
  const params = { fair: fair.id, fairBooth: booth.id }
  const { name } = booth.employer
  const decide = async (body: { admit: boolean; place: string; reason?: string }) =>
    onChanged(
      await call(
        'POST /office/fairs/:fair/booths/:fairBooth/decision',
        { params, body },
        { attempt: deciding },
      ),
    )
  const isOpen = fair.standing !== 'over' && fair.standing !== 'cancelled'
  const booked = booth.slots.filter((slot) => slot.booked).length
  const mayChange = isOpen && (booth.state === 'asked' || booth.state === 'admitted')
  const isAsked = booth.state === 'asked'
  return (
    <tr>
      <td>
        {name}
        <div>
          <span className={`tag ${tones[booth.state]}`}>{boothStateLabels[booth.state]}</span>
        </div>
        {booth.reason && <div className="second small">原因：{booth.reason}</div>}
      </td>
      <td>
        {booth.posts.length} 个岗位
        <div className="second small">
          {booth.slots.length} 个时段，约了 {booked} 个
        </div>
      </td>
      <td>{booth.queue ? `${booth.waiting} 人` : '不排队'}</td>
      <td>
        {mayChange ? (
          <Input
            aria-label={`${name}的展位号`}
            placeholder="例如 A12"
            maxLength={20}
            value={place}
            onChange={(event) => setPlace(event.target.value)}
          />
        ) : (
          booth.place
        )}
      </td>
      <td>
        {mayChange && (
          <div className="form-actions">
            <Button
              type={isAsked ? 'primary' : 'default'}
              loading={busy}
              disabled={!isAsked && place === booth.place}
              onClick={() => void run(() => decide({ admit: true, place }))}
              aria-label={`${isAsked ? '同意参加' : '改展位号'}：${name}`}
            >
              {isAsked ? '同意参加' : '改展位号'}
            </Button>
            <Button
              danger
              onClick={() => setEnding(isAsked ? 'decline' : 'cancel')}
              aria-label={`${isAsked ? '不同意' : '取消展位'}：${name}`}
            >
              {isAsked ? '不同意' : '取消展位'}
            </Button>
          </div>
        )}
        <Failure error={error} />
        {ending && (
          <ReasonDialog
            open
            title={ending === 'decline' ? `不同意${name}参加` : `取消${name}的展位`}
            lead={
              ending === 'decline' ? '单位会看到您写的。' : '单位、排队的人和约了时段的人都会看到您写的。'
            }
            label="为什么"
            action={ending === 'decline' ? '不同意' : '取消展位'}
            danger
            minLength={4}
            maxLength={200}
            onClose={() => setEnding(undefined)}
            onDone={async (reason) => {
              if (ending === 'decline') await decide({ admit: false, place: '', reason })
              else
                onChanged(
                  await call(
                    'POST /office/fairs/:fair/booths/:fairBooth/cancellation',
                    {
                      params,
                      body: { reason },
                    },
                    { attempt: cancelling },
                  ),
                )
            }}
          />
        )}
      </td>
    </tr>
  )
}

function Invite({ fair, onChanged }: PartProps) {
  const [typed, setTyped] = useState('')
  const [found, setFound] = useState<EmployerRow[]>()
  const { busy, error, run } = useAct()
  const find = async () =>
    setFound(
      (await call('GET /office/employers', { query: { state: 'verified', name: typed.trim() } })).items,
    )
  const invite = async (employer: string) => {
    onChanged(
      await call(
        'POST /office/fairs/:fair/booths',
        { params: { fair: fair.id }, body: { employer } },
        { attempt: inviting },
      ),
    )
    setFound(undefined)
    setTyped('')
  }
  const there = new Set(fair.boothList.map(({ employer }) => employer.id))
  return (
    <>
      <form
        className="fair-invite"
        onSubmit={(event) => {
          event.preventDefault()
          if (typed.trim() !== '') void run(find)
        }}
      >
        <Input
          aria-label="邀请哪个单位：名称或统一社会信用代码"
          placeholder="名称或统一社会信用代码"
          maxLength={80}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
        <Button htmlType="submit" loading={busy}>
          找单位
        </Button>
      </form>
      {found?.length === 0 && <p className="muted">没有找到核实过的单位。</p>}
      {found?.map(({ id, name }) => (
        <p key={id}>
          {name}{' '}
          {there.has(id) ? (
            <span className="muted">已经在名单里</span>
          ) : (
            <Button onClick={() => void run(() => invite(id))} aria-label={`邀请${name}`}>
              邀请
            </Button>
          )}
        </p>
      ))}
      <Failure error={error} />
    </>
  )
}
