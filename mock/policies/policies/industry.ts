import type { Policy } from '@jucai/contract/policies/book'
import { clause, example, giving, paperOf, supporting } from '../writing'

const today = '2026-11-26'

const shortagePaper = paperOf('星城市急需紧缺人才薪酬补贴办法（示例）')
const specialist = {
  shortagePost: true,
  employerKind: 'chain',
  employedSince: '2026-03-01',
  annualIncome: 12_500_000,
}

const shortage = supporting({
  code: 'shortage-posts',
  title: '急需紧缺人才薪酬补贴办法',
  summary:
    '在重点产业链企业做急需紧缺岗位、年收入 120,000 元以上，工作满 6 个月后每月补贴 1,500 元，最长 24 个月。',
  department: '星城市工业和信息化局',
  source: shortagePaper('第二条', '对重点产业链企业急需紧缺岗位上的人才，发放薪酬补贴。'),
  inForceTo: '2028-12-31',
  situations: ['look-for-job'],
  stages: ['settling', 'growing'],
  keywords: ['人才强链', '产业链', '急需紧缺', '薪酬补贴', '高薪岗位'],
  clauses: [
    clause('3.1', '第三条第一项', '岗位列入当年《急需紧缺人才目录》，本人已完成人才认定。'),
    clause('3.2', '第三条第二项', '用人单位为重点产业链企业。'),
    clause('3.3', '第三条第三项', '在该岗位工作满 6 个月，满 6 个月的当天即可申请。'),
    clause('4', '第四条', '本人税前年收入不低于 120,000 元；自 2027 年 1 月 1 日起，不低于 130,000 元。'),
    clause('5', '第五条', '薪酬补贴每月 1,500 元，最长 24 个月；与生活补贴不重复享受。'),
  ],
  criterion: {
    all: [
      {
        clause: '3.1',
        label: '岗位在目录里',
        advice: '问一问单位，岗位能不能申报进下一年的目录',
        fact: 'shortagePost',
        is: true,
      },
      { clause: '3.2', label: '重点产业链企业', fact: 'employerKind', is: 'chain' },
      {
        clause: '3.3',
        label: '工作满 6 个月',
        advice: '满 6 个月的当天即可申请',
        fact: 'employedSince',
        sinceAtLeast: { parameter: 'shortageEmployed' },
      },
      {
        clause: '4',
        label: '年收入达到下限',
        advice: '未达到的，可以看生活补贴',
        fact: 'annualIncome',
        atLeast: { parameter: 'shortageIncome' },
      },
    ],
  },
  amounts: [{ label: '薪酬补贴', parameter: 'shortageAllowance', months: 'shortageMonths' }],
  papers: ['劳动合同', '上一年度纳税记录', '单位出具的岗位说明'],
  conditions: ['在急需紧缺岗位工作'],
  opens: [],
  paidWithinWorkingDays: 20,
  examples: [
    example('产业链企业，年收入 125,000 元', today, specialist, 'pass'),
    example('年收入正好 120,000 元', today, { ...specialist, annualIncome: 12_000_000 }, 'pass'),
    example('年收入差一分到 120,000 元', today, { ...specialist, annualIncome: 11_999_999 }, 'fail', '4'),
    example('下限提高的当天，年收入 125,000 元', '2027-01-01', specialist, 'fail', '4'),
    example(
      '没有填年收入',
      today,
      { shortagePost: true, employerKind: 'chain', employedSince: '2026-03-01' },
      'unknown',
    ),
    example('工作正好满 6 个月', '2026-09-01', specialist, 'pass'),
    example('差一天满 6 个月', '2026-08-31', specialist, 'fail', '3.3'),
  ],
})

const sharedPaper = paperOf('星城市“双聘制”“周末制”柔性引才办法（示例）')
const expert = {
  talentTier: 'b',
  title: 'associate-senior',
  employedHere: false,
  homeEmployerAgrees: true,
  sharedDays: 40,
  sharedSince: '2025-11-01',
}

const shared = supporting({
  code: 'shared-experts',
  title: '“双聘制”“周末制”柔性引才办法',
  summary:
    '人不用调来：本职单位同意、一年来星城工作 30 天以上，满 1 年后发工作津贴 20,000 元，A 类 40,000 元。',
  department: '星城市科学技术局',
  source: sharedPaper('第二条', '鼓励用人单位以双聘、周末工程师等方式柔性引进专家。'),
  situations: ['look-for-job'],
  stages: ['before', 'growing'],
  keywords: ['双聘制', '周末制', '柔性引才', '周末工程师', '专家', '兼职'],
  clauses: [
    clause('3.1', '第三条第一项', '具有副高级职称、高级技师以上，或者为 B 类以上人才。'),
    clause('3.2', '第三条第二项', '本职在本市以外，并经本职单位书面同意；合作不占用本职工作时间。'),
    clause('4', '第四条', '三方签订合作协议，一年在本市工作不少于 30 天。'),
    clause(
      '5',
      '第五条',
      '合作满 1 年、考核合格的，发放工作津贴 20,000 元；A 类人才或正高级职称为 40,000 元。',
    ),
  ],
  criterion: {
    all: [
      {
        clause: '3.1',
        label: '副高级、高级技师以上或 B 类以上',
        any: [
          { fact: 'title', atLeast: { value: 'associate-senior' } },
          { fact: 'talentTier', atLeast: { value: 'b' } },
        ],
      },
      {
        clause: '3.2',
        label: '本职在本市以外',
        advice: '已经在本市就业的，可以看生活补贴和薪酬补贴',
        fact: 'employedHere',
        is: false,
      },
      {
        clause: '3.2',
        label: '本职单位书面同意',
        advice: '请本职单位出具书面同意，人才办可以协助沟通',
        fact: 'homeEmployerAgrees',
        is: true,
      },
      {
        clause: '4',
        label: '一年不少于 30 天',
        advice: '与用人单位商量增加来本市工作的天数',
        fact: 'sharedDays',
        atLeast: { parameter: 'sharedDays' },
      },
      {
        clause: '5',
        label: '合作满 1 年',
        advice: '满 1 年的当天即可申请',
        fact: 'sharedSince',
        sinceAtLeast: { years: 1 },
      },
    ],
  },
  amounts: [
    {
      label: 'A 类或正高级',
      when: {
        any: [
          { fact: 'talentTier', is: 'a' },
          { fact: 'title', is: 'senior' },
        ],
      },
      parameter: 'sharedGrantA',
    },
    { label: '其他专家', parameter: 'sharedGrant' },
  ],
  papers: ['职称证书', '三方合作协议', '本职单位书面同意', '年度考核表'],
  conditions: ['按协议来本市工作'],
  opens: [],
  paidWithinWorkingDays: 20,
  examples: [
    giving('其他专家', example('副教授，周末来了一年，40 天', today, expert, 'pass')),
    giving(
      'A 类或正高级',
      example('教授，一年来 30 天', today, { ...expert, title: 'senior', sharedDays: 30 }, 'pass'),
    ),
    example('一年只来 29 天', today, { ...expert, sharedDays: 29 }, 'fail', '4'),
    example('本职单位没有同意', today, { ...expert, homeEmployerAgrees: false }, 'fail', '3.2'),
    example(
      '没有填一年来几天',
      today,
      {
        title: 'associate-senior',
        employedHere: false,
        homeEmployerAgrees: true,
        sharedSince: '2025-11-01',
      },
      'unknown',
    ),
    example('合作正好满 1 年', '2026-11-01', expert, 'pass'),
    example('差一天满 1 年', '2026-10-31', expert, 'fail', '5'),
  ],
})

const referralPaper = paperOf('星城市亲情招商奖励办法（示例）')
const referrer = { referral: 'person', referralLandedOn: '2026-08-15' }

const referral = supporting({
  code: 'referral-rewards',
  title: '亲情招商奖励办法',
  summary:
    '推荐亲友、老乡来星城：人才就业或创业满 3 个月奖 2,000 元，项目开工奖 10,000 元，20 个工作日内到账。',
  department: '星城市商务局',
  source: referralPaper(
    '第二条',
    '经亲友、老乡推荐来我市就业创业满三个月的，给予推荐人每人二千元奖励；推荐的项目开工后给予一万元奖励。',
  ),
  situations: ['live-here'],
  stages: ['before', 'growing', 'moving-on'],
  keywords: ['亲情招商', '推荐奖励', '荐才', '老乡', '双招双引'],
  clauses: [
    clause('3', '第三条', '通过亲情招商登记推荐，并经被推荐人同意。'),
    clause(
      '4.1',
      '第四条第一项',
      '推荐的人才来本市就业或创业满 3 个月，满 3 个月的当天即可领取，每人奖励 2,000 元。',
    ),
    clause('4.2', '第四条第二项', '推荐的项目签约并开工，开工当天即可领取，每个项目奖励 10,000 元。'),
    clause('5', '第五条', '由商务局凭推荐和落地记录核对后发放，核对后 20 个工作日内到账。'),
  ],
  criterion: {
    all: [
      {
        clause: '3',
        label: '登记过推荐',
        advice: '在“亲情招商”里登记推荐',
        fact: 'referral',
        isNot: 'none',
      },
      {
        clause: '4.1',
        label: '推荐的人才工作满 3 个月',
        when: { fact: 'referral', is: 'person' },
        then: {
          clause: '4.1',
          advice: '满 3 个月的当天即可领取',
          fact: 'referralLandedOn',
          sinceAtLeast: { parameter: 'referralStays' },
        },
      },
      {
        clause: '4.2',
        label: '推荐的项目已经开工',
        when: { fact: 'referral', is: 'project' },
        then: {
          clause: '4.2',
          advice: '开工当天即可领取',
          fact: 'referralLandedOn',
          sinceAtLeast: { days: 0 },
        },
      },
    ],
  },
  amounts: [
    { label: '推荐项目', when: { fact: 'referral', is: 'project' }, parameter: 'referralProject' },
    { label: '推荐人才', when: { fact: 'referral', is: 'person' }, parameter: 'referralPerson' },
  ],
  papers: ['推荐记录', '本人银行账户'],
  conditions: [],
  opens: [],
  paidWithinWorkingDays: 20,
  examples: [
    giving('推荐人才', example('推荐的人已经工作 3 个多月', today, referrer, 'pass')),
    giving(
      '推荐项目',
      example('推荐的项目今天开工', today, { referral: 'project', referralLandedOn: today }, 'pass'),
    ),
    example('没有推荐过', today, { referral: 'none' }, 'fail', '3'),
    example('推荐的人还没有入职日期', today, { referral: 'person' }, 'unknown'),
    example('推荐的人正好满 3 个月', '2026-11-15', referrer, 'pass'),
    example('推荐的人差一天满 3 个月', '2026-11-14', referrer, 'fail', '4.1'),
  ],
})

/** People whom the city's industry lacks: on the spot, from elsewhere, and by word of mouth. */
export const industry: Policy[] = [shortage, shared, referral]
