import type { Chain, ChainLink } from '@jucai/contract/chain-vocabulary'
import { sampleEmployerId, sampleEmployers } from '../employers/employers'

/** A sample employer, by its number. */
const registered = (number: number): ChainLink['members'][number] => ({
  employer: sampleEmployerId(number),
  name: sampleEmployers.find((one) => one.number === number)?.name ?? '',
})
/** One link of a chain. @param members sample employers by their numbers, others by their names */
const link = (
  key: string,
  name: string,
  about: string,
  feeds: readonly string[],
  members: readonly (string | number)[],
): ChainLink => ({
  key,
  name,
  about,
  feeds,
  members: members.map((member) =>
    typeof member === 'number' ? registered(member) : { employer: null, name: `${member}（示例）` },
  ),
})

/** The sample chains: who is in them is made up, as everything here. */
export const sampleChains: readonly Chain[] = [
  {
    key: 'battery',
    name: '新能源电池材料',
    about: '从锂盐、前驱体到电芯和电池回收，是星城市产值最大的一条链。（示例）',
    links: [
      link(
        'salts',
        '锂盐和镍钴',
        '把矿石和回收料做成碳酸锂、硫酸镍。',
        ['precursor', 'electrolyte'],
        ['星沙锂业'],
      ),
      link(
        'precursor',
        '前驱体',
        '合成正极材料的中间体，决定颗粒和成分。',
        ['cathode'],
        ['湘新前驱体', '金洲材料'],
      ),
      link('cathode', '正极材料', '磷酸铁锂、三元材料的烧结和改性。', ['cell'], [2, '星河正极', '湘江新材']),
      link('anode', '负极和隔膜', '人造石墨、硅碳负极，湿法隔膜。', ['cell'], ['云母新碳']),
      link('electrolyte', '电解液', '溶剂、锂盐、添加剂的配方和生产。', ['cell'], []),
      link(
        'cell',
        '电芯和电池包',
        '涂布、卷绕、化成，做成电池包。',
        ['storage', 'recycling'],
        ['星城动力电池'],
      ),
      link('storage', '储能系统', '把电池做成电站，接入电网。', [], ['湘能储能']),
      link('recycling', '电池回收', '拆解废旧电池，把金属送回上游。', ['salts'], ['绿环再生']),
    ],
  },
  {
    key: 'manufacturing',
    name: '智能制造',
    about: '从核心部件到整条无人产线，服务工程机械和汽车。（示例）',
    links: [
      link(
        'parts',
        '精密部件',
        '减速器、主轴、液压件的加工。',
        ['robots', 'machines'],
        ['星锐传动', '浏阳精工'],
      ),
      link(
        'sensors',
        '传感和芯片',
        '力、视觉、惯性传感器和驱动芯片。',
        ['robots', 'control'],
        ['芯湘微电子'],
      ),
      link('control', '控制系统', '运动控制器、工业软件、工业互联网。', ['robots', 'lines'], [4, '湘控科技']),
      link('robots', '工业机器人', '六轴机器人、移动机器人的整机。', ['lines'], ['星城机器人']),
      link('machines', '数控机床', '五轴机床、磨床的设计和装配。', ['lines'], ['楚天机床']),
      link('lines', '产线集成', '把设备连成产线，交付和运维。', ['service'], [1, 3, '智联产线']),
      link('service', '运维和再制造', '远程运维、备件、旧机再制造。', ['parts'], []),
    ],
  },
  {
    key: 'medicine',
    name: '生物医药',
    about: '创新药、医疗器械和中药现代化，靠着三所医学院。（示例）',
    links: [
      link('discovery', '药物发现', '靶点、分子设计和筛选。', ['preclinical'], ['湘雅创药']),
      link('preclinical', '临床前研究', '药理、毒理、工艺开发。', ['clinical'], ['星检生物']),
      link('clinical', '临床试验', '方案、监查、数据和统计。', ['production'], ['湘江临床研究']),
      link('production', '原料药和制剂', '合规生产、质量控制。', ['trade'], [5, '九典制剂', '星城制药']),
      link('devices', '医疗器械', '体外诊断、影像、康复设备。', ['trade'], ['圣湘检测', '康星器械']),
      link('herbs', '中药现代化', '饮片、配方颗粒、经典名方。', ['trade'], ['湘莲中药']),
      link('trade', '流通和服务', '冷链、药店、互联网医疗。', [], []),
    ],
  },
  {
    key: 'farming',
    name: '现代农业',
    about: '水稻育种、油茶和预制菜，从一粒种子到一张餐桌。（示例）',
    links: [
      link('seeds', '种业', '水稻、油茶、蔬菜的育种和制种。', ['growing'], ['隆星种业']),
      link('equipment', '农机装备', '丘陵山区的小型农机和无人机。', ['growing'], ['湘农装备']),
      link('growing', '种植养殖', '规模种植、智慧养殖。', ['processing'], [10, '金井合作社', '浏水牧业']),
      link(
        'processing',
        '食品加工',
        '大米、茶油、预制菜的深加工。',
        ['cold-chain'],
        ['湘味食品', '茶子心茶油'],
      ),
      link('cold-chain', '冷链和电商', '冷库、配送、直播电商。', [], ['鲜到家']),
    ],
  },
  {
    key: 'culture',
    name: '数字文旅',
    about: '视频、马栏山的算力和古城的客人。（示例）',
    links: [
      link('content', '内容创作', '剧本、短视频、动画和游戏。', ['media'], [9, '马栏山映画', '星漫工作室']),
      link('technology', '数字技术', '渲染、虚拟拍摄、生成式内容。', ['media', 'venues'], ['芒星科技']),
      link('media', '传播平台', '平台运营、版权、海外发行。', ['venues'], ['星城视频']),
      link('venues', '景区和场馆', '沉浸式演艺、古城夜游、博物馆。', ['travel'], ['老城文旅']),
      link('travel', '旅行服务', '酒店、会展、研学。', [], []),
    ],
  },
]
