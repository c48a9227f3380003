import { Extensions, Field, Int, ObjectType } from 'type-graphql';
import { ACCESS_REPORT_CATEGORY } from '../audit/access-report.js';
import { DateScalar, DateTimeScalar } from './scalars.js';

/** A field of the report: under its category, and certain, because no condition can hold for it. */
function Reported(type: () => unknown, description: string, nullable = false): PropertyDecorator {
  return (target, key) => {
    Field(type as Parameters<typeof Field>[0], { nullable, description })(target, key as string);
    Extensions({ categories: [ACCESS_REPORT_CATEGORY] })(target, key as string);
  };
}

/** GraphQL type of a category with its names for people. */
@ObjectType('DataKind', { simpleResolvers: true, description: 'A kind of data, named for people (soort gegevens).' })
export class DataKindType {
  @Reported(() => String, 'Name of the category in the policy (categorie).')
  category!: string;

  @Reported(() => String, 'Its name in plain Dutch (naam in het Nederlands).')
  nameNl!: string;

  @Reported(() => String, 'Its name in plain English (naam in het Engels).')
  nameEn!: string;
}

/** GraphQL type of what one organisation saw for one purpose. */
@ObjectType('AccessSummary', {
  simpleResolvers: true,
  description: 'What one organisation saw for one purpose (inzage per organisatie en doel).',
})
export class AccessSummaryType {
  @Reported(() => String, 'Code of the organisation (organisatie).')
  organisation!: string;

  @Reported(() => String, 'Name of the organisation (naam van de organisatie).')
  organisationName!: string;

  @Reported(() => String, 'Registered processing activity, as it was logged (verwerkingsactiviteit).')
  processingActivity!: string;

  @Reported(() => String, 'Its Dutch name; null where the register does not say (naam in het Nederlands).', true)
  activityNl!: string | null;

  @Reported(() => String, 'Its English name; null where the register does not say (naam in het Engels).', true)
  activityEn!: string | null;

  @Reported(() => String, 'Purpose; null where the register does not say (doel).', true)
  purpose!: string | null;

  @Reported(() => String, 'Legal basis; null where the register does not say (grondslag).', true)
  legalBasis!: string | null;

  @Reported(() => [DataKindType], 'What was seen (soorten gegevens).')
  seen!: DataKindType[];

  @Reported(() => DateTimeScalar, 'First time (eerste keer).')
  firstAt!: string;

  @Reported(() => DateTimeScalar, 'Last time (laatste keer).')
  lastAt!: string;

  @Reported(() => Int, 'Number of times (aantal keren).')
  times!: number;
}

/** GraphQL type of one time that an organisation saw something. */
@ObjectType('Access', { simpleResolvers: true, description: 'One time that an organisation saw something (inzage).' })
export class AccessType {
  @Reported(() => DateTimeScalar, 'When (tijdstip).')
  at!: string;

  @Reported(() => String, 'Code of the organisation (organisatie).')
  organisation!: string;

  @Reported(() => String, 'Name of the organisation (naam van de organisatie).')
  organisationName!: string;

  @Reported(() => String, 'Registered processing activity, as it was logged (verwerkingsactiviteit).')
  processingActivity!: string;

  @Reported(() => String, 'Purpose; null where the register does not say (doel).', true)
  purpose!: string | null;

  @Reported(() => String, 'Legal basis; null where the register does not say (grondslag).', true)
  legalBasis!: string | null;

  @Reported(() => [DataKindType], 'What was seen (soorten gegevens).')
  seen!: DataKindType[];
}

/** GraphQL type of a page of single accesses. */
@ObjectType('AccessPage', {
  simpleResolvers: true,
  description: 'Single times, the newest first (afzonderlijke keren).',
})
export class AccessPageType {
  @Reported(() => [AccessType], 'The times (keren).')
  items!: AccessType[];

  @Reported(() => Boolean, 'Whether there are older ones (meer).')
  hasNextPage!: boolean;

  @Reported(() => String, 'Cursor of the last one, to go on from; null on an empty page (eindcursor).', true)
  endCursor!: string | null;
}

/** GraphQL type of the time that a report covers. */
@ObjectType('AccessPeriod', { simpleResolvers: true, description: 'The time that a report covers (periode).' })
export class AccessPeriodType {
  @Reported(() => DateScalar, 'First day that the log still holds; null while it is empty (begin).', true)
  beganAt!: string | null;

  @Reported(() => DateTimeScalar, 'Moment of the report (einde).')
  endedAt!: string;
}

/** GraphQL type of the answer to a request for access. Neither name nor V-number is in it: the asker has them. */
@ObjectType('AccessReport', {
  simpleResolvers: true,
  description:
    'Who saw what of a person, when, for what and on what basis, as far as the law lets it be told (inzageverslag).',
})
export class AccessReportType {
  @Reported(() => DateTimeScalar, 'When the report was made (gemaakt op).')
  generatedAt!: string;

  @Reported(() => AccessPeriodType, 'The time that it covers (periode).')
  period!: AccessPeriodType;

  @Reported(() => [AccessSummaryType], 'By organisation and purpose, the latest first (overzicht).')
  summaries!: AccessSummaryType[];
}
