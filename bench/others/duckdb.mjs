// node duckdb.mjs FOLDER OF @duckdb/node-api, then SQL from standard input, on one thread.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
const { DuckDBInstance } = createRequire(process.argv[2] + "/")("@duckdb/node-api");
const instance = await DuckDBInstance.create(":memory:", { threads: "1" });
const connection = await instance.connect();
for (const statement of readFileSync(0, "utf8").split(/;\s*$/m)) if (statement.replace(/--.*$/gm, "").trim()) await connection.run(statement);
