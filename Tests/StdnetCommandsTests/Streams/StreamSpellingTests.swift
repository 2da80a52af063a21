import StdnetBackend
import StdnetCommands
import Testing

@Suite("Commands of streams, word by word")
struct StreamSpellingTests {
    @Test("options are written as Redis wants them") func options() {
        let trimming = StreamTrimming.length(1000, .approximate(limit: 50))
        #expect(
            XADD(ifExists: "s", ["a": 1, "b": 2], id: .milliseconds(5), trimming: trimming).spelling
                == "XADD s NOMKSTREAM MAXLEN ~ 1000 LIMIT 50 5-* a 1 b 2"
        )
        #expect(XADD("s", ["a": "x"]).spelling == "XADD s * a x")
        #expect(XTRIM("s", .from(StreamID(3))).spelling == "XTRIM s MINID = 3-0")
        let positions: KeyValuePairs = ["a": StreamPosition.last, "b": .after(StreamID(1, 2))]
        #expect(
            XREAD(positions, count: 5, wait: .upTo(.microseconds(10))).spelling
                == "XREAD COUNT 5 BLOCK 1 STREAMS a b $ 1-2"
        )
        #expect(
            XREADGROUP("g", "c", ["s": .new], wait: .forever, acknowledges: true).spelling
                == "XREADGROUP GROUP g c BLOCK 0 NOACK STREAMS s >"
        )
        let delivery = StreamDelivery(idle: .seconds(2), count: 4, isForced: true)
        #expect(
            XCLAIM(
                idsOf: "s",
                "g",
                "c",
                minimumIdle: .seconds(1),
                [StreamID(1)],
                delivery: delivery
            ).spelling == "XCLAIM s g c 1000 1-0 IDLE 2000 RETRYCOUNT 4 FORCE JUSTID"
        )
        #expect(
            XPENDING("s", "g", from: .exclusive(StreamID(1)), count: 3, minimumIdle: .seconds(1))
                .spelling == "XPENDING s g IDLE 1000 (1-0 + 3"
        )
    }

    @Test("the name of an entry is read strictly") func names() {
        #expect(StreamID("5") == StreamID(5))
        #expect(StreamID("5-6") == StreamID(5, 6))
        for wrong in ["", "-", "5-", "-5", "a", "5-6-7", "5-x"] {
            #expect(StreamID(wrong) == nil, "\(wrong)")
        }
        #expect(StreamID(5, 6) < StreamID(6))
        #expect(StreamID(5, 6) < StreamID(5, 7))
        #expect(StreamID(18_446_744_073_709_551_615).description == "18446744073709551615-0")
    }

    @Test("RESP3 has streams in a map") func map() throws {
        let reply = try Reply.made { reply in
            reply.collection(.map, 2)
            reply.bulk("s")
            reply.array(1)
            reply.array(2)
            reply.bulk("1-1")
            reply.array(4)
            for word in ["a", "1", "a", "2"] { reply.bulk(word) }
        }
        let streams = try XREAD(["s": .first]).decode(reply)
        #expect(streams.map(\.key) == ["s"])
        #expect(streams[0].entries[0].fields.map(\.value) == ["1", "2"])
    }
}
