# Open tickets since September with their accounts, as tab-separated lines: tclsh query.tcl path/to/zoho_desk.so
package require sqlite3

fconfigure stdout -encoding utf-8
set state Open

try {
    sqlite3 db :memory:
    db nullvalue NULL
    db enable_load_extension 1
    set module [lindex $argv 0]
    db eval {SELECT load_extension($module)}
    db enable_load_extension 0
    puts "SQLite [db onecolumn {SELECT sqlite_version()}]"

    db eval {
        SELECT t.id, t.ticketNumber, t.subject, t.priority, t.threadCount,
               t.cf ->> '$.cf_region' AS region, a.accountName
        FROM zoho_desk_tickets AS t
        JOIN zoho_desk_accounts AS a ON a.id = t.accountId
        WHERE t.statusType = $state AND t.createdTime >= '2026-09-01'
        ORDER BY t.ticketNumber
    } {
        puts [join [list $id $ticketNumber $subject $priority $threadCount $region $accountName] \t]
    }
} on error message {
    puts stderr "query.tcl: $message"
    exit 1
}
