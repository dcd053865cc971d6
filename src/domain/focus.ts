import type { CooperationMode } from './patent.ts';

/** What an enterprise wants to see (关注领域设置); empty lists mean that nothing was said about it. */
export interface Focus {
  /** Strategic emerging industry codes, for example `5.2`. */
  readonly sei: readonly string[];
  /** GB/T 4754 codes, for example `C38`. */
  readonly industries: readonly string[];
  /** IPC prefixes at any level, for example `H01M` or `H01M10`. */
  readonly ipc: readonly string[];
  readonly keywords: readonly string[];
  readonly cooperationModes: readonly CooperationMode[];
}

/** A focus that says nothing. */
export const NO_FOCUS: Focus = { sei: [], industries: [], ipc: [], keywords: [], cooperationModes: [] };
