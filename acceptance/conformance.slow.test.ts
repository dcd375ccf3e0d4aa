import { describe, vi } from "vitest";
import { allMoments, holdConformanceCrashes, openConformancePlaces } from "./hold-conformance.ts";

vi.setConfig({ testTimeout: 90_000 });

openConformancePlaces(allMoments.map((moment) => `kill-${moment}`));
describe.concurrent("retain conformance", () => holdConformanceCrashes(allMoments));
