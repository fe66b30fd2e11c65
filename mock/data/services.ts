import type { Service } from '@jucai/contract/city'
import { sampleSource } from './sources'
import { stationOf } from './stations'

const everyTier = ['a', 'b', 'c', 'd']
const { hall, campus, shenzhen, hostel, flats, reading, fitness, fair, hub } = stationOf

/** The sample catalogue: every stage of life and every situation has at least one service. */
export const services: Service[] = [
  {
    id: 'job-advice', name: '求职指导', summary: '在家门口的工作站，先聊聊适合你的岗位和政策。', stage: 'before', situation: 'look-for-job',
    benefit: '一对一简历修改和政策讲解 30 分钟，免费', steps: ['到高校站或驻外站', '出示人才码', '工作人员登记后开始'], tiers: everyTier, stationIds: [campus, shenzhen, hall],
    occasion: { per: 'day', scope: 'station' }, source: sampleSource('第五条', '招才引智工作站为求职人才免费提供政策咨询和求职指导。'),
  },
  {
    id: 'hostel-stay', name: '人才驿站 7 天免费住宿', summary: '来面试、来看看，先有地方住。', stage: 'before', situation: 'find-home',
    benefit: '标准单间免费住 7 天，含早餐', steps: ['提前一天电话订房', '到前台出示人才码', '登记后领房卡'], tiers: everyTier, stationIds: [hostel],
    occasion: { per: 'ever', scope: 'city' }, source: sampleSource('第八条', '来我市求职的高校毕业生，可在人才驿站免费住宿不超过七天。'),
  },
  {
    id: 'fair-entry', name: '招聘会快速入场', summary: '免填表、走专门通道，直接和企业面谈。', stage: 'before', situation: 'look-for-job',
    benefit: '人才通道入场，简历免费打印 10 份', steps: ['到会场人才通道', '出示人才码', '领取参会手环'], tiers: everyTier, stationIds: [fair, campus],
    occasion: { per: 'day', scope: 'station' }, source: sampleSource('第六条', '大型招聘会设立人才通道，提供简历打印等便利。'),
  },
  {
    id: 'arrival-kit', name: '来星城第一站礼包', summary: '一张地图、一张交通卡、一本办事手册。', stage: 'arriving', situation: 'live-here',
    benefit: '交通卡（含 50 元）、城市地图和办事手册各一份', steps: ['到人才服务大厅', '出示人才码', '签收礼包'], tiers: everyTier, stationIds: [hall, campus],
    occasion: { per: 'ever', scope: 'city' }, source: sampleSource('第七条', '对首次来我市就业的人才发放服务礼包。'),
  },
  {
    id: 'bus-pass', name: '公交地铁优惠', summary: '每月领一次，通勤省一半。', stage: 'arriving', situation: 'live-here',
    benefit: '当月公交地铁 5 折，最多优惠 60 次', steps: ['到服务点出示人才码', '当场开通本月优惠'], tiers: ['a', 'b', 'c'], stationIds: [hall, flats],
    occasion: { per: 'month', scope: 'city' }, source: sampleSource('第十一条', 'C 类以上人才乘坐市内公共交通享受五折优惠，每月不超过六十次。'),
  },
  {
    id: 'flat-visit', name: '人才公寓看房入住', summary: '看房有人带，入住当天亮码办好。', stage: 'settling', situation: 'find-home',
    benefit: '专人带看，入住免押金，首月保洁一次', steps: ['到公寓服务台', '出示人才码', '跟管家看房或办理入住'], tiers: everyTier, stationIds: [flats],
    occasion: { per: 'day', scope: 'station' }, source: sampleSource('第十条', '青年人才公寓租金按市场租金的百分之七十确定，免收押金。'),
  },
  {
    id: 'medical-lane', name: '体检绿色通道', summary: '入职体检不排队，基础项目免费。', stage: 'settling', situation: 'health',
    benefit: '入职基础体检一次免费（价值 380 元），优先安排', steps: ['在大厅出示人才码领体检单', '凭单到定点医院'], tiers: ['a', 'b', 'c'], stationIds: [hall],
    occasion: { per: 'ever', scope: 'city' }, source: sampleSource('第十八条', 'C 类以上人才享受医疗绿色通道和免费体检。'),
  },
  {
    id: 'family-desk', name: '家属随迁一站办', summary: '子女入学、伴侣就业、落户，一个窗口问清办完。', stage: 'settling', situation: 'family',
    benefit: '专窗专人代办，7 个工作日内答复', steps: ['到大厅“无忧”专窗', '出示人才码', '留下需求，专人跟进'], tiers: everyTier, stationIds: [hall],
    occasion: { per: 'day', scope: 'city' }, source: sampleSource('第十七条', '实施人才“无忧计划”，协助解决子女入学和配偶就业。'),
  },
  {
    id: 'reading', name: '15 分钟阅读圈', summary: '步行 15 分钟，有书有座有灯。', stage: 'settling', situation: 'live-here',
    benefit: '免押金借书 10 本，自习座位每天 4 小时', steps: ['到书屋前台', '出示人才码', '选座或借书'], tiers: everyTier, stationIds: [reading],
    occasion: { per: 'day', scope: 'station' }, source: sampleSource('第二十条', '打造十五分钟阅读圈，人才凭码免费使用。'),
  },
  {
    id: 'fitness', name: '15 分钟健身圈', summary: '下班去出出汗，亮码就能进。', stage: 'growing', situation: 'health',
    benefit: '游泳、羽毛球、健身房每天一次 1 元', steps: ['到场馆入口', '出示人才码', '领手牌入场'], tiers: everyTier, stationIds: [fitness],
    occasion: { per: 'day', scope: 'station' }, source: sampleSource('第二十条', '打造十五分钟健身圈，人才凭码优惠使用。'),
  },
  {
    id: 'start-up-desk', name: '创业工位体验', summary: '先来坐一天，合适再申请首年免租。', stage: 'growing', situation: 'start-business',
    benefit: '开放工位一天、会议室 2 小时、创业导师问诊一次', steps: ['到平台前台', '出示人才码', '登记后入座'], tiers: everyTier, stationIds: [hub],
    occasion: { per: 'month', scope: 'station' }, source: sampleSource('第十五条', '在校及毕业五年内的高校毕业生创业，可免费使用创业工位一年。'),
  },
  {
    id: 'meet-up', name: '青年交友联谊', summary: '同城同好，每周六下午见。', stage: 'growing', situation: 'family',
    benefit: '活动免费，茶点和材料由主办方提供', steps: ['报名后到现场', '出示人才码签到'], tiers: everyTier, stationIds: [reading, hub],
    occasion: { per: 'day', scope: 'station' }, source: sampleSource('第二十一条', '定期组织青年人才交友联谊活动。'),
  },
  {
    id: 'block-discount', name: '青年街区商户优惠', summary: '书店、咖啡、理发、简餐，亮码打折。', stage: 'growing', situation: 'live-here',
    benefit: '旧机床厂青年街区 20 家商户 8.5 折', steps: ['结账前出示人才码', '商户登记后打折'], tiers: everyTier, stationIds: [hub],
    occasion: { per: 'day', scope: 'city' }, source: sampleSource('第二十二条', '建设青年友好型街区，鼓励商户为人才提供优惠。'),
  },
  {
    id: 'certificate', name: '在星城经历证明', summary: '换城市、读博、出国，服务与见习经历开一份证明。', stage: 'moving-on', situation: 'look-for-job',
    benefit: '当场出具服务与见习经历证明，免费', steps: ['到人才服务大厅', '出示人才码', '当场打印盖章'], tiers: everyTier, stationIds: [hall],
    occasion: { per: 'month', scope: 'city' }, source: sampleSource('第二十三条', '为离开我市发展的人才提供经历证明，保持联系。'),
  },
]
