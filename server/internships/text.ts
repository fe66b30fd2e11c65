import {
  noEmployment,
  periodWords,
  stipendRule,
  stipendTitle,
  type MonthPart,
} from '@jucai/contract/internship-vocabulary'
import { yuanText } from '@jucai/contract/ledger-rules'
import { monthInWords, type Day } from '@jucai/contract/policies/days'
import type { Section } from '../core/pdf'

/** What the text of an agreement is made of. */
export interface AgreementFacts {
  number: string
  intern: { name: string; document: string }
  base: string
  office: string
  title: string
  tasks: string
  tutor: string
  station: string
  firstDay: Day
  lastDay: Day
  months: number
  insurance: string
  minimumWageFen: number
  percent: number
  monthlyFen: number
  /** The first and last calendar month, as an example of the rule. */
  parts: readonly MonthPart[]
}

const partWords = ({ month, days, daysInMonth }: MonthPart): string =>
  `${monthInWords(month)}见习 ${days} 天（当月 ${daysInMonth} 天）`

/** The text of the agreement of three, section by section. */
export const agreementSections = (facts: AgreementFacts): Section[] => [
  {
    title: '三方',
    lines: [
      `甲方（见习基地）：${facts.base}`,
      `乙方（见习人员）：${facts.intern.name}，证件号码 ${facts.intern.document}`,
      `丙方（人才办）：${facts.office}`,
      `编号：${facts.number}`,
    ],
  },
  {
    title: '一、性质',
    lines: [noEmployment, '甲方不得以见习代替用工，不得向乙方收取任何费用，不得扣押乙方的证件。'],
  },
  {
    title: '二、岗位和期限',
    lines: [
      `岗位：${facts.title}。内容：${facts.tasks}`,
      `带教：${facts.tutor}。到岗登记：${facts.station}。`,
      `期限：${periodWords(facts.firstDay, facts.lastDay)}，共 ${facts.months} 个月，首尾两天都算。`,
      '每个工作日到岗时在登记点出示本人的人才码登记一次；不能到岗的，在手机上说明原因。甲方更正记录要写明原因，乙方看得到。',
    ],
  },
  {
    title: '三、保险',
    lines: [`甲方为乙方办理并承担费用的保险：${facts.insurance}。保险在见习开始前生效，见习期内不中断。`],
  },
  {
    title: '四、生活补贴',
    lines: [
      `${stipendTitle}每月 ${yuanText(facts.monthlyFen)} 元，为签订时最低工资标准每月 ${yuanText(facts.minimumWageFen)} 元的 ${facts.percent}%；标准调整的，按当月的标准。`,
      stipendRule,
      `首月和末月：${facts.parts.map(partWords).join('；')}。`,
      '每月结束后由甲方确认、丙方核定，核定后由丙方付到乙方的收款账户；一人一月只发一次，不与就业见习补贴重复。',
    ],
  },
  {
    title: '五、提前结束',
    lines: [
      '任何一方可以提前结束见习，写明最后一天和原因；补贴发到最后一天为止。',
      '乙方找到工作的，随时可以结束见习，不承担违约责任。',
    ],
  },
  {
    title: '六、期满',
    lines: [
      '期满的，丙方发给见习证明，任何人可以凭证明上的核验码查验。',
      '甲方留用乙方的，双方另签劳动合同，劳动关系从那时起建立。',
    ],
  },
  {
    title: '七、签署',
    lines: [
      '按乙方、甲方、丙方的次序以电子签名签署，每个签名记有本文件的摘要。三方签完生效。',
      '任何改动都做成新的一版，三方重新签；签过的各版原样保存。',
    ],
  },
]

/** What a certificate is made of. */
export interface CertificateFacts {
  name: string
  base: string
  office: string
  title: string
  firstDay: Day
  lastDay: Day
  number: string
  code: string
}
/** The text of a certificate. */
export const certificateSections = (facts: CertificateFacts): Section[] => [
  {
    title: '证明',
    lines: [
      `${facts.name}：`,
      `${periodWords(facts.firstDay, facts.lastDay)}在${facts.base}参加就业见习，岗位为${facts.title}，期满。`,
      '就业见习不建立劳动关系，本证明不是劳动关系的证明。',
    ],
  },
  { title: '发证', lines: [facts.office, `编号：${facts.number}`] },
  {
    title: '核验',
    lines: [`核验码：${facts.code}`, '在小程序或网站的“查验见习证明”输入核验码，可以看到这份证明是否有效。'],
  },
]
