import { connectFor } from '../../connect.js';

export * from '../../index.js';
export * from './generated/graphql.js';

/** Opens a client of the view PROGRAMME_OFFICE/STATISTICS. @throws TypeError when the address of the server cannot be used */
export const connect = connectFor('STATISTICS');
