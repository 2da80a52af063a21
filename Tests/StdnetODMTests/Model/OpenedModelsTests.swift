import MemoryBackend
import StdnetODM
import Testing

@Suite("A database is opened with models that can be stored")
struct OpenedModelsTests {
    @Test("and not with one that embeds a field under a name which it has itself")
    func sameName() {
        #expect(
            throws: BackendError.invalidRequest(
                "'test.page' has two fields 'title', or two that are stored under one name"
            )
        ) {
            try Database(MemoryBackend(), models: Page.self)
        }
        #expect(throws: BackendError.self) { try Database(MemoryBackend(), models: Leaf.self) }
    }

    @Test("and with one that embeds a group in a group")
    func nested() async throws {
        let database = try Database(MemoryBackend(), models: Chapter.self)
        let chapter = Chapter(
            id: 1,
            front: Front(title: "One", back: Back(title_text: nil, size: 4)),
            last: 7
        )
        try await database.commit { session in session.insert(chapter) }
        #expect(try await database.fetch(Chapter.filter { $0.front.back.size >= 4 }) == [chapter])
        #expect(try await database.fetch(Chapter.scan { $0.front.back.size == 5 }) == [])
        #expect(try await database.fetch(Chapter.all.values(of: \.last)) == [7])
        var other = chapter
        other.front.back.size = 5
        other.last = 8
        let changed = other
        try await database.commit { $0.update(changed, from: chapter) }
        #expect(try await database.fetch(Chapter.all) == [changed])
    }
}

@Fields
private struct Front: Equatable {
    @Index var title: String
    @Embedded var back: Back
}

@Fields
private struct Back: Equatable {
    var title_text: String?
    @Index(.range) var size: Int
}

@Model("test.page")
private struct Page {
    var id: Int?
    var title: String
    @Embedded var front: Front
}

@Model("test.leaf")
private struct Leaf {
    var id: Int?
    @Field("size") var length: Int
    @Embedded var back: Back
}

@Model("test.chapter")
private struct Chapter: Equatable {
    var id: Int?
    @Embedded var front: Front
    var last: Int
}
