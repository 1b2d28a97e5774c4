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

const CLASSES = {
  CONFIG: ConfigError,
  AUTH: AuthError,
  PERMISSION_DENIED: PermissionDeniedError,
  NOT_FOUND: NotFoundError,
  CONFLICT: ConflictError,
  INVALID_REQUEST: InvalidRequestError,
  RATE_LIMITED: RateLimitedError,
  QUOTA: QuotaError,
  UNAVAILABLE: UnavailableError,
  TIMEOUT: TimeoutError,
  CONNECT: ConnectError,
  DECODE: DecodeError,
  PROVISIONING: ProvisioningError,
  CANCELED: CanceledError,
  RESIDENCY: ResidencyError,
  // Tunnels.
  INVALID_INPUT: InvalidRequestError,
  NOT_READY: TimeoutError,
  HANDOVER: ProvisioningError,
  // The key store.
  ALREADY_EXISTS: ConflictError,
  MISMATCH: ConflictError,
  LOCKED: ConflictError,
  WIDE_PERMISSIONS: ConfigError,
  FOREIGN_OWNER: ConfigError,
  SYMLINK: ConfigError,
  WRONG_FILE_TYPE: ConfigError,
  ACCESS_DENIED: ConfigError,
  NO_SPACE: ConfigError,
  CORRUPT: ConfigError,
  IO: ConfigError,
  PASSPHRASE_REQUIRED: AuthError,
  WRONG_PASSPHRASE: AuthError,
  // Stack files.
  STACK: ConfigError,
};

/** Turns what the native part threw into one of the classes above. */
function decode(thrown) {
  let fields;
  try {
    fields = JSON.parse(thrown.message);
  } catch {
    return thrown;
  }
  if (typeof fields?.kind !== 'string') return thrown;
  const Class = CLASSES[fields.kind] ?? IonosError;
  const error = new Class(fields);
  Error.captureStackTrace?.(error, decode);
  return error;
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
  decode,
};
