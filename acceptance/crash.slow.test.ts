import { holdCrashes } from "./hold-crashes.ts";

holdCrashes(1);
