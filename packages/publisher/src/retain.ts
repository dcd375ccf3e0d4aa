import { main } from "./main.ts";
import { shipped } from "./shipped.ts";

await main(shipped);
