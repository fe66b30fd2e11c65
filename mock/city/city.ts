import type { City } from '@jucai/contract/city'
import type { CityConfig } from '../../server/city'
import { pillars } from './pillars'
import { services } from './services'
import { sampleSource } from './sources'
import { sketch } from './sketch'
import { stations } from './stations'

const tiers: City['tiers'] = [
  {
    key: 'a',
    name: 'A 类 · 博士人才',
    rank: 1,
    degrees: ['doctor'],
    graduatedWithinYears: null,
    validMonths: 36,
    source: sampleSource('第三条第一款', '具有博士研究生学历的，为 A 类人才。'),
  },
  {
    key: 'b',
    name: 'B 类 · 硕士人才',
    rank: 2,
    degrees: ['master'],
    graduatedWithinYears: 10,
    validMonths: 36,
    source: sampleSource('第三条第二款', '硕士研究生毕业十年以内的，为 B 类人才。'),
  },
  {
    key: 'c',
    name: 'C 类 · 本科人才',
    rank: 3,
    degrees: ['bachelor', 'master'],
    graduatedWithinYears: 5,
    validMonths: 24,
    source: sampleSource('第三条第三款', '全日制本科毕业五年以内的，为 C 类人才。'),
  },
  {
    key: 'd',
    name: 'D 类 · 青年人才',
    rank: 4,
    degrees: ['associate', 'bachelor', 'master'],
    graduatedWithinYears: null,
    validMonths: 12,
    source: sampleSource('第三条第四款', '具有大专以上学历、有意来星城发展的，为 D 类人才。'),
  },
]

const plan: City['plan'] = {
  name: '智汇·1515聚才计划',
  summary: '政策提档、引才提速、培育提质、服务提效：一次登记，一码通行，来星城的每一步都有人接。（示例）',
  source: sampleSource(
    '第一条',
    '实施智汇·1515聚才计划，推进政策提档、引才提速、培育提质、服务提效，打造“星城计划”人才工作品牌。',
  ),
  pillars,
  campaign: {
    title: '千名大学生留老城',
    target: 1000,
    from: '2026-01-01',
    until: '2028-12-31',
    graduatedWithinYears: 5,
    regions: ['430100'],
    regionName: '星城市',
  },
  offers: [
    {
      key: 'stay',
      title: '人才驿站',
      figure: '7 天免费',
      text: '来星城求职面试，凭人才码免费入住，一年最多 3 次。',
      source: sampleSource(
        '第八条',
        '来我市求职的高校毕业生，可在人才驿站免费住宿，每次不超过七天，每年不超过三次。',
      ),
    },
    {
      key: 'rent',
      title: '租房补贴',
      figure: '800–2,000 元/月',
      text: '本科 800 元、硕士 1,200 元、博士 2,000 元，最长 36 个月。',
      source: sampleSource(
        '第九条',
        '在我市无自有住房的，按本科每月八百元、硕士每月一千二百元、博士每月二千元发放租房补贴，最长三十六个月。',
      ),
    },
    {
      key: 'flat',
      title: '青年人才公寓',
      figure: '市场价 70%',
      text: '配租期最长 3 年，家电齐全，拎包入住。',
      source: sampleSource('第十条', '青年人才公寓租金按市场租金的百分之七十确定，租期最长三年。'),
    },
    {
      key: 'intern',
      title: '就业见习',
      figure: '3–12 个月',
      text: '签见习协议，发见习补贴，办人身意外险，见习后可留用。',
      source: sampleSource('第十二条', '就业见习期限为三至十二个月，见习单位应当与见习人员签订见习协议。'),
    },
    {
      key: 'startup',
      title: '创业工位',
      figure: '首年免租',
      text: '青年创新创业平台提供工位、会议室和创业辅导。',
      source: sampleSource('第十五条', '在校及毕业五年内的高校毕业生创业，可免费使用创业工位一年。'),
    },
  ],
  targets: [
    { key: 'stayed', label: '千名大学生留老城', target: 1000 },
    { key: 'coded', label: '领取人才码', target: 800 },
    { key: 'served', label: '亮码享服务', target: 5000 },
    { key: 'recognised', label: '人才认定', target: 300 },
    { key: 'returned', label: '归根回乡', target: 150 },
    { key: 'housed', label: '安居公寓', target: 400 },
  ],
}

const referralRewards: City['referralRewards'] = [
  {
    kind: 'person',
    amountFen: 200_000,
    words: '推荐的人才来星城就业或创业满 3 个月',
    workingDays: 20,
    source: sampleSource('第十九条', '经亲友、老乡推荐来我市就业创业满三个月的，给予推荐人每人二千元奖励。'),
  },
  {
    kind: 'project',
    amountFen: 1_000_000,
    words: '推荐的项目签约并开工',
    workingDays: 20,
    source: sampleSource('第十九条', '经亲友、老乡推荐落地的项目，开工后给予推荐人一万元奖励。'),
  },
]

/** The sample city 星城市 with its district 老城区. Nothing in it is a real government's text or figure. */
export const sampleCity: CityConfig = {
  id: 'xingcheng',
  name: '星城市',
  district: '老城区',
  office: '星城市老城区人才工作办公室（示例）',
  officePhone: '0700-8551515',
  complaintPhone: '0700-8551212',
  sample: true,
  brand: { name: '聚才', slogan: '城聚英才，星火成城', cardFace: 'constellation' },
  plan,
  region: '430100',
  tiers,
  services,
  stations,
  sketch,
  referralRewards,
}
