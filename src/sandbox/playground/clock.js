import { el } from './dom.js';

const STEPS = [
  ['hour', '+1 小时'],
  ['day', '+1 天'],
  ['monday', '到下周一 09:00'],
];

/** Offers to move the clock of the service and its stand-ins forward. */
export function clockBox(act) {
  const buttons = STEPS.map(([step, text]) => {
    const button = el('button', { class: 'button small', type: 'button' }, text);
    button.addEventListener('click', async () => {
      for (const each of buttons) each.disabled = true;
      await act.safely(() => act.clock(step));
      for (const each of buttons) each.disabled = false;
    });
    return button;
  });
  const heading = el('h3', {}, '拨快时钟');
  return el('section', { class: 'clock-box' }, heading, el('div', { class: 'entry-buttons' }, ...buttons));
}

/** Says a time in days, hours and minutes. */
export function timeInWords(ms) {
  const minutes = Math.round(ms / 60_000);
  const hours = Math.floor((minutes % 1440) / 60);
  const parts = [
    [Math.floor(minutes / 1440), '天'],
    [hours, '小时'],
    [minutes % 60, '分钟'],
  ];
  return parts.flatMap(([count, unit]) => (count > 0 ? [`${count} ${unit}`] : [])).join(' ');
}
