import { cutConnection } from "../host/server.ts";
import type { HostSettings } from "../host/twin-of.ts";
import { withBearer } from "../identity/bearer.ts";
import type { Served } from "../served.ts";
import type { ServiceCode } from "../twin-service.ts";
import { wordsOf } from "../typed-options.ts";
import { checkFilesystemNames, checkLakeNames, defaultLakeName } from "./account-names.ts";
import { finishAnswer } from "./answers.ts";
import { armStorage } from "./arm-account.ts";
import { storageBearer, withSharedKey } from "./authorise.ts";
import { createLakeService } from "./service.ts";
import { accountKey } from "./shared-key.ts";

/** What `startTwin` is given for storage accounts. */
export interface LakeGiven {
  /** Names of the storage accounts to serve; one named after the twin when absent. */
  readonly lakes?: readonly string[];
  /** Names of file systems to make in each account where they are absent; none when absent. */
  readonly filesystems?: readonly string[];
  readonly settings?: HostSettings;
}

/** What `status.json` tells of a storage account, whose Data Lake and blob endpoints share an origin. */
export type LakeStatus = {
  /** `https://127.0.0.1:PORT`. */
  readonly origin: string;
  /** What an SDK is given: the origin and, in path style, the account. */
  readonly endpoint: string;
  /** The account key; a token does as well. */
  readonly key: string;
  /** Absolute path of a folder that holds a folder for each file system, with its files under their own names. */
  readonly files: string;
};

/** One storage account of a twin in this process. */
export type TwinLake = Served<LakeStatus>;

// SDKs send up to 256 MB in one request.
const largestBody = 512 * 1024 * 1024;

/**
 * Opens storage accounts, and answers for them as resources. A failed operation is nothing that storage knows; a stale
 * read neither: it is strongly consistent.
 */
export const serveLake: ServiceCode<LakeGiven, LakeStatus> = {
  read: (typed) => ({ filesystems: wordsOf(typed, "filesystem") ?? ["churn"] }),
  instances({ lakes, filesystems: wanted = [], settings = {} }, twin) {
    const filesystems = checkFilesystemNames(wanted);
    const { pageSize } = settings;
    return checkLakeNames(lakes ?? [defaultLakeName(twin)]).map((account) => ({
      name: account,
      open({ folder, origin, authority, tokens, now }) {
        const paging = pageSize === undefined ? {} : { pageSize };
        const service = createLakeService({ account, folder, filesystems, now, ...paging });
        const key = accountKey(folder);
        return {
          handler: service.handler,
          guard(answer) {
            const others = withBearer(tokens, storageBearer(account, authority), answer);
            const secured = withSharedKey({ account, key, signed: answer, others });
            return async (request) => {
              const answered = await secured(request);
              return answered === cutConnection ? answered : finishAnswer(request, answered);
            };
          },
          largestBody,
          status: () => ({
            origin: origin(),
            endpoint: `${origin()}/${account}`,
            key,
            files: service.files,
          }),
          face: {},
          stop: service.close,
        };
      },
    }));
  },
  resources: (served) => armStorage((name) => served.get(name.toLowerCase())),
};
