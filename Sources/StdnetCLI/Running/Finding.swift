/// The command has done its work and found a problem, which it has told already: status 1 says so to
/// scripts.
struct Finding: Error {}
