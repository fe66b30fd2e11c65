import type { EngagementTerms } from '@jucai/contract/engagement-shapes'
import {
  engagementKindLabels,
  homeHoursRule,
  kindMeanings,
  payUnitLabels,
  termWords,
  weekWords,
  type EngagementKind,
  type WeekWindow,
} from '@jucai/contract/engagement-vocabulary'
import { yuanText } from '@jucai/contract/ledger-rules'
import { createHash } from 'node:crypto'
import type { Section } from '../core/pdf'

/** What the text of an agreement is made of. */
export interface AgreementFacts {
  number: string
  kind: EngagementKind
  employer: string
  expert: { name: string; document: string }
  home: { name: string; contact: string; hours: readonly WeekWindow[] }
  office: string
  terms: EngagementTerms
  /** SHA-256 of {@link payText}. */
  paySha256: string
}

/**
 * What expert and employer agree on the pay. The agreement names its SHA-256, so that the home employer signs without
 * reading it; the salt keeps the amount from being guessed from the hash.
 */
export const payText = (
  number: string,
  { payFen, payUnit }: Pick<EngagementTerms, 'payFen' | 'payUnit'>,
  { revision, salt }: { revision: number; salt: string },
): string =>
  [
    '专家报酬约定',
    `编号：${number} 第 ${revision} 稿`,
    `报酬：每${payUnitLabels[payUnit]} ${yuanText(payFen)} 元，由聘用单位支付，依法纳税。`,
    `随机数：${salt}`,
  ].join('\n')
/** SHA-256 of a text as UTF-8, hexadecimal. */
export const sha256Of = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex')

const offHours: Record<EngagementKind, (week: readonly WeekWindow[]) => string[]> = {
  shared: (week) => [
    `丙方同意乙方在下列时间为甲方工作，其中落在丙方工作时间里的也算同意：${weekWords(week)}。`,
    '丙方工作时间里没有列出的时间，乙方不为甲方工作。',
  ],
  weekend: (week) => [
    `乙方只在丙方的工作时间以外为甲方工作，约定的时间：${weekWords(week)}。`,
    '落在丙方工作时间里的工时不登记，甲方不付报酬。',
  ],
}

/** The text of the agreement of three, section by section. */
export const agreementSections = (facts: AgreementFacts): Section[] => [
  {
    title: '三方',
    lines: [
      `甲方（聘用单位）：${facts.employer}`,
      `乙方（专家）：${facts.expert.name}，证件号码 ${facts.expert.document}`,
      `丙方（乙方的现单位）：${facts.home.name}，联系人 ${facts.home.contact}`,
      `编号：${facts.number}，${engagementKindLabels[facts.kind]}。${facts.office}提供签署服务，不是协议的一方。`,
    ],
  },
  {
    title: '一、工作',
    lines: [
      kindMeanings[facts.kind],
      `岗位：${facts.terms.title}`,
      `内容：${facts.terms.scope}`,
      `期限：${termWords(facts.terms.firstDay, facts.terms.lastDay)}，首尾两天都算。`,
    ],
  },
  {
    title: '二、时间',
    lines: [
      `丙方的工作时间：${weekWords(facts.home.hours)}。${homeHoursRule}`,
      ...offHours[facts.kind](facts.terms.week),
      '乙方登记每次的日期、起止时间和内容，甲方确认；与乙方别的工时重叠的不登记。',
    ],
  },
  {
    title: '三、报酬',
    lines: [
      '报酬由甲方、乙方另行约定，约定的全文甲方、乙方看得到，丙方不看。',
      `约定全文的 SHA-256 摘要：${facts.paySha256}。甲方、乙方签署本协议，就是签署这份约定。`,
    ],
  },
  { title: '四、知识产权', lines: [facts.terms.ip] },
  { title: '五、保密', lines: [facts.terms.confidentiality] },
  {
    title: '六、丙方的同意',
    lines: [
      '乙方与丙方的劳动（聘用）关系不变，丙方仍是乙方的用人单位。',
      '丙方同意乙方按本协议为甲方工作；丙方可以随时写明原因收回同意，协议到写明的那天为止。',
    ],
  },
  {
    title: '七、年度回顾和结束',
    lines: [
      '满一年的，甲方、乙方各说一次继续还是停止，写明原因；有一方说停止的，到那一年满的那天为止。',
      '任何一方可以结束本协议，写明最后一天和原因；已经确认的工时照付报酬。',
    ],
  },
  {
    title: '八、签署',
    lines: [
      '按乙方、甲方、丙方的次序以电子签名签署，每个签名记有本文件的摘要。三方签完生效。',
      '任何改动都做成新的一版，三方重新签；新的一版签完以前，签过的一版继续有效，原样保存。',
    ],
  },
]
