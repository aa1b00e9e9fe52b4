import type { ObjectId } from '../../core/ids.ts';
import type { AuditInput } from '../audit/record-audit.ts';
import type { LoginThrottle } from './login-throttle.ts';

/** Adds to the audit log of each workspace of a user. */
export type AuditUser = (userId: ObjectId, change: Omit<AuditInput, 'target'>) => Promise<void>;

/** What users need of nouns above them. */
export interface UserPorts {
  throttle: LoginThrottle;
  /** Carries a new e-mail to the user's seats. */
  renameSeats(userId: ObjectId, email: string): Promise<void>;
  /** Keeps in each of the user's workspaces what the user did to the login. */
  auditUser: AuditUser;
}
