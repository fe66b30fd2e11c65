import {
  applicationActorLabels,
  applicationEventLabels,
  applicationStateLabels,
  type ApplicationState,
} from '@jucai/contract/application-vocabulary'
import {
  leaseActorLabels,
  leaseEventLabels,
  leaseGuardLabels,
  leaseStateLabels,
  leaseStates,
  payWithinDays,
  signWithinDays,
  type LeaseState,
} from '@jucai/contract/lease-vocabulary'
import type { ApplicationMachine, ClockMode, Guard, ProgramDefinition } from './applications'
import { leaseMachine } from './leases'

const guardWords: Record<Guard, string> = {
  'another-person': '不是提请复核的人（要求两人审核时）',
  'another-judge': '不是作出不予通过的人',
  'appeal-open': '在申诉期限内，且没有申诉过',
  'notice-over': '公示期满',
  'no-open-objection': '没有未处理或成立的异议',
  'answered-before': '工作站已经答复过',
}
const clockWords: Record<ClockMode, string> = {
  runs: '计时',
  restarts: '重新计时',
  stopped: '停表，等申请人',
  notice: '到公示期满',
}

const statesOf = ({ transitions, initial }: ApplicationMachine): ApplicationState[] => [
  ...new Set([initial, ...transitions.flatMap(({ from, to }) => [from, to])]),
]

/** A machine as a mermaid state diagram: one arrow a pair of states, with all events that lead along it. */
const diagramOf = (machine: ApplicationMachine): string[] => {
  const { transitions, initial } = machine
  const name = (state: ApplicationState) => state.replaceAll('-', '_') // mermaid takes no hyphen in a name
  const arrows = new Map<string, Set<string>>()
  for (const { from, event, to } of transitions) {
    const arrow = `${name(from)} --> ${name(to)}`
    arrows.set(arrow, (arrows.get(arrow) ?? new Set()).add(applicationEventLabels[event]))
  }
  const last = statesOf(machine).filter((state) => !transitions.some(({ from }) => from === state))
  return [
    '```mermaid',
    'stateDiagram-v2',
    ...statesOf(machine).map((state) => `  state "${applicationStateLabels[state]}" as ${name(state)}`),
    `  [*] --> ${name(initial)}`,
    ...[...arrows].map(([arrow, events]) => `  ${arrow}: ${[...events].join('、')}`),
    ...last.map((state) => `  ${name(state)} --> [*]`),
    '```',
  ]
}

const tableOf = (machine: ApplicationMachine): string[] => {
  const { transitions, initial, clock } = machine
  return [
    '| 状态 | 标识 | 计时 |',
    '|---|---|---|',
    ...statesOf(machine).map(
      (state) =>
        `| ${applicationStateLabels[state]}${state === initial ? '（起点）' : ''} | \`${state}\` | ${clock[state] ? clockWords[clock[state]] : '—'} |`,
    ),
    '',
    '| 从 | 事件 | 到 | 谁 | 条件 |',
    '|---|---|---|---|---|',
    ...transitions.map(
      ({ from, event, to, by, when }) =>
        `| \`${from}\` | ${applicationEventLabels[event]} \`${event}\` | \`${to}\` | ${by.map((actor) => applicationActorLabels[actor]).join('、')} | ${(when ?? []).map((guard) => guardWords[guard]).join('；') || '—'} |`,
    ),
  ]
}

const leaseSection = (): string[] => {
  const { transitions, initial } = leaseMachine
  const name = (state: LeaseState) => state.replaceAll('-', '_')
  const states = leaseStates.filter((state) =>
    transitions.some(({ from, to }) => from === state || to === state),
  )
  const arrows = new Map<string, Set<string>>()
  for (const { from, event, to } of transitions) {
    const arrow = `${name(from)} --> ${name(to)}`
    arrows.set(arrow, (arrows.get(arrow) ?? new Set()).add(leaseEventLabels[event]))
  }
  const last = states.filter((state) => !transitions.some(({ from }) => from === state))
  return [
    '## 公寓租约 `lease`',
    '',
    `签约 ${signWithinDays} 天、交款 ${payWithinDays} 天内，最后一天算在内；到期由系统办理。`,
    '',
    '```mermaid',
    'stateDiagram-v2',
    ...states.map((state) => `  state "${leaseStateLabels[state]}" as ${name(state)}`),
    `  [*] --> ${name(initial)}`,
    ...[...arrows].map(([arrow, events]) => `  ${arrow}: ${[...events].join('、')}`),
    ...last.map((state) => `  ${name(state)} --> [*]`),
    '```',
    '',
    '| 从 | 事件 | 到 | 谁 | 条件 |',
    '|---|---|---|---|---|',
    ...transitions.map(
      ({ from, event, to, by, when }) =>
        `| \`${from}\` | ${leaseEventLabels[event]} \`${event}\` | \`${to}\` | ${by.map((actor) => leaseActorLabels[actor]).join('、')} | ${(when ?? []).map((guard) => leaseGuardLabels[guard]).join('；') || '—'} |`,
    ),
    '',
  ]
}

/** docs/machines.md as the tables in the code say it. */
export const machinesDocument = (programs: readonly ProgramDefinition[]): string =>
  [
    '# 状态机',
    '',
    '由 `npm run docs:machines` 从代码里的表生成，不要手改；过时了测试会失败。',
    '',
    ...programs.flatMap(({ title, key, prefix, machine, workingDays, twoPerson, noticeDays }) => [
      `## ${title} \`${key}\``,
      '',
      `编号 ${prefix}-年月日-序号；${workingDays} 个工作日${twoPerson ? '；两人审核' : ''}${noticeDays === null ? '' : `；公示 ${noticeDays} 日`}（人才办可以改）。`,
      '',
      ...diagramOf(machine),
      '',
      ...tableOf(machine),
      '',
    ]),
    ...leaseSection(),
  ].join('\n')
