import type { Station } from '@jucai/contract/city'

const at = (number: number, station: Omit<Station, 'id'>): Station => ({ id: `01930000-0000-7000-8000-${String(number).padStart(12, '0')}`, ...station })

const all = {
  hall: at(1, { name: '老城区人才服务大厅', kind: 'venue', region: '430102', regionName: '老城区', address: '老城区星火路 15 号政务中心二楼 A 区', hours: '周一至周五 9:00–17:30', phone: '0700-8551515', latitude: 28.1962, longitude: 112.9836 }),
  campus: at(2, { name: '星城大学招才引智工作站', kind: 'campus', region: '430104', regionName: '岳麓片区', address: '岳麓片区学府路 88 号大学生活动中心一楼', hours: '周一至周五 10:00–18:00', phone: '0700-8551601', latitude: 28.1811, longitude: 112.9372 }),
  shenzhen: at(3, { name: '驻深圳招才引智工作站', kind: 'city', region: '440305', regionName: '深圳市南山区', address: '南山区创新一路 6 号 3 栋 1202', hours: '周一至周六 9:30–18:00', phone: '0755-55551515', latitude: 22.5405, longitude: 113.9346 }),
  hostel: at(4, { name: '星火人才驿站', kind: 'apartment', region: '430102', regionName: '老城区', address: '老城区清水塘街 27 号', hours: '全天，前台 7:00–24:00', phone: '0700-8551607', latitude: 28.2011, longitude: 112.9904 }),
  flats: at(5, { name: '青年里人才公寓', kind: 'apartment', region: '430103', regionName: '天心片区', address: '天心片区书院巷 101 号', hours: '服务台 8:30–20:30', phone: '0700-8551608', latitude: 28.1703, longitude: 112.9867 }),
  reading: at(6, { name: '老城书屋·星火馆', kind: 'venue', region: '430102', regionName: '老城区', address: '老城区星火路 32 号', hours: '周二至周日 9:00–21:00', phone: '0700-8551702', latitude: 28.1978, longitude: 112.9851 }),
  fitness: at(7, { name: '老城全民健身中心', kind: 'venue', region: '430105', regionName: '开福片区', address: '开福片区江湾路 9 号', hours: '每天 7:00–22:00', phone: '0700-8551709', latitude: 28.2255, longitude: 112.9861 }),
  fair: at(8, { name: '星城会展中心·大型招聘会', kind: 'fair', region: '430111', regionName: '雨花片区', address: '雨花片区会展大道 1 号 W2 馆', hours: '招聘会当天 8:30–16:30', phone: '0700-8551801', latitude: 28.1354, longitude: 113.0305 }),
  hub: at(9, { name: '星空青年创新创业平台', kind: 'venue', region: '430102', regionName: '老城区', address: '老城区旧机床厂 5 号楼', hours: '每天 8:00–23:00', phone: '0700-8551815', latitude: 28.2043, longitude: 112.9952 }),
  shanghai: at(10, { name: '驻上海招才引智工作站', kind: 'city', region: '310115', regionName: '上海市浦东新区', address: '浦东新区示例路 366 号 A 座 1808', hours: '周一至周六 9:30–18:00', phone: '021-55551515', latitude: 31.2034, longitude: 121.5906 }),
  wuhan: at(11, { name: '驻武汉招才引智工作站', kind: 'city', region: '420111', regionName: '武汉市洪山区', address: '洪山区示例大道 100 号创业街 5 栋 301', hours: '周一至周五 9:00–12:00、14:00–18:00', phone: '027-55551515', latitude: 30.5019, longitude: 114.4118 }),
  polytechnic: at(12, { name: '星城理工学院招才引智工作站', kind: 'campus', region: '430112', regionName: '望城片区', address: '望城片区金星路 9 号就业指导中心 203', hours: '周一至周五 9:00–17:30', phone: '0700-8551602', latitude: 28.3475, longitude: 112.8200 }),
} satisfies Record<string, Station>

/** The sample stations by a name for the other sample data. Addresses and numbers are made up. */
export const stationOf: Record<keyof typeof all, string> = Object.fromEntries(Object.entries(all).map(([key, station]) => [key, station.id])) as Record<keyof typeof all, string>

/** All sample stations. */
export const stations: Station[] = Object.values(all)
