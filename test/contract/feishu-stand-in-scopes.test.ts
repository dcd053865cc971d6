import { expect, it } from 'vitest';
import { failureOf, startBench } from './feishu-stand-in-bench.ts';
import { send } from './feishu-stand-in-calls.ts';

it('the stand-in tells which scopes were granted, and refuses what needs another one', async () => {
  const bench = await startBench({ ungranted: ['im:chat:readonly'] });
  const { data } = await bench.client.application.v6.scope.list({});
  const states = new Map(data?.scopes?.map(({ scope_name, grant_status }) => [scope_name, grant_status]));
  expect(states.get('im:chat:readonly')).toBe(2);
  expect([...states.values()].filter((state) => state !== 1)).toEqual([2]);
  const chat = bench.client.im.v1.chat.get({ path: { chat_id: bench.group } });
  expect(await failureOf(chat)).toMatchObject({
    code: 99991672,
    msg: expect.stringContaining('[im:chat:readonly]'),
  });
});

it('the stand-in lets a bot that is not enabled say nothing', async () => {
  const bench = await startBench({ botEnabled: false });
  const told = send(bench, { type: 'text', content: JSON.stringify({ text: '您好' }) });
  expect((await failureOf(told)).code).toBe(230006);
});
