import { z } from 'zod';

/** The samplers that OpenTelemetry's environment variables name. */
export const SAMPLERS = [
  'always_on',
  'always_off',
  'traceidratio',
  'parentbased_always_on',
  'parentbased_always_off',
  'parentbased_traceidratio',
] as const;

/** Which traces are kept: all, none, or a share; `parentbased_…` goes by the caller's wish where it has one. */
export type Sampler = (typeof SAMPLERS)[number];

/** Where traces are sent, and which. */
export interface TraceSettings {
  /** Address of the collector for traces over HTTP. */
  readonly url: string;
  readonly sampler: Sampler;
  /** Share of the traces that a ratio keeps, 0 to 1. */
  readonly ratio: number;
}

/** From which level on the operator's log has lines, the most talkative first. */
export const LOG_LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const;

/** A level of the operator's log. `info` has a line for each request. */
export type LogLevel = (typeof LOG_LEVELS)[number];

/** What the operator is told of how the process does. */
export interface TelemetrySettings {
  /** Absent: no traces, and nothing is done for them. */
  readonly traces?: TraceSettings;
  readonly logLevel: LogLevel;
}

const collector = z.url({ protocol: /^https?$/ }).optional();

/** The settings of traces and of the operator's log, as the environment has them. */
export const telemetrySettings = {
  OTEL_EXPORTER_OTLP_ENDPOINT: collector,
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: collector,
  OTEL_TRACES_SAMPLER: z.enum(SAMPLERS).default('parentbased_always_on'),
  OTEL_TRACES_SAMPLER_ARG: z
    .string()
    .regex(/^(0(\.\d+)?|1(\.0+)?)$/)
    .transform(Number)
    .default(1),
  KETENZICHT_LOG_LEVEL: z.enum(LOG_LEVELS).optional(),
};

/** What is told of each when it cannot be used. */
export const EXPECTED_OF_TELEMETRY = {
  OTEL_EXPORTER_OTLP_ENDPOINT: 'must be the URL of an OTLP collector over HTTP, such as https://<host>:4318',
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT:
    'must be the URL of an OTLP collector for traces over HTTP, such as https://<host>:4318/v1/traces',
  OTEL_TRACES_SAMPLER: `must be one of ${SAMPLERS.join(', ')}`,
  OTEL_TRACES_SAMPLER_ARG: 'must be a share from 0 to 1, such as 0.1',
  KETENZICHT_LOG_LEVEL: `must be one of ${LOG_LEVELS.join(', ')}`,
};

type Given = z.infer<z.ZodObject<typeof telemetrySettings>>;

/**
 * The settings as the process works with them. An endpoint for all signals is the beginning of that for traces
 * (OpenTelemetry Protocol Exporter, "Endpoint URLs for OTLP/HTTP").
 * @param demo in which a line for each request would bury what the console shows
 */
export function telemetryOf(given: Given, demo: boolean): TelemetrySettings {
  const base = given.OTEL_EXPORTER_OTLP_ENDPOINT;
  const url = given.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT ?? (base && `${base.replace(/\/+$/, '')}/v1/traces`);
  return {
    ...(url && { traces: { url, sampler: given.OTEL_TRACES_SAMPLER, ratio: given.OTEL_TRACES_SAMPLER_ARG } }),
    logLevel: given.KETENZICHT_LOG_LEVEL ?? (demo ? 'warn' : 'info'),
  };
}
