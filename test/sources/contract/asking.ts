import { readPolicy } from '../../../src/cli/policy-file.js';
import { openSnapshot, type Snapshot } from '../../../src/database/snapshot.js';
import { readVNumbers } from '../../../src/join/v-numbers.js';
import type { Grant } from '../../../src/model/grant.js';
import type { Principal } from '../../../src/model/principal.js';
import { type Purpose, viewKey } from '../../../src/model/purpose.js';
import { joinTrace } from '../../../src/model/trace-context.js';
import { issueGrant } from '../../../src/policy/grant.js';
import { activityOf } from '../../../src/policy/policy.js';
import { KEYS_ROLE, roleName } from '../../../src/policy/role-name.js';
import type { AskedCases, Source } from '../../../src/sources/source.js';
import type { TestGraph } from '../../support/graph.js';

/** The IND itself, which may read everything of its own. */
export const IND = { organisation: 'ind', partnerKind: 'IND', client: 'contract' } as const;
const PURPOSE = 'RESIDENCE_DECISION';

/** Asks a source as the join would: with a grant, and with the keys that the asker's reach gives. */
export interface Asking {
  readonly grant: (columns: Record<string, readonly string[]>) => Grant;
  readonly cases: (ids: readonly string[], consented?: readonly string[]) => AskedCases;
  readonly snapshot: () => Promise<Snapshot>;
}

/** Who asks a source, and how. */
export async function asking(
  graph: TestGraph,
  source: Source,
  principal: Principal = IND,
  purpose: Purpose = PURPOSE,
): Promise<Asking> {
  const policy = await readPolicy();
  const { organisation, partnerKind } = principal;
  const activity = activityOf(policy, viewKey(partnerKind, purpose));
  const asked = { organisation, purpose, activity, statementTimeoutMs: 5_000 };
  const open = (role: string) => openSnapshot(graph.database.views, { role, ...asked });
  return {
    grant: (columns) => {
      const asked = Object.entries(columns).map(([part, names]) => ({ table: source.parts[part]!, columns: names }));
      return issueGrant(policy, principal, purpose, source.agency, asked)!;
    },
    cases: (ids, consented = []) => ({
      ids,
      consented: new Set(consented),
      trace: joinTrace('00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01'),
      vNumbers: () => readVNumbers(() => open(KEYS_ROLE), ids),
    }),
    snapshot: () => open(roleName(viewKey(partnerKind, purpose))),
  };
}
