import { ObjectType } from 'type-graphql';
import { Open } from './fields.js';

const WHY = 'says only where a page of permitted items stands';

/** GraphQL type `PageInfo`, as the Relay cursor connections specification has it. */
@ObjectType('PageInfo', { simpleResolvers: true, description: 'Where a page stands in its list (pagina-informatie).' })
export class PageInfoType {
  @Open(WHY, () => Boolean, 'Whether there is a next page (volgende pagina).')
  hasNextPage!: boolean;

  @Open(WHY, () => Boolean, 'Whether there is a previous page (vorige pagina).')
  hasPreviousPage!: boolean;

  @Open(WHY, () => String, 'Cursor of the first item (begincursor).', { nullable: true })
  startCursor!: string | null;

  @Open(WHY, () => String, 'Cursor of the last item (eindcursor).', { nullable: true })
  endCursor!: string | null;
}
