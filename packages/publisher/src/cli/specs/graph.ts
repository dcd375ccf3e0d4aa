import { command, declare } from "../command.ts";
import { env, selection } from "../options.ts";

/** What `retain graph` takes. */
export const graphDeclared = declare({
  name: "graph",
  summary: "Print what refers to what, and what no trigger reaches",
  about: [
    "Reads the repository, no workspace, and prints its artifacts and their references for Mermaid, for Graphviz (dot) or as JSON. What the repository refers to without holding it is in the graph, and says so.",
    "An artifact is dead when no trigger reaches it, started or stopped, however many references lie between. A pipeline that people or other programs run, and what only it uses, is dead by this definition: the graph cannot know them. What belongs to the workspace itself is not judged, and a reference whose name is computed at run time is no edge: how many there are is said on stderr.",
  ],
  options: [
    env,
    ...selection,
    {
      flags: "--format <name>",
      help: "what it is printed for (default: mermaid)",
      choices: ["mermaid", "dot", "json"],
    },
    { flags: "--dead", help: "only what is dead; without --format as a list, one kind/name a line" },
  ],
  examples: [
    "retain graph > graph.mmd",
    "retain graph --format dot --only pipeline trigger | dot -Tsvg > graph.svg",
    "retain graph --dead",
  ],
});

/** `retain graph` with its code. */
export const graphSpec = command(
  graphDeclared,
  async () => (await import("../../commands/graph.ts")).runGraph,
);
