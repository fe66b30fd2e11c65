import type { Policy } from '@jucai/contract/policies/book'
import { clause, example, giving, graduatedRecently, paperOf, supporting, worksHere } from '../writing'

const today = '2026-11-26'

const livingPaper = paperOf('星城市青年人才生活补贴办法（示例）')
const graduate = {
  degree: 'bachelor',
  graduatesOn: '2026-06-30',
  employedHere: true,
  employerKind: 'firm',
  insuranceMonths: 4,
}

const living = supporting({
  code: 'living-subsidy',
  title: '青年人才生活补贴办法',
  summary:
    '毕业 5 年内的本科、硕士，毕业年限不限的博士：社保缴满 3 个月后，每月发 600 到 2,000 元，最长 24 个月。',
  department: '星城市人力资源和社会保障局',
  source: livingPaper('第二条', '对来我市就业创业的青年人才，按学历发放生活补贴。'),
  inForceTo: '2028-12-31',
  situations: ['live-here', 'look-for-job'],
  stages: ['arriving', 'settling'],
  keywords: ['生活补贴', '补贴', '人才津贴', '毕业生补贴', '每月'],
  clauses: [
    clause('3.1', '第三条第一项', '具有全日制本科以上学历。'),
    clause('3.2', '第三条第二项', '毕业 5 年内，满 5 年的当天计算在内；博士不受毕业年限限制。'),
    clause('4.1', '第四条第一项', '在本市就业或创业。机关和参公单位的在编人员不享受。'),
    clause('4.2', '第四条第二项', '申请时在本地连续缴纳社会保险满 3 个月。'),
    clause(
      '5',
      '第五条',
      '生活补贴每月为本科 600 元、硕士 1,000 元、博士 2,000 元，最长 24 个月；自 2027 年 1 月 1 日起，硕士调整为每月 1,200 元。',
    ),
    clause('6', '第六条', '与博士后生活资助、急需紧缺岗位薪酬补贴不重复享受。离开本市的，次月起停发。'),
  ],
  criterion: {
    all: [
      { clause: '3.1', label: '本科以上', fact: 'degree', atLeast: { value: 'bachelor' } },
      graduatedRecently('3.2'),
      worksHere('4.1'),
      {
        when: { label: '在本市单位就业', fact: 'employedHere', is: true },
        then: { clause: '4.1', label: '不是机关在编人员', fact: 'employerKind', isNot: 'government' },
      },
      {
        clause: '4.2',
        label: '社保连续缴纳满 3 个月',
        advice: '继续缴纳，缴满当月即可申请',
        fact: 'insuranceMonths',
        atLeast: { parameter: 'livingInsured' },
      },
    ],
  },
  amounts: [
    {
      label: '博士',
      when: { fact: 'degree', is: 'doctor' },
      parameter: 'livingDoctor',
      months: 'livingMonths',
    },
    {
      label: '硕士',
      when: { fact: 'degree', is: 'master' },
      parameter: 'livingMaster',
      months: 'livingMonths',
    },
    {
      label: '本科',
      when: { fact: 'degree', is: 'bachelor' },
      parameter: 'livingBachelor',
      months: 'livingMonths',
    },
  ],
  papers: ['学历证书', '劳动合同或营业执照', '本人社会保障卡'],
  conditions: ['在本市就业或创业', '社保持续缴纳'],
  opens: [{ kind: 'program', key: 'living-subsidy' }],
  paidWithinWorkingDays: 15,
  examples: [
    giving('本科', example('本科毕业半年，社保缴了 4 个月', today, graduate, 'pass')),
    giving(
      '博士',
      example(
        '博士，毕业已经 10 年',
        today,
        { ...graduate, degree: 'doctor', graduatesOn: '2016-06-30' },
        'pass',
      ),
    ),
    giving(
      '硕士',
      example(
        '硕士，给自己的公司缴社保',
        today,
        {
          degree: 'master',
          graduatesOn: '2025-06-30',
          employedHere: false,
          companyRole: 'main',
          insuranceMonths: 6,
        },
        'pass',
      ),
    ),
    example('社保只缴了 2 个月', today, { ...graduate, insuranceMonths: 2 }, 'fail', '4.2'),
    example('考上了公务员', today, { ...graduate, employerKind: 'government' }, 'fail', '4.1'),
    example(
      '没有填毕业日期',
      today,
      { degree: 'bachelor', employedHere: true, employerKind: 'firm', insuranceMonths: 4 },
      'unknown',
    ),
    example('今天毕业正好满 5 年', '2026-06-30', { ...graduate, graduatesOn: '2021-06-30' }, 'pass'),
    example('昨天毕业满 5 年', '2026-07-01', { ...graduate, graduatesOn: '2021-06-30' }, 'fail', '3.2'),
  ],
})

const rentPaper = paperOf('星城市人才租房补贴办法（示例）')
const tenant = {
  degree: 'master',
  graduatesOn: '2025-06-30',
  employedHere: true,
  insuranceMonths: 3,
  ownsHome: false,
  rentsHere: true,
  otherBenefit: 'none',
}

const rent = supporting({
  code: 'rent-subsidy',
  title: '人才租房补贴办法',
  summary: '在星城租房、没有自己的房子：本科每月 800 元、硕士 1,200 元、博士 2,000 元，最长 36 个月。',
  department: '星城市住房和城乡建设局',
  source: rentPaper('第二条', '对在我市无自有住房、租房居住的人才，按学历发放租房补贴。'),
  situations: ['find-home'],
  stages: ['arriving', 'settling'],
  keywords: ['租房补贴', '房租', '租房', '住房补贴', '市场租赁补贴'],
  clauses: [
    clause('3.1', '第三条第一项', '具有本科以上学历，毕业 5 年内；博士不受毕业年限限制。'),
    clause('3.2', '第三条第二项', '在本市就业或创业，申请时在本地连续缴纳社会保险满 3 个月。'),
    clause('4.1', '第四条第一项', '本人、配偶和未成年子女在本市无自有住房，并在本市签订租房合同。'),
    clause('4.2', '第四条第二项', '没有享受公租房。与青年人才公寓不同时享受。'),
    clause(
      '5',
      '第五条',
      '租房补贴每月为本科 800 元、硕士 1,200 元、博士 2,000 元，最长 36 个月。不设收入上限。',
    ),
    clause('6', '第六条', '取得自有住房、入住青年人才公寓或者离开本市的，次月起停发。'),
  ],
  criterion: {
    all: [
      { clause: '3.1', label: '本科以上', fact: 'degree', atLeast: { value: 'bachelor' } },
      graduatedRecently('3.1'),
      worksHere('3.2'),
      {
        clause: '3.2',
        label: '社保连续缴纳满 3 个月',
        advice: '继续缴纳，缴满当月即可申请',
        fact: 'insuranceMonths',
        atLeast: { parameter: 'rentInsured' },
      },
      {
        clause: '4.1',
        label: '在本市没有自有住房',
        advice: '住房转让并办完过户后可以申请',
        fact: 'ownsHome',
        is: false,
      },
      { clause: '4.1', label: '在本市租房', advice: '签好租房合同后即可申请', fact: 'rentsHere', is: true },
      {
        clause: '4.2',
        label: '没有享受公租房',
        advice: '退出公租房后可以申请',
        fact: 'otherBenefit',
        isNot: 'public-rental',
      },
    ],
  },
  amounts: [
    { label: '博士', when: { fact: 'degree', is: 'doctor' }, parameter: 'rentDoctor', months: 'rentMonths' },
    { label: '硕士', when: { fact: 'degree', is: 'master' }, parameter: 'rentMaster', months: 'rentMonths' },
    {
      label: '本科',
      when: { fact: 'degree', is: 'bachelor' },
      parameter: 'rentBachelor',
      months: 'rentMonths',
    },
  ],
  papers: ['学历证书', '租房合同', '无房证明', '本人社会保障卡'],
  conditions: ['在本市就业或创业', '在本市租房居住', '在本市没有自有住房'],
  opens: [{ kind: 'program', key: 'rent-subsidy' }],
  paidWithinWorkingDays: 15,
  examples: [
    giving('硕士', example('硕士，租房，社保正好缴满 3 个月', today, tenant, 'pass')),
    giving('本科', example('本科，租房', today, { ...tenant, degree: 'bachelor' }, 'pass')),
    giving(
      '博士',
      example(
        '博士，毕业已经 8 年',
        today,
        { ...tenant, degree: 'doctor', graduatesOn: '2018-06-30' },
        'pass',
      ),
    ),
    example('在本市有一套房', today, { ...tenant, ownsHome: true }, 'fail', '4.1'),
    example('正住着公租房', today, { ...tenant, otherBenefit: 'public-rental' }, 'fail', '4.2'),
    example(
      '没有填社保缴了几个月',
      today,
      {
        degree: 'master',
        graduatesOn: '2025-06-30',
        employedHere: true,
        ownsHome: false,
        rentsHere: true,
        otherBenefit: 'none',
      },
      'unknown',
    ),
    example(
      '2 月 29 日毕业，5 年后的 2 月 28 日',
      '2029-02-28',
      { ...tenant, graduatesOn: '2024-02-29' },
      'pass',
    ),
    example(
      '2 月 29 日毕业，5 年后的 3 月 1 日',
      '2029-03-01',
      { ...tenant, graduatesOn: '2024-02-29' },
      'fail',
      '3.1',
    ),
  ],
})

/** Money for living and for rent. */
export const subsidies: Policy[] = [living, rent]
