import { holdCrashes } from "./hold-crashes.ts";

// One request of twenty-two, before or after its effect in turn; crash.slow.test.ts takes them all.
holdCrashes(22);
