import type { DeskRound } from '@jucai/contract/round-desk'
import { moment } from '../dates'
import { Icon } from '../parts/icon'

/** One stage of a round: done by whom and when, going on, or still to come. */
interface Stage {
  title: string
  state: 'done' | 'now' | 'next'
  /** Who did it, or who has to. */
  who: string
  when: string
}

const reached = (round: DeskRound): number => {
  const agreed = round.namedSources.every(({ state }) => state === 'agreed')
  const at: Record<DeskRound['state'], number> = {
    draft: 1,
    published: 2,
    open: 2,
    closed: 3,
    locked: agreed ? 5 : 4,
    drawn: 6,
    choosing: 6,
    ended: 8,
    cancelled: 0,
  }
  return at[round.state]
}
const at = (value: string | null): string => (value === null ? '' : moment(value))

/** The stages of a round with who did each and when. */
export const stagesOf = (round: DeskRound): Stage[] => {
  const now = reached(round)
  const stepOf = (step: DeskRound['steps'][number]['step']) =>
    round.steps.filter((one) => one.step === step).at(-1)
  const lockers = [round.lockAskedBy && `${round.lockAskedBy}提出`, round.lockedBy && `${round.lockedBy}确认`]
  const agreed = round.namedSources.filter(({ state }) => state === 'agreed').length
  const stages: Omit<Stage, 'state'>[] = [
    { title: '写草稿', who: round.writtenBy, when: at(stepOf('written')?.at ?? null) },
    { title: '公布', who: round.publishedBy ?? '另一位负责人', when: at(round.publishedAt) },
    { title: '申请', who: '有资格的人', when: `${moment(round.opensAt)} 到 ${moment(round.closesAt)}` },
    {
      title: '锁定名单',
      who: lockers.filter(Boolean).join('，') || '两位负责人',
      when: at(round.lockedAt) || `${moment(round.lockFrom)} 起`,
    },
    {
      title: '开奖号码',
      who: round.drawnAt
        ? '两位负责人各自录入，一致'
        : `两位负责人各自录入，一致的 ${agreed}/${round.namedSources.length}`,
      when: at(stepOf('source-agreed')?.at ?? null) || `${moment(round.firstDrawingAt)} 起`,
    },
    { title: '算出顺序', who: stepOf('drawn')?.by ?? '一位负责人', when: at(round.drawnAt) },
    {
      title: '选房',
      who: stepOf('choosing')?.by ?? '一位负责人开始',
      when: at(stepOf('choosing')?.at ?? null) || `${moment(round.choosingFrom)} 起`,
    },
    { title: '结束', who: stepOf('ended')?.by ?? '', when: at(stepOf('ended')?.at ?? null) },
  ]
  return stages.map((stage, index) => ({
    ...stage,
    state: index < now ? 'done' : index === now && round.state !== 'cancelled' ? 'now' : 'next',
  }))
}

const stateWords = { done: '已完成', now: '正在进行', next: '还没有' } as const

/** The whole way of a round at a glance. */
export function Procedure({ round }: { round: DeskRound }) {
  return (
    <ol className="round-way" aria-label="进行到哪一步">
      {stagesOf(round).map(({ title, state, who, when }, index) => (
        <li
          key={title}
          className={`round-stage ${state}`}
          aria-current={state === 'now' ? 'step' : undefined}
        >
          <span className="round-mark" aria-hidden>
            {state === 'done' ? <Icon name="check" size={16} /> : index + 1}
          </span>
          <strong>
            {title}
            <span className="visually-hidden">，{stateWords[state]}</span>
          </strong>
          <span className="small">{who}</span>
          <span className="small muted">{when}</span>
        </li>
      ))}
    </ol>
  )
}
