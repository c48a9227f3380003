import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it, test } from '@jest/globals';
import { parseAllDocuments } from 'yaml';
import { buildHealthServer } from '../../../src/cli/health.js';
import { settingNames } from '../../../src/config.js';

const FOLDER = new URL('../../../src/cli/deploy/kubernetes/', import.meta.url);

interface Probe {
  readonly httpGet: { readonly path: string; readonly port: string };
}
interface Container {
  readonly name: string;
  readonly command?: readonly string[];
  readonly ports?: readonly { readonly name: string; readonly containerPort: number }[];
  readonly env: readonly { readonly name: string; readonly value?: string; readonly valueFrom?: unknown }[];
  readonly resources?: { readonly limits?: object; readonly requests?: object };
  readonly securityContext?: object;
  readonly volumeMounts: readonly { readonly mountPath: string }[];
  readonly startupProbe: Probe;
  readonly livenessProbe: Probe;
  readonly readinessProbe: Probe;
}
interface PodSpec {
  readonly containers: readonly Container[];
  readonly securityContext: object;
  readonly automountServiceAccountToken: boolean;
  readonly terminationGracePeriodSeconds: number;
}
interface Manifest {
  readonly file: string;
  readonly apiVersion: string;
  readonly kind: string;
  readonly spec: { readonly template: { readonly spec: PodSpec; readonly metadata: { readonly labels: object } } };
}

const files = readdirSync(FOLDER).filter((name) => name.endsWith('.yaml'));
const manifests: readonly Manifest[] = files.flatMap((file) =>
  parseAllDocuments(readFileSync(new URL(file, FOLDER), 'utf8')).map((document) => {
    expect(document.errors).toEqual([]);
    return { file, ...(document.toJS() as Omit<Manifest, 'file'>) };
  }),
);
const podsOf = (kinds: readonly string[]) => manifests.filter(({ kind }) => kinds.includes(kind));
const pods = podsOf(['Deployment', 'Job']);
const containers = pods.flatMap(({ file, spec }) =>
  spec.template.spec.containers.map((container) => [file, container] as const),
);
const [deployment] = podsOf(['Deployment']);
const settingOf = ({ env }: Container, name: string) => env.find((one) => one.name === name)?.value;

test('the manifests are one of each kind that a service needs', () => {
  const kinds = manifests.map(({ kind }) => kind).sort();
  expect(kinds).toEqual(['Deployment', 'Job', 'NetworkPolicy', 'PodDisruptionBudget', 'Service']);
});

describe('every container', () => {
  test.each(containers)('of %s is told settings that exist, and secrets by reference only', (_file, { env }) => {
    const known = settingNames();
    expect(env.map(({ name }) => name).filter((name) => !known.includes(name))).toEqual([]);
    const byReference = env.filter(({ valueFrom }) => valueFrom).map(({ name }) => name);
    expect(byReference).toEqual(['DATABASE_URL', 'KETENZICHT_SECRET']);
    expect(env.filter(({ name, value }) => byReference.includes(name) && value !== undefined)).toEqual([]);
  });

  test.each(containers)('of %s may do nothing that it need not', (_file, { securityContext, resources }) => {
    expect(securityContext).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    });
    const amounts = { cpu: expect.any(String), memory: expect.any(String) };
    expect(resources).toEqual({ requests: amounts, limits: amounts });
  });

  test.each(containers)('of %s may write where the process writes, and nowhere else', (_file, { volumeMounts }) => {
    expect(volumeMounts.map(({ mountPath }) => mountPath)).toEqual(['/data']);
  });
});

test.each(pods.map((pod) => [pod.file, pod.spec.template.spec] as const))(
  'the pod of %s is nobody in particular',
  (_file, pod) => {
    expect(pod.securityContext).toMatchObject({ runAsNonRoot: true, runAsUser: 1000 });
    expect(pod.automountServiceAccountToken).toBe(false);
  },
);

describe('the deployment', () => {
  const spec = deployment?.spec.template.spec as PodSpec;
  const [container] = spec.containers as readonly [Container];

  it('is asked for its health where there is an answer', async () => {
    const probes = (['startupProbe', 'livenessProbe', 'readinessProbe'] as const).map((name) => container[name]);
    const server = buildHealthServer({});
    for (const { httpGet } of probes) {
      expect(httpGet.port).toBe('health');
      expect((await server.inject(httpGet.path)).statusCode).toBe(200);
    }
    expect(container.readinessProbe.httpGet.path).toBe('/health/ready');
    expect(container.livenessProbe.httpGet.path).toBe('/health/live');
  });

  it('leaves a pod the time that it takes to stop', () => {
    const takes = ['KETENZICHT_STOP_DELAY_MS', 'KETENZICHT_STOP_WITHIN_MS'].map((name) =>
      Number(settingOf(container, name)),
    );
    const [delay = 0, within = 0] = takes;
    expect(delay).toBeGreaterThan(0);
    expect(spec.terminationGracePeriodSeconds * 1000).toBeGreaterThanOrEqual(delay + within + 5_000);
  });
});

test('nobody comes in or goes out but who is named', () => {
  const [policy] = podsOf(['NetworkPolicy']);
  const rules = policy?.spec as unknown as {
    policyTypes: string[];
    ingress: { from?: unknown[]; ports?: unknown[] }[];
    egress: { to?: unknown[]; ports?: unknown[] }[];
  };
  expect(rules.policyTypes).toEqual(['Ingress', 'Egress']);
  for (const { from, ports } of rules.ingress) expect([from?.length, ports?.length]).toEqual([1, 1]);
  for (const { to, ports } of rules.egress) expect([to?.length, (ports?.length ?? 0) > 0]).toEqual([1, true]);
});
