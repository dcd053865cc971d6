import { el } from './dom.js';

/**
 * Makes the box where a person writes into a chat. `send({text, replyTo, mentionBot})` resolves to whether it was
 * delivered; what was not stays in the box. In a group the bot listens to those who mention it.
 */
export function composer({ name, chat, send }) {
  const box = el('textarea', {
    rows: '1',
    maxlength: '10000',
    placeholder: '输入消息',
    'aria-label': `${name}在${chat.name}中发言`,
  });
  const button = el('button', { class: 'send', type: 'submit', disabled: true }, '发送');
  const mention = mentionToggle();
  const quote = el('div', { class: 'quote-bar', hidden: true });
  const group = chat.kind === 'group';
  const element = el(
    'form',
    { class: 'composer', 'data-testid': 'composer' },
    quote,
    el('div', { class: 'composer-row' }, group ? mention.element : null, box, button),
  );
  let replyTo;

  const answer = (message) => {
    replyTo = message?.messageId;
    quote.hidden = message === null;
    if (message === null) return;
    const stop = el(
      'button',
      { type: 'button', class: 'stop', 'aria-label': '取消回复', onclick: () => answer(null) },
      '×',
    );
    quote.replaceChildren(
      el('span', { class: 'quote-text' }, `回复 ${message.name}：${message.excerpt}`),
      stop,
    );
    box.focus();
  };
  const submit = async () => {
    const text = box.value.trim();
    if (text === '' || box.readOnly) return;
    button.disabled = true;
    box.readOnly = true;
    const delivered = await send({ text, replyTo, mentionBot: group && mention.on() });
    box.readOnly = false;
    if (delivered) {
      box.value = '';
      answer(null);
    }
    adjust();
  };
  const adjust = () => {
    button.disabled = box.value.trim() === '';
  };

  box.addEventListener('input', adjust);
  box.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && replyTo !== undefined) return answer(null);
    // Enter also ends the choice of a character while an input method is composing.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    void submit();
  });
  element.addEventListener('submit', (event) => {
    event.preventDefault();
    void submit();
  });
  return { element, answer };
}

function mentionToggle() {
  const element = el(
    'button',
    {
      class: 'mention-toggle',
      type: 'button',
      'aria-pressed': 'true',
      title: '在群里，机器人只听提到它的话',
    },
    '@盘活助手',
  );
  const on = () => element.getAttribute('aria-pressed') === 'true';
  element.addEventListener('click', () => element.setAttribute('aria-pressed', String(!on())));
  return { element, on };
}
