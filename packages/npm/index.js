'use strict';
// Zoho Desk as SQLite tables: the file to load, and a function that loads it.

const fs = require('node:fs');
const path = require('node:path');

const file = path.join(__dirname, 'zoho_desk.so');
if (!fs.existsSync(file)) {
  throw new Error(`${file} is missing: these are the sources, not an installed package. Build the package in a ` +
    'checkout of zoho_desk with `script/package npm`, and `npm install` the .tgz in dist/');
}

function load(db) {
  db.loadExtension(file);
  return db;
}

exports.path = file;
exports.load = load;
