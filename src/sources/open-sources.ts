import type postgres from 'postgres';
import {
  LIVE_AGENCIES,
  type LiveAgency,
  type LiveSourceSettings,
  type SourceSettings,
} from '../model/source-settings.js';
import { sources } from './index.js';
import { type OperatorLines, SourceFigures } from './live/figures.js';
import { httpTransport } from './live/http.js';
import { lastCopies } from './live/last-copies.js';
import { type LiveSetting, liveSource } from './live/live-source.js';
import { postgresTransport } from './live/postgres.js';
import type { Source } from './source.js';

/** The sources as they are read, in the order of the one list. */
export interface OpenSources {
  readonly list: readonly Source[];
  readonly figures: SourceFigures;
  /** Deletes last copies that are over age, and all of an agency of which none is to be kept. @throws the driver's error */
  purge(): Promise<void>;
  /** Gives up the connections to the agencies. */
  close(): Promise<void>;
}

/** What the sources are opened with. */
export interface SourcesSetting {
  /** Key material for the last copies. */
  readonly secret: Uint8Array;
  /** The owner's connection, for the last copies. */
  readonly database: postgres.Sql;
  readonly log: OperatorLines;
  /** The clock, for tests. */
  readonly now?: () => Date;
}

/**
 * Opens each source as it is set: hosted, or the agency's own database or API. Parts, categories and grants are the same
 * for every kind. An agency that does not answer keeps nothing from starting.
 * @throws Error when a key or a certificate that is set cannot be read
 */
export async function openSources(settings: SourceSettings, setting: SourcesSetting): Promise<OpenSources> {
  const figures = new SourceFigures(setting.log);
  const opened = new Map<LiveAgency, OpenedSource>();
  const copies = LIVE_AGENCIES.map((agency) => ({
    agency,
    kept: lastCopies(agency, { ...setting, hours: settings[agency]?.staleHours ?? 0 }),
  }));
  for (const { agency, kept } of copies) {
    const live = settings[agency];
    if (live) opened.set(agency, await openLive(agency, live, { copies: kept, figures, now: setting.now }));
  }
  return {
    list: sources.map((hosted) => opened.get(hosted.agency as LiveAgency)?.source ?? hosted),
    figures,
    async purge() {
      await Promise.all(copies.map(({ kept }) => kept.purge()));
    },
    async close() {
      await Promise.all([...opened.values()].map(({ close }) => close()));
    },
  };
}

interface OpenedSource {
  readonly source: Source;
  close(): Promise<void>;
}

async function openLive(
  agency: LiveAgency,
  settings: LiveSourceSettings,
  beside: Pick<LiveSetting, 'copies' | 'figures' | 'now'>,
): Promise<OpenedSource> {
  const { parts } = sources.find((source) => source.agency === agency) as Source;
  const transport = settings.kind === 'HTTP' ? await httpTransport(settings) : await postgresTransport(settings, parts);
  return { source: liveSource({ agency, parts, settings, transport, ...beside }), close: () => transport.close() };
}
