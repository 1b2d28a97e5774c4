// The types of the package. The reasons and the examples are in the README. Models and handles are in files of their own.

/// <reference lib="esnext.disposable" />

import type { Labels, Services } from './handles';
import type * as M from './models';
export type * from './handles';
export type * from './models';

// ---- Errors ------------------------------------------------------------------------------------------------------

/** Any failure of this package. `code` is stable and meant for programs, `message` is one line and meant for people. */
export class IonosError extends Error {
  /** Such as `IONOS_NOT_FOUND`. */
  readonly code: string;
  /** The HTTP status, where there was an answer. */
  readonly status?: number;
  /** The id under which the call was logged; support asks for it. */
  readonly requestId?: string;
  /** The operation that failed, such as `datacentersPost`. */
  readonly operation?: string;
  /** The service's own error codes. */
  readonly codes?: string[];
  /** How long the service asked to wait, in milliseconds. */
  readonly retryAfterMs?: number;
  /** How many times the call was sent. */
  readonly attempts?: number;
  /** A write was sent and its outcome is unknown: look before you write again. */
  readonly mayHaveHappened?: boolean;
  /** The same call may succeed later without a change. */
  readonly retryable?: boolean;
}
/** Settings, files or permissions of this machine have to be put right. */
export class ConfigError extends IonosError {}
/** Credentials are missing, wrong or expired. */
export class AuthError extends IonosError {}
/** The credentials are good but lack a privilege. */
export class PermissionDeniedError extends IonosError {}
/** No such resource. */
export class NotFoundError extends IonosError {}
/** What exists forbids the change. */
export class ConflictError extends IonosError {}
/** The input was refused. */
export class InvalidRequestError extends IonosError {}
/** Too many requests, and the time budget did not allow to wait longer. */
export class RateLimitedError extends IonosError {}
/** A limit of the contract is reached. */
export class QuotaError extends IonosError {}
/** The service failed or is under maintenance. */
export class UnavailableError extends IonosError {}
/** The time budget is used up. */
export class TimeoutError extends IonosError {}
/** No connection could be made, or it broke. */
export class ConnectError extends IonosError {}
/** The answer is not what the service promises. */
export class DecodeError extends IonosError {}
/** The change was accepted, and it failed afterwards. */
export class ProvisioningError extends IonosError {}
/** The call was given up by its caller; `cause` is the reason of the signal. */
export class CanceledError extends IonosError {}
/** A place outside the allowed region was refused; nothing was sent. */
export class ResidencyError extends IonosError {}
/** The key store refused; `code` says why, such as `IONOS_ALREADY_EXISTS` or `IONOS_WIDE_PERMISSIONS`. */
export class KeyStoreError extends IonosError {}
/** Publishing failed for a reason of its own: `IONOS_NOT_READY`, `IONOS_API` or `IONOS_HANDOVER`. */
export class TunnelError extends IonosError {}
/** The stack file is wrong (`IONOS_STACK`), or a step failed (`IONOS_STEP`). */
export class StackError extends IonosError {
  /** What was done before a step failed, and what remains. */
  readonly report?: Report;
}

// ---- Client ------------------------------------------------------------------------------------------------------

/** A text that must not be printed. Only `reveal` shows it. */
export class Secret {
  constructor(text: string);
  /** The text itself. Keep it out of logs. */
  reveal(): string;
  toString(): string;
  toJSON(): string;
}

export interface Settings {
  /** A profile of the configuration file; only with `fromEnv`. */
  profile?: string;
  token?: string | Secret;
  username?: string;
  password?: string | Secret;
  /** `prefix.secret` of the web-hosting account, for `hostingDns`. */
  hostingKey?: string | Secret;
  /** Sends the calls of every service to this one host. */
  apiUrl?: string;
  /** Contract number, for users of several. */
  contract?: string;
  /** `germany` refuses other locations and regional hosts before a byte is sent. */
  residency?: 'germany' | 'anywhere';
  /** The lowest TLS version; `1.3` by default. */
  minTls?: '1.3' | '1.2';
  /** SHA-256 of a leaf certificate, demanded in addition to a valid chain. */
  pinnedCertificate?: string;
  /** How many times a call is sent at most; 6 by default. */
  attempts?: number;
  /** How long one attempt may take; 30 000 by default. */
  attemptTimeoutMs?: number;
  /** How long a call may take in all; 120 000 by default. */
  totalTimeoutMs?: number;
  /** The first interval between looks at a pending change; 100 by default. */
  pollFirstMs?: number;
  /** The longest interval between looks at a pending change; 5 000 by default. */
  pollLongestMs?: number;
  /** How long to wait for a change in all; one hour by default. */
  waitDeadlineMs?: number;
  userAgent?: string;
}

export interface CallOptions {
  /** Gives the call up; its connection is closed. A change that was sent goes on by itself. */
  signal?: AbortSignal;
}

export interface RawOptions extends CallOptions {
  /** The values of the path, in their order. */
  params?: (string | number)[];
  query?: Record<string, QueryValue | QueryValue[]>;
  body?: unknown;
  /** Such as `de-txl`, for services that have a host in each region. */
  region?: string;
}

/** Options of operations that are no verb. */
export interface OperationOptions extends CallOptions {
  /** Further parameters of the query. */
  query?: Record<string, QueryValue | QueryValue[]>;
}
export type QueryValue = string | number | boolean | null | undefined;

/** A client of IONOS Cloud. */
export interface Client extends Services {}
export class Client {
  /** A client with these settings only: no environment, no file. Nothing is sent. */
  constructor(settings: Settings);
  /** A client from the environment and the configuration file, like the official tools; settings given here come first. */
  static fromEnv(settings?: Settings): Client;

  readonly ai: Ai;

  /** Calls any operation by its id, and gives the body of the answer. */
  raw<T = unknown>(operation: string, options?: RawOptions): Promise<T>;
  /** As `raw`, with the status and the id of the call. */
  rawReply<T = unknown>(operation: string, options?: RawOptions): Promise<{ status: number; requestId: string; body: T }>;
  /** Calls any operation that starts a change, and gives the change. */
  rawChange<T = M.Resource>(operation: string, options?: RawOptions): Submission<T>;
  /**
   * Waits for many changes with one poller: while several are open, it reads them in one list. Gives what became of each, in
   * their order, like `Promise.allSettled`: the failure of one does not end the others.
   */
  waitAll<T>(pendings: Iterable<Pending<T>>, options?: CallOptions): Promise<PromiseSettledResult<T>[]>;
}

export interface Operation {
  /** Such as `datacentersGet`; where several APIs use one id, with the key of the API: `container-registry/locationsGet`. */
  id: string;
  /** Name of the API. */
  api: string;
  /** Short name of the API, such as `dns`. */
  key: string;
  method: string;
  path: string;
  /** How many items a page of this list holds; `null` where the API sends everything at once. */
  page: number | null;
}
/** Every operation that `raw` can call. */
export function operations(): Operation[];

// ---- Handles -----------------------------------------------------------------------------------------------------

export interface ListOptions extends CallOptions {
  /** 0 for references, 1 for properties (the default), more for what lies inside; at most 10. */
  depth?: number;
  /** Keeps items whose property contains the value, in any case. */
  filter?: Record<string, QueryValue | QueryValue[]>;
  orderBy?: string;
  /** Items a page, where the service has pages. */
  pageSize?: number;
  query?: Record<string, QueryValue | QueryValue[]>;
}

/** A list that is read while it is walked through: `for await (const server of servers.list())`. */
export class List<T> implements AsyncIterable<T> {
  private constructor();
  [Symbol.asyncIterator](): AsyncIterator<T>;
  /** The pages, each an array. */
  pages(): AsyncGenerator<T[], void, undefined>;
  /** All items at once. */
  all(): Promise<T[]>;
}

/** All resources `R` of one kind in one place, such as the images of a contract. */
export interface Collected<R, H> {
  /** The handle of one of them; nothing is sent. */
  item(id: string | number): H;
  list(options?: ListOptions): List<R>;
  get(id: string | number, options?: { depth?: number } & CallOptions): Promise<R>;
  /** Looks one up by its exact name; `undefined` when there is none. */
  find(name: string, options?: ListOptions): Promise<R | undefined>;
}

/** A collection in which resources can be made. */
export interface Creatable<R, N, H> extends Collected<R, H> {
  /** Makes a new one. The request is never repeated blindly; see `mayHaveHappened`. */
  create(resource: N, options?: CallOptions): Submission<R>;
  /** Makes a new one unless one of that name exists, and finds out what happened after an unclear answer. */
  ensure(resource: N, options?: CallOptions): Submission<R>;
}

/** A collection of resources that carry labels. */
export interface Labelable<R, N, H> extends Creatable<R, N, H> {
  /** Makes a new one unless one with this label exists, and labels it: names need not be unique. */
  ensureLabelled(resource: N, key: string, value: string, options?: CallOptions): Submission<R>;
}

/** Resources that live elsewhere and are attached here. */
export interface AttachedCollection<R> extends Collected<R, Attached<R>> {
  /** Attaches one that exists. */
  attach(id: string | number, options?: CallOptions): Submission<R>;
}

/** The collection of a name that this version does not know; see `Item.collection`. */
export class Collection<Properties, NewResource = M.New<Record<string, unknown>>, Handle = Item<Properties>> {
  private constructor();
}
export interface Collection<Properties, NewResource = M.New<Record<string, unknown>>, Handle = Item<Properties>>
  extends Creatable<M.Resource<Properties>, NewResource, Handle> {}

/** One resource `R`; holds its address only. */
export interface Handle<R> {
  readonly id: string;
  get(options?: { depth?: number } & CallOptions): Promise<R>;
  /** `undefined` when it does not exist. */
  getOrUndefined(options?: { depth?: number } & CallOptions): Promise<R | undefined>;
  /** What lies inside it, by the name that the path has for it, such as `nics`. */
  collection<P = Record<string, unknown>>(segment: string): Collection<P>;
  /** Does something to it, such as `reboot`. */
  act<T = void>(action: string, options?: { body?: unknown } & CallOptions): Submission<T>;
  /** Replaces a side of it, such as the security groups of a server. */
  assign<T = void>(side: string, body: unknown, options?: CallOptions): Submission<T>;
}

/** A handle whose resource can be changed. */
export interface Patchable<R, U> {
  /** Changes the fields that are given; the others stay. `null` clears a field. */
  patch(properties: U, options?: CallOptions): Submission<R>;
}

/** A handle whose resource can be replaced. */
export interface Replaceable<R, N> {
  /** Replaces it as a whole; what is left out falls back to its default. */
  replace(resource: N, options?: CallOptions): Submission<R>;
}

/** A handle whose resource can be removed. */
export interface Removable {
  /** Removes it. Removing what is gone already succeeds. */
  delete(options?: { query?: Record<string, QueryValue> } & CallOptions): Submission<void>;
}

/** A resource that lives elsewhere and is attached here. */
export interface Attached<R> extends Handle<R> {
  /** Detaches it; it goes on to exist. Detaching what is detached already succeeds. */
  detach(options?: CallOptions): Submission<void>;
}

/** One resource of a kind that this version does not know; see `Item.collection`. */
export class Item<Properties = Record<string, unknown>> {
  protected constructor();
}
export interface Item<Properties = Record<string, unknown>>
  extends Handle<M.Resource<Properties>>,
    Patchable<M.Resource<Properties>, Partial<Properties>>,
    Replaceable<M.Resource<Properties>, M.New<Properties>>,
    Removable {}

/** A resource that carries labels. */
export interface Labelled<Properties> extends Item<Properties> {
  readonly labels: Labels;
}

export interface WaitOptions extends CallOptions {
  /** How long to wait; the client's `waitDeadlineMs` by default. */
  timeoutMs?: number;
}

/** How far a change is. */
export type Progress = 'queued' | 'running' | 'settling' | 'done';

/** A change that the service accepted and works on. Dropping it does not cancel the change. */
export class Pending<T> {
  private constructor();
  /** Identifier of the resource. */
  readonly id: string | undefined;
  /** Identifier of the request that does the work, when the service named one. */
  readonly requestId: string | undefined;
  /** Whether this call made it; `false` only when `ensure` found it. */
  readonly created: boolean;
  /** The resource as it was accepted. */
  readonly accepted: T | undefined;
  /** Waits until the change is finished and gives the resource as it is then. */
  wait(options?: WaitOptions): Promise<T>;
  /** How far the change is, until it ends. */
  progress(options?: WaitOptions): AsyncGenerator<Progress, void, undefined>;
}

/** The promise of a `Pending`, with a short way to its end: `await servers.create(..).wait()`. */
export interface Submission<T> extends Promise<Pending<T>> {
  wait(options?: WaitOptions): Promise<T>;
}

// ---- AI Model Hub ------------------------------------------------------------------------------------------------

export interface ToolCall {
  id: string;
  type: string;
  function: {
    name: string;
    /** JSON text as the model wrote it: check it before use. */
    arguments: string;
  };
}

export interface Message {
  role: M.Open<'system' | 'user' | 'assistant' | 'tool'>;
  content?: string | Record<string, unknown>[] | null;
  tool_calls?: ToolCall[];
  /** Which call a tool's result answers. */
  tool_call_id?: string;
}

export interface Tool {
  type: 'function';
  function: { name: string; description?: string; parameters?: Record<string, unknown> };
}

export interface Question extends CallOptions {
  model: string;
  messages: Message[];
  /** How long the answer may get; 1024 by default. */
  max_completion_tokens?: number;
  /** 0 to 2. */
  temperature?: number;
  /** 0 to 1. */
  top_p?: number;
  stop?: string | string[];
  tools?: Tool[];
  tool_choice?: M.Open<'none' | 'auto' | 'required'>;
  response_format?: Record<string, unknown>;
}

export interface Usage {
  prompt_tokens: number;
  completion_tokens: number;
  total_tokens: number;
}

/** A whole answer of a model. */
export class ChatAnswer {
  private constructor();
  readonly id: string;
  readonly model: string;
  readonly choices: { index: number; message: Message; finish_reason?: string | null }[];
  readonly usage: Usage;
  /** The text of the first choice. */
  readonly text: string;
  /** The calls of tools that the first choice asks for. */
  readonly toolCalls: ToolCall[];
}

/** A piece of a streamed answer. */
export class ChatChunk {
  private constructor();
  readonly id: string;
  readonly model: string;
  readonly choices: { index: number; delta: { content?: string }; finish_reason?: string | null }[];
  readonly usage?: Usage | null;
  /** The new text of the first choice; empty for pieces without text. */
  readonly text: string;
}

/** A streamed answer, to be walked through once. Leaving the loop closes the connection. */
export class ChatStream implements AsyncIterable<ChatChunk> {
  private constructor();
  [Symbol.asyncIterator](): AsyncIterator<ChatChunk>;
  /** Tokens used; known at the end. */
  readonly usage: Usage | undefined;
  /** The calls of tools that the model asks for; whole at the end. */
  readonly toolCalls: ToolCall[];
  /** The rest of the text at once. */
  text(): Promise<string>;
}

export interface Embeddings {
  data: { index: number; embedding: number[] }[];
  model: string;
  usage: Partial<Usage>;
}

export interface Model {
  id: string;
  [field: string]: unknown;
}

/** The AI Model Hub. Names of options and fields are those of the API, which is OpenAI's. */
export interface Ai {
  /** With `stream: true` the answer comes piece by piece, to be read with `for await`. */
  chat(question: Question & { stream: true }): ChatStream;
  chat(question: Question & { stream?: false }): Promise<ChatAnswer>;
  /** The vectors of these texts, in their order. */
  embeddings(question: { model: string; input: string | string[] } & CallOptions): Promise<Embeddings>;
  /** Lets a model go on with a text. `max_tokens` is 1024 unless it is given; other fields are sent as they are. */
  complete(
    request: { model: string; prompt: string; max_tokens?: number; [field: string]: unknown } & CallOptions,
  ): Promise<M.CompletionAnswer>;
  /** Lets a model make images; other fields are sent as they are. */
  generateImage(
    request: { model: string; prompt: string; n?: number; size?: string; [field: string]: unknown } & CallOptions,
  ): Promise<M.GeneratedImages>;
  /** The models that can be asked. */
  models(options?: CallOptions): Promise<Model[]>;
}

// ---- SSH keys ----------------------------------------------------------------------------------------------------

/** The public facts of a stored key. */
export interface KeyInfo {
  name: string;
  algorithm: string;
  /** `SHA256:` and 43 characters. */
  fingerprint: string;
  /** One line in OpenSSH format. */
  publicKey: string;
  comment: string;
  createdAt: string;
  encrypted: boolean;
  /** The private file. */
  path: string;
}

export interface KeyOptions {
  comment?: string;
  passphrase?: string | Secret;
}

export interface KeyPlace {
  key: string;
  fleet: string;
  person?: string;
  /** From 1; counts up with each rotation. */
  generation?: number;
}

export interface Assignment extends KeyPlace {
  generation: number;
  fingerprint: string;
  publicKey: string;
  assignedAt: string;
}

/** A directory of SSH keys. Private files are 0600, the directory is 0700, and nothing is ever overwritten. */
export class KeyStore {
  private constructor();
  /** Opens the store; a missing directory is made. */
  static open(path: string): Promise<KeyStore>;
  readonly path: string;
  /** Makes an Ed25519 key that does not exist yet. */
  generate(name: string, options?: KeyOptions): Promise<KeyInfo>;
  /** Makes a key unless it exists. */
  ensure(name: string, options?: KeyOptions): Promise<{ key: KeyInfo; created: boolean }>;
  list(): Promise<KeyInfo[]>;
  get(name: string): Promise<KeyInfo>;
  /** The private half, in OpenSSH format. */
  privateKey(name: string, options?: { passphrase?: string | Secret }): Promise<Secret>;
  /** Records that a key belongs to a fleet; `false` when it is recorded already. */
  assign(place: KeyPlace): Promise<boolean>;
  /** Removes that record; `false` when there is none. */
  unassign(place: KeyPlace): Promise<boolean>;
  /** Which key belongs to which fleet, person and generation. */
  assignments(): Promise<Assignment[]>;
}

// ---- Tunnels -----------------------------------------------------------------------------------------------------

export interface Publication {
  /** Name of the tunnel. */
  name: string;
  /** The name under which the service is reached. */
  hostname: string;
  /** Where the service listens, seen from the server: `http://localhost:8080`. */
  service: string;
  /** Whose people may enter. */
  emailDomains: string[];
  /** How long a login lasts, such as `24h`. */
  sessionDuration?: string;
  /** Accepts mail domains under which anybody can get an address. */
  allowPublicMailDomains?: boolean;
}

/** How the connector's token reaches the server. */
export type Connector =
  | { via: 'guest'; server: string; url?: string }
  | {
      via: 'ssh';
      user: string;
      host: string;
      port?: number;
      identityFile?: string;
      knownHosts?: string;
      jump?: { user: string; host: string; port?: number };
    };

/** Where tunnels are kept; `CLOUDFLARE_API_TOKEN` and `CLOUDFLARE_ACCOUNT_ID` say so when it is not given. */
export interface Account {
  token: string | Secret;
  account: string;
  baseUrl?: string;
}

export type TunnelStep = M.Open<'access' | 'tunnel' | 'configuration' | 'handover' | 'connector' | 'dns'>;

export type TunnelEvent =
  | { event: 'started'; step: TunnelStep }
  | { event: 'waiting'; status: Record<string, unknown> }
  | { event: 'done'; step: TunnelStep; change: string };

export interface TunnelOptions extends CallOptions {
  account?: Account;
  onEvent?: (event: TunnelEvent) => void;
}

/** A service that is published. With `await using` it is taken down at the end of the block. */
export class Published {
  private constructor();
  readonly hostname: string;
  readonly tunnel: { id: string; name: string };
  readonly access: Record<string, unknown>;
  readonly connector: { healthy: boolean; status: string; connectors: number; connections: number };
  readonly changes: { step: TunnelStep; change: string }[];
  unpublish(options?: Omit<TunnelOptions, 'account'>): Promise<Unpublished>;
  [Symbol.asyncDispose](): Promise<void>;
}

export interface Unpublished {
  changes: { step: TunnelStep; change: string }[];
}

/** Publishes a service: login first, then the tunnel and its connector, the name last. */
export function publish(publication: Publication, options: { connector: Connector } & TunnelOptions): Promise<Published>;
/** Takes a publication down: the name first, the login last. */
export function unpublish(publication: Publication, options?: TunnelOptions): Promise<Unpublished>;

/**
 * First-boot instructions (`#cloud-config`) that install the connector and start it when its token arrives; for the `userData`
 * of a boot volume, in base64. They hold no secret.
 */
export function connectorCloudConfig(): string;

// ---- Stacks ------------------------------------------------------------------------------------------------------

export type Action = M.Open<'create' | 'change' | 'replace' | 'keep' | 'delete'>;

export interface Counts {
  create: number;
  change: number;
  replace: number;
  keep: number;
  delete: number;
}

export interface Plan {
  stack: string;
  location: string;
  steps: { id: string; action: Action; why: string[]; needs: string[]; branch: string }[];
  unmanaged: string[];
  protected: string[];
  counts: Counts;
  /** The plan as a tree, for people. */
  text: string;
}

export type StackEvent =
  | { event: 'planned'; counts: Counts }
  | { event: 'started'; step: string; action: Action }
  | { event: 'done'; step: string; action: Action; wrote: boolean; seconds: number }
  | { event: 'failed'; step: string; error: string };

export interface Report {
  stack: string;
  counts: Counts;
  done: { step: string; action: Action; wrote: boolean; seconds: number }[];
  remaining: string[];
  protected: string[];
  seconds: number;
}

/** What a compliance check says. */
export interface Finding {
  /** Such as `NET-01`. */
  id: string;
  title: string;
  verdict: M.Open<'pass' | 'fail' | 'unknown' | 'attested' | 'not-applicable'>;
  /** What does not hold, when it fails. */
  problems?: string[];
  /** Why it cannot be told. */
  reason?: string;
  remediation: string;
  /** Criteria of the BSI's C5 catalogue. */
  c5_2020: string[];
  c5_2026: string[];
  /** How many resources were looked at. */
  examined: number;
  evidence: { url: string; etag: string | null; read_at: string }[];
}

export interface StackSettings {
  /** Directory for secrets; `IONOS_SECRETS` or `/secrets` by default. */
  secrets?: string;
  /** A profile of the configuration file. */
  profile?: string;
}

export interface RunOptions extends CallOptions {
  onEvent?: (event: StackEvent) => void;
}

/** A declared stack. Credentials and addresses come from the environment. */
export class Stack {
  private constructor();
  /** Reads a stack file. */
  static load(path: string, settings?: StackSettings): Promise<Stack>;
  /** Reads a stack from text; `name` stands for the file in messages. */
  static parse(text: string, name: string, settings?: StackSettings): Stack;
  readonly name: string;
  readonly description: string;
  readonly location: string;
  /** What `up` would do. Writes nothing. */
  plan(options?: CallOptions): Promise<Plan>;
  /** What `down` would do. Writes nothing. */
  planDown(options?: CallOptions): Promise<Plan>;
  /** Makes what is missing and mends what differs. May be stopped at any moment: the next run goes on. */
  up(options?: RunOptions): Promise<Report>;
  /** Takes the stack down; what is protected stays. */
  down(options?: RunOptions): Promise<Report>;
  /** What differs, and what the compliance checks say. Writes nothing. */
  status(options?: CallOptions): Promise<{ plan: Plan; findings: Finding[] }>;
  /** What the compliance checks say. Writes nothing. */
  audit(options?: CallOptions): Promise<Finding[]>;
}
