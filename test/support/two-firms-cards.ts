import { callbackOf, findButton } from '../../src/sandbox/feishu/card-form.ts';
import { isNode, listOf, type Node } from '../../src/sandbox/feishu/card-node.ts';
import { membersOf, placedIn } from '../../src/sandbox/feishu/card-tree.ts';
import { byId, type Row, rows } from './story-rows.ts';
import type { Room } from './two-firms-founding.ts';
import { mark, type Secret, type Sign } from './two-firms-marks.ts';
import type { Stage } from './two-firms-stage.ts';
import type { Dump } from './world.ts';

/** A button that hangs in a chat and carries something. */
export interface Button {
  readonly room: Room;
  readonly messageId: string;
  readonly name: string;
  readonly value: Readonly<Record<string, unknown>>;
  /** The fields of the form around it. */
  readonly fields: readonly Node[];
  /** The card as it is stored; a card that was given up is on the screen all the same. */
  readonly card: Row;
}

/** Every button in every chat, by the verb it carries. */
export function buttonsIn({ service, rooms }: Stage, now: Dump): Map<string, Button[]> {
  const found = new Map<string, Button[]>();
  for (const room of rooms) {
    for (const { messageId, content, msgType } of service.feishu.messages(room.chatId)) {
      if (msgType !== 'interactive') continue;
      for (const button of buttonsOf(room, messageId, JSON.parse(content), now)) {
        const verb = String(button.value['act']);
        found.set(verb, [...(found.get(verb) ?? []), button]);
      }
    }
  }
  return found;
}

function buttonsOf(room: Room, messageId: string, content: unknown, now: Dump): Button[] {
  const shown = isNode(content) ? content : {};
  return placedIn(shown).flatMap(({ node, tag }) => {
    if (tag !== 'button') return [];
    const name = String(node['name']);
    const found = findButton(shown, name);
    const value = callbackOf(node)?.value;
    const card = isNode(value) ? byId(now, 'cards', value['card']) : undefined;
    if (!isNode(value) || !card) return [];
    const fields = found?.form ? membersOf(found.form) : [];
    return [{ room, messageId, name, value, card, fields }];
  });
}

/** The enterprise of a card; null for a greeting that belongs to none. */
export function signOf({ firms }: Stage, card: Row): Sign | null {
  const found = Object.values(firms).find(({ id }) => id === card['enterprise_id']);
  return found?.sign ?? null;
}

/** What somebody types into a form; everything that is his enterprise's secret carries its mark. */
export function filled(
  stage: Stage,
  button: Button,
  key: string,
  text: number,
  now: Dump,
): Record<string, string> {
  const sign = signOf(stage, button.card) ?? '甲';
  const secret = (kind: Secret, owner = '') => `${mark(sign, kind, owner)}${text}`;
  const typed: Readonly<Record<string, string>> = {
    name: mark(sign, 'name', key),
    position: secret('profile', key),
    unit: secret('profile', key),
    field: secret('profile', key),
    department: secret('profile', key),
    mobile: stage.people.find((one) => one.key === key)?.mobile ?? '',
    mail: `${key}@example.com`,
    reason: secret('verdict', ownerOf(stage, button, now)),
    list: `${stage.people[text % stage.people.length]?.mobile}\n13899999999`,
    opinion: opinionFor(button, secret, key, ownerOf(stage, button, now)),
  };
  if (isWish(button)) return wished(button, secret('wish'));
  const form: Record<string, string> = {};
  for (const field of button.fields) {
    const name = String(field['name']);
    const [first] = listOf(field['options']);
    if (name === 'stars' && isNode(first)) form[name] = String(1 + (text % 5));
    else if (name === 'people')
      form[name] = button.room.members[text % button.room.members.length]?.openId ?? '';
    else if (typed[name] !== undefined) form[name] = typed[name];
  }
  return form;
}

/** Forms of intents and demands. */
function isWish({ value }: Button): boolean {
  return value['act'] === 'draft-intent' || value['act'] === 'draft-demand';
}

/** Such a form with the same words in every field that takes words, and the first of the choices. */
function wished({ fields }: Button, words: string): Record<string, string> {
  const entries = fields.flatMap((field): [string, string][] => {
    const [first] = listOf(field['options']);
    if (field['tag'] === 'input') return [[String(field['name']), words]];
    return isNode(first) ? [[String(field['name']), String(first['value'])]] : [];
  });
  return Object.fromEntries(entries);
}

function opinionFor(
  { value }: Button,
  secret: (kind: Secret, owner?: string) => string,
  key: string,
  of: string,
) {
  if (value['act'] === 'rate') return secret('opinion', key);
  return value['act'] === 'decide-application' ? secret('verdict', of) : secret('draft');
}

/** Whom a verdict is about: the expert behind the answer, or behind the application. */
function ownerOf(stage: Stage, { value, card }: Button, now: Dump): string {
  const answer = byId(now, 'expert_evaluations', value['evaluation']);
  const application = byId(now, 'applications', card['subject_id']);
  const memberId = (answer ?? application)?.['member_id'];
  const pair = rows(now, 'person_members').find((row) => row['member_id'] === memberId);
  const person = byId(now, 'persons', pair?.['person_id']);
  return stage.people.find(({ openId }) => openId === person?.['user_id'])?.key ?? '';
}
