# Open tickets since September with their accounts, as JSON lines: ruby query.rb path/to/zoho_desk.so
require "json"
require "sqlite3"

QUERY = <<~SQL
  SELECT t.id, t.ticketNumber, t.subject, t.priority, t.threadCount, t.cf, a.accountName
  FROM zoho_desk_tickets AS t
  JOIN zoho_desk_accounts AS a ON a.id = t.accountId
  WHERE t.statusType = ? AND t.createdTime >= '2026-09-01'
  ORDER BY t.ticketNumber
SQL

trap("INT", "SYSTEM_DEFAULT") # Ctrl-C ends the program at once, even while a query waits

begin
  db = SQLite3::Database.new(":memory:")
  db.enable_load_extension(true)
  db.load_extension(ARGV.fetch(0))
  db.enable_load_extension(false)
  puts "SQLite #{db.get_first_value('SELECT sqlite_version()')}"

  db.execute(QUERY, ["Open"]) do |*fields, cf, account|
    region = cf && JSON.parse(cf)["cf_region"]
    puts JSON.generate([*fields, region, account])
  end
rescue SQLite3::Exception => error
  abort "query.rb: #{error.message}"
end
