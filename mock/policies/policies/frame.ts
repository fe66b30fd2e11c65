import type { Policy } from '@jucai/contract/policies/book'
import type { Criterion } from '@jucai/contract/policies/criteria'
import { clause, example, paperOf, supporting } from '../writing'

const opinion = paperOf('星城市人才工作实施意见（示例）')

const master: Policy = {
  code: 'master',
  kind: 'master',
  title: '星城市人才工作实施意见',
  summary: '总政策：定下人才怎样分层、22 项配套政策怎样一起用、钱多久到账。具体给什么，看各项配套政策。',
  department: '星城市人才工作办公室',
  source: opinion(
    '第一条',
    '实施智汇·1515聚才计划，推进政策提档、引才提速、培育提质、服务提效，打造“星城计划”人才工作品牌。',
  ),
  inForceFrom: '2026-01-01',
  inForceTo: null,
  situations: ['look-for-job', 'find-home', 'live-here', 'start-business', 'family', 'health'],
  stages: ['before', 'arriving', 'settling', 'growing', 'moving-on'],
  keywords: ['1+22', '一揽子政策', '智汇1515聚才计划', '四提', '星城计划', '总政策'],
  clauses: [
    clause(
      '1',
      '第一条',
      '实施智汇·1515聚才计划，推进政策提档、引才提速、培育提质、服务提效，打造“星城计划”人才工作品牌。',
    ),
    clause(
      '3',
      '第三条',
      '人才分为 A、B、C、D 四类。具有大专以上学历、有意来星城发展的，登记后即为 D 类人才。',
    ),
    clause(
      '4',
      '第四条',
      '本意见与 22 项配套政策一并施行。各项标准列入标准表，按年公布；办理时按当天有效的标准。',
    ),
    clause(
      '24',
      '第二十四条',
      '同类待遇从高享受、不重复享受。生活、租房、购房补贴和薪酬补贴合计不超过 120,000 元，自 2027 年 1 月 1 日起不超过 150,000 元；创业补贴和贷款贴息合计不超过 40,000 元。',
    ),
    clause(
      '25',
      '第二十五条',
      '资金拨付公开承诺期限，超期主动告知本人。凭办理记录即可确认的待遇，不用申请，由本人一键确认；不确认不视为放弃。',
    ),
  ],
  criterion: null,
  amounts: [],
  papers: [],
  conditions: [],
  opens: [
    { kind: 'service', key: 'arrival-kit' },
    { kind: 'service', key: 'bus-pass' },
    { kind: 'service', key: 'reading' },
    { kind: 'service', key: 'fitness' },
    { kind: 'service', key: 'meet-up' },
    { kind: 'service', key: 'block-discount' },
    { kind: 'service', key: 'certificate' },
  ],
  paidWithinWorkingDays: null,
  offered: false,
  examples: [],
}

const recognitionPaper = paperOf('星城市人才分类认定办法（示例）')
const engineer = {
  tierSought: 'b',
  degree: 'master',
  title: 'none',
  graduatesOn: '2023-06-30',
  employedHere: true,
  insuranceMonths: 6,
}

const tierA: Criterion = {
  label: 'A 类',
  any: [
    { label: '博士', fact: 'degree', is: 'doctor' },
    { label: '正高级职称', fact: 'title', is: 'senior' },
  ],
}
const tierB: Criterion = {
  label: 'B 类',
  any: [
    { label: '硕士以上', fact: 'degree', atLeast: { value: 'master' } },
    { label: '副高级职称或高级技师以上', fact: 'title', atLeast: { value: 'associate-senior' } },
  ],
}
const tierC: Criterion = {
  label: 'C 类',
  all: [
    { label: '本科以上', fact: 'degree', atLeast: { value: 'bachelor' } },
    {
      label: '毕业 5 年内',
      advice: '毕业已满 5 年的，可以按职称、技能等级或更高学历申请其他层次',
      fact: 'graduatesOn',
      sinceAtMost: { parameter: 'graduatedWithin' },
    },
  ],
}

const recognition = supporting({
  code: 'tier-recognition',
  title: '人才分类认定办法',
  summary:
    '按学历、职称或技能等级认定 A、B、C 三类人才。认定以后，购房、科研、岗位补贴和医疗服务都认这个层次。',
  department: '星城市人才工作办公室',
  source: recognitionPaper('第三条', '人才层次实行两人审核：初审核对材料，复核由另一人作出。'),
  situations: ['live-here'],
  stages: ['settling'],
  keywords: ['人才认定', '人才分类', '高层次人才', '职称', 'ABC 类'],
  clauses: [
    clause('3', '第三条', '人才层次实行两人审核：初审核对材料，复核由另一人作出。'),
    clause(
      '5',
      '第五条',
      'A 类为博士或正高级职称；B 类为硕士、副高级职称或高级技师；C 类为毕业 5 年内的本科毕业生。',
    ),
    clause('6.1', '第六条第一项', '申请时在本市用人单位工作。'),
    clause('6.2', '第六条第二项', '申请时在本地连续缴纳社会保险满 6 个月。'),
    clause('7', '第七条', 'D 类人才登记后自动取得，不需要申请认定。'),
    clause('8', '第八条', '学历、职称和技能证书应当清楚、完整；国外学历附认证书。'),
  ],
  criterion: {
    all: [
      {
        clause: '5',
        label: '学历、职称或技能等级达到所申请的层次',
        advice: '可以改为申请与学历相符的层次，或取得职称、技能证书后再申请',
        all: [
          { label: '达到其中一类', any: [tierA, tierB, tierC] },
          { label: '申请 A 类的', when: { fact: 'tierSought', is: 'a' }, then: tierA },
          { label: '申请 B 类的', when: { fact: 'tierSought', is: 'b' }, then: tierB },
          { label: '申请 C 类的', when: { fact: 'tierSought', is: 'c' }, then: tierC },
        ],
      },
      {
        clause: '6.1',
        label: '在本市用人单位工作',
        advice: '与本市单位签订劳动合同后再申请',
        fact: 'employedHere',
        is: true,
      },
      {
        clause: '6.2',
        label: '社保连续缴纳满 6 个月',
        advice: '继续缴纳，缴满当月即可申请',
        fact: 'insuranceMonths',
        atLeast: { parameter: 'recognitionInsured' },
      },
    ],
  },
  amounts: [],
  papers: ['学历证书，或职称、技能证书', '劳动合同'],
  conditions: ['在本市用人单位工作'],
  opens: [{ kind: 'program', key: 'recognition' }],
  paidWithinWorkingDays: null,
  examples: [
    example('硕士，社保正好缴满 6 个月', '2026-11-26', engineer, 'pass'),
    example(
      '高级技师，学历是大专',
      '2026-11-26',
      { ...engineer, degree: 'associate', title: 'technician' },
      'pass',
    ),
    example('硕士，申请 A 类', '2026-11-26', { ...engineer, tierSought: 'a' }, 'fail', '5'),
    example(
      '副高级职称，学历是大专，申请 B 类',
      '2026-11-26',
      { ...engineer, degree: 'associate', title: 'associate-senior' },
      'pass',
    ),
    example(
      '本科毕业 6 年，没有职称，还没想好申请哪一类',
      '2026-11-26',
      { ...engineer, tierSought: 'open', degree: 'bachelor', graduatesOn: '2020-06-30' },
      'fail',
      '5',
    ),
    example(
      '博士，没有说申请哪一类：哪一类都够',
      '2026-11-26',
      { degree: 'doctor', title: 'none', graduatesOn: '2023-06-30', employedHere: true, insuranceMonths: 6 },
      'pass',
    ),
    example(
      '本科毕业 3 年，没有说申请哪一类',
      '2026-11-26',
      {
        degree: 'bachelor',
        title: 'none',
        graduatesOn: '2023-06-30',
        employedHere: true,
        insuranceMonths: 6,
      },
      'unknown',
    ),
    example(
      '2 月 29 日毕业，5 年后到 2 月 28 日为止',
      '2029-02-28',
      { ...engineer, tierSought: 'c', degree: 'bachelor', graduatesOn: '2024-02-29' },
      'pass',
    ),
    example(
      '2 月 29 日毕业，5 年后的 3 月 1 日',
      '2029-03-01',
      { ...engineer, tierSought: 'c', degree: 'bachelor', graduatesOn: '2024-02-29' },
      'fail',
      '5',
    ),
    example('社保只缴了 5 个月', '2026-11-26', { ...engineer, insuranceMonths: 5 }, 'fail', '6.2'),
    example(
      '还没有填社保缴了几个月',
      '2026-11-26',
      { tierSought: 'b', degree: 'master', title: 'none', employedHere: true },
      'unknown',
    ),
    example(
      '本科，今天毕业正好满 5 年',
      '2026-06-30',
      { ...engineer, tierSought: 'c', degree: 'bachelor', graduatesOn: '2021-06-30' },
      'pass',
    ),
    example(
      '本科，昨天毕业满 5 年',
      '2026-07-01',
      { ...engineer, tierSought: 'c', degree: 'bachelor', graduatesOn: '2021-06-30' },
      'fail',
      '5',
    ),
  ],
})

const settlingPaper = paperOf('星城市人才落户实施细则（示例）')
const newcomer = {
  degree: 'associate',
  documentType: 'resident-id',
  householdHere: false,
  birthday: '2003-05-20',
}

const settling = supporting({
  code: 'settling',
  title: '人才落户实施细则',
  summary: '大专以上学历或高级工以上技能人才，不用先找工作、不用买房就能落户，另发安家礼金 2,000 元。',
  department: '星城市公安局',
  source: settlingPaper('第二条', '人才落户先落户、后就业，可以落在单位集体户或社区公共户。'),
  situations: ['live-here', 'family'],
  stages: ['arriving', 'settling'],
  keywords: ['落户', '户口', '迁户口', '集体户', '安家礼金'],
  clauses: [
    clause('2', '第二条', '人才落户先落户、后就业，可以落在单位集体户或社区公共户。'),
    clause('3.1', '第三条第一项', '具有大专以上学历，或取得高级工以上职业技能等级证书。'),
    clause('3.2', '第三条第二项', '年龄不超过 45 周岁，生日当天计算在内。'),
    clause(
      '3.3',
      '第三条第三项',
      '持居民身份证，户口在本市以外。港澳台居民和外国人凭居住证件享受同等服务，不办理落户。',
    ),
    clause('4', '第四条', '落户后发放一次性安家礼金 2,000 元，每人一次。'),
  ],
  criterion: {
    all: [
      {
        clause: '3.1',
        label: '大专以上或高级工以上',
        advice: '取得高级工以上证书后即可申请',
        any: [
          { fact: 'degree', atLeast: { value: 'associate' } },
          { fact: 'skillLevel', atLeast: { value: 'senior' } },
        ],
      },
      {
        clause: '3.2',
        label: '不超过 45 周岁',
        fact: 'birthday',
        sinceAtMost: { parameter: 'settlingAge' },
      },
      {
        clause: '3.3',
        label: '持居民身份证',
        advice: '持其他证件的，凭居住证件直接享受同等服务',
        fact: 'documentType',
        is: 'resident-id',
      },
      { clause: '3.3', label: '户口在本市以外', fact: 'householdHere', is: false },
    ],
  },
  amounts: [{ label: '安家礼金', parameter: 'settlingGrant' }],
  papers: ['居民身份证、户口簿', '学历或技能证书', '落户地址：集体户、公共户或自有住房'],
  conditions: [],
  opens: [{ kind: 'service', key: 'family-desk' }],
  paidWithinWorkingDays: 20,
  examples: [
    example('大专毕业，户口在外地', '2026-11-26', newcomer, 'pass'),
    example('户口已经在本市', '2026-11-26', { ...newcomer, householdHere: true }, 'fail', '3.3'),
    example(
      '持港澳居民居住证',
      '2026-11-26',
      { ...newcomer, documentType: 'hk-macao-permit' },
      'fail',
      '3.3',
    ),
    example(
      '没有填户口在哪里',
      '2026-11-26',
      { degree: 'associate', documentType: 'resident-id', birthday: '2003-05-20' },
      'unknown',
    ),
    example('今天正好 45 周岁', '2026-05-20', { ...newcomer, birthday: '1981-05-20' }, 'pass'),
    example('昨天过了 45 周岁生日', '2026-05-21', { ...newcomer, birthday: '1981-05-20' }, 'fail', '3.2'),
  ],
})

/** The master policy, and what the others stand on: in which tier one is, and the household register. */
export const frame: Policy[] = [master, recognition, settling]
