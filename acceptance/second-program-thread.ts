/** The other thread of the second program. */
import "./second-program-kinds.ts";
import "../packages/publisher/src/second-thread/thread.ts";
