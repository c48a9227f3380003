import type { CasePageQuery as Departure } from '../../../client/dtv/return/generated/graphql.js';
import type { CasePageQuery as Residence } from '../../../client/ind/residence-decision/generated/graphql.js';
import type { CasePageQuery as Coordination } from '../../../client/municipality/case-coordination/generated/graphql.js';

/** What any view may have of a value: all, part or nothing of it. */
type Partly<Value> = Value extends readonly (infer Item)[]
  ? readonly Partly<Item>[]
  : Value extends object
    ? { readonly [Name in keyof Value]?: Partly<Value[Name]> }
    : Value;

type Wide = NonNullable<Coordination['case']>;
type Other = NonNullable<Residence['case']>;
type Third = NonNullable<Departure['case']>;
/** Sections whose codes differ between views: some know supervision, others shelter. */
type Mixed = 'underInvestigation' | 'timeline';

/**
 * A case as its page shows it: the sections of the view that shows most, and the one that it lacks. Which of them are
 * there depends on the view; `undefined` is what does not exist for it, `null` is no value.
 */
export type Dossier = Partly<
  Omit<Wide, Mixed> & Pick<Other, 'supervision'> & { readonly [Name in Mixed]: Wide[Name] | Other[Name] | Third[Name] }
> & { readonly id: string };

/** Where a record comes from. */
export type Provenance = NonNullable<Dossier['provenance']>;

/** What happened, and on which day. */
export type TimelineEvent = NonNullable<
  NonNullable<NonNullable<NonNullable<Dossier['timeline']>['edges']>[number]>['node']
>;
