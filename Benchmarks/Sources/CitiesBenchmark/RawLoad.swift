import CitiesExample
import StdnetODM

/// Writes the keys that the mapper writes, as plain commands: what loading costs at the least.
struct RawLoad {
    private let data: CityData

    init(_ data: CityData) { self.data = data }

    func run(on backend: any Backend) async throws {
        try await load(data.countries, Country.schema, on: backend)
        try await load(data.cities, City.schema, on: backend)
    }

    private func load<M: Model>(
        _ objects: [M],
        _ schema: ModelSchema,
        on backend: any Backend
    ) async throws {
        let layout = KeyLayout(namespace: "b.", model: schema.name)
        for start in stride(from: 0, to: objects.count, by: 500) {
            var batch = CommandBatch()
            for place in start..<min(start + 500, objects.count) {
                let id = objects[place].storedID.flatMap(\.stored) ?? Bytes("\(place + 1)".utf8)
                append(
                    objects[place],
                    String(decoding: id, as: UTF8.self),
                    schema,
                    layout,
                    to: &batch
                )
            }
            let replies = try await backend.execute(batch)
            for (place, reply) in replies.enumerated() { _ = try batch.checked(reply, at: place) }
        }
    }

    private func append<M: Model>(
        _ object: M,
        _ id: String,
        _ schema: ModelSchema,
        _ layout: KeyLayout,
        to batch: inout CommandBatch
    ) {
        let values = Values(object)
        batch.append { words in
            words.append("HSET" as StaticString)
            words.append(joining: layout.objectPrefix, id)
            for (field, value) in zip(schema.fields, values.list) {
                guard let value else { continue }
                words.append(field.attribute)
                words.append(value)
            }
        }
        add("SADD", layout.ids, id, to: &batch)
        for (field, value) in zip(schema.fields, values.list) {
            if field.index.hasValueSets {
                add("SADD", layout.index(field.attribute, value ?? ""), id, to: &batch)
            }
            guard let value else { continue }
            if field.index.isUnique {
                add("HSET", layout.unique(field.attribute), value, id, to: &batch)
            }
            if field.index.hasRange {
                add("ZADD", layout.range(field.attribute), value, id, to: &batch)
            }
        }
    }

    private func add(_ words: String..., to batch: inout CommandBatch) {
        batch.append { arguments in for word in words { arguments.append(word) } }
    }
}

/// The stored text of every field of an object.
private struct Values {
    var list: [String?]

    init(_ object: some Model) {
        switch object {
        case let city as City:
            list = [
                "\(city.geonameid)", city.name, city.country.id, city.admin1, "\(city.latitude)",
                "\(city.longitude)", "\(city.population)", city.timezone,
            ]
        case let country as Country: list = country.storedTexts
        default: list = []
        }
    }
}

extension Country {
    /// The stored text of every field, in the order of the schema.
    fileprivate var storedTexts: [String?] {
        [
            name, iso3, continent, capital, "\(areaKm2)", "\(population)", currencyCode,
            currencyName, languages, neighbours,
        ]
    }
}
