import { holdRandomFaults } from "./hold-random-faults.ts";

// random-faults.slow.test.ts has more of them.
holdRandomFaults([1, 2, 3]);
