import StdnetBackend
import Testing

@Suite("Keys at rest are python-stdnet's, and what was added to them")
struct KeyLayoutTests {
    @Test("Every key starts with the namespace and the model, nothing between them")
    func keys() {
        let layout = KeyLayout(namespace: "bla.", model: "geo.city")
        #expect(layout.base == "bla.geo.city")
        #expect(layout.ids == "bla.geo.city:id")
        #expect(layout.counter == "bla.geo.city:ids")
        #expect(layout.object("7") == "bla.geo.city:obj:7")
        #expect(layout.objectPrefix + "7" == layout.object("7"))
        #expect(layout.index("country_id", "IN") == "bla.geo.city:idx:country_id:IN")
        #expect(layout.index("name", "a:b c") == "bla.geo.city:idx:name:a:b c")
        #expect(layout.unique("geonameid") == "bla.geo.city:uni:geonameid")
        #expect(layout.range("population") == "bla.geo.city:rng:population")
        #expect(layout.temporary("x-1") == "bla.geo.city:tmp:x-1")
    }

    @Test("The schema of all models is one key of the namespace")
    func schema() {
        #expect(KeyLayout.schema(namespace: "bla.") == "bla.stdnet:schema")
        #expect(KeyLayout.schema(namespace: "") == "stdnet:schema")
        #expect(KeyLayout(namespace: "", model: "geo.city").ids == "geo.city:id")
    }
}
