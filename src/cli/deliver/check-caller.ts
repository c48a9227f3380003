import { type Connection, connect, Refused } from '../../client/index.js';
import { DELIVERY_CATEGORY } from '../../policy/delivery-rows.js';

interface Me {
  readonly me: {
    readonly organisation: string;
    readonly purpose: string;
    readonly readable: readonly { readonly category: string }[];
  };
}

const ME = '{ me { organisation purpose readable { category } } }';

/**
 * Asks the server whom it takes us for, and what for.
 * @returns the purpose for which is delivered
 * @throws Refused when it is another organisation than the one that was meant, or a purpose for which nobody delivers;
 * what the client throws
 */
export async function checkCaller(asked: {
  readonly connection: Connection;
  readonly organisation: string;
}): Promise<string> {
  const { me } = (await connect(asked.connection).run<Me, Record<never, never>>(ME)).data;
  if (me.organisation !== asked.organisation) {
    const text = `The token is of ${me.organisation}; deliver as ${asked.organisation} with a token of its own.`;
    throw new Refused('FORBIDDEN', text);
  }
  if (!me.readable.some(({ category }) => category === DELIVERY_CATEGORY)) {
    throw new Refused('FORBIDDEN', `Nobody delivers for ${me.purpose}. State another purpose (KETENZICHT_PURPOSE).`);
  }
  return me.purpose;
}
