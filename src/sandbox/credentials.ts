/** The credentials of the sandbox's app in Feishu. */
export const FEISHU_APP = { appId: 'cli_0123456789abcdef', appSecret: 'sandbox-secret' };
/** The token by which the service speaks with the platform. */
export const PLATFORM_TOKEN = 'sandbox-token';
/** The corp of the sandbox in WeCom. */
export const WECOM_CORP = 'ww0123456789abcdef';
/** Its bot; the name is what people type after the @. */
export const WECOM_BOT = { botId: 'aib-sandbox', secret: 'sandbox-bot-secret', name: '盘活助手' };
/** Its app. */
export const WECOM_APP = { agentId: 1_000_002, secret: 'sandbox-app-secret', name: '专利盘活' };
/** The keys of the app's callback. */
export const WECOM_CALLBACK = {
  token: 'sandboxToken',
  encodingAesKey: 'sandboxSandboxSandboxSandboxSandboxSandbox0',
};

/** Where the stand-ins listen. */
interface Addresses {
  readonly feishu: { readonly url: string };
  readonly wecom: { readonly url: string; readonly socketUrl: string };
  readonly platform: { readonly url: string };
}

/** The settings under which the service reaches the stand-ins, as it would reach the real ones. */
export type SandboxSettings = ReturnType<typeof settingsFor>;

/** Makes the settings of a service that talks to stand-ins at these addresses. */
export function settingsFor({ feishu, wecom, platform }: Addresses) {
  return {
    feishu: { ...FEISHU_APP, transport: 'websocket', domain: feishu.url },
    wecomBot: { ...WECOM_BOT, url: wecom.socketUrl },
    wecomApp: {
      corpId: WECOM_CORP,
      agentId: String(WECOM_APP.agentId),
      secret: WECOM_APP.secret,
      ...WECOM_CALLBACK,
      apiUrl: wecom.url,
    },
    platform: { mode: 'http', api: { url: platform.url, token: PLATFORM_TOKEN } },
  } as const;
}
