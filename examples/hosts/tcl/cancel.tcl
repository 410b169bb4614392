# Gives a query two seconds: tclsh cancel.tcl path/to/zoho_desk.so
package require sqlite3

sqlite3 db :memory:
db enable_load_extension 1
set module [lindex $argv 0]
db eval {SELECT load_extension($module)}

set deadline [expr {[clock seconds] + 2}]
db progress 1000 {expr {[clock seconds] >= $deadline}}
try {
    puts [db onecolumn {SELECT count(*) FROM zoho_desk_tickets}]
} on error message {
    puts stderr "cancel.tcl: $message"
    exit 1
}
