import { dayInWords, type Day } from '@jucai/contract/policies/days'
import { yuanText } from '@jucai/contract/ledger-rules'
import {
  guestDays,
  keyWithinDays,
  noticeDays,
  objectWithinDays,
  payWithinDays,
  rentDueDay,
  termWords,
  type LeasePaper,
} from '@jucai/contract/lease-vocabulary'
import type { LeaseFlat } from '@jucai/contract/lease-shapes'
import { rentRule } from '@jucai/contract/rent-rules'
import type { Section } from '../core/pdf'

/** What the text of a paper is made of. */
export interface PaperFacts {
  kind: LeasePaper
  number: string
  office: string
  tenant: { name: string; document: string }
  flat: LeaseFlat
  firstDay: Day
  lastDay: Day
  months: number
  rentFen: number
  depositFen: number
  /** Of a renewal: the last day as it was. */
  before: Day | null
}
const areaWords = (hundredths: number) => `${(hundredths / 100).toFixed(2)} 平方米`

const parties = ({ office, tenant, number }: PaperFacts): Section => ({
  title: '当事人',
  lines: [`出租人：${office}`, `承租人：${tenant.name}，证件号码 ${tenant.document}`, `编号：${number}`],
})

const contract = (facts: PaperFacts): Section[] => {
  const { flat, firstDay, lastDay, months, rentFen, depositFen } = facts
  return [
    parties(facts),
    {
      title: '一、房屋',
      lines: [
        `${flat.project}，${flat.address}，${flat.building} ${flat.number}，${flat.typeName}，建筑面积 ${areaWords(flat.areaSqmHundredths)}，连同承租人一起最多住 ${flat.people} 人。`,
        '只用于承租人和登记的同住人居住，不转租、不转借、不改变用途。',
      ],
    },
    {
      title: '二、租期',
      lines: [
        `${termWords(firstDay, lastDay)}，共 ${months} 个月，首尾两天都算。`,
        '期满前 60 天起可以申请续租，届时按当时的政策重新核对资格；在人才公寓居住合计不超过政策规定的月数。',
      ],
    },
    {
      title: '三、租金和押金',
      lines: [
        `租金每月 ${yuanText(rentFen)} 元；押金 ${yuanText(depositFen)} 元。`,
        rentRule,
        `押金和首期租金在签约后 ${payWithinDays} 天内交清；以后每月租金在当月 ${rentDueDay} 日前交。`,
        '水、电、燃气、网络按实际用量由承租人另付。',
      ],
    },
    {
      title: '四、交接',
      lines: [
        '入住前双方一起验房，逐项拍照记录，双方都认可后交钥匙。',
        '钥匙凭本人的人才码领取，不代领。',
        `从租期第一天起（之后才交清款项的，从交清那天起）满 ${keyWithinDays} 天没有领取钥匙的，出租人提醒以后可以解除合同，已交的押金和租金全部退还。`,
      ],
    },
    {
      title: '五、使用和维修',
      lines: [
        '房屋和配套设施自然损坏的，由出租人维修，紧急的一天内上门，其余五天内上门；人为损坏的由承租人负担。',
        `同住人要登记；亲友来访过夜的告知即可，一次不超过 ${guestDays} 天。`,
      ],
    },
    {
      title: '六、退房和押金',
      lines: [
        `提前退房的，提前 ${noticeDays} 天通知，租金算到交回钥匙那天。`,
        '退房时双方一起验房。押金减去有照片、有说明的损坏费用后退还；对扣款有异议的，没有争议的部分先退，有争议的由另一位工作人员复核。',
        `承租人在 ${objectWithinDays} 天内可以提出异议，到期没有提出的按验房记录办理。`,
        '期满没有交回钥匙的，按日计收房屋占用费，每天的金额等于月租金除以当月天数，到交回钥匙那天为止。',
      ],
    },
    {
      title: '七、其他',
      lines: [
        '租住期间不同时享受租房补贴等其他住房优惠。',
        '本合同以电子方式签署，双方签署时间和文件摘要由签署服务记录，与纸质合同效力相同。',
      ],
    },
  ]
}

const renewal = (facts: PaperFacts): Section[] => {
  const { before, firstDay, lastDay, months, rentFen, depositFen } = facts
  return [
    parties(facts),
    {
      title: '一、续租',
      lines: [
        `原合同租期到${before === null ? '' : dayInWords(before)}届满，双方同意续租 ${months} 个月：${termWords(firstDay, lastDay)}。`,
      ],
    },
    {
      title: '二、租金和押金',
      lines: [
        `续租期间租金每月 ${yuanText(rentFen)} 元。已交的押金 ${yuanText(depositFen)} 元转为续租期间的押金。`,
        rentRule,
      ],
    },
    { title: '三、其他', lines: ['原合同其余条款不变。本协议是原合同的一部分。'] },
  ]
}

/** The text of a paper, section by section. */
export const sectionsOf = (facts: PaperFacts): Section[] =>
  facts.kind === 'contract' ? contract(facts) : renewal(facts)
