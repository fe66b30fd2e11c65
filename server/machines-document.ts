import {
  applicationActorLabels,
  applicationEventLabels,
  applicationStateLabels,
} from '@jucai/contract/application-vocabulary'
import type { ApplicationMachine, ClockMode, Guard, ProgramDefinition } from './applications'

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

const tableOf = ({ transitions, initial, clock }: ApplicationMachine): string[] => {
  const states = [...new Set([initial, ...transitions.flatMap(({ from, to }) => [from, to])])]
  return [
    '| 状态 | 标识 | 计时 |',
    '|---|---|---|',
    ...states.map(
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
      ...tableOf(machine),
      '',
    ]),
  ].join('\n')
