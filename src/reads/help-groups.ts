import { inGroup, type Naming, RATING, spoken, type Way } from './help-ways.ts';

/** What happens in a group that no enterprise has bound, step by step. */
export const unboundWays = ({ recommend }: Naming): readonly Way[] => [
  { name: '1　领取绑定码', how: '由系统管理员发给企业管理员，只能用一次' },
  { name: '2　企业管理员在本群发送', how: inGroup('bind', '绑定码') },
  { name: '3　邀请专家', how: `绑定后在本群发送：${recommend}` },
];

/** What is said in an experts' group, to experts first. */
export const expertsGroupWays = (naming: Naming): readonly Way[] => [
  { name: '专家评价', how: RATING },
  { name: '成为专家', how: '由企业管理员推荐；完善专家信息并通过审核后，即可评价' },
  {
    name: '企业管理员可以在本群发送',
    how: [...naming.inGroup, inGroup('bind-admins')].join('\n'),
  },
  { name: '了解您能做的事', how: inGroup('help') },
];

/** What is said in an admins' group. */
export const adminsGroupWays = (naming: Naming): readonly Way[] => [
  { name: '审核', how: '专家评价和入库申请到达后，直接在卡片上通过或退回' },
  {
    name: '还可以在本群发送',
    how: [...naming.inGroup, ...(naming.handOver === '' ? [] : [naming.handOver])].join('\n'),
  },
];

/** What somebody may do who belongs to no enterprise, in his private chat with the bot. */
export const strangerWays = ({ stranger }: Naming): readonly Way[] => [
  { name: '如果您是专家', how: `请企业管理员在企业群里发送：${stranger}` },
  { name: '如果您是企业管理员', how: `向系统管理员领取绑定码，在企业群里发送：${inGroup('bind', '绑定码')}` },
  { name: '如果您换了账号', how: `向系统管理员领取绑定码，在这里发送：${spoken('bind', '绑定码')}` },
];
