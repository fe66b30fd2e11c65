import type { Pillar } from '@jucai/contract/city'

const ways = {
  mine: { title: '我能享受什么', note: '答几个问题就知道，不用登录', to: '/policies/mine/index' },
  best: { title: '怎样组合最划算', note: '三年里哪几项一起享受最多', to: '/policies/best/index' },
  library: { title: '政策库', note: '总政策和配套政策，逐条对照', to: '/policies/library/index' },
  register: { title: '两分钟登记', note: '填完就知道属于哪一类', to: '/account/register/index' },
  graduates: { title: '千名大学生留老城', note: '留下了多少人，怎么算的', to: '/city/graduates/index' },
  stations: { title: '招才引智工作站', note: '高校、驻外，就近找人问', to: '/homecoming/stations/index' },
  internships: {
    title: '就业见习',
    note: '3 到 12 个月，每月有补贴，逐条看自己符合不符合',
    to: '/internships/places/index',
  },
  posts: { title: '找岗位', note: '一步投递，几天内答复写在岗位上', to: '/posts/search/index' },
  fairs: { title: '招聘会', note: '约时段、手机排队，谈完看结果', to: '/fairs/list/index' },
  employers: {
    title: '用人单位登记',
    note: '登记单位、发布岗位，或加入已登记的单位',
    to: '/employers/mine/index',
  },
  homecoming: {
    title: '归根登记',
    note: '在外的老乡，5 个工作日内有人答复',
    to: '/applications/program/index?key=homecoming',
  },
  recognition: {
    title: '人才认定',
    note: '分五类，认定后享受对应待遇',
    to: '/applications/program/index?key=recognition',
  },
  jobAdvice: {
    title: '求职指导',
    note: '一对一改简历、讲政策，免费',
    to: '/city/service/index?id=job-advice',
  },
  desk: { title: '创业工位体验', note: '先来坐一天，合适再申请', to: '/city/service/index?id=start-up-desk' },
  apartment: {
    title: '青年人才公寓资格',
    note: '看看自己能不能租',
    to: '/applications/program/index?key=apartment',
  },
  schooling: {
    title: '子女入学',
    note: '一个窗口问清办完',
    to: '/applications/program/index?key=schooling',
  },
  services: { title: '全部服务', note: '亮码当场就办', to: '/pages/services/index' },
}

/** The four parts of the sample plan, each with its policies, its figures and the ways in. */
export const pillars: Pillar[] = [
  {
    key: 'policy',
    title: '政策提档',
    text: '“1+22”一揽子人才政策逐条对照，能享受什么、差什么，一看就明白。',
    policies: ['master', 'living-subsidy', 'rent-subsidy', 'purchase-subsidy', 'tier-recognition'],
    figures: ['policies', 'asked', 'payments', 'paidFen'],
    ways: [ways.mine, ways.best, ways.library],
  },
  {
    key: 'attract',
    title: '引才提速',
    text: '高校和驻外工作站就近登记，当天领码；“归根”意向专人联系。',
    policies: ['homecoming', 'shared-experts', 'shortage-posts', 'referral-rewards', 'settling'],
    figures: ['registered', 'stayed', 'returned', 'leadsAnswered', 'leadsInTime'],
    ways: [
      ways.register,
      ways.graduates,
      ways.stations,
      ways.homecoming,
      ways.posts,
      ways.fairs,
      ways.internships,
      ways.employers,
    ],
  },
  {
    key: 'nurture',
    title: '培育提质',
    text: '就业见习、创业工位、名师带培，帮你站稳第一年。',
    policies: [
      'internship-stipend',
      'internship-base',
      'skills-allowance',
      'start-up-grant',
      'start-up-loan',
      'start-up-workspace',
      'research-funds',
      'postdoc-station',
    ],
    figures: ['recognised', 'underWay'],
    ways: [ways.recognition, ways.jobAdvice, ways.desk],
  },
  {
    key: 'serve',
    title: '服务提效',
    text: '住宿、出行、体检、阅读、健身，亮码即享，每次服务都有记录。',
    policies: ['talent-hostel', 'youth-apartment', 'children-schooling', 'partner-job', 'medical-lane'],
    figures: ['coded', 'served', 'housed', 'decided', 'decisionDays'],
    ways: [ways.services, ways.apartment, ways.schooling],
  },
]
