import Foundation
import StdnetBackend
import StdnetRDB
import StdnetTesting
import Testing

@Suite("Damaged RDB files")
struct MutationTests {
    private static let environment = ProcessInfo.processInfo.environment
    /// How many files; set STDNET_RDB_MUTATIONS for more.
    private static let count =
        environment["STDNET_RDB_MUTATIONS"].flatMap { Int($0) } ?? 3000
    private static let seed = environment["STDNET_RDB_SEED"].flatMap { UInt64($0) } ?? 1
    /// The longest string that is read: the bound of the memory.
    private static let longestString = 1 << 20

    /// Decodes a file in pieces of a size, and answers how many parts it gave.
    private func decode(
        _ file: Bytes,
        pieces size: Int,
        takes: Bool = true
    ) throws(RDBFileError) -> Int {
        var options = RDBFileOptions()
        options.longestString = Self.longestString
        options.skipsModules = true
        // Else most would be turned away at their end, and few before.
        options.verifiesChecksum = false
        var feed = KeyspaceFeed(CountingSink(takes: takes))
        var decoder = RDBFileDecoder(options)
        var at = 0
        while at < file.count {
            let end = min(file.count, at + size)
            try file.withUnsafeBufferPointer { file throws(RDBFileError) in
                let piece = UnsafeBufferPointer(rebasing: file[at..<end])
                try decoder.feed(UnsafeRawBufferPointer(piece), to: &feed)
            }
            at = end
        }
        try decoder.finish()
        return feed.sink.count
    }

    @Test("are none before they are damaged: every way that a value was ever written is read")
    func sound() throws {
        for file in SampleFiles.all() {
            #expect(try decode(file, pieces: .max) == decode(file, pieces: 1))
        }
    }

    @Test("give nothing of keys that are not wanted") func skipped() throws {
        for file in SampleFiles.all() {
            for size in [1, Int.max] {
                // The library, and that keys begin: there are up to four of them.
                let begun = try decode(file, pieces: size, takes: false)
                #expect(1...5 ~= begun)
            }
        }
    }

    @Test("end in an error or in other data, never in a crash, and take no memory for it")
    func mutations() throws {
        let samples = SampleFiles.all()
        var dice = Dice(seed: Self.seed)
        var sound = 0
        var most = 0
        let before = Self.peakMemory
        for number in 0..<Self.count {
            let sample = samples[number % samples.count]
            let file = Mutation.apply(to: sample, with: dice.pick(samples), &dice)
            do throws(RDBFileError) {
                let parts = try decode(
                    file,
                    pieces: dice.pick([1, 7, 64, .max]),
                    takes: !dice.chance(200)
                )
                most = max(most, parts)
                sound += 1
            } catch {
                #expect(error.offset <= file.count && !error.description.isEmpty)
                guard error.offset <= file.count else { break }
            }
        }
        let growth = Self.peakMemory - before
        print(
            "\(Self.count) mutations from seed \(Self.seed): \(sound) of them decode, "
                + "at most \(most) parts, peak memory +\(growth >> 10) KiB"
        )
        // A few strings of the longest kind at once: packed, unpacked, and on their way.
        #expect(growth < 16 * Self.longestString)
        #expect(sound < Self.count)
    }

    /// The most memory that the process had so far, in bytes.
    private static var peakMemory: Int {
        var usage = rusage()
        #if canImport(Darwin)
        getrusage(RUSAGE_SELF, &usage)
        return usage.ru_maxrss
        #else
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return usage.ru_maxrss * 1024
        #endif
    }
}

/// Counts parts.
private struct CountingSink: KeyspaceSink {
    private(set) var count = 0
    /// Whether the parts of keys are wanted.
    let takes: Bool

    init(takes: Bool) { self.takes = takes }

    mutating func library(_ code: UnsafeRawBufferPointer) throws(Never) { count += 1 }
    mutating func begin(_ key: StoredKey) throws(Never) -> Bool {
        count += 1
        return takes
    }
    mutating func string(_ value: UnsafeRawBufferPointer) throws(Never) { count += 1 }
    mutating func element(_ value: UnsafeRawBufferPointer) throws(Never) { count += 1 }
    mutating func field(
        _ name: UnsafeRawBufferPointer,
        _ value: UnsafeRawBufferPointer
    ) throws(Never) { count += 1 }
    mutating func member(_ member: UnsafeRawBufferPointer, score: Double) throws(Never) {
        count += 1
    }
    mutating func entry(_ id: StreamEntryID, _ fields: ArgumentView) throws(Never) { count += 1 }
    mutating func stream(_ state: StoredStream) throws(Never) { count += 1 }
    mutating func group(
        _ name: UnsafeRawBufferPointer,
        _ state: StoredStreamGroup
    ) throws(Never) { count += 1 }
    mutating func consumer(
        _ name: UnsafeRawBufferPointer,
        _ state: StoredStreamConsumer
    ) throws(Never) { count += 1 }
    mutating func pending(_ id: StreamEntryID, _ delivery: StoredDelivery) throws(Never) {
        count += 1
    }
    mutating func end() throws(Never) {}
    mutating func abandon() throws(Never) {}
}
