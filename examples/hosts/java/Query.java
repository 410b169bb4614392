import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Collectors;
import org.sqlite.SQLiteConfig;

/**
 * Open tickets since September with their accounts, as tab-separated lines:
 * java -cp sqlite-jdbc.jar Query.java path/to/zoho_desk.so
 */
class Query {
  private static final String QUERY =
      """
      SELECT t.id, t.ticketNumber, t.subject, t.priority, t.threadCount,
             t.cf ->> '$.cf_region' AS region, a.accountName
      FROM zoho_desk_tickets AS t
      JOIN zoho_desk_accounts AS a ON a.id = t.accountId
      WHERE t.statusType = ? AND t.createdTime >= '2026-09-01'
      ORDER BY t.ticketNumber
      """;

  public static void main(String[] args) {
    var config = new SQLiteConfig();
    config.enableLoadExtension(true);
    try (var db = DriverManager.getConnection("jdbc:sqlite::memory:", config.toProperties())) {
      try (var load = db.prepareStatement("SELECT load_extension(?)")) {
        load.setString(1, args[0]);
        load.execute();
      }
      try (var version = db.createStatement().executeQuery("SELECT sqlite_version()")) {
        System.out.println("SQLite " + version.getString(1));
      }
      try (var tickets = db.prepareStatement(QUERY)) {
        tickets.setString(1, "Open");
        var row = tickets.executeQuery();
        while (row.next()) {
          print(row.getString("id"), row.getLong("ticketNumber"), row.getString("subject"),
              row.getString("priority"), row.getLong("threadCount"), row.getString("region"),
              row.getString("accountName"));
        }
      }
    } catch (SQLException error) {
      System.err.println("Query: " + error.getMessage());
      System.exit(1);
    }
  }

  private static void print(Object... fields) {
    System.out.println(
        Arrays.stream(fields).map(field -> Objects.toString(field, "NULL")).collect(Collectors.joining("\t")));
  }
}
