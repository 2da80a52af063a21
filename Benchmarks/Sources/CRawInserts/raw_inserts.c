#include "raw_inserts.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

typedef struct {
    sqlite3_int64 id, amount;
    double price;
    char *texts[4];
} row;

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

static const char *const creation =
    "PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF; BEGIN;"
    "CREATE TABLE bench_thing (id INTEGER PRIMARY KEY NOT NULL, name TEXT NOT NULL,"
    " category TEXT NOT NULL, amount INTEGER NOT NULL, price REAL NOT NULL, code TEXT NOT NULL,"
    " note TEXT NOT NULL) STRICT";

static const char *const indexes =
    "CREATE INDEX bench_thing_category ON bench_thing (category);"
    "CREATE INDEX bench_thing_amount ON bench_thing (amount);"
    "CREATE UNIQUE INDEX bench_thing_code ON bench_thing (code); COMMIT";

static long long read_rows(const char *path, row **rows) {
    sqlite3 *db = NULL;
    sqlite3_stmt *select = NULL;
    long long count = 0, capacity = 1 << 16;
    row *all = malloc((size_t)capacity * sizeof(row));
    if (!all || sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL) != SQLITE_OK
        || sqlite3_prepare_v2(db, "SELECT id, amount, price, name, category, code, note"
                                  " FROM bench_thing ORDER BY id", -1, &select, NULL) != SQLITE_OK) {
        return -1;
    }
    while (sqlite3_step(select) == SQLITE_ROW) {
        if (count == capacity) {
            capacity *= 2;
            all = realloc(all, (size_t)capacity * sizeof(row));
            if (!all) return -1;
        }
        row *next = &all[count++];
        next->id = sqlite3_column_int64(select, 0);
        next->amount = sqlite3_column_int64(select, 1);
        next->price = sqlite3_column_double(select, 2);
        for (int i = 0; i < 4; i++) {
            next->texts[i] = strdup((const char *)sqlite3_column_text(select, 3 + i));
        }
    }
    sqlite3_finalize(select);
    sqlite3_close(db);
    *rows = all;
    return count;
}

long long stdnet_raw_inserts(const char *source, const char *destination, double *seconds) {
    row *rows = NULL;
    long long count = read_rows(source, &rows);
    if (count < 0) return -1;
    double start = now();
    sqlite3 *db = NULL;
    sqlite3_stmt *insert = NULL;
    if (sqlite3_open(destination, &db) != SQLITE_OK
        || sqlite3_exec(db, creation, NULL, NULL, NULL) != SQLITE_OK
        || sqlite3_prepare_v2(db, "INSERT INTO bench_thing VALUES (?, ?, ?, ?, ?, ?, ?)", -1, &insert,
                              NULL) != SQLITE_OK) {
        return -1;
    }
    for (long long i = 0; i < count; i++) {
        sqlite3_bind_int64(insert, 1, rows[i].id);
        sqlite3_bind_text(insert, 2, rows[i].texts[0], -1, SQLITE_STATIC);
        sqlite3_bind_text(insert, 3, rows[i].texts[1], -1, SQLITE_STATIC);
        sqlite3_bind_int64(insert, 4, rows[i].amount);
        sqlite3_bind_double(insert, 5, rows[i].price);
        sqlite3_bind_text(insert, 6, rows[i].texts[2], -1, SQLITE_STATIC);
        sqlite3_bind_text(insert, 7, rows[i].texts[3], -1, SQLITE_STATIC);
        if (sqlite3_step(insert) != SQLITE_DONE) return -1;
        sqlite3_reset(insert);
    }
    sqlite3_finalize(insert);
    if (sqlite3_exec(db, indexes, NULL, NULL, NULL) != SQLITE_OK) return -1;
    sqlite3_close(db);
    *seconds = now() - start;
    for (long long i = 0; i < count; i++) {
        for (int j = 0; j < 4; j++) free(rows[i].texts[j]);
    }
    free(rows);
    return count;
}
