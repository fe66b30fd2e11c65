import type { Policy } from '@jucai/contract/policies/book'
import { clause, example, giving, paperOf, supporting } from '../writing'

const today = '2026-11-26'

const internshipPaper = paperOf('星城市就业见习管理办法（示例）')
const intern = {
  degree: 'bachelor',
  graduatesOn: '2026-06-30',
  employedHere: false,
  internshipFrom: '2026-09-01',
  internshipTo: '2027-02-28',
}

const internship = supporting({
  code: 'internship-stipend',
  title: '就业见习补贴办法',
  summary: '毕业 2 年内还没有就业，到见习基地见习 3 到 12 个月，每月补贴 1,680 元，并办好人身意外险。',
  department: '星城市人力资源和社会保障局',
  source: internshipPaper('第二条', '就业见习期限为三至十二个月，见习单位应当与见习人员签订见习协议。'),
  situations: ['look-for-job'],
  stages: ['before', 'arriving'],
  keywords: ['见习', '实习', '见习补贴', '就业见习', '留用'],
  clauses: [
    clause('3.1', '第三条第一项', '大专以上学历，已经毕业，毕业 2 年内，满 2 年的当天计算在内。'),
    clause('3.2', '第三条第二项', '尚未就业。见习人员与见习单位不是劳动关系。'),
    clause('4', '第四条', '签订见习协议，期限不少于 3 个月，不超过 12 个月；自见习开始之日起计算。'),
    clause(
      '5',
      '第五条',
      '见习补贴每月 1,680 元，自 2027 年 1 月 1 日起每月 1,760 元，按实际见习月数发放，最长 12 个月。',
    ),
    clause('6', '第六条', '见习单位为见习人员办理人身意外伤害保险。'),
  ],
  criterion: {
    all: [
      { clause: '3.1', label: '大专以上', fact: 'degree', atLeast: { value: 'associate' } },
      {
        clause: '3.1',
        label: '已经毕业',
        advice: '在校生可以先到见习基地实习，毕业后再办见习',
        fact: 'graduatesOn',
        sinceAtLeast: { days: 0 },
      },
      {
        clause: '3.1',
        label: '毕业 2 年内',
        fact: 'graduatesOn',
        sinceAtMost: { parameter: 'internshipGraduatedWithin' },
      },
      {
        clause: '3.2',
        label: '尚未就业',
        advice: '已经就业的，可以看生活补贴',
        fact: 'employedHere',
        is: false,
      },
      {
        clause: '4',
        label: '见习已经开始',
        advice: '见习开始当天起可以申请',
        fact: 'internshipFrom',
        sinceAtLeast: { days: 0 },
      },
      {
        clause: '4',
        label: '见习不少于 3 个月',
        advice: '与见习单位商量延长见习协议',
        fact: 'internshipFrom',
        sinceAtLeast: { parameter: 'internshipLeast' },
        on: 'internshipTo',
      },
      {
        clause: '4',
        label: '见习不超过 12 个月',
        advice: '与见习单位商量缩短见习协议',
        fact: 'internshipFrom',
        sinceAtMost: { parameter: 'internshipMost' },
        on: 'internshipTo',
      },
    ],
  },
  amounts: [{ label: '见习补贴', parameter: 'internshipStipend', months: 'internshipMost' }],
  papers: ['毕业证书', '见习协议', '本人社会保障卡'],
  conditions: ['按协议见习', '尚未就业'],
  opens: [
    { kind: 'program', key: 'internship-subsidy' },
    { kind: 'service', key: 'job-advice' },
  ],
  paidWithinWorkingDays: 10,
  examples: [
    example('今年毕业，见习半年', today, intern, 'pass'),
    example('见习正好 3 个月', today, { ...intern, internshipTo: '2026-12-01' }, 'pass'),
    example('见习差一天满 3 个月', today, { ...intern, internshipTo: '2026-11-30' }, 'fail', '4'),
    example('已经找到工作', today, { ...intern, employedHere: true }, 'fail', '3.2'),
    example(
      '没有填见习到哪天结束',
      today,
      { degree: 'bachelor', graduatesOn: '2026-06-30', employedHere: false, internshipFrom: '2026-09-01' },
      'unknown',
    ),
    example('见习开始当天', '2026-09-01', intern, 'pass'),
    example('见习开始前一天', '2026-08-31', intern, 'fail', '4'),
    example('今天毕业正好满 2 年', '2028-06-30', intern, 'pass'),
    example('昨天毕业满 2 年', '2028-07-01', intern, 'fail', '3.1'),
  ],
})

const basePaper = paperOf('星城市就业见习基地奖励办法（示例）')
const base = { internshipBase: true, internsRetained: 4, lastInternshipEndedOn: '2026-08-31' }

const internshipBase = supporting({
  code: 'internship-base',
  title: '就业见习基地奖励办法',
  summary: '给用人单位：认定为见习基地，一年留用 3 人以上奖励 10,000 元，10 人以上奖励 30,000 元。',
  department: '星城市人力资源和社会保障局',
  source: basePaper('第二条', '对留用见习人员较多的就业见习基地，给予一次性奖励。'),
  inForceTo: '2027-12-31',
  situations: ['look-for-job'],
  stages: ['growing'],
  keywords: ['见习基地', '用人单位', '留用率', '企业奖励'],
  clauses: [
    clause('3.1', '第三条第一项', '由人力资源和社会保障局认定为就业见习基地。'),
    clause('3.2', '第三条第二项', '当年见习期满后留用见习人员 3 人以上。'),
    clause('4', '第四条', '最近一批见习结束后 6 个月内申请，满 6 个月的当天计算在内。'),
    clause(
      '5',
      '第五条',
      '留用 3 人以上的奖励 10,000 元；留用 10 人以上的奖励 30,000 元。每年一次，拨付到单位账户。',
    ),
  ],
  criterion: {
    all: [
      {
        clause: '3.1',
        label: '认定的见习基地',
        advice: '先申请认定为就业见习基地',
        fact: 'internshipBase',
        is: true,
      },
      {
        clause: '3.2',
        label: '留用 3 人以上',
        fact: 'internsRetained',
        atLeast: { parameter: 'baseRetained' },
      },
      {
        clause: '4',
        label: '见习结束后 6 个月内',
        advice: '这一批已过申请期，下一批见习结束后请尽早申请',
        fact: 'lastInternshipEndedOn',
        sinceAtMost: { parameter: 'baseWithin' },
      },
    ],
  },
  amounts: [
    {
      label: '留用 10 人以上',
      when: { fact: 'internsRetained', atLeast: { parameter: 'baseRetainedMany' } },
      parameter: 'baseRewardMany',
    },
    { label: '留用 3 人以上', parameter: 'baseReward' },
  ],
  papers: ['见习基地认定文件', '留用人员的劳动合同和参保记录', '单位银行账户'],
  conditions: ['留用人员持续参保'],
  opens: [],
  paidWithinWorkingDays: 30,
  examples: [
    giving('留用 3 人以上', example('见习基地，留用 4 人', today, base, 'pass')),
    giving('留用 10 人以上', example('正好留用 10 人', today, { ...base, internsRetained: 10 }, 'pass')),
    giving('留用 3 人以上', example('正好留用 3 人', today, { ...base, internsRetained: 3 }, 'pass')),
    example('只留用 2 人', today, { ...base, internsRetained: 2 }, 'fail', '3.2'),
    example(
      '没有填留用几人',
      today,
      { internshipBase: true, lastInternshipEndedOn: '2026-08-31' },
      'unknown',
    ),
    example('8 月 31 日结束，2 月的最后一天满 6 个月', '2027-02-28', base, 'pass'),
    example('8 月 31 日结束，3 月 1 日', '2027-03-01', base, 'fail', '4'),
  ],
})

const skillsPaper = paperOf('星城市职业技能提升补贴办法（示例）')
const worker = {
  skillLevel: 'senior',
  skillCertifiedOn: '2026-03-20',
  insuranceMonths: 24,
  employedHere: true,
}

const skills = supporting({
  code: 'skills-allowance',
  title: '职业技能提升补贴办法',
  summary: '在职期间拿到技能证书，12 个月内到窗口申领：中级工 1,000 元，最高到高级技师 3,000 元。',
  department: '星城市人力资源和社会保障局',
  source: skillsPaper('第二条', '对在职取得职业技能等级证书的人员，按等级发放一次性补贴。'),
  situations: ['look-for-job', 'live-here'],
  stages: ['growing'],
  keywords: ['技能提升', '技能证书', '高级工', '技师', '考证补贴'],
  clauses: [
    clause('3.1', '第三条第一项', '在本市就业，在本地连续缴纳社会保险满 12 个月。'),
    clause('3.2', '第三条第二项', '取得中级工以上职业技能等级证书。'),
    clause('4', '第四条', '自发证之日起 12 个月内申领，满 12 个月的当天计算在内。'),
    clause(
      '5',
      '第五条',
      '补贴为中级工 1,000 元、高级工 1,500 元、技师 2,000 元、高级技师 3,000 元，同一等级领取一次。',
    ),
    clause('6', '第六条', '凭证书和社会保障卡到人社服务窗口申领，社保记录由窗口核对。'),
  ],
  criterion: {
    all: [
      { clause: '3.1', label: '在本市就业', fact: 'employedHere', is: true },
      {
        clause: '3.1',
        label: '社保连续缴纳满 12 个月',
        advice: '继续缴纳，缴满当月即可领取',
        fact: 'insuranceMonths',
        atLeast: { parameter: 'skillInsured' },
      },
      {
        clause: '3.2',
        label: '中级工以上',
        advice: '取得中级工以上证书后即可领取',
        fact: 'skillLevel',
        atLeast: { value: 'intermediate' },
      },
      {
        clause: '4',
        label: '发证 12 个月内',
        fact: 'skillCertifiedOn',
        sinceAtMost: { parameter: 'skillWithin' },
      },
    ],
  },
  amounts: [
    {
      label: '高级技师',
      when: { fact: 'skillLevel', is: 'senior-technician' },
      parameter: 'skillSeniorTechnician',
    },
    { label: '技师', when: { fact: 'skillLevel', is: 'technician' }, parameter: 'skillTechnician' },
    { label: '高级工', when: { fact: 'skillLevel', is: 'senior' }, parameter: 'skillSenior' },
    { label: '中级工', when: { fact: 'skillLevel', is: 'intermediate' }, parameter: 'skillIntermediate' },
  ],
  papers: ['职业技能等级证书', '本人社会保障卡'],
  conditions: [],
  opens: [],
  paidWithinWorkingDays: 10,
  examples: [
    giving('高级工', example('在职拿到高级工证书', today, worker, 'pass')),
    giving('中级工', example('拿到中级工证书', today, { ...worker, skillLevel: 'intermediate' }, 'pass')),
    giving('技师', example('拿到技师证书', today, { ...worker, skillLevel: 'technician' }, 'pass')),
    giving(
      '高级技师',
      example('拿到高级技师证书', today, { ...worker, skillLevel: 'senior-technician' }, 'pass'),
    ),
    example('社保只缴了 11 个月', today, { ...worker, insuranceMonths: 11 }, 'fail', '3.1'),
    example(
      '没有填证书是哪天发的',
      today,
      { skillLevel: 'senior', insuranceMonths: 24, employedHere: true },
      'unknown',
    ),
    example('发证正好满 12 个月', '2027-03-20', worker, 'pass'),
    example('发证满 12 个月的第二天', '2027-03-21', worker, 'fail', '4'),
  ],
})

/** The first year at work, for both sides of it, and learning on. */
export const growing: Policy[] = [internship, internshipBase, skills]
