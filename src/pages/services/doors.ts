import {
  flatsDoor,
  hostelsDoor,
  noticesDoor,
  referralsDoor,
  stationsDoor,
  workspacesDoor,
  type Door,
} from '@/words/doors'
import type { Findable } from './search'

/**
 * Places of the app that are neither a service nor a program; found by the same words, pinyin and initials.
 */
export const doors: readonly (Door & Findable)[] = [
  {
    ...stationsDoor,
    keywords: [
      'zhaocaiyinzhigongzuozhan',
      'zcyzgzz',
      '工作站',
      'gongzuozhan',
      'gzz',
      '站点',
      'zhandian',
      'zd',
      '驻外站',
      'zhuwaizhan',
      'zwz',
      '预约来访',
      'yuyuelaifang',
      'yylf',
      '归根',
      'guigen',
      'gg',
    ],
  },
  {
    ...referralsDoor,
    keywords: [
      'qinqingzhaoshang',
      'qqzs',
      '招商',
      'zhaoshang',
      'zs',
      '推荐',
      'tuijian',
      'tj',
      '引荐',
      '奖励',
      'jiangli',
      'jl',
      '归根',
      'guigen',
      'gg',
    ],
  },
  {
    ...hostelsDoor,
    keywords: ['rencaiyizhan', 'rcyz', '驿站', 'yizhan', 'yz', '住宿', 'zhusu', 'zs', '免费住', '面试'],
  },
  { ...flatsDoor, keywords: ['gongyu', 'gy', '租房', 'zufang', 'zf', '选房', '户型'] },
  {
    ...workspacesDoor,
    keywords: ['chuangyepingtai', 'cypt', '创业', 'chuangye', 'cy', '工位', 'gongwei', 'gw', '孵化', '众创'],
  },
  { ...noticesDoor, keywords: ['gongshi', 'gs', '公告', 'gonggao', 'gg', '异议', 'yiyi', 'yy'] },
]
