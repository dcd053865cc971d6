import type { PatentRecord, PatentType } from '../../src/domain/patent.ts';
import { COOPERATION_MODES } from '../../src/domain/patent.ts';
import { checkDigitOf } from '../../src/domain/patent-number.ts';

/** What a made-up title is put together from; of each list the first words come most often, as in any language. */
const FEATURES = words(
  '高效 新型 智能 便携式 可调节 自动 复合 多功能 低温 高强度 柔性 环保 节能 耐高温 快速 分布式 微型 ' +
    '高精度 防腐 可降解 集成式 双层 模块化 抗菌 超薄 仿生 宽频 远程 自适应 无人值守',
);
const MATERIALS = words(
  '锂离子 磷酸铁锂 石墨烯 碳纤维 钙钛矿 聚合物 纳米 陶瓷 不锈钢 铝合金 钛合金 稀土 硅基 生物质 沸石 ' +
    '氧化锌 聚酰亚胺 镁合金 玄武岩纤维 水凝胶 二氧化钛 木质素 壳聚糖 氮化镓 金属有机框架 液态金属',
);
const THINGS = words(
  '电池 传感器 机器人 催化剂 隔膜 电极 换热器 图像识别 污水处理 数据处理 水电站 风力发电机 光伏组件 ' +
    '无人机 齿轮箱 轴承 涂层 膜组件 激光器 变压器 水泥 疫苗 饲料 农药 种子 温室 隧道 桥梁 电机 阀门 ' +
    '压缩机 显微镜 探测器 储氢罐 燃料电池 充电桩 注塑模具 轮胎 船舶 卫星 区块链 语音合成 推荐算法 ' +
    '知识图谱 量子点 心电信号 假肢 支架 靶向药物 发酵罐 反应釜 造纸机 纺织机 采煤机 钻头 压裂液 潮汐能',
);
const PARTS = words(
  '壳体 控制器 支架 底座 导管 驱动电机 滤网 弹簧 密封圈 处理模块 采集单元 加热管 搅拌桨 散热片 连接杆 ' +
    '存储介质 滑轨 喷嘴 定位销 通信接口 转轴 保护层 粘结剂 导电剂 前驱体 缓冲液 电解液 冷却水道',
);
const FAULTS = words('能耗高 寿命短 精度低 成本高 安装不便 容易堵塞 响应慢 循环稳定性差 噪声大 污染环境');
const GAINS = words('效率 使用寿命 检测精度 安全性 稳定性 强度 产品合格率 循环性能 自动化程度 资源利用率');
const ENDS = words(
  '装置 方法 系统 设备 及其制备方法 结构 及其应用 的控制方法 的制备方法 用检测装置 生产线 平台',
);
const PLACES = words('湖南省 江苏省 广东省 北京市 浙江省 山东省 湖北省 四川省 陕西省 上海市 安徽省 辽宁省');
const MATURITIES = ['小试', '中试', '', '可量产', '样机'];
const SCHOOLS = words('大学 理工大学 师范大学 医科大学 农业大学 科技学院 职业技术学院 研究院');
const SECTIONS = words('H01M G06F G01N B01J C02F A61K B65G G06Q H04L F16H B23K C08L E04B A01G F03B');
const INDUSTRIES = words('C38 C39 I65 C35 C26 C27 D44 C34 A01 C36 C3841 C4011 C2651');
const SEIS = words('1.2.1 5.2.1 2.1.1 7.1.3 3.2.1 6.1.1 4.1.2 8.2.1 1.1.4');

/** The most that a run of one serial number can make. */
const MOST = 10_000_000;

/**
 * A patent that does not exist, stamped as made up; the same for the same index. Numbers are of the year 2099 and right,
 * names end in 虚构, and words are as unevenly common as in real titles.
 */
function madeUpPatent(index: number): PatentRecord {
  if (index >= MOST) throw new RangeError(`there are no more than ${MOST} made-up patents`);
  const { below, often, one } = diceOf(index);
  const type: PatentType = below(3) === 0 ? 'utility-model' : 'invention';
  const serial = `2099${type === 'invention' ? 1 : 2}${String(index).padStart(7, '0')}`;
  const subject = `${often(FEATURES)}${often(MATERIALS)}${often(THINGS)}`;
  const part = () => often(PARTS);
  return {
    kind: 'single',
    applicationNumber: `CN${serial}.${checkDigitOf(serial)}`,
    publicationNumber: '',
    title: `${below(2) === 0 ? '一种' : `基于${often(PARTS)}的`}${subject}${often(ENDS)}`,
    abstract:
      `本发明公开了一种${subject}，包括${part()}、${part()}和${part()}，所述${part()}与${part()}相连，` +
      `解决了现有${part()}${often(FAULTS)}的问题，提高了${often(GAINS)}和${often(GAINS)}，` +
      `可用于${often(MATERIALS)}${often(THINGS)}。型号${(index % 4096).toString(36)}。`,
    applicant: `${one(PLACES)}示例${one(SCHOOLS)}${1 + below(40)}（虚构）`,
    inventors: [`发明人${1 + below(5000)}`, `发明人${1 + below(5000)}`],
    type,
    ipc: [symbolOf(often(SECTIONS), below), symbolOf(often(SECTIONS), below)],
    sei: [often(SEIS)],
    industries: [often(INDUSTRIES)],
    cooperationModes: [often(COOPERATION_MODES)],
    maturity: one(MATURITIES),
    region: one(PLACES),
    applicationDate: dayOf(2012 + below(10), below),
    publicationDate: null,
    registeredOn: dayOf(2023 + below(2), below),
    state: below(20) === 0 ? 'expired' : 'registered',
    validAtEndOf2023: below(4) !== 0,
    members: [],
    sample: true,
  };
}

/** Made-up patents from one index up to another. */
export function madeUpPatents(from: number, to: number): PatentRecord[] {
  return Array.from({ length: to - from }, (_, at) => madeUpPatent(from + at));
}

function diceOf(seed: number) {
  let state = Math.imul(seed + 1, 2_654_435_761) >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (bound: number): number => Math.floor(next() * bound);
  const at = <T>(from: readonly T[], index: number): T => {
    const found = from[index];
    if (found === undefined) throw new RangeError('there is nothing to choose from');
    return found;
  };
  return {
    below,
    one: <T>(from: readonly T[]): T => at(from, below(from.length)),
    often: <T>(from: readonly T[]): T => at(from, Math.floor(from.length * next() ** 1.4)),
  };
}

function symbolOf(section: string, below: (bound: number) => number): string {
  return `${section}${1 + below(40)}/${String(below(60)).padStart(2, '0')}`;
}

function dayOf(year: number, below: (bound: number) => number): string {
  return `${year}-${String(1 + below(12)).padStart(2, '0')}-${String(1 + below(28)).padStart(2, '0')}`;
}

function words(text: string): string[] {
  return text.split(' ');
}
