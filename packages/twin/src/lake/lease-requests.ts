import type { TwinResponse } from "../http.ts";
import { checkWrite } from "./conditions.ts";
import type { LakeContext, Operation } from "./context.ts";
import { keepFilesystem } from "./filesystems.ts";
import { acquire, breakLease, change, checkRelease, type Lease, renew } from "./lease.ts";
import { entryOf, filesystemOf, versionHeaders } from "./lookups.ts";
import { LakeRefusal } from "./refusal.ts";
import { type LakeRequest, requiredHeader, wholeNumber } from "./request.ts";

/** What a lease operation leaves, and how it is answered. */
interface Outcome {
  readonly status: number;
  readonly lease?: Lease;
  readonly headers: Readonly<Record<string, string>>;
}

/** `PUT ?comp=lease` of a file. Neither its etag nor its date move. */
export const leasePath: Operation = (context, request) => {
  const entry = entryOf(context, request.place);
  checkWrite(request, entry);
  const outcome = operate(context, request, entry.lease);
  const { lease: _before, ...rest } = entry;
  context.store.commit([{ op: "put", place: request.place, entry: { ...rest, ...leaseOf(outcome) } }]);
  return answer(outcome, entry);
};

/** `PUT ?restype=container&comp=lease`: guards the file system against deletion. */
export const leaseFilesystem: Operation = (context, request) => {
  const properties = filesystemOf(context, request.place);
  checkWrite(request, properties);
  const outcome = operate(context, request, properties.lease);
  const { lease: _before, ...rest } = properties;
  keepFilesystem(context, request.place.filesystem, { ...rest, ...leaseOf(outcome) });
  return answer(outcome, properties);
};

function operate({ now }: LakeContext, request: LakeRequest, lease: Lease | undefined): Outcome {
  const time = now();
  const own = () => requiredHeader(request, "x-ms-lease-id");
  const number = (name: string) => wholeNumber(request.header(name), "InvalidHeaderValue");
  switch (requiredHeader(request, "x-ms-lease-action").toLowerCase()) {
    case "acquire": {
      const id = request.header("x-ms-proposed-lease-id");
      const duration = number("x-ms-lease-duration");
      if (duration === undefined)
        throw new LakeRefusal("MissingRequiredHeader", "x-ms-lease-duration is missing.");
      return held(201, acquire(lease, id === undefined ? { duration } : { id, duration }, time));
    }
    case "renew":
      return held(200, renew(lease, own(), time));
    case "change":
      return held(200, change(lease, own(), requiredHeader(request, "x-ms-proposed-lease-id"), time));
    case "release":
      checkRelease(lease, own());
      return { status: 200, headers: {} };
    case "break": {
      const broken = breakLease(lease, number("x-ms-lease-break-period"), time);
      return { status: 202, lease: broken.lease, headers: { "x-ms-lease-time": String(broken.seconds) } };
    }
    default:
      throw new LakeRefusal("InvalidHeaderValue", "x-ms-lease-action is unknown.");
  }
}

function held(status: number, lease: Lease): Outcome {
  return { status, lease, headers: { "x-ms-lease-id": lease.id } };
}

function leaseOf({ lease }: Outcome): { readonly lease?: Lease } {
  return lease ? { lease } : {};
}

function answer({ status, headers }: Outcome, version: { etag: string; modified: number }): TwinResponse {
  return { status, headers: { ...versionHeaders(version), ...headers } };
}
