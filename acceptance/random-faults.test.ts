import { holdRandomFaults } from "./hold-random-faults.ts";

// random-faults.slow.test.ts has twelve of them.
holdRandomFaults([1]);
