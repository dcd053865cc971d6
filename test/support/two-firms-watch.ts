import { LAWS, type Shown, type Taken } from './two-firms-laws.ts';
import { marksIn } from './two-firms-marks.ts';
import { atMost, type Standings, standingsIn } from './two-firms-rows.ts';
import type { Stage } from './two-firms-stage.ts';
import type { Done } from './two-firms-steps.ts';

/** Somebody who reads every chat, the log, the database and the platform's books, and knows the laws. */
export interface Watcher {
  /** Looks at everything that has come since the last look, and holds it against every law. */
  judge(done: Done): Promise<void>;
}

/** Begins to watch a stage; what hangs there already is looked at first. */
export async function watch(stage: Stage): Promise<Watcher> {
  const takeShown = chatsOf(stage);
  const read = new Map<string, Set<string>>(stage.people.map(({ key }) => [key, new Set()]));
  let before = await stage.look();
  let ever: Standings = standingsIn(stage, before);
  let lines = 0;

  const judge = async (done: Done): Promise<void> => {
    const after = await stage.look();
    const is = standingsIn(stage, after);
    const was = ever;
    ever = atMost(was, is);
    const { by, sign, words = false } = done;
    const shown = [...takeShown(), ...toastOf(stage, done)];
    const logged = stage.service.logged.slice(lines);
    const taken = { stage, before, after, by, sign, words, shown, logged, was, ever, is, read };
    holdAll(taken, done);
    for (const { room, content } of shown) {
      for (const { key } of room.members) for (const { text } of marksIn(content)) read.get(key)?.add(text);
    }
    before = after;
    lines += logged.length;
  };
  await judge({ name: 'begin', by: null, sign: null });
  return { judge };
}

function holdAll(taken: Taken, done: Done): void {
  for (const [law, holds] of Object.entries(LAWS)) {
    try {
      holds(taken);
    } catch (cause) {
      throw new Error(`${law}: broken by ${JSON.stringify(done)}`, { cause });
    }
  }
}

/** What a person is told after a press he reads alone, wherever he has pressed. */
function toastOf({ rooms }: Stage, { by, toast }: Done): Shown[] {
  const room = rooms.find(({ group, members: [one] }) => group === null && one?.key === by?.key);
  return room && toast !== undefined ? [{ room, content: toast }] : [];
}

/** Takes down everything that appears in any chat, for the stand-in keeps only the last state of a message. */
function chatsOf({ service: { feishu }, rooms }: Stage): () => Shown[] {
  const known = new Map<string, string>();
  let fresh: Shown[] = [];
  const look = () => {
    for (const room of rooms) {
      for (const { messageId, content, sender } of feishu.messages(room.chatId)) {
        if (sender.kind !== 'bot' || known.get(messageId) === content) continue;
        known.set(messageId, content);
        fresh.push({ room, content });
      }
    }
  };
  feishu.onChange(look);
  look();
  return () => {
    const taken = fresh;
    fresh = [];
    return taken;
  };
}
