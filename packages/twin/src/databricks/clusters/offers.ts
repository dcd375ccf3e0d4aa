import type { Routes } from "../context.ts";

// Long-term support, with and without machine learning: "Databricks Runtime release notes".
const runtimes = [
  ["17.3.x", "17.3 LTS", "Apache Spark 4.0.0, Scala 2.13", "scala2.13"],
  ["16.4.x", "16.4 LTS", "Apache Spark 3.5.2, Scala 2.12", "scala2.12"],
  ["15.4.x", "15.4 LTS", "Apache Spark 3.5.0, Scala 2.12", "scala2.12"],
] as const;

/** What clusters can be made of. */
export const clusterRoutes: Routes = {
  "GET /api/2.1/clusters/spark-versions": {
    answer: () => ({
      status: 200,
      body: {
        versions: runtimes.flatMap(([version, title, holds, scala]) => [
          { key: `${version}-${scala}`, name: `${title} (includes ${holds})` },
          { key: `${version}-cpu-ml-${scala}`, name: `${title} ML (includes ${holds})` },
        ]),
      },
    }),
  },
};
