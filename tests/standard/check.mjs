// node check.mjs RECORD… [--ftm DIR]: are these folders valid Frictionless Data Packages, and the files of that export valid FollowTheMoney?
//
// Data packages are judged by the standard's own library: the description against its profiles, each row against its schema, each reference.
// Entities by FollowTheMoney's own model: the schema is one that may be used, a property is one of its own and a reference leads to a thing of its range,
// what the schema requires is there, a country or a gender is one that the model lists.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const { Package } = require("datapackage");
const { defaultModel, Model } = require("@alephdata/followthemoney");

const problems = [];
let checked = 0;
const expect = (so, what) => { checked += 1; if (!so) problems.push(what); };

async function dataPackage(folder) {
  const found = await Package.load(join(folder, "datapackage.json"), { basePath: folder });
  expect(found.valid, `${folder}: ${found.errors.map((error) => error.message).join("; ")}`);
  for (const resource of found.resources) {
    expect(resource.tabular, `${folder}: ${resource.name} is no table`);
    for (const field of resource.schema.fields) expect(field.descriptor.description, `${folder}: ${resource.name}.${field.name} has no description`);
    try {
      checked += (await resource.read({ keyed: true, relations: true })).length;
    } catch (error) {
      expect(false, `${folder}: ${resource.name}: ${[error, ...(error.errors ?? [])].map((one) => `${one.message}${one.rowNumber ? ` (row ${one.rowNumber})` : ""}`).join("; ")}`);
    }
  }
}

const lines = (folder, name) => readFileSync(join(folder, name), "utf8").trimEnd().split("\n").map((line) => JSON.parse(line));

function followTheMoney(folder) {
  const model = new Model(defaultModel);
  const entities = new Map(lines(folder, "entities.ftm.json").map((entity) => [entity.id, entity]));
  const value = (property, text) => {
    const { name } = property.type;
    if (name === "entity") return entities.has(text) && model.getSchema(entities.get(text).schema).isA(property.range);
    if (property.type.values?.size) return property.type.values.has(text);
    if (name === "date") return /^\d{4}(-\d{2}(-\d{2})?)?$/.test(text);
    if (name === "url") return URL.canParse(text) && /^https?:/.test(text);
    return text.trim() === text && text !== "";
  };
  for (const { id, schema: name, properties } of entities.values()) {
    const schema = model.getSchema(name);
    expect(schema && !schema.abstract, `${id}: no schema ${name}`);
    for (const required of schema.required ?? []) expect(properties[required]?.length, `${id}: lacks ${required}`);
    const own = schema.getProperties();
    for (const [property, values] of Object.entries(properties)) {
      expect(own.has(property) && !own.get(property).stub, `${id}: ${name} has no property ${property}`);
      for (const text of values) expect(own.has(property) && value(own.get(property), text), `${id}: ${property}: \`${text}\` is no ${own.get(property)?.type.name}`);
    }
  }
  for (const { entity_id, schema, prop, prop_type } of lines(folder, "statements.json"))
    expect(model.getSchema(schema).getProperties().get(prop)?.type.name === prop_type, `${entity_id}: ${prop} is no ${prop_type}`);
}

const words = process.argv.slice(2);
for (let i = 0; i < words.length; i += 1) {
  if (words[i] === "--ftm") followTheMoney(words[++i]);
  else await dataPackage(words[i]);
}
for (const problem of problems) console.log(problem);
console.log(`standard: ${checked} checked, ${problems.length} wrong`);
process.exit(checked === 0 || problems.length > 0 ? 1 : 0);
