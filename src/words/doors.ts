import type { IconName } from '@/theme/icon-names'

/** A way in that stands on several pages, worded once: rows for `<Cell {...door} />`. */
export interface Door {
  icon: IconName
  title: string
  /** One line on what is there. */
  note: string
  /** The page it opens. */
  to: string
}

/** The directory of workstations. */
export const stationsDoor: Door = {
  icon: 'map-pin',
  title: '招才引智工作站',
  note: '哪个城市、哪所学校有，今天开不开，约个时间来聊',
  to: '/homecoming/stations/index',
}
/** 人才驿站: free beds for a few nights. */
export const hostelsDoor: Door = {
  icon: 'house',
  title: '人才驿站',
  note: '来面试、来落脚，免费住几晚，看哪天有空床',
  to: '/stays/hostels/index',
}
/** 青年创新创业平台: desks and rooms, and what is free. */
export const workspacesDoor: Door = {
  icon: 'rocket',
  title: '创业平台',
  note: '工位、办公间、工作室，看哪里空着，申请入驻',
  to: '/workspaces/sites/index',
}
/** 青年人才公寓: what is free, where, at which rent. */
export const flatsDoor: Door = {
  icon: 'building-2',
  title: '青年人才公寓',
  note: '在哪里、多少钱、哪天有空房',
  to: '/housing/projects/index',
}
/** 亲情招商: what one referred, and the way to refer somebody. */
export const referralsDoor: Door = {
  icon: 'handshake',
  title: '亲情招商',
  note: '推荐一个人或一个项目，看推荐走到哪一步',
  to: '/homecoming/referrals/index',
}
/** What is on public notice. */
export const noticesDoor: Door = {
  icon: 'landmark',
  title: '公示',
  note: '谁将获得认定和资格，期间可以提异议',
  to: '/applications/notices/index',
}
