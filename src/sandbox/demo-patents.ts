import type { CooperationMode, PatentRecord } from '../domain/patent.ts';

interface Sample {
  readonly serial: string;
  readonly title: string;
  readonly abstract: string;
  readonly ipc: readonly string[];
  readonly sei: readonly string[];
  readonly maturity: string;
  readonly modes: readonly CooperationMode[];
}

/** Made-up inventions; their numbers belong to a year that has not come, so that none can be real. */
const SAMPLES: readonly Sample[] = [
  {
    serial: '0010001',
    title: '一种锂离子电池陶瓷涂覆隔膜及其制备方法',
    abstract:
      '本发明属于锂离子电池材料技术领域，公开了一种陶瓷涂覆隔膜及其制备方法。针对现有聚烯烃隔膜在高温下收缩严重、容易引起电池内部短路的问题，提出在基膜表面构建双层涂层。所述隔膜由聚乙烯基膜、勃姆石陶瓷层和水性粘结层依次复合而成，陶瓷层厚度为1至3微米，孔隙率不低于45%。该隔膜在150摄氏度下热收缩率小于2%，提高了电池的安全性，并降低了涂覆成本。',
    ipc: ['H01M50/449', 'H01M10/0525'],
    sei: ['5.2'],
    maturity: '中试',
    modes: ['普通许可', '转让'],
  },
  {
    serial: '0010002',
    title: '一种硅碳负极材料的预锂化装置',
    abstract:
      '本实用新型涉及电池负极材料加工设备。为了解决硅碳负极首次充放电效率低、离线预锂化工序长的问题，本装置将放卷、补锂、辊压和收卷集成在同一干燥腔内。锂箔与极片在恒张力下同步辊压，补锂量由在线测厚闭环控制。首次库仑效率由82%提升至91%，有利于连续化生产。',
    ipc: ['H01M4/139', 'H01M4/04'],
    sei: ['5.2'],
    maturity: '小试',
    modes: ['排他许可', '作价入股'],
  },
  {
    serial: '0010003',
    title: '一种动力电池组热失控早期预警方法',
    abstract:
      '本发明公开了一种动力电池组热失控早期预警方法。现有方法依赖温度阈值，报警滞后，难以在热失控发生前给出提示。本方法采集各单体的电压弛豫曲线和箱内气体浓度，用轻量化时序模型计算异常分数，并按季节自适应调整阈值。实验表明可提前12分钟以上预警，误报率降低至千分之三以下。',
    ipc: ['G01R31/392', 'H01M10/42'],
    sei: ['1.5', '5.2'],
    maturity: '样机验证',
    modes: ['普通许可'],
  },
  {
    serial: '0010004',
    title: '一种废旧磷酸铁锂电池正极材料的短流程再生工艺',
    abstract:
      '本发明涉及废旧电池资源化。针对湿法回收流程长、废水量大的缺陷，本发明采用选择性提锂后固相补锂的短流程再生工艺。将拆解得到的正极粉与碳酸锂、葡萄糖混合，在氮气气氛下两段烧结。再生材料0.5C放电比容量不低于150毫安时每克，吨产品废水减少约八成。',
    ipc: ['H01M10/54', 'C22B26/12'],
    sei: ['7.3'],
    maturity: '中试',
    modes: ['转让', '自行产业化'],
  },
  {
    serial: '0010005',
    title: '一种用于极片缺陷检测的在线视觉系统',
    abstract:
      '本发明属于机器视觉检测领域。为了克服高速涂布线上微小划痕、漏涂难以识别的不足，本系统采用明暗场交替频闪成像与小样本缺陷生成。分拣控制器与涂布机编码器同步，定位误差小于0.5毫米。检测速度达到每分钟120米，有效减少人工复检。',
    ipc: ['G01N21/89', 'G06T7/00'],
    sei: ['2.1'],
    maturity: '可直接应用',
    modes: ['普通许可', '开放许可'],
  },
];

/** The sandbox's patents, each stamped as made up. */
export const DEMO_PATENTS: readonly PatentRecord[] = SAMPLES.map((sample, index) => ({
  kind: 'single',
  applicationNumber: `CN20991${sample.serial}.${index}`,
  publicationNumber: '',
  title: sample.title,
  abstract: sample.abstract,
  applicant: '示例大学（虚构）',
  inventors: [],
  type: sample.abstract.startsWith('本实用新型') ? 'utility-model' : 'invention',
  ipc: sample.ipc,
  sei: sample.sei,
  industries: ['C38'],
  cooperationModes: sample.modes,
  maturity: sample.maturity,
  region: '湖南省',
  applicationDate: null,
  publicationDate: null,
  registeredOn: null,
  state: 'registered',
  validAtEndOf2023: true,
  members: [],
  sample: true,
}));
