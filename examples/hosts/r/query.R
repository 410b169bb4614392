# Open tickets since September with their accounts, as tab-separated lines: Rscript query.R path/to/zoho_desk.so
library(DBI)

query <- "
  SELECT t.id, t.ticketNumber, t.subject, t.priority, t.threadCount,
         t.cf ->> '$.cf_region' AS region, a.accountName
  FROM zoho_desk_tickets AS t
  JOIN zoho_desk_accounts AS a ON a.id = t.accountId
  WHERE t.statusType = ? AND t.createdTime >= '2026-09-01'
  ORDER BY t.ticketNumber"

main <- function(module) {
  db <- dbConnect(RSQLite::SQLite(), ":memory:", loadable.extensions = TRUE)
  on.exit(dbDisconnect(db))
  dbGetQuery(db, "SELECT load_extension(?)", params = list(module))
  cat("SQLite ", dbGetQuery(db, "SELECT sqlite_version()")[[1]], "\n", sep = "")

  tickets <- dbGetQuery(db, query, params = list("Open"))
  write.table(tickets, sep = "\t", na = "NULL", quote = FALSE, row.names = FALSE, col.names = FALSE)
}

tryCatch(main(commandArgs(trailingOnly = TRUE)[1]), error = function(error) {
  message("query.R: ", conditionMessage(error))
  quit(status = 1)
})
