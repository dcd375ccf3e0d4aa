import { existsSync } from "node:fs";

/** Where Chromium is, as CHROMIUM_PATH says or where systems put it; undefined when there is none. */
export function findChromium(): string | undefined {
  const named = process.env.CHROMIUM_PATH;
  const usual = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
  return named !== undefined && named !== "" ? named : usual.find((path) => existsSync(path));
}

/** What a test says that needs Chromium and finds none. */
export const noChromium =
  "Chromium is not installed, so the drift page is not tested in a browser: `npm run chromium` installs it on Debian and Ubuntu, CHROMIUM_PATH names one that is elsewhere";
