import StdnetBackend

extension Player {
    /// Writes objects of five fields with four entries in indexes, as plain commands: what the
    /// prototype calls a commit.
    mutating func commit(_ order: some Sequence<Int>) {
        var object = ObjectTemplates()
        for number in order { commit(number, &object) }
    }

    private mutating func commit(_ number: Int, _ object: inout ObjectTemplates) {
        run { call in
            call.append("HGET")
            call.append("geo.city:uni:code")
            object.code.append(number, to: &call)
        }
        run { call in
            call.append("HSET")
            object.key.append(number, to: &call)
            call.append("name")
            object.name.append(number, to: &call)
            call.append("code")
            object.code.append(number, to: &call)
            call.append("population")
            object.id.append(number, to: &call)
            call.append("timezone")
            call.append("Europe/London")
            call.append("country_id")
            call.append("GB")
        }
        run { call in
            call.append("SADD")
            call.append("geo.city:id")
            object.id.append(number, to: &call)
        }
        run { call in
            call.append("SADD")
            object.zone.append(number % 400, to: &call)
            object.id.append(number, to: &call)
        }
        run { call in
            call.append("SADD")
            object.country.append(number % 250, to: &call)
            object.id.append(number, to: &call)
        }
        run { call in
            call.append("HSET")
            call.append("geo.city:uni:code")
            object.code.append(number, to: &call)
            object.id.append(number, to: &call)
        }
    }
}

/// The texts of an object.
private struct ObjectTemplates {
    var key = Template("geo.city:obj:")
    var code = Template("c")
    var name = Template("City ")
    var id = Template("")
    var zone = Template("geo.city:idx:timezone:", digits: 3)
    var country = Template("geo.city:idx:country_id:", digits: 3)
}
