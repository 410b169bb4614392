<?php
// Open tickets since September with their accounts, as JSON lines:
//   php -d sqlite3.extension_dir=path/to query.php zoho_desk.so
try {
    $db = new SQLite3(':memory:');
    $db->enableExceptions(true);
    // PHP looks in sqlite3.extension_dir, and nowhere else.
    if (!@$db->loadExtension(basename($argv[1]))) {
        throw new Exception(error_get_last()['message']);
    }
    echo 'SQLite ', SQLite3::version()['versionString'], "\n";

    $tickets = $db->prepare("
        SELECT t.id, t.ticketNumber, t.subject, t.priority, t.threadCount, t.cf, a.accountName
        FROM zoho_desk_tickets AS t
        JOIN zoho_desk_accounts AS a ON a.id = t.accountId
        WHERE t.statusType = :state AND t.createdTime >= '2026-09-01'
        ORDER BY t.ticketNumber
    ");
    $tickets->bindValue(':state', 'Open', SQLITE3_TEXT);
    $rows = $tickets->execute();
    while ($row = $rows->fetchArray(SQLITE3_ASSOC)) {
        $region = $row['cf'] === null ? null : json_decode($row['cf'], true)['cf_region'];
        echo json_encode([$row['id'], $row['ticketNumber'], $row['subject'], $row['priority'],
            $row['threadCount'], $region, $row['accountName']], JSON_UNESCAPED_UNICODE), "\n";
    }
} catch (Exception $error) {
    fwrite(STDERR, "query.php: {$error->getMessage()}\n");
    exit(1);
}
