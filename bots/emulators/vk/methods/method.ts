import { VkApiError, wrongParameter } from '../api-error.ts';
import type { CallbackDelivery } from '../delivery/callback.ts';
import type { LongPoll } from '../delivery/long-poll.ts';
import type { Dialog, VkGroup, World } from '../world/state.ts';
import { chatOffset, dialogOf } from '../world/state.ts';

/** A call as a method sees it: its parameters as they came, and whose token it was made with. */
export interface MethodCall {
  world: World;
  group: VkGroup;
  params: URLSearchParams;
  longPoll: LongPoll;
  callback: CallbackDelivery;
}

/** Carries a call out and gives what stands under `response`. */
export interface Method {
  /** The right a token needs for it. */
  scope?: 'messages' | 'manage' | 'photos' | 'docs';
  run(call: MethodCall): unknown;
}

/** A whole number that has to be there. Throws VkApiError 100. */
export function number(params: URLSearchParams, name: string): number {
  const value = params.get(name);
  if (value === null || !/^-?\d+$/.test(value)) throw wrongParameter(`${name} is undefined`);
  return Number(value);
}

/** A whole number, or undefined when it is not given. */
export function optionalNumber(params: URLSearchParams, name: string): number | undefined {
  const value = params.get(name);
  return value === null || value === '' ? undefined : number(params, name);
}

/** A list of numbers between commas. */
export function numbers(params: URLSearchParams, name: string): number[] {
  const value = params.get(name) ?? '';
  return value === '' ? [] : value.split(',').map((one) => Number(one.trim()));
}

/** True for 1. */
export function flag(params: URLSearchParams, name: string): boolean {
  return params.get(name) === '1';
}

/** The group the call names; only the token's own may be. */
export function ownGroup({ group, params }: MethodCall): VkGroup {
  const id = optionalNumber(params, 'group_id');
  if (id !== undefined && id !== group.id) throw new VkApiError(15, 'Access denied: no access to this group');
  return group;
}

/** The conversation the call names with `peer_id`. Throws 917 for a chat the community is not in. */
export function dialogNamed({ group, params }: Pick<MethodCall, 'group' | 'params'>): Dialog {
  const peerId = number(params, 'peer_id');
  if (peerId >= chatOffset && !group.dialogs.has(peerId)) throw new VkApiError(917);
  return dialogOf(group, peerId);
}
