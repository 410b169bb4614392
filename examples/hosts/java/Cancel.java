import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Timer;
import java.util.TimerTask;
import org.sqlite.SQLiteConfig;

/** Gives a query two seconds: java -cp sqlite-jdbc.jar Cancel.java path/to/zoho_desk.so */
class Cancel {
  public static void main(String[] args) {
    var config = new SQLiteConfig();
    config.enableLoadExtension(true);
    var timer = new Timer(true);
    try (var db = DriverManager.getConnection("jdbc:sqlite::memory:", config.toProperties());
        var load = db.prepareStatement("SELECT load_extension(?)");
        var statement = db.createStatement()) {
      load.setString(1, args[0]);
      load.execute();
      timer.schedule(cancel(statement), 2000);
      var row = statement.executeQuery("SELECT count(*) FROM zoho_desk_tickets");
      System.out.println(row.getLong(1));
    } catch (SQLException error) {
      System.err.println("Cancel: " + error.getMessage());
      System.exit(1);
    }
  }

  private static TimerTask cancel(Statement statement) {
    return new TimerTask() {
      @Override
      public void run() {
        try {
          statement.cancel();
        } catch (SQLException error) {
          System.err.println("Cancel: " + error.getMessage());
        }
      }
    };
  }
}
