// Is this file SARIF 2.1.0? node sarif.mjs FOLDER-OF-NODE-MODULES FILE: says what the official schema finds wrong.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const [folder, file] = process.argv.slice(2);
const require = createRequire(join(folder, "package.json"));
const home = dirname(require.resolve("@microsoft/jest-sarif/package.json"));
const near = createRequire(join(home, "package.json"));
const Ajv = near("ajv");
const read = (path) => JSON.parse(readFileSync(path, "utf8"));
const ajv = new Ajv({ allErrors: true, schemaId: "id" });
ajv.addMetaSchema(near("ajv/lib/refs/json-schema-draft-04.json"));
const validate = ajv.compile(read(join(home, "lib/schemas/sarif-2.1.0-rtm.5.json")));
if (!validate(read(file))) {
  for (const error of validate.errors) console.error(`${error.dataPath} ${error.message} ${JSON.stringify(error.params)}`);
  process.exit(1);
}
