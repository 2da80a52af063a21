import StdnetBackend
import StdnetCommands
import Testing

@Suite("Commands of bitmaps")
struct BitmapCommandTests {
    @Test("bits are written, read, counted and found", arguments: TestedBackend.servers)
    func bits(_ server: TestedBackend) async throws {
        try await server { (backend) async throws in
            #expect(try await backend.run(SETBIT("b", 7, true)) == false)
            #expect(try await backend.run(SETBIT("b", 7, true)) == true)
            #expect(try await backend.run(SETBIT("b", 100, true)) == false)
            #expect(try await backend.run(GETBIT("b", 7)) == true)
            #expect(try await backend.run(GETBIT("b", 8)) == false)
            #expect(try await backend.run(BITCOUNT("b")) == 2)
            #expect(try await backend.run(BITCOUNT("b", in: .bytes(from: 0, through: 0))) == 1)
            #expect(try await backend.run(BITCOUNT("b", in: .bits(from: 8, through: -1))) == 1)
            #expect(try await backend.run(BITPOS("b", true)) == 7)
            #expect(
                try await backend.run(BITPOS("b", true, in: .bits(from: 8, through: 99))) == nil
            )
            #expect(
                try await backend.run(BITPOS("b", true, in: .bytes(from: 1, through: -1))) == 100
            )
            #expect(try await backend.run(BITPOS("none", true)) == nil)
        }
    }

    @Test("bits of several strings are combined", arguments: TestedBackend.servers)
    func combination(_ server: TestedBackend) async throws {
        try await server { (backend) async throws in
            try await backend.run(MSET(["a": Bytes([0b1100]), "b": Bytes([0b1010])]))
            let operations: [(BITOP.Operation, UInt8)] = [
                (.and(["a", "b"]), 0b1000), (.or(["a", "b"]), 0b1110),
                (.xor(["a", "b"]), 0b0110), (.not("a"), 0b1111_0011),
            ]
            for (operation, expected) in operations {
                #expect(try await backend.run(BITOP(operation, into: "c")) == 1)
                #expect(try await backend.run(GET("c", as: Bytes.self)) == [expected])
            }
        }
    }

    @Test("integers of any size are read and written", arguments: TestedBackend.servers)
    func fields(_ server: TestedBackend) async throws {
        try await server { (backend) async throws in
            let answers = try await backend.run(
                BITFIELD(
                    "f",
                    [
                        .set(.unsigned(8), at: .element(0), 200),
                        .increment(.unsigned(8), at: .element(0), by: 100, overflow: .saturate),
                        .increment(.unsigned(8), at: .element(0), by: 1, overflow: .fail),
                        .increment(.unsigned(8), at: .element(0), by: 2),
                        .get(.signed(8), at: .bit(0)),
                    ]
                )
            )
            #expect(answers == [0, 255, nil, 1, 1])
            let fields = [
                BitField(.unsigned(8), at: .bit(0)), BitField(.signed(16), at: .element(1)),
            ]
            #expect(try await backend.run(BITFIELD_RO("f", fields)) == [1, 0])
        }
    }

    @Test("what becomes of too great results is said when it changes") func overflow() {
        let command = BITFIELD(
            "f",
            [
                .get(.unsigned(63), at: .bit(4)),
                .set(.signed(5), at: .element(2), -3),
                .increment(.signed(5), at: .bit(0), by: 1, overflow: .fail),
                .increment(.signed(5), at: .bit(0), by: 1, overflow: .fail),
                .set(.signed(5), at: .bit(0), 1),
            ]
        )
        #expect(
            command.spelling
                == "BITFIELD f GET u63 4 SET i5 #2 -3 OVERFLOW FAIL INCRBY i5 0 1 INCRBY i5 0 1 "
                + "OVERFLOW WRAP SET i5 0 1"
        )
    }

    @Test("a part is written with its unit where it is not bytes") func range() {
        #expect(BITCOUNT("b").spelling == "BITCOUNT b")
        #expect(BITCOUNT("b", in: .bytes(from: 1, through: -1)).spelling == "BITCOUNT b 1 -1")
        #expect(
            BITPOS("b", false, in: .bits(from: 0, through: 9)).spelling == "BITPOS b 0 0 9 BIT"
        )
    }
}
