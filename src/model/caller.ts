import type { Principal } from './principal.js';
import type { Purpose, ViewKey } from './purpose.js';

/** A verified principal with the purpose of one request: what every later stage decides on. */
export interface Caller {
  readonly principal: Principal;
  /** Name of the principal's organisation, as the register has it. */
  readonly organisationName: string;
  readonly purpose: Purpose;
  /** The view that belongs to the principal's kind and the purpose. */
  readonly view: ViewKey;
  /** `jti` of the token, for the audit log. */
  readonly tokenId?: string;
  /** Moment the token ends; nothing may be sent after it, on a subscription either. */
  readonly expiresAt: Date;
}
