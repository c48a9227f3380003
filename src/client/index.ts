export type { Answer } from './answer.js';
export { type ClientCredentials, clientCredentials } from './client-credentials.js';
export { type ClientKey, readClientKey } from './client-key.js';
export {
  type Client,
  type ClientSettings,
  connect,
  type RunOptions,
  type TypedDocument,
} from './connect.js';
export { type Delivered, Deliveries } from './deliveries.js';
export { type DeliveryBody, deliveryFile, FileChanged } from './delivery-file.js';
export {
  CursorExpired,
  type FailureCode,
  NotUnderstood,
  Refused,
  RequestFailed,
  TryLater,
  WouldWithhold,
} from './failures.js';
export { connectionFrom, SettingsError } from './own-connection.js';
export type { Page } from './pages.js';
export type { ProvenCall, ProveSender } from './sender-key.js';
export type { DeliveryOrder, DeliveryProgress } from './sending.js';
export { read, type Told } from './told.js';
export type { Connection, TokenSource } from './transport.js';
export type { WatchedEvent, WatchOptions } from './watch.js';
