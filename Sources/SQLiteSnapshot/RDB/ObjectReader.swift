import StdnetBackend
import StdnetRDB

/// Reads single objects of models from an RDB file.
struct ObjectReader {
    private let source: FileSource
    private let reader: RDBRecordReader

    init(_ source: FileSource) {
        self.source = source
        reader = RDBRecordReader(source.options)
    }

    /// The stored values of the object at a place: an array, or an error where there is no hash.
    func object(at place: Int, in plan: TablePlan) throws(SnapshotError) -> Reply {
        var sink = AttributeSink(plan.attributes)
        var builder = ReplyBuilder()
        do throws(RDBFileError) {
            let type = try reader.type(at: place, of: source.file)
            if type.stored == .hash {
                try reader.read(type, to: &sink, of: source.file)
                sink.take(to: &builder)
            } else {
                builder.error("WRONGTYPE Operation against a key holding the wrong kind of value")
            }
        } catch {
            throw SnapshotError(error, of: source.name)
        }
        for reply in builder.finish() { return reply }
        throw .damaged("no reply was made")
    }
}
