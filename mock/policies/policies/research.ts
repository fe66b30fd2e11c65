import type { Policy } from '@jucai/contract/policies/book'
import { clause, example, giving, paperOf, supporting, worksHere } from '../writing'

const today = '2026-11-26'

const fundsPaper = paperOf('星城市博士科研启动经费办法（示例）')
const doctor = {
  degree: 'doctor',
  employerKind: 'research',
  employedSince: '2025-09-01',
  researchGrant: 'none',
}

const funds = supporting({
  code: 'research-funds',
  title: '博士科研启动经费办法',
  summary: '博士到星城的学校、医院、科研院所或产业链企业工作，入职 24 个月内申请，启动经费 50,000 元起。',
  department: '星城市科学技术局',
  source: fundsPaper('第二条', '对来我市从事科研工作的博士，给予一次性科研启动经费。'),
  situations: ['look-for-job'],
  stages: ['settling', 'growing'],
  keywords: ['科研经费', '启动经费', '博士', '国家级项目', '实验室'],
  clauses: [
    clause('3.1', '第三条第一项', '具有博士学位，或者为 A 类人才；已完成人才认定。'),
    clause('3.2', '第三条第二项', '在本市学校、医院、科研院所或重点产业链企业工作。'),
    clause('4', '第四条', '自劳动合同开始之日起 24 个月内申请，满 24 个月的当天计算在内。'),
    clause(
      '5',
      '第五条',
      '启动经费 50,000 元；主持过国家级科研项目的为 100,000 元，自 2027 年 1 月 1 日起为 120,000 元。',
    ),
    clause('6', '第六条', '同时享受博士后生活资助的，启动经费减半发放。'),
  ],
  criterion: {
    all: [
      {
        clause: '3.1',
        label: '博士或 A 类人才',
        any: [
          { fact: 'degree', is: 'doctor' },
          { fact: 'talentTier', is: 'a' },
        ],
      },
      {
        clause: '3.2',
        label: '在科研单位或产业链企业',
        fact: 'employerKind',
        oneOf: ['research', 'chain'],
      },
      {
        clause: '4',
        label: '已经入职',
        advice: '入职当天起可以申请',
        fact: 'employedSince',
        sinceAtLeast: { days: 0 },
      },
      {
        clause: '4',
        label: '入职 24 个月内',
        fact: 'employedSince',
        sinceAtMost: { parameter: 'researchWithin' },
      },
    ],
  },
  amounts: [
    {
      label: '主持过国家级项目',
      when: { fact: 'researchGrant', is: 'national' },
      parameter: 'researchFundsNational',
    },
    { label: '启动经费', parameter: 'researchFunds' },
  ],
  papers: ['博士学位证书', '劳动合同', '科研计划', '主持项目的批文（如有）'],
  conditions: ['在科研单位或产业链企业工作'],
  opens: [],
  paidWithinWorkingDays: 30,
  examples: [
    giving('启动经费', example('博士，在高校工作一年多', today, doctor, 'pass')),
    giving(
      '主持过国家级项目',
      example('主持过国家级项目', today, { ...doctor, researchGrant: 'national' }, 'pass'),
    ),
    example('在一般企业工作', today, { ...doctor, employerKind: 'firm' }, 'fail', '3.2'),
    example('没有填单位性质', today, { degree: 'doctor', employedSince: '2025-09-01' }, 'unknown'),
    example('入职正好满 24 个月', '2027-09-01', doctor, 'pass'),
    example('入职满 24 个月的第二天', '2027-09-02', doctor, 'fail', '4'),
  ],
})

const postdocPaper = paperOf('星城市博士后工作站资助办法（示例）')
const postdoc = {
  degree: 'doctor',
  birthday: '1996-10-10',
  graduatesOn: '2025-06-30',
  postdocSince: '2026-09-01',
}

const station = supporting({
  code: 'postdoc-station',
  title: '博士后工作站资助办法',
  summary: '进本市博士后工作站的青年博士，在站期间每月资助 5,000 元，最长 24 个月。',
  department: '星城市人力资源和社会保障局',
  source: postdocPaper('第二条', '对进入本市博士后科研工作站的博士，发放生活资助。'),
  inForceFrom: '2026-07-01',
  situations: ['look-for-job', 'live-here'],
  stages: ['arriving', 'growing'],
  keywords: ['博士后', '工作站', '流动站', '科研平台', '在站'],
  clauses: [
    clause('3.1', '第三条第一项', '具有博士学位，进站时毕业 3 年内。'),
    clause('3.2', '第三条第二项', '进站时年龄不超过 35 周岁，生日当天计算在内。'),
    clause('4', '第四条', '自进站之日起 24 个月内享受，满 24 个月的当天计算在内。'),
    clause(
      '5',
      '第五条',
      '生活资助每月 5,000 元，自 2027 年 1 月 1 日起每月 6,000 元，最长 24 个月；与青年人才生活补贴不重复享受。',
    ),
  ],
  criterion: {
    all: [
      { clause: '3.1', label: '博士', fact: 'degree', is: 'doctor' },
      {
        clause: '3.1',
        label: '进站时毕业 3 年内',
        fact: 'graduatesOn',
        sinceAtMost: { parameter: 'postdocGraduatedWithin' },
        on: 'postdocSince',
      },
      {
        clause: '3.2',
        label: '进站时不超过 35 周岁',
        fact: 'birthday',
        sinceAtMost: { parameter: 'postdocAge' },
        on: 'postdocSince',
      },
      {
        clause: '4',
        label: '进站 24 个月内',
        fact: 'postdocSince',
        sinceAtMost: { parameter: 'postdocMonths' },
      },
    ],
  },
  amounts: [{ label: '生活资助', parameter: 'postdocAllowance', months: 'postdocMonths' }],
  papers: ['博士学位证书', '进站通知书', '本人社会保障卡'],
  conditions: ['在站工作'],
  opens: [],
  paidWithinWorkingDays: 20,
  examples: [
    example('29 岁，毕业一年多进站', today, postdoc, 'pass'),
    example('进站那天正好 35 周岁', today, { ...postdoc, birthday: '1991-09-01' }, 'pass'),
    example('进站前一天过了 35 周岁', today, { ...postdoc, birthday: '1991-08-31' }, 'fail', '3.2'),
    example(
      '没有填进站日期',
      today,
      { degree: 'doctor', birthday: '1996-10-10', graduatesOn: '2025-06-30' },
      'unknown',
    ),
    example('进站正好满 24 个月', '2028-09-01', postdoc, 'pass'),
    example('进站满 24 个月的第二天', '2028-09-02', postdoc, 'fail', '4'),
  ],
})

const homecomingPaper = paperOf('星城市在外优秀人才“归根”工程实施办法（示例）')
const returnee = {
  homeRegion: 'here',
  yearsAway: 6,
  returnedOn: '2026-02-20',
  employedHere: true,
  insuranceMonths: 8,
}

const homecoming = supporting({
  code: 'homecoming',
  title: '在外优秀人才“归根”工程实施办法',
  summary: '在外的人想回来，登记后 5 个工作日内有人答复；回来工作满 6 个月，发安家补助 10,000 元。',
  department: '星城市人才工作办公室',
  source: homecomingPaper(
    '第四条',
    '祖籍在本地、在本地成长或求学、曾在本地工作，或与本地有亲缘等特殊联系的在外人才，均可登记，由招才引智工作站在 5 个工作日内答复。',
  ),
  situations: ['look-for-job', 'live-here'],
  stages: ['before', 'arriving'],
  keywords: ['归根', '返乡', '回乡', '智慧回引', '项目回转', '资本回流', '安家补助'],
  clauses: [
    clause(
      '4',
      '第四条',
      '祖籍在本地、在本地成长或求学、曾在本地工作，或与本地有亲缘等特殊联系的在外人才，均可登记，由招才引智工作站在 5 个工作日内答复。',
    ),
    clause('7.1', '第七条第一项', '在外地学习或工作 2 年以上，回到本市后就业或创业。'),
    clause(
      '7.2',
      '第七条第二项',
      '回来后在本地连续缴纳社会保险满 6 个月，自回来之日起 24 个月内申请，满 24 个月的当天计算在内。',
    ),
    clause('8', '第八条', '安家补助 10,000 元，每人一次。带项目、资金回来的，另按招商政策办理。'),
  ],
  criterion: {
    all: [
      {
        clause: '4',
        label: '与本地有联系',
        any: [
          { label: '家乡在本市', fact: 'homeRegion', is: 'here' },
          { label: '祖籍、成长求学或工作过', fact: 'ties', oneOf: ['ancestral-home', 'grew-up', 'worked'] },
          {
            label: '亲人或其他特殊联系',
            when: { fact: 'ties', is: 'relatives' },
            then: { office: '亲缘或其他特殊联系，由人才办核实' },
          },
        ],
      },
      {
        clause: '7.1',
        label: '在外 2 年以上',
        fact: 'yearsAway',
        atLeast: { parameter: 'homecomingAway' },
      },
      worksHere('7.1'),
      {
        clause: '7.2',
        label: '社保连续缴纳满 6 个月',
        advice: '继续缴纳，缴满当月即可申请',
        fact: 'insuranceMonths',
        atLeast: { parameter: 'homecomingInsured' },
      },
      {
        clause: '7.2',
        label: '回来 24 个月内',
        fact: 'returnedOn',
        sinceAtMost: { parameter: 'homecomingWithin' },
      },
    ],
  },
  amounts: [{ label: '安家补助', parameter: 'homecomingGrant' }],
  papers: ['劳动合同或营业执照', '在外学习或工作的证明'],
  conditions: ['在本市就业或创业'],
  opens: [{ kind: 'program', key: 'homecoming' }],
  paidWithinWorkingDays: 20,
  examples: [
    example('家乡在星城，回来 9 个月', today, returnee, 'pass'),
    example(
      '有亲戚在星城',
      today,
      { ...returnee, homeRegion: 'elsewhere', ties: 'relatives' },
      'not-computed',
    ),
    example('社保只缴了 5 个月', today, { ...returnee, insuranceMonths: 5 }, 'fail', '7.2'),
    example('与星城没有联系', today, { ...returnee, homeRegion: 'elsewhere', ties: 'none' }, 'fail', '4'),
    example(
      '没有填哪天回来的',
      today,
      { homeRegion: 'here', yearsAway: 6, employedHere: true, insuranceMonths: 8 },
      'unknown',
    ),
    example('回来正好满 24 个月', '2028-02-20', returnee, 'pass'),
    example('回来满 24 个月的第二天', '2028-02-21', returnee, 'fail', '7.2'),
  ],
})

/** Doctors, post-doctoral stations, and those who come home. */
export const research: Policy[] = [funds, station, homecoming]
