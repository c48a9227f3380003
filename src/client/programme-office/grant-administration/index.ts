import { connectFor } from '../../connect.js';

export * from '../../index.js';
export * from './generated/graphql.js';

/** Opens a client of the view PROGRAMME_OFFICE/GRANT_ADMINISTRATION. @throws TypeError when the address of the server cannot be used */
export const connect = connectFor('GRANT_ADMINISTRATION');
