import { holdFaults } from "./hold-faults.ts";

// One of five; faults.slow.test.ts takes them all.
holdFaults(5);
