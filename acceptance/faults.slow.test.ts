import { holdFaults } from "./hold-faults.ts";

holdFaults(1);
