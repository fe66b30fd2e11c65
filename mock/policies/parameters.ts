import type { Source } from '@jucai/contract/city'
import type { Parameter } from '@jucai/contract/policies/parameters'
import { percentOf, unitLabels, type Unit } from '@jucai/contract/policies/units'

const shown = (value: number, unit: Unit): string =>
  `${(unit.startsWith('fen') ? value / 100 : value).toLocaleString('en-US')} ${unitLabels[unit]}`
const source = (paper: string, effectiveOn: string, text: string): Source => ({
  paper,
  clause: '附表',
  text: `${text}。（示例条文）`,
  effectiveOn,
  sample: true,
})

/** The minimum wage in yuan a month, and what of it an intern is paid. */
const wage = { now: 2_100, from2027: 2_200 }
const internshipPercent = 80

/** A number, in yuan where its unit is money, and the one that replaces it from 2027 on. */
const parameter = (
  code: string,
  [label, unit]: readonly [string, Unit],
  now: number,
  { from2027, floorOf, shareOf }: Pick<Parameter, 'floorOf' | 'shareOf'> & { from2027?: number } = {},
): Parameter => {
  const inUnit = (value: number) => (unit.startsWith('fen') ? value * 100 : value)
  const first = inUnit(now)
  const next = from2027 === undefined ? undefined : inUnit(from2027)
  return {
    code,
    label,
    unit,
    ...(floorOf === undefined ? {} : { floorOf }),
    ...(shareOf === undefined ? {} : { shareOf }),
    values: [
      {
        value: first,
        from: '2026-01-01',
        to: next === undefined ? null : '2026-12-31',
        source: source(
          '星城市人才政策标准表（2026 年，示例）',
          '2026-01-01',
          `${label}为 ${shown(first, unit)}`,
        ),
      },
      ...(next === undefined
        ? []
        : [
            {
              value: next,
              from: '2027-01-01',
              to: null,
              source: source(
                '星城市人才政策标准表（2027 年，示例）',
                '2027-01-01',
                `${label}调整为 ${shown(next, unit)}`,
              ),
            },
          ]),
    ],
  }
}

const conditions: Parameter[] = [
  parameter('graduatedWithin', ['毕业年限', 'years'], 5),
  parameter('recognitionInsured', ['人才认定的社保月数', 'months'], 6),
  parameter('livingInsured', ['生活补贴的社保月数', 'months'], 3),
  parameter('rentInsured', ['租房补贴的社保月数', 'months'], 3),
  parameter('purchaseInsured', ['购房补贴的社保月数', 'months'], 12, { from2027: 9 }),
  parameter('purchaseWithin', ['购房补贴的申请期限', 'months'], 12),
  parameter('apartmentIncomeLimit', ['公寓的家庭月收入上限', 'fen-per-month'], 20_000),
  parameter('apartmentRent', ['公寓租金占市场租金的比例', 'percent'], 70),
  parameter('hostelGraduatedWithin', ['驿站的毕业年限', 'years'], 2),
  parameter('companyRunsFor', ['创业补贴的最短经营月数', 'months'], 6, { floorOf: 'companyWithin' }),
  parameter('companyWithin', ['创业补贴的申请期限', 'months'], 36),
  parameter('startUpEmployees', ['带动就业人数', 'people'], 3),
  parameter('loanAge', ['贷款贴息的年龄上限', 'years'], 45),
  parameter('loanCompanyWithin', ['贷款贴息的企业年限', 'years'], 5),
  parameter('studentEnrolledFor', ['在校创业的入学年限', 'years'], 1),
  parameter('internshipLeast', ['见习最短月数', 'months'], 3, { floorOf: 'internshipMost' }),
  parameter('internshipMost', ['见习最长月数', 'months'], 12),
  parameter('internshipGraduatedWithin', ['见习的毕业年限', 'years'], 2),
  parameter('internshipPercent', ['见习补贴占最低工资的比例', 'percent'], internshipPercent),
  parameter('baseRetained', ['见习基地的留用人数', 'people'], 3, { floorOf: 'baseRetainedMany' }),
  parameter('baseRetainedMany', ['见习基地较多的留用人数', 'people'], 10),
  parameter('baseWithin', ['见习基地奖励的申请期限', 'months'], 6),
  parameter('sharedDays', ['柔性专家一年的工作天数', 'days'], 30),
  parameter('kindergartenAge', ['幼儿园入学年龄', 'years'], 3),
  parameter('primaryAge', ['小学入学年龄', 'years'], 6),
  parameter('juniorAge', ['初中入学年龄', 'years'], 12),
  parameter('settlingAge', ['人才落户的年龄上限', 'years'], 45),
  parameter('researchWithin', ['科研启动经费的申请期限', 'months'], 24),
  parameter('skillInsured', ['技能补贴的社保月数', 'months'], 12),
  parameter('skillWithin', ['技能补贴的申请期限', 'months'], 12),
  parameter('homecomingAway', ['归根人才的在外年数', 'years'], 2),
  parameter('homecomingWithin', ['归根安家补助的申请期限', 'months'], 24),
  parameter('homecomingInsured', ['归根安家补助的社保月数', 'months'], 6),
  parameter('postdocAge', ['博士后的年龄上限', 'years'], 35),
  parameter('postdocGraduatedWithin', ['博士后的毕业年限', 'years'], 3),
  parameter('referralStays', ['推荐的人才的就业月数', 'months'], 3),
  parameter('shortageIncome', ['急需紧缺岗位的年收入下限', 'fen-per-year'], 120_000, { from2027: 130_000 }),
  parameter('projectQuotaUnit', ['招商项目每个引进名额的到位资金', 'fen'], 20_000_000),
  parameter('projectQuotaCap', ['一个招商项目的引进名额上限', 'people'], 50),
  parameter('projectStays', ['引进名额算用完的在岗月数', 'months'], 6),
  parameter('projectRewardSigned', ['推荐项目签约时发放的奖励比例', 'percent'], 50),
  parameter('shortageEmployed', ['急需紧缺岗位的工作月数', 'months'], 6),
]

const amounts: Parameter[] = [
  parameter('livingBachelor', ['本科生活补贴', 'fen-per-month'], 600),
  parameter('livingMaster', ['硕士生活补贴', 'fen-per-month'], 1_000, { from2027: 1_200 }),
  parameter('livingDoctor', ['博士生活补贴', 'fen-per-month'], 2_000),
  parameter('livingMonths', ['生活补贴的发放月数', 'months'], 24),
  parameter('rentBachelor', ['本科租房补贴', 'fen-per-month'], 800),
  parameter('rentMaster', ['硕士租房补贴', 'fen-per-month'], 1_200),
  parameter('rentDoctor', ['博士租房补贴', 'fen-per-month'], 2_000),
  parameter('rentMonths', ['租房补贴的发放月数', 'months'], 36),
  parameter('purchaseBachelor', ['本科购房补贴', 'fen'], 20_000),
  parameter('purchaseMaster', ['硕士购房补贴', 'fen'], 40_000),
  parameter('purchaseDoctor', ['博士购房补贴', 'fen'], 80_000, { from2027: 100_000 }),
  parameter('apartmentMonths', ['公寓最长租期', 'months'], 36),
  parameter('apartmentDeposit', ['公寓押金，按月租金', 'months'], 1),
  parameter('hostelDays', ['驿站免费住宿天数', 'days'], 7),
  parameter('hostelStays', ['驿站一年内的免费住宿次数', 'times'], 3),
  parameter('startUpGrant', ['创业补贴', 'fen'], 10_000),
  parameter('startUpGrantMany', ['带动就业的创业补贴', 'fen'], 20_000),
  parameter('loanInterest', ['贷款贴息累计上限', 'fen'], 30_000),
  parameter('workspaceMonths', ['创业工位免租月数', 'months'], 12),
  parameter('minimumWage', ['最低工资标准', 'fen-per-month'], wage.now, { from2027: wage.from2027 }),
  parameter('internshipStipend', ['见习补贴', 'fen-per-month'], percentOf(wage.now, internshipPercent), {
    from2027: percentOf(wage.from2027, internshipPercent),
    shareOf: { percent: 'internshipPercent', of: 'minimumWage' },
  }),
  parameter('baseReward', ['见习基地奖励', 'fen'], 10_000),
  parameter('baseRewardMany', ['留用较多的见习基地奖励', 'fen'], 30_000),
  parameter('sharedGrant', ['柔性专家工作津贴', 'fen'], 20_000),
  parameter('sharedGrantA', ['A 类柔性专家工作津贴', 'fen'], 40_000),
  parameter('partnerAllowance', ['配偶求职补贴', 'fen-per-month'], 1_000),
  parameter('partnerMonths', ['配偶求职补贴的发放月数', 'months'], 6),
  parameter('settlingGrant', ['落户安家礼金', 'fen'], 2_000),
  parameter('researchFunds', ['科研启动经费', 'fen'], 50_000),
  parameter('researchFundsNational', ['国家级项目的科研启动经费', 'fen'], 100_000, { from2027: 120_000 }),
  parameter('skillIntermediate', ['中级工技能补贴', 'fen'], 1_000),
  parameter('skillSenior', ['高级工技能补贴', 'fen'], 1_500),
  parameter('skillTechnician', ['技师技能补贴', 'fen'], 2_000),
  parameter('skillSeniorTechnician', ['高级技师技能补贴', 'fen'], 3_000),
  parameter('homecomingGrant', ['归根安家补助', 'fen'], 10_000),
  parameter('postdocAllowance', ['博士后生活资助', 'fen-per-month'], 5_000, { from2027: 6_000 }),
  parameter('postdocMonths', ['博士后生活资助的发放月数', 'months'], 24),
  parameter('referralPerson', ['推荐人才奖励', 'fen'], 2_000),
  parameter('referralProject', ['推荐项目奖励', 'fen'], 10_000),
  parameter('shortageAllowance', ['急需紧缺岗位薪酬补贴', 'fen-per-month'], 1_500),
  parameter('shortageMonths', ['薪酬补贴的发放月数', 'months'], 24),
]

const limits: Parameter[] = [
  parameter('personalCap', ['个人补贴合计上限', 'fen'], 120_000, { from2027: 150_000 }),
  parameter('startUpCap', ['创业扶持合计上限', 'fen'], 40_000),
]

/** Every number of the sample policies, with what is decided for 2027. */
export const parameters: Parameter[] = [...conditions, ...amounts, ...limits]
