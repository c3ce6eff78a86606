// SPDX-License-Identifier: GPL-3.0-or-later
// A Postman collection from openapi.json: its examples, story by story, with tests that compare
// status, type, schema and shape. `node postman.mjs openapi.json >collection.json`
//
// Long words with a digit are made by servers or chosen by clients; each is a variable of its own
// name, which learns what it stands for when an answer tells.
import fs from "node:fs";
import { fileURLToPath } from "node:url";

const METHODS = ["get", "post", "put", "patch", "delete"];
const FRESH = /[A-Za-z0-9_-]{16,}/g;

const isFresh = (word) => /[0-9]/.test (word);
const toVariables = (text) => text.replace (FRESH, (word) => (isFresh (word) ? `{{${word}}}` : word));

// In newman: what a word stands for is learnt wherever told and real text have the same form.
function checkAnswer ({ told, schema, status, type, headers, leadsTo, agrees }) {
  const fresh = /[A-Za-z0-9_-]{16,}/g;
  const learn = (before, after) => {
    const [olds, news] = [before.match (fresh) ?? [], after.match (fresh) ?? []];
    if (olds.length === news.length)
      olds.forEach ((word, i) => /[0-9]/.test (word) && pm.variables.get (word) === word
                                 && pm.environment.set (word, news[i]));
  };
  const compare = (before, after, place) => {
    const kind = (value) => (value === null ? "null" : Array.isArray (value) ? "list" : typeof value);
    pm.expect (kind (after), place).to.equal (kind (before));
    if (kind (before) === "string")
      learn (before, after);
    if (kind (before) === "list")
      pm.expect (after.length, `${place}: items`).to.equal (before.length);
    if (kind (before) === "object")
      pm.expect (Object.keys (after).sort (), `${place}: members`)
        .to.deep.equal (Object.keys (before).sort ());
    if (before !== null && typeof before === "object")
      for (const name of Object.keys (before))
        compare (before[name], after[name], `${place}.${name}`);
  };

  pm.test (`answers ${status}`, () => pm.expect (pm.response.code, pm.response.text ()).to.equal (status));
  pm.test (`is ${type}`, () => pm.expect ((pm.response.headers.get ("Content-Type") ?? "").split (";")[0])
    .to.equal (type ?? ""));
  if (told !== undefined)
    pm.test ("has the shape of its example", () => compare (told, pm.response.json (), "answer"));
  if (schema !== undefined)
    pm.test ("fits its schema", () => pm.response.to.have.jsonSchema (
      { ...schema, components: JSON.parse (pm.collectionVariables.get ("components")) },
      { unknownFormats: "ignore" }));
  for (const [name, value] of Object.entries (headers ?? {}))
    learn (value, pm.response.headers.get (name) ?? "");
  if (leadsTo === undefined)
    return;

  const location = pm.response.headers.get ("Location");
  const isAway = (address) => /^https?:/.test (address) ? address.replace (/^https?:\/\/[^/]*/, "") : address;
  const arrive = (address) => learn (isAway (leadsTo), isAway (address));
  if (location === undefined) {
    const start = leadsTo.slice (0, leadsTo.indexOf ("=") + 1);
    const text = pm.response.text ();
    arrive (text.slice (text.indexOf (start)).split ("\"")[0]);
  } else if (agrees === undefined)
    arrive (location);
  else
    pm.sendRequest (location, (error, page) => {
      const form = [{ key: "user_id", value: agrees }];
      for (const [, key, value] of page.text ().matchAll (/<input type="hidden" name="([^"]*)" value="([^"]*)">/g))
        form.push ({ key, value: value.replaceAll ("&amp;", "&") });
      pm.sendRequest ({ url: location, method: "POST", body: { mode: "urlencoded", urlencoded: form } },
        (failure, answer) => arrive (answer.headers.get ("Location")));
    });
}

function* allExamples (api) {
  for (const item of Object.values (api.paths))
    for (const method of METHODS.filter ((name) => item[name]))
      for (const example of item[method]["x-examples"])
        yield { ...example, method: method.toUpperCase (), operation: item[method] };
}

const valueOf = (content, example) => content?.[example.type]?.examples?.[example.example]?.value;

function makeItem (api, example) {
  const response = example.operation.responses[example.status];
  const content = (response.$ref ? api.components.responses[example.status] : response).content;
  const sent = example.body
               ?? example.operation.requestBody?.content?.[example.body_type?.split (";")[0]]
                 ?.examples?.[example.example]?.value;
  const isJson = example.type?.endsWith ("json");
  const check = {
    told: isJson ? valueOf (content, example) : undefined,
    schema: isJson ? content[example.type].schema : undefined,
    status: example.status,
    type: example.type,
    headers: example.answer_headers,
    leadsTo: example.leads_to,
    agrees: example.agrees,
  };
  const header = Object.entries ({
    "Accept-Language": "en",
    ...(sent === undefined ? {} : { "Content-Type": example.body_type }),
    ...(example.as ? { Authorization: `Bearer {{token ${example.as}}}` } : {}),
    ...example.headers,
  }).map (([key, value]) => ({ key, value: toVariables (value) }));

  return {
    name: `${example.step} ${example.summary}`,
    request: {
      method: example.method,
      url: `{{server ${example.story}}}${toVariables (example.target)}`,
      header,
      ...(sent === undefined ? {} : {
        body: { mode: "raw", raw: toVariables (typeof sent === "string" ? sent : JSON.stringify (sent)) },
      }),
    },
    event: [{
      listen: "test",
      script: { type: "text/javascript", exec: [`(${checkAnswer}) (${JSON.stringify (check)});`] },
    }],
  };
}

export function makeCollection (api) {
  // A stream of events has no end to wait for, and a collection can tell no bytes.
  const all = [...allExamples (api)].filter ((example) => example.type !== "text/event-stream");
  const untellable = new Set (all.filter ((example) => example.is_binary).map ((example) => example.story));
  const examples = all.filter ((example) => !untellable.has (example.story));
  const stories = new Map ();

  for (const example of examples)
    stories.set (example.story, [...(stories.get (example.story) ?? []), example]);

  const words = new Set (JSON.stringify (examples).match (FRESH).filter (isFresh));

  return {
    info: {
      name: api.info.title,
      schema: "https://schema.getpostman.com/json/collection/v2.1.0/collection.json",
    },
    item: [...stories].sort ().map (([name, steps]) => ({
      name,
      item: steps.sort ((a, b) => a.step - b.step).map ((step) => makeItem (api, step)),
    })),
    variable: [
      { key: "components", value: JSON.stringify (api.components) },
      ...[...words].map ((word) => ({ key: word, value: word })),
    ],
  };
}

if (process.argv[1] === fileURLToPath (import.meta.url))
  console.log (JSON.stringify (makeCollection (JSON.parse (fs.readFileSync (process.argv[2]))), null, 2));
