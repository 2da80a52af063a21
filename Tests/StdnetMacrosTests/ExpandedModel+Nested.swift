extension ExpandedModel {
    /// A nested model whose names are in the way.
    static let nested = ExpandedModel(
        "a nested model whose names are in the way",
        source: """
            extension Media {
                @Model("source")
                fileprivate struct Source {
                    @ID let `class`: Swift.String  // its kind
                    var boss: StdnetODM.Ref</* the same */ Self>?, helper: Swift.Optional<Ref<Target>>
                    var boss_, fields: (Int)
                    @Index(IndexKind.range) private(set) var `default`: Int?
                }
            }
            """,
        expansion: """
            extension Media {
                fileprivate struct Source {
                    let `class`: Swift.String  // its kind
                    var boss: StdnetODM.Ref</* the same */ Self>?, helper: Swift.Optional<Ref<Target>>
                    var boss_, fields: (Int)
                    private(set) var `default`: Int?

                    typealias ID = Swift.String

                    nonisolated struct Fields: Sendable {
                        typealias boss__Source = Source
                        typealias boss__Target = Source
                        nonisolated enum boss__: StdnetODM.Relation {
                            typealias Source = boss__Source
                            typealias Target = boss__Target
                            typealias Loaded = boss__Target?
                            static var name: String { "boss" }
                        }
                        typealias helper_Source = Source
                        typealias helper_Target = Target
                        nonisolated enum helper_: StdnetODM.Relation {
                            typealias Source = helper_Source
                            typealias Target = helper_Target
                            typealias Loaded = helper_Target?
                            static var name: String { "helper" }
                        }
                        let `class` = StdnetODM.Field<Source, Swift.String, StdnetODM.ByID>("class")
                        let boss = StdnetODM.Reference<Source, boss__>()
                        let helper = StdnetODM.Reference<Source, helper_>()
                        let boss_ = StdnetODM.Field<Source, Int, StdnetODM.NoIndex>("boss_")
                        let fields = StdnetODM.Field<Source, Int, StdnetODM.NoIndex>("fields")
                        let `default` = StdnetODM.Field<Source, Int?, StdnetODM.ByRange>("default")
                        init() {}
                    }

                    nonisolated static var modelName: String { "source" }

                    nonisolated static let fields = Fields()

                    nonisolated static let schema = StdnetODM.ModelSchema(
                        "source",
                        id: StdnetODM.ModelSchema.Identity("class", Swift.String.self, isAutomatic: false),
                        ordering: nil,
                        fields: [
                            StdnetODM.FieldSchema("boss", StdnetODM.Ref<Source>?.self, .equality, onDelete: .restrict),
                            StdnetODM.FieldSchema("helper", Ref<Target>?.self, .equality, onDelete: .restrict),
                            StdnetODM.FieldSchema("boss_", Int.self, .none),
                            StdnetODM.FieldSchema("fields", Int.self, .none),
                            StdnetODM.FieldSchema("default", Int?.self, .range),
                        ])

                    nonisolated var storedID: Swift.String? { self.`class` }

                    nonisolated func encode(into fields: inout StdnetODM.FieldWriter) {
                        fields.write(0, self.boss)
                        fields.write(1, self.helper)
                        fields.write(2, self.boss_)
                        fields.write(3, self.fields)
                        fields.write(4, self.`default`)
                    }

                    nonisolated func changes(since old: Source) -> StdnetODM.FieldMask {
                        var mask = StdnetODM.FieldMask()
                        mask.mark(0, if: self.boss != old.boss)
                        mask.mark(1, if: self.helper != old.helper)
                        mask.mark(2, if: self.boss_ != old.boss_)
                        mask.mark(3, if: self.fields != old.fields)
                        mask.mark(4, if: self.`default` != old.`default`)
                        return mask
                    }
                }
            }

            nonisolated extension Media.Source: StdnetODM.Model {
                nonisolated init(id: ID, row: borrowing StdnetODM.Row) throws(StdnetODM.RowFailure) {
                    self.`class` = id
                    self.boss = try row.read(0)
                    self.helper = try row.read(1)
                    self.boss_ = try row.read(2)
                    self.fields = try row.read(3)
                    self.`default` = try row.read(4)
                }
            }
            """
    )
}
