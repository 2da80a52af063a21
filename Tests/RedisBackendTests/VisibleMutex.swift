#if THREAD_SANITIZER
import StdnetBackend

typealias Mutex = VisibleMutex
#endif
