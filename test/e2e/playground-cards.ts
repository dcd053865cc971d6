const plain = (content: string): object => ({ tag: 'plain_text', content });
const says = (content: string): object => ({ tag: 'div', text: plain(content) });
const note = (content: string): object => ({
  tag: 'div',
  text: { ...plain(content), text_size: 'notation', text_color: 'grey' },
});

const STARS = [
  '★★★★★ 技术成熟度高，可直接用于产业',
  '★★★★☆ 具有较高的潜在价值和产业化前景',
  '★★★☆☆ 具有一定的潜在价值和产业化前景',
  '★★☆☆☆ 潜在价值低，产业化前景不明确',
  '★☆☆☆☆ 无潜在价值和产业化前景',
];

/** Makes a card of JSON 2.0 with these elements in its body. */
export function cardOf(title: string, elements: readonly object[], header: object = {}): object {
  return {
    schema: '2.0',
    config: { update_multi: true },
    header: { title: plain(title), template: 'blue', ...header },
    body: { direction: 'vertical', padding: '12px', vertical_spacing: '8px', elements },
  };
}

/** Makes a button that calls back. */
export function buttonOf(name: string, label: string, more: object = {}): object {
  const behaviors = [{ type: 'callback', value: { act: name } }];
  return { tag: 'button', name, text: plain(label), behaviors, ...more };
}

/** Makes the card of a pushed patent, with its five stars and what came of them so far. */
export function patentCard(progress: string): object {
  const opinion = {
    tag: 'input',
    name: 'opinion',
    input_type: 'multiline_text',
    rows: 2,
    max_length: 1000,
    width: 'fill',
    placeholder: plain('评价建议（可不填），再点下面的星级即提交'),
  };
  const stars = STARS.map((label, index) =>
    buttonOf(`stars-${5 - index}`, label, { width: 'fill', form_action_type: 'submit' }),
  );
  return cardOf(
    '一种高镍三元正极材料的包覆改性方法（虚构）',
    [
      { tag: 'markdown', content: '**要解决的问题**' },
      says('高镍正极在循环中表面开裂，容量衰减快，产气多。'),
      { tag: 'markdown', content: '**技术方案**' },
      says('以快离子导体在颗粒表面原位包覆，500 次循环容量保持率由 81% 升到 93%。'),
      note('发明 · H01M10/0525 · 转让、普通许可 · 已完成中试'),
      { tag: 'markdown', content: '**为什么推给你们**' },
      says('贵单位关注“动力电池”，关键词“正极材料”“包覆”命中。'),
      { tag: 'hr' },
      { tag: 'markdown', content: '请从本单位的实际角度，评价该专利的潜在价值和产业化前景：' },
      { tag: 'form', name: 'rating', vertical_spacing: '8px', elements: [opinion, ...stars] },
      buttonOf('evaluate', '企业评价（管理员）', { type: 'text', size: 'small' }),
      note('也可以回复本卡片并 @盘活助手，例如：4星 工艺成熟，可中试'),
      says(progress),
    ],
    {
      subtitle: plain('示例大学（虚构） · CN202210000001.X'),
      text_tag_list: [
        { tag: 'text_tag', text: plain('专利转化评价库'), color: 'blue' },
        { tag: 'text_tag', text: plain('虚构样例'), color: 'orange' },
      ],
    },
  );
}

/** Makes the admin's card with a rating to review. */
export function reviewCard(rating: string): object {
  const verdict = (name: string, label: string, type: string): object => ({
    tag: 'column',
    width: 'auto',
    elements: [buttonOf(name, label, { type, size: 'small', form_action_type: 'submit' })],
  });
  const columns = [verdict('approve', '通过', 'primary'), verdict('return', '退回补充', 'default')];
  const reason = {
    tag: 'input',
    name: 'reason',
    max_length: 1000,
    width: 'fill',
    placeholder: plain('审核意见（退回时必填）'),
  };
  return cardOf(
    '专家评价审核',
    [
      {
        tag: 'form',
        name: 'verdicts',
        elements: [reason, says(rating), { tag: 'column_set', flex_mode: 'none', columns }],
      },
      buttonOf('evaluate', '填写企业评价', { type: 'primary', width: 'fill' }),
      note('专家评价仅本企业管理员可见，不会对外展示。'),
    ],
    { template: 'orange', subtitle: plain('一种高镍三元正极材料的包覆改性方法（虚构）') },
  );
}

/** Makes the card on which the admin writes the enterprise's own evaluation. */
export function evaluationCard(): object {
  const options = STARS.map((label, index) => ({ text: plain(label), value: String(5 - index) }));
  return cardOf('企业评价', [
    says('请从本单位的实际角度评价。提交后高校可见，专家不能再评价。'),
    {
      tag: 'form',
      name: 'evaluation',
      elements: [
        {
          tag: 'select_static',
          name: 'stars',
          required: true,
          width: 'fill',
          placeholder: plain('专利评分'),
          options,
        },
        {
          tag: 'input',
          name: 'text',
          required: true,
          input_type: 'multiline_text',
          max_length: 1000,
          label: plain('评价意见'),
        },
        buttonOf('draft', '提交', {
          type: 'primary_filled',
          width: 'fill',
          form_action_type: 'submit',
          confirm: { title: plain('提交企业评价？'), text: plain('提交后不可修改。') },
        }),
      ],
    },
  ]);
}
