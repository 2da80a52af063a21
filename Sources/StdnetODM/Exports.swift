// Whoever works with models also names backends, schemas and their errors: one import gives both.
@_exported public import StdnetBackend

// What a sorted set answers.
@_exported public import struct StdnetCommands.ScoredMember
