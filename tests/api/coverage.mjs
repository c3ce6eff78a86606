// SPDX-License-Identifier: GPL-3.0-or-later
// Every member that schemas.json describes stands in an example, so that no description outlives
// what it describes. `node coverage.mjs openapi.json schemas.json`
import fs from "node:fs";

// What no story can bring about: a broken chain, an answer of 4 MiB, a mapping of people unseen.
const RARE = [
  /^AuditProof\.problems/, /^ComputeAnswer\.explications\[\]\.index$/, /^DiscordMappingTrial\.items/,
  /^OpenApi\./, /^PullAnswer\.more$/, /^PushAnswer\.results\[\]\.kept$/,
];
const BEYOND = /(List)?Members$/;

const [api, own] = process.argv.slice (2).map ((path) => JSON.parse (fs.readFileSync (path)));
const { schemas } = api.components;
const seen = new Set ();

function walk (schema, value, place) {
  if (schema.$ref) {
    const name = schema.$ref.split ("/").at (-1);
    walk (schemas[name], value, name);
    return;
  }
  for (const [name, inner] of Object.entries (schema.properties ?? {}))
    if (value !== null && typeof value === "object" && name in value) {
      seen.add (`${place}.${name}`);
      walk (inner, value[name], `${place}.${name}`);
    }
  if (schema.items && Array.isArray (value))
    value.forEach ((item) => walk (schema.items, item, `${place}[]`));
}

function* members (schema, place) {
  for (const [name, inner] of Object.entries (schema.properties ?? {})) {
    yield `${place}.${name}`;
    yield* members (inner, `${place}.${name}`);
  }
  if (schema.items)
    yield* members (schema.items, `${place}[]`);
}

for (const path of Object.values (api.paths))
  for (const operation of Object.values (path))
    for (const { content } of [operation.requestBody ?? {}, ...Object.values (operation.responses)])
      for (const { schema, examples } of Object.values (content ?? {}))
        for (const { value } of Object.values (examples ?? {}))
          walk (schema, value, "");

const unseen = Object.entries (own)
  .flatMap (([name, schema]) => [...members (schema, name.replace (BEYOND, "$1"))])
  .filter ((member) => !seen.has (member) && !RARE.some ((rare) => rare.test (member)));

for (const member of unseen)
  console.log (`no example shows ${member}`);
process.exit (unseen.length > 0 ? 1 : 0);
