import { NO_FILTER, type PatentFilter, type Sort } from '../../src/domain/patent-query.ts';
import type { SearchWish } from '../../src/domain/search-entry.ts';
import { searchWishOf } from '../../src/matching/search-entry.ts';

/** Which of the hits are shown. */
export interface Page {
  readonly limit: number;
  readonly offset: number;
}

/** A search, for ours and for its rivals. */
export interface Question {
  readonly wish: SearchWish;
  /** The words, and what the codes must contain, as a rival that knows no codes looks for them. */
  readonly words: readonly string[];
  readonly codes: readonly string[];
  readonly sort: Sort;
}

/** Searches of one kind. */
export interface Questions {
  readonly name: string;
  readonly all: readonly Question[];
}

const PAIRS = [
  '电池',
  '电极',
  '轴承',
  '涂层',
  '疫苗',
  '种子',
  '隧道',
  '转轴',
  '陶瓷',
  '变压',
  '石墨',
  '潮汐',
];
const FOURS = [
  '磷酸铁锂',
  '图像识别',
  '污水处理',
  '燃料电池',
  '知识图谱',
  '定位销相',
  '液态金属',
  '循环稳定',
];
const SEVERAL = [
  ...['石墨烯 传感器', '隔膜 锂离子', '电池 循环性能 湖南', '机器人 处理模块', '陶瓷 涂层 制备方法'],
  ...['一种 装置', '发明人 电池', '量子点 钙钛矿 激光器'],
];
const NARROWED: readonly [words: string, filter: Partial<PatentFilter>, codes: readonly string[]][] = [
  ['', { ipc: 'H01M' }, [' H01M']],
  ['', { region: '湖南省' }, [' 湖南省 ']],
  ['', { ipc: 'G06F', region: '江苏省' }, [' G06F', ' 江苏省 ']],
  ['', { type: 'utility-model', ipc: 'F03B' }, [' utility-model ', ' F03B']],
  ['电池', { ipc: 'H01M' }, [' H01M']],
  ['石墨烯', { type: 'invention', region: '北京市' }, [' invention ', ' 北京市 ']],
];

/** What is asked, each kind with questions that find much, little and next to nothing. */
export const QUESTIONS: readonly Questions[] = [
  { name: 'two characters', all: PAIRS.map((words) => question(words)) },
  { name: 'four characters', all: FOURS.map((words) => question(words)) },
  { name: 'several words', all: SEVERAL.map((words) => question(words)) },
  {
    name: 'filters, sorted by date',
    all: NARROWED.flatMap(([words, filter, codes]) =>
      (['registered', 'applied'] as const).map((sort) => question(words, { filter, codes, sort })),
    ),
  },
];

function question(
  typed: string,
  {
    filter = {},
    codes = [],
    sort = 'relevance',
  }: {
    readonly filter?: Partial<PatentFilter>;
    readonly codes?: readonly string[];
    readonly sort?: Sort;
  } = {},
): Question {
  const wish = searchWishOf({
    library: 'resource',
    words: typed,
    filter: { ...NO_FILTER, ...filter },
    sort,
  });
  if (!wish) throw new Error(`nothing can be found by ${typed}`);
  return { wish, words: typed.split(' ').filter((word) => word !== ''), codes, sort };
}
