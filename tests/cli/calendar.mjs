// Reads a calendar as a mail program does: node calendar.mjs FOLDER-OF-NODE-MODULES FILE writes its events as JSON; what
// is no iCalendar, or lacks what RFC 5545 asks of every event, is an error.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const [folder, file] = process.argv.slice(2);
const ICAL = createRequire(join(folder, "package.json"))("ical.js");
ICAL.design.strict = true;
const calendar = new ICAL.Component(ICAL.parse(readFileSync(file, "utf8")));
assert.equal(calendar.name, "vcalendar");
assert.equal(calendar.getFirstPropertyValue("version"), "2.0");
assert.ok(calendar.getFirstPropertyValue("prodid"));
const events = calendar.getAllSubcomponents();
assert.ok(events.length > 0, "a calendar has an event");
console.log(JSON.stringify(events.map((component) => {
  assert.equal(component.name, "vevent");
  for (const name of ["uid", "dtstamp", "dtstart"]) assert.equal(component.getAllProperties(name).length, 1, name);
  const event = new ICAL.Event(component);
  assert.ok(event.startDate.isDate, "a day, not a time");
  const stamp = component.getFirstPropertyValue("dtstamp");
  assert.equal(stamp.zone.tzid, "UTC");
  return { uid: event.uid, date: event.startDate.toString(), stamp: stamp.toString(), summary: event.summary, description: event.description,
    categories: component.getFirstPropertyValue("categories") };
})));
