import type { Policy } from '@jucai/contract/policies/book'
import { clause, example, giving, paperOf, supporting } from '../writing'

const today = '2026-11-26'

const grantPaper = paperOf('星城市青年创业补贴办法（示例）')
const founder = {
  degree: 'bachelor',
  graduatesOn: '2024-06-30',
  companyRole: 'main',
  companyFoundedOn: '2026-03-10',
  companyEmployees: 1,
}

const grant = supporting({
  code: 'start-up-grant',
  title: '青年创业补贴办法',
  summary: '毕业 5 年内来星城办公司，经营满 6 个月补贴 10,000 元；带动 3 人以上就业的补贴 20,000 元。',
  department: '星城市人力资源和社会保障局',
  source: grantPaper('第二条', '对在我市首次创业的高校毕业生，发放一次性创业补贴。'),
  situations: ['start-business'],
  stages: ['growing'],
  keywords: ['创业补贴', '开公司', '个体户', '带动就业', '大学生创业'],
  clauses: [
    clause('3.1', '第三条第一项', '具有大专以上学历，在校或毕业 5 年内。'),
    clause('3.2', '第三条第二项', '为本市企业或个体工商户的法定代表人或第一大股东。'),
    clause('4', '第四条', '企业成立满 6 个月后、36 个月内申请，两头的当天都计算在内。'),
    clause('5', '第五条', '补贴 10,000 元；为 3 人以上缴纳社会保险的，补贴 20,000 元。每人一次。'),
    clause('6', '第六条', '与贷款贴息合计不超过 40,000 元。'),
  ],
  criterion: {
    all: [
      { clause: '3.1', label: '大专以上', fact: 'degree', atLeast: { value: 'associate' } },
      {
        clause: '3.1',
        label: '在校或毕业 5 年内',
        fact: 'graduatesOn',
        sinceAtMost: { parameter: 'graduatedWithin' },
      },
      {
        clause: '3.2',
        label: '法定代表人或第一大股东',
        advice: '在本市注册企业或个体工商户后再申请',
        fact: 'companyRole',
        is: 'main',
      },
      {
        clause: '4',
        label: '成立满 6 个月',
        advice: '满 6 个月的当天即可申请',
        fact: 'companyFoundedOn',
        sinceAtLeast: { parameter: 'companyRunsFor' },
      },
      {
        clause: '4',
        label: '成立 36 个月内',
        fact: 'companyFoundedOn',
        sinceAtMost: { parameter: 'companyWithin' },
      },
    ],
  },
  amounts: [
    {
      label: '带动 3 人以上就业',
      when: { fact: 'companyEmployees', atLeast: { parameter: 'startUpEmployees' } },
      parameter: 'startUpGrantMany',
    },
    { label: '创业补贴', parameter: 'startUpGrant' },
  ],
  papers: ['营业执照', '毕业证书或学生证', '企业参保记录'],
  conditions: ['企业正常经营'],
  opens: [
    { kind: 'program', key: 'startup-subsidy' },
    { kind: 'service', key: 'start-up-desk' },
  ],
  paidWithinWorkingDays: 20,
  examples: [
    giving('创业补贴', example('公司成立 8 个月', today, founder, 'pass')),
    giving(
      '带动 3 人以上就业',
      example('公司给 3 个人缴社保', today, { ...founder, companyEmployees: 3 }, 'pass'),
    ),
    example('只是小股东', today, { ...founder, companyRole: 'shareholder' }, 'fail', '3.2'),
    example(
      '没有填公司哪天成立',
      today,
      { degree: 'bachelor', graduatesOn: '2024-06-30', companyRole: 'main' },
      'unknown',
    ),
    example('公司正好满 6 个月', '2026-09-10', founder, 'pass'),
    example('公司差一天满 6 个月', '2026-09-09', founder, 'fail', '4'),
    example('公司正好满 36 个月', '2029-03-10', founder, 'pass'),
    example('公司满 36 个月的第二天', '2029-03-11', founder, 'fail', '4'),
  ],
})

const loanPaper = paperOf('星城市创业担保贷款贴息办法（示例）')
const borrower = {
  birthday: '1996-02-29',
  companyRole: 'main',
  companyFoundedOn: '2023-05-18',
  startUpLoan: true,
}

const loan = supporting({
  code: 'start-up-loan',
  title: '创业担保贷款贴息办法',
  summary: '公司成立 5 年内、按时还款：创业担保贷款的利息由财政贴补，累计不超过 30,000 元。',
  department: '星城市财政局',
  source: loanPaper('第二条', '对在我市创业的青年人才，给予创业担保贷款贴息。'),
  situations: ['start-business'],
  stages: ['growing'],
  keywords: ['创业贷款', '贴息', '担保贷款', '利息', '融资'],
  clauses: [
    clause('3.1', '第三条第一项', '为本市企业或个体工商户的法定代表人或第一大股东，年龄不超过 45 周岁。'),
    clause('3.2', '第三条第二项', '企业成立 5 年内，满 5 年的当天计算在内。'),
    clause('3.3', '第三条第三项', '已取得创业担保贷款，没有逾期。'),
    clause('4', '第四条', '按实际支付的利息贴补，累计不超过 30,000 元；与创业补贴合计不超过 40,000 元。'),
  ],
  criterion: {
    all: [
      {
        clause: '3.1',
        label: '法定代表人或第一大股东',
        advice: '在本市注册企业或个体工商户后再申请',
        fact: 'companyRole',
        is: 'main',
      },
      { clause: '3.1', label: '不超过 45 周岁', fact: 'birthday', sinceAtMost: { parameter: 'loanAge' } },
      {
        clause: '3.2',
        label: '成立 5 年内',
        fact: 'companyFoundedOn',
        sinceAtMost: { parameter: 'loanCompanyWithin' },
      },
      {
        clause: '3.3',
        label: '有贷款且没有逾期',
        advice: '先到经办银行申请创业担保贷款；有逾期的，还清后可以申请',
        fact: 'startUpLoan',
        is: true,
      },
    ],
  },
  amounts: [{ label: '贴息，累计最高', parameter: 'loanInterest' }],
  papers: ['营业执照', '贷款合同', '还款和付息凭证'],
  conditions: ['企业正常经营', '按时还款'],
  opens: [],
  paidWithinWorkingDays: 30,
  examples: [
    example('30 岁，公司成立 3 年多', today, borrower, 'pass'),
    example('没有办贷款', today, { ...borrower, startUpLoan: false }, 'fail', '3.3'),
    example(
      '没有填出生日期',
      today,
      { companyRole: 'main', companyFoundedOn: '2023-05-18', startUpLoan: true },
      'unknown',
    ),
    example('公司正好满 5 年', '2028-05-18', borrower, 'pass'),
    example('公司满 5 年的第二天', '2028-05-19', borrower, 'fail', '3.2'),
    example(
      '2 月 29 日出生，2 月 28 日正好 45 周岁',
      '2041-02-28',
      { ...borrower, companyFoundedOn: '2039-05-18' },
      'pass',
    ),
    example(
      '2 月 29 日出生，3 月 1 日已过 45 周岁',
      '2041-03-01',
      { ...borrower, companyFoundedOn: '2039-05-18' },
      'fail',
      '3.1',
    ),
  ],
})

const workspacePaper = paperOf('星城市青年创新创业平台管理办法（示例）')
const student = { degree: 'bachelor', enrolledOn: '2025-09-01', graduatesOn: '2029-06-30' }

const workspace = supporting({
  code: 'start-up-workspace',
  title: '青年创新创业平台管理办法',
  summary: '在校或毕业 5 年内想创业，工位免租 12 个月，会议室、导师都能用。共享工位不用申请，确认一下就有。',
  department: '星城市科学技术局',
  source: workspacePaper('第二条', '在校及毕业五年内的高校毕业生创业，可免费使用创业工位一年。'),
  situations: ['start-business'],
  stages: ['before', 'growing'],
  keywords: ['创业工位', '孵化', '创业平台', '众创空间', '免租', '导师', '免申即享'],
  clauses: [
    clause('3.1', '第三条第一项', '具有或即将取得大专以上学历，在校或毕业 5 年内，满 5 年的当天计算在内。'),
    clause('3.2', '第三条第二项', '在校生须入学满 1 年。'),
    clause('4', '第四条', '创业工位免租 12 个月，期满可以按优惠价续用。'),
    clause('5', '第五条', '平台提供会议室、路演厅和创业导师问诊。'),
    clause('6', '第六条', '共享工位凭登记记录直接开通，不用申请；本人确认后，凭人才码使用。'),
    clause(
      '7',
      '第七条',
      '固定工位、办公间和工作室由团队申请，批准时分定；每半年考核一次，期满前可以申请续期。',
    ),
  ],
  criterion: {
    all: [
      { clause: '3.1', label: '大专以上', fact: 'degree', atLeast: { value: 'associate' } },
      {
        clause: '3.1',
        label: '在校或毕业 5 年内',
        fact: 'graduatesOn',
        sinceAtMost: { parameter: 'graduatedWithin' },
      },
      {
        clause: '3.2',
        label: '在校生入学满 1 年',
        when: { not: { fact: 'graduatesOn', sinceAtLeast: { days: 0 } } },
        then: {
          clause: '3.2',
          advice: '入学满 1 年的当天即可申请',
          fact: 'enrolledOn',
          sinceAtLeast: { parameter: 'studentEnrolledFor' },
        },
      },
    ],
  },
  amounts: [{ label: '工位免租', parameter: 'workspaceMonths' }],
  papers: ['人才码'],
  conditions: ['经常使用工位'],
  opens: [
    { kind: 'service', key: 'start-up-desk' },
    { kind: 'program', key: 'workspace' },
  ],
  paidWithinWorkingDays: null,
  offered: true,
  examples: [
    example('大二学生', today, student, 'pass'),
    example('毕业 2 年，不用填入学日期', today, { degree: 'bachelor', graduatesOn: '2024-06-30' }, 'pass'),
    example('学历是大专以下', today, { ...student, degree: 'none' }, 'fail', '3.1'),
    example('在校生没有填入学日期', today, { degree: 'bachelor', graduatesOn: '2029-06-30' }, 'unknown'),
    example('入学正好满 1 年', '2026-09-01', student, 'pass'),
    example('差一天入学满 1 年', '2026-08-31', student, 'fail', '3.2'),
    example('今天毕业正好满 5 年', '2034-06-30', student, 'pass'),
    example('昨天毕业满 5 年', '2034-07-01', student, 'fail', '3.1'),
  ],
})

/** Founding a company here. */
export const business: Policy[] = [grant, loan, workspace]
