// Status, code and text of each refusal as the published error list of the Data Lake Storage REST API has them.
const table = {
  CannotVerifyCopySource: [404, "Could not verify the copy source within the specified time."],
  ConditionNotMet: [412, "The condition specified using HTTP conditional header(s) is not met."],
  ContentLengthMustBeZero: [400, "The Content-Length request header must be zero."],
  DirectoryNotEmpty: [
    409,
    "The recursive query parameter value must be true to delete a non-empty directory.",
  ],
  FilesystemAlreadyExists: [409, "The specified filesystem already exists."],
  FilesystemBeingDeleted: [409, "The specified filesystem is being deleted."],
  FilesystemNotFound: [404, "The specified filesystem does not exist."],
  InvalidBlockId: [400, "The specified block ID is invalid. The block ID must be Base64-encoded."],
  InvalidBlockList: [400, "The specified block list is invalid."],
  InvalidFlushOperation: [
    409,
    "The resource was created or modified by the Blob Service API and cannot be written to by the Data Lake Storage Service API.",
  ],
  InvalidFlushPosition: [
    400,
    "The uploaded data is not contiguous or the position query parameter value is not equal to the length of the file after appending the uploaded data.",
  ],
  InvalidHeaderValue: [400, "The value for one of the HTTP headers is not in the correct format."],
  InvalidInput: [400, "One of the request inputs is not valid."],
  InvalidPropertyName: [400, "The property name contains invalid characters."],
  InvalidQueryParameterValue: [
    400,
    "Value for one of the query parameters specified in the request URI is invalid.",
  ],
  InvalidRange: [416, "The range specified is invalid for the current size of the resource."],
  InvalidRenameSourcePath: [
    409,
    "The source directory cannot be the same as the destination directory, nor can the destination be a subdirectory of the source directory.",
  ],
  InvalidResourceName: [400, "The specified resource name contains invalid characters."],
  InvalidSourceOrDestinationResourceType: [
    409,
    "The source and destination resource type must be identical.",
  ],
  InvalidSourceUri: [400, "The source URI is invalid."],
  LeaseAlreadyPresent: [409, "There is already a lease present."],
  LeaseIdMismatch: [412, "The lease ID specified did not match the lease ID for the resource."],
  LeaseIdMismatchWithLeaseOperation: [
    409,
    "The lease ID specified did not match the lease ID for the resource with the specified lease operation.",
  ],
  LeaseIdMissing: [
    412,
    "There is currently a lease on the resource and no lease ID was specified in the request.",
  ],
  LeaseIsBreakingAndCannotBeAcquired: [
    409,
    "The lease ID matched, but the lease is currently in breaking state and cannot be acquired until it is broken.",
  ],
  LeaseIsBreakingAndCannotBeChanged: [
    409,
    "The lease ID matched, but the lease is currently in breaking state and cannot be changed.",
  ],
  LeaseIsBrokenAndCannotBeRenewed: [
    409,
    "The lease ID matched, but the lease has been broken explicitly and cannot be renewed.",
  ],
  LeaseLost: [412, "A lease ID was specified, but the lease for the resource has expired."],
  LeaseNotPresent: [412, "There is currently no lease on the resource."],
  LeaseNotPresentWithLeaseOperation: [409, "The lease ID is not present with the specified lease operation."],
  Md5Mismatch: [
    400,
    "The MD5 value specified in the request did not match with the MD5 value calculated by the server.",
  ],
  MissingRequiredHeader: [400, "An HTTP header that's mandatory for this request is not specified."],
  MissingRequiredQueryParameter: [
    400,
    "A query parameter that's mandatory for this request is not specified.",
  ],
  // Not an error of the list: a conditional read of what has not changed, told without a body.
  NotModified: [304, ""],
  OutOfRangeQueryParameterValue: [
    400,
    "One of the query parameters specified in the request URI is outside the permissible range.",
  ],
  PathAlreadyExists: [409, "The specified path already exists."],
  PathConflict: [
    409,
    "The specified path, or an element of the path, exists and its resource type is invalid for this operation.",
  ],
  PathIsTooDeep: [409, "The specified path has too many segments."],
  PathNotFound: [404, "The specified path does not exist."],
  RenameDestinationParentPathNotFound: [404, "The parent directory of the destination path does not exist."],
  ResourceNotFound: [404, "The specified resource does not exist."],
  ResourceTypeMismatch: [
    409,
    "The resource type specified in the request does not match the type of the resource.",
  ],
  SourceConditionNotMet: [412, "The source condition specified using HTTP conditional header(s) is not met."],
  SourcePathNotFound: [404, "The source path for a rename operation does not exist."],
  UnsupportedHeader: [400, "One of the headers specified in the request is not supported."],
  UnsupportedQueryParameter: [
    400,
    "One of the query parameters specified in the request URI is not supported.",
  ],
} as const satisfies Record<string, readonly [status: number, message: string]>;

/** Named as the Data Lake endpoint names it; the blob endpoint has other names for some. */
export type RefusalCode = keyof typeof table;

/** Why the lake does not do what it was asked. The edge of the service turns it into an answer. */
export class LakeRefusal extends Error {
  readonly code: RefusalCode;
  readonly status: number;
  /** Extra headers of the answer. */
  readonly headers: Readonly<Record<string, string>>;

  /** `detail` goes behind the service's own text, to say what exactly is meant. */
  constructor(code: RefusalCode, detail = "", headers: Readonly<Record<string, string>> = {}) {
    const [status, message] = table[code];
    super(detail === "" ? message : `${message} ${detail}`);
    this.name = "LakeRefusal";
    this.code = code;
    this.status = status;
    this.headers = headers;
  }
}
