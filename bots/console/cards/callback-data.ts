/** What a button does, in two letters: Telegram gives callback data 64 bytes. */
export const verbs = {
  take: 'tk',
  takeOver: 'to',
  release: 'rl',
  assignMenu: 'as',
  assignAgent: 'aa',
  departmentMenu: 'dm',
  assignDepartment: 'ad',
  transferNote: 'tn',
  snoozeMenu: 'sm',
  snooze: 'sn',
  quickReplyMenu: 'qm',
  quickReply: 'qr',
  note: 'nt',
  close: 'cl',
  undoClose: 'uc',
  reopen: 'ro',
  back: 'bk',
  history: 'hi',
  open: 'op',
  retry: 'rt',
  sendAnyway: 'sa',
  asNote: 'an',
  discard: 'dc',
  sendTo: 'st',
  correction: 'co',
  linkConfirm: 'lc',
  linkCancel: 'lx',
  setting: 'se',
  queuePage: 'qp',
  minePage: 'mp',
  unlink: 'ul',
  putBack: 'pb',
  replay: 'rp',
  visitorsPage: 'vp',
  visitorWrite: 'vw',
  signInShow: 'si',
} as const;

/** A verb of a button. */
export type Verb = keyof typeof verbs;

/** A pressed button: what to do, with which record, and how. */
export interface Press {
  verb: Verb;
  /** A conversation, message or prompt by the verb; 24 zeros where there is none. */
  id: string;
  arg: string;
}

/** For verbs that need no record. */
export const noId = '0'.repeat(24);

const verbOf = new Map(Object.entries(verbs).map(([verb, code]) => [code as string, verb as Verb])); // entries lose the keys' type

/** `v1:<verb>:<24-hex>[:arg]`, at most 64 bytes. */
export function formatPress(verb: Verb, id: string, arg: string | number = ''): string {
  return `v1:${verbs[verb]}:${id}${arg === '' ? '' : `:${arg}`}`;
}

/** Null for data of another version or nobody's. */
export function parsePress(data: string): Press | null {
  const match = /^v1:([a-z]{2}):([0-9a-f]{24})(?::([\w.-]{1,30}))?$/.exec(data);
  const verb = match && verbOf.get(match[1] ?? '');
  return match?.[2] && verb ? { verb, id: match[2], arg: match[3] ?? '' } : null;
}
