// Gives a query two seconds: go run cancel.go path/to/zoho_desk.so
package main

import (
	"context"
	"database/sql"
	"fmt"
	"log"
	"os"
	"time"

	sqlite3 "github.com/mattn/go-sqlite3"
)

func main() {
	log.SetFlags(0)
	sql.Register("sqlite3_zoho_desk", &sqlite3.SQLiteDriver{Extensions: []string{os.Args[1]}})
	db, err := sql.Open("sqlite3_zoho_desk", ":memory:")
	if err != nil {
		log.Fatalf("cancel: %v", err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
	defer cancel()
	var count int64
	if err := db.QueryRowContext(ctx, "SELECT count(*) FROM zoho_desk_tickets").Scan(&count); err != nil {
		log.Fatalf("cancel: %v", err)
	}
	fmt.Println(count)
}
