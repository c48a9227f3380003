import { connectionFrom } from '../../client/index.js';
import type { ConnectionSettings } from '../../model/connection-settings.js';
import type { Layout } from '../../sources/layout.js';
import { type Deliverer, layoutOf } from '../../sources/layouts.js';
import { type CommandResult, cannot } from '../command-result.js';
import { untilStopped } from '../listening.js';
import type { OpenedParts } from '../on-database.js';
import { checkCaller } from './check-caller.js';
import { deliverHere } from './deliver-here.js';
import { contradictionIn, type DeliverOptions } from './deliver-options.js';
import { deliverToServer } from './deliver-to-server.js';
import { dryRun } from './dry-run.js';
import { failedOutcome } from './failed-outcome.js';
import { type DeliverFile, describeOutcome, type FileOutcome, resultOf } from './file-outcome.js';
import type { DeliveryBars } from './shown-progress.js';
import { watchFolder } from './watch-folder.js';

/** What `ketenzicht deliver` was asked. */
export interface DeliverRequest {
  /** Code of the organisation whose files they are, such as `amsterdam` or `ngo-de-haven`. */
  readonly source: string;
  readonly files: readonly string[];
  readonly options: DeliverOptions;
  readonly settings: ConnectionSettings;
  /** The register of organisations. */
  readonly organisations: readonly Deliverer[];
}

/** What the command is given to work with. */
export interface DeliverParts {
  /** Runs on the database of this machine. */
  readonly onDatabase: <Result>(run: (opened: OpenedParts) => Promise<Result>) => Promise<Result>;
  readonly bars?: DeliveryBars;
  /** Says something beside the command's answer. */
  readonly say: (line: string) => void;
  /** Prints a line of the answer, with `--watch`. */
  readonly print: (line: string) => void;
  /** Ends a watch; by default SIGTERM and SIGINT do. */
  readonly stopped?: () => Promise<unknown>;
}

/**
 * `ketenzicht deliver <source> <file…>`: stores what an organisation delivers here, or sends it to a server.
 * @throws SettingsError for settings that are missing; the database's errors
 */
export async function deliverCommand(request: DeliverRequest, parts: DeliverParts): Promise<CommandResult> {
  const { source, files, options, settings, organisations } = request;
  const deliverer = organisations.find(({ code }) => code === source);
  const layout = deliverer && layoutOf(deliverer);
  if (!layout) return cannot(`Unknown source. Choose one of: ${codesOf(organisations)}.`);
  const contradiction = contradictionIn(files, options, settings.server !== undefined);
  if (contradiction) return cannot(contradiction);
  const known = { deliverer, layout };
  if (options.dryRun) return check(request, known, parts);
  if (settings.server === undefined) {
    return parts.onDatabase((opened) => {
      const { rejected } = options;
      return deliver(request, parts, () =>
        deliverHere(opened, { deliverer, rejected, startProgress: parts.bars?.bar }),
      );
    });
  }
  const connection = await connectionFrom(settings);
  return deliver(request, parts, (signal) =>
    deliverToServer({
      connection,
      organisation: source,
      layout,
      mode: options.snapshot ? 'SNAPSHOT' : 'DELTA',
      rejected: options.rejected,
      bars: parts.bars,
      tell: parts.say,
      signal,
    }),
  );
}

const codesOf = (organisations: readonly Deliverer[]) =>
  organisations
    .filter(layoutOf)
    .map(({ code }) => code)
    .join(', ');

interface Known {
  readonly deliverer: Deliverer;
  readonly layout: Layout;
}

async function check(request: DeliverRequest, { layout }: Known, parts: DeliverParts): Promise<CommandResult> {
  const { files, options, settings, source } = request;
  const checked = await deliverAll(
    files,
    dryRun({ layout, rejected: options.rejected, startProgress: parts.bars?.bar }),
  );
  if (settings.server === undefined) return checked;
  const connection = await connectionFrom(settings);
  try {
    const purpose = await checkCaller({ connection, organisation: source });
    return { ...checked, text: `${checked.text}\nThe server takes you for ${source}, for ${purpose}.` };
  } catch (cause) {
    return resultOf([failedOutcome(source, cause)]);
  }
}

async function deliver(
  { files, options }: DeliverRequest,
  parts: DeliverParts,
  open: (signal: AbortSignal) => DeliverFile,
): Promise<CommandResult> {
  const ended = new AbortController();
  if (options.watch === undefined) return deliverAll(files, open(ended.signal));
  void (parts.stopped ?? untilStopped)().then(() => ended.abort());
  parts.say(`Watching ${options.watch}; end it with Ctrl+C.`);
  const onOutcome = (outcome: FileOutcome) =>
    parts.print(options.json ? JSON.stringify(outcome) : describeOutcome(outcome));
  const everyMs = (options.every ?? 5) * 1_000;
  const watched = { folder: options.watch, deliver: open(ended.signal), everyMs, signal: ended.signal, onOutcome };
  const refused = await watchFolder(watched);
  return refused ? resultOf([refused]) : { exitCode: 0, text: 'Stopped.', json: { stopped: true } };
}

/**
 * Delivers files in the order in which they are named. One that cannot be delivered now ends it: what comes after it may
 * build on it, and must not overtake it. So does a refusal that is not about the file.
 */
async function deliverAll(files: readonly string[], deliverFile: DeliverFile): Promise<CommandResult> {
  const outcomes: FileOutcome[] = [];
  for (const path of files) {
    const outcome = await deliverFile(path);
    outcomes.push(outcome);
    if ('error' in outcome && outcome.because !== 'FILE') break;
  }
  return resultOf(outcomes);
}
