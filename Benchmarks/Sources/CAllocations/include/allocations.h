#ifndef STDNET_ALLOCATIONS_H
#define STDNET_ALLOCATIONS_H

/// How many blocks this process has allocated so far; 0 where the allocator can't be watched.
unsigned long long stdnet_allocation_count(void);

/// How many bytes the allocator has given out and not got back; 0 where it can't be asked.
unsigned long long stdnet_allocated_bytes(void);

#endif
