import type { AnyChannel, Connection } from '../../../bots/contract/channel.ts';
import type { AutomaticMessages } from '../../api/customers/channels.ts';
import type { ObjectId } from '../ids.ts';

/** A channel as the way in and the way out need it: its record's essentials, its kind, and its live connection. */
export interface ConnectedChannel {
  id: ObjectId;
  workspaceId: ObjectId;
  provider: string;
  name: string;
  /** Hours after closing from which a customer's message opens a new conversation; null: never. */
  newAfterClosedHours: number | null;
  /** Whose queue its conversations begin in; null: nobody's. */
  departmentId: ObjectId | null;
  isPaused: boolean;
  /** What it says to customers by itself. */
  automatic: AutomaticMessages;
  kind: AnyChannel;
  connection: Connection;
  /** The settings it was connected with, sealed as they are stored: tells them from newer ones. */
  sealedSettings: string;
  /** The provider refuses its credentials, as far as this process knows: nothing is sent. */
  isRefused: boolean;
}

/** The live connections of this process, made on first use and kept until the channel's settings change; what else does is taken over within seconds. */
export interface ConnectedChannels {
  /** Null when there is no such channel. One database call at most, none while cached. */
  find(channelId: string): Promise<ConnectedChannel | null>;
  /**
   * Lets a channel be found while it is set up and not stored yet, so that its provider's handshake is answered. Should be a paused one, since
   * nothing can be kept for it. Gives the way to end it.
   */
  introduce(channel: ConnectedChannel): () => void;
  /** Forgets a connection, so that the next use reads the channel's settings anew. */
  drop(channelId: string): Promise<void>;
  closeAll(): Promise<void>;
}
