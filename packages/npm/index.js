'use strict';
// Zoho Desk as SQLite tables: the file to load, and a function that loads it.

const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const file = path.join(__dirname, 'zoho_desk.so');
if (!fs.existsSync(file)) {
  throw new Error(`${file} is missing: these are the sources, not an installed package. Build the package in a ` +
    'checkout of zoho_desk with `script/package npm`, and `npm install` the .tgz in dist/');
}

// The official Node.js exports the OpenSSL, zlib and simdjson that are linked into it, and the dynamic linker would give
// those to the module and to libcurl instead of the versions they were built with. Opened this way once, the module is
// bound to its own libraries, and SQLite's dlopen finds it open: it stays mapped. Not where malloc is replaced, because
// memory would then be allocated by one and freed by the other.
const replacesMalloc = process.env.LD_PRELOAD || process.versions.electron;
let bound = false;
function bindToOwnLibraries() {
  if (bound || replacesMalloc) return;
  bound = true;
  const { RTLD_NOW, RTLD_DEEPBIND } = os.constants.dlopen;
  if (RTLD_DEEPBIND === undefined) return;
  try {
    process.dlopen({ exports: {} }, file, RTLD_NOW | RTLD_DEEPBIND);
  } catch {
    // It always throws, because this is no add-on of Node's. If a library is missing, SQLite says so.
  }
}

function load(db) {
  bindToOwnLibraries();
  try {
    db.loadExtension(file);
  } catch (error) {
    if (/lib.*cannot open shared object file/.test(error.message)) {
      error.message += '. zoho_desk needs this library of the system; on Debian 12: apt-get install libcurl4 ' +
        'libsimdjson14';
    } else if (replacesMalloc && /exports a simdjson/.test(error.message)) {
      error.message += '. load() does not do so in Electron, nor with LD_PRELOAD set: unset it, or use Node.js 20';
    }
    throw error;
  }
  return db;
}

exports.path = file;
exports.load = load;
