import { AppError } from '../errors.ts';
import type { MovingClock } from './moving-clock.ts';
import { feishuPlayer, type Player, wecomPlayer } from './players.ts';
import type { Operator, PlaygroundWorld } from './playground-routes.ts';
import type { StagedTroupe, StandIns } from './stage.ts';
import type { Product } from './view.ts';

/** What stands behind the people of the playground. */
interface Backstage {
  readonly operator: Operator;
  readonly clock: MovingClock;
  /** Lets the service pull from the platform now. */
  readonly pull: () => Promise<unknown>;
}

/** Puts the stand-ins behind the one door of the playground; each command goes to where its author's account is. */
export function playgroundWorld(
  { feishu, wecom, platform }: StandIns,
  troupes: readonly StagedTroupe[],
  { operator, clock, pull }: Backstage,
): PlaygroundWorld {
  const players: Readonly<Record<Product, Player>> = {
    feishu: feishuPlayer(feishu),
    wecom: wecomPlayer(wecom),
  };
  const products = new Map(
    troupes.flatMap(({ troupe, userIds }) =>
      userIds.map((id, index): [string, Product | undefined] => [id, troupe.people[index]?.on]),
    ),
  );
  const playerOf = (id: string): Player => {
    const product = products.get(id);
    if (product === undefined)
      throw new AppError('refused', 'person_unknown', 'no such person in the sandbox');
    return players[product];
  };
  const everybody = Object.values(players);
  const order = troupes.flatMap(({ userIds }) => userIds);
  const people = () => {
    const clients = new Map(everybody.flatMap((player) => player.view()).map((view) => [view.openId, view]));
    return order.flatMap((id) => clients.get(id) ?? []);
  };
  const shown = troupes.map(({ troupe: { name }, userIds }) => ({ name, people: userIds }));
  return {
    operator,
    view: () => ({
      people: people(),
      troupes: shown,
      evaluations: platform.books.evaluations(),
      intents: platform.books.intents(),
      demands: platform.books.demands(),
      aheadMs: clock.aheadMs(),
    }),
    press: (press) => playerOf(press.by).press(press),
    say: (say) => playerOf(say.by).say(say),
    drop: (file) => playerOf(file.by).drop(file),
    fileSeenBy: (by, messageId) => playerOf(by).fileSeenBy(by, messageId),
    enter: (enter) => playerOf(enter.by).enter(enter),
    answer: async ({ key, ...said }) => {
      platform.books.answerIntent(key, said);
      await pull();
    },
    onChange: (listener) => {
      const sources = [...everybody, platform.books, clock];
      const stops = sources.map((source) => source.onChange(listener));
      return () => {
        for (const stop of stops) stop();
      };
    },
  };
}
