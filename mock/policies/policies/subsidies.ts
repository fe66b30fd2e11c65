import type { Policy } from '@jucai/contract/policies/book'
import { clause, example, graduatedRecently, paperOf, supporting, worksHere } from '../writing'

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
    '毕业 5 年内的本科、硕士和不限毕业年限的博士，来星城工作满 3 个月后，每月发 600 到 2,000 元，发 24 个月。',
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
        when: { fact: 'employedHere', is: true },
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
  opens: [],
  paidWithinWorkingDays: 15,
  examples: [
    example('本科毕业半年，社保缴了 4 个月', today, graduate, 'pass'),
    example(
      '博士，毕业已经 10 年',
      today,
      { ...graduate, degree: 'doctor', graduatesOn: '2016-06-30' },
      'pass',
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
    clause('6', '第六条', '在本市购房、入住青年人才公寓或者离开本市的，次月起停发。'),
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
  opens: [],
  paidWithinWorkingDays: 15,
  examples: [
    example('硕士，租房，社保正好缴满 3 个月', today, tenant, 'pass'),
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

const purchasePaper = paperOf('星城市人才购房补贴办法（示例）')
const buyer = {
  degree: 'bachelor',
  employedHere: true,
  insuranceMonths: 18,
  firstHome: true,
  homeBoughtOn: '2026-08-15',
}

const purchase = supporting({
  code: 'purchase-subsidy',
  title: '人才购房补贴办法',
  summary:
    '在星城买第一套房，备案后 12 个月内申请：本科 20,000 元、硕士 40,000 元、博士 80,000 元，一次发放。',
  department: '星城市住房和城乡建设局',
  source: purchasePaper('第二条', '对在我市购买家庭首套住房的人才，按学历发放一次性购房补贴。'),
  situations: ['find-home'],
  stages: ['settling', 'growing'],
  keywords: ['购房补贴', '买房', '首套房', '住房补贴', '安家费'],
  clauses: [
    clause('3.1', '第三条第一项', '具有本科以上学历，在本市就业或创业，并已完成人才认定。'),
    clause(
      '3.2',
      '第三条第二项',
      '申请时在本地连续缴纳社会保险满 12 个月；自 2027 年 1 月 1 日起，放宽为满 9 个月。',
    ),
    clause('4.1', '第四条第一项', '所购住房是家庭在本市的首套住房。'),
    clause('4.2', '第四条第二项', '自购房合同备案之日起 12 个月内申请，满 12 个月的当天计算在内。'),
    clause(
      '5',
      '第五条',
      '购房补贴为本科 20,000 元、硕士 40,000 元、博士 80,000 元；自 2027 年 1 月 1 日起，博士调整为 100,000 元。',
    ),
    clause('6', '第六条', '享受过租房补贴的，购房补贴按七成发放，租房补贴同时停发。'),
  ],
  criterion: {
    all: [
      { clause: '3.1', label: '本科以上', fact: 'degree', atLeast: { value: 'bachelor' } },
      worksHere('3.1'),
      {
        clause: '3.2',
        label: '社保连续缴纳的月数',
        advice: '继续缴纳，缴满当月即可申请',
        fact: 'insuranceMonths',
        atLeast: { parameter: 'purchaseInsured' },
      },
      { clause: '4.1', label: '家庭首套住房', fact: 'firstHome', is: true },
      {
        clause: '4.2',
        label: '备案后 12 个月内',
        advice: '超过期限的不再补发，请在备案后尽早申请',
        fact: 'homeBoughtOn',
        sinceAtMost: { parameter: 'purchaseWithin' },
      },
    ],
  },
  amounts: [
    { label: '博士', when: { fact: 'degree', is: 'doctor' }, parameter: 'purchaseDoctor' },
    { label: '硕士', when: { fact: 'degree', is: 'master' }, parameter: 'purchaseMaster' },
    { label: '本科', when: { fact: 'degree', is: 'bachelor' }, parameter: 'purchaseBachelor' },
  ],
  papers: ['学历证书', '已备案的购房合同', '家庭住房查询结果'],
  opens: [],
  paidWithinWorkingDays: 30,
  examples: [
    example('本科，买了首套房，备案 3 个月', today, buyer, 'pass'),
    example('社保只缴了 11 个月', today, { ...buyer, insuranceMonths: 11 }, 'fail', '3.2'),
    example('买的是第二套', today, { ...buyer, firstHome: false }, 'fail', '4.1'),
    example('还没有买房', today, { degree: 'bachelor', employedHere: true, insuranceMonths: 18 }, 'unknown'),
    example('备案正好满 12 个月', '2027-08-15', buyer, 'pass'),
    example('备案满 12 个月的第二天', '2027-08-16', buyer, 'fail', '4.2'),
    example('放宽前一天，社保缴了 9 个月', '2026-12-31', { ...buyer, insuranceMonths: 9 }, 'fail', '3.2'),
    example('放宽当天，社保缴了 9 个月', '2027-01-01', { ...buyer, insuranceMonths: 9 }, 'pass'),
  ],
})

/** Money for living, rent and a first home. */
export const subsidies: Policy[] = [living, rent, purchase]
