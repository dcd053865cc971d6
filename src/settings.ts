/** A setting of the environment: what it is for, and an example to copy. */
interface Setting {
  readonly purpose: string;
  readonly example: string;
}

/** Every setting there is; `.env.example` lists exactly these. */
export const SETTINGS = {
  PORT: { purpose: 'Port of the web server.', example: '3000' },
  HOST: { purpose: 'Address it listens on; 0.0.0.0 in a container.', example: '127.0.0.1' },
  DATABASE_URL: {
    purpose:
      'Where the state is kept: sqlite:<file>, or mysql://user:password@host:3306/panhuo for several processes.',
    example: 'sqlite:./data/panhuo.db',
  },
  SECRET_KEY: {
    purpose:
      'Seals credentials and personal data in the database; make one with npm run cli -- key new, and keep it apart from backups.',
    example: '',
  },
  LOG_LEVEL: {
    purpose: 'fatal, error, warn, info, debug or trace; the sandbox says only warnings.',
    example: 'info',
  },
  TZ: { purpose: 'Time zone of working hours, deadlines and schedules.', example: 'Asia/Shanghai' },
  FEISHU_APP_ID: { purpose: 'App ID of the self-built Feishu app.', example: 'cli_a1b2c3d4e5f60718' },
  FEISHU_APP_SECRET: { purpose: 'App Secret of the same app.', example: '' },
  FEISHU_ENCRYPT_KEY: { purpose: 'Encrypt Key of the event subscription; needed for webhook.', example: '' },
  FEISHU_VERIFICATION_TOKEN: {
    purpose: 'Verification Token of the event subscription; needed for webhook.',
    example: '',
  },
  FEISHU_TRANSPORT: { purpose: 'websocket (no public address needed) or webhook.', example: 'websocket' },
  FEISHU_DOMAIN: {
    purpose: 'Address of the open platform; https://open.larksuite.com for Lark.',
    example: 'https://open.feishu.cn',
  },
  WECOM_BOT_ID: { purpose: 'Bot ID of the WeCom robot (智能机器人) on its long connection.', example: '' },
  WECOM_BOT_SECRET: { purpose: 'Secret of the same robot, made for the long connection.', example: '' },
  WECOM_BOT_NAME: {
    purpose: 'The name of the robot, as people type it after the @.',
    example: '盘活助手',
  },
  WECOM_BOT_URL: {
    purpose: 'Address of the long connection; private deployments of WeCom have their own.',
    example: 'wss://openws.work.weixin.qq.com',
  },
  WECOM_CORP_ID: {
    purpose: 'Corp ID (企业ID); only for a self-built WeCom app.',
    example: 'ww0123456789abcdef',
  },
  WECOM_AGENT_ID: { purpose: 'AgentId of the self-built WeCom app.', example: '1000002' },
  WECOM_APP_SECRET: { purpose: 'Secret of the same app.', example: '' },
  WECOM_TOKEN: { purpose: 'Token of the app under 接收消息.', example: '' },
  WECOM_ENCODING_AES_KEY: {
    purpose: 'EncodingAESKey of the app under 接收消息, 43 characters.',
    example: '',
  },
  WECOM_API_URL: {
    purpose: "Address of WeCom's API; private deployments have their own.",
    example: 'https://qyapi.weixin.qq.com',
  },
  BASE_URL: {
    purpose:
      'Where phones reach this service, for pages and callbacks; without it everything goes through the chats.',
    example: 'https://panhuo.example.com',
  },
  PLATFORM_MODE: {
    purpose: 'manual: the admin enters evaluations on the platform by hand; http: panhuo posts them.',
    example: 'manual',
  },
  PLATFORM_URL: {
    purpose: 'Address of a platform that speaks docs/platform-api.yaml; needed for http.',
    example: '',
  },
  PLATFORM_TOKEN: { purpose: 'Token for that platform; needed for http.', example: '' },
  METRICS_TOKEN: {
    purpose: 'Bearer token for /metrics, 16 characters or more; without it that path does not exist.',
    example: '',
  },
  OPERATOR_TOKEN: {
    purpose:
      'Opens /overview, where every enterprise stands, 16 characters or more; without it that path does not exist.',
    example: '',
  },
  PUSH_CRON: {
    purpose:
      'When matched patents are pushed, as a cron line in TZ; only on working days from 9 to 18 (calendars/holidays.json).',
    example: '0 10 * * 1-5',
  },
  DIGEST_CRON: {
    purpose: 'When groups get their digest, as a cron line in TZ; an enterprise may have a time of its own.',
    example: '0 9 * * 1',
  },
} as const satisfies Readonly<Record<string, Setting>>;

/** Says what is wrong with a setting, what it is for, and how it might look. */
export function advice(name: string, problem: string): string {
  const setting = Object.entries(SETTINGS).find(([each]) => each === name)?.[1];
  if (!setting) return `${name}: ${problem}`;
  const example = setting.example === '' ? '' : ` Example: ${name}=${setting.example}`;
  return `${name}: ${problem}. ${setting.purpose}${example}`;
}
