import { cellOf } from '../../support/policy-matrix.js';
import type { JudgedView } from './judged-views.js';

/**
 * Which rows are denied to who asks in a view, as SQL. Said a second time, from the policy's cells and from who
 * consented to whom: nothing here comes from `src/policy`, which is what is judged.
 */
export function outOfReach({ organisation }: JudgedView, caseId: string): string {
  return `not exists (select from app.reach r where r.organisation = '${organisation}' and r.case_id = ${caseId})`;
}

/** A row `t` of a table that lies under these categories. */
export function deniedRow(view: JudgedView, categories: readonly string[], caseColumn: string): string {
  const cells = categories.map((category) => cellOf(view.key, category));
  if (cells.length === 0 || cells.includes('no')) return 'true';
  const consenting = view.consented.map((number) => `'${number}'`).join(', ') || 'null';
  const denials = [
    outOfReach(view, `t.${caseColumn}`),
    ...(cells.includes('own') ? [`t.organisation is distinct from '${view.organisation}'`] : []),
    ...(cells.includes('consent')
      ? [`not exists (select from app.case_key k where k.id = t.${caseColumn} and k.v_number in (${consenting}))`]
      : []),
  ];
  return `(${denials.join(' or ')})`;
}

/** Whether the view may read some rows of a table and not others, of cases in reach. */
export function isConditional(view: JudgedView, categories: readonly string[]): boolean {
  const cells = categories.map((category) => cellOf(view.key, category));
  return !cells.includes('no') && cells.some((cell) => cell !== 'yes');
}

/**
 * A consent `t` that is neither to who asks nor to all of its kind, or of a case out of reach. Where consents may be read
 * as such (`rights.consent`), only what is out of reach is left, or what somebody else recorded.
 */
export function deniedConsent(view: JudgedView): string {
  const others = `t.partner_kind <> '${view.partnerKind}' or t.organisation <> '${view.organisation}'`;
  const left = {
    yes: 'false',
    own: `(${others}) and t.recorded_by <> '${view.organisation}'`,
    consent: others,
    no: others,
  }[cellOf(view.key, 'rights.consent')];
  return `(${left} or ${outOfReach(view, 't.case_id')})`;
}
