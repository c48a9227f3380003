import postgres from 'postgres';

const DATE = 1082;

/** Days stay the text that PostgreSQL sends: making moments of them is work that no answer needs. */
const AS_TEXT = { day: { to: DATE, from: [DATE], serialize: String, parse: String } };

/** Enters the role's row-level security, as the floor does. */
const ENTER = "select set_config('app.organisation', $1, true)";

/**
 * Transactions of one request each, under the login of the view, on so many connections. Everything of a request is sent on
 * one connection without waiting for what was sent before: the fastest way there is with this driver.
 * @param {import('./peer-process.js').Setting} setting
 */
export function openSessions({ login, organisation, connections }) {
  const idle = Array.from({ length: connections }, () =>
    postgres({ ...login, max: 1, prepare: true, types: AS_TEXT, onnotice: () => undefined }),
  );
  const waiting = [];
  const take = () => (idle.length > 0 ? Promise.resolve(idle.pop()) : new Promise((resolve) => waiting.push(resolve)));
  const give = (client) => {
    const next = waiting.shift();
    if (next) next(client);
    else idle.push(client);
  };
  return () => new Transaction(take, give, organisation);
}

/** One read-only transaction, begun by the first statement that is read in it. */
class Transaction {
  #client;

  constructor(take, give, organisation) {
    this.take = take;
    this.give = give;
    this.organisation = organisation;
  }

  /** Rows of a statement. */
  async read(text, parameters) {
    this.#client ??= this.#begin();
    const client = await this.#client;
    return client.unsafe(text, parameters, { prepare: true });
  }

  /** Ends it. Nobody waits for that: nothing was written. */
  async end() {
    if (!this.#client) return;
    const client = await this.#client;
    await client.unsafe('commit').catch(() => undefined);
    this.give(client);
  }

  async #begin() {
    const client = await this.take();
    client.unsafe('begin transaction isolation level repeatable read read only').catch(() => undefined);
    client.unsafe(ENTER, [this.organisation], { prepare: true }).catch(() => undefined);
    return client;
  }
}
