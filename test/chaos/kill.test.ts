import { afterAll, beforeAll, expect, it } from 'vitest';
import { DEMO_PATENTS } from '../../src/sandbox/demo-patents.ts';
import { onEveryDatabase } from '../support/databases.ts';
import { buildService } from '../support/service-process.ts';
import { type KillBench, startKillBench } from './kill-bench.ts';

interface Step {
  readonly name: string;
  /** What a person or the schedule does. */
  readonly act: (story: Story) => Promise<void>;
  /** What everybody can see once the step has had its effect. */
  readonly seen: (story: Story) => boolean;
}

/** One patent's way from push to platform. */
interface Story {
  readonly bench: KillBench;
  readonly title: string;
}

const adminChat = ({ bench }: Story) => bench.feishu.privateChat(bench.admin);

/** The cards about the story's patent that a chat has got and whose text contains all the words. */
function cards({ bench, title }: Story, chatId: string, ...words: readonly string[]) {
  return bench.feishu
    .messages(chatId)
    .filter(
      ({ msgType, content }) =>
        msgType === 'interactive' && [title, ...words].every((word) => content.includes(word)),
    );
}

async function press(
  story: Story,
  by: string,
  chatId: string,
  button: string,
  form: Record<string, string> = {},
) {
  const [message] = cards(story, chatId, `"name":"${button}"`);
  if (!message) throw new Error(`no card has the button ${button}`);
  const { toast } = await story.bench.feishu.press({ by, messageId: message.messageId, button, form });
  expect(toast?.type).toMatch(/success|info/);
}

const STEPS: readonly Step[] = [
  {
    name: 'the push',
    act: ({ bench }) => bench.pushNext(),
    seen: (story) => cards(story, story.bench.group, 'stars_4').length === 1,
  },
  {
    name: 'the rating',
    act: (story) => press(story, story.bench.expert, story.bench.group, 'stars_4', { opinion: '工艺成熟' }),
    seen: (story) =>
      cards(story, adminChat(story), 'accepted_0').length === 1 &&
      cards(story, story.bench.group, '已有 1 位专家评价').length === 1,
  },
  {
    name: 'the review',
    act: (story) => press(story, story.bench.admin, adminChat(story), 'accepted_0'),
    seen: (story) => cards(story, adminChat(story), '已通过').length === 1,
  },
  {
    name: 'the opening of the evaluation',
    act: (story) => press(story, story.bench.admin, adminChat(story), 'evaluate'),
    seen: (story) => cards(story, adminChat(story), '"name":"draft"').length === 1,
  },
  {
    name: 'the draft',
    act: (story) =>
      press(story, story.bench.admin, adminChat(story), 'draft', {
        stars: '4',
        opinion: '可在本企业中试线验证',
      }),
    seen: (story) => cards(story, adminChat(story), '"name":"submit"').length === 1,
  },
  {
    name: 'the submission',
    act: (story) => press(story, story.bench.admin, adminChat(story), 'submit'),
    seen: (story) =>
      cards(story, adminChat(story), '平台已接收').length === 1 &&
      cards(story, story.bench.group, '企业评价已提交').length === 1,
  },
];

/** Moments inside an outward call: it has taken effect, and the service dies before it hears so. */
const CUTS: readonly (readonly [
  step: string,
  name: string,
  arm: (bench: KillBench) => void,
  struck: (story: Story) => boolean,
])[] = [
  [
    'the push',
    'while a card is being sent',
    ({ feishu }) => feishu.faults.hangNext('send'),
    (story) => cards(story, story.bench.group).length > 0,
  ],
  [
    'the review',
    'while a card is being edited',
    ({ feishu }) => feishu.faults.hangNext('update'),
    (story) => cards(story, adminChat(story), '已通过').length > 0,
  ],
  [
    'the submission',
    'while the platform is recording',
    ({ platform }) => platform.faults.acceptThenTimeoutNext(),
    ({ bench, title }) => bench.platform.books.evaluations().some((recorded) => recorded.title === title),
  ],
];

const TITLES = [...STEPS.map(({ name }) => `after ${name}`), ...CUTS.map(([, name]) => name)];
const PATENTS = TITLES.map((title, index) => {
  const [sample] = DEMO_PATENTS;
  if (!sample) throw new Error('there are no demo patents');
  const serial = `CN20991002000${index}.${checkDigit(index)}`;
  return { ...sample, applicationNumber: serial, title: `专利：${title}` };
});

/** The platform's contract wants the shape of a number, not the right check digit. */
function checkDigit(index: number): string {
  return String(index % 10);
}

onEveryDatabase('a service that is killed', (engine) => {
  let bench: KillBench;

  beforeAll(async () => {
    buildService();
    bench = await startKillBench(await engine.freshUrl(), PATENTS);
  }, 120_000);

  afterAll(() => bench?.close());

  it('loses nothing and doubles nothing, whichever moment it dies in', async () => {
    for (const [index, cut] of TITLES.entries()) {
      // Matches of equal score are pushed in the order in which they came in.
      await tell({ bench, title: PATENTS[index]?.title ?? '' }, cut);
    }
    for (const { title } of PATENTS) {
      const story = { bench, title };
      expect(cards(story, bench.group), title).toHaveLength(1);
      expect(cards(story, adminChat(story), '专家评价审核'), title).toHaveLength(1);
      expect(cards(story, adminChat(story), '平台已接收'), title).toHaveLength(1);
      expect(
        bench.platform.books.evaluations().filter((recorded) => recorded.title === title),
        title,
      ).toHaveLength(1);
    }
    expect(bench.service().output()).not.toContain('failed for good');
  }, 300_000);
});

async function tell(story: Story, cut: string): Promise<void> {
  for (const step of STEPS) {
    const inside = CUTS.find(([name, title]) => name === step.name && title === cut);
    inside?.[2](story.bench);
    await step.act(story);
    if (inside) await story.bench.until(() => inside[3](story));
    if (inside || cut === `after ${step.name}`) await story.bench.killAndRestart();
    await story.bench.until(() => step.seen(story));
  }
}
