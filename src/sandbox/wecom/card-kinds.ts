import { z } from 'zod';
import { controls } from './card-controls.ts';
import { feedback, sharedParts, taskId, words } from './card-parts.ts';
import type { CardUse } from './card-use.ts';

/** The kinds of cards a person can press something on. */
export const INTERACTIVE_KINDS = ['button_interaction', 'vote_interaction', 'multiple_interaction'] as const;

/** Makes the schema of every kind of card that a channel takes, by card_type. */
export function cardKinds(use: CardUse): ReadonlyMap<string, z.ZodType> {
  const notices: [string, z.ZodType][] = [
    ['text_notice', textNotice(use)],
    ['news_notice', newsNotice(use)],
  ];
  return new Map(use.channel === 'webhook' ? notices : [...notices, ...interactions(use)]);
}

function interactions(use: CardUse): [string, z.ZodType][] {
  const { source, main_title, card_action, ...parts } = sharedParts(use);
  const { action_menu, quote_area, sub_title_text, horizontal_content_list } = parts;
  const { checkbox, select_list, submit_button, button_list, button_selection } = controls(use);
  // An app greys out the button of a card it updates; the bot has no such field.
  const grey = use.channel === 'app' && use.phase === 'update' ? { replace_text: words.optional() } : {};
  const answer = { ...common(use), ...grey, task_id: requiredTaskId(use), source, main_title };
  const facts = { action_menu, quote_area, sub_title_text, horizontal_content_list };
  const leads = { card_action: card_action.optional() };
  return [
    ['button_interaction', z.strictObject({ ...answer, ...facts, ...leads, button_selection, button_list })],
    ['vote_interaction', z.strictObject({ ...answer, checkbox, submit_button })],
    ['multiple_interaction', z.strictObject({ ...answer, select_list, submit_button })],
  ];
}

function textNotice(use: CardUse): z.ZodType {
  const parts = sharedParts(use);
  return z
    .strictObject({
      ...notice(use),
      main_title: parts.loose_title,
      emphasis_content: parts.emphasis_content,
      sub_title_text: parts.sub_title_text,
    })
    .check(({ value, issues }) => {
      if ((value.main_title?.title ?? '') === '' && (value.sub_title_text ?? '') === '')
        issues.push({ code: 'custom', input: value, path: ['main_title'], message: 'has no title' });
    })
    .check(menuNeedsTask);
}

function newsNotice(use: CardUse): z.ZodType {
  const { main_title, vertical_content_list, card_image, image_text_area } = sharedParts(use);
  return z
    .strictObject({ ...notice(use), main_title, vertical_content_list, card_image, image_text_area })
    .check(({ value, issues }) => {
      const image = use.channel === 'webhook' ? undefined : value.image_text_area;
      if (value.card_image === undefined && image === undefined)
        issues.push({ code: 'custom', input: value, path: ['card_image'], message: 'is missing' });
    })
    .check(menuNeedsTask);
}

/** What both notices have; a notice must lead somewhere. */
function notice(use: CardUse) {
  const { source, action_menu, quote_area, horizontal_content_list, jump_list, card_action } =
    sharedParts(use);
  const leads = card_action.refine(({ type }) => type === 1 || type === 2, 'must lead somewhere');
  const task_id = use.channel === 'webhook' ? z.never().optional() : taskId.optional();
  return {
    ...common(use),
    task_id,
    source,
    action_menu,
    quote_area,
    horizontal_content_list,
    jump_list,
    card_action: leads,
  };
}

function menuNeedsTask({
  value,
  issues,
}: z.core.ParsePayload<{ action_menu?: unknown; task_id?: unknown }>): void {
  if (value.action_menu !== undefined && value.task_id === undefined)
    issues.push({ code: 'custom', input: value, path: ['task_id'], message: 'is missing' });
}

function common({ channel }: CardUse) {
  return { card_type: z.string(), ...(channel === 'bot' ? { feedback: feedback.optional() } : {}) };
}

/** An app's update names its card by the response_code, so its task_id counts for nothing. */
function requiredTaskId({ channel, phase }: CardUse) {
  return channel === 'app' && phase === 'update' ? taskId.optional() : taskId;
}
