import { useSession } from './session-context.js';

/** Says an organisation by its name; by its code where it has left the register. */
export function useOrganisationNames(): (code: string) => string {
  const { session } = useSession();
  const names = session?.signedIn ? session.organisations : {};
  return (code) => (Object.hasOwn(names, code) ? names[code] : undefined) ?? code;
}
