// Open tickets since September with their accounts, as JSON lines: go run query.go path/to/zoho_desk.so
package main

import (
	"database/sql"
	"encoding/json"
	"fmt"
	"log"
	"os"

	sqlite3 "github.com/mattn/go-sqlite3"
)

const query = `
	SELECT t.id, t.ticketNumber, t.subject, t.priority, t.threadCount, t.cf, a.accountName
	FROM zoho_desk_tickets AS t
	JOIN zoho_desk_accounts AS a ON a.id = t.accountId
	WHERE t.statusType = ? AND t.createdTime >= '2026-09-01'
	ORDER BY t.ticketNumber`

type ticket struct {
	id           string
	number       int64
	subject      string
	priority     *string
	threads      int64
	customFields *string
	accountName  string
}

func (t *ticket) print() error {
	var fields struct {
		Region *string `json:"cf_region"`
	}
	if t.customFields != nil {
		if err := json.Unmarshal([]byte(*t.customFields), &fields); err != nil {
			return err
		}
	}
	return json.NewEncoder(os.Stdout).Encode(
		[]any{t.id, t.number, t.subject, t.priority, t.threads, fields.Region, t.accountName})
}

func run(module string) error {
	// Every connection of the pool loads the module.
	sql.Register("sqlite3_zoho_desk", &sqlite3.SQLiteDriver{Extensions: []string{module}})
	db, err := sql.Open("sqlite3_zoho_desk", ":memory:")
	if err != nil {
		return err
	}
	defer db.Close()
	version, _, _ := sqlite3.Version()
	fmt.Println("SQLite", version)

	rows, err := db.Query(query, "Open")
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var t ticket
		err := rows.Scan(&t.id, &t.number, &t.subject, &t.priority, &t.threads, &t.customFields, &t.accountName)
		if err != nil {
			return err
		}
		if err := t.print(); err != nil {
			return err
		}
	}
	return rows.Err()
}

func main() {
	log.SetFlags(0)
	if err := run(os.Args[1]); err != nil {
		log.Fatalf("query: %v", err)
	}
}
