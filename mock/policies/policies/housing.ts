import type { Policy } from '@jucai/contract/policies/book'
import { clause, example, giving, paperOf, supporting, worksHere } from '../writing'

const today = '2026-11-26'

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
    clause('6', '第六条', '享受租房补贴的，购房补贴按七成发放。'),
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
  conditions: ['在本市就业或创业'],
  opens: [{ kind: 'program', key: 'purchase-subsidy' }],
  paidWithinWorkingDays: 30,
  examples: [
    giving('本科', example('本科，买了首套房，备案 3 个月', today, buyer, 'pass')),
    giving('硕士', example('硕士买房', today, { ...buyer, degree: 'master' }, 'pass')),
    giving('博士', example('博士买房', today, { ...buyer, degree: 'doctor' }, 'pass')),
    example('社保只缴了 11 个月', today, { ...buyer, insuranceMonths: 11 }, 'fail', '3.2'),
    example('买的是第二套', today, { ...buyer, firstHome: false }, 'fail', '4.1'),
    example('还没有买房', today, { degree: 'bachelor', employedHere: true, insuranceMonths: 18 }, 'unknown'),
    example('备案正好满 12 个月', '2027-08-15', buyer, 'pass'),
    example('备案满 12 个月的第二天', '2027-08-16', buyer, 'fail', '4.2'),
    example('放宽前一天，社保缴了 9 个月', '2026-12-31', { ...buyer, insuranceMonths: 9 }, 'fail', '3.2'),
    example('放宽当天，社保缴了 9 个月', '2027-01-01', { ...buyer, insuranceMonths: 9 }, 'pass'),
  ],
})

const apartmentPaper = paperOf('星城市青年人才公寓管理办法（示例）')
const tenant = {
  employedHere: true,
  ownsHome: false,
  graduatesOn: '2024-06-30',
  talentTier: 'd',
  otherBenefit: 'none',
  monthlyIncome: 1_500_000,
}

const apartment = supporting({
  code: 'youth-apartment',
  title: '青年人才公寓管理办法',
  summary:
    '毕业 5 年内、在星城没有房：租金按市场价的七成，最长住 36 个月，家电齐全，押金一个月租金，退租时退。',
  department: '星城市住房和城乡建设局',
  source: apartmentPaper(
    '第七条',
    '入住资格实行初审、复核两级审核，复核通过后公示 5 日，无异议或异议不成立的取得资格。',
  ),
  situations: ['find-home'],
  stages: ['arriving', 'settling'],
  keywords: ['人才公寓', '青年公寓', '租房', '安居', '配租'],
  clauses: [
    clause(
      '4',
      '第四条',
      '青年人才公寓租金按市场租金的百分之七十确定，押金为一个月租金，退租验房后退还，租期最长 36 个月。逾期交租不加收费用。',
    ),
    clause('5.1', '第五条第一项', '申请人及配偶、未成年子女在本市无自有住房。'),
    clause(
      '5.2',
      '第五条第二项',
      '面向毕业 5 年内、在本市就业或创业的高校毕业生；A、B 类人才不受毕业年限限制。',
    ),
    clause('5.3', '第五条第三项', '正在享受租房补贴、公租房等住房优惠的，不同时享受公寓。'),
    clause('6', '第六条', '家庭月收入不超过 20,000 元。'),
    clause(
      '7',
      '第七条',
      '入住资格实行初审、复核两级审核，复核通过后公示 5 日，无异议或异议不成立的取得资格。',
    ),
  ],
  criterion: {
    all: [
      {
        clause: '5.1',
        label: '在本市没有自有住房',
        advice: '住房转让并办完过户后可以申请',
        fact: 'ownsHome',
        is: false,
      },
      {
        clause: '5.2',
        label: '毕业 5 年内，或 A、B 类人才',
        advice: '毕业已满 5 年的，可以先申请人才认定，A、B 类人才不受此限',
        any: [
          { label: '毕业 5 年内', fact: 'graduatesOn', sinceAtMost: { parameter: 'graduatedWithin' } },
          { label: 'A、B 类人才', fact: 'talentTier', atLeast: { value: 'b' } },
        ],
      },
      worksHere('5.2'),
      {
        clause: '5.3',
        label: '没有同时享受其他住房优惠',
        advice: '该优惠到期或退出后可以申请',
        any: [
          { fact: 'otherBenefit', is: 'none' },
          { label: '该优惠已经到期', not: { fact: 'otherBenefitEndsOn', sinceAtMost: { days: 0 } } },
        ],
      },
      {
        clause: '6',
        label: '家庭月收入不超过上限',
        advice: '可以改为申请租房补贴，它不设收入上限',
        fact: 'monthlyIncome',
        atMost: { parameter: 'apartmentIncomeLimit' },
      },
    ],
  },
  amounts: [{ label: '租期最长', parameter: 'apartmentMonths' }],
  papers: ['无房证明', '劳动合同或营业执照', '已婚的带结婚证'],
  conditions: ['在本市就业或创业', '在本市没有自有住房', '不享受其他住房优惠'],
  opens: [
    { kind: 'program', key: 'apartment' },
    { kind: 'service', key: 'flat-visit' },
  ],
  paidWithinWorkingDays: null,
  examples: [
    example('毕业两年，没有房', today, tenant, 'pass'),
    example('家庭月收入正好 20,000 元', today, { ...tenant, monthlyIncome: 2_000_000 }, 'pass'),
    example('家庭月收入 20,000.01 元', today, { ...tenant, monthlyIncome: 2_000_001 }, 'fail', '6'),
    example(
      '正在领租房补贴，领到明年 3 月',
      today,
      { ...tenant, otherBenefit: 'subsidy', otherBenefitEndsOn: '2027-03-12' },
      'fail',
      '5.3',
    ),
    example('正在领租房补贴，没有填领到哪天', today, { ...tenant, otherBenefit: 'subsidy' }, 'unknown'),
    example(
      '租房补贴的最后一天',
      '2027-03-12',
      { ...tenant, otherBenefit: 'subsidy', otherBenefitEndsOn: '2027-03-12' },
      'fail',
      '5.3',
    ),
    example(
      '租房补贴到期的第二天',
      '2027-03-13',
      { ...tenant, otherBenefit: 'subsidy', otherBenefitEndsOn: '2027-03-12' },
      'pass',
    ),
    example('在本市有房', today, { ...tenant, ownsHome: true }, 'fail', '5.1'),
    example(
      '2 月 29 日毕业，5 年后到 2 月 28 日为止',
      '2029-02-28',
      { ...tenant, graduatesOn: '2024-02-29' },
      'pass',
    ),
    example(
      '毕业 8 年，已认定为 B 类',
      today,
      { ...tenant, graduatesOn: '2018-06-30', talentTier: 'b' },
      'pass',
    ),
    example(
      '没有填家庭月收入',
      today,
      {
        employedHere: true,
        ownsHome: false,
        graduatesOn: '2024-06-30',
        talentTier: 'd',
        otherBenefit: 'none',
      },
      'unknown',
    ),
    example('今天毕业正好满 5 年', '2029-06-30', tenant, 'pass'),
    example('昨天毕业满 5 年', '2029-07-01', tenant, 'fail', '5.2'),
  ],
})

const hostelPaper = paperOf('星城市人才驿站管理办法（示例）')
const visitor = {
  degree: 'bachelor',
  graduatesOn: '2027-06-30',
  presentRegion: 'elsewhere',
}

const hostel = supporting({
  code: 'talent-hostel',
  title: '人才驿站管理办法',
  summary:
    '来星城面试、找工作，每次免费住 7 天，一年最多 3 次，含早餐。毕业前一年到毕业后 2 年都可以来，不用申请，确认一下就有。',
  department: '星城市人才工作办公室',
  source: hostelPaper(
    '第二条',
    '来我市求职的高校毕业生，可在人才驿站免费住宿，每次不超过七天，每年不超过三次。',
  ),
  situations: ['find-home', 'look-for-job'],
  stages: ['before'],
  keywords: ['人才驿站', '免费住宿', '面试', '求职', '住 7 天', '免申即享'],
  clauses: [
    clause(
      '3.1',
      '第三条第一项',
      '具有或即将取得大专以上学历，毕业前 1 年起至毕业后 2 年内，满 2 年的当天计算在内。',
    ),
    clause('3.2', '第三条第二项', '现居本市以外。'),
    clause('4', '第四条', '每次免费住宿不超过 7 天，每年不超过 3 次，含早餐。跨年的一次，算在入住那一年。'),
    clause(
      '5',
      '第五条',
      '凭登记记录直接开通，不用申请；本人确认后预订，当天有空床也可以订，到店出示人才码登记入住。',
    ),
  ],
  criterion: {
    all: [
      { clause: '3.1', label: '大专以上', fact: 'degree', atLeast: { value: 'associate' } },
      {
        clause: '3.1',
        label: '离毕业不到 1 年，或已毕业',
        fact: 'graduatesOn',
        sinceAtLeast: { years: -1 },
      },
      {
        clause: '3.1',
        label: '毕业 2 年内',
        fact: 'graduatesOn',
        sinceAtMost: { parameter: 'hostelGraduatedWithin' },
      },
      {
        clause: '3.2',
        label: '现居本市以外',
        advice: '已经住在本市的，可以看租房补贴和青年人才公寓',
        fact: 'presentRegion',
        isNot: 'here',
      },
    ],
  },
  amounts: [{ label: '免费住宿', parameter: 'hostelDays' }],
  papers: ['人才码', '身份证件'],
  conditions: [],
  opens: [{ kind: 'service', key: 'hostel-stay' }],
  paidWithinWorkingDays: null,
  offered: true,
  examples: [
    example('大四学生，从外地来面试', today, visitor, 'pass'),
    example('已经住在本市', today, { ...visitor, presentRegion: 'here' }, 'fail', '3.2'),
    example('没有填现在住在哪里', today, { degree: 'bachelor', graduatesOn: '2027-06-30' }, 'unknown'),
    example('离毕业正好 1 年', '2026-06-30', visitor, 'pass'),
    example('离毕业还有 1 年零 1 天', '2026-06-29', visitor, 'fail', '3.1'),
    example('今天毕业正好满 2 年', '2029-06-30', visitor, 'pass'),
    example('昨天毕业满 2 年', '2029-07-01', visitor, 'fail', '3.1'),
  ],
})

/** A first home, a flat below the market's rent, and a bed for those who come to look. */
export const housing: Policy[] = [purchase, apartment, hostel]
