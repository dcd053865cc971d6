import type { Logger } from 'pino';
import { FAILED, noticeOf, SLOW } from '../chat/notices.ts';
import type { Answer, Delivery, DeliveryHandler, Drop, Notice, Reply } from '../chat/port.ts';
import { REFUSALS, type Refusal } from '../domain/refusals.ts';
import { type AppError, asAppError, assertNever } from '../errors.ts';
import type { InTransaction, Tx } from '../stores/transactions.ts';
import { answerClick, answerOpening } from './answer-click.ts';
import { answerReply } from './answer-reply.ts';
import type { Faces } from './card-faces.ts';
import { personDeparted } from './change-account.ts';
import { hearChat } from './hear-chat.ts';
import { chatOf, greetPerson } from './help.ts';
import { joinChat, leaveChat } from './join-chat.ts';
import { pressButton } from './press-button.ts';
import { promiseText } from './promise-cards.ts';
import { takeDrop } from './take-drop.ts';

/** What handling deliveries takes from the process around it. */
export interface DeliveryWorld {
  readonly inTransaction: InTransaction;
  readonly log: Logger;
  /** Resolves after so many ms; a delivery whose answer takes longer is answered with a waiting notice. */
  readonly timeout: (ms: number) => Promise<void>;
  readonly answerWithinMs: number;
  readonly faces: Faces;
  /** Called after a commit that may have promised something, to wake the relay. */
  readonly promised: () => void;
}

/**
 * Handles what channels deliver, each in one transaction: the same delivery again gets the same answer; a refusal
 * becomes a notice and leaves nothing but the memory of it.
 */
export function deliveryHandler(world: DeliveryWorld): DeliveryHandler {
  return async (delivery) => {
    const log = world.log.child({
      connection: delivery.connection,
      delivery: delivery.deliveryId,
      kind: delivery.kind,
    });
    const handled = handle(world, delivery, log);
    if (delivery.kind !== 'click') return handled;
    const answered = handled.catch((error: unknown) => {
      log.error({ err: error }, 'a click could not be handled');
      return told(FAILED);
    });
    return Promise.race([answered, world.timeout(world.answerWithinMs).then(() => told(SLOW))]);
  };
}

/** An answer that is nothing but a notice, or nothing at all. */
function told(notice: Notice | null): Answer {
  return { notice, cardJson: null };
}

async function handle(world: DeliveryWorld, delivery: Delivery, log: Logger): Promise<Answer> {
  try {
    return await once(world, delivery, (tx) => effect(tx, world.faces, delivery));
  } catch (error) {
    const failure = asAppError(error);
    if (failure.kind !== 'refused') throw failure;
    log.info({ refusal: failure.code }, 'a delivery was refused');
    return await once(world, delivery, (tx) => refusal(tx, world.faces, delivery, failure));
  } finally {
    world.promised();
  }
}

/** Runs an effect unless the delivery was handled before; its answer is remembered in the same transaction. */
async function once(
  world: DeliveryWorld,
  { connection, deliveryId }: Delivery,
  work: (tx: Tx) => Promise<Answer>,
): Promise<Answer> {
  return world.inTransaction(async (tx) => {
    if (!(await tx.deliveries.take(connection, deliveryId, tx.at))) {
      const answer = await tx.deliveries.recall(connection, deliveryId);
      return told(answer === null ? null : (JSON.parse(answer) as Notice));
    }
    const answer = await work(tx);
    const { notice } = answer;
    if (notice) await tx.deliveries.remember(connection, deliveryId, JSON.stringify(notice));
    return answer;
  });
}

async function effect(tx: Tx, faces: Faces, delivery: Delivery): Promise<Answer> {
  switch (delivery.kind) {
    case 'click':
      return answerClick(tx, faces, delivery, await pressButton(tx, delivery));
    case 'reply': {
      await hearChat(tx, delivery);
      const notice = await answerReply(tx, delivery);
      if (notice) await answerInChat(tx, delivery, notice);
      return told(notice);
    }
    case 'joined':
      await joinChat(tx, delivery);
      return told(null);
    case 'left':
      await leaveChat(tx, delivery);
      return told(null);
    case 'opened':
      return answerOpening(tx, faces, delivery.connection, await greetPerson(tx, delivery));
    case 'departed':
      await personDeparted(tx, { connection: delivery.connection, userId: delivery.person.userId });
      return told(null);
    case 'drop':
      await hearChat(tx, delivery);
      await takeDrop(tx, delivery);
      return told(null);
    case 'unused':
      return told(null);
    default:
      return assertNever(delivery);
  }
}

async function refusal(tx: Tx, faces: Faces, delivery: Delivery, failure: AppError): Promise<Answer> {
  const code = REFUSALS.find((each) => each === failure.code) satisfies Refusal | undefined;
  const notice = code === undefined ? FAILED : noticeOf(code, failure.facts);
  // What is kept until it is sent names nobody.
  const kept = code === undefined ? FAILED : noticeOf(code);
  await rememberPerson(tx, delivery);
  if (delivery.kind === 'reply' || delivery.kind === 'drop') {
    await hearChat(tx, delivery);
    await answerInChat(tx, delivery, kept);
  }
  return delivery.kind === 'click' ? answerClick(tx, faces, delivery, notice, kept) : told(notice);
}

/** A stranger who was turned away is remembered, so that the operator can make a member of him. */
async function rememberPerson(tx: Tx, delivery: Delivery): Promise<void> {
  if (delivery.kind !== 'click' && delivery.kind !== 'reply' && delivery.kind !== 'drop') return;
  const { connection, person } = delivery;
  if (!person.outsider) await tx.persons.ensure({ id: tx.newId(), connection, userId: person.userId }, tx.at);
}

/** Answers a text or a file where it was written; the words never repeat the rating, because a whole group may read them. */
async function answerInChat(tx: Tx, reply: Reply | Drop, notice: Notice): Promise<void> {
  const chat = await chatOf(tx, reply);
  if (chat.external) return;
  await promiseText(tx, {
    key: `reply:${reply.connection}:${reply.deliveryId}`,
    chat,
    text: notice.text,
    replyTo: reply.messageId,
  });
}
