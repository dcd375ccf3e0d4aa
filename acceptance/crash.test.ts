import { holdCrashes } from "./hold-crashes.ts";

// One request of eleven, before or after its effect in turn; crash.slow.test.ts takes them all.
holdCrashes(11);
