#if THREAD_SANITIZER
internal import StdnetBackend

typealias Mutex = VisibleMutex
#endif
