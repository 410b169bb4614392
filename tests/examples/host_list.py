"""The hosts that script/test-hosts runs: what each needs and how its programs in examples/hosts/<name>/ are started.

In the command lines, {program} is the file, {stem} its name without the ending, {module} the path of zoho_desk.so,
{folder} the folder that holds it, {work} a folder of the host's own below build/hosts, and {source} the host's folder
below examples/hosts. They run in {work}, in a shell.
"""
import dataclasses

# A Node whose node:sqlite loads extensions (22.13 and newer): the one that is here, or else one from npm. Sets $node.
NODE_WITH_SQLITE = """
node=node
if ! node -e "require('node:sqlite').DatabaseSync.prototype.loadExtension.length" 2>/dev/null; then
  case $(uname -m) in
    x86_64) cpu=x64 ;;
    aarch64) cpu=arm64 ;;
    *) echo "npm has no Node for $(uname -m)" >&2; exit 1 ;;
  esac
  node={work}/node_modules/node-linux-$cpu/bin/node
  if [ ! -x "$node" ]; then
    echo '{{"private": true}}' >package.json
    npm install --silent "node-linux-$cpu@24" >&2
  fi
fi
"""

# Built from its source against the headers of the Node that is here: its own install script fetches a binary.
BETTER_SQLITE3 = """
if ! cmp -s {source}/package.json package.json; then
  npm_headers=$(dirname "$(dirname "$(node -p process.execPath)")")
  [ -f "$npm_headers/include/node/node.h" ] ||
    {{ echo "the headers of Node are missing (Debian: apt-get install libnode-dev)" >&2; exit 1; }}
  cp {source}/package.json package.json.new
  cp package.json.new package.json
  if ! (npm install --ignore-scripts && npm_config_build_from_source=true npm_config_nodedir=$npm_headers \\
      npm rebuild better-sqlite3) >log 2>&1; then
    rm package.json
    tail -n 20 log >&2
    exit 1
  fi
fi
cp {program} .
"""

GO = "GO111MODULE=off GOPATH=/usr/share/gocode GOCACHE={work}/cache"


@dataclasses.dataclass(frozen=True)
class Host:
    name: str            # the folder in examples/hosts
    title: str           # the heading in docs/HOSTS.md
    packages: tuple      # of Debian; "nodejs:node" is wanted only where there is no command `node`
    query: str           # file of the program that prints rows
    run: str             # its command line
    version: str         # a command that prints the host's version
    cancel: str = ""     # file of the program that stops a query after two seconds; empty: the host cannot
    stopped: str = "interrupt"  # what that program then says
    prepare: str = ""    # run before each program
    shown: str = ""      # the command line in docs/HOSTS.md where it is another one
    interrupts: bool = True  # Ctrl-C ends a program that waits for Zoho


HOSTS = (
    Host("sqlite3-shell", "sqlite3 shell", ("sqlite3",), "query.sh", "sh {program} {module}", "sqlite3 --version"),
    Host("python-sqlite3", "Python: sqlite3", ("python3",), "query.py", "/usr/bin/python3 {program} {module}",
         "/usr/bin/python3 --version", cancel="cancel.py"),
    Host("python-apsw", "Python: APSW", ("python3-apsw",), "query.py", "/usr/bin/python3 {program} {module}",
         "/usr/bin/python3 -c 'import apsw; print(apsw.apswversion())'", cancel="cancel.py"),
    Host("sqlite-utils", "sqlite-utils", ("sqlite-utils",), "query.sh", "sh {program} {module}",
         "sqlite-utils --version", interrupts=False),
    Host("perl", "Perl: DBD::SQLite", ("libdbd-sqlite3-perl",), "query.pl", "perl {program} {module}",
         "perl -MDBD::SQLite -e 'print $DBD::SQLite::VERSION'", cancel="cancel.pl"),
    Host("php", "PHP: SQLite3", ("php-cli", "php-sqlite3"), "query.php",
         "php -d sqlite3.extension_dir={folder} {program} {module}", "php --version"),
    Host("ruby", "Ruby: sqlite3", ("ruby", "ruby-sqlite3"), "query.rb", "ruby {program} {module}",
         "ruby -rsqlite3 -e 'puts SQLite3::VERSION'"),
    Host("java", "Java: Xerial JDBC", ("default-jdk-headless", "libxerial-sqlite-jdbc-java"), "Query.java",
         "java -cp /usr/share/java/sqlite-jdbc.jar {program} {module}",
         "dpkg-query -W -f '${{Version}}' libxerial-sqlite-jdbc-java", cancel="Cancel.java"),
    Host("tcl", "Tcl", ("tcl", "libsqlite3-tcl"), "query.tcl", "tclsh {program} {module}",
         "echo 'puts [package require sqlite3]' | tclsh", cancel="cancel.tcl"),
    Host("r", "R: RSQLite", ("r-cran-rsqlite",), "query.R", "Rscript {program} {module}",
         "Rscript -e 'cat(as.character(packageVersion(\"RSQLite\")))'", interrupts=False),
    Host("go", "Go: mattn/go-sqlite3", ("golang-go", "golang-github-mattn-go-sqlite3-dev", "libc6-dev"), "query.go",
         "{work}/{stem} {module}", "dpkg-query -W -f '${{Version}}' golang-github-mattn-go-sqlite3-dev",
         cancel="cancel.go", stopped="deadline exceeded",
         prepare=GO + " go build -o {work}/{stem} {program}",
         shown="GO111MODULE=off GOPATH=/usr/share/gocode go run query.go path/to/zoho_desk.so"),
    Host("better-sqlite3", "Node: better-sqlite3", ("nodejs:node", "npm:npm", "build-essential", "python3"),
         "query.mjs", "node query.mjs {module}", "node -p 'require(\"better-sqlite3/package.json\").version'",
         prepare=BETTER_SQLITE3),
    Host("node-sqlite", "Node: node:sqlite", ("nodejs:node", "npm:npm"), "query.mjs",
         NODE_WITH_SQLITE + "exec $node {program} {module}", NODE_WITH_SQLITE + "$node --version",
         prepare=NODE_WITH_SQLITE, shown="node query.mjs path/to/zoho_desk.so"),
    Host("db-browser", "DB Browser for SQLite", ("sqlitebrowser", "sqlite3"), "query.sh", "sh {program} {module}",
         "dpkg-query -W -f '${{Version}}' sqlitebrowser"),
    Host("odbc", "ODBC", ("libsqliteodbc", "unixodbc"), "query.sh", "sh {program} {module}",
         "dpkg-query -W -f '${{Version}}' libsqliteodbc"),
)
