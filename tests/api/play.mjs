// SPDX-License-Identifier: GPL-3.0-or-later
// Lets newman play the collection of openapi.json. `node play.mjs openapi.json environment.json`,
// where the environment names the server and the tokens of each story:
// {"dotations": {"server": "http://127.0.0.1:…", "token patron": "…", …}, …}
import fs from "node:fs";
import newman from "newman";
import { makeCollection } from "./postman.mjs";

const [api, environments] = process.argv.slice (2).map ((path) => JSON.parse (fs.readFileSync (path)));
const collection = makeCollection (api);
let failures = 0;
let requests = 0;

for (const folder of collection.item) {
  const values = Object.entries (environments[folder.name] ?? {});
  const environment = {
    values: values.map (([key, value]) => ({ key: key === "server" ? `server ${folder.name}` : key, value })),
  };
  const summary = await new Promise ((resolve, reject) => newman.run (
    { collection: { ...collection, item: [folder] }, environment, ignoreRedirects: true, timeoutRequest: 20000 },
    (error, result) => (error ? reject (error) : resolve (result))));

  requests += summary.run.stats.requests.total;
  for (const { source, error } of summary.run.failures) {
    failures++;
    console.log (`${folder.name}: ${source?.name}: ${error.test ?? ""}: ${error.message}`);
  }
}
console.log (`${requests} requests, ${failures} failures`);
process.exit (failures > 0 || requests === 0 ? 1 : 0);
