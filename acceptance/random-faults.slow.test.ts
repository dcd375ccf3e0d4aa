import { holdRandomFaults } from "./hold-random-faults.ts";

holdRandomFaults(Array.from({ length: 12 }, (_, at) => at + 1));
