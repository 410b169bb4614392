# Open tickets since September with their accounts, as tab-separated lines: perl query.pl path/to/zoho_desk.so
use strict;
use warnings;
use open qw(:std :encoding(UTF-8));

use DBI;
use DBD::SQLite::Constants qw(DBD_SQLITE_STRING_MODE_UNICODE_STRICT);
use JSON::PP;

my $module = shift or die "usage: query.pl path/to/zoho_desk.so\n";

eval {
    my $db = DBI->connect('dbi:SQLite:dbname=:memory:', '', '',
        { RaiseError => 1, PrintError => 0, sqlite_string_mode => DBD_SQLITE_STRING_MODE_UNICODE_STRICT });
    $db->sqlite_enable_load_extension(1);
    $db->sqlite_load_extension($module);
    $db->sqlite_enable_load_extension(0);
    print "SQLite $db->{sqlite_version}\n";

    my $tickets = $db->prepare(q{
        SELECT t.id, t.ticketNumber, t.subject, t.priority, t.threadCount, t.cf, a.accountName
        FROM zoho_desk_tickets AS t
        JOIN zoho_desk_accounts AS a ON a.id = t.accountId
        WHERE t.statusType = ? AND t.createdTime >= '2026-09-01'
        ORDER BY t.ticketNumber
    });
    $tickets->execute('Open');
    my $json = JSON::PP->new;    # cf is text in characters, not bytes: no ->utf8
    while (my $row = $tickets->fetchrow_hashref) {
        my $region = defined $row->{cf} ? $json->decode($row->{cf})->{cf_region} : undef;
        print join("\t", map { $_ // 'NULL' } @$row{qw(id ticketNumber subject priority threadCount)},
            $region, $row->{accountName}), "\n";
    }
    1;
} or do {
    print STDERR "query.pl: $@";
    exit 1;
};
