/** A named set of fields that one decision covers, such as `decision.medical`. A row of the policy. */
export type Category = `${string}.${string}`;

/** Conditions that a policy cell can hold. Anything else is refused when the policy is read. */
export const CONDITIONS = ['yes', 'own', 'consent', 'no'] as const;

/**
 * When a category may be seen:
 * `yes` for every case in reach, `own` where the record belongs to the partner's organisation,
 * `consent` while the data subject's consent for this partner kind stands, `no` never.
 */
export type Condition = (typeof CONDITIONS)[number];
