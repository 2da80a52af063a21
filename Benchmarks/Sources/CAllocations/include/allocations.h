#ifndef STDNET_ALLOCATIONS_H
#define STDNET_ALLOCATIONS_H

/// How many blocks this process has allocated so far; 0 where the allocator can't be watched.
unsigned long long stdnet_allocation_count(void);

#endif
