#ifndef STDNET_RAW_INSERTS_H
#define STDNET_RAW_INSERTS_H

/// Reads all rows of the table `bench_thing` of one SQLite file into memory, and then writes them into a
/// new file as plainly as SQLite's C API allows: one prepared statement, one transaction, the same
/// indexes made afterwards.
///
/// Returns the number of rows, or -1; `seconds` is what the writing took on the wall.
long long stdnet_raw_inserts(const char *source, const char *destination, double *seconds);

#endif
