import { lookup as resolve } from 'node:dns';
import { BlockList, isIP } from 'node:net';
import { BadUserInput } from '../../model/errors.js';

/** What addresses a sender may connect to. */
export interface TargetRule {
  /** The demo sends to the machine it runs on as well, also without TLS; nobody else does. */
  readonly loopback: boolean;
}

/** Addresses that are not of the public internet (RFC 6890 and the registries of IANA it began). */
const closed = new BlockList();
const V4: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
];
/** Within 2000::/3, all that holds or stands for another kind of address: Teredo, 6to4, documentation and the like. */
const V6: readonly (readonly [string, number])[] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
];
for (const [net, prefix] of V4) closed.addSubnet(net, prefix, 'ipv4');
for (const [net, prefix] of V6) closed.addSubnet(net, prefix, 'ipv6');

/** All that is given out of the public internet of version 6. What embeds an address of version 4 lies outside it. */
const global6 = new BlockList();
global6.addSubnet('2000::', 3, 'ipv6');

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

const MOST_URL = 2_000;
/** How long somebody who gives an address waits for its name to be looked up. */
const LOOKUP_MS = 5_000;

/** Whether a message may be sent to an address. @param address of version 4 or 6, without brackets */
export function mayConnectTo(address: string, rule: TargetRule): boolean {
  const version = isIP(address);
  if (version === 0) return false;
  const family = version === 4 ? 'ipv4' : 'ipv6';
  if (rule.loopback && loopback.check(address, family)) return true;
  if (closed.check(address, family)) return false;
  return version === 4 || global6.check(address, 'ipv6');
}

/**
 * Looks a name up for a connection, and fails unless every address of it may be connected to: the addresses that were
 * checked are the ones connected to, and a name that also leads inside is no mistake.
 */
export function lookupOf(rule: TargetRule): typeof resolve {
  const checked = (
    name: string,
    options: object,
    done: (error: Error | null, found?: unknown, family?: number) => void,
  ) =>
    resolve(name, { ...options, all: true }, (error, found) => {
      if (error) return done(error);
      const bad = found.length === 0 || found.some(({ address }) => !mayConnectTo(address, rule));
      if (bad) return done(new NotPublic());
      if ((options as { all?: boolean }).all) return done(null, found);
      return done(null, found[0]?.address, found[0]?.family);
    });
  return checked as unknown as typeof resolve;
}

/** The name leads to an address that nothing is sent to. */
export class NotPublic extends Error {
  readonly code = 'NOT_PUBLIC';
}

/**
 * Checks an address that somebody gives for messages.
 * @returns the address in its normal form
 * @throws BadUserInput when it is no https address, holds a name or a password, or is not of the public internet; which
 * of them is not told: it would map the network
 */
export async function checkTarget(given: string, rule: TargetRule): Promise<string> {
  const url = given.length <= MOST_URL && URL.canParse(given) ? new URL(given) : undefined;
  if (!url || !isUsable(url, rule) || !(await leadsOutside(hostOf(url), rule))) {
    throw new BadUserInput(
      'Messages cannot be sent to this address. Give an https address, without a name or password in it, of a host on the public internet.',
    );
  }
  return url.href;
}

/** Whether an address may be used as it stands; its name is looked up with each connection. */
export function isUsable(url: URL, rule: TargetRule): boolean {
  const host = hostOf(url);
  const plain = rule.loopback && url.protocol === 'http:' && (host === 'localhost' || loopbackHost(host));
  const isWeb = url.protocol === 'https:' || plain;
  return isWeb && !url.username && !url.password && !url.hash && (isIP(host) === 0 || mayConnectTo(host, rule));
}

function loopbackHost(host: string): boolean {
  const version = isIP(host);
  return version !== 0 && loopback.check(host, version === 4 ? 'ipv4' : 'ipv6');
}

function hostOf(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, '');
}

async function leadsOutside(host: string, rule: TargetRule): Promise<boolean> {
  if (isIP(host) !== 0) return true;
  return new Promise((settle) => {
    const tooLong = setTimeout(() => settle(false), LOOKUP_MS);
    lookupOf(rule)(host, { all: true }, (error) => {
      clearTimeout(tooLong);
      settle(!error);
    });
  });
}
