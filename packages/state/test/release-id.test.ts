import fc from "fast-check";
import { expect, test } from "vitest";
import { newReleaseId } from "../src/release-id.ts";

test("ids of releases sort by time, also within one second", () => {
  const instant = fc.date({
    min: new Date("2000-01-01T00:00:00Z"),
    max: new Date("2099-12-31T23:59:59Z"),
    noInvalidDate: true,
  });
  fc.assert(
    fc.property(instant, fc.integer({ min: 1, max: 5_000 }), (first, later) => {
      const second = new Date(first.getTime() + later);
      expect(newReleaseId(first) < newReleaseId(second)).toBe(true);
      expect(newReleaseId(first)).toMatch(/^\d{8}T\d{6}Z-[0-9a-f]{6}$/);
    }),
  );
});
