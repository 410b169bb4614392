# Gives a query two seconds: perl cancel.pl path/to/zoho_desk.so
use strict;
use warnings;

use DBI;

my $db = DBI->connect('dbi:SQLite:dbname=:memory:', '', '', { RaiseError => 1, PrintError => 0 });
$db->sqlite_enable_load_extension(1);
$db->sqlite_load_extension(shift);

my $deadline = time + 2;
$db->sqlite_progress_handler(1000, sub { time >= $deadline });
my ($count) = eval { $db->selectrow_array('SELECT count(*) FROM zoho_desk_tickets') };
if ($@) {
    print STDERR "cancel.pl: $@";
    exit 1;
}
print "$count\n";
