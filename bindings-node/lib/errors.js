'use strict';

/** An error of the native part, above the one that caused it. Its stack would show this file only. */
function below(cause, message) {
  const error = new Error(message, cause && { cause });
  error.stack = `Error: ${message}`;
  return error;
}

/** Any failure of this package. `code` is stable and meant for programs, `message` is one line and meant for people. */
class IonosError extends Error {
  constructor(fields = {}) {
    const { message = 'unknown failure', kind = 'UNKNOWN', cause, causes = [], ...rest } = fields;
    // The causes come from the outermost to the innermost.
    const chain = causes.reduceRight(below, undefined);
    const origin = cause ?? chain;
    super(message, origin === undefined ? undefined : { cause: origin });
    this.code = `IONOS_${kind}`;
    for (const [name, value] of Object.entries(rest)) {
      if (value !== null && value !== undefined) this[name] = value;
    }
  }

  get name() {
    return this.constructor.name;
  }
}

/** Settings, files or permissions of this machine have to be put right. */
class ConfigError extends IonosError {}
/** Credentials are missing, wrong or expired. */
class AuthError extends IonosError {}
/** The credentials are good but lack a privilege. */
class PermissionDeniedError extends IonosError {}
/** No such resource. */
class NotFoundError extends IonosError {}
/** What exists forbids the change. */
class ConflictError extends IonosError {}
/** The input was refused. */
class InvalidRequestError extends IonosError {}
/** Too many requests, and the time budget did not allow to wait longer. */
class RateLimitedError extends IonosError {}
/** A limit of the contract is reached. */
class QuotaError extends IonosError {}
/** The service failed or is under maintenance. */
class UnavailableError extends IonosError {}
/** The time budget is used up. */
class TimeoutError extends IonosError {}
/** No connection could be made, or it broke. */
class ConnectError extends IonosError {}
/** The answer is not what the service promises. */
class DecodeError extends IonosError {}
/** The change was accepted, and it failed afterwards. */
class ProvisioningError extends IonosError {}
/** The call was given up by its caller. */
class CanceledError extends IonosError {}
/** A place outside the allowed region was refused; nothing was sent. */
class ResidencyError extends IonosError {}

/** The key store refused; `code` says why, such as `IONOS_ALREADY_EXISTS` or `IONOS_WIDE_PERMISSIONS`. */
class KeyStoreError extends IonosError {}
/** Publishing failed for a reason of its own: `IONOS_NOT_READY`, `IONOS_API` or `IONOS_HANDOVER`. */
class TunnelError extends IonosError {}
/** The stack file is wrong (`IONOS_STACK`), or a step failed (`IONOS_STEP`); then `report` says what was done. */
class StackError extends IonosError {}

const CLASSES = {
  CONFIG: ConfigError,
  AUTH: AuthError,
  PERMISSION_DENIED: PermissionDeniedError,
  NOT_FOUND: NotFoundError,
  CONFLICT: ConflictError,
  INVALID_REQUEST: InvalidRequestError,
  INVALID_INPUT: InvalidRequestError,
  RATE_LIMITED: RateLimitedError,
  QUOTA: QuotaError,
  UNAVAILABLE: UnavailableError,
  TIMEOUT: TimeoutError,
  CONNECT: ConnectError,
  DECODE: DecodeError,
  PROVISIONING: ProvisioningError,
  CANCELED: CanceledError,
  RESIDENCY: ResidencyError,
};
const BY_AREA = { keys: KeyStoreError, tunnel: TunnelError, stack: StackError };

function classOf(area, kind) {
  // The store's own class for everything about the store, except what means the same everywhere.
  const own = area === 'keys' && kind !== 'NOT_FOUND' && kind !== 'INVALID_INPUT';
  return (own ? undefined : CLASSES[kind]) ?? BY_AREA[area] ?? IonosError;
}

function make({ area, cause, ...fields }) {
  return new (classOf(area, fields.kind))({ ...fields, cause: cause && make(cause) });
}

/** Turns what the native part threw into one of the classes above. */
function decode(thrown) {
  let fields;
  try {
    fields = JSON.parse(thrown.message);
  } catch {
    return thrown;
  }
  return typeof fields?.kind === 'string' ? make(fields) : thrown;
}

module.exports = {
  IonosError,
  ConfigError,
  AuthError,
  PermissionDeniedError,
  NotFoundError,
  ConflictError,
  InvalidRequestError,
  RateLimitedError,
  QuotaError,
  UnavailableError,
  TimeoutError,
  ConnectError,
  DecodeError,
  ProvisioningError,
  CanceledError,
  ResidencyError,
  KeyStoreError,
  TunnelError,
  StackError,
  decode,
  made: make,
};
